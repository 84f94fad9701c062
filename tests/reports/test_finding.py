from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.errors import QueryError
from kg.graph import GraphStore, dataset_quads
from kg.graph.iris import short
from kg.model import Dataset
from kg.reports import find_dataset, find_paper


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("imagenet-1k", "imagenet-1k"),
        ("ImageNet-1K", "imagenet-1k"),
        ("ILSVRC 2012", "imagenet-1k"),
        ("imagenet ilsvrc-2012", "imagenet-1k"),
        # the family bears this as its name, CIFAR-10 only as one that needs context
        ("Cifar", "cifar"),
        ("toyset", "toyset"),
    ],
)
def test_datasets(store: GraphStore, text: str, found: str) -> None:
    assert short(find_dataset(store, text)) == found


@pytest.mark.parametrize("text", ["arxiv:2020.00002", "doi:10.1/p2", "2.pdf", "paper 2"])
def test_papers(store: GraphStore, text: str) -> None:
    assert short(find_paper(store, text)) == "arxiv:2020.00002"


def test_several(toy: ModuleType) -> None:
    datasets = {"a": Dataset("a", "Cars"), "b": Dataset("b", "cars")}
    store = GraphStore.in_memory()
    store.load(dataset_quads(replace(toy.IDENTITY, datasets=datasets), toy.CATALOGUE, ()))
    with pytest.raises(QueryError, match=r"several datasets are called 'CARS' \(give one of the ids a, b\)"):
        find_dataset(store, "CARS")


@pytest.mark.parametrize("text", ["imagnet", "", '" } #'])
def test_none(store: GraphStore, text: str) -> None:
    with pytest.raises(QueryError, match="no dataset is called"):
        find_dataset(store, text)


def test_a_paper_is_no_dataset(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="no dataset is called"):
        find_dataset(store, "2.pdf")
