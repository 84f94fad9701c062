"""Where a place in a table stands: its table, row and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Paper, Span


class Cell(NamedTuple):
    """A cell by the numbers of its table, row and column, from 0."""

    table: int
    row: int
    column: int


class Cells:
    """The cells of all tables of a paper, to be found by offset."""

    def __init__(self, paper: Paper) -> None:
        self._cells = list(_cells(paper))
        self._starts = [span.start for span, _ in self._cells]

    def at(self, offset: int) -> Cell | None:
        """The cell that holds an offset, None outside of tables."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset > self._cells[i][0].end:
            return None
        return self._cells[i][1]


def _cells(paper: Paper) -> Iterator[tuple[Span, Cell]]:
    tables = (p for p in paper.passages if p.zone == "table")
    for number, table in enumerate(tables):
        at = table.span.start
        for row, line in enumerate(paper.quote(table.span).split("\n")):
            for column, text in enumerate(line.split("\t")):
                yield Span(at, at + len(text)), Cell(number, row, column)
                at += len(text) + 1
