"""The boxes of a span: whole lines, and of the first and the last line the part that the span covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.boxes import boxes
from kg.model import Line, Span

LINES = (
    Line(Span(0, 10), 1, (50.0, 100.0, 150.0, 110.0)),
    Line(Span(11, 21), 1, (50.0, 112.0, 150.0, 122.04)),
    # A blank line parts passages; the next one stands on another page.
    Line(Span(23, 33), 2, (0.0, 0.0, 10.0, 10.0)),
)
CASES = [
    pytest.param(0, 10, [(1, (50.0, 100.0, 150.0, 110.0))], id="a whole line"),
    pytest.param(2, 4, [(1, (70.0, 100.0, 90.0, 110.0))], id="a part of a line"),
    pytest.param(5, 16, [(1, (100.0, 100.0, 150.0, 110.0)), (1, (50.0, 112.0, 100.0, 122.0))], id="from line to line"),
    pytest.param(20, 24, [(1, (140.0, 112.0, 150.0, 122.0)), (2, (0.0, 0.0, 1.0, 10.0))], id="over a page break"),
    pytest.param(10, 11, [], id="between lines"),
    pytest.param(40, 50, [], id="behind all lines"),
    pytest.param(5, 5, [], id="an empty span"),
]


@pytest.mark.parametrize(("start", "end", "expected"), CASES)
def test_boxes(start: int, end: int, expected: list[tuple[int, tuple[float, ...]]]) -> None:
    assert list(boxes(LINES, Span(start, end))) == expected


def test_no_lines_no_boxes() -> None:
    assert boxes((), Span(0, 5)) == ()


@given(st.integers(0, 40), st.integers(0, 40))
def test_boxes_lie_in_the_lines_that_the_span_touches(start: int, end: int) -> None:
    found = boxes(LINES, Span(start, end))
    touched = [line for line in LINES if start < end and line.span.overlaps(Span(start, end))]
    assert [page for page, _ in found] == [line.page for line in touched]
    for (_, (left, top, right, bottom)), line in zip(found, touched, strict=True):
        assert line.box[0] <= left < right <= line.box[2]
        assert (top, bottom) == pytest.approx((line.box[1], line.box[3]), abs=0.05)
