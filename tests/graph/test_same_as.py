from __future__ import annotations

from types import ModuleType

import pytest

from kg.graph import GraphStore, dataset_quads, iris, work_quads
from kg.graph.same_as import same_as_quads
from kg.model import Dataset, Identity, Work


def test_judgements_and_identifiers(store: GraphStore) -> None:
    pairs = {(iris.short(q.subject.value), iris.short(q.object.value)) for q in same_as_quads(store)}
    assert ("imagenet-1k", "ILSVRC-2012") in pairs
    assert ("arxiv:2017.00001", "https://doi.org/10.1/p1") in pairs
    assert ("arxiv:2017.00001", "https://arxiv.org/abs/2017.00001") in pairs
    assert ("deng-2009-imagenet", "https://doi.org/10.1109/cvpr.2009.5206848") in pairs
    assert not {pair for pair in pairs if {"cifar-10", "cifar-100"} == set(pair)}, "judged different"


@pytest.mark.parametrize(
    ("identifier", "iri"),
    [
        ("doi:10.1/x", "https://doi.org/10.1/x"),
        ("wikidata:Q42", "http://www.wikidata.org/entity/Q42"),
        ("wikidata:42", None),
        ("doi:10.1/a b", None),
        ("x", None),
        ("other:1", None),
    ],
)
def test_an_identifier_that_is_an_iri(toy: ModuleType, identifier: str, iri: str | None) -> None:
    identity = Identity({}, {"x": Dataset("x", "X", identifiers=(identifier,))}, {}, {}, {})
    store = GraphStore.in_memory()
    store.load(dataset_quads(identity, toy.CATALOGUE, ()))
    assert [q.object.value for q in same_as_quads(store)] == ([iri] if iri else [])


SHARED = [
    ("a dataset and a work", ("doi:10.1/x",), (), "10.1/x", {("a", "https://doi.org/10.1/x")}),
    ("two datasets", ("wikidata:Q1",), ("wikidata:Q1",), "", set()),
    (
        "nothing",
        ("doi:10.1/x",),
        (),
        "10.1/y",
        {("a", "https://doi.org/10.1/x"), ("w", "https://doi.org/10.1/y")},
    ),
]


@pytest.mark.parametrize(("why", "one", "other", "doi", "expected"), SHARED, ids=[case[0] for case in SHARED])
def test_an_identifier_makes_no_two_things_one(
    why: str, one: tuple[str, ...], other: tuple[str, ...], doi: str, expected: set[tuple[str, str]], toy: ModuleType
) -> None:
    datasets = {id_: Dataset(id_, id_.upper(), identifiers=found) for id_, found in (("a", one), ("b", other))}
    identity = Identity({}, datasets, {"w": Work("w", "A work", doi=doi)}, {}, {})
    store = GraphStore.in_memory()
    store.load([*dataset_quads(identity, toy.CATALOGUE, ()), *work_quads(identity, ["w"])])
    assert {(iris.short(q.subject.value), q.object.value) for q in same_as_quads(store)} == expected
