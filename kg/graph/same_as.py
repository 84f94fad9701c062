"""What is one thing under several IRIs, as owl:sameAs: for an export only, since in the graph it multiplies counts.

A reasoner counts a use once for each of n names of its dataset; our own queries never meet these triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import iris
from kg.graph.quads import GraphWriter
from kg.graph.triple_store import Solutions, TripleStore
from kg.graph.vocabulary import OWL

_JUDGED = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX sssom: <https://w3id.org/sssom/>
SELECT DISTINCT ?left ?right WHERE {
  ?judgement a owl:Axiom ; owl:annotatedSource ?left ; owl:annotatedTarget ?right
  MINUS { ?judgement sssom:predicate_modifier "Not" }
}"""
_IDENTIFIED = """
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX fabio: <http://purl.org/spar/fabio/>
SELECT DISTINCT ?one ?identifier WHERE {
  VALUES ?class { %s }
  ?one a ?class ; dcterms:identifier ?identifier
}"""
_DATASETS, _PUBLICATIONS = "dcat:Dataset", "fabio:Work fabio:ResearchPaper"
# Where an identifier of each scheme is an IRI that others use for the same thing.
_IRIS = {
    "doi": (re.compile(r"10\.\d+/[^\s<>\"{}|\\^`]+"), "https://doi.org/{}"),
    "arxiv": (re.compile(r"[\w.-]+(?:/\d+)?"), "https://arxiv.org/abs/{}"),
    "wikidata": (re.compile(r"Q\d+"), "http://www.wikidata.org/entity/{}"),
}


def same_as_quads(store: TripleStore) -> Iterator[ox.Quad]:
    """The graph of owl:sameAs, sorted: names that people judged to be one dataset, and identifiers that are IRIs."""
    graph = GraphWriter(iris.SAME_AS)
    pairs = {(left, right) for left, right in _pairs(store, _JUDGED) if left != right}
    datasets = _identified(store, _DATASETS)
    pairs |= {(ones[0], iri) for iri, ones in datasets.items() if len(ones) == 1}
    # The DOI of data is cited like a publication: it would make one thing of a dataset and a work.
    publications = _identified(store, _PUBLICATIONS)
    pairs |= {(one, iri) for iri, ones in publications.items() if iri not in datasets for one in ones}
    for left, right in sorted(pairs):
        yield from graph.link(left, OWL.sameAs, right)


def identifier_iri(identifier: str) -> str:
    """The IRI that others use for what "doi:10.1/x", "arxiv:..." or "wikidata:Q1" names; "" where there is none."""
    scheme, _, value = identifier.partition(":")
    if scheme in _IRIS and _IRIS[scheme][0].fullmatch(value):
        return _IRIS[scheme][1].format(value)
    return ""


def _identified(store: TripleStore, what: str) -> dict[str, list[str]]:
    """What bears each identifier that is an IRI elsewhere, by that IRI."""
    found: dict[str, list[str]] = {}
    for one, identifier in _pairs(store, _IDENTIFIED % what):
        iri = identifier_iri(identifier)
        if iri:
            found.setdefault(iri, []).append(one)
    return found


def _pairs(store: TripleStore, query: str) -> Iterator[tuple[str, str]]:
    answer = store.query(query)
    if not isinstance(answer, Solutions):
        raise TypeError("pairs are asked for with SELECT")
    for left, right in answer.rows:
        if isinstance(left, ox.NamedNode) and isinstance(right, ox.NamedNode | ox.Literal):
            yield left.value, right.value
