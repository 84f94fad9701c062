"""Where on its pages a TEI text stands, from the coordinates that GROBID writes on demand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from kg.model import Box, Line, Span

Place = tuple[int, Box]

# Boxes that overlap by this share of the lower one's height stand on one printed line.
_SAME_LINE = 0.5
_WORD_END = re.compile(r"\s")


def places_of(element: etree._Element | None) -> list[Place]:
    """Page and box of every printed line of an element: its own, or those of what stands in it.

    GROBID writes `coords="page,x,y,width,height;..."` in points from the upper left corner of the page. What does not
    fit this form is left out.
    """
    if element is None:
        return []
    inner = [place for part in element.iter("s") for place in _places(part.get("coords", ""))]
    return list(_lines(inner or _places(element.get("coords", ""))))


def _places(coords: str) -> list[Place]:
    found = []
    for part in coords.split(";"):
        try:
            page, *numbers = part.split(",")
            x, y, width, height = map(float, numbers)
            place = int(page), (x, y, x + width, y + height)
        except ValueError:
            continue
        if place[0] > 0 and width > 0 and height > 0 and all(map(math.isfinite, place[1])):
            found.append(place)
    return found


def _lines(places: Iterable[Place]) -> Iterator[Place]:
    """The boxes with those joined that follow each other on one printed line, as of two sentences."""
    held: Place | None = None
    for page, box in places:
        if held is not None and held[0] == page:
            left, top, right, bottom = held[1]
            shared = min(bottom, box[3]) - max(top, box[1])
            if shared > _SAME_LINE * (box[3] - box[1]) and box[0] >= left:
                held = page, (left, min(top, box[1]), max(right, box[2]), max(bottom, box[3]))
                continue
        if held is not None:
            yield held
        held = page, box
    if held is not None:
        yield held


def laid(text: str, span: Span, places: Sequence[Place]) -> Iterator[Line]:
    """The lines of a passage: its text shared out among the boxes by their widths, cut between words.

    `text` begins where the passage does. GROBID says where the lines of a paragraph stand, not which words stand on
    each; the cut is right to a word or two.
    """
    whole = sum(box[2] - box[0] for _, box in places)
    length = span.end - span.start
    at, covered = 0, 0.0
    for i, (page, box) in enumerate(places):
        covered += box[2] - box[0]
        end = length
        if i + 1 < len(places):
            ideal = max(at, round(length * covered / whole))
            after = _WORD_END.search(text, ideal, length)
            before = text.rfind(" ", at, ideal)
            end = after.start() if after else length
            if before > at and ideal - before < end - ideal:
                end = before
        if end > at:
            yield Line(Span(span.start + at, span.start + end), page, box)
        at = end + 1
        if at >= length:
            return
