from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.errors import LibraryError, QueryError
from kg.graph import GraphStore, Solutions, Triples, iris, paper_quads
from kg.graph.triple_store import UpdateRefusedError

ODD = ["\x00\x0b\x1f\x7f\x85", '"\\"', "\\u0022 } } ; DROP ALL ; #", "\u2028\ufffe", "line\r\nend\t", "𝒳é"]


def quad(value: str, graph: str = "http://a/g") -> ox.Quad:
    node = ox.NamedNode("http://a/x")
    return ox.Quad(node, node, ox.Literal(value), ox.NamedNode(graph))


@pytest.mark.parametrize("value", ODD)
def test_every_character_comes_back(value: str) -> None:
    with GraphStore.in_memory() as store:
        store.load([quad("kept", "http://a/other")])
        store.replace("http://a/g", [quad(value)])
        assert list(store.quads("http://a/g")) == [quad(value)]
        assert len(store) == 2


def test_replacing_a_graph_leaves_the_others_alone(toy: ModuleType) -> None:
    with GraphStore.in_memory() as store:
        store.load(toy.all_quads())
        before = set(store.quads())
        graph = iris.record(toy.RECORDS[0].paper.id)
        store.replace(graph, [quad("new", graph)])
        assert list(store.quads(graph)) == [quad("new", graph)]
        store.replace(graph, paper_quads(toy.RECORDS[0], toy.IDENTITY))
        assert set(store.quads()) == before


def test_a_graph_that_is_so_already_is_not_written() -> None:
    with GraphStore.in_memory() as store:
        assert store.replace("http://a/g", [quad("a"), quad("b")])
        assert not store.replace("http://a/g", [quad("b"), quad("a"), quad("a")])
        assert store.replace("http://a/g", [quad("b")])
        assert list(store.quads()) == [quad("b")]


def test_removing_a_graph() -> None:
    with GraphStore.in_memory() as store:
        store.load([quad("a"), quad("b", "http://a/h")])
        store.remove("http://a/g")
        store.remove("http://a/never-there")
        assert store.graphs() == ["http://a/h"]


def test_what_is_written_can_be_read_by_another_process(tmp_path: Path) -> None:
    with GraphStore.writing(tmp_path / "graph") as store:
        store.replace("http://a/g", [quad("a")])
        script = "import pathlib, sys, kg.graph as g; print(len(g.GraphStore.reading(pathlib.Path(sys.argv[1]))))"
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "graph")], capture_output=True, text=True, check=True
        )
    assert done.stdout == "1\n"


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with GraphStore.writing(tmp_path), pytest.raises(LibraryError, match="another program is writing"):
        GraphStore.writing(tmp_path)
    with GraphStore.writing(tmp_path) as again:
        assert len(again) == 0


def test_reading_where_there_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no graph here yet"):
        GraphStore.reading(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("open_store", [GraphStore.writing, GraphStore.reading])
def test_a_file_is_no_store(tmp_path: Path, open_store: type[GraphStore]) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be opened"):
        open_store(tmp_path / "file")


@pytest.mark.parametrize("open_store", [GraphStore.writing, GraphStore.reading])
def test_damaged_files_say_what_to_do(tmp_path: Path, open_store: Callable[[Path], GraphStore]) -> None:
    with GraphStore.writing(tmp_path) as store:
        store.load([quad("a")])
    del store
    (tmp_path / "CURRENT").write_text("garbage", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"damaged.*build again"):
        open_store(tmp_path)


def test_a_closed_store_says_so() -> None:
    store = GraphStore.in_memory()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        store.graphs()


def test_answers() -> None:
    with GraphStore.in_memory() as store:
        store.load([quad("a"), quad("b", "http://a/h")])
        assert store.query("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o") == Solutions(
            ("o", "none"), ((ox.Literal("a"), None), (ox.Literal("b"), None))
        )
        bound = store.query("SELECT ?s ?o { ?s ?p ?o }", bindings={"o": ox.Literal("b")})
        assert isinstance(bound, Solutions)
        assert len(bound.rows) == 1
        assert store.query("ASK { ?s ?p 'b' }") is True
        assert store.query("ASK { ?s kg:usesDataset ?dataset }") is False  # the prefixes of our graph need no line
        triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(triples, Triples)
        assert len(triples.triples) == 2


WRONG = [
    pytest.param("SELECT ?x WHERE {\n ?x a", 2, "column 6: the query", id="end missing"),
    pytest.param("SELECT ?x {\n\n ?x foo:b ?y }", 3, "prefix is not declared", id="prefix"),
    pytest.param("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", 1, "neither bound nor grouped", id="not grouped"),
    pytest.param("\n\n papers with COCO", 3, "column 11: the query", id="no SPARQL at all"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_a_query_that_cannot_be_parsed(text: str, line: int, message: str) -> None:
    with GraphStore.in_memory() as store, pytest.raises(QueryError, match=message) as caught:
        store.query(text, path=Path("a.rq"))
    assert (caught.value.path, caught.value.line) == ("a.rq", line)


def test_an_update_is_no_query() -> None:
    with GraphStore.in_memory() as store, pytest.raises(UpdateRefusedError, match=r"a\.rq: this is an update"):
        store.query("DROP ALL", path=Path("a.rq"))


def test_a_bound_variable_has_to_be_selected() -> None:
    with GraphStore.in_memory() as store, pytest.raises(QueryError, match=r"does not select \?o"):
        store.query("SELECT ?s { ?s ?p ?o }", bindings={"o": ox.Literal("b")})


def test_a_query_does_not_leave_this_machine() -> None:
    text = "SELECT ?s {\n SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with GraphStore.in_memory() as store, pytest.raises(QueryError, match=r"a\.rq:2: the word SERVICE is not allowed"):
        store.query(text, path=Path("a.rq"))
    with GraphStore.in_memory() as store, pytest.raises(QueryError, match=r"^line 2: the word SERVICE"):
        store.query(text)
