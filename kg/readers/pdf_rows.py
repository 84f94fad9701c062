"""Printed rows of a PDF page in reading order: words to stretches, stretches to columns, columns to rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from statistics import median

from kg.readers.pdf_words import Word

# Ends of a superscript that was glued to or set after a word; the text keeps them until it is known what they mean.
RAISED_START, RAISED_END = "\ue000", "\ue001"
# A gap wider than this many type sizes parts cells or columns; justified text seldom opens so far.
CELL_GAP = 1.15
_FAR = float("inf")
_LABEL = re.compile(r"^(\[[^\]]{1,30}\]?|\(?[\dA-Za-z]{1,3}[.):]|(\d+|[A-Z])(\.\d+)*\.?|[IVX]+\.|[•◦▪–—*·-])$")


@dataclass(slots=True)
class Stretch:
    """Words on one baseline without a wide gap between them."""

    words: list[Word]
    x0: float
    x1: float
    y: float
    size: float

    @property
    def bold(self) -> bool:
        return next((word.bold for word in self.words if word.size >= self.size - 0.3), False)


@dataclass(slots=True)
class Row:
    """A printed line of one column; `cells` are its stretches as text, more than one where wide gaps part them."""

    page: int
    cells: list[str]
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    broken: bool
    left: float = 0.0
    right: float = 0.0
    starts: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.cells)

    @property
    def width(self) -> float:
        """The share of its column that the row fills."""
        return (self.x1 - self.x0) / max(1.0, self.right - self.left)


def page_columns(stretches: list[Stretch], number: int, usual_gutter: float | None = None) -> list[list[Row]]:
    """The rows of a page, a list a column or band, in reading order.

    `usual_gutter` is where most pages of the document part their columns: it helps a page that shows too little text.
    """
    columns = []
    for part in _ordered(stretches, usual_gutter):
        rows = _rows(part, number)
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


def stretches_of(words: Iterable[Word]) -> list[Stretch]:
    """The words of a page joined to stretches, in the order of the file."""
    found: list[Stretch] = []
    now: Stretch | None = None
    for word in words:
        if now is not None:
            size = max(now.size, word.size)
            gap = word.x0 - now.x1
            same = abs(word.y - now.y) < 0.15 * size
            script = (
                not same and abs(word.y - now.y) < 0.65 * size and (word.size < 0.9 * now.size or len(now.words) == 1)
            )
            if -0.6 * size < gap < CELL_GAP * size and (same or (script and gap < 0.5 * size)):
                now.words.append(word)
                now.x1 = max(now.x1, word.x1)
                label = len(now.words) == 2 and now.words[0].text.isdigit()
                if not same and (label or word.size > now.size + 0.2):
                    now.y, now.size = word.y, word.size
                continue
        now = Stretch([word], word.x0, word.x1, word.y, word.size)
        found.append(now)
    return found


def _ordered(stretches: list[Stretch], usual: float | None = None) -> list[list[Stretch]]:
    """The stretches cut into columns and bands, in reading order."""
    gutter = _gutter(stretches)
    if gutter is None and usual is not None:
        across = sum(s.x1 - s.x0 for s in stretches if s.x0 < usual - 4 and s.x1 > usual + 4)
        gutter = usual if across < 0.3 * sum(s.x1 - s.x0 for s in stretches) else None
    if gutter is None:
        return [stretches]
    wide = [s for s in stretches if s.x0 < gutter - 4 and s.x1 > gutter + 4]
    wide += _tabular_across(stretches, gutter)
    taken = {id(s) for s in wide}
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
                for side in between:
                    if side:
                        parts += _ordered(side)
        if y != float("-inf"):
            band += [s for s in wide if round(s.y, 1) == y]
        above = y
    if band:
        parts.append(band)
    return parts


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
    return (max(s.x1 for s in before) + min(s.x0 for s in after)) / 2


def _fills(side: Iterable[Stretch]) -> bool:
    """Whether most stretches fill their side, as lines of text do and cells of a table do not."""
    widths = sorted(s.x1 - s.x0 for s in side)
    return len(widths) >= 6 and widths[len(widths) // 3] > 0.6 * widths[-1]


def _flush(column: list[Stretch]) -> bool:
    """Whether many stretches begin at one edge, as in a column of text and not in cells that happen to be long."""
    starts = sorted(s.x0 for s in column)
    return max(sum(1 for other in starts if 0 <= other - x <= 3) for x in starts) >= 0.35 * len(starts)


def _tabular_across(stretches: list[Stretch], gutter: float) -> list[Stretch]:
    """Stretches of rows that show cells on both sides of the gutter: a table or figure as wide as the page."""
    by_row: dict[int, list[Stretch]] = {}
    for s in stretches:
        by_row.setdefault(round(s.y / 2), []).append(s)
    found = []
    for row in by_row.values():
        left = sum(1 for s in row if s.x1 < gutter)
        if left >= 2 and len(row) - left >= 2 and all(s.x1 - s.x0 < 110 for s in row):
            found += row
    # Two narrow tables side by side look alike for a few rows; only a run of them is taken for one.
    return found if len({round(s.y / 2) for s in found}) >= 3 else []


def _rows(stretches: list[Stretch], page: int) -> list[Row]:
    groups: list[list[Stretch]] = []
    for s in sorted(stretches, key=lambda s: (-s.y, s.x0)):
        for group in groups[-3:]:
            anchor = max(group, key=lambda other: (other.size, other.x1 - other.x0))
            if abs(anchor.y - s.y) < 0.42 * max(anchor.size, s.size) and not (
                _stacked(group, s) or _strange(anchor, s)
            ):
                group.append(s)
                break
        else:
            groups.append([s])
    return [_row(group, page) for group in groups]


def _strange(anchor: Stretch, s: Stretch) -> bool:
    """Whether large and small type stand far apart, as a title does from a marginal note."""
    small, large = sorted((anchor.size, s.size))
    return small < 0.6 * large and max(s.x0 - anchor.x1, anchor.x0 - s.x1) > 1.5 * large


def _stacked(group: list[Stretch], s: Stretch) -> bool:
    return any(min(o.x1, s.x1) - max(o.x0, s.x0) > 0.5 * min(o.x1 - o.x0, s.x1 - s.x0) + 1 for o in group)


def _row(group: list[Stretch], page: int) -> Row:
    group.sort(key=lambda s: s.x0)
    size = max(s.size for s in group)
    main = [s for s in group if s.size >= size - 0.3]
    widest = max(main, key=lambda s: s.x1 - s.x0)
    cells: list[list[Word]] = []
    starts: list[float] = []
    end = 0.0
    for s in group:
        if cells and s.x0 - end < (CELL_GAP if s.size > 0.9 * size else 0.6) * size:
            cells[-1] += s.words
        else:
            cells.append(list(s.words))
            starts.append(s.x0)
        end = max(end, s.x1)
    texts = [_text(cell, widest.y, size) for cell in cells]
    if len(texts) == 2 and _LABEL.match(texts[0]) and re.match(r"\W?[^\W\d_]{2,}|\W?[^\W\d_]+[.,]? [^\W\d_]", texts[1]):
        texts, starts = [" ".join(texts)], starts[:1]
    return Row(
        page=page,
        cells=texts,
        x0=group[0].x0,
        x1=max(s.x1 for s in group),
        y=widest.y,
        size=size,
        bold=widest.bold,
        broken=cells[-1][-1].broken,
        starts=starts,
    )


def _text(words: list[Word], y: float, size: float) -> str:
    """The words as text; superscripts made of numbers stand between two private characters."""
    parts: list[str] = []
    end = None
    for word in words:
        text = word.text
        raised = word.y - y > 0.18 * size and word.size < 0.9 * size
        if raised and text[:1].isdigit():
            text = f"{RAISED_START}{text}{RAISED_END}"
            if end is not None and word.x0 - end < 0.25 * size:
                parts.append(text)
                end = word.x1
                continue
        elif word.raised:
            cut = len(text) - word.raised
            tail = text[cut:]
            digits = tail.rstrip(".,;:)")
            text = f"{text[:cut]}{RAISED_START}{digits}{RAISED_END}{tail[len(digits) :]}"
        elif end is not None and word.x0 - end < 0.12 * size and (word.first or word.size != size):
            parts.append(text)
            end = word.x1
            continue
        if parts:
            parts.append(" ")
        parts.append(text)
        end = word.x1
    return "".join(parts)


def typical_leading(columns: Iterable[list[Row]], size: float) -> float:
    """The usual distance between baselines of running text of a size."""
    steps = [
        above.y - below.y
        for rows in columns
        for above, below in pairwise(rows)
        if abs(above.size - size) < 0.6 and abs(below.size - size) < 0.6 and 0.8 * size < above.y - below.y < 2.6 * size
    ]
    return median(steps) if steps else 1.2 * size
