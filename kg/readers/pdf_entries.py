"""The rows of a printed reference list into entries, by labels, indents or gaps, whichever makes the better entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from kg.readers.pdf_joining import plain
from kg.readers.pdf_rows import Row
from kg.readers.reference_entries import author_starts
from kg.readers.reference_labels import labelled

DATED = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)|\bn\.? ?d\.|in press|forthcoming|to appear|im Erscheinen", re.IGNORECASE
)
_OPENING = re.compile(
    r"[•◦▪‣●○■]?\s?[\"“„‘'(*]?(?:[^\W\d_a-z]|(?:van|von|de|der|den|di|da|del|la|le|dos|d’|d'|al-|el-)\b)"
)
_REPEATED = re.compile(r"[—–_-]{2,}|—|−{2,}")
# ", 1984: Title": the rule that stands for the authors before was drawn, and is no text.
_SAME_BEHIND_RULE = re.compile(r",\s?(?:1[5-9]|20)\d\d[a-z]?\b")
_ADDRESS = re.compile(r"(?:URL:?\s*)?(?:https?:|www\.)")
# What an entry never begins with.
_REST = re.compile(r"(?:URL|doi|DOI|ISSN|ISBN|arXiv:|https?:|www\.|pp\.\s|pages\s|vol\.\s)")
_ENDED = re.compile(r"(?:[.)\]”\"?>]|\d|https?:\S+|www\.\S+)\s*$")
_LONGEST_ENTRY = 40  # rows
# So many rows of a foreword may stand before the first label of a list.
_LONGEST_FOREWORD = 15
# Print tells entries apart more surely than their wording does.
_TRUST_IN_TEXT = 0.85
# The share of good entries from which on the wording need not be asked.
_SURE = 0.95
# What a part costs that reads like no entry; a good one counts 1.
_BAD = -1.5


@dataclass(frozen=True, slots=True)
class Cut:
    """Entries as label ("" where none is printed) and rows; rows in no entry are no part of the list."""

    entries: list[tuple[str, list[Row]]]
    score: float


def cut(rows: Sequence[Row]) -> Cut | None:
    """The entries of a list, or None where nothing in the print tells them apart."""
    texts = [plain(row.text).strip() for row in rows]
    labels = labelled(texts)
    if _is_labelled(labels):
        return _parts(rows, labels, len(rows), float(len(labels)))
    choices = [_by_indent(rows, texts, hanging=True), _by_indent(rows, texts, hanging=False), _by_gap(rows, texts)]
    choices = [_merged(texts, starts) for starts in choices if len(starts) > 1]
    scored = [(*_score(texts, starts), starts) for starts in choices]
    if all(score < _SURE * len(starts) for score, _, starts in scored):
        by_text = author_starts(texts)
        if len(by_text) > 1:
            score, count = _score(texts, by_text)
            scored.append((_TRUST_IN_TEXT * score, count, by_text))
    if not scored:
        return None
    score, count, starts = max(scored, key=lambda choice: choice[0])
    if score < 0.4 * count or score < 0.2 * len(starts):
        return None
    end = starts[count] if count < len(starts) else len(rows)
    return _parts(rows, [(i, "") for i in starts[:count]], end, score)


def _is_labelled(labels: Sequence[tuple[int, str]]) -> bool:
    """Whether the labels are those of a list: from its first rows on, and often enough."""
    if len(labels) < 3 or len(labels) * 9 <= labels[-1][0] - labels[0][0]:
        return False
    return labels[0][0] <= 2 or (len(labels) >= 8 and labels[0][0] <= _LONGEST_FOREWORD)


def _merged(texts: Sequence[str], starts: Sequence[int]) -> list[int]:
    """The starts less those of parts that bring no date and read like the rest of the entry before."""
    kept = [starts[0]]
    for begin, end in pairwise([*starts[1:], len(texts)]):
        part, before = " ".join(texts[begin:end]), texts[begin - 1]
        entry = " ".join(texts[max(kept[-1], begin - _LONGEST_ENTRY) : begin])
        short = len(part) < 25 or (len(part) < 45 and not DATED.search(entry))
        rest = part[:1].islower() or short or not _ENDED.search(before)
        if not _REST.match(part) and (reads_dated(part) or not rest):
            kept.append(begin)
    return kept


def _parts(rows: Sequence[Row], starts: Sequence[tuple[int, str]], end: int, score: float) -> Cut:
    ends = [*(i for i, _ in starts[1:]), _last_end(rows, starts, end)]
    leading = _leading_inside(rows, {i for i, _ in starts})
    entries = [(label, _without_inserts(rows[i:to], leading)) for (i, label), to in zip(starts, ends, strict=True)]
    return Cut(entries, score)


def _leading_inside(rows: Sequence[Row], begins: set[int]) -> float:
    """The usual distance between two rows of one entry."""
    steps = [rows[i - 1].y - rows[i].y for i in range(1, len(rows)) if i not in begins]
    return median([step for step in steps if 0 < step < 3 * rows[0].size] or [1.2 * rows[0].size])


def _without_inserts(rows: Sequence[Row], leading: float) -> list[Row]:
    """The rows of an entry less those of a column that a wide gap parts from it and that begin elsewhere."""
    kept = list(rows[:2])
    inserted = False
    for above, row in pairwise(rows[1:]):
        same_column = row.page == above.page and row.left == above.left
        apart = above.y - row.y > 2.2 * leading and abs(row.x0 - rows[1].x0) > 3
        inserted = same_column and (inserted or apart)
        if not inserted:
            kept.append(row)
    return kept


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


def _by_indent(rows: Sequence[Row], texts: Sequence[str], *, hanging: bool) -> list[int]:
    indents = _edges(rows)
    flush = [i for i, indent in enumerate(indents) if indent < 3 or (hanging and _SAME_BEHIND_RULE.match(texts[i]))]
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
    opening = _OPENING.match(raw) or _REPEATED.match(raw) or _SAME_BEHIND_RULE.match(raw)
    return bool(opening and reads_dated(raw) and 25 < len(raw) < 2000)


def reads_dated(raw: str) -> bool:
    """Whether a text bears a date, or an address in place of one."""
    return bool(DATED.search(raw) or _ADDRESS.search(raw))
