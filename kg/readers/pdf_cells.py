"""The cells of a printed table, parted where white corridors run down through its rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kg.readers.pdf_rows import CELL_GAP, Row, text_of
from kg.readers.pdf_words import Word

# A corridor is at least this wide, in type sizes: spaces between words are narrower, or do not stand above each other.
_NARROWEST = 0.45
# Words of a cell stand no farther apart than this.
_SPACE = 0.4
# Of all rows, so many may cross a corridor: headings over several columns, and titles of groups.
_CROSSING = 0.15
# Fewer rows than this say nothing of corridors.
_FEWEST_ROWS = 3
# A line that stands closer to the one above than rows do, by this factor, goes on with its cells.
_CLOSER = 0.85


@dataclass(frozen=True, slots=True)
class Piece:
    """What a cell prints on one line, with its edges."""

    text: str
    row: Row
    x0: float
    x1: float


def cells_of(rows: Sequence[Row]) -> list[list[list[Piece]]]:
    """The rows of a table, each a list of cells, each the pieces that it prints on one line or on several."""
    corridors = _corridors(rows)
    cut = [_cut(row, corridors) for row in rows]
    pitch = _pitch(rows, cut)
    table: list[list[list[Piece]]] = []
    for i, pieces in enumerate(cut):
        if table and _goes_on(rows, cut, i, corridors, pitch):
            for piece in pieces:
                column = bisect_right(corridors, piece.x0)
                next(c for c in table[-1] if bisect_right(corridors, c[0].x0) == column).append(piece)
        else:
            table.append([[piece] for piece in pieces])
    return table


def _corridors(rows: Sequence[Row]) -> list[float]:
    """The middles of the white corridors between columns, from left to right."""
    groups = [group for row in rows if len(group := _groups(row.words, _SPACE * row.size)) > 1]
    if len(groups) < _FEWEST_ROWS:
        return []
    size = median(row.size for row in rows)
    left = min(group[0][0].x0 for group in groups)
    right = max(group[-1][-1].x1 for group in groups)
    covered = [0] * (int(right - left) + 2)
    for group in groups:
        for words in group:
            for x in range(max(0, int(words[0].x0 - left)), min(len(covered), int(words[-1].x1 - left) + 1)):
                covered[x] += 1
    found, begin = [], None
    for x, times in enumerate(covered):
        if times <= _CROSSING * len(groups):
            begin = x if begin is None else begin
        elif begin is not None:
            middle = left + (begin + x) / 2
            if begin and x - begin >= _NARROWEST * size and _parts(groups, middle):
                found.append(middle)
            begin = None
    return found


def _parts(groups: Sequence[list[list[Word]]], middle: float) -> bool:
    """Whether at least two rows have words on both sides."""
    return sum(group[0][0].x1 < middle < group[-1][-1].x0 for group in groups) >= 2


def _groups(words: Sequence[Word], gap: float) -> list[list[Word]]:
    """The words of a row in groups without a gap of that width."""
    found: list[list[Word]] = []
    for word in words:
        if found and word.x0 - found[-1][-1].x1 < gap:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _cut(row: Row, corridors: Sequence[float]) -> list[Piece]:
    cells: list[list[Word]] = []
    for words in _groups(row.words, 0.0):
        before = cells[-1][-1].x1 if cells else 0.0
        parted = bisect_right(corridors, before) < bisect_right(corridors, words[0].x0)
        if cells and not parted and words[0].x0 - before < CELL_GAP * row.size:
            cells[-1] += words
        else:
            cells.append(list(words))
    pieces = [Piece(text_of(cell, row.y, row.size), row, cell[0].x0, cell[-1].x1) for cell in cells]
    return [piece for piece in pieces if piece.text]


def _pitch(rows: Sequence[Row], cut: Sequence[list[Piece]]) -> float:
    """The usual distance from a row to the next, of rows that fill most columns."""
    most = max(map(len, cut))
    steps = [
        rows[i - 1].y - rows[i].y
        for i in range(1, len(rows))
        if rows[i].page == rows[i - 1].page and min(len(cut[i]), len(cut[i - 1])) > most / 2
    ]
    return median(steps) if steps else 0.0


def _goes_on(rows: Sequence[Row], cut: Sequence[list[Piece]], i: int, corridors: Sequence[float], pitch: float) -> bool:
    """Whether a line holds only what is left of cells of the row above it."""
    step = rows[i - 1].y - rows[i].y
    if rows[i].page != rows[i - 1].page or not 0 < step < _CLOSER * pitch:
        return False
    columns = [bisect_right(corridors, piece.x0) for piece in cut[i]]
    above = {bisect_right(corridors, piece.x0) for piece in cut[i - 1]}
    return len(columns) < len(above) and set(columns) <= above and len(set(columns)) == len(columns)
