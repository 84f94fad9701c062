"""The IRIs of a library on the web: where each is served, and what the graph says of it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Solutions, TripleStore
from kg.graph.iris import BASE, record
from kg.graph.triple_store import too_large
from kg.web.negotiation import choose
from kg.web.results import RDF, rdf

PREFIX = "/id/"
_GRAPHS = ("graph", "record")


def address_of(iri: str) -> str:
    """Where this server serves an IRI of the library; any other IRI as it is."""
    return PREFIX + iri[len(BASE) :] if iri.startswith(BASE) else iri


def iri_at(path: str) -> str:
    """The IRI of the library that a path of this server stands for, however a client has encoded it."""
    kind, slash, name = path.removeprefix(PREFIX).partition("/")
    return f"{BASE}{quote(unquote(kind))}{slash}" + quote(unquote(name), safe=":/")


def kind_of(iri: str) -> str:
    """What an IRI of the library denotes: "dataset", "paper", "work" and so on."""
    return iri[len(BASE) :].partition("/")[0]


def described(store: TripleStore, iri: str, accept: str, at_most: int) -> tuple[str, bytes] | None:
    """The triples about an IRI in the RDF format that a client likes best; None where the graph says nothing of it."""
    triples = sorted(set(_triples(store, iri, at_most)), key=str)
    if not triples:
        return None
    kind = choose(accept, RDF) or RDF[0]
    return kind, rdf(triples, kind)


def _triples(store: TripleStore, iri: str, at_most: int) -> Iterator[ox.Triple]:
    """A paper is described by its whole graph, a graph by its content, anything else by what links from and to it."""
    if kind_of(iri) == "paper":
        iri = record(unquote(iri.partition("/paper/")[2]))
    if kind_of(iri) in _GRAPHS:
        for number, quad in enumerate(store.quads(iri)):
            if number >= at_most:
                raise too_large(at_most)
            yield ox.Triple(quad.subject, quad.predicate, quad.object)
        return
    node = ox.NamedNode(iri)
    for text in ("SELECT ?it ?p ?other { ?it ?p ?other }", "SELECT ?other ?p ?it { ?other ?p ?it }"):
        answer = store.query(text, bindings={"it": node}, at_most=at_most)
        if not isinstance(answer, Solutions):
            raise QueryError("a description is made of rows")
        for subject, predicate, value in answer.rows:
            if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
                yield ox.Triple(subject, predicate, value)
