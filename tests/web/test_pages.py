"""Pages for people, and what programs get at the same addresses."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote

import lxml.html
import pyoxigraph as ox
import pytest
import requests

from kg.graph import iris
from kg.library import Library
from kg.reports import reports
from kg.web import html

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAPER = "/id/paper/" + "arxiv:1909.07636"


def get(site: str, path: str, **headers: str) -> requests.Response:
    return requests.get(site + path, headers=headers or HTML, timeout=60, allow_redirects=False)


def words(answer: requests.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return " ".join(lxml.html.fromstring(answer.content).text_content().split())


def test_a_dataset(site: str) -> None:
    text = words(get(site, "/id/dataset/imagenet-1k"))
    for part in (
        "ImageNet-1k",
        "ILSVRC2012",
        "Part of",
        "ImageNet-22k",
        "used, as ILSVRC-2012",
        "We evaluate the predictor on CIFAR-100 [1] and on ILSVRC-2012 [2].",
        "ImageNet large scale visual recognition challenge",
        "Cites nothing for it.",
        "Near it, and not its citation",
    ):
        assert part in text


def test_a_paper(site: str) -> None:
    text = words(get(site, PAPER))
    for part in ("CIFAR-100", "ImageNet-1k", "zap.xml", "Cites [2]", "attached"):
        assert part in text


def test_other_things(site: str) -> None:
    assert "Deng" in words(get(site, "/id/work/deng-2009-imagenet"))
    text = words(get(site, "/"))
    assert "CIFAR-10" in text
    assert all(f"{name}: {report.title}" in text for name, report in reports().items())


def test_searching(site: str) -> None:
    text = words(get(site, "/?q=CIFAR10"))
    assert "CIFAR-10" in text
    assert "MNIST" not in text
    assert "No dataset is called that." in words(get(site, "/?q=no such dataset"))


def test_what_papers_print_and_cite_for_a_dataset(site: str) -> None:
    text = words(get(site, "/id/dataset/imagenet-1k"))
    assert "As papers print it" in text
    assert "Works that papers cite for it" in text


@pytest.mark.parametrize("name", reports())
def test_every_report(site: str, name: str) -> None:
    assert reports()[name].title in words(get(site, f"/reports/{name}"))


def test_a_report_with_a_value(site: str) -> None:
    page = lxml.html.fromstring(get(site, "/reports/dataset?dataset=ImageNet").content)
    assert {a.get("href") for a in page.iter("a")} >= {PAPER, "?dataset=ImageNet&format=csv"}
    assert page.xpath("//input[@name='dataset']/@value") == ["ImageNet"]
    table = get(site, "/reports/dataset?dataset=ImageNet&format=csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.text.startswith("paper,title,year")


def test_rows_that_were_left_out_are_told(site: str) -> None:
    assert "Rows shown: 1, and there are more" in words(get(site, "/reports/usage?rows=1"))
    assert "there are more" not in words(get(site, "/reports/usage?rows=all"))
    assert get(site, "/reports/usage?rows=1&format=csv").headers.get("X-More-Rows") == "true"
    assert "X-More-Rows" not in get(site, "/reports/usage?format=csv").headers


def test_links_lead_somewhere(site: str) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 120:
            continue
        seen.add(path)
        answer = get(site, path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            page = lxml.html.fromstring(answer.content)
            hrefs = [a.get("href") for a in page.iter("a")]
            waiting += [href.partition("#")[0] for href in hrefs if href.startswith("/")]
    assert len(seen) > 60


SYNTAXES = [
    ("text/turtle", ox.RdfFormat.TURTLE),
    ("application/ld+json", ox.RdfFormat.JSON_LD),
    ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ("application/rdf+xml", ox.RdfFormat.RDF_XML),
]


@pytest.mark.parametrize(("kind", "syntax"), SYNTAXES)
def test_programs_get_the_graph(site: str, demo: Library, kind: str, syntax: ox.RdfFormat) -> None:
    answer = get(site, PAPER, Accept=kind)
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert "accept" in answer.headers["vary"].lower()
    with demo.graph_store() as store:
        expected = {quad.triple for quad in store.quads(iris.record("arxiv:1909.07636"))}
    assert {quad.triple for quad in ox.parse(answer.content, format=syntax)} == expected


def test_a_dataset_as_triples(site: str) -> None:
    answer = get(site, "/id/dataset/mnist?format=turtle")
    triples = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    node = ox.NamedNode(iris.dataset("mnist"))
    assert {node} == {t.subject for t in triples if t.subject == node}
    assert any(t.object == node for t in triples)


ENCODED = ["/id/paper/arxiv:1909.07636", "/id/paper/arxiv%3A1909.07636", "/id/paper/%61rxiv:1909.07636"]


@pytest.mark.parametrize("path", ENCODED)
def test_however_an_iri_is_encoded(site: str, path: str) -> None:
    assert get(site, path).status_code == 200


@pytest.mark.parametrize("path", ["/id/a<b/c", '/id/dataset/a"b', "/id/paper/{x}", "/id/%zz/%zz"])
def test_a_path_that_is_no_iri(site: str, path: str) -> None:
    with closing(HTTPConnection(site.removeprefix("http://"))) as line:
        line.putrequest("GET", path, skip_accept_encoding=True)
        line.endheaders()
        answer = line.getresponse()
        assert answer.status in (400, 404), answer.read()


def test_an_iri_given_whole(site: str) -> None:
    answer = get(site, "/resource?iri=" + quote(iris.dataset("mnist") + "#x", safe=""))
    assert (answer.status_code, answer.headers["location"]) == (303, "/id/dataset/mnist#x")


ABSENT = [
    "/id/dataset/none",
    "/id/paper/x",
    "/id/",
    "/id/graph/none",
    "/nowhere",
    "/reports/none",
    "/resource?iri=http://b/",
]


@pytest.mark.parametrize("path", ABSENT)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_not_there(site: str, path: str, accept: str) -> None:
    answer = get(site, path, Accept=accept)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html" if accept == "text/html" else "text/plain")


def test_a_fault_of_ours(site: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fault(*_: object, **__: object) -> str:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(html, "page", fault)
    answer = get(site, "/")
    assert (answer.status_code, "secret" in answer.text) == (500, False)
    assert "a secret" in caplog.text


WRONG = [
    ("/reports/dataset?dataset=none", 400, "no dataset is called"),
    ("/reports/usage?x=1", 400, "x"),
    ("/id/dataset/%FF%00", 404, ""),
]


@pytest.mark.parametrize(("path", "status", "part"), WRONG)
def test_what_is_wrong(site: str, path: str, status: int, part: str) -> None:
    answer = get(site, path, Accept="text/turtle")
    assert answer.status_code == status
    assert part in answer.text


PAGES = [
    "/",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?q=script",
    "/id/dataset/imagenet-1k",
    "/id/dataset/mnist",
    "/id/paper/arxiv:2020.00002",
    "/id/work/deng-2009-imagenet",
    "/id/dataset/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/resource?iri=%3Cscript%3Ealert(1)%3C/script%3E",
    "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E",
    "/reports/dataset?dataset=%3Cscript%3Ealert(1)%3C/script%3E",
    "/reports/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    *(f"/reports/{name}" for name in reports()),
]


@pytest.mark.parametrize("path", PAGES)
def test_the_text_of_papers_stays_text(hostile: str, path: str) -> None:
    answer = get(hostile, path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page = lxml.html.fromstring(answer.content)
    names = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "iframe", "object", "embed", "link", "base"}
    attributes = [(name, value) for element in page.iter() for name, value in element.attrib.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert not [value for name, value in attributes if name in ("href", "src", "action") and "javascript:" in value]
    assert "49" not in "".join(page.xpath("//h1//text()"))


def test_the_attack_is_there_to_be_escaped(hostile: str) -> None:
    assert "<script>alert(1)</script>" in words(get(hostile, "/id/dataset/imagenet-1k"))
    assert "<script>alert(1)</script>" in words(get(hostile, "/id/paper/arxiv:2020.00002"))
