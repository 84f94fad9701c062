from __future__ import annotations

import pytest

from kg.graph.query_text import asks_elsewhere

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
