"""Places on a PDF page: from the coordinates of the file to the page as a reader of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.model import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that is shown, in the file's coordinates, and the quarter turns clockwise it is shown by."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the file's coordinates as (left, top, right, bottom) from the upper left corner of the page."""
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turns == 3:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def frame_of(page: Any) -> Frame:
    """The frame of a page of PDFium."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def unturned(turn: int, x0: float, y0: float, x1: float, y1: float) -> Box:
    """A box of text that was turned upright by quarter turns, in the file's coordinates (left, bottom, right, top)."""
    if turn == 1:
        return -y1, x0, -y0, x1
    if turn == 2:
        return -x1, -y1, -x0, -y0
    if turn == 3:
        return y0, -x1, y1, -x0
    return x0, y0, x1, y1
