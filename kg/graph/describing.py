"""What a library is, for whoever finds it: counts, vocabularies, rights and date, in VoID, DCAT and Dublin Core.

Made when asked for and not stored: its counts and its date would change the graph with every build.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import iris
from kg.graph.exporting import QUOTED
from kg.graph.quads import GraphWriter
from kg.graph.triple_store import Solutions, TripleStore
from kg.graph.vocabulary import DCAT, DCTERMS, PREFIXES, VOID, XSD

_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_RIGHTS = "Sentences, descriptions and reference strings are quoted from papers and belong to their authors."
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?one) AS ?count) WHERE { ?one a ?class } GROUP BY ?class ORDER BY ?class"
_DESCRIBED = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/citeset/kg#>
SELECT ?p (COUNT(*) AS ?count)
WHERE { ?use a kg:DatasetUse ; dcterms:description ?text BIND(dcterms:description AS ?p) }
GROUP BY ?p"""
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?count) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"


def description_quads(store: TripleStore, *, when: str = "", facts_only: bool = False) -> Iterator[ox.Quad]:
    """The description of the library in a store; `when` is the time of its last build, as ISO 8601 in UTC.

    With `facts_only` it is that of an export without the words of papers, which is under CC0.
    """
    graph = GraphWriter(iris.DESCRIPTION)
    yield from graph.typed(iris.LIBRARY, VOID.Dataset, DCAT.Dataset)
    yield from graph.text(iris.LIBRARY, DCTERMS.title, "How papers use and cite datasets")
    if when:
        yield from graph.add(iris.LIBRARY, DCTERMS.modified, ox.Literal(when, datatype=ox.NamedNode(XSD.dateTime)))
    if facts_only:
        yield from graph.link(iris.LIBRARY, DCTERMS.license, _CC0)
    else:
        yield from graph.text(iris.LIBRARY, DCTERMS.rights, _RIGHTS)
    yield from graph.link(iris.LIBRARY, DCTERMS.conformsTo, PREFIXES["kg"].removesuffix("#"))
    yield from graph.text(iris.LIBRARY, VOID.uriSpace, iris.BASE)
    properties, words = dict(_counts(store, _PROPERTIES)), dict[str, int]()
    if facts_only:
        words = {term: count for term, count in properties.items() if term in QUOTED} | dict(_counts(store, _DESCRIBED))
        properties = {term: left for term, count in properties.items() if (left := count - words.get(term, 0))}
    yield from graph.whole(iris.LIBRARY, VOID.triples, len(store) - sum(words.values()))
    used = {base for base in PREFIXES.values() for term in properties if term.startswith(base)}
    yield from graph.link(iris.LIBRARY, VOID.vocabulary, *sorted(used))
    for term, count in _counts(store, _CLASSES):
        part = f"{iris.LIBRARY}#class-{_name(term)}"
        yield from graph.link(iris.LIBRARY, VOID.classPartition, part)
        yield from graph.link(part, VOID["class"], term)
        yield from graph.whole(part, VOID.entities, count)
    for term, count in properties.items():
        part = f"{iris.LIBRARY}#property-{_name(term)}"
        yield from graph.link(iris.LIBRARY, VOID.propertyPartition, part)
        yield from graph.link(part, VOID.property, term)
        yield from graph.whole(part, VOID.triples, count)


def _counts(store: TripleStore, query: str) -> Iterator[tuple[str, int]]:
    answer = store.query(query)
    if not isinstance(answer, Solutions):
        raise TypeError("counts are asked for with SELECT")
    for term, count in answer.rows:
        if isinstance(term, ox.NamedNode) and isinstance(count, ox.Literal):
            yield term.value, int(count.value)


def _name(term: str) -> str:
    """A term as a part of a fragment: "kg-usesDataset"; two vocabularies may use one word."""
    base = max((base for base in PREFIXES.values() if term.startswith(base)), key=len, default="")
    prefix = next((prefix for prefix, iri in PREFIXES.items() if iri == base), "other")
    return f"{prefix}-{term.removeprefix(base).rpartition('/')[2]}"
