"""Printed labels of reference lists, "[12]", "12." or "[DDS+09]": at which lines they begin an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# What part of a list's numbers may be lost to the layout in one place.
_WIDEST_GAP = 12
# How many labels ahead tell whether a number that breaks the count belongs to it.
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class _Style:
    """A way to print a number before an entry; `sure` where hardly anything else is printed so."""

    pattern: re.Pattern[str]
    sure: bool


_NUMBERS = (
    _Style(re.compile(r"\s*\[(\d{1,4})\]"), True),
    _Style(re.compile(r"\s*\(?(\d{1,4})[.)](?=\s|$)"), False),
    _Style(re.compile(r"\s*(\d{1,4})\s+(?=[“\"„]|[^\W\d_a-z])"), False),
    _Style(re.compile(r"\s*(\d{1,4})\.(?=[^\W\d_])"), False),
    _Style(re.compile(r"\s*(\d{1,3})(?=[^\W\d_a-z][^\W\d_A-Z])"), False),
)
_WORDS = re.compile(r"\s*\[([^\W\d_][^\[\]\d]{0,60}\+?[’']?\(?\d{2,4}[a-z]?\)?)\]")
_WORD_ALONE = re.compile(r"\s*\[([^\W\d_][^\[\]]{0,40})\]")
_ENDED = re.compile(r"[.)\]”\"?\d]\s*$")


def labelled(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines that begin with a label, and the labels; none where the list is printed without.

    Numbers count up, so that a page number or a year is no label. A number may be lost, stand twice, or begin again
    at 1 where one list follows another.
    """
    best: list[tuple[int, str]] = []
    for style in _NUMBERS:
        found = _counted([(i, int(m[1])) for i, m in _matches(style.pattern, lines)], sure=style.sure)
        if len(found) > 1.5 * len(best):
            best = [(i, str(number)) for i, number in found]
    words = _worded(lines)
    return words if len(words) > len(best) else best


def _matches(pattern: re.Pattern[str], lines: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    return [(i, found) for i, line in enumerate(lines) if (found := pattern.match(line))]


def _counted(numbers: Sequence[tuple[int, int]], *, sure: bool) -> list[tuple[int, int]]:
    """Those of the numbers at the heads of lines that count the entries."""
    kept: list[tuple[int, int]] = []
    for at, (i, number) in enumerate(numbers):
        ahead = [n for _, n in numbers[at + 1 : at + 1 + _AHEAD]]
        if _goes_on(kept[-1][1] if kept else None, number, ahead, sure=sure):
            kept.append((i, number))
    return kept


def _goes_on(last: int | None, number: int, ahead: Sequence[int], *, sure: bool) -> bool:
    followed = number + 1 in ahead
    if last is None:
        return followed or number == 1 or (sure and not ahead)
    if number == last + 1:
        return True
    if number == last:
        return sure
    if last < number <= last + _WIDEST_GAP:
        return last + 1 not in ahead and (followed or number + 2 in ahead or (not ahead and number <= last + 3))
    return number == 1 and last >= 3 and followed and last + 1 not in ahead


def _worded(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Labels made of names and a year; among them also those without a year, where the entry before has ended."""
    dated = {i: found[1] for i, found in _matches(_WORDS, lines)}
    if len(dated) < 2:
        return sorted(dated.items())
    for i, found in _matches(_WORD_ALONE, lines):
        if i not in dated and i > min(dated) and _ENDED.search(lines[i - 1]):
            dated[i] = found[1]
    return sorted(dated.items())
