"""Names of surveys and registers: the noun behind a name, and names in small letters."""

from __future__ import annotations

import pytest

from kg.extraction.record_names import lower_names, with_head_noun
from kg.model import Span

# The name that is found, the text behind it, and what belongs to it.
HEADS = [
    ("Swedish Mammography", " cohort was", " cohort"),
    ("Central Personnel", " Data file of", " Data file"),
    ("TORRACTO", "® study", "® study"),
    ("Radboud Faces", " Database (RaFD)", " Database"),
    ("National Cancer", " Data Base.", " Data Base"),
    ("Stanford Cars", " Data Set,", " Data Set"),
    ("MNIST", " database of digits", ""),
    ("MNIST", " dataset", ""),
    ("Framingham", " study's", ""),
    ("Whitehall", " study-specific", ""),
    ("Rotterdam", " studying", ""),
]
LOWER = [
    ("Data of the Italian national bovine registry were used.", ["Italian national bovine registry"]),
    ("Data of the Danish medical birth register.", ["Danish medical birth register"]),
    ("We link the national hospital discharge register to it.", ["national hospital discharge register"]),
    ("the Bundesbank’s borrower statistics", ["Bundesbank’s borrower statistics"]),
    ("the Dutch survey of income and wealth statistics", ["Dutch survey of income and wealth statistics"]),
    ("These case studies, a bovine registry, our national survey", []),
    ("German longitudinal study of a clinic", []),
]


@pytest.mark.parametrize(("name", "behind", "expected"), HEADS)
def test_the_noun_behind_a_name(name: str, behind: str, expected: str) -> None:
    text = f"the {name}{behind}"
    span = with_head_noun(text, Span(4, 4 + len(name)))
    assert text[span.start : span.end] == name + expected


@pytest.mark.parametrize(("text", "expected"), LOWER)
def test_names_in_small_letters(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in lower_names(text, 0, len(text))] == expected
