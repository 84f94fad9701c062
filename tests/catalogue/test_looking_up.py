"""Datasets found by a part of a name, or shown by id."""

from __future__ import annotations

import pytest

from kg.catalogue import search, show
from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset, Work

CATALOGUE = Catalogue(
    {
        d.id: d
        for d in (
            Dataset("tiny-imagenet", "Tiny ImageNet"),
            Dataset("imagenet-c", "ImageNet-C"),
            Dataset("imagenet-1k", "ImageNet-1k", aliases=("ImageNet",), works=("deng", "gone")),
            Dataset("cars", "Stanford Cars", context_aliases=("Cars",), instances=16185),
        )
    },
    {"deng": Work("deng", "ImageNet: a database", year=2009)},
)

FOUND = [
    ("imagenet", ["imagenet-1k", "imagenet-c", "tiny-imagenet"]),  # whole, then beginning, then inside
    ("IMAGENET C", ["imagenet-c"]),
    ("cars", ["cars"]),
    ("nothing", []),
]


@pytest.mark.parametrize(("text", "ids"), FOUND)
def test_search(text: str, ids: list[str]) -> None:
    assert [d.id for d in search(CATALOGUE, text)] == ids


def test_show_leaves_out_what_is_empty_and_writes_works_out() -> None:
    assert show(CATALOGUE, "imagenet-1k") == {
        "id": "imagenet-1k",
        "name": "ImageNet-1k",
        "kind": "dataset",
        "aliases": ("ImageNet",),
        "works": [{"key": "deng", "title": "ImageNet: a database", "year": 2009}],
    }
    assert show(CATALOGUE, "cars")["instances"] == 16185


UNKNOWN = [("imagenet", "did you mean imagenet-1k, imagenet-c, tiny-imagenet?"), ("zzz", "try kg catalogue search")]


@pytest.mark.parametrize(("id_", "advice"), UNKNOWN)
def test_an_unknown_id(id_: str, advice: str) -> None:
    with pytest.raises(CatalogueError, match="no dataset has the id") as raised:
        show(CATALOGUE, id_)
    assert raised.value.advice == advice
