"""Printed rows of a PDF: words joined to stretches, stretches of one column to rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.readers.pdf_words import UNKNOWN, Word

# Ends of a superscript that was glued to or set after a word; the text keeps them until it is known what they mean.
RAISED_START, RAISED_END = "\ue000", "\ue001"
# A gap wider than this many type sizes parts cells or columns; justified text seldom opens so far.
CELL_GAP = 1.15
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
    """A printed line of one column; `cells` are its stretches as text, more than one where wide gaps part them.

    `words` are those of all cells.
    """

    page: int
    cells: list[str]
    words: list[Word]
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(self.cells)

    @property
    def width(self) -> float:
        """The share of its column that the row fills."""
        return (self.x1 - self.x0) / max(1.0, self.right - self.left)


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


def rows_of(stretches: list[Stretch], page: int) -> list[Row]:
    """The stretches of one column as rows, from top to bottom."""
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
    return [row for group in groups if (row := _row(group, page)).cells]


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
    end = 0.0
    for s in group:
        if cells and s.x0 - end < (CELL_GAP if s.size > 0.9 * size else 0.6) * size:
            cells[-1] += s.words
        else:
            cells.append(list(s.words))
        end = max(end, s.x1)
    texts = [text for cell in cells if (text := text_of(cell, widest.y, size))]
    if len(texts) == 2 and _LABEL.match(texts[0]) and re.match(r"\W?[^\W\d_]{2,}|\W?[^\W\d_]+[.,]? [^\W\d_]", texts[1]):
        texts = [" ".join(texts)]
    return Row(
        page=page,
        cells=texts,
        words=[word for cell in cells for word in cell],
        x0=group[0].x0,
        x1=max(s.x1 for s in group),
        y=widest.y,
        size=size,
        bold=widest.bold,
    )


def text_of(words: list[Word], y: float, size: float) -> str:
    """The words as text; superscripts made of numbers stand between two private characters."""
    parts: list[str] = []
    end = None
    broken = False
    for word in words:
        text = word.text
        if text == UNKNOWN:
            end = word.x1
            continue
        raised = word.y - y > 0.18 * size and word.size < 0.9 * size
        if raised and (text[:1].isdigit() or (text[:1] in ",;–−-" and parts and parts[-1].endswith(RAISED_END))):
            digits = text.rstrip(".;:)")
            text = f"{RAISED_START}{digits}{RAISED_END}{text[len(digits) :]}"
            if end is not None and word.x0 - end < 0.25 * size:
                parts.append(text)
                end = word.x1
                continue
        elif word.raised:
            cut = len(text) - word.raised
            tail = text[cut:]
            digits = tail.rstrip(".,;:)")
            text = f"{text[:cut]}{RAISED_START}{digits}{RAISED_END}{tail[len(digits) :]}"
            if not cut and end is not None and word.x0 - end < 0.25 * size:
                parts.append(text)
                end = word.x1
                continue
        elif end is not None and word.x0 - end < 0.12 * size and (word.first or word.size != size):
            parts.append(text)
            end = word.x1
            continue
        if parts and not broken:
            parts.append(" ")
        parts.append(text)
        end, broken = word.x1, word.broken
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
