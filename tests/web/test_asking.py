"""The SPARQL 1.1 Protocol, as its own test suite asks for it."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import requests

from kg.graph import iris
from kg.web.asking import FORM, QUERY, UPDATE

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?s { ?s ?p ?o } LIMIT 1"
JSON = "application/sparql-results+json"


def send(
    site: str, method: str, address: object = (), body: bytes = b"", kind: str = "", accept: str = ""
) -> requests.Response:
    query = urlencode(address) if address else ""  # type: ignore[arg-type]
    headers = {"Accept": accept, "Content-Type": kind}
    return requests.request(
        method,
        f"{site}/sparql" + (f"?{query}" if query else ""),
        data=body,
        headers={name: value for name, value in headers.items() if value},
        timeout=60,
    )


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


GOOD = [
    pytest.param("GET", {"query": ASK}, b"", "", id="get"),
    pytest.param("POST", (), form(query=ASK), FORM, id="form"),
    pytest.param("POST", (), form(query=ASK), FORM + "; charset=UTF-8", id="form with a charset"),
    pytest.param("POST", (), ASK.encode(), QUERY, id="direct"),
    pytest.param("POST", {"default-graph-uri": iris.DATASETS}, ASK.encode(), QUERY, id="direct, with a graph"),
    pytest.param("POST", (), "ASK { ?s ?p 'é𝒳' } #".encode(), QUERY + ";charset=utf-8", id="beyond ASCII"),
]


@pytest.mark.parametrize(("method", "address", "body", "kind"), GOOD)
def test_a_query(site: str, method: str, address: object, body: bytes, kind: str) -> None:
    answer = send(site, method, address, body, kind)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == JSON
    assert set(answer.json()) == {"head", "boolean"}


BAD = [
    pytest.param("PUT", {"query": ASK}, b"", "", 405, "", id="another method"),
    pytest.param("DELETE", {"query": ASK}, b"", "", 405, "", id="and another"),
    pytest.param("GET", [("query", ASK), ("query", SELECT)], b"", "", 400, "more than one query", id="two queries"),
    pytest.param("POST", {"query": ASK}, ASK.encode(), QUERY, 400, "address and in the body", id="two ways"),
    pytest.param("POST", (), form(query=ASK), "text/plain", 415, "Content-Type", id="another media type"),
    pytest.param("POST", (), ASK.encode(), "", 415, "Content-Type", id="no media type"),
    pytest.param("POST", (), b"", FORM, 400, "no query", id="an empty form"),
    pytest.param("GET", {"default-graph-uri": "http://a/"}, b"", "", 400, "no query", id="only a graph"),
    pytest.param("GET", {"query": ""}, b"", "", 400, "line 1", id="an empty query"),
    pytest.param("GET", {"query": "SELECT ?s {\n ?s ?p"}, b"", "", 400, "line 2, column", id="half a query"),
    pytest.param("GET", {"query": "DROP ALL"}, b"", "", 403, "read-only", id="an update as a query"),
    pytest.param("POST", (), ASK.encode("utf-16"), QUERY + "; charset=utf-16", 415, "UTF-8", id="another charset"),
    pytest.param("POST", (), b"ASK { ?s ?p '\xff' }", QUERY, 400, "UTF-8", id="not UTF-8"),
    pytest.param("POST", (), b"query=%ff", FORM, 400, "not well formed", id="a form that is not UTF-8"),
    pytest.param("POST", (), form(update="DROP ALL"), FORM, 403, "read-only", id="an update in a form"),
    pytest.param("POST", (), b"DROP ALL", UPDATE, 403, "read-only", id="a direct update"),
    pytest.param("GET", {"update": "DROP ALL"}, b"", "", 403, "read-only", id="an update in the address"),
    pytest.param("GET", {"query": ASK, "named-graph-uri": "a b"}, b"", "", 400, "named by an IRI", id="no IRI"),
    pytest.param("POST", (), b"#" * 1_100_000, QUERY, 413, "1,000,000 bytes", id="too long"),
    pytest.param(
        "GET", {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}, b"", "", 400, "SERVICE", id="another server"
    ),
    pytest.param("GET", {"query": "ASK {}" + " ?x" * 5}, b"", "", 400, "column", id="something behind it"),
]


@pytest.mark.parametrize(("method", "address", "body", "kind", "status", "words"), BAD)
def test_what_is_refused(
    site: str, method: str, address: object, body: bytes, kind: str, status: int, words: str
) -> None:
    answer = send(site, method, address, body, kind)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


FORMATS = [
    pytest.param(SELECT, "", JSON, id="rows"),
    pytest.param(SELECT, "application/sparql-results+xml", "application/sparql-results+xml", id="XML"),
    pytest.param(SELECT, "application/xml;q=0.5, text/csv;q=0.8", "text/csv; charset=utf-8", id="the better one"),
    pytest.param(SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", id="TSV"),
    pytest.param(SELECT, "text/html,*/*;q=0.1", JSON, id="a browser"),
    pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", "", "text/turtle; charset=utf-8", id="triples"),
    pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", "application/n-triples", id="N-Triples"),
    pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", "application/ld+json", "application/ld+json", id="JSON-LD"),
    pytest.param(f"DESCRIBE <{iris.dataset('mnist')}>", "application/rdf+xml", "application/rdf+xml", id="DESCRIBE"),
    pytest.param(ASK, "application/sparql-results+xml", "application/sparql-results+xml", id="ASK"),
]


@pytest.mark.parametrize(("query", "accept", "kind"), FORMATS)
def test_formats(site: str, query: str, accept: str, kind: str) -> None:
    answer = send(site, "GET", {"query": query}, accept=accept)
    assert answer.headers["content-type"] == kind
    assert answer.content


def test_a_format_that_is_not_offered(site: str) -> None:
    answer = send(site, "GET", {"query": SELECT}, accept="image/png")
    assert answer.status_code == 406
    assert "text/csv" in answer.text


def names(answer: requests.Response) -> set[str]:
    return {row["g"]["value"] for row in answer.json()["results"]["bindings"]}


def test_the_graphs_that_a_request_names(site: str) -> None:
    every = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert iris.WORKS in names(send(site, "GET", {"query": every}))
    one = {"query": every, "named-graph-uri": iris.DATASETS, "default-graph-uri": iris.WORKS}
    assert names(send(site, "GET", one)) == {iris.DATASETS}
    default = {"query": "SELECT DISTINCT (?s AS ?g) { ?s a ?c }", "default-graph-uri": iris.WORKS}
    assert all("/" + "work/" in name for name in names(send(site, "POST", (), form(**default), FORM)))


def test_the_description(site: str) -> None:
    answer = send(site, "GET", accept="text/turtle")
    said = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoint = ox.NamedNode(f"{site}/sparql")
    assert ox.Triple(endpoint, ox.NamedNode(sd + "endpoint"), endpoint) in said
    assert ox.Triple(endpoint, ox.NamedNode(sd + "feature"), ox.NamedNode(sd + "UnionDefaultGraph")) in said


def test_a_host_that_is_none(site: str) -> None:
    answer = requests.get(f"{site}/sparql", headers={"Host": "a<b"}, timeout=60)
    assert (answer.status_code, "a<b" in answer.text) == (200, False)


def test_head_and_options(site: str) -> None:
    head = send(site, "HEAD", {"query": ASK})
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", JSON)
    options = send(site, "OPTIONS")
    assert options.status_code == 204
    assert {"GET", "POST"} <= set(options.headers["allow"].split(", "))


def test_pages_of_other_sites_may_ask(site: str) -> None:
    headers = {"Origin": "http://b", "Access-Control-Request-Method": "POST"}
    asked = requests.options(f"{site}/sparql", headers=headers, timeout=60)
    assert asked.headers["access-control-allow-origin"] == "*"
    answer = requests.get(f"{site}/sparql", params={"query": ASK}, headers={"Origin": "http://b"}, timeout=60)
    assert answer.headers["access-control-allow-origin"] == "*"
