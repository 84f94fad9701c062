"""What a PDF page prints around its text: running heads, page numbers, stamps that return on every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from kg.readers.pdf_rows import Stretch

_PAGE_NUMBER = re.compile(r"(page\s*)?[-–—|\s]*(\d{1,5}|[ivxl]{1,6})[-–—|\s]*((of|/|von)\s*\d+)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# So many rows at the top and at the bottom of a page can be furniture.
_DEPTH = 4
# A running head has no more parts than this.
_FEW = 3
# The next line of the same column is among so many that follow.
_AHEAD = 8


def without_furniture(pages: Sequence[list[Stretch]]) -> tuple[list[list[Stretch]], list[str]]:
    """The pages without their furniture, and the furniture of the first page as text.

    Furniture is what stands at the edge of a page and returns at the same height on others, numbers aside; what stands
    there alone, parted from the text by a gap, on most pages; and page numbers.
    """
    lines = [_lines(page) for page in pages]
    leadings = [_leading(page) for page in lines]
    returning = _returning(lines)
    heads = _lonely_places(lines, leadings)
    kept: list[list[Stretch]] = []
    first: list[str] = []
    for number, page in enumerate(lines):
        dropped: set[int] = set()
        tight = partial(_tight, leading=leadings[number])
        for inward in (page, page[::-1]):
            for i, line in enumerate(inward[:_DEPTH]):
                place = (_key(line), round(line[0].y / 4))
                edge = i == 0 or id(inward[i - 1][0]) in dropped
                number_alone = edge and bool(_PAGE_NUMBER.fullmatch(_text(line))) and not tight(inward, i)
                if (
                    place in returning
                    or number_alone
                    or (edge and len(line) <= _FEW and _place(line) in heads and not tight(inward, i))
                ):
                    dropped |= {id(s) for s in line}
                elif edge and i:
                    break
        if number == 0:
            first = [_text(line) for line in page if id(line[0]) in dropped]
        kept.append([s for s in pages[number] if id(s) not in dropped])
    return kept, first


def _lines(page: list[Stretch]) -> list[list[Stretch]]:
    found: list[list[Stretch]] = []
    for s in sorted(page, key=lambda s: -s.y):
        if found and found[-1][0].y - s.y < 0.3 * s.size:
            found[-1].append(s)
        else:
            found.append([s])
    for line in found:
        line.sort(key=lambda s: s.x0)
    return found


def _text(line: list[Stretch]) -> str:
    return " ".join(word.text for s in line for word in s.words)


def _key(line: list[Stretch]) -> str:
    return _DIGITS.sub("#", _text(line)).lower()


def _edges(page: list[list[Stretch]]) -> list[list[Stretch]]:
    return page if len(page) <= 2 * _DEPTH else page[:_DEPTH] + page[-_DEPTH:]


def _returning(lines: Sequence[list[list[Stretch]]]) -> set[tuple[str, int]]:
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(lines):
        for line in _edges(page):
            seen[_key(line), round(line[0].y / 4)].add(number)
    # A neighbouring height counts too: rounding cuts some heads in two.
    found = set()
    enough = 2 if len(lines) < 6 else 3
    for (key, height), numbers in seen.items():
        near = numbers | seen.get((key, height + 1), set()) | seen.get((key, height - 1), set())
        if len(near) >= enough:
            found.add((key, height))
    return found


def _lonely_places(lines: Sequence[list[list[Stretch]]], leadings: Sequence[float]) -> set[tuple[int, int]]:
    """Places at which most pages show an outermost line with an unusual gap to the text."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for page, leading in zip(lines, leadings, strict=True):
        for inward in (page, page[::-1]):
            if len(inward) > 5 and len(inward[0]) <= _FEW and not _tight(inward, 0, leading=leading):
                counts[_place(inward[0])] += 1
    found = set()
    for (height, size), count in counts.items():
        if count + counts.get((height + 1, size), 0) + counts.get((height - 1, size), 0) >= max(3, 0.4 * len(lines)):
            found |= {(height - 1, size), (height, size), (height + 1, size)}
    return found


def _place(line: list[Stretch]) -> tuple[int, int]:
    """Height and type size: what running heads share and the first rows of figures do not."""
    return round(line[0].y), round(2 * line[0].size)


def _leading(page: list[list[Stretch]]) -> float:
    """The usual distance from a piece of a line to the next line below it in the same column."""
    steps = sorted(step for i, line in enumerate(page) for s in line if (step := _step([s], page, i)) is not None)
    return steps[len(steps) // 2] if steps else 0.0


def _step(line: list[Stretch], inward: list[list[Stretch]], i: int) -> float | None:
    """The distance to the next line that stands over or under this one; columns need not share their baselines."""
    for other in inward[i + 1 : i + 1 + _AHEAD]:
        if any(s.x0 < t.x1 and t.x0 < s.x1 for s in line for t in other):
            return abs(line[0].y - other[0].y)
    return None


def _tight(inward: list[list[Stretch]], i: int, *, leading: float) -> bool:
    """Whether the line that follows inward stands as close as lines of running text do."""
    step = _step(inward[i], inward, i)
    return step is not None and step < 1.35 * leading
