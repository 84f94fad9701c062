"""The quads of one named graph: values of ours as RDF terms, empty ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib.term import URIRef

from kg.graph.vocabulary import DCTERMS, FABIO, KG, RDF, XSD
from kg.model import Origin, Reference, Work

Value = ox.NamedNode | ox.Literal
_DECIMAL, _INTEGER, _YEAR = (ox.NamedNode(t) for t in (XSD.decimal, XSD.integer, XSD.gYear))
_NODES: dict[str, ox.NamedNode] = {}


def term(term: URIRef) -> ox.NamedNode:
    """The same term as a node of the store's library, made once: there are few terms and very many quads."""
    if term not in _NODES:
        _NODES[term] = ox.NamedNode(term)
    return _NODES[term]


def literal(value: str) -> ox.Literal:
    """A plain string; every character comes back from every syntax, control characters too."""
    # Lone surrogates come out of broken PDF fonts; they are no characters, and no RDF syntax can write them.
    return ox.Literal(value.encode("utf-8", "replace").decode("utf-8"))


def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> ox.Literal:
    """A number with one to four decimals, in the one form that other libraries do not rewrite."""
    digits = f"{value:.4f}".rstrip("0")
    return ox.Literal(digits + "0" if digits.endswith(".") else digits, datatype=_DECIMAL)


def _year(value: int) -> ox.Literal:
    return ox.Literal(f"{value:04d}", datatype=_YEAR)


def program_of(made_by: str, origin: Origin | None) -> str:
    """The program that made a record, the fingerprint of its parts behind the version: "citeset 0.1.0+8fe12ab3"."""
    return made_by if origin is None else f"{made_by}+{origin.maker}"


class GraphWriter:
    """Makes the quads of one named graph; values that are empty or None give none."""

    def __init__(self, name: str) -> None:
        self.name = ox.NamedNode(name)

    def add(self, subject: str, predicate: URIRef, *values: Value) -> Iterator[ox.Quad]:
        for value in values:
            yield ox.Quad(ox.NamedNode(subject), term(predicate), value, self.name)

    def link(self, subject: str, predicate: URIRef, *targets: str) -> Iterator[ox.Quad]:
        yield from self.add(subject, predicate, *map(ox.NamedNode, targets))

    def typed(self, subject: str, *classes: URIRef) -> Iterator[ox.Quad]:
        yield from self.add(subject, RDF.type, *map(term, classes))

    def text(self, subject: str, predicate: URIRef, *values: str) -> Iterator[ox.Quad]:
        yield from self.add(subject, predicate, *(literal(value) for value in values if value))

    def whole(self, subject: str, predicate: URIRef, value: int | None) -> Iterator[ox.Quad]:
        if value is not None:
            yield from self.add(subject, predicate, integer(value))

    def publication(self, subject: str, value: Reference | Work) -> Iterator[ox.Quad]:
        """What references and works have in common; a reference prints a year, and a work has one."""
        yield from self.text(subject, DCTERMS.title, value.title)
        yield from self.authors(subject, value.authors)
        yield from self.text(subject, KG.venue, value.venue)
        yield from self.text(subject, DCTERMS.identifier, value.doi and f"doi:{value.doi}")
        yield from self.text(subject, DCTERMS.identifier, value.arxiv and f"arxiv:{value.arxiv}")
        yield from self.text(subject, FABIO.hasURL, value.url)

    def authors(self, subject: str, authors: Iterable[str]) -> Iterator[ox.Quad]:
        # One literal, because triples have no order and the order of authors matters.
        yield from self.text(subject, KG.authorList, "; ".join(name.replace(";", ",") for name in authors))

    def year(self, subject: str, predicate: URIRef, year: int | None) -> Iterator[ox.Quad]:
        if year is not None and 0 < year < 10_000:
            yield from self.add(subject, predicate, _year(year))

    def size(
        self, subject: str, text: str, instances: int | None, classes: int | None, modality: str
    ) -> Iterator[ox.Quad]:
        """The words and numbers that describe a dataset, as the catalogue or a paper states them."""
        yield from self.text(subject, DCTERMS.description, text)
        yield from self.whole(subject, KG.instances, instances)
        yield from self.whole(subject, KG.classes, classes)
        yield from self.text(subject, KG.modality, modality)
