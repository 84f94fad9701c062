"""The reference lists of a PDF: where they stand among the rows, and the references that they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.model import Reference
from kg.names import name_key
from kg.readers.pdf_entries import DATED, cut
from kg.readers.pdf_joining import Vocabulary, joined, plain
from kg.readers.pdf_list_bounds import list_rows, without_strangers
from kg.readers.pdf_rows import Row
from kg.readers.reference_authors import leading_authors
from kg.readers.reference_entries import split_entries
from kg.readers.references import parse_reference

_TITLE = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])\.?\d?\.?\s+)?"
    r"(?:(?:list of |cited |selected |additional |supplementary )?references?(?: and notes| cited| list)?"
    r"|(?:selected |annotated )?bibliograph(?:y|ies|ie)|literature(?: cited)?|works cited"
    r"|literatur(?:verzeichnis|angaben|liste)?|quellen(?:verzeichnis| und literatur)?|bibliograf[ií]a|bibliografie"
    r"|refer[eê]ncias(?: bibliogr[aá]ficas)?|références(?: bibliographiques)?|literatura(?: citada)?"
    r"|riferimenti(?: bibliografici)?|litteratur(?:lista|liste)?|refer(?:enser|anser)|källor|lähteet|kirjallisuus"
    r"|kaynakça|kaynaklar|irodalom|piśmiennictwo|список (?:использованной )?литературы|литература|библиография"
    r"|βιβλιογραφία|参考文献|引用文献|參考文獻|참고문헌|המקורות|المراجع)\s*:?",
    re.IGNORECASE,
)
# Some journals print their references among numbered notes.
_NOTES = re.compile(r"(?:end ?)?notes(?: and references)?|anmerkungen", re.IGNORECASE)
_BULLET = re.compile(r"\s*[•◦▪‣●○■]\s*")
# So many entries make columns a reference list without a title.
_FEWEST_UNTITLED = 8
# So many rows after a title tell whether it is one of a list, where the end was missed.
_TELLING_ROWS = 60


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
    """The list that begins with a title; what it does not take of the rows is text again."""
    kept = without_strangers(rows[1:])
    found = cut(kept) if kept else None
    if found is None:
        return PrintedList([rows[0], *kept], kept, None)
    used = [row for _, part in found.entries for row in part]
    return PrintedList([rows[0], *used], used, found.entries)


def _untitled(columns: Sequence[list[Row]]) -> list[list[Row]]:
    """Whole columns after the first third that read like entries; the first row of each run stands for a title."""
    found = []
    for is_list, run in groupby(columns[len(columns) // 3 :], key=_entries_in):
        rows = [row for column in run for row in column]
        made = cut(rows) if is_list else None
        if made and len(made.entries) >= _FEWEST_UNTITLED:
            found.append([rows[0], *rows])
    return found


def _entries_in(column: Sequence[Row]) -> bool:
    """Whether a column holds nothing but entries, most of which begin with a name."""
    made = cut(column)
    if made is None or len(made.entries) < 2 or made.score <= 0.7 * len(made.entries):
        return False
    taken = sum(len(part) for _, part in made.entries)
    named = sum(
        bool(label or leading_authors(" ".join(plain(row.text) for row in part[:2]))[0]) for label, part in made.entries
    )
    return taken > 0.6 * len(column) and 2 * named >= len(made.entries)


def _lists(rows: list[Row], body_size: float, title: re.Pattern[str]) -> list[list[Row]]:
    found: list[list[Row]] = []
    taken: set[int] = set()
    for i, row in enumerate(rows):
        if id(row) in taken or not _is_title(row, body_size, title):
            continue
        part = list_rows(rows, i)
        telling = part[1 : 1 + _TELLING_ROWS]
        dated = sum(bool(DATED.search(row.text)) for row in telling)
        if len(telling) > 2 and dated >= max(2, 0.12 * len(telling)):
            found.append(part)
            taken |= {id(row) for row in part}
    return found


def _is_title(row: Row, body_size: float, title: re.Pattern[str]) -> bool:
    text = " ".join(row.text.split())
    # "R EFERENCES": small capitals that PDFium parts from the large one.
    tight = text.replace(" ", "") if text.isupper() else text
    printed = title.fullmatch(text) or title.fullmatch(tight)
    return len(text) < 46 and bool(printed) and not text[0].islower() and row.size > 0.6 * body_size


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
