from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import GraphStore
from kg.graph.vocabulary import XSD
from kg.reports import Parameter, assigned
from kg.reports.parameters import bindings_of, declared, rows_of

IMAGENET = ox.NamedNode("https://w3id.org/citeset/id/dataset/imagenet-1k")


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


DECLARED = [
    ("dataset - a dataset", Parameter("dataset", "dataset", "a dataset")),
    ("other (dataset) - a second one", Parameter("other", "dataset", "a second one")),
    ("limit (number) - below it; 0.5 by default", Parameter("limit", "number", "below it; 0.5 by default")),
    ("rows - how many", Parameter("rows", "rows", "how many")),
]


@pytest.mark.parametrize(("line", "parameter"), DECLARED)
def test_declared(line: str, parameter: Parameter) -> None:
    assert declared(line) == parameter


@pytest.mark.parametrize("line", ["dataset", "dataset -", "colour - red", "x (colour) - red", "1x (number) - x"])
def test_what_declares_nothing(line: str) -> None:
    with pytest.raises(QueryError, match="is no parameter"):
        declared(line)


VALUES = [
    ("dataset", "ilsvrc 2012", IMAGENET),
    ("year", "2020", typed("2020", XSD.gYear)),
    ("number", "3", typed("3", XSD.integer)),
    ("number", "0.50", typed("0.5", XSD.decimal)),
    ("text", "https://a/b", ox.Literal("https://a/b")),
]


@pytest.mark.parametrize(("kind", "value", "term"), VALUES)
def test_declared_values(store: GraphStore, kind: str, value: str, term: object) -> None:
    assert bindings_of(store, {"x": Parameter("x", kind, "")}, {"x": value}) == {"x": term}


@pytest.mark.parametrize(("kind", "value"), [("year", "20"), ("year", "20O9"), ("number", "1e9"), ("number", "x")])
def test_values_that_do_not_fit(store: GraphStore, kind: str, value: str) -> None:
    with pytest.raises(QueryError, match="is no"):
        bindings_of(store, {"x": Parameter("x", kind, "")}, {"x": value})


def test_a_number_of_rows_is_no_variable(store: GraphStore) -> None:
    parameters = {"rows": Parameter("rows", "rows", ""), "x": Parameter("x", "number", "")}
    assert bindings_of(store, parameters, {"rows": "3", "x": "3"}) == {"x": typed("3", XSD.integer)}


@pytest.mark.parametrize(("text", "rows"), [("1", 1), (" 050 ", 50), ("all", None), ("All", None)])
def test_rows(text: str, rows: int | None) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1e3", "", "none", "1 } LIMIT 2", "9999999999"])
def test_what_is_no_number_of_rows(text: str) -> None:
    with pytest.raises(QueryError, match="is no number of rows"):
        rows_of(text)


BY_LOOK = [
    ("x", "http://a/b", ox.NamedNode("http://a/b")),
    ("x", "<urn:a:b>", ox.NamedNode("urn:a:b")),
    ("x", "-7", typed("-7", XSD.integer)),
    ("x", "0.25", typed("0.25", XSD.decimal)),
    ("x", "a<b>", ox.Literal("a<b>")),
    ("x", '" } #', ox.Literal('" } #')),
    ("dataset", "ImageNet", IMAGENET),
    ("dataset", "https://w3id.org/citeset/id/dataset/x", ox.NamedNode("https://w3id.org/citeset/id/dataset/x")),
]


@pytest.mark.parametrize(("name", "value", "term"), BY_LOOK)
def test_values_by_their_look(store: GraphStore, name: str, value: str, term: object) -> None:
    assert bindings_of(store, {}, {name: value}) == {name: term}


def test_an_iri_that_is_none(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="is no IRI"):
        bindings_of(store, {}, {"x": "<no scheme>"})


def test_assigned() -> None:
    assert assigned(["a=1", "?b=x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}


@pytest.mark.parametrize("pairs", [["a"], ["=1"], ["a b=1"], ["a=1", "a=2"]])
def test_what_assigns_nothing(pairs: list[str]) -> None:
    with pytest.raises(QueryError):
        assigned(pairs)
