"""Answers in the formats of the SPARQL recommendations, and triples in those of RDF."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from kg.graph import Answer, Solutions, Triples
from kg.graph.triple_store import Term
from kg.graph.vocabulary import PREFIXES

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# Names that clients use as well.
_ALSO = {"application/json": "application/sparql-results+json", "application/xml": "application/sparql-results+xml"}
RESULTS = (*_RESULTS, *_ALSO)
RDF = tuple(_RDF)
# The first ones by their short names, for addresses that a browser opens.
SHORT_NAMES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}

# What XML cannot hold in any way, and broken PDF fonts bring.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(answer: Answer, kind: str) -> bytes:
    """The answer in one of `RESULTS`, or of `RDF` for triples."""
    if isinstance(answer, Triples):
        return rdf(answer.triples, kind)
    kind = _ALSO.get(kind, kind)
    if kind == "application/sparql-results+xml":
        answer = _for_xml(answer)
    plain = json.dumps(_json(answer), ensure_ascii=False).encode()
    if kind == "application/sparql-results+json":
        return plain
    if isinstance(answer, bool) and kind.startswith("text/"):
        return b"true\n" if answer else b"false\n"  # neither CSV nor TSV has a form for it
    read = ox.parse_query_results(plain, ox.QueryResultsFormat.JSON)
    content = read.serialize(format=_RESULTS[kind]) or b""
    return content


def rdf(triples: Iterable[ox.Triple], kind: str) -> bytes:
    """Triples in one of `RDF`."""
    if kind == "application/rdf+xml":
        triples = [ox.Triple(t.subject, t.predicate, _term_for_xml(t.object)) for t in triples]
    content = ox.serialize(triples, format=_RDF[kind], prefixes=PREFIXES) or b""
    return content


def _json(answer: Solutions | bool) -> dict[str, Any]:
    if isinstance(answer, bool):
        return {"head": {}, "boolean": answer}
    rows = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}


def _json_term(term: Term) -> Mapping[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        datatype = term.datatype.value
        if datatype == "http://www.w3.org/2001/XMLSchema#string":
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": datatype}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}


def _for_xml(answer: Solutions | bool) -> Solutions | bool:
    if isinstance(answer, bool):
        return answer
    rows = (tuple(None if term is None else _term_for_xml(term) for term in row) for row in answer.rows)
    return Solutions(answer.columns, tuple(rows))


def _term_for_xml(term: Term) -> Term:
    if not isinstance(term, ox.Literal) or not _NOT_IN_XML.search(term.value):
        return term
    text = _NOT_IN_XML.sub("\ufffd", term.value)
    if term.language:
        return ox.Literal(text, language=term.language)
    return ox.Literal(text, datatype=term.datatype)
