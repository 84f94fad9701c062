from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import KgError
from kg.graph import GraphStore
from kg.graph.exporting import SYNTAXES, Syntax, context, export, rdflib_graph, write

# rdflib calls its own deprecated methods when it reads quads
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

READ_AS = {"turtle": "turtle", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}


def exported(store: GraphStore, syntax: Syntax, *, quotes: bool = True) -> str:
    output = io.BytesIO()
    export(store, output, syntax=syntax, quotes=quotes)
    return output.getvalue().decode()


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_rdflib_reads_the_same_graph(store: GraphStore, syntax: Syntax) -> None:
    quads = list(store.quads())
    text = exported(store, syntax)
    if syntax == "turtle":
        read = rdflib.Graph().parse(data=text, format="turtle")
        assert isomorphic(read, rdflib_graph(quads))
        return
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=READ_AS[syntax])
    for graph in store.graphs():
        assert isomorphic(dataset.graph(rdflib.URIRef(graph)), rdflib_graph(store.quads(graph))), graph
    assert len(list(dataset.quads())) == len(quads)


ODD = ["\x00\x0b\x1f\x7f", '"\\"', "\u2028\x85\ufffe", "a\r\nb\t", "𝒳é", "\\u0022", "\u202eabc\u2066\u200f", " a "]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("value", ODD)
def test_every_character_comes_back(syntax: Syntax, value: str) -> None:
    node = ox.NamedNode("http://a/x")
    output = io.BytesIO()
    write([ox.Quad(node, node, ox.Literal(value), node)], output, syntax=syntax)
    read = rdflib.Dataset()
    read.parse(data=output.getvalue(), format=READ_AS[syntax])
    assert [str(o) for _, _, o, _ in read.quads()] == [value]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_order_of_quads_and_of_hashes_does_not_matter(toy: ModuleType, store: GraphStore, syntax: Syntax) -> None:
    backwards = GraphStore.in_memory()
    backwards.load(reversed(toy.all_quads()))
    assert exported(backwards, syntax) == exported(store, syntax)


SCRIPT = """
import io, sys, pyoxigraph as ox
from kg.graph import GraphStore
from kg.graph.exporting import export
store = GraphStore.in_memory()
store.load(ox.parse(path=sys.argv[1]))
export(store, sys.stdout.buffer, syntax=sys.argv[2])
"""


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_another_process_writes_the_same_bytes(store: GraphStore, syntax: Syntax, tmp_path: Path) -> None:
    (tmp_path / "toy.nq").write_text(exported(store, "nquads"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "toy.nq"), syntax],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == exported(store, syntax)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_without_quotes_no_words_of_papers_remain(store: GraphStore, syntax: Syntax) -> None:
    words = ["We train on", "1.2 million images", "CVPR 2009."]
    facts = ["Photographs of 1,000", "ImageNet: A database", "A. Krizhevsky"]
    full, plain = exported(store, syntax), exported(store, syntax, quotes=False)
    assert all(text in full for text in words)
    assert not any(text in plain for text in words)
    assert all(text in plain for text in facts[:2])


def test_json_ld_of_one_graph_is_an_array_too() -> None:
    node = ox.NamedNode("http://a/x")
    output = io.BytesIO()
    write([ox.Quad(node, node, node, node)], output, syntax="jsonld")
    read = rdflib.Dataset()
    read.parse(data=output.getvalue(), format="json-ld")
    assert len(list(read.quads())) == 1
    assert b'"@graph": [' in output.getvalue()


def test_numbers_are_numbers_in_json_ld(store: GraphStore) -> None:
    assert '"instances": 1281167' in exported(store, "jsonld")


def test_an_unknown_syntax_is_refused(store: GraphStore) -> None:
    with pytest.raises(KgError, match="use one of turtle"):
        export(store, io.BytesIO(), syntax="xml")  # type: ignore[arg-type]


def test_the_context_has_short_names() -> None:
    assert context()["usesDataset"] == {"@id": "kg:usesDataset", "@type": "@id"}


def test_equal_graphs_give_equal_n_quads_in_order(toy: ModuleType, store: GraphStore) -> None:
    backwards = GraphStore.in_memory()
    backwards.load(reversed(toy.all_quads()))
    lines = exported(store, "nquads").splitlines()
    assert exported(backwards, "nquads").splitlines() == lines
    for graph in store.graphs():
        mine = [line for line in lines if line.endswith(f"<{graph}> .")]
        assert mine == sorted(mine)
    assert len(lines) == len(set(lines)) == len(store)


def test_same_as_is_in_an_export_that_asks_for_it_only(store: GraphStore) -> None:
    output = io.BytesIO()
    export(store, output, syntax="nquads", same_as=True)
    more = set(output.getvalue().decode().splitlines()) - set(exported(store, "nquads").splitlines())
    assert more
    assert all("owl#sameAs" in line and "graph/same-as" in line for line in more)
    assert "owl#sameAs" not in exported(store, "nquads")
