"""What goes wrong with a server is a sentence, and leaves the graphs old or new."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.build import build
from kg.cli import app
from kg.errors import LibraryError
from kg.graph import GraphStore, Scope, Solutions, find_server, iris
from kg.graph.connection import Connection, Login
from kg.graph.endpoint import Endpoint, locate
from kg.graph.remote_store import RemoteStore
from kg.library import Library
from kg.web import pages
from kg.web.asking import Asked, answered
from kg.web.resources import described

G = iris.BASE + "record/g"


def quad(value: str, graph: str = G) -> ox.Quad:
    node = ox.NamedNode("http://a/s")
    return ox.Quad(node, node, ox.Literal(value), ox.NamedNode(graph))


class Played(BaseHTTPRequestHandler):
    """A server that knows SPARQL well enough to be connected to, and then does what a test says."""

    status: ClassVar[int] = 200
    kind: ClassVar[str] = "application/sparql-results+json"
    body: ClassVar[bytes] = b'{"head":{},"boolean":true}'
    more: ClassVar[dict[str, str]] = {}
    promised: ClassVar[int] = 0  # bytes that are announced and never come
    there: ClassVar[set[str]] = set()  # the only paths, where it is not empty
    asked: ClassVar[list[tuple[str, str, str]]] = []

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.asked.append((self.command, self.path, self.headers.get("authorization", "")))
        missing = self.there and self.path.partition("?")[0] not in self.there
        self.send_response(404 if missing else self.status)
        self.send_header("content-type", self.kind)
        for name, value in self.more.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(self.body) + self.promised))
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def played(**behaviour: object) -> Iterator[tuple[str, type[Played]]]:
    """The address of a server that behaves so, and its class."""
    handler = type("Handler", (Played,), {**behaviour, "asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", handler
        finally:
            server.shutdown()
            thread.join()


def endpoint(address: str) -> Endpoint:
    return Endpoint(address + "/query", address + "/store")


PAGE = b"<html><head><title>x</title><style>p{}</style></head><body><h1>Out of disk</h1>  <p>Sorry</p></body></html>"
BROKEN = [
    pytest.param({"status": 401}, "refused the login.*KG_STORE_USER", id="no login"),
    pytest.param({"status": 403}, "refused the login", id="not allowed"),
    pytest.param(
        {"status": 302, "more": {"Location": "http://b/login?x=1"}}, "has moved to http://b/login ", id="moved"
    ),
    pytest.param({"status": 404, "body": b""}, "says 404 .look at the address", id="nothing there"),
    pytest.param({"status": 500, "body": PAGE, "kind": "text/html"}, "says 500: Out of disk Sorry", id="an error page"),
    pytest.param(
        {"body": PAGE, "kind": "text/html"}, "sent text/html where data were asked for", id="a page for people"
    ),
    pytest.param({"body": b'{"head":{},"bool'}, "breaks off or is not well formed", id="half an answer"),
    pytest.param({"promised": 10}, "cannot be reached, or broke off", id="broken off"),
]


@pytest.mark.parametrize(("behaviour", "message"), BROKEN)
def test_a_query_that_fails(behaviour: dict[str, object], message: str) -> None:
    with played() as (address, handler), RemoteStore(endpoint(address), Connection(Login())) as store:
        for name, value in behaviour.items():
            setattr(handler, name, value)
        with pytest.raises(LibraryError, match=message):
            store.query("ASK { ?s ?p ?o }")


def test_no_server() -> None:
    with played() as (address, _):
        pass
    with pytest.raises(LibraryError, match=r"cannot be reached.*whether the server runs"):
        find_server(address)


def test_a_server_that_is_slow() -> None:
    with played() as (address, handler):
        store = RemoteStore(endpoint(address), Connection(Login(), timeout=(5, 0.05)))
        go = threading.Event()
        with pytest.raises(LibraryError, match="did not answer in time"):
            handler.answer = handler.do_POST = lambda self: go.wait(5)  # type: ignore[attr-defined]
            store.query("ASK { ?s ?p ?o }")
        go.set()


LAYOUTS = [
    pytest.param("", {"/query", "/store"}, "query={}/query?union-default-graph= graphs={}/store", id="Oxigraph"),
    pytest.param(
        "/ds",
        {"/ds/query", "/ds/data"},
        "query={}/query?default-graph-uri=urn:x-arq:UnionGraph graphs={}/data",
        id="Fuseki",
    ),
    pytest.param(
        "", {"/sparql", "/sparql-graph-crud-auth"}, "query={}/sparql graphs={}/sparql-graph-crud-auth", id="Virtuoso"
    ),
    pytest.param(
        "/repositories/x",
        {"/repositories/x", "/repositories/x/rdf-graphs/service"},
        "query={} graphs={}/rdf-graphs/service",
        id="RDF4J",
    ),
]


@pytest.mark.parametrize(("path", "there", "found"), LAYOUTS)
@pytest.mark.parametrize("given", ["", "/", "/sparql"])
def test_layouts(path: str, there: set[str], found: str, given: str) -> None:
    with played(there=there) as (address, _):
        assert locate(address + path + given, Connection(Login())) == Endpoint.parse(
            found.replace("{}", address + path)
        )


def test_a_web_site_is_no_sparql_server() -> None:
    with (
        played(body=PAGE, kind="text/html") as (address, _),
        pytest.raises(LibraryError, match=r"no SPARQL server is known by its answers.*query=URL"),
    ):
        find_server(address)


LOGINS = [
    pytest.param(Login(token="t0k"), "Basic", ["Bearer t0k"], id="token"),
    pytest.param(Login(user="me", password="pw"), 'Basic realm="x"', ["", "Basic bWU6cHc="], id="basic"),
    pytest.param(Login(user="me", password="pw"), 'Digest realm="x", nonce="1"', ["", "", "Digest "], id="digest"),
    pytest.param(Login(), "Basic", [""], id="none"),
]


@pytest.mark.parametrize(("login", "challenge", "sent"), LOGINS)
def test_logins(login: Login, challenge: str, sent: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    with played(status=401, more={"WWW-Authenticate": challenge}) as (address, handler):
        with pytest.raises(LibraryError, match="refused the login") as caught:
            RemoteStore(endpoint(address), Connection(login))
        given = [authorization for _, _, authorization in handler.asked]
    assert [a.startswith(b) and bool(a) == bool(b) for a, b in zip(given, sent, strict=True)] == [True] * len(sent)
    assert "pw" not in repr(login) + str(caught.value)


def test_a_login_from_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password pw\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with played() as (address, handler):
        RemoteStore(endpoint(address), Connection(Login()))
        assert handler.asked[-1][2] == "Basic bWU6cHc="


def test_virtuoso_refuses_a_wrong_password(virtuoso_server: str) -> None:
    connection = Connection(Login(user="dba", password="wrong"))
    store = RemoteStore(locate(virtuoso_server, connection), connection)
    with pytest.raises(LibraryError, match="refused the login"):
        store.replace(G, [quad("a")])


def test_virtuoso_would_cut_a_long_iri_off(virtuoso_server: str) -> None:
    connection = Connection(Login(user="dba", password="dba"))
    store = RemoteStore(locate(virtuoso_server, connection), connection)
    node = ox.NamedNode("http://a/" + "x" * 1_800)
    with pytest.raises(LibraryError, match=r"more than 1,800 bytes"):
        store.replace(G, [ox.Quad(node, node, node, ox.NamedNode(G))])


class Cut(Connection):
    """A line that breaks at the n-th graph that is written."""

    left = 0

    def ask(self, method: str, address: str, **more: object) -> object:  # type: ignore[override]
        if method == "PUT":
            self.left -= 1
            if self.left < 0:
                raise LibraryError("the server cannot be reached", path=address)
        return super().ask(method, address, **more)  # type: ignore[arg-type]


def test_an_interrupted_upload_goes_on(oxigraph_server: str, tmp_path: Path) -> None:
    names = [f"{iris.BASE}record/cut-{number}" for number in range(4)]
    place = locate(oxigraph_server, Connection(Login()))
    line = Cut(Login())
    line.left = 2
    with RemoteStore(place, line) as store, pytest.raises(LibraryError):
        store.load(quad("new", name) for name in names)
    again = Cut(Login())
    again.left = 2  # as many as were missing
    with RemoteStore(place, again) as store:
        assert [store.replace(name, [quad("new", name)]) for name in names] == [False, False, True, True]
        for name in names:
            store.remove(name)


def test_a_server_that_dies_half_way(start_oxigraph: Callable[[], tuple[str, subprocess.Popen[bytes]]]) -> None:
    names = [f"{iris.BASE}record/{number}" for number in range(12)]

    def graph(word: str, name: str) -> list[ox.Quad]:
        return [quad(f"{word} {number}", name) for number in range(200)]

    address, server = start_oxigraph()
    connection = Connection(Login())
    with RemoteStore(locate(address, connection), connection) as store:
        store.load(each for name in names for each in graph("old", name))
        threading.Timer(0.05, server.kill).start()
        with pytest.raises(LibraryError, match=r"cannot be reached, or broke off"):
            while True:
                for word in ("new", "newer"):
                    for name in names:
                        store.replace(name, graph(word, name))
    server.wait()
    connection = Connection(Login())
    with RemoteStore(locate(start_oxigraph()[0], connection), connection) as store:
        for name in names:
            assert any(set(store.quads(name)) == set(graph(word, name)) for word in ("old", "new", "newer"))
        for name in names:
            store.replace(name, graph("new", name))
        assert set(store.quads()) == {each for name in names for each in graph("new", name)}


def test_a_graph_that_another_program_changed_is_sent_again(oxigraph_server: str) -> None:
    connection = Connection(Login())
    place = locate(oxigraph_server, connection)
    with RemoteStore(place, connection) as store:
        store.replace(G, [quad("a")])
    connection.ask(
        "POST", place.graphs, parameters={"graph": G}, body=b"<a:b> <a:b> 1 .", kind="text/turtle", accept="*/*"
    )
    with RemoteStore(place, connection) as store:
        assert store.replace(G, [quad("a")])
        assert list(store.quads(G)) == [quad("a")]
        store.remove(G)


def test_graphs_of_others_are_left_alone(oxigraph_server: str) -> None:
    connection = Connection(Login())
    place = locate(oxigraph_server, connection)
    foreign = "http://other.example/g"
    connection.ask(
        "PUT", place.graphs, parameters={"graph": foreign}, body=b"<a:b> <a:b> 1 .", kind="text/turtle", accept="*/*"
    )
    with RemoteStore(place, connection) as store:
        for graph in store.graphs():
            store.remove(graph)
        store.replace(G, [quad("a")])
        assert store.graphs() == [G]
        assert len(store) == 1
        store.remove(G)
    assert connection.ask("GET", place.graphs, parameters={"graph": foreign}, accept="*/*").status_code == 200
    connection.ask("DELETE", place.graphs, parameters={"graph": foreign}, accept="*/*")


def kg(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


@pytest.mark.usefixtures("catalogue_once")
def test_a_library_on_a_server(
    server: tuple[str, Login], sample_papers: Path, demo: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, login = server
    monkeypatch.setenv("KG_STORE_USER", login.user)
    monkeypatch.setenv("KG_STORE_PASSWORD", login.password)
    root = tmp_path / "library"
    build([sample_papers], root, workers=1, store_at=address)
    stored = (root / "library.json").read_text(encoding="utf-8")
    assert address in stored
    assert "dba" not in stored
    assert not (root / "graph").exists()
    with Library.open(root).graph_store() as remote, demo.graph_store() as embedded:
        assert set(remote.quads()) == set(embedded.quads())
        counted = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?p <https://w3id.org/citeset/kg#usesDataset> ?d }"
        assert remote.query(counted) == embedded.query(counted)
        assert isinstance(remote.query(counted), Solutions)
    assert kg("report", "usage", "-l", str(root), "-f", "csv") == kg(
        "report", "usage", "-l", str(demo.root), "-f", "csv"
    )
    assert build([sample_papers], root, workers=1).graphs == 0
    with Library.open(root).graph_store() as remote, demo.graph_store() as embedded:
        for iri in (iris.dataset("imagenet-1k"), iris.paper("arxiv:1909.07636"), iris.work("deng-2009-imagenet")):
            assert pages.dataset_page(remote, iri) == pages.dataset_page(embedded, iri)
            assert pages.paper_page(remote, iri) == pages.paper_page(embedded, iri)
            assert pages.thing_page(remote, iri) == pages.thing_page(embedded, iri)
            assert described(remote, iri, "text/turtle", 10_000) == described(embedded, iri, "text/turtle", 10_000)
        assert pages.search(remote, " CIFAR1 ") == pages.search(embedded, " CIFAR1 ")
        question = Asked(
            "SELECT ?s ?title { ?s <http://purl.org/dc/terms/title> ?title }", Scope(default=(iris.WORKS,)), "text/csv"
        )
        lines = [sorted(answered(store, question, 10_000)[1].split()) for store in (remote, embedded)]
        assert lines[0] == lines[1]
    build([sample_papers], root, workers=1, store_at="folder")
    assert Library.open(root).index.server == ""
    with Library.open(root).graph_store() as here:
        assert isinstance(here, GraphStore)
        assert len(here) > 0


def test_a_wrong_address_builds_nothing(sample_papers: Path, tmp_path: Path) -> None:
    with played() as (address, _):
        pass
    code, said = kg("build", str(sample_papers), "-l", str(tmp_path / "library"), "--store", address)
    assert code == 1
    assert "cannot be reached" in said
    assert not (tmp_path / "library" / "library.json").exists()
