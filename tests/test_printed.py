"""An entry as it is compared."""

from __future__ import annotations

import pytest

from kg.model import Reference
from kg.printed import near_keys, printed

SURNAMES = [
    ("Jia Deng", "deng"),
    ("J. Deng", "deng"),
    ("Deng, Jia", "deng"),
    ("Deng J", "deng"),
    ("Deng JJ", "deng"),
    ("Deng J.-J.", "deng"),
    ("W. Li", "li"),
    ("Li W", "li"),
    ("Piotr Dollár", "dollar"),
    ("van der Maaten, Laurens", "maaten"),
    ("山田 太郎", "太郎"),
]


@pytest.mark.parametrize(("author", "surname"), SURNAMES)
def test_surnames(author: str, surname: str) -> None:
    assert printed(Reference("1", "", "A title", (author,))).surnames == (surname,)


NO_TITLES = [
    "In",
    "See references",
    "Private communication",
    "Proceedings of the IEEE Conference on Vision",
    "Available at",
]


@pytest.mark.parametrize("title", NO_TITLES)
def test_what_is_no_title(title: str) -> None:
    found = printed(Reference("1", title, title))
    assert found.tight == ""
    assert found.heads == ()


def test_nothing_has_no_keys() -> None:
    assert near_keys(printed(Reference("1", ""))) == []
