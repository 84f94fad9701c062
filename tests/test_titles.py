"""When two printed titles denote one publication."""

from __future__ import annotations

import pytest

from kg.titles import TitleIndex, same_year

TITLES = [
    ("deng", "ImageNet: A large-scale hierarchical image database"),
    ("kinetics-600", "A short note about Kinetics-600 for human action recognition"),
    ("kinetics-700", "A short note about Kinetics-700 for human action recognition"),
    ("mnist", "The MNIST database"),
    ("twin-a", "One title that two works bear"),
    ("twin-b", "One title, that two works bear"),
]

FOUND = [
    ("as it stands", "ImageNet: A large-scale hierarchical image database", "", ["deng"]),
    ("case, dashes, colon", "IMAGENET - A Large Scale Hierarchical Image Database", "", ["deng"]),
    ("a misprint", "ImageNet: A large-scale hierarchial image database", "", ["deng"]),
    ("other digits are no misprint", "A short note about Kinetics-800 for human action recognition", "", []),
    ("its own digits", "A short note about Kinetics-700 for human action recognition", "", ["kinetics-700"]),
    ("a telling word differs", "ImageNet: A large-scale hierarchical collection of sounds", "", []),
    ("short and exact", "The MNIST Database", "", ["mnist"]),
    ("short with a misprint", "The MMIST database", "", []),
    ("two works", "One title that two works bear", "", ["twin-a", "twin-b"]),
    ("in an entry", "", "J. Deng et al. ImageNet: A large-scale hierarchical image database. CVPR, 2009.", ["deng"]),
    ("short, in an entry", "", "Y. LeCun. The MNIST database. 1998.", []),
    ("a part of a word in an entry", "", "Pre-ImageNet: A large-scale hierarchical image databases", []),
    ("nothing", "", "", []),
]


@pytest.mark.parametrize(("title", "raw", "keys"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_find(title: str, raw: str, keys: list[str]) -> None:
    assert TitleIndex(TITLES).find(title, raw) == keys


def test_an_empty_index_finds_nothing() -> None:
    assert TitleIndex([]).find("A title that is long enough", "and an entry") == []


YEARS = [
    (2009, 2009, True),
    (2009, 2012, True),
    (2012, 2009, True),
    (2009, 2013, False),
    (None, 2009, True),
    (None, None, True),
]


@pytest.mark.parametrize(("left", "right", "same"), YEARS)
def test_same_year(left: int | None, right: int | None, same: bool) -> None:
    assert same_year(left, right) is same
