"""Texts by the names in them."""

from __future__ import annotations

import pytest

from kg.extraction.word_index import WordIndex

INDEX = WordIndex(["the penn treebank", "penn station", "treebank of penn", "", "imagenet"])
CASES = [
    ("penn treebank", [0]),
    ("penn", [0, 1, 2]),
    ("treebank", [0, 2]),
    ("imagenet", [4]),
    ("image", []),
    ("penn imagenet", []),
    ("", []),
]


@pytest.mark.parametrize(("name", "positions"), CASES)
def test_holding(name: str, positions: list[int]) -> None:
    assert INDEX.holding(name) == positions


def test_opens() -> None:
    assert [INDEX.opens(i, "penn") for i in range(5)] == [False, True, False, False, False]
