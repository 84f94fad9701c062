"""The graphs that all papers share as quads: datasets, works, judgements and programs.

A fact stands in one graph only: over the union of graphs a triple that stands twice would be counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.graph import iris
from kg.graph.quads import GraphWriter, program_of, term
from kg.graph.triples import printed_names
from kg.graph.vocabulary import DCAT, DCTERMS, FABIO, KG, OWL, PAV, PROV, RDFS, SEMAPV, SKOS, SSSOM, XSD
from kg.model import Catalogue, Identity, Judgement, Origin, Record, Verdict

_DATE = ox.NamedNode(XSD.date)


def dataset_quads(identity: Identity, catalogue: Catalogue, records: Iterable[Record]) -> Iterator[ox.Quad]:
    """The graph of datasets: names, kind, relations, works and size, sorted by id.

    Holds the datasets of `identity`, and links those that `catalogue` knows to it. A relation to a dataset or work that
    `identity` does not hold is left out. What all `records` together print and cite for a dataset stands here too,
    because it would stand in many graphs of papers.
    """
    graph = GraphWriter(iris.DATASETS)
    printed, cited = _printed_and_cited(records, identity)
    yield from graph.typed(iris.CATALOGUE, DCAT.Catalog)
    for _, dataset in sorted(identity.datasets.items()):
        iri = iris.dataset(dataset.id)
        yield from graph.typed(iri, DCAT.Dataset, *([DCAT.DatasetSeries] if dataset.is_family else []))
        if dataset.id in catalogue.datasets:
            yield from graph.link(iris.CATALOGUE, DCAT.dataset, iri)
        # SKOS keeps the three kinds of label apart: one name is never two of them.
        aliases = [name for name in dict.fromkeys(dataset.aliases) if name != dataset.name]
        hidden = [name for name in dict.fromkeys(dataset.context_aliases) if name not in (dataset.name, *aliases)]
        yield from graph.text(iri, SKOS.prefLabel, dataset.name)
        yield from graph.text(iri, SKOS.altLabel, *aliases)
        yield from graph.text(iri, SKOS.hiddenLabel, *hidden)
        yield from graph.text(iri, DCTERMS.identifier, *dict.fromkeys((dataset.id, *dataset.identifiers)))
        yield from graph.text(iri, KG.kind, dataset.kind)
        for predicate, targets in (
            (DCTERMS.isPartOf, dataset.part_of),
            (PROV.wasDerivedFrom, dataset.derived_from),
            (DCTERMS.isVersionOf, dataset.version_of),
        ):
            yield from graph.link(iri, predicate, *(iris.dataset(t) for t in targets if t in identity.datasets))
        works = [iris.work(key) for key in dataset.works if key in identity.works]
        yield from graph.link(iri, KG.acceptedWork, *works)
        yield from graph.link(iri, KG.preferredWork, *works[:1])
        yield from graph.text(iri, KG.printedAs, *sorted(printed.get(dataset.id, ())))
        yield from graph.link(iri, KG.citedWork, *map(iris.work, sorted(cited.get(dataset.id, ()))))
        yield from graph.size(iri, dataset.description, dataset.instances, dataset.classes, dataset.modality)
        yield from graph.text(iri, DCAT.keyword, dataset.field)
        page = _address(dataset.url)
        if page:
            yield from graph.add(iri, DCAT.landingPage, page)


def _printed_and_cited(
    records: Iterable[Record], identity: Identity
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """The names that papers print for each dataset, and the keys of the works that they cite for it, by its id."""
    printed: dict[str, set[str]] = defaultdict(set)
    cited: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for position, use in enumerate(record.uses):
            dataset = identity.of_use[record.paper.id, position]
            printed[dataset].update(printed_names(use))
            works = (identity.work_of.get((record.paper.id, citation.reference)) for citation in use.citations)
            cited[dataset].update(work for work in works if work is not None)
    return printed, cited


def _address(url: str) -> ox.NamedNode | None:
    """The URL as an IRI, None where it is none: a broken address is no reason to lose a dataset."""
    try:
        return ox.NamedNode(url) if url else None
    except ValueError:
        return None


def work_quads(identity: Identity, keys: Iterable[str]) -> Iterator[ox.Quad]:
    """The graph of works: those of `keys` and those that the datasets accept as their citation, sorted by key."""
    graph = GraphWriter(iris.WORKS)
    accepted = (key for dataset in identity.datasets.values() for key in dataset.works)
    for key in sorted({*keys, *accepted} & identity.works.keys()):
        yield from graph.typed(iris.work(key), FABIO.Work)
        yield from graph.publication(iris.work(key), identity.works[key])
        yield from graph.year(iris.work(key), FABIO.hasPublicationYear, identity.works[key].year)


def judgement_quads(judgements: Iterable[Judgement], identity: Identity) -> Iterator[ox.Quad]:
    """The graph of judgements, in the RDF form of SSSOM; sorted by IRI.

    A side that is the id of a dataset in `identity` is that dataset, any other side is a name.
    """

    def side(text: str) -> str:
        return iris.dataset(text) if text in identity.datasets else iris.name(text)

    graph = GraphWriter(iris.JUDGEMENTS)
    for iri, value in sorted({iris.judgement(value): value for value in judgements}.items()):
        yield from graph.typed(iri, OWL.Axiom)
        yield from graph.link(iri, OWL.annotatedSource, side(value.left))
        yield from graph.add(iri, OWL.annotatedProperty, term(SKOS.exactMatch))
        yield from graph.link(iri, OWL.annotatedTarget, side(value.right))
        if value.verdict is Verdict.DIFFERENT:
            yield from graph.text(iri, SSSOM.predicate_modifier, "Not")
        yield from graph.add(iri, SSSOM.mapping_justification, term(SEMAPV.ManualMappingCuration))
        yield from graph.text(iri, SSSOM.subject_label, value.left)
        yield from graph.text(iri, SSSOM.object_label, value.right)
        yield from graph.text(iri, RDFS.comment, value.reason)
        yield from graph.text(iri, SSSOM.author_label, value.who)
        if value.when:
            yield from graph.add(iri, PAV.authoredOn, ox.Literal(value.when, datatype=_DATE))


def provenance_quads(made: Iterable[tuple[Record, Origin | None]]) -> Iterator[ox.Quad]:
    """The graph of provenance: the programs that made the records, each in the state that it had.

    Which record came from which run and file stands in the record's own graph, so that it goes and comes with it.
    """
    graph = GraphWriter(iris.PROVENANCE)
    for name in sorted({program_of(record.made_by, origin) for record, origin in made}):
        yield from graph.typed(iris.program(name), PROV.SoftwareAgent)
        yield from graph.text(iris.program(name), RDFS.label, name)
