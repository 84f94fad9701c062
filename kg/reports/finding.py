"""The dataset or paper that a person means: by id, by name, by file name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Solutions, TripleStore
from kg.graph.iris import dataset, paper, short
from kg.names import name_key

_DATASET_NAMES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/citeset/kg#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?it ?name ?rank WHERE {
  { ?it a dcat:Dataset ; dcterms:identifier ?name BIND(0 AS ?rank) }
  UNION { ?it skos:prefLabel ?name BIND(1 AS ?rank) }
  UNION { ?it skos:altLabel ?name BIND(2 AS ?rank) }
  UNION { ?it skos:hiddenLabel ?name BIND(3 AS ?rank) }
  UNION { ?it kg:printedAs ?name BIND(4 AS ?rank) }
}"""

_PAPER_NAMES = """
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
SELECT DISTINCT ?it ?name ?rank WHERE {
  ?it a fabio:ResearchPaper
  { ?it dcterms:identifier ?name BIND(0 AS ?rank) }
  UNION { ?it dc:source|dcterms:hasFormat/dc:source ?name BIND(1 AS ?rank) }
  UNION { ?it dcterms:title ?name BIND(2 AS ?rank) }
}"""


def find_dataset(store: TripleStore, text: str) -> str:
    """The IRI of the dataset with this id or name; a preferred name wins over an alias, that over a printed one.

    Case, accents and punctuation do not count. Raises QueryError where none or several fit equally well.
    """
    return _find(store, _DATASET_NAMES, text, kind="dataset")


def find_paper(store: TripleStore, text: str) -> str:
    """The IRI of the paper with this id, identifier, file name or title. Raises QueryError as `find_dataset`."""
    return _find(store, _PAPER_NAMES, text, kind="paper")


def _find(store: TripleStore, query: str, text: str, *, kind: str) -> str:
    iri = {"dataset": dataset, "paper": paper}[kind](text)
    # An id needs no search through all names, which takes a while in a large library.
    if store.query("SELECT ?it WHERE { ?it a ?class }", bindings={"it": ox.NamedNode(iri)}) != Solutions(("it",), ()):
        return iri
    named = [(it, name, int(rank)) for it, name, rank in _rows(store, query)]
    key = name_key(text)
    best: dict[int, set[str]] = {}
    for it, name, rank in named:
        if name_key(name) == key:
            best.setdefault(rank, set()).add(it)
    if not best:
        raise QueryError(f"no {kind} is called {text!r} here", advice=_advice(text, (name for _, name, _ in named)))
    found = sorted(best[min(best)])
    if len(found) > 1:
        listed = ", ".join(map(short, found))
        raise QueryError(f"several {kind}s are called {text!r}", advice=f"give one of the ids {listed}")
    return found[0]


def _rows(store: TripleStore, query: str) -> list[list[str]]:
    answer = store.query(query)
    if not isinstance(answer, Solutions):
        raise TypeError("a finder's query is a SELECT query")
    return [[t.value for t in row if isinstance(t, ox.NamedNode | ox.Literal)] for row in answer.rows]


def _advice(text: str, names: Iterable[str]) -> str:
    """The names most like the one that was not found."""
    near = difflib.get_close_matches(text, sorted(set(names)), n=3, cutoff=0.6)
    return f"near it are {', '.join(near)}" if near else "look at the names in `kg report usage` and `kg report papers`"
