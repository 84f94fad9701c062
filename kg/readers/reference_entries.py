"""The printed lines of a reference list into entries, each with its key."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from kg.names import name_key
from kg.readers.reference_authors import SAME_AUTHORS, UPPER, leading_authors
from kg.readers.reference_dates import YEAR, date_after_names, last_year
from kg.readers.reference_identifiers import without_identifiers
from kg.readers.reference_labels import labelled

_LINE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_BARE_YEAR = re.compile(rf"\s*{YEAR}\.?\s*")
_DATED = re.compile(
    rf"(?<!\d){YEAR}(?!\d)|\barxiv\b|https?:|\bin press\b|\bforthcoming\b|\bto appear\b|\bn\.d\.", re.IGNORECASE
)
# What an entry's last line ends with: a full stop, a bracket, a year, pages, an address.
_ENDED = re.compile(rf"(?:[.)\]”\"?]|\b{YEAR}[a-z]?|\d[–-]\d+|https?:\S+|\b10\.\d{{4,}}/\S+)\s*$")
# "..., Q. N.," and "... M.": in the middle of a list of authors.
_AMID_NAMES = re.compile(rf"(?:,|&|\band|\b[{UPPER}]\.)\s*$")
_CLOSED = re.compile(rf"(?:\b{YEAR}[a-z]?[.)\]]*|\d[–-]\d+\.?|https?:\S+)\s*$")
# "World Bank (2004)", "Euromonitor, 1993,"
_BODY_AND_YEAR = re.compile(rf"[^.(“\"]{{2,70}}?[,.]?\s\(?{YEAR}[a-z]?[).,:]")
_BREAK = re.compile(r"[^\W\d_]-$")
# Out of ten entries that follow a list's order, this many do.
_ALPHABETICAL = 0.75


def split_entries(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The entries of a reference list as (key, raw), from its printed lines without layout.

    Words broken at a line end are joined. The key is the printed number or label, or else "Deng-2009", with a letter
    where one would stand twice.
    """
    lines = _without_page_heads([line.strip() for line in lines])
    labels = labelled(lines)
    if len(labels) >= 2 or (labels and not any(lines[: labels[0][0]])):
        raws = _entries(lines, [i for i, _ in labels])
        return _unique([(key, raw) for (_, key), raw in zip(labels, raws, strict=True)])
    keyed = []
    surname = "entry"
    for raw in _entries(lines, author_starts(lines)):
        if raw:
            surname = surname if SAME_AUTHORS.match(raw) else _surname(raw)
            keyed.append((f"{surname}-{_year(raw) or 'nd'}", raw))
    return _unique(keyed)


def _without_page_heads(lines: Sequence[str]) -> list[str]:
    """The lines without a running head beside a page number, which would part an entry from the next."""
    kept = list(lines)
    printed = [i for i, line in enumerate(lines) if line]
    for n, i in enumerate(printed):
        alone = i > 0 and not lines[i - 1] and (i + 1 == len(lines) or not lines[i + 1])
        beside = [lines[printed[m]] for m in (n - 1, n + 1) if 0 <= m < len(printed)]
        if alone and any(map(_LINE_NUMBER.fullmatch, beside)) and not _ENDED.search(lines[i]) and len(lines[i]) < 90:
            kept[i] = ""
    return kept


def author_starts(lines: Sequence[str]) -> list[int]:
    """Lines at which a new entry begins, by its authors, the end of the one before, and the order of the list."""
    starts: list[tuple[int, str]] = []
    sure: set[int] = set()
    possible: list[int] = []
    before, inverted, dated = "", None, True
    for i, line in enumerate(lines):
        if not line or (_LINE_NUMBER.fullmatch(line) and not _BARE_YEAR.fullmatch(line)):
            continue
        if not before or (dated and _ENDED.search(before) and not _AMID_NAMES.search(before)):
            text = " ".join(lines[i : i + 3])
            authors, end = leading_authors(text)
            surname = authors[0].split()[-1] if authors else ""
            reads_inverted = text.startswith(authors[0].split()[-1]) if authors else None
            if SAME_AUTHORS.match(line):
                starts.append((i, starts[-1][1] if starts else ""))
                dated = False
            elif authors and (inverted is None or inverted == reads_inverted or len(authors) == 1):
                inverted = reads_inverted if inverted is None and len(authors) > 1 else inverted
                starts.append((i, name_key(surname)))
                dated_next = date_after_names(text, end)[0] is not None
                several = len(authors) > 1
                if (dated_next and (several or reads_inverted)) or (several and _CLOSED.search(before)):
                    sure.add(i)
                dated = False
            elif not before:
                starts.append((i, name_key(line[:20])))
                dated = False
            elif line[0].isupper() and (_CLOSED.search(before) or _BODY_AND_YEAR.match(line)):
                possible.append(i)
        dated = dated or bool(_DATED.search(line))
        before = line
    return _in_order(lines, starts, sure, possible)


def _in_order(lines: Sequence[str], starts: list[tuple[int, str]], sure: set[int], possible: list[int]) -> list[int]:
    """The starts that an alphabetical list allows, with the sure ones and the lines that fit between two; else all."""
    rising = set(_longest_rising([surname for _, surname in starts]))
    if len(starts) < 5 or len(rising) < _ALPHABETICAL * len(starts):
        return [i for i, _ in starts]
    kept = [start for n, start in enumerate(starts) if n == 0 or n in rising or start[0] in sure]
    at = [i for i, _ in kept]
    for i in possible:
        n = bisect_right(at, i)
        name = name_key(lines[i][:20])
        if n < len(kept) and kept[n - 1][1] <= name <= kept[n][1]:
            kept.insert(n, (i, name))
            at.insert(n, i)
    return at


def _longest_rising(values: Sequence[str]) -> list[int]:
    """Positions of the longest subsequence that never falls (patience sorting)."""
    tails: list[str] = []
    at: list[int] = []
    back: list[int] = []
    for i, value in enumerate(values):
        n = bisect_right(tails, value)
        tails[n : n + 1], at[n : n + 1] = [value], [i]
        back.append(at[n - 1] if n else -1)
    rising: list[int] = []
    i = at[-1] if at else -1
    while i >= 0:
        rising.append(i)
        i = back[i]
    return rising[::-1]


def _entries(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The text of each entry; the last one ends where what follows the list begins."""
    ends = [*starts[1:], len(lines)]
    raws = [joined(lines[begin:end]) for begin, end in zip(starts, ends, strict=False)]
    if len(raws) >= 3 and len(raws[-1]) > 4 * statistics.median(map(len, raws)):
        for end in range(starts[-1] + 1, len(lines)):
            text = joined(lines[starts[-1] : end])
            if _DATED.search(text) and _ENDED.search(text):
                raws[-1] = text
                break
    return raws


def joined(lines: Sequence[str]) -> str:
    """Printed lines as one, with words that were broken at a line end made whole."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if text.endswith("\u00ad") or (_BREAK.search(text) and line[:1].islower()):
            text = text[:-1] + line
        elif text.endswith(("-", "/")):
            text += line
        else:
            text += " " + line
    return " ".join(text.split())


def _surname(raw: str) -> str:
    authors, _ = leading_authors(raw)
    word = authors[0].split()[-1] if authors else (re.findall(r"[^\W\d_]{2,}", raw) or ["entry"])[0]
    return name_key(word).replace(" ", "-").title() or "Entry"


def _year(raw: str) -> int | None:
    _, end = leading_authors(raw)
    year, _, _ = date_after_names(raw, end)
    return year or last_year(without_identifiers(raw))


def _unique(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys that stand twice told apart: by letters behind a year, by numbers else."""
    count = Counter(key for key, _ in entries)
    seen: dict[str, int] = {}
    taken: set[str] = set()
    result = []
    for key, raw in entries:
        unique = key
        if count[key] > 1:
            n = seen[key] = seen.get(key, 0) + 1
            unique = f"{key}{chr(96 + n)}" if n <= 26 and not key.isdigit() else f"{key}-{n}"
        while unique in taken:
            unique += "-2"
        taken.add(unique)
        result.append((unique, raw))
    return result
