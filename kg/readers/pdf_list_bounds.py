"""Which rows belong to a printed reference list: where it is over, and what was printed among its entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from statistics import median
from typing import Literal

from kg.readers.pdf_entries import DATED, cut
from kg.readers.pdf_joining import plain
from kg.readers.pdf_roles import CAPTION, is_heading_like
from kg.readers.pdf_rows import Row
from kg.readers.reference_authors import leading_authors

_END = re.compile(
    r"(?:\d{1,2}\.?\s+|[A-Z]\.?\s+)?(?:appendi(?:x|ces)\b|supplement(?:ary|al)\b|supporting information\b"
    r"|acknowledge?ments?\b|anhang\b|funding\b|(?:competing|conflicts? of) interests?\b|data availability\b"
    r"|about the authors?\b|author contributions\b|author(?:s['’])? biograph|publish with|pre-publication history"
    r"|(?:(?:paper|manuscript|article)\s+)?(?:received|submitted):?\s+\d|endnotes?$|notes$|table \d+[.:]|checklist$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\d{1,4}\]")
_LABEL = re.compile(r"\[\d{1,4}\]|\(?\d{1,4}[.)]?\s")
_ACCENT_ALONE = re.compile(r"[\s´`¨ˆ˜ˇ˘˙˚¸˝^~]+")
# So many rows after a title tell how the list is printed: an end may be missed, a start not.
_FIRST_ROWS = 12
# So many rows behind a heading tell whether the list goes on.
_ROWS_OF_A_PART = 40
# Cells of a row that belongs to a table, or that a justified line was torn into.
_MANY_CELLS = 4


def list_size(rows: Sequence[Row]) -> float:
    """The type size that a list begins in."""
    return Counter(round(row.size * 2) / 2 for row in rows[:_FIRST_ROWS]).most_common(1)[0][0]


def list_rows(rows: Sequence[Row], begin: int) -> list[Row]:
    """The rows of the list that begins with a heading, which comes first.

    It is over at the next heading that no entries follow, or at a page in other type; headings of its parts are left
    out.
    """
    title, ahead = rows[begin], rows[begin + 1 : begin + 41]
    if not ahead:
        return [title]
    look = _Look(
        title=title,
        size=list_size(ahead),
        leading=_leading(ahead),
        bold=sum(row.bold for row in ahead) > len(ahead) / 3,
    )
    taken = [title, rows[begin + 1]]
    for i in range(begin + 2, len(rows)):
        row, above = rows[i], rows[i - 1]
        if row.page != above.page and _in_other_type(rows, i, look.size):
            break
        kind = _heading(row, above, look)
        if kind == "end" or (kind == "heading" and not _resumes(rows, i)):
            break
        if kind != "heading":
            taken.append(row)
    return taken


@dataclass(frozen=True, slots=True)
class _Look:
    """How a list is printed."""

    title: Row
    size: float
    leading: float
    bold: bool


def _heading(row: Row, above: Row, look: _Look) -> Literal["end", "heading", ""]:
    """Whether a row is a heading, and one that ends any list."""
    text = row.text
    apart = above.page != row.page or above.y < row.y or above.y - row.y > 1.2 * look.leading
    if not apart or len(row.cells) > 2 or _BRACKETED.match(text):
        return ""
    named = _END.match(text) and len(text) < 120 and not text.endswith((",", "-"))
    if named and (row.bold or row.size >= look.size - 0.3):
        return "end"
    close = row.page == above.page and 0 < above.y - row.y < 1.3 * look.leading
    if (close and row.size < look.size + 1.5) or CAPTION.match(text) or not is_heading_like(text):
        return ""
    if row.page != above.page and row.size > look.size + 2:
        return "heading"
    larger = row.size > look.size + 0.8 and row.size >= look.title.size - 0.6
    bolder = row.bold and look.title.bold and not look.bold and row.size >= look.title.size - 1.6
    return "heading" if (larger or bolder or _is_centred(row)) and not DATED.search(text) else ""


def _is_centred(row: Row) -> bool:
    """Whether a short row stands in the middle of its column, as no row of an entry does."""
    return row.width < 0.5 and abs(row.x0 + row.x1 - row.left - row.right) < 16


def _resumes(rows: Sequence[Row], i: int) -> bool:
    """Whether entries follow the heading in row `i`: it is one of a part of the list."""
    made = cut(rows[i + 1 : i + 1 + _ROWS_OF_A_PART])
    if made is None or len(made.entries) < 3 or made.score < 0.7 * len(made.entries):
        return False
    texts = [" ".join(plain(row.text) for row in part[:3]) for label, part in made.entries]
    named = sum(bool(leading_authors(_LABEL.sub("", text).lstrip(" .")[:200])[0]) for text in texts)
    return named >= 0.6 * len(texts)


def _in_other_type(rows: Sequence[Row], i: int, size: float) -> bool:
    """Whether the page that begins at row `i` shows nothing in the list's type, and the next does not resume it."""
    page = rows[i].page
    here: list[Row] = []
    after: list[Row] = []
    for row in takewhile(lambda row: row.page <= page + 1, islice(rows, i, None)):
        (here if row.page == page else after).append(row)
    if len(here) < 4 or any(abs(row.size - size) < 0.7 for row in here):
        return False
    same = [row for row in after if abs(row.size - size) < 0.7]
    return (
        not same or len(same) < 0.5 * len(after) or sum(bool(DATED.search(row.text)) for row in same) < 0.15 * len(same)
    )


def _leading(rows: Sequence[Row]) -> float:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.page == b.page and 0 < a.y - b.y < 3 * a.size]
    return median(steps) if steps else 12.0


def without_strangers(rows: Sequence[Row]) -> list[Row]:
    """The rows less floats and footnotes that were printed among the entries.

    A row of its own in other type may hold an address or a formula and stays; so does a row of many cells among others
    of one, because a justified line is torn apart where its spaces are wide.
    """
    if not rows:
        return []
    size = list_size(rows)
    strange = [
        abs(row.size - size) >= 1.3 or bool(_ACCENT_ALONE.fullmatch(row.text)) or _is_caption(row.text) for row in rows
    ]
    other = [abs(row.size - size) >= 0.7 for row in rows]
    celled = [len(row.cells) >= _MANY_CELLS for row in rows]
    for i in range(len(rows)):
        strange[i] = (
            strange[i] or (other[i] and _in_run(other, i)) or (celled[i] and sum(celled[max(0, i - 2) : i + 3]) > 2)
        )
    return [row for row, out in zip(rows, strange, strict=True) if not out]


def _is_caption(text: str) -> bool:
    found = CAPTION.match(text)
    return bool(found and found["stop"])


def _in_run(marks: Sequence[bool], i: int) -> bool:
    """Whether three marks in a row hold the one at `i`."""
    return any(all(marks[j : j + 3]) for j in range(max(0, i - 2), i + 1) if j + 3 <= len(marks))
