"""Line numbers of review copies, in the margins or between the columns, told from other numbers by where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.readers.pdf_words import Word

# Fewer numbers above each other than this are no column of line numbers.
_FEWEST = 8
# Numbers that follow each other on a page go up by this; some journals number every fifth line only.
_STEPS = (1, 5)
# This share of the numbers does so.
_RISING = 0.8
# Lines are numbered one by one: of the rows beside them, at least this share. Entries of a list take several rows.
_NUMBERED_ROWS = 0.6
# Text within this distance stands beside a column of numbers; points.
_BESIDE = 150.0
# So much of the other words may stand in the strip of the numbers: a wide figure or table.
_STRANGERS = 0.03


@dataclass(frozen=True, slots=True)
class _Strip:
    """The place of a column of numbers on a page."""

    low: float
    high: float

    def holds(self, word: Word) -> bool:
        return self.low - 2 <= word.x0 and word.x1 <= self.high + 2

    def crossed_by(self, word: Word) -> bool:
        return word.x0 < self.high + 1 and word.x1 > self.low - 1


def without_line_numbers(pages: Sequence[list[Word]]) -> list[list[Word]]:
    """The words of each page less its line numbers.

    A column of rising numbers that no text crosses and that goes beside the text row by row is taken for line numbers
    where most pages with text show one at the same place; there, shorter columns go too.
    """
    numbers = [[word for word in page if len(word.text) < 5 and word.text.isdecimal()] for page in pages]
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    strips: dict[tuple[str, int], list[_Strip]] = defaultdict(list)
    for i, (page, here) in enumerate(zip(pages, numbers, strict=True)):
        for place, strip in _columns(page, here):
            places[place].add(i)
            strips[place].append(strip)
    if not places:
        return list(pages)
    # Left and right pages may bear them on different sides.
    enough = max(1, 0.3 * sum(len(page) > 100 for page in pages))
    sure = [s for place, found in strips.items() if len(_near(places, place)) >= enough for s in found]
    return [_cleared(page, here, sure) for page, here in zip(pages, numbers, strict=True)]


def _near(places: dict[tuple[str, int], set[int]], place: tuple[str, int]) -> set[int]:
    side, edge = place
    return places[place] | places.get((side, edge - 1), set()) | places.get((side, edge + 1), set())


def _columns(page: Sequence[Word], numbers: Sequence[Word]) -> list[tuple[tuple[str, int], _Strip]]:
    """The columns of line numbers of a page, each with its aligned edge."""
    found: list[tuple[tuple[str, int], _Strip]] = []
    if len(numbers) < _FEWEST:
        return found
    taken: set[int] = set()
    ends: set[int] = set()
    # A second column of text may be short: its numbers go on where those of the first end.
    for fewest in (_FEWEST, 2):
        for side in ("right", "left"):
            edges = Counter(_edge(word, side) for word in numbers if id(word) not in taken)
            for edge, _ in edges.most_common(6):
                column = [w for w in numbers if abs(_edge(w, side) - edge) <= 1 and id(w) not in taken]
                if len(column) < fewest or not _rises(column):
                    continue
                strip = _Strip(min(word.x0 for word in column), max(word.x1 for word in column))
                goes_on = int(column[0].text) - 1 in ends or int(column[-1].text) + 1 in ends
                if (fewest == _FEWEST or goes_on) and _goes_beside_text(strip, column, page):
                    found.append(((side, edge), strip))
                    taken |= {id(word) for word in column}
                    ends |= {int(column[0].text), int(column[-1].text)}
        if not found:
            return found
    return found


def _edge(word: Word, side: str) -> int:
    return round((word.x1 if side == "right" else word.x0) / 3)


def _rises(column: list[Word]) -> bool:
    column.sort(key=lambda word: -word.y)
    steps = Counter(int(b.text) - int(a.text) for a, b in pairwise(column))
    step, times = steps.most_common(1)[0]
    return step in _STEPS and times >= _RISING * (len(column) - 1)


def _goes_beside_text(strip: _Strip, column: Sequence[Word], page: Sequence[Word]) -> bool:
    """Whether no text crosses the strip, and the rows on one side of it are numbered one by one."""
    size = max(word.size for word in column)
    top, bottom = column[0].y + size, column[-1].y - size
    here = {id(word) for word in column}
    others = [word for word in page if bottom < word.y < top and id(word) not in here]
    if sum(map(strip.crossed_by, others)) > _STRANGERS * len(others):
        return False
    left = _rows(word.y for word in others if strip.low - _BESIDE < word.x1 < strip.low)
    right = _rows(word.y for word in others if strip.high < word.x0 < strip.high + _BESIDE)
    beside = [rows for rows in (left, right) if rows]
    step = int(column[1].text) - int(column[0].text)
    return bool(beside) and len(column) * max(1, step) >= _NUMBERED_ROWS * min(beside)


def _rows(heights: Iterable[float]) -> int:
    """How many rows some baselines make; scripts and formulas do not count apart."""
    rows, last = 0, float("inf")
    for y in sorted(heights, reverse=True):
        if last - y > 5:
            rows += 1
            last = y
    return rows


def _cleared(page: list[Word], numbers: Sequence[Word], strips: Sequence[_Strip]) -> list[Word]:
    dropped: set[int] = set()
    for strip in dict.fromkeys(strips):
        here = {id(word) for word in numbers if strip.holds(word)}
        if not here - dropped:
            continue
        others = [word for word in page if id(word) not in here]
        if sum(map(strip.crossed_by, others)) <= _STRANGERS * len(others):
            dropped |= here
    if not dropped:
        return page
    kept: list[Word] = []
    first = False
    for word in page:
        if id(word) in dropped:
            # The word behind a number at the head of a line begins the line.
            first = word.first
            continue
        kept.append(word._replace(first=True) if first and not word.first else word)
        first = False
    return kept
