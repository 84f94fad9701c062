"""The rows of a printed reference list into entries, by labels, indents or gaps, whichever makes the better entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from kg.readers.pdf_joining import plain
from kg.readers.pdf_rows import Row

LABELS = (
    re.compile(r"\[(\d{1,3})\]"),
    re.compile(r"\(?(\d{1,3})[.)](?=\s|$)"),
    re.compile(r"(\d{1,3})\s+(?=[^\W\d_a-z])"),
    re.compile(r"(\d{1,3})(?=[^\W\d_a-z][^\W\d_A-Z])"),
)
_ALPHA = re.compile(r"\[([^\W\d_][^\]\d]{0,60}\+?[’']?\(?\d{2,4}[a-z]?\)?)\]")
DATED = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)|\bn\.? ?d\.|in press|forthcoming|to appear|im Erscheinen", re.IGNORECASE
)
_OPENING = re.compile(
    r"[•◦▪‣●○■]?\s?[\"“„‘'(*]?(?:[^\W\d_a-z]|(?:van|von|de|der|den|di|da|del|la|le|dos|d’|d'|al-|el-)\b)"
)
_REPEATED = re.compile(r"[—–_-]{2,}|—|−{2,}")
# What a part costs that reads like no entry; a good one counts 1.
_BAD = -1.5


@dataclass(frozen=True, slots=True)
class Cut:
    """Entries as label ("" where none is printed) and rows; `used` rows of the list are taken, the rest is no list."""

    entries: list[tuple[str, list[Row]]]
    used: int
    score: float


def cut(rows: Sequence[Row]) -> Cut | None:
    """The entries of a list, or None where nothing in the print tells them apart."""
    texts = [plain(row.text).strip() for row in rows]
    best: list[tuple[int, str]] = []
    for label in LABELS:
        numbered = _numbered(texts, label)
        if len(numbered) > 1.5 * len(best):
            best = numbered
    alpha = [(i, m[1]) for i, m in ((i, _ALPHA.match(text)) for i, text in enumerate(texts)) if m]
    if len(alpha) > len(best):
        best = alpha
    if len(best) >= 3 and best[0][0] <= 2 and len(best) * 9 > best[-1][0]:
        return _parts(rows, best, len(rows), float(len(best)))
    choices = [_by_indent(rows, hanging=True), _by_indent(rows, hanging=False), _by_gap(rows, texts)]
    scored = [(*_score(texts, starts), starts) for starts in choices if len(starts) > 1]
    if not scored:
        return None
    score, count, starts = max(scored, key=lambda choice: choice[0])
    if score < 0.4 * count or score < 0.2 * len(starts):
        return None
    end = starts[count] if count < len(starts) else len(rows)
    return _parts(rows, [(i, "") for i in starts[:count]], end, score)


def _numbered(texts: Sequence[str], label: re.Pattern[str]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    last = 0
    for i, text in enumerate(texts):
        match = label.match(text)
        if match and (last < int(match[1]) <= last + (2 if found else 1)):
            last = int(match[1])
            found.append((i, match[1]))
    return found


def _parts(rows: Sequence[Row], starts: Sequence[tuple[int, str]], end: int, score: float) -> Cut:
    end = _last_end(rows, starts, end)
    ends = [*(i for i, _ in starts[1:]), end]
    return Cut([(label, list(rows[i:to])) for (i, label), to in zip(starts, ends, strict=True)], end, score)


def _last_end(rows: Sequence[Row], starts: Sequence[tuple[int, str]], end: int) -> int:
    """Where the last entry is over: at a gap that no other entry shows inside."""
    begins = {i for i, _ in starts}
    steps = [rows[i - 1].y - rows[i].y for i in range(1, starts[-1][0]) if i not in begins]
    usual = max((step for step in steps if 0 < step < 3 * rows[0].size), default=1.6 * rows[0].size)
    longest = max((b - a for (a, _), (b, _) in pairwise(starts)), default=8) + 2
    for i in range(starts[-1][0] + 1, end):
        if i - starts[-1][0] > longest or (
            rows[i].page == rows[i - 1].page and rows[i - 1].y - rows[i].y > 1.2 * usual
        ):
            return i
    return end


def _edges(rows: Sequence[Row]) -> list[float]:
    """For each row its indent from the left edge of the list in its column."""
    places: dict[tuple[int, float], list[float]] = {}
    for row in rows:
        places.setdefault((row.page, row.left), []).append(row.x0)
    edge = {place: _edge(sorted(starts)) for place, starts in places.items()}
    return [row.x0 - edge[row.page, row.left] for row in rows]


def _edge(starts: Sequence[float]) -> float:
    """The leftmost start that several rows share: a stamp in the margin is not the edge of the list."""
    enough = max(2, len(starts) // 12)
    shared = (x for i, x in enumerate(starts) if i + enough <= len(starts) and starts[i + enough - 1] - x < 2)
    return next(shared, starts[0])


def _by_indent(rows: Sequence[Row], *, hanging: bool) -> list[int]:
    indents = _edges(rows)
    flush = [i for i, indent in enumerate(indents) if indent < 3]
    inner = [i for i, indent in enumerate(indents) if indent >= 3]
    if len(inner) < 0.1 * len(rows) or len(flush) < 0.1 * len(rows):
        return []
    return flush if hanging else inner


def _by_gap(rows: Sequence[Row], texts: Sequence[str]) -> list[int]:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.page == b.page and a.left == b.left]
    steps = sorted(step for step in steps if 0 < step < 40)
    if not steps:
        return []
    tight = steps[len(steps) // 5]
    starts = [0]
    for i in range(1, len(rows)):
        above, row = rows[i - 1], rows[i]
        if above.page == row.page and above.left == row.left:
            if above.y - row.y > 1.18 * tight:
                starts.append(i)
        elif texts[i - 1].endswith(".") and _OPENING.match(texts[i]):
            starts.append(i)
    return starts


def _score(texts: Sequence[str], starts: Sequence[int]) -> tuple[float, int]:
    """How much the parts look like entries, and how many of them, from the first, make the best list."""
    sums = list(
        accumulate(1.0 if reads_like_entry(" ".join(texts[a:b])) else _BAD for a, b in pairwise([*starts, len(texts)]))
    )
    best = max(sums)
    return best, sums.index(best) + 1


def reads_like_entry(raw: str) -> bool:
    """Whether a text begins with a name or a title, bears a date, and is neither too short nor too long."""
    opening = _OPENING.match(raw) or _REPEATED.match(raw)
    return bool(opening and DATED.search(raw) and 25 < len(raw) < 900)
