"""The datasets of a library in the words of schema.org, as JSON-LD: what search engines for datasets read.

Made of facts and the catalogue's own descriptions alone; no words of papers are in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib.term import URIRef

from kg.graph import iris
from kg.graph.same_as import identifier_iri
from kg.graph.triple_store import Solutions, TripleStore
from kg.graph.vocabulary import DCAT, DCTERMS, FABIO, KG, PROV, SKOS

# Inline, so that whoever reads the file fetches nothing.
CONTEXT = {"@vocab": "https://schema.org/"}

Values: TypeAlias = Mapping[str, list[str]]  # by the IRI of what bears them, sorted
Node: TypeAlias = dict[str, Any]


def schema_org(store: TripleStore) -> str:
    """JSON-LD of one DataCatalog, then its datasets, then the papers and works that they name, each sorted by IRI.

    A dataset has as `citation` the works that its catalogue accepts, the preferred one first, and only where there is
    none those that papers cite for it: papers also cite the wrong work. It has as `subjectOf` the papers that use or
    introduce it; a paper that does neither has it in `mentions`. schema.org has no word for a version: that is an
    `exampleOfWork`. Authors are plain names, in the order printed.
    """
    names = _values(store, DCAT.Dataset, SKOS.prefLabel)
    cited = _citations(store)
    subject_of = _joined(_users(store, KG.usesDataset), _users(store, KG.introducesDataset))
    mentions = _values(store, FABIO.ResearchPaper, KG.mentionsDataset)
    catalog: Node = {
        "@id": iris.LIBRARY,
        "@type": "DataCatalog",
        "name": "How papers use and cite datasets",
        "dataset": _links(sorted(names)),
    }
    datasets = _datasets(store, names, cited, subject_of)
    papers = {*mentions, *(paper for users in subject_of.values() for paper in users)}
    works = {work for ones in cited.values() for work in ones}
    graph = [
        _plain(catalog),
        *datasets,
        *_articles(store, FABIO.ResearchPaper, papers, mentions),
        *_articles(store, FABIO.Work, works, {}),
    ]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, indent=2, ensure_ascii=False) + "\n"


def _datasets(store: TripleStore, names: Values, cited: Values, subject_of: Values) -> list[Node]:
    def of(predicate: URIRef) -> Values:
        return _values(store, DCAT.Dataset, predicate)

    alternate, described, identifiers = of(SKOS.altLabel), of(DCTERMS.description), of(DCTERMS.identifier)
    pages, parts = of(DCAT.landingPage), of(DCTERMS.isPartOf)
    sources, versions = of(PROV.wasDerivedFrom), of(DCTERMS.isVersionOf)
    return [
        _plain(
            {
                "@id": iri,
                "@type": "Dataset",
                "name": names[iri],
                "alternateName": alternate.get(iri),
                "description": described.get(iri),
                "identifier": identifiers.get(iri),
                "url": pages.get(iri) or _address(identifiers.get(iri, [])),
                "isPartOf": _links(parts.get(iri, [])),
                "isBasedOn": _links(sources.get(iri, [])),
                "exampleOfWork": _links(versions.get(iri, [])),
                "citation": _links(cited.get(iri, [])),
                "subjectOf": _links(subject_of.get(iri, [])),
            }
        )
        for iri in sorted(names)
    ]


def _articles(store: TripleStore, kind: URIRef, wanted: Iterable[str], mentions: Values) -> list[Node]:
    titles, authors = _values(store, kind, DCTERMS.title), _values(store, kind, KG.authorList)
    years, identifiers = _values(store, kind, FABIO.hasPublicationYear), _values(store, kind, DCTERMS.identifier)
    addresses = _values(store, kind, FABIO.hasURL)
    return [
        _plain(
            {
                "@id": iri,
                "@type": "ScholarlyArticle",
                "name": titles.get(iri),
                "author": [name for line in authors.get(iri, []) for name in line.split("; ")],
                "datePublished": years.get(iri),
                "identifier": identifiers.get(iri),
                "url": addresses.get(iri) or _address(identifiers.get(iri, [])),
                "mentions": _links(mentions.get(iri, [])),
            }
        )
        for iri in sorted(wanted)
    ]


def _citations(store: TripleStore) -> dict[str, list[str]]:
    """The works to name as the citation of each dataset."""
    accepted = _values(store, DCAT.Dataset, KG.acceptedWork)
    preferred = _values(store, DCAT.Dataset, KG.preferredWork)
    found = dict(_values(store, DCAT.Dataset, KG.citedWork))
    for iri, works in accepted.items():
        found[iri] = sorted(works, key=lambda work: (work not in preferred.get(iri, []), work))
    return found


def _users(store: TripleStore, predicate: URIRef) -> Values:
    return _values_of_path(store, DCAT.Dataset, f"^<{predicate}>")


def _values(store: TripleStore, kind: URIRef, predicate: URIRef) -> Values:
    return _values_of_path(store, kind, f"<{predicate}>")


def _values_of_path(store: TripleStore, kind: URIRef, path: str) -> Values:
    """What things of a class have at the end of a SPARQL property path."""
    answer = store.query(f"SELECT ?one ?value WHERE {{ ?one a <{kind}> ; {path} ?value }}")
    if not isinstance(answer, Solutions):
        raise TypeError("values are asked for with SELECT")
    found: dict[str, set[str]] = {}
    for one, value in answer.rows:
        if isinstance(one, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            found.setdefault(one.value, set()).add(value.value)
    return {one: sorted(values) for one, values in found.items()}


def _joined(left: Values, right: Values) -> dict[str, list[str]]:
    return {iri: sorted({*left.get(iri, []), *right.get(iri, [])}) for iri in {*left, *right}}


def _address(identifiers: Iterable[str]) -> list[str]:
    """Where one of the identifiers leads to: a DOI to the publisher, before an arXiv id."""
    for scheme in ("doi:", "arxiv:"):
        for identifier in identifiers:
            found = identifier_iri(identifier)
            if found and identifier.startswith(scheme):
                return [found]
    return []


def _links(targets: Iterable[str]) -> list[Node]:
    return [{"@id": target} for target in targets]


def _plain(node: Node) -> Node:
    """Without empty values, and a lone value without the array around it."""
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items() if value
    }
