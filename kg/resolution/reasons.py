"""Why two names may be one dataset: one pure function a reason, each with a score in 0..1 and a sentence, or None."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from kg.names import name_key
from kg.resolution.marks import marks_of
from kg.resolution.spelling import bare, bare_key, shortens

_SHORTEST_TO_MISSPELL = 6  # characters; in shorter names one other letter is another name
_FEWEST_WORDS_TO_SHUFFLE = 3  # "English German" and "German English" are two directions of translation


class Reason(NamedTuple):
    """How sure a reason makes, from 0 to 1, and the sentence that says it."""

    score: float
    sentence: str


def printed_together(papers: int) -> Reason:
    """Papers print both names for one dataset."""
    return Reason(0.9 if papers == 1 else 0.95, f"{_papers(papers)} both names for it")


def printed_for_known(papers: int) -> Reason:
    """Papers print the name for a dataset that the catalogue knows by another one."""
    return Reason(0.85 if papers == 1 else 0.9, f"{_papers(papers)} it as another name of that dataset")


def initials(left: str, right: str) -> Reason | None:
    """One name is made of the first letters of the other."""
    for short, long in ((left, right), (right, left)):
        if shortens(short, long):
            return Reason(0.6, f"{short} is made of the first letters of {long}")
    return None


def other_order(left: str, right: str) -> Reason | None:
    """Both names have the same words in another order."""
    ours, theirs = bare(left).split(), bare(right).split()
    if ours == theirs or len(ours) < _FEWEST_WORDS_TO_SHUFFLE or sorted(ours) != sorted(theirs):
        return None
    return Reason(0.5, "both names have the same words in another order")


def misspelling(left: str, right: str) -> Reason | None:
    """The names differ by one letter inside, which is a slip more often than another name."""
    ours, theirs = marks_of(left), marks_of(right)
    if ours.marks != theirs.marks or ours.core[:1] != theirs.core[:1] or ours.core == theirs.core:
        return None
    if min(len(ours.core), len(theirs.core)) < _SHORTEST_TO_MISSPELL:
        return None
    if OSA.distance(bare_key(left), bare_key(right), score_cutoff=1) > 1:
        return None
    return Reason(0.4, "the names differ by one letter")


def alike(left: str, right: str) -> Reason | None:
    """The best reason in the names alone; never enough to join two datasets."""
    if not may_be_one(left, right):
        return None
    found = [reason for by in (initials, other_order, misspelling) if (reason := by(left, right)) is not None]
    return max(found, default=None)


def shared(names: Reason, what: str) -> Reason:
    """Names that are alike, and a work or an address that papers give for both."""
    return Reason(round(1 - (1 - names.score) / 2, 2), f"{names.sentence}, and papers give {what} for both")


def may_be_one(left: str, right: str) -> bool:
    """Whether the names may denote one dataset at all: siblings never do."""
    return other_marks(left, right) is None


def other_marks(left: str, right: str) -> Reason | None:
    """The names are siblings: one core, and other digits, letters or words like "tiny" with it."""
    ours, theirs = marks_of(left), marks_of(right)
    if ours.core != theirs.core or ours.marks == theirs.marks:
        return None
    return Reason(0.0, f"{_with(left, ours.marks)}, {_with(right, theirs.marks)}: names that differ so are never one")


def _with(name: str, marks: Sequence[str]) -> str:
    return f"{name} bears {' '.join(marks)}" if marks else f"{name} bears no such mark"


def _papers(count: int) -> str:
    return "one paper prints" if count == 1 else f"{count} papers print"


def first_words(name: str) -> str:
    """The initials of a name of several words, "" for one word: where short forms of it are looked for."""
    words = name_key(name).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
