"""What the endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.vocabulary import RDF as RDF_TERMS
from kg.web.results import RDF, RESULTS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_MEDIA = "https://www.iana.org/assignments/media-types/"


def description(endpoint: str) -> Iterator[ox.Triple]:
    """The triples that describe the endpoint at this address."""
    subject = ox.NamedNode(endpoint)

    def says(predicate: str, *values: str) -> Iterator[ox.Triple]:
        for value in values:
            yield ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value))

    yield from says(RDF_TERMS.type, _SD + "Service")
    yield from says(_SD + "endpoint", endpoint)
    yield from says(_SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield from says(_SD + "feature", _SD + "UnionDefaultGraph")
    yield from says(_SD + "resultFormat", *(_MEDIA + kind for kind in (*RESULTS, *RDF)))
