"""The columns of a PDF page in reading order, found by the white space between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kg.readers.pdf_roles import CAPTION
from kg.readers.pdf_rows import Row, Stretch, rows_of

_FAR = float("inf")
# So many short pieces below each other, between the columns, are labels.
_FEWEST_LABELS = 3
# A stretch that fills so much of its column is running text.
_FULL = 0.75
# Rows of a table that hold a label only, or a second line of one, do not follow each other more often than this.
_LABELS = 3
# What a cell with figures begins with.
_FIGURE = re.compile(r"[(\[<>≤≥±+−–-]{0,2}[.,]?\d|[—–-]+$")
# A caption begins within so many type sizes above or below its table.
_CAPTION_REACH = 12.0


def page_columns(stretches: list[Stretch], number: int, usual_gutter: float | None = None) -> list[list[Row]]:
    """The rows of a page, a list a column or band, in reading order.

    `usual_gutter` is where most pages of the document part their columns: it helps a page that shows too little text.
    """
    columns = []
    for part in _ordered(stretches, usual_gutter):
        rows = rows_of(part, number)
        if rows:
            left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
            for row in rows:
                row.left, row.right = left, right
            columns.append(rows)
    return columns


def usual_gutter(pages: Sequence[list[Stretch]]) -> float | None:
    """Where most pages part two columns, or None."""
    found = sorted(g for g in map(_gutter, pages) if g is not None)
    if 2 * len(found) < len(pages):
        return None
    middle = found[len(found) // 2]
    return middle if sum(abs(g - middle) < 8 for g in found) > 0.6 * len(found) else None


def _ordered(stretches: list[Stretch], usual: float | None = None) -> list[list[Stretch]]:
    """The stretches cut into columns and bands, in reading order."""
    gutter = _gutter(stretches)
    if gutter is None and usual is not None:
        across = sum(s.x1 - s.x0 for s in stretches if s.x0 < usual - 4 and s.x1 > usual + 4)
        gutter = usual if across < 0.3 * sum(s.x1 - s.x0 for s in stretches) else None
    if gutter is None:
        return [stretches]
    tabular = _tabular_across(stretches, gutter)
    taken = {id(s) for s in tabular}
    wide = tabular + [s for s in stretches if s.x0 < gutter - 4 and s.x1 > gutter + 4 and id(s) not in taken]
    taken |= {id(s) for s in wide}
    tops = sorted({round(s.y, 1) for s in wide}, reverse=True)
    left = [s for s in stretches if id(s) not in taken and s.x0 + s.x1 < 2 * gutter]
    right = [s for s in stretches if id(s) not in taken and s.x0 + s.x1 >= 2 * gutter]
    parts: list[list[Stretch]] = []
    # Wide rows that follow each other without column text between them make one band.
    above = float("inf")
    band: list[Stretch] = []
    for y in [*tops, float("-inf")]:
        between = [[s for s in side if y < s.y <= above] for side in (left, right)]
        if band and not between[1] and 0 < len(between[0]) <= 2 and all(above - s.y < 4 * s.size for s in between[0]):
            # The short last line of a wide paragraph crosses nothing.
            band += between[0]
        elif any(between):
            # Stray pieces beside a wide row belong to it: a lone superscript must not end the band.
            if band and y != float("-inf") and sum(len(s.words) for side in between for s in side) < 3:
                band += [s for side in between for s in side]
            else:
                if band:
                    parts.append(band)
                    band = []
                title = _title_of_band(between, y)
                for side in between:
                    if side:
                        parts += _ordered([s for s in side if s is not title])
                if title is not None:
                    band = [title]
        if y != float("-inf"):
            band += [s for s in wide if round(s.y, 1) == y]
        above = y
    if band:
        parts.append(band)
    return parts


def _title_of_band(sides: Sequence[list[Stretch]], below: float) -> Stretch | None:
    """A short piece at the foot of the left column, set apart, close above a wide row: the title of what follows."""
    left, right = sides
    if len(left) < 2 or not right:
        return None
    last, above = sorted(left, key=lambda s: s.y)[:2]
    apart = above.y - last.y > 1.7 * last.size and last.y < min(s.y for s in right)
    return last if apart and last.y - below < 5 * last.size and len(last.words) < 9 else None


def _gutter(stretches: list[Stretch]) -> float | None:
    """The x between two columns of running text, or None where there is one column."""
    long = [s for s in stretches if len(s.words) >= 3 and s.x1 - s.x0 > 45]
    if len(long) < 8:
        return None
    low, high = min(s.x0 for s in long), max(s.x1 for s in long)
    if high - low < 230:
        return None
    ends, starts = sorted((s.x1, s.x1 - s.x0) for s in long), sorted((s.x0, s.x1 - s.x0) for s in long)
    up_to = [0.0, *accumulate(width for _, width in ends)]
    before_start = [0.0, *accumulate(width for _, width in starts)]
    whole = up_to[-1]
    best, where = 0.0, None
    step = (high - low) / 120
    for i in range(16, 105):
        x = low + i * step
        left_of = up_to[bisect_right(ends, (x + 1, _FAR))]
        right_of = whole - before_start[bisect_left(starts, (x - 1, 0.0))]
        # Four points of play: a colon that hangs into the gutter does not cross it.
        clear = up_to[bisect_right(ends, (x + 4, _FAR))] + whole - before_start[bisect_left(starts, (x - 4, 0.0))]
        across = max(0.0, whole - clear)
        score = min(left_of, right_of) - 0.35 * across
        if across < 1e-6 < score and _fills(s for s in long if s.x1 <= x + 1) and _fills(s for s in long if s.x0 > x):
            # Where nothing at all crosses, as beside a marginal column, the page is cut first.
            score *= 4
        if score > best + 1e-6:
            best, where = score, x
    if where is None:
        return None
    before = [s for s in long if s.x1 <= where + 1]
    after = [s for s in long if s.x0 >= where - 1]
    if len(before) < 4 or len(after) < 4 or not _flush(after):
        return None
    left, right = max(s.x1 for s in before), min(s.x0 for s in after)
    # Labels of a list in the right column hang out to the left of its text.
    labels = sorted(s.x0 for s in stretches if left + 2 < s.x0 and s.x1 < right)
    hanging = next((x for x in labels if sum(x <= other < x + 3 for other in labels) >= _FEWEST_LABELS), right)
    return (left + hanging) / 2


def _fills(side: Iterable[Stretch]) -> bool:
    """Whether most stretches fill their side, as lines of text do and cells of a table do not."""
    widths = sorted(s.x1 - s.x0 for s in side)
    return len(widths) >= 6 and widths[len(widths) // 3] > 0.6 * widths[-1]


def _flush(column: list[Stretch]) -> bool:
    """Whether many stretches begin at one edge, as in a column of text and not in cells that happen to be long."""
    starts = sorted(s.x0 for s in column)
    most = max(bisect_right(starts, x + 3) - i for i, x in enumerate(starts))
    return most >= 0.35 * len(starts)


def _tabular_across(stretches: list[Stretch], gutter: float) -> list[Stretch]:
    """Stretches of rows that show cells on both sides of the gutter: a table or figure as wide as the page."""
    rows: list[list[Stretch]] = []
    for s in sorted(stretches, key=lambda s: -s.y):
        if rows and rows[-1][0].y - s.y < 0.3 * s.size:
            rows[-1].append(s)
        else:
            rows.append([s])
    for row in rows:
        row.sort(key=lambda s: s.x0)
    sure = [_cells_across(row, gutter) for row in rows]
    cells = [_may_be_cells(row, gutter) for row in rows]
    widths = gutter - min(s.x0 for s in stretches), max(s.x1 for s in stretches) - gutter
    text = [any(s.x1 - s.x0 > _FULL * widths[s.x0 > gutter] for s in row) for row in rows]
    found: list[Stretch] = []
    i = done = 0
    while i < len(rows):
        if not sure[i]:
            i += 1
            continue
        first = last = i
        while (following := _next_row(rows, last, cells, sure, text)) > last:
            last = following
        while first > done and (
            (cells[first - 1] and _near(rows[first - 1], rows[first])) or _heads(rows, first, text)
        ):
            first -= 1
        # Two narrow tables side by side look alike for a few rows; only a run of them is taken for one.
        if sum(sure[first : last + 1]) >= 3 and not _side_by_side(rows, first, last, gutter):
            found += [s for row in rows[first : last + 1] for s in row]
        i = done = last + 1
    return found


def _next_row(
    rows: Sequence[list[Stretch]], last: int, cells: Sequence[bool], sure: Sequence[bool], text: Sequence[bool]
) -> int:
    """The next row of a table: one of cells, or a sure one behind a few that hold labels only; `last` at its end."""
    for k in range(last + 1, min(len(rows), last + 2 + _LABELS)):
        if text[k] or not _near(rows[k - 1], rows[k]):
            return last
        if sure[k] or (k == last + 1 and cells[k]):
            return k
    return last


def _heads(rows: Sequence[list[Stretch]], first: int, text: Sequence[bool]) -> bool:
    """Whether the row above a table's first one is a head of its columns."""
    above, row = rows[first - 1], rows[first]
    return len(above) > 1 and not text[first - 1] and above[0].y - row[0].y < 3 * row[0].size


def _side_by_side(rows: Sequence[list[Stretch]], first: int, last: int, gutter: float) -> bool:
    """Whether the rows are those of two tables: each side has a caption of its own, close above or below."""
    size = rows[first][0].size
    near = [
        s
        for row in rows
        for s in row
        if rows[last][0].y - _CAPTION_REACH * size < s.y < rows[first][0].y + _CAPTION_REACH * size
    ]
    captions = [s for s in near if CAPTION.match(" ".join(word.text for word in s.words[:3]))]
    return any(s.x1 < gutter for s in captions) and any(s.x0 > gutter for s in captions)


def _cells_across(row: list[Stretch], gutter: float) -> bool:
    left = sum(1 for s in row if s.x1 < gutter)
    if left >= 2 and len(row) - left >= 2:
        return all(s.x1 - s.x0 < 110 for s in row)
    # A label, which ends well before the gutter as a line of text does not, and its figures.
    labelled = left == 1 and len(row) >= 3 and row[0].x1 < gutter - 20
    return labelled and all(s.x1 - s.x0 < 90 and _FIGURE.match(s.words[0].text) for s in row[1:])


def _may_be_cells(row: list[Stretch], gutter: float) -> bool:
    """Whether no stretch of a row is running text of one column."""
    short = all(len(s.words) < 6 or s.x0 < gutter < s.x1 for s in row)
    return len(row) >= 5 or (short and len(row) >= 3)


def _near(above: list[Stretch], below: list[Stretch]) -> bool:
    return above[0].y - below[0].y < 2.2 * max(above[0].size, below[0].size)
