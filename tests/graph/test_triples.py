from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.graph import cited_works, iris, paper_quads
from kg.graph.vocabulary import BIRO, CITO, DCTERMS, KG, OA, PROV, RDF, XSD
from kg.model import Evidence, Identity, Origin, Record, Span


def objects(quads: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [q.object.value for q in quads if (q.subject.value, q.predicate.value) == (subject, str(predicate))]


@pytest.fixture
def second(toy: ModuleType) -> list[ox.Quad]:
    return list(paper_quads(toy.RECORDS[1], toy.IDENTITY))


PAPER = iris.paper("arxiv:2020.00002")
IMAGENET = f"{PAPER}#use-imagenet"

FACTS = [
    pytest.param(PAPER, KG.usesDataset, ["imagenet-1k", "cifar-10", "cifar-100"], id="one triple a dataset used"),
    pytest.param(PAPER, KG.mentionsDataset, ["mnist"], id="what is not used is mentioned"),
    pytest.param(PAPER, KG.authorList, ["Ann Lee; Bo Li"], id="authors in order"),
    pytest.param(PAPER, DCTERMS.identifier, ["arxiv:2020.00002", "doi:10.1/p2"], id="identifiers once"),
    pytest.param(PAPER, KG.citesDataset, ["imagenet-1k", "cifar-10", "cifar-100"], id="cites datasets"),
    pytest.param(iris.dataset("imagenet-1k"), KG.citedAs, ["arxiv:2020.00002#reference-deng"], id="cited as"),
    pytest.param(iris.dataset("mnist"), KG.citedAs, [], id="no citation, no triple"),
    pytest.param(IMAGENET, KG.role, ["used"], id="role"),
    pytest.param(f"{PAPER}#use-mnist", KG.role, ["mentioned"], id="role of a mention"),
    pytest.param(f"{PAPER}#use-cifar-10", KG.printedName, ["CIFAR-10", "Cifar10"], id="names as printed"),
    pytest.param(IMAGENET, KG.instances, ["1200000"], id="numbers that the paper states"),
    pytest.param(IMAGENET, KG.validationInstances, ["50000"], id="sizes of splits"),
    pytest.param(IMAGENET, KG.confidence, ["0.9"], id="confidence"),
    pytest.param(f"{IMAGENET}.evidence", OA.exact, ["We train on ImageNet."], id="evidence"),
    pytest.param(f"{IMAGENET}.evidence", KG.page, ["2"], id="page"),
    pytest.param(f"{IMAGENET}.evidence", KG.box, ["arxiv:2020.00002#use-imagenet.evidence-box-1"], id="box"),
    pytest.param(f"{IMAGENET}.evidence-box-1", RDF.value, ["page=2&viewrect=54.0,90.5,210.0,9.9"], id="rectangle"),
    pytest.param(
        f"{IMAGENET}.evidence-box-1", DCTERMS.conformsTo, ["http://tools.ietf.org/rfc/rfc8118"], id="fragments of PDF"
    ),
    pytest.param(f"{IMAGENET}.citation-1", KG.basis, ["attached"], id="basis"),
    pytest.param(f"{IMAGENET}.citation-1", CITO.hasCitedEntity, ["deng-2009-imagenet"], id="the work cited"),
    pytest.param(f"{IMAGENET}.citation-1", CITO.hasCitationCharacterization, [str(CITO.usesDataFrom)], id="character"),
    pytest.param(iris.reference("arxiv:2020.00002", "deng"), BIRO.references, ["deng-2009-imagenet"], id="work"),
    pytest.param(iris.reference("arxiv:2020.00002", "k"), BIRO.references, [], id="work not known"),
]


@pytest.mark.parametrize(("subject", "predicate", "expected"), FACTS)
def test_facts(second: list[ox.Quad], subject: str, predicate: str, expected: list[str]) -> None:
    assert [iris.short(value) for value in objects(second, subject, predicate)] == expected


def test_the_file_and_the_program_that_a_record_comes_from(toy: ModuleType) -> None:
    record = toy.RECORDS[1]
    run = iris.extraction(record.paper.id)
    quads = list(paper_quads(record, toy.IDENTITY, Origin("ab" * 32, "0123")))
    file = iris.file("ab" * 32)
    assert objects(quads, run, PROV.used) == [file]
    assert objects(quads, file, DCTERMS.identifier) == ["sha256:" + "ab" * 32]
    assert objects(quads, run, PROV.wasAssociatedWith) == [iris.program("toy 1.0+0123")]
    plain = list(paper_quads(record, toy.IDENTITY))
    assert objects(plain, run, PROV.used) == []
    assert objects(plain, run, PROV.wasAssociatedWith) == [iris.program("toy 1.0")]


def test_all_quads_are_in_the_graph_of_the_record(second: list[ox.Quad]) -> None:
    assert {q.graph_name.value for q in second} == {iris.record("arxiv:2020.00002")}
    assert len(second) == len(set(second))
    assert not any(isinstance(term, ox.BlankNode) for quad in second for term in quad)


def test_two_uses_of_one_dataset_give_one_plain_triple(toy: ModuleType) -> None:
    record = Record(toy.paper(4, 2021), (toy.use("ILSVRC", used=False), toy.use("ImageNet")), "toy")
    identity = replace(toy.IDENTITY, of_use={(record.paper.id, 0): "imagenet-1k", (record.paper.id, 1): "imagenet-1k"})
    quads = list(paper_quads(record, identity))
    assert objects(quads, iris.paper(record.paper.id), KG.usesDataset) == [iris.dataset("imagenet-1k")]
    assert objects(quads, iris.paper(record.paper.id), KG.mentionsDataset) == []
    assert sum(q.object.value == str(KG.DatasetUse) for q in quads) == 2


def test_references_that_say_nothing_of_datasets_stay_out(toy: ModuleType) -> None:
    record = replace(toy.RECORDS[1], paper=toy.paper(2, 2020, toy.DENG, toy.REPORT, toy.RUSSAKOVSKY))
    quads = list(paper_quads(record, toy.IDENTITY))
    assert not any("%5B7%5D" in q.subject.value for q in quads)


CONFIDENCES = [(1.0, "1.0"), (0.0, "0.0"), (0.00001, "0.0"), (0.123456, "0.1235"), (1, "1.0")]


@pytest.mark.parametrize(("confidence", "text"), CONFIDENCES)
def test_confidence_is_a_decimal_in_one_form(toy: ModuleType, confidence: float, text: str) -> None:
    record = Record(toy.paper(1, 2017), (toy.use("CIFAR-10", confidence=confidence),), "toy")
    identity = replace(toy.IDENTITY, of_use={(record.paper.id, 0): "cifar-10"})
    found = [q.object for q in paper_quads(record, identity) if q.predicate.value == str(KG.confidence)]
    assert found == [ox.Literal(text, datatype=ox.NamedNode(XSD.decimal))]


@pytest.mark.parametrize("year", [None, 0, 12345])
def test_a_year_that_is_none_is_left_out(toy: ModuleType, year: int | None) -> None:
    record = Record(replace(toy.paper(1, 2017), year=year), (), "toy")
    assert "hasPublicationYear" not in " ".join(map(str, paper_quads(record, toy.IDENTITY)))


def test_a_lone_surrogate_is_no_character(toy: ModuleType) -> None:
    record = Record(toy.paper(1, 2017), (toy.use("CIFAR-10", evidence=Evidence("a\ud800b", Span(0, 3))),), "toy")
    found = [q.object.value for q in paper_quads(record, toy.IDENTITY) if q.predicate.value == str(OA.exact)]
    assert found == ["a?b"]


def test_cited_works(toy: ModuleType) -> None:
    identity: Identity = toy.IDENTITY
    assert [sorted(set(cited_works(record, identity))) for record in toy.RECORDS] == [
        [],
        ["deng-2009-imagenet"],
        ["russakovsky-2015-imagenet"],
    ]
