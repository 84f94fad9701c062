"""Long forms of short forms, and the time that brackets take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from kg.extraction.abbreviations import _brackets, find_long_forms

SENTENCES = [
    ("defined in brackets", "We use the Penn Treebank (PTB).", {"ptb": "Penn Treebank"}),
    (
        "several words",
        "Data of the National Health Interview Survey (NHIS) are used.",
        {"nhis": "National Health Interview Survey"},
    ),
    ("the first definition wins", "Penn Treebank (PTB). Polish tree bank (PTB).", {"ptb": "Penn Treebank"}),
    ("over the end of a line", "We use the Penn\nTreebank (PTB).", {"ptb": "Penn Treebank"}),
    ("not a definition", "We use data (see below).", {}),
    ("nothing in brackets", "We use data.", {}),
    ("never closed", "We use the Penn Treebank (PTB.", {}),
]


@pytest.mark.parametrize(("why", "source", "expected"), SENTENCES, ids=[why for why, _, _ in SENTENCES])
def test_long_forms(
    why: str,
    source: str,
    expected: dict[str, str],
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    assert find_long_forms(document(marked(source).paper)) == expected


MANY = 5000
BRACKETS = [
    ("pairs", "Penn Treebank (PTB) " * MANY, MANY),
    ("opened only", "( a " * MANY, 0),
    ("closed only", "a ) " * MANY, 0),
    ("nested", "( " * MANY + "a" + " )" * MANY, 1),
    ("far apart", "( " + "a " * MANY + ")", 0),
]


@pytest.mark.parametrize(("why", "text", "pairs"), BRACKETS, ids=[why for why, _, _ in BRACKETS])
def test_every_bracket_is_paired_at_most_once(why: str, text: str, pairs: int, nlp: Language) -> None:
    found = _brackets(nlp(text))
    assert len(found) == pairs
    # What there is to look at grows with the text and not with its square.
    assert sum(end - start for _, start, end in found) <= len(nlp(text))
