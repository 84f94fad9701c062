from __future__ import annotations

import pytest

from kg.graph.query_text import (
    asks_elsewhere,
    is_update,
    limits,
    names_graphs,
    prologue,
    with_limit,
    with_prefixes,
    with_values,
    without_graphs,
)

ELSEWHERE = [
    pytest.param("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", id="plain"),
    pytest.param("SELECT * { service silent <http://a/> { ?s ?p ?o } }", id="lower case"),
    pytest.param("SELECT * { SERVICE#c\n<http://a/> {} }", id="a comment after it"),
    pytest.param("SELECT * {BIND(1 AS ?x)SERVICE?g{ ?s ?p ?o } }", id="no spaces"),
    pytest.param("SELECT * { SERVICE ex:a { ?s ?p ?o } }", id="a prefixed name"),
    pytest.param("SELECT * { ?s ?p ex:a\\' SERVICE <http://a/> {} . ?s ?p 'x' }", id="an escaped quote in a name"),
    pytest.param("SELECT * { FILTER(?a<?b#>\n) SERVICE <http://a/> {} }", id="less than and a comment"),
    pytest.param("SELECT * { ?s ?p <http://a'b> SERVICE <http://a/> { ?x ?y 'c' } }", id="an apostrophe in an IRI"),
    pytest.param('SELECT * { ?s ?p """a"b""" SERVICE <http://a/> {} }', id="after a long string"),
    pytest.param("SELECT * { SERVICEex:a { ?s ?p ?o } }", id="no space after it"),
    pytest.param("SELECT * { SERVICESILENTex:a { ?s ?p ?o } }", id="no space anywhere"),
    pytest.param("SELECT * { OPTIONAL{}SERVICE:a{ ?s ?p ?o } }", id="the empty prefix"),
    pytest.param("SELECT * { ?s ?p 1.5e3SERVICE ex:a { ?s ?p ?o } }", id="in a number"),
    pytest.param("SELECT * { ?s ?p ?o.SERVICE ex:a {} }", id="after a variable"),
    pytest.param("SELECT ?service { ?service ?p ?o }", id="a variable, needlessly"),
]
HERE = [
    pytest.param("SELECT * { ?s ?p 'SERVICE <http://a/>' }", id="in a string"),
    pytest.param("SELECT * { ?s ?p '''it's SERVICE''' }", id="in a long string"),
    pytest.param("# SERVICE\nSELECT * { ?s ?p <http://a/SERVICE> }", id="in a comment and an IRI"),
]


@pytest.mark.parametrize("query", ELSEWHERE)
def test_elsewhere(query: str) -> None:
    assert asks_elsewhere(query) is not None


@pytest.mark.parametrize("query", HERE)
def test_here(query: str) -> None:
    assert asks_elsewhere(query) is None


FROM = [
    pytest.param("SELECT * FROM <http://a/g> { ?s ?p ?o }", "SELECT *   { ?s ?p ?o }", id="plain"),
    pytest.param(
        "ASK FROM NAMED <http://a/g>\nfrom ex:g{ ?s ?p ?o }", "ASK  \n { ?s ?p ?o }", id="named, and a prefix"
    ),
    pytest.param("SELECT * FROM<http://a/g>{ ?s ?p ?o }", "SELECT *  { ?s ?p ?o }", id="no space"),
]
NO_FROM = [
    pytest.param("SELECT ?from { ?from ex:from 'FROM <http://a/g>' }", id="variable, local name, string"),
    pytest.param("# FROM <http://a/g>\nSELECT * { ?s from:p ?o }", id="comment, prefix"),
]


@pytest.mark.parametrize(("query", "rest"), FROM)
def test_a_query_that_names_its_graphs(query: str, rest: str) -> None:
    assert names_graphs(query)
    assert without_graphs(query) == rest


@pytest.mark.parametrize("query", NO_FROM)
def test_a_query_about_all_graphs(query: str) -> None:
    assert not names_graphs(query)
    assert without_graphs(query) == query


def test_the_part_before_the_first_keyword() -> None:
    head = "# select\nPREFIX select: <http://select/>\nBASE <http://ask/>\n"
    assert prologue(f"{head}SELECT ?ask {{}}") == head


WITH_VALUES = [
    pytest.param("SELECT ?a { ?a ?p ?o }", "SELECT ?a { VALUES (?a) { (1) }  ?a ?p ?o }", id="plain"),
    pytest.param("SELECT DISTINCT * WHERE { }", "SELECT DISTINCT * WHERE { VALUES (?a) { (1) }  }", id="all"),
    pytest.param(
        "SELECT ?a ('{' AS ?x) { { SELECT ?ab { ?s ?p {} } } { SELECT ?a { } } }",
        "SELECT ?a ('{' AS ?x) { VALUES (?a) { (1) }  { SELECT ?ab { ?s ?p {} } } "
        "{ SELECT ?a { VALUES (?a) { (1) }  } } }",
        id="inside, where it is selected",
    ),
]


@pytest.mark.parametrize(("query", "joined"), WITH_VALUES)
def test_values(query: str, joined: str) -> None:
    assert with_values(query, {"a": "1"}) == joined


KNOWN = {"kg": "http://kg/", "skos": "http://skos/"}
WITH_PREFIXES = [
    pytest.param("SELECT ?a { ?a kg:b ?c }", "PREFIX kg: <http://kg/>\nSELECT ?a { ?a kg:b ?c }", id="used"),
    pytest.param("PREFIX kg: <a:> ASK { ?a kg:b ?c }", "PREFIX kg: <a:> ASK { ?a kg:b ?c }", id="declared"),
    pytest.param("ASK { ?a foo:b <skos:c> }", "ASK { ?a foo:b <skos:c> }", id="unknown, and an address"),
]


@pytest.mark.parametrize(("query", "whole"), WITH_PREFIXES)
def test_prefixes(query: str, whole: str) -> None:
    assert with_prefixes(query, KNOWN) == whole


UPDATES = [
    ("plain", "DROP ALL", True),
    ("small letters", "insert data { <a:b> <a:c> 1 }", True),
    ("behind a head", "# SELECT\nBASE <http://a/>\nPREFIX a: <http://a/select>\nDELETE WHERE { ?s a:b ?o }", True),
    ("in a graph", "WITH<http://a/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
    ("a query", "SELECT ?insert { ?insert ?p ?o }", False),
    ("a prefix of that name", "PREFIX add: <http://a/>\nASK { ?s add:b ?o }", False),
    ("words", "papers with datasets", False),
    ("nothing", "", False),
]


@pytest.mark.parametrize(("why", "text", "expected"), UPDATES, ids=[case[0] for case in UPDATES])
def test_updates(why: str, text: str, expected: bool) -> None:
    assert is_update(text) is expected


LIMITS = [
    pytest.param("SELECT * { } LIMIT 10", [10], "SELECT * { } LIMIT 7", "SELECT * { } ", id="plain"),
    pytest.param(
        "SELECT * { { SELECT * { } ORDER BY ?limit limit\n20}}",
        [20],
        "SELECT * { { SELECT * { } ORDER BY ?limit LIMIT 7}}",
        "SELECT * { { SELECT * { } ORDER BY ?limit }}",
        id="inside, in small letters",
    ),
    pytest.param(
        "# LIMIT 5\nSELECT ?limit { ?s ex:limit 'LIMIT 3' , <http://a/LIMIT> } OFFSET 2",
        [],
        "# LIMIT 5\nSELECT ?limit { ?s ex:limit 'LIMIT 3' , <http://a/LIMIT> } OFFSET 2",
        "# LIMIT 5\nSELECT ?limit { ?s ex:limit 'LIMIT 3' , <http://a/LIMIT> } OFFSET 2",
        id="comment, variable, local name, string, IRI",
    ),
    pytest.param(
        "SELECT * {} OFFSET 1 LIMIT 3", [3], "SELECT * {} OFFSET 1 LIMIT 7", "SELECT * {} OFFSET 1 ", id="end"
    ),
]


@pytest.mark.parametrize(("query", "numbers", "other", "without"), LIMITS)
def test_limits(query: str, numbers: list[int], other: str, without: str) -> None:
    assert limits(query) == numbers
    assert with_limit(query, 7) == other
    assert with_limit(query, None) == without
