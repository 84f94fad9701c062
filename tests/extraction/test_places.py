"""Spans by the stretch they lie in or touch."""

from __future__ import annotations

import pytest

from kg.extraction.places import Places
from kg.model import Span

PLACES = Places(Span(*p) for p in ((0, 3), (5, 20), (6, 8), (6, 8), (30, 31)))
CASES = [
    ((0, 31), [(0, 3), (5, 20), (6, 8), (30, 31)], [(0, 3), (5, 20), (6, 8), (30, 31)]),
    ((6, 8), [(6, 8)], [(5, 20), (6, 8)]),
    ((19, 30), [], [(5, 20)]),
    ((3, 5), [], []),
    ((2, 6), [], [(0, 3), (5, 20)]),
    ((40, 50), [], []),
]


@pytest.mark.parametrize(("outer", "inside", "touching"), CASES)
def test_found(outer: tuple[int, int], inside: list[tuple[int, int]], touching: list[tuple[int, int]]) -> None:
    span = Span(*outer)
    assert PLACES.inside(span) == [Span(*p) for p in inside]
    assert list(PLACES.backwards(span)) == [Span(*p) for p in reversed(inside)]
    assert PLACES.touching(span) == [Span(*p) for p in touching]


def test_held() -> None:
    assert Span(6, 8) in PLACES
    assert Span(6, 7) not in PLACES
