from __future__ import annotations

import pytest

from kg.graph.federation import asks_elsewhere

ELSE    pytest.param("SELECT * { SERVICEex:a { ?s ?p ?o } }", id="no space after it"),
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
