"""Pairs of names and the relation that a librarian gives; `python -m benchmarks.identity` counts all of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.comparing import compare_names
from kg.extraction import Extractor

_EVERY = 12  # all pairs take many seconds
_LINES = Path(__file__).with_name("name_pairs.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(_LINES, delimiter="\t"))


def test_the_suite_is_whole() -> None:
    relations = {relation for row in ROWS for relation in row["relation"].split("|")}
    assert relations == {"same", "part_of", "derived_from", "version_of", "inverse", "different"}
    assert len({frozenset((row["left"], row["right"])) for row in ROWS}) == len(ROWS) >= 400


@pytest.mark.parametrize("part", ["listed", "unlisted"])
def test_most_pairs_are_right(part: str, extractor: Extractor) -> None:
    rows = [row for row in ROWS if row["group"].startswith("unlisted") is (part == "unlisted")][::_EVERY]
    found = [compare_names(row["left"], row["right"], extractor).relation for row in rows]
    wrong = [(row, relation) for row, relation in zip(rows, found, strict=True) if relation not in row["relation"]]
    assert len(wrong) <= 0.05 * len(rows), wrong
    assert [row for row, relation in wrong if relation == "same"] == []
