"""The printed lines of a reference list into entries, each with its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.names import name_key
from kg.readers.reference_authors import UPPER, leading_authors

_BRACKETED = re.compile(r"\s*\[(?P<key>\d{1,4}|[^\W\d_][\w+*’'.-]{0,15}\d{2}[a-z]?)\]\s*")
_NUMBERED = re.compile(r"\s*\(?(?P<key>\d{1,3})[.)]\s+(?=\S)")
_BARE = re.compile(rf"\s*(?P<key>\d{{1,3}})\s+(?=[{UPPER}])")
_PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_ENDED = re.compile(r"(?:[.)\]”\"]|\b(?:1[5-9]|20)\d\d[a-z]?\.?|\d+[–-]\d+|https?:\S+|\b10\.\d{4,}/\S+)[,;]?\s*$")
_BREAK = re.compile(r"[^\W\d_]-$")
_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)")


def split_entries(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The entries of a reference list as (key, raw), from its printed lines without layout.

    Words broken at a line end are joined. The key is the printed number or label, or else "Deng-2009", with a letter
    where one would stand twice.
    """
    lines = [line.rstrip() for line in lines]
    for label in (_BRACKETED, _NUMBERED, _BARE):
        starts = list(_labelled(lines, label))
        if len(starts) >= 2 or (starts and starts[0][0] == 0):
            return _unique(_entries(lines, starts))
    starts = [(i, "") for i in _author_starts(lines)]
    return _unique([(_made_key(raw), raw) for _, raw in _entries(lines, starts)])


def _labelled(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Lines that begin with a label; numbers must go up by one, so that a page number is no label."""
    last = 0
    for i, line in enumerate(lines):
        found = label.match(line)
        if not found:
            continue
        key = found["key"]
        if key.isdigit():
            if last and not last < int(key) <= last + 3:
                continue
            if not last and int(key) > 3 and label is not _BRACKETED:
                continue
            last = int(key)
        yield i, key


def _author_starts(lines: Sequence[str]) -> Iterator[int]:
    ended = True
    for i, line in enumerate(lines):
        if not line.strip() or (_PAGE_NUMBER.fullmatch(line) and not re.fullmatch(r"\s*(?:1[5-9]|20)\d\d\s*", line)):
            continue
        if i == 0 or (ended and _begins_entry(lines, i)):
            yield i
        ended = bool(_ENDED.search(line))


def _begins_entry(lines: Sequence[str], i: int) -> bool:
    text = " ".join([lines[i], *lines[i + 1 : i + 3]])
    authors, end = leading_authors(text)
    return bool(authors) and end > 0


def _entries(lines: Sequence[str], starts: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    entries = []
    ends = [*(begin for begin, _ in starts[1:]), len(lines)]
    for (begin, key), end in zip(starts, ends, strict=False):
        raw = joined(lines[begin:end])
        if raw:
            entries.append((key, raw))
    return entries


def joined(lines: Sequence[str]) -> str:
    """Printed lines as one, with words that were broken at a line end made whole."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        if text.endswith("\u00ad") or (_BREAK.search(text) and line[:1].islower()):
            text = text[:-1] + line
        elif text.endswith("-") or text.endswith("/"):
            text += line
        else:
            text += " " + line
    return " ".join(text.split())


def _made_key(raw: str) -> str:
    authors, _ = leading_authors(raw)
    surname = authors[0].split()[-1] if authors else (re.findall(r"[^\W\d_]{2,}", raw) or ["entry"])[0]
    year = _YEAR.search(raw)
    return f"{name_key(surname).replace(' ', '-').title() or 'entry'}-{year[1] if year else 'nd'}"


def _unique(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    count: dict[str, int] = {}
    for key, _ in entries:
        count[key] = count.get(key, 0) + 1
    seen: dict[str, int] = {}
    result, taken = [], set()
    for key, raw in entries:
        if count[key] > 1:
            seen[key] = seen.get(key, 0) + 1
            n = seen[key]
            key = f"{key}{chr(96 + n)}" if n <= 26 and not key.isdigit() else f"{key}-{n}"
        while key in taken:
            key += "-2"
        taken.add(key)
        result.append((key, raw))
    return result
