from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.graph import GraphStore, Solutions, dataset_quads, iris, judgement_quads, provenance_quads, work_quads
from kg.graph.vocabulary import DCAT, DCTERMS, KG, OWL, RDF, RDFS, SKOS, SSSOM
from kg.model import Dataset, Origin


@pytest.fixture
def quads(toy: ModuleType) -> list[ox.Quad]:
    return list(dataset_quads(toy.IDENTITY, toy.CATALOGUE, toy.RECORDS))


FACTS = [
    pytest.param("imagenet-1k", SKOS.prefLabel, ["ImageNet-1k"], id="name"),
    pytest.param("imagenet-1k", SKOS.altLabel, ["ImageNet", "ILSVRC-2012"], id="the name is not its own alias"),
    pytest.param("cifar-10", SKOS.hiddenLabel, ["Cifar"], id="names that need context"),
    pytest.param("cifar-10", DCTERMS.isVersionOf, ["cifar"], id="relation"),
    pytest.param("cifar", RDF.type, [str(DCAT.Dataset), str(DCAT.DatasetSeries)], id="family"),
    pytest.param("imagenet-1k", KG.preferredWork, ["deng-2009-imagenet"], id="the first work is preferred"),
    pytest.param("imagenet-1k", KG.acceptedWork, ["deng-2009-imagenet", "russakovsky-2015-imagenet"], id="works"),
    pytest.param(
        "imagenet-1k", KG.printedAs, ["ILSVRC-2012", "ImageNet", "ImageNet ILSVRC-2012"], id="what all papers print"
    ),
    pytest.param(
        "imagenet-1k", KG.citedWork, ["deng-2009-imagenet", "russakovsky-2015-imagenet"], id="what all papers cite"
    ),
    pytest.param("cifar", KG.printedAs, [], id="no paper prints it"),
    pytest.param("imagenet-1k", DCAT.landingPage, ["https://www.image-net.org/"], id="page"),
    pytest.param("mnist", DCAT.landingPage, [], id="a broken address is left out"),
    pytest.param("toyset", KG.kind, ["dataset"], id="unknown datasets are there"),
]


@pytest.mark.parametrize(("dataset", "predicate", "expected"), FACTS)
def test_datasets(quads: list[ox.Quad], dataset: str, predicate: str, expected: list[str]) -> None:
    subject = iris.dataset(dataset)
    found = [q.object.value for q in quads if (q.subject.value, q.predicate.value) == (subject, str(predicate))]
    assert [iris.short(value) for value in found] == expected


TOGETHER = [
    ("?dataset kg:printedAs ?value", "?use kg:ofDataset ?dataset ; kg:printedName ?value"),
    ("?dataset kg:citedWork ?value", "?use kg:ofDataset ?dataset ; kg:citation/cito:hasCitedEntity ?value"),
    ("?dataset kg:citedWork ?value", "?dataset kg:citedAs/biro:references ?value"),
    ("?value kg:citesDataset ?dataset", "?dataset kg:citedAs ?entry . ?value frbr:part ?entry"),
]


@pytest.mark.parametrize(("short", "long"), TOGETHER)
def test_what_papers_say_together_is_what_each_of_them_says(toy: ModuleType, short: str, long: str) -> None:
    with GraphStore.in_memory() as store:
        store.load(toy.all_quads())
        one, other = (store.query(f"SELECT DISTINCT ?dataset ?value WHERE {{ {text} }}") for text in (short, long))
    assert isinstance(one, Solutions)
    assert isinstance(other, Solutions)
    assert set(one.rows) == set(other.rows) != set()


def test_only_known_datasets_are_in_the_catalogue(quads: list[ox.Quad]) -> None:
    found = [iris.short(q.object.value) for q in quads if q.predicate.value == str(DCAT.dataset)]
    assert found == ["cifar", "cifar-10", "cifar-100", "fashion-toy", "imagenet-1k", "mnist"]


def test_a_relation_to_what_is_not_there_is_left_out(toy: ModuleType) -> None:
    identity = replace(toy.IDENTITY, datasets={"x": Dataset("x", "X", part_of=("gone",), works=("gone",))})
    assert not any("gone" in str(quad) for quad in dataset_quads(identity, toy.CATALOGUE, ()))


def test_works_are_those_cited_and_those_accepted(toy: ModuleType) -> None:
    identity = replace(toy.IDENTITY, datasets={"x": Dataset("x", "X", works=("deng-2009-imagenet",))})
    quads = list(work_quads(identity, ["krizhevsky-2009-learning", "not known"]))
    assert sorted({iris.short(q.subject.value) for q in quads}) == ["deng-2009-imagenet", "krizhevsky-2009-learning"]


def test_judgements(toy: ModuleType) -> None:
    quads = list(judgement_quads(toy.JUDGEMENTS, toy.IDENTITY))
    by_predicate: dict[str, list[str]] = {}
    for quad in quads:
        by_predicate.setdefault(quad.predicate.value, []).append(quad.object.value)
    assert by_predicate[str(SSSOM.predicate_modifier)] == ["Not"]
    assert iris.dataset("imagenet-1k") in by_predicate[str(OWL.annotatedSource)]
    assert iris.name("ILSVRC-2012") in by_predicate[str(OWL.annotatedTarget)]
    assert sorted(map(str, quads)) == sorted(map(str, judgement_quads(toy.JUDGEMENTS[::-1], toy.IDENTITY)))


def test_programs_come_once_in_each_of_their_states(toy: ModuleType) -> None:
    first, second, third = toy.RECORDS
    made = [(first, None), (second, None), (third, Origin("f" * 64, "abc")), (third, Origin("e" * 64, "abc"))]
    labels = [q.object.value for q in provenance_quads(made) if q.predicate.value == str(RDFS.label)]
    assert labels == ["toy 1.0", "toy 1.1+abc"]
