"""Every rule of shapes.ttl finds what it forbids, and finds nothing wrong with the toy library."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.graph import iris
from kg.graph.exporting import rdflib_graph
from kg.graph.validation import Violation, violations
from kg.graph.vocabulary import BIRO, C4O, CITO, DCAT, DCTERMS, FABIO, FRBR, KG, OA, SKOS, XSD
from kg.resources import shipped

Quads = list[ox.Quad]

PAPER = iris.paper("arxiv:2020.00002")
USE = f"{PAPER}#use-imagenet"
EVIDENCE = f"{USE}.evidence"
CITATION = f"{USE}.citation-1"
NEARBY = iris.paper("arxiv:2017.00001") + "#use-imagenet-ilsvrc-2012.nearby-1"
REFERENCE = iris.reference("arxiv:2020.00002", "deng")
DATASET = iris.dataset("imagenet-1k")
WORK = iris.work("deng-2009-imagenet")


def added(subject: str, predicate: str, value: str | ox.Literal) -> Callable[[Quads], Quads]:
    term = ox.NamedNode(value) if isinstance(value, str) else value
    return lambda quads: [*quads, ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, quads[0].graph_name)]


def without(subject: str, predicate: str) -> Callable[[Quads], Quads]:
    return lambda quads: [q for q in quads if (q.subject.value, q.predicate.value) != (subject, str(predicate))]


def instead(subject: str, predicate: str, value: str | ox.Literal) -> Callable[[Quads], Quads]:
    return lambda quads: added(subject, predicate, value)(without(subject, predicate)(quads))


def whole(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD.integer))


BROKEN = [
    ("PaperIdentifier", without(PAPER, DCTERMS.identifier)),
    ("PaperIdentifier", instead(PAPER, DCTERMS.identifier, ox.Literal("no scheme"))),
    ("PaperYear", added(PAPER, FABIO.hasPublicationYear, ox.Literal("2021", datatype=ox.NamedNode(XSD.gYear)))),
    ("PaperYear", instead(PAPER, FABIO.hasPublicationYear, whole(2021))),
    ("PaperUses", added(PAPER, KG.usesDataset, WORK)),
    ("PaperMentions", added(PAPER, KG.mentionsDataset, DATASET)),
    ("UsePaper", without(USE, KG.inPaper)),
    ("UseDataset", without(USE, KG.ofDataset)),
    ("UseDataset", added(USE, KG.ofDataset, iris.dataset("mnist"))),
    ("UseRole", without(USE, KG.role)),
    ("UseRole", instead(USE, KG.role, ox.Literal("Used"))),
    ("UseName", without(USE, KG.printedName)),
    ("UseConfidence", instead(USE, KG.confidence, ox.Literal("1.5", datatype=ox.NamedNode(XSD.decimal)))),
    ("UseEvidence", without(USE, KG.evidence)),
    ("UseCitation", added(USE, KG.citation, REFERENCE)),
    ("UseNearby", added(USE, KG.nearby, REFERENCE)),
    ("EvidenceStart", instead(EVIDENCE, OA.start, whole(99))),
    ("EvidenceEnd", added(EVIDENCE, OA.end, whole(50))),
    ("EvidenceBox", added(EVIDENCE, KG.box, REFERENCE)),
    ("BoxValue", instead(f"{EVIDENCE}-box-1", RDF.value, ox.Literal("page=0&viewrect=1.0,1.0,1.0,1.0"))),
    ("BoxSyntax", without(f"{EVIDENCE}-box-1", DCTERMS.conformsTo)),
    ("CitationBasis", instead(CITATION, KG.basis, ox.Literal("near"))),
    ("CitationReference", without(CITATION, KG.reference)),
    ("NearbyEntry", instead(NEARBY, KG.reference, WORK)),
    ("NearbyReason", without(NEARBY, KG.reason)),
    ("ReferencePaper", without(PAPER, FRBR.part)),
    ("ReferenceText", lambda quads: without(REFERENCE, C4O.hasContent)(without(REFERENCE, DCTERMS.title)(quads))),
    ("ReferenceWork", added(REFERENCE, BIRO.references, iris.work("russakovsky-2015-imagenet"))),
    ("CitedAsReference", added(DATASET, KG.citedAs, WORK)),
    ("DatasetName", without(DATASET, SKOS.prefLabel)),
    ("DatasetAlias", added(DATASET, SKOS.altLabel, ox.Literal("ImageNet-1k"))),
    ("DatasetKind", instead(DATASET, KG.kind, ox.Literal("corpus"))),
    ("DatasetRelation", added(DATASET, DCTERMS.isPartOf, iris.dataset("gone"))),
    ("DatasetWork", added(DATASET, KG.acceptedWork, REFERENCE)),
    ("WorkTitle", without(WORK, DCTERMS.title)),
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(shipped("ontology", "shapes.ttl"), format="turtle")


def test_the_toy_library_keeps_every_rule(toy: ModuleType) -> None:
    assert violations(toy.all_quads()) == []


@pytest.mark.parametrize(("rule", "breaks"), BROKEN, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)])
def test_a_broken_rule_is_found(toy: ModuleType, rule: str, breaks: Callable[[Quads], Quads]) -> None:
    broken = breaks(toy.all_quads())
    assert broken != toy.all_quads()
    assert rule in {violation.rule for violation in violations(broken)}


def test_every_rule_is_broken_once(shapes: Graph) -> None:
    rules = {str(rule).partition("#")[2] for rule in shapes.objects(None, SH.property)}
    assert rules == {rule for rule, _ in BROKEN}


TARGETS = [
    (SH.targetClass, lambda graph, value: set(graph.subjects(RDF.type, value))),
    (SH.targetSubjectsOf, lambda graph, value: set(graph.subjects(value))),
    (SH.targetObjectsOf, lambda graph, value: set(graph.objects(None, value))),
]


def test_every_shape_looks_at_something(toy: ModuleType, shapes: Graph) -> None:
    graph = rdflib_graph(toy.all_quads())
    seen = 0
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        targets = [found(graph, value) for by, found in TARGETS for value in shapes.objects(shape, by)]
        assert targets, f"{shape} has no target"
        assert all(targets), f"{shape} has a target that matches nothing"
        seen += 1
    assert seen > 5


def test_every_path_is_in_the_data(toy: ModuleType, shapes: Graph) -> None:
    predicates = {q.predicate.value for q in toy.all_quads()}
    paths = {str(path) for path in shapes.objects(None, SH.path) if str(path).startswith("http")}
    assert paths
    assert paths - predicates == set()


def test_a_violation_says_where_and_what(toy: ModuleType) -> None:
    broken = instead(CITATION, KG.basis, ox.Literal("near"))(toy.all_quads())
    assert violations(broken) == [Violation(CITATION, "CitationBasis", "a citation is attached or listed", "near")]


def test_classes_are_those_of_the_vocabulary(shapes: Graph) -> None:
    known = {DCAT.Dataset, FABIO.ResearchPaper, FABIO.Work, CITO.Citation, BIRO.BibliographicReference}
    known |= {KG.DatasetUse, KG.NearbyReference, OA.TextPositionSelector, OA.FragmentSelector}
    assert set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass)) <= known
