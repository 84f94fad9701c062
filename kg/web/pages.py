"""What the pages for people show, as plain values: each function is asked of a store, and knows no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Solutions, TripleStore
from kg.graph.vocabulary import PREFIXES
from kg.reports import Table, run

Row = Mapping[str, str]
_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES.items()))
_FOUND = 200  # names that a search shows


@dataclass
class Use:
    """One use of a dataset by a paper, with what is cited for it."""

    facts: Row
    roles: list[str] = field(default_factory=list)
    citations: list[Row] = field(default_factory=list)
    nearby: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A dataset or a paper: its names and other values by property, its uses, and its links to others by kind."""

    iri: str
    title: str
    values: Mapping[str, list[str]]
    uses: list[Use] = field(default_factory=list)
    links: Mapping[str, list[Row]] = field(default_factory=dict)


def rows(
    store: TripleStore, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal], *, order: tuple[str, ...]
) -> list[Row]:
    """The rows of a SELECT query as text by variable, "" where a variable is unbound.

    They are sorted here, by the variables of `order`: servers do not sort letters alike.
    """
    answer = store.query(_HEAD + text, bindings=bindings)
    if not isinstance(answer, Solutions):
        raise QueryError("a page is made of rows")
    found = [
        {
            name: term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
            for name, term in zip(answer.columns, row, strict=True)
        }
        for row in answer.rows
    ]
    return sorted(found, key=lambda row: [row[name] for name in order])


_SEARCH = """
SELECT DISTINCT ?it ?name ?words WHERE {
  ?it a dcat:Dataset ; skos:prefLabel ?name ; skos:prefLabel|skos:altLabel|skos:hiddenLabel|kg:printedAs ?any
  FILTER(CONTAINS(LCASE(STR(?any)), ?words))
}
ORDER BY ?name ?it LIMIT %d"""


def search(store: TripleStore, words: str) -> list[Row]:
    """The datasets, at most 200, of which some name holds the words; `it` and `name` of each."""
    return rows(store, _SEARCH % _FOUND, {"words": ox.Literal(words.strip().lower())}, order=("name", "it"))


_VALUES = "SELECT ?it ?p ?value WHERE { ?it ?p ?value FILTER(ISLITERAL(?value)) }"
_LINKS = """
SELECT DISTINCT ?it ?p ?other ?name WHERE {
  ?it ?p ?other
  FILTER(ISIRI(?other))
  OPTIONAL { ?other skos:prefLabel|dcterms:title ?name }
}"""
_BACK = """
SELECT DISTINCT ?it ?p ?other ?name WHERE {
  ?other ?p ?it
  FILTER(?p IN (dcterms:isPartOf, dcterms:isVersionOf, prov:wasDerivedFrom))
  OPTIONAL { ?other skos:prefLabel ?name }
}"""
_USES = """
SELECT DISTINCT ?it ?use ?paper ?title ?source ?year ?dataset ?name ?printed ?evidence ?page WHERE {
  ?use kg:ofDataset ?dataset ; kg:inPaper ?paper ; rdfs:label ?printed .
  %s
  OPTIONAL { ?paper dcterms:title ?title }
  OPTIONAL { ?paper dc:source ?source }
  OPTIONAL { ?paper fabio:hasPublicationYear ?year }
  OPTIONAL { ?dataset skos:prefLabel ?name }
  OPTIONAL { ?use kg:evidence ?place OPTIONAL { ?place oa:exact ?evidence } OPTIONAL { ?place kg:page ?page } }
}"""
_ROLES = "SELECT DISTINCT ?it ?use ?role WHERE { ?use kg:role ?role . %s }"
_REFERENCES = """
SELECT DISTINCT ?it ?use ?how ?basis ?marker ?reason ?reference ?title ?raw ?work WHERE {
  ?use ?how ?node .
  %s
  FILTER(?how IN (kg:citation, kg:nearby))
  ?node kg:reference ?reference
  OPTIONAL { ?node kg:basis ?basis }
  OPTIONAL { ?node kg:marker ?marker }
  OPTIONAL { ?node kg:reason ?reason }
  OPTIONAL { ?reference dcterms:title ?title }
  OPTIONAL { ?reference c4o:hasContent ?raw }
  OPTIONAL { ?reference biro:references ?work }
}"""
_BY_NAME = ("p", "name", "other")
# How a use is tied to what a page is about.
_OF_DATASET, _IN_PAPER = "?use kg:ofDataset ?it .", "?use kg:inPaper ?it ."


def dataset_page(store: TripleStore, iri: str) -> Page | None:
    """Names, relations, papers, citations and evidence of a dataset; None where there is none."""
    return _page(store, iri, _OF_DATASET)


def paper_page(store: TripleStore, iri: str) -> Page | None:
    """Title, authors and uses of a paper; None where there is none."""
    return _page(store, iri, _IN_PAPER)


def thing_page(store: TripleStore, iri: str) -> Page | None:
    """What is said of anything else; None where nothing is."""
    return _page(store, iri, "")


def report_page(store: TripleStore, name: str, values: Mapping[str, str], at_most: int) -> Table:
    """A report as a table; raises AnswerTooLargeError where it has more rows than that."""
    return run(store, name, values, at_most=at_most)


def _page(store: TripleStore, iri: str, tie: str) -> Page | None:
    node = {"it": ox.NamedNode(iri)}
    said = rows(store, _VALUES, node, order=("p", "value"))
    linked = rows(store, _LINKS, node, order=_BY_NAME)
    if not said and not linked:
        return None
    values: dict[str, list[str]] = {}
    for row in said:
        values.setdefault(_short(row["p"]), []).append(row["value"])
    links: dict[str, list[Row]] = {}
    for row in linked:
        links.setdefault(_short(row["p"]), []).append(row)
    for row in rows(store, _BACK, node, order=_BY_NAME) if tie == _OF_DATASET else []:
        links.setdefault("^" + _short(row["p"]), []).append(row)
    titles = [values[p][0] for p in ("skos:prefLabel", "dcterms:title", "rdfs:label", "dc:source") if p in values]
    return Page(iri, titles[0] if titles else iri, values, _uses(store, node, tie) if tie else [], links)


def _uses(store: TripleStore, node: Mapping[str, ox.NamedNode], tie: str) -> list[Use]:
    found: dict[str, Use] = {}
    for row in rows(store, _USES % tie, node, order=("year", "title", "name", "printed", "use")):
        found.setdefault(row["use"], Use(row))
    for row in _of(found, rows(store, _ROLES % tie, node, order=("use", "role"))):
        found[row["use"]].roles.append(row["role"])
    for row in _of(found, rows(store, _REFERENCES % tie, node, order=("use", "how", "reference"))):
        use = found[row["use"]]
        (use.citations if row["how"].endswith("citation") else use.nearby).append(row)
    return list(found.values())


def _of(uses: Mapping[str, Use], found: Iterable[Row]) -> Iterable[Row]:
    return (row for row in found if row["use"] in uses)


def _short(iri: str) -> str:
    """A property by its prefix and name: "skos:prefLabel"."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
