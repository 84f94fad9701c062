"""Where a span of a paper's text stands on its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kg.model import Box, Line, Span


def boxes(lines: Sequence[Line], span: Span) -> tuple[tuple[int, Box], ...]:
    """The page and box of every printed line that a span touches, in the order of the text; () where none does.

    `lines` are in the order of the text, as in `Paper.lines`. A box is (left, top, right, bottom) in points from the
    upper left corner of the page as it is shown, to a tenth of a point. Of a line that the span covers in part the box
    is cut by the share of its letters, which is right to a few letters in proportional type.
    """
    if span.start >= span.end:
        return ()
    found = []
    first = bisect_right(lines, span.start, key=lambda line: line.span.end)
    for line in lines[first:]:
        if line.span.start >= span.end:
            break
        found.append((line.page, _part(line, span)))
    return tuple(found)


def _part(line: Line, span: Span) -> Box:
    left, top, right, bottom = line.box
    letter = (right - left) / (line.span.end - line.span.start)
    begin = left + letter * max(0, span.start - line.span.start)
    end = right - letter * max(0, line.span.end - span.end)
    return round(begin, 1), round(top, 1), round(end, 1), round(bottom, 1)
