"""Every constraint of shapes.ttl, and the check beside it, finds what it forbids, and nothing in the toy library."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.graph import GraphStore, iris, validation
from kg.graph.checks import broken, checks
from kg.graph.exporting import rdflib_graph
from kg.graph.validation import Violation, validate_papers, validate_quads, violations, violations_of
from kg.graph.vocabulary import BIRO, C4O, CITO, DCAT, DCTERMS, FABIO, FRBR, KG, OA, PROV, SKOS, XSD
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


def year(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD.gYear))


def number(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD.decimal))


def text(value: str) -> ox.Literal:
    return ox.Literal(value)


def both(*changes: Callable[[Quads], Quads]) -> Callable[[Quads], Quads]:
    def change(quads: Quads) -> Quads:
        for one in changes:
            quads = one(quads)
        return quads

    return change


RUN = iris.extraction("arxiv:2020.00003")
FILE = iris.file("ab" * 32)
BOX = f"{EVIDENCE}-box-1"
OTHER = iris.paper("arxiv:2017.00001")

# rule, constraint, and a change to the toy library that breaks it
BROKEN = [
    ("PaperIdentifier", "MinCount", without(PAPER, DCTERMS.identifier)),
    ("PaperIdentifier", "Pattern", instead(PAPER, DCTERMS.identifier, text("no scheme"))),
    ("PaperYear", "MaxCount", added(PAPER, FABIO.hasPublicationYear, year(2021))),
    ("PaperYear", "Datatype", instead(PAPER, FABIO.hasPublicationYear, whole(2021))),
    ("PaperUses", "Class", added(PAPER, KG.usesDataset, WORK)),
    ("PaperUses", "Class", added(PAPER, KG.citesDataset, WORK)),
    ("PaperMentions", "Disjoint", added(PAPER, KG.mentionsDataset, DATASET)),
    ("UsePaper", "MinCount", without(USE, KG.inPaper)),
    ("UsePaper", "MaxCount", added(USE, KG.inPaper, OTHER)),
    ("UsePaper", "Class", instead(USE, KG.inPaper, WORK)),
    ("UseDataset", "MinCount", without(USE, KG.ofDataset)),
    ("UseDataset", "MaxCount", added(USE, KG.ofDataset, iris.dataset("mnist"))),
    ("UseDataset", "Class", instead(USE, KG.ofDataset, WORK)),
    ("UseRole", "MinCount", without(USE, KG.role)),
    ("UseRole", "In", instead(USE, KG.role, text("Used"))),
    ("UseName", "MinCount", without(USE, KG.printedName)),
    ("UseConfidence", "MinCount", without(USE, KG.confidence)),
    ("UseConfidence", "MaxCount", added(USE, KG.confidence, number("0.1"))),
    ("UseConfidence", "MinInclusive", instead(USE, KG.confidence, number("-0.1"))),
    ("UseConfidence", "MaxInclusive", instead(USE, KG.confidence, number("1.5"))),
    ("UseTrain", "MaxCount", added(USE, KG.trainInstances, whole(7))),
    ("UseTrain", "MinInclusive", instead(USE, KG.trainInstances, whole(0))),
    ("UseValidation", "MaxCount", added(USE, KG.validationInstances, whole(7))),
    ("UseValidation", "MinInclusive", instead(USE, KG.validationInstances, whole(0))),
    ("UseTest", "MaxCount", added(USE, KG.testInstances, whole(7))),
    ("UseTest", "MinInclusive", instead(USE, KG.testInstances, whole(0))),
    ("UseEvidence", "MinCount", without(USE, KG.evidence)),
    ("UseEvidence", "MaxCount", added(USE, KG.evidence, f"{PAPER}#use-mnist.evidence")),
    ("UseEvidence", "Class", instead(USE, KG.evidence, REFERENCE)),
    ("UseRun", "MinCount", without(USE, PROV.wasGeneratedBy)),
    ("UseRun", "MaxCount", added(USE, PROV.wasGeneratedBy, iris.extraction("arxiv:2017.00001"))),
    ("UseRun", "Class", instead(USE, PROV.wasGeneratedBy, WORK)),
    ("RunProgram", "MinCount", without(RUN, PROV.wasAssociatedWith)),
    ("RunProgram", "MaxCount", added(RUN, PROV.wasAssociatedWith, iris.program("another"))),
    ("RunFile", "MaxCount", added(RUN, PROV.used, iris.file("cd" * 32))),
    ("RunFile", "Class", instead(RUN, PROV.used, WORK)),
    ("FileHash", "MinCount", without(FILE, DCTERMS.identifier)),
    ("FileHash", "MaxCount", added(FILE, DCTERMS.identifier, text("sha256:" + "ef" * 32))),
    ("FileHash", "Pattern", instead(FILE, DCTERMS.identifier, text("md5:" + "ab" * 16))),
    ("UseCitation", "Class", added(USE, KG.citation, REFERENCE)),
    ("UseNearby", "Class", added(USE, KG.nearby, REFERENCE)),
    ("EvidenceQuote", "MinCount", without(EVIDENCE, OA.exact)),
    ("EvidenceQuote", "MaxCount", added(EVIDENCE, OA.exact, text("another"))),
    ("EvidencePage", "MaxCount", added(EVIDENCE, KG.page, whole(7))),
    ("EvidencePage", "MinInclusive", instead(EVIDENCE, KG.page, whole(0))),
    ("EvidenceStart", "MinCount", without(EVIDENCE, OA.start)),
    ("EvidenceStart", "MaxCount", added(EVIDENCE, OA.start, whole(1))),
    ("EvidenceStart", "LessThan", instead(EVIDENCE, OA.start, whole(99))),
    ("EvidenceEnd", "MinCount", without(EVIDENCE, OA.end)),
    ("EvidenceEnd", "MaxCount", added(EVIDENCE, OA.end, whole(50))),
    ("EvidenceBox", "Class", added(EVIDENCE, KG.box, REFERENCE)),
    ("BoxValue", "MinCount", without(BOX, RDF.value)),
    ("BoxValue", "MaxCount", added(BOX, RDF.value, text("page=3&viewrect=1.0,1.0,1.0,1.0"))),
    ("BoxValue", "Pattern", instead(BOX, RDF.value, text("page=0&viewrect=1.0,1.0,1.0,1.0"))),
    ("BoxSyntax", "MinCount", without(BOX, DCTERMS.conformsTo)),
    ("BoxSyntax", "MaxCount", added(BOX, DCTERMS.conformsTo, WORK)),
    ("BoxSyntax", "NodeKind", instead(BOX, DCTERMS.conformsTo, text("RFC 8118"))),
    ("CitationBasis", "MinCount", without(CITATION, KG.basis)),
    ("CitationBasis", "MaxCount", added(CITATION, KG.basis, text("listed"))),
    ("CitationBasis", "In", instead(CITATION, KG.basis, text("near"))),
    ("CitationReference", "MinCount", without(CITATION, KG.reference)),
    ("CitationReference", "MaxCount", added(CITATION, KG.reference, iris.reference("arxiv:2020.00002", "k"))),
    ("CitationReference", "Class", instead(CITATION, KG.reference, WORK)),
    ("NearbyEntry", "MinCount", without(NEARBY, KG.reference)),
    ("NearbyEntry", "MaxCount", added(NEARBY, KG.reference, REFERENCE)),
    ("NearbyEntry", "Class", instead(NEARBY, KG.reference, WORK)),
    ("NearbyReason", "MinCount", without(NEARBY, KG.reason)),
    ("ReferencePaper", "MinCount", without(PAPER, FRBR.part)),
    ("ReferencePaper", "MaxCount", added(OTHER, FRBR.part, REFERENCE)),
    ("ReferencePaper", "Class", both(without(PAPER, FRBR.part), added(WORK, FRBR.part, REFERENCE))),
    ("ReferenceText", "MinCount", both(without(REFERENCE, C4O.hasContent), without(REFERENCE, DCTERMS.title))),
    ("ReferenceWork", "MaxCount", added(REFERENCE, BIRO.references, iris.work("russakovsky-2015-imagenet"))),
    ("ReferenceWork", "Class", instead(REFERENCE, BIRO.references, DATASET)),
    ("CitedAsReference", "Class", added(DATASET, KG.citedAs, WORK)),
    ("DatasetName", "MinCount", without(DATASET, SKOS.prefLabel)),
    ("DatasetName", "MaxCount", added(DATASET, SKOS.prefLabel, text("Image Net"))),
    ("DatasetAlias", "Disjoint", added(DATASET, SKOS.altLabel, text("ImageNet-1k"))),
    ("DatasetAlias", "Disjoint", added(DATASET, SKOS.hiddenLabel, text("ImageNet"))),
    ("DatasetKind", "MinCount", without(DATASET, KG.kind)),
    ("DatasetKind", "MaxCount", added(DATASET, KG.kind, text("suite"))),
    ("DatasetKind", "In", instead(DATASET, KG.kind, text("corpus"))),
    ("DatasetRelation", "Class", added(DATASET, DCTERMS.isPartOf, iris.dataset("gone"))),
    ("DatasetWork", "Class", added(DATASET, KG.acceptedWork, REFERENCE)),
    ("DatasetWork", "Class", added(DATASET, KG.citedWork, REFERENCE)),
    ("WorkTitle", "MinCount", without(WORK, DCTERMS.title)),
    ("WorkTitle", "MaxCount", added(WORK, DCTERMS.title, text("Another title"))),
]
IDS = [f"{number}-{rule}-{constraint}" for number, (rule, constraint, _) in enumerate(BROKEN)]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(shipped("ontology", "shapes.ttl"), format="turtle")


def test_the_toy_library_keeps_every_rule(toy: ModuleType) -> None:
    assert violations(toy.all_quads()) == []
    assert validate_quads(toy.all_quads()) == []


@pytest.mark.parametrize(("rule", "constraint", "breaks"), BROKEN, ids=IDS)
def test_a_broken_rule_is_found_by_its_constraint_and_by_its_check(
    toy: ModuleType, shapes: Graph, rule: str, constraint: str, breaks: Callable[[Quads], Quads]
) -> None:
    quads = breaks(toy.all_quads())
    assert quads != toy.all_quads()
    _, report, _ = pyshacl.validate(rdflib_graph(quads), shacl_graph=shapes, inference="none")
    # With the constraint taken away the result that it is the source of would not be there.
    results = {
        (str(report.value(result, SH.sourceShape)).rpartition("#")[2], str(component).partition("#")[2])
        for result, component in report.subject_objects(SH.sourceConstraintComponent)
    }
    assert (rule, f"{constraint}ConstraintComponent") in results
    store = GraphStore.in_memory()
    store.load(quads)
    by_check = {(v.node, v.message) for v in broken(store) if v.rule == rule}
    assert by_check == {(v.node, v.message) for v in violations_of(report) if v.rule == rule}


PARAMETERS = ("minCount", "maxCount", "class", "in", "datatype", "pattern", "disjoint", "lessThan", "nodeKind")
PARAMETERS += ("minInclusive", "maxInclusive")


def test_every_constraint_is_broken_once(shapes: Graph) -> None:
    rules = set(shapes.objects(None, SH.property))
    beside = {SH.path, SH.message}
    there = {
        (str(rule).partition("#")[2], str(parameter).partition("#")[2])
        for rule in rules
        for parameter in set(shapes.predicates(rule)) - beside
    }
    assert {parameter for _, parameter in there} <= set(PARAMETERS)
    assert there == {(rule, constraint[0].lower() + constraint[1:]) for rule, constraint, _ in BROKEN}


def test_every_rule_has_a_check_with_its_message(shapes: Graph) -> None:
    there = {(str(r).partition("#")[2], str(shapes.value(r, SH.message))) for r in shapes.objects(None, SH.property)}
    plain = {(check.rule, check.message) for check in checks() if check.rule == "PlainTriples"}
    assert {(check.rule, check.message) for check in checks()} == there | plain
    assert plain
    assert all(check.path.stem == check.rule for check in checks())


PLAIN = [
    ("a use without its plain triple", without(PAPER, KG.usesDataset)),
    ("a plain triple without its use", added(PAPER, KG.introducesDataset, DATASET)),
    ("an introduction without its plain triple", without(iris.paper("arxiv:2020.00003"), KG.introducesDataset)),
    ("a mention without its use", added(OTHER, KG.mentionsDataset, iris.dataset("mnist"))),
    ("a citation without its plain triple", without(DATASET, KG.citedAs)),
    ("a citation of nobody", added(iris.dataset("mnist"), KG.citedAs, REFERENCE)),
    ("a paper that cites a dataset without its plain triple", without(PAPER, KG.citesDataset)),
    ("a dataset that a paper is said to cite", added(OTHER, KG.citesDataset, iris.dataset("mnist"))),
    ("a printed name that the dataset lacks", without(DATASET, KG.printedAs)),
    ("a cited work that the dataset lacks", without(DATASET, KG.citedWork)),
    ("a plain use of nobody", added(OTHER, KG.usesDataset, iris.dataset("mnist"))),
]


@pytest.mark.parametrize(("why", "breaks"), PLAIN, ids=[case[0] for case in PLAIN])
def test_plain_triples_and_uses_agree(toy: ModuleType, why: str, breaks: Callable[[Quads], Quads]) -> None:
    assert {violation.rule for violation in validate_quads(breaks(toy.all_quads()))} == {"PlainTriples"}


def test_a_large_graph_is_asked_with_checks_alone(toy: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = without(USE, KG.printedName)(toy.all_quads())
    found = validate_quads(quads)
    asked: list[int] = []
    monkeypatch.setattr(validation, "violations", lambda quads: asked.append(1) or [])
    assert validate_quads(quads) == found
    assert asked == [1]
    monkeypatch.setattr(validation, "SMALL", 10)
    assert validate_quads(quads) == found
    assert asked == [1]


def test_papers_are_validated_with_what_they_link_to(toy: ModuleType) -> None:
    store = GraphStore.in_memory()
    store.load(both(without(DATASET, KG.kind), without(f"{OTHER}#use-cifar-10", KG.role))(toy.all_quads()))
    found = [validate_papers(store, [record.paper.id]) for record in toy.RECORDS]
    assert [{v.rule for v in violations} for violations in found] == [
        {"DatasetKind", "UseRole", "PlainTriples"},
        {"DatasetKind"},
        {"DatasetKind"},
    ]
    assert validate_papers(store, []) == []


def test_very_many_papers_are_validated_in_the_store(toy: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    store = GraphStore.in_memory()
    store.load(without(DATASET, KG.kind)(toy.all_quads()))
    monkeypatch.setattr(validation, "MANY", 1)
    assert {v.rule for v in validate_papers(store, [r.paper.id for r in toy.RECORDS])} == {"DatasetKind"}


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
    known |= {
        KG.DatasetUse,
        KG.NearbyReference,
        OA.TextPositionSelector,
        OA.FragmentSelector,
        PROV.Activity,
        PROV.Entity,
    }
    assert set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass)) <= known
