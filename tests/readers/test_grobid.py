"""PDFs through a GROBID server: what is sent, what comes back, and servers that misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import readers
from kg.build import build, extract
from kg.cli import app
from kg.errors import KgError, ReadError
from kg.library import Library
from kg.model import Span
from kg.readers import grobid
from kg.readers.grobid import address, read

PDF = b"%PDF-1.4\nnot read here\n"
TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader xml:lang="en"><fileDesc><titleStmt>
<title level="a" type="main" coords="1,100.0,50.0,200.0,12.0">Small Nets</title></titleStmt><publicationStmt/>
<sourceDesc><biblStruct><analytic><author><persName><forename type="first">Ann</forename><surname>Roe</surname>
</persName></author></analytic></biblStruct></sourceDesc></fileDesc></teiHeader>
<facsimile><surface n="1" ulx="0.0" uly="0.0" lrx="595.0" lry="842.0"/></facsimile>
<text xml:lang="en"><body><div><head n="1" coords="2,50.0,60.0,80.0,10.0">Experiments</head>
<p><s coords="2,50.0,80.0,100.0,10.0;2,50.0,95.0,40.0,10.0">We train all of our small nets on CIFAR-10
<ref type="bibr" coords="2,70.0,95.0,10.0,10.0" target="#b0">[1]</ref>.</s> <s coords="2,92.0,95.0,58.0,10.0">It has
ten classes.</s></p></div></body><back><div type="references"><listBibl><biblStruct xml:id="b0"><analytic>
<title level="a" type="main">Learning multiple layers of features from tiny images</title><author><persName>
<forename type="first">A</forename><surname>Krizhevsky</surname></persName></author></analytic><monogr><imprint>
<date type="published" when="2009" /></imprint></monogr></biblStruct></listBibl></div></back></text></TEI>"""

Answer = Callable[[BaseHTTPRequestHandler], None]


class StandIn(ThreadingHTTPServer):
    """A server that gives each request the next of its answers, the last one for ever; it keeps what it was sent."""

    def __init__(self, *answers: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.seen: list[tuple[str, bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        self.server.seen.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *args: object) -> None:
        pass


def answering(status: int, body: str = "", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


def breaking_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "9999")
    handler.end_headers()
    handler.wfile.write(TEI[:200].encode())
    handler.close_connection = True


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def falling_silent(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "9999")
    handler.end_headers()
    threading.Event().wait(1)


Start = Callable[..., StandIn]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the client would have waited."""
    asked: list[float] = []
    monkeypatch.setattr("kg.readers.grobid.time.sleep", asked.append)
    return asked


@pytest.fixture
def serve() -> Iterator[Start]:
    servers: list[StandIn] = []

    def start(*answers: Answer) -> StandIn:
        server = StandIn(*answers)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "papers" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(PDF)
    return path


def test_a_pdf_is_sent_and_its_tei_is_read(pdf: Path, serve: Start) -> None:
    server = serve(answering(200, TEI))
    paper = readers.read(pdf, grobid=server.url)
    assert (paper.title, paper.authors, paper.source) == ("Small Nets", ("Ann Roe",), "a.pdf")
    assert paper.id.startswith("sha256:")
    assert [(paper.quote(m.span), m.keys) for m in paper.markers] == [("[1]", ("b0",))]
    ((path, body),) = server.seen
    assert path == "/api/processFulltextDocument"
    assert PDF in body
    for name, value in (("consolidateHeader", "0"), ("consolidateCitations", "0"), ("teiCoordinates", "p")):
        assert f'name="{name}"\r\n\r\n{value}\r\n'.encode() in body


def test_coordinates_become_lines(pdf: Path, serve: Start) -> None:
    paper = read(pdf, server=serve(answering(200, TEI)).url)
    assert [(paper.quote(line.span), line.page, line.box) for line in paper.lines] == [
        ("Small Nets", 1, (100.0, 50.0, 300.0, 62.0)),
        ("1 Experiments", 2, (50.0, 60.0, 130.0, 70.0)),
        ("We train all of our small nets on", 2, (50.0, 80.0, 150.0, 90.0)),
        ("CIFAR-10 [1]. It has ten classes.", 2, (50.0, 95.0, 150.0, 105.0)),
    ]
    assert [passage.page for passage in paper.passages] == [1, 2, 2]
    assert paper.lines[-1].span == Span(paper.text.index("CIFAR"), len(paper.text.rstrip()))


def test_other_formats_are_read_here(tmp_path: Path, serve: Start) -> None:
    server = serve(answering(500))
    path = tmp_path / "a.txt"
    path.write_text("Words of a text.", encoding="utf-8")
    assert "Words" in readers.read(path, grobid=server.url).text
    assert server.seen == []


def test_a_busy_server_is_asked_again(pdf: Path, serve: Start, pauses: list[float]) -> None:
    server = serve(
        answering(503), answering(503, Retry_After="7"), answering(503, Retry_After="9999"), answering(200, TEI)
    )
    assert read(pdf, server=server.url).title == "Small Nets"
    assert pauses == [grobid.PAUSE, 7.0, grobid.LONGEST_PAUSE]
    assert [PDF in body for _, body in server.seen] == [True] * 4


MISBEHAVING = [
    (answering(503), "stayed busy"),
    (answering(204), "found no text"),
    (answering(404, "<html><h1>Not Found</h1></html>"), "answered 404: Not Found"),
    (answering(500, "[BAD_INPUT_DATA] PDF to XML conversion failed"), "answered 500: [BAD_INPUT_DATA]"),
    (answering(200, "<html><body>Welcome to my home page</body></html>"), "did not answer with TEI"),
    (answering(200, "not XML at all"), "did not answer with TEI"),
    (answering(200, TEI[:900]), "did not answer with TEI"),
    (answering(200, ""), "did not answer with TEI"),
    (answering(200, "<TEI><text><body/></text></TEI>"), "found no text"),
    (breaking_off, "broke off"),
    (hanging_up, "broke off"),
    (falling_silent, "fell silent"),
]


@pytest.mark.parametrize(("answer", "message"), MISBEHAVING)
def test_what_goes_wrong_is_a_sentence_with_advice(
    pdf: Path,
    serve: Start,
    pauses: list[float],
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    message: str,
) -> None:
    if answer is falling_silent:
        monkeypatch.setattr(grobid, "SILENCE", 0.2)  # the others have the time that they need on a busy machine
    with pytest.raises(ReadError) as caught:
        read(pdf, server=serve(answer).url)
    assert message in caught.value.message
    assert caught.value.path == str(pdf)
    assert caught.value.advice
    assert len(pauses) == (grobid.TRIES - 1 if "busy" in message else 0)


def test_an_answer_without_end_is_cut(pdf: Path, serve: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grobid, "LARGEST", 1000)
    with pytest.raises(ReadError, match="does not end"):
        read(pdf, server=serve(answering(200, TEI)).url)


def test_no_server_at_all(pdf: Path, serve: Start) -> None:
    server = serve(answering(200, TEI))
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(ReadError, match="cannot be reached") as caught:
        read(pdf, server=url)
    assert "--grobid" in caught.value.advice


ADDRESSES = [
    ("http://localhost:8070", "http://localhost:8070"),
    ("http://localhost:8070/", "http://localhost:8070"),
    (" https://example.org/grobid/ ", "https://example.org/grobid"),
    ("http://localhost:8070/api", "http://localhost:8070"),
    ("http://localhost:8070/api/processFulltextDocument", "http://localhost:8070"),
]


@pytest.mark.parametrize(("given", "base"), ADDRESSES)
def test_addresses(given: str, base: str) -> None:
    assert address(given) == f"{base}/api/processFulltextDocument"


@pytest.mark.parametrize("given", ["localhost:8070", "ftp://a.org", "http://", "http://a.org:99999", "http://[", "/x"])
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(KgError, match="no address of a server"):
        address(given)
    with pytest.raises(KgError, match="no address of a server"):
        extract([Path("a.pdf")], grobid=given)


@pytest.mark.usefixtures("catalogue_once")
def test_a_library_knows_who_read_a_pdf(pdf: Path, tmp_path: Path, serve: Start) -> None:
    server, root = serve(answering(200, TEI)), tmp_path / "library"
    (pdf.parent / "b.txt").write_text("We use MNIST.", encoding="utf-8")

    def built(url: str) -> tuple[int, int, int]:
        report = build([pdf.parent], root, workers=1, grobid=url)
        return report.read, report.unchanged, len(report.failures)

    assert built(server.url) == (2, 0, 0)
    by_source = {record.paper.source: record for record in Library.open(root).records()}
    assert by_source["a.pdf"].made_by == by_source["b.txt"].made_by + " with GROBID"
    assert [use.name for use in by_source["a.pdf"].uses] == ["CIFAR-10"]
    assert by_source["a.pdf"].uses[0].evidence.page == 2
    assert built(server.url) == (0, 2, 0)
    assert built("") == (0, 1, 1)  # it is no PDF that can be read here, and keeps the record that it had
    assert built(server.url) == (0, 2, 0)
    server.answers = [answering(500)]
    (pdf.parent / "c.pdf").write_bytes(PDF + b"other")
    assert built(server.url) == (0, 2, 1)


@pytest.mark.usefixtures("catalogue_once")
def test_the_option_of_the_command_line(pdf: Path, serve: Start) -> None:
    runner = CliRunner()
    for command in ("extract", "check"):
        refused = runner.invoke(app, [command, str(pdf), "--grobid", "localhost:8070"])
        assert refused.exit_code == 1
        assert "no address of a server" in refused.output
    answered = runner.invoke(
        app, ["extract", str(pdf), "--format", "jsonl", "--grobid", serve(answering(200, TEI)).url]
    )
    assert answered.exit_code == 0
    assert json.loads(answered.stdout)["datasets"][0]["references"][0]["key"] == "b0"
    checked = runner.invoke(app, ["check", str(pdf), "--format", "json", "--grobid", serve(answering(200, TEI)).url])
    assert json.loads(checked.stdout)["papers"][0]["paper"] == "a.pdf"
