"""The reference lists of a PDF: where they stand among the rows, and the references that they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kg.model import Reference
from kg.names import name_key
from kg.readers.pdf_entries import DATED, LABELS, cut
from kg.readers.pdf_joining import Vocabulary, joined, plain
from kg.readers.pdf_roles import CAPTION, is_heading_like
from kg.readers.pdf_rows import Row
from kg.readers.reference_entries import split_entries
from kg.readers.references import parse_reference

_TITLE = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])\.?\d?\.?\s+)?"
    r"(?:(?:list of |cited )?references?(?: and notes| cited| list)?|bibliograph(?:y|ie)|literature(?: cited)?"
    r"|works cited|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?"
    r"|refer[eê]ncias(?: bibliogr[aá]ficas)?|références)\s*:?",
    re.IGNORECASE,
)
# Some journals print their references among numbered notes.
_NOTES = re.compile(r"(?:end ?)?notes(?: and references)?|anmerkungen", re.IGNORECASE)
_END = re.compile(
    r"(?:\d{1,2}\.?\s+|[A-Z]\.?\s+)?(?:appendi(?:x|ces)\b|supplement(?:ary|al)\b|supporting information\b"
    r"|acknowledge?ments?\b|anhang\b|funding\b|(?:competing|conflicts? of) interests?\b|data availability\b"
    r"|about the authors?\b|author contributions\b|author(?:s['’])? biograph|publish with|pre-publication history"
    r"|received:?\s+\d|endnotes?$|notes$|table \d+[.:]|checklist$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*[•◦▪‣●○■]\s*")
# So many entries make a column a reference list without a title.
_FEWEST_UNTITLED = 8


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A reference list: all rows that it takes on paper, its title first, and its entries where print tells them."""

    rows: list[Row]
    kept: list[Row]
    entries: list[tuple[str, list[Row]]] | None


def printed_lists(columns: Sequence[list[Row]], body_size: float) -> list[PrintedList]:
    """The reference lists of a document."""
    rows = [row for column in columns for row in column]
    lists = _lists(rows, body_size, _TITLE) or _lists(rows, body_size, _NOTES) or _untitled(columns)
    return [_read(part) for part in lists]


def _read(rows: list[Row]) -> PrintedList:
    kept = _without_strangers(rows[1:])
    found = cut(kept) if kept else None
    if found is None:
        return PrintedList(rows, kept, None)
    if found.used == len(kept):
        return PrintedList(rows, kept, found.entries)
    # What stands behind the last entry, and has no title that tells, is text again.
    first_after = kept[found.used]
    end = next(i for i, row in enumerate(rows) if row is first_after)
    return PrintedList(rows[:end], kept[: found.used], found.entries)


def _untitled(columns: Sequence[list[Row]]) -> list[list[Row]]:
    """Whole columns in the second half of the document that read like entries; their first row stands for a title."""
    found = []
    for column in columns[len(columns) // 2 :]:
        made = cut(column)
        if made and len(made.entries) >= _FEWEST_UNTITLED and made.score > 0.7 * len(made.entries):
            found += column
    return [[found[0], *found]] if found else []


def _lists(rows: list[Row], body_size: float, title: re.Pattern[str]) -> list[list[Row]]:
    found: list[list[Row]] = []
    i = 0
    while i < len(rows):
        if _is_title(rows[i], body_size, title):
            end = _end(rows, i)
            if end - i > 3 and sum(bool(DATED.search(row.text)) for row in rows[i + 1 : end]) >= max(
                2, 0.12 * (end - i)
            ):
                found.append(rows[i:end])
                i = end
                continue
        i += 1
    return found


def _is_title(row: Row, body_size: float, title: re.Pattern[str]) -> bool:
    text = " ".join(row.text.split())
    return len(text) < 46 and bool(title.fullmatch(text)) and not text[0].islower() and row.size > 0.6 * body_size


def _end(rows: Sequence[Row], begin: int) -> int:
    """Where the list that begins with a heading is over: at the next heading."""
    title = rows[begin]
    ahead = rows[begin + 1 : begin + 41]
    if not ahead:
        return begin + 1
    size = Counter(round(row.size * 2) / 2 for row in ahead).most_common(1)[0][0]
    mostly_bold = sum(row.bold for row in ahead) > len(ahead) / 3
    leading = _leading(ahead)
    for i in range(begin + 2, len(rows)):
        row, above = rows[i], rows[i - 1]
        text = row.text
        apart = above.page != row.page or above.y < row.y or above.y - row.y > 1.2 * leading
        if not apart or len(row.cells) > 2 or any(label.match(text) for label in LABELS[:1]):
            continue
        named = _END.match(text) and len(text) < 90 and not text.endswith((",", "-"))
        if named and (row.bold or row.size >= size - 0.3):
            return i
        if row.page == above.page and above.y > row.y and above.y - row.y < 1.3 * leading and row.size < size + 1.5:
            continue
        larger = row.size > size + 0.8 and row.size >= title.size - 0.6
        bolder = row.bold and title.bold and not mostly_bold and row.size >= title.size - 1.6
        if (larger or bolder) and is_heading_like(text) and not DATED.search(text) and not CAPTION.match(text):
            return i
    return len(rows)


def _leading(rows: Sequence[Row]) -> float:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.page == b.page and 0 < a.y - b.y < 3 * a.size]
    return median(steps) if steps else 12.0


def read_references(lists: Sequence[PrintedList], vocabulary: Vocabulary) -> tuple[Reference, ...]:
    """The entries of all lists, parsed, with unique keys: the printed number or label, or else "Deng-2009"."""
    found: list[Reference] = []
    for part in lists:
        if part.entries is None:
            found += [parse_reference(key, raw) for key, raw in split_entries([plain(row.text) for row in part.kept])]
            continue
        for label, rows in part.entries:
            raw = joined(rows, vocabulary)
            if sum(c.isalpha() for c in raw) < 8:
                continue
            reference = parse_reference(label, raw if label else _BULLET.sub("", raw, count=1))
            found.append(reference if label else replace(reference, key=_made_key(reference)))
    return _unique(found)


def _made_key(reference: Reference) -> str:
    words = reference.authors[0].split() if reference.authors else re.findall(r"[^\W\d_]{2,}", reference.raw)[:1]
    surname = name_key(words[-1]).replace(" ", "-").title() if words else ""
    return f"{surname or 'Entry'}-{reference.year or 'nd'}"


def _unique(references: Sequence[Reference]) -> tuple[Reference, ...]:
    often = Counter(reference.key for reference in references)
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    unique = []
    for reference in references:
        key = reference.key
        if often[key] > 1:
            seen[key] += 1
            letter = chr(96 + seen[key]) if seen[key] <= 26 and not key.isdigit() else f"-{seen[key]}"
            # The first of two numbered lists keeps its numbers: the text cites that one.
            key = key if key.isdigit() and seen[key] == 1 else f"{key}{letter}"
        while key in taken:
            key += "-2"
        taken.add(key)
        unique.append(replace(reference, key=key))
    return tuple(unique)


def _without_strangers(rows: Sequence[Row]) -> list[Row]:
    """The rows less floats and footnotes that were printed among the entries."""
    if not rows:
        return []
    # The first rows tell: an end that was missed leaves other lists in other type behind them.
    size = Counter(round(row.size * 2) / 2 for row in rows[:40]).most_common(1)[0][0]
    return [row for row in rows if abs(row.size - size) < 1.3 and len(row.cells) < 4]
