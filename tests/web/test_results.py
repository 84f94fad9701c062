"""Every format gives every character back, save those that XML cannot hold."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest

from kg.graph import Solutions, Triples
from kg.web.results import RDF, written

XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = [
    ox.NamedNode("http://a/é?x=1&y='2'"),
    ox.Literal('"\\\n\r\t,;<&>'),
    ox.Literal("𝒳 \u200f\u2028"),
    ox.Literal("chat", language="en-gb"),
    ox.Literal("42", datatype=ox.NamedNode(XSD + "integer")),
    ox.Literal("2009", datatype=ox.NamedNode(XSD + "gYear")),
    ox.BlankNode("b0"),
    None,
]
ANSWER = Solutions(("a", "b"), tuple((term, ox.Literal("x")) for term in TERMS))
NODE = ox.NamedNode("http://a/s")
KINDS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("kind", KINDS)
def test_rows(kind: str) -> None:
    read = ox.parse_query_results(written(ANSWER, kind), KINDS[kind])
    assert isinstance(read, ox.QuerySolutions)
    assert tuple((row["a"], row["b"]) for row in read) == ANSWER.rows


def test_rows_as_csv_are_values() -> None:
    rows = list(csv.reader(io.StringIO(written(ANSWER, "text/csv").decode(), newline="")))
    assert rows[0] == ["a", "b"]
    assert [row[0] for row in rows[1:6]] == [term.value for term in TERMS[:5]]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["application/sparql-results+xml", "application/rdf+xml"])
def test_what_xml_cannot_hold(kind: str) -> None:
    bad, good = ox.Literal("a\x00\x0b\ufffe"), ox.Literal("a\ufffd\ufffd\ufffd")
    if kind.endswith("rdf+xml"):
        content = written(Triples((ox.Triple(NODE, NODE, bad),)), kind)
        assert [quad.object for quad in ox.parse(content, format=ox.RdfFormat.RDF_XML)] == [good]
    else:
        read = ox.parse_query_results(written(Solutions(("a",), ((bad,),)), kind), ox.QueryResultsFormat.XML)
        assert [row["a"] for row in read] == [good]  # type: ignore[union-attr]


SYNTAXES = [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD]


@pytest.mark.parametrize(("kind", "syntax"), [*zip(RDF, SYNTAXES, strict=True)])
def test_triples(kind: str, syntax: ox.RdfFormat) -> None:
    triples = tuple(ox.Triple(NODE, NODE, term) for term in TERMS[:6] if term is not None)
    assert {quad.triple for quad in ox.parse(written(Triples(triples), kind), format=syntax)} == set(triples)


@pytest.mark.parametrize("value", [True, False])
def test_truth(value: bool) -> None:
    for kind in ("application/sparql-results+json", "application/sparql-results+xml"):
        read = ox.parse_query_results(written(value, kind), KINDS[kind])
        assert bool(read) is value
    assert written(value, "text/csv") == (b"true\n" if value else b"false\n")
