"""The named graph of one record as quads: a pure function, same record and identity, same quads in the same order.

Each record has a graph of its own, so that a paper can be read again or taken out without touching the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph import iris
from kg.graph.quads import GraphWriter, decimal, program_of, term
from kg.graph.vocabulary import BIRO, C4O, CITO, DC, DCTERMS, FABIO, FRBR, KG, OA, PROV, RDF, RDFS
from kg.model import Box, Citation, Identity, Nearby, Origin, Record, Use

# The media type of PDF defines what a fragment means.
_PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc8118"
_SPLITS = {"train": KG.trainInstances, "validation": KG.validationInstances, "test": KG.testInstances}


def paper_quads(record: Record, identity: Identity, origin: Origin | None = None) -> Iterator[ox.Quad]:
    """The named graph of one record: the paper, its uses, and the references that it cites for them or near them.

    With `origin` the graph also says which file was read, by its hash, and by which state of the program, and which
    other files hold the same paper. When that was is not in the graph: the same papers give the same bytes.
    """
    paper, graph = record.paper, GraphWriter(iris.record(record.paper.id))
    subject = iris.paper(paper.id)
    yield from graph.typed(subject, FABIO.ResearchPaper)
    yield from graph.text(subject, DCTERMS.identifier, *dict.fromkeys((paper.id, *paper.identifiers)))
    yield from graph.text(subject, DCTERMS.title, paper.title)
    yield from graph.authors(subject, paper.authors)
    yield from graph.year(subject, FABIO.hasPublicationYear, paper.year)
    yield from graph.text(subject, DC.source, paper.source)
    yield from graph.typed(iris.extraction(paper.id), PROV.Activity)
    yield from graph.link(
        iris.extraction(paper.id), PROV.wasAssociatedWith, iris.program(program_of(record.made_by, origin))
    )
    if origin is not None:
        yield from graph.link(iris.extraction(paper.id), PROV.used, iris.file(origin.sha256))
        yield from graph.typed(iris.file(origin.sha256), PROV.Entity)
        yield from graph.text(iris.file(origin.sha256), DCTERMS.identifier, f"sha256:{origin.sha256}")
        for name, sha256 in origin.besides:
            yield from graph.link(subject, DCTERMS.hasFormat, iris.file(sha256))
            yield from graph.typed(iris.file(sha256), PROV.Entity)
            yield from graph.text(iris.file(sha256), DCTERMS.identifier, f"sha256:{sha256}")
            yield from graph.text(iris.file(sha256), DC.source, name)
    yield from graph.link(iris.record(paper.id), PROV.wasGeneratedBy, iris.extraction(paper.id))

    datasets = [identity.of_use[paper.id, position] for position in range(len(record.uses))]
    yield from _plain_triples(graph, subject, record, datasets)
    for iri, use, dataset in zip(iris.uses(record), record.uses, datasets, strict=True):
        yield from _use_quads(graph, iri, record, use, dataset, identity)
    yield from _reference_quads(graph, record, identity)


def _plain_triples(graph: GraphWriter, subject: str, record: Record, datasets: list[str]) -> Iterator[ox.Quad]:
    """One triple a paper and dataset: two uses that turned out to be one dataset are both in it."""
    used = {d for use, d in zip(record.uses, datasets, strict=True) if use.used}
    introduced = {d for use, d in zip(record.uses, datasets, strict=True) if use.introduced}
    for dataset in dict.fromkeys(datasets):
        if dataset in used:
            yield from graph.link(subject, KG.usesDataset, iris.dataset(dataset))
        if dataset in introduced:
            yield from graph.link(subject, KG.introducesDataset, iris.dataset(dataset))
        if dataset not in used | introduced:
            yield from graph.link(subject, KG.mentionsDataset, iris.dataset(dataset))
    cited = dict.fromkeys((d, c.reference) for use, d in zip(record.uses, datasets, strict=True) for c in use.citations)
    for dataset in dict.fromkeys(dataset for dataset, _ in cited):
        yield from graph.link(subject, KG.citesDataset, iris.dataset(dataset))
    for dataset, key in cited:
        yield from graph.link(iris.dataset(dataset), KG.citedAs, iris.reference(record.paper.id, key))


def _use_quads(
    graph: GraphWriter, iri: str, record: Record, use: Use, dataset: str, identity: Identity
) -> Iterator[ox.Quad]:
    yield from graph.typed(iri, KG.DatasetUse)
    yield from graph.text(iri, RDFS.label, use.name)
    yield from graph.link(iri, KG.inPaper, iris.paper(record.paper.id))
    yield from graph.link(iri, KG.ofDataset, iris.dataset(dataset))
    roles = [role for role, holds in (("used", use.used), ("introduced", use.introduced)) if holds]
    yield from graph.text(iri, KG.role, *(roles or ["mentioned"]))
    yield from graph.text(iri, KG.printedName, *printed_names(use))
    yield from graph.text(iri, KG.address, *use.addresses)
    yield from graph.whole(iri, KG.mentionCount, len(use.mentions))
    yield from graph.add(iri, KG.confidence, decimal(use.confidence))
    yield from graph.link(iri, PROV.wasGeneratedBy, iris.extraction(record.paper.id))
    # The catalogue's own words stand on the dataset, once for all papers.
    said = use.description
    if said is not None and said.source == "paper":
        yield from graph.size(iri, said.text, said.instances, said.classes, said.modality)
        for split in said.splits:
            yield from graph.whole(iri, _SPLITS[split.part], split.instances)

    place = f"{iri}.evidence"
    yield from graph.link(iri, KG.evidence, place)
    yield from graph.typed(place, OA.TextQuoteSelector, OA.TextPositionSelector)
    yield from graph.text(place, OA.exact, use.evidence.quote)
    yield from graph.whole(place, OA.start, use.evidence.span.start)
    yield from graph.whole(place, OA.end, use.evidence.span.end)
    yield from graph.whole(place, KG.page, use.evidence.page)
    for number, (page, box) in enumerate(use.evidence.boxes, start=1):
        node = f"{place}-box-{number}"
        yield from graph.link(place, KG.box, node)
        yield from graph.typed(node, OA.FragmentSelector)
        yield from graph.text(node, RDF.value, _fragment(page, box))
        yield from graph.link(node, DCTERMS.conformsTo, _PDF_FRAGMENTS)

    for number, citation in enumerate(use.citations, start=1):
        node = f"{iri}.citation-{number}"
        yield from graph.link(iri, KG.citation, node)
        yield from graph.typed(node, CITO.Citation)
        yield from graph.link(node, CITO.hasCitingEntity, iris.paper(record.paper.id))
        work = identity.work_of.get((record.paper.id, citation.reference))
        if work is not None:
            yield from graph.link(node, CITO.hasCitedEntity, iris.work(work))
        if use.used and citation.basis == "attached":
            yield from graph.add(node, CITO.hasCitationCharacterization, term(CITO.usesDataFrom))
        yield from graph.text(node, KG.basis, citation.basis)
        yield from _pointer_quads(graph, node, record, citation)
    for number, nearby in enumerate(use.nearby, start=1):
        node = f"{iri}.nearby-{number}"
        yield from graph.link(iri, KG.nearby, node)
        yield from graph.typed(node, KG.NearbyReference)
        yield from _pointer_quads(graph, node, record, nearby)


def _fragment(page: int, box: Box) -> str:
    """Page and box in the open parameters of PDF: behind a "#" they make a viewer show the place."""
    left, top, right, bottom = box
    return f"page={page}&viewrect={left:.1f},{top:.1f},{right - left:.1f},{bottom - top:.1f}"


def _pointer_quads(graph: GraphWriter, node: str, record: Record, value: Citation | Nearby) -> Iterator[ox.Quad]:
    yield from graph.link(node, KG.reference, iris.reference(record.paper.id, value.reference))
    yield from graph.text(node, KG.marker, value.marker)
    yield from graph.text(node, KG.reason, value.reason)


def _reference_quads(graph: GraphWriter, record: Record, identity: Identity) -> Iterator[ox.Quad]:
    """The references that some use cites or has nearby. The rest of the list says nothing of datasets, and would make
    the graph several times as large.
    """
    wanted = {key for use in record.uses for key in _references_of(use)}
    for reference in record.paper.references:
        if reference.key not in wanted:
            continue
        iri = iris.reference(record.paper.id, reference.key)
        yield from graph.link(iris.paper(record.paper.id), FRBR.part, iri)
        yield from graph.typed(iri, BIRO.BibliographicReference)
        yield from graph.text(iri, RDFS.label, reference.key)
        yield from graph.text(iri, C4O.hasContent, reference.raw)
        yield from graph.publication(iri, reference)
        yield from graph.year(iri, KG.printedYear, reference.year)
        work = identity.work_of.get((record.paper.id, reference.key))
        if work is not None:
            yield from graph.link(iri, BIRO.references, iris.work(work))


def _references_of(use: Use) -> list[str]:
    return [c.reference for c in use.citations] + [n.reference for n in use.nearby]


def printed_names(use: Use) -> list[str]:
    """The names that the paper prints for the dataset, each once."""
    return list(dict.fromkeys(use.surfaces or (use.name,)))


def cited_works(record: Record, identity: Identity) -> Iterator[str]:
    """The keys of the works that a record's uses cite or have nearby."""
    for use in record.uses:
        for reference in _references_of(use):
            key = identity.work_of.get((record.paper.id, reference))
            if key is not None:
                yield key
