"""In-text citations by author and year: "Deng et al. (2009)", "(Deng and Li, 2009a, b; Le Roux et al., 2015)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import Marker, Reference, Span
from kg.names import name_key
from kg.readers.reference_authors import PARTICLE, WORD

_YEAR = re.compile(r"(?<![\w./–-])(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?(?![a-z\d_–]|-\w|\.\d)")
_MORE_YEARS = re.compile(
    r"(?:\s*[,;/&]\s*|\s+and\s+|\s*,\s*and\s+)(?:(?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?|(?P<only>[a-z]))(?![\w–-])"
)
_NAME = rf"(?:{PARTICLE}\s+){{0,3}}{WORD}(?:\s{WORD}){{0,3}}"
_ETAL = r"(?:,?\s+(?:et\.?\s*al\b\.?|and\s+(?:others|colleagues|co-?workers|collaborators)|u\.\s?a\.))"
# Read against the stretch before a year: the longest run of names that reaches it.
_NAMES_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<names>{_NAME}(?:,\s+{_NAME}){{0,5}}(?:,?\s+(?:and|&|und|et)\s+{_NAME})?)(?P<more>{_ETAL})?(?:['’]s?)?"
    r"(?P<comma>\s*[,:])?\s*(?P<open>[(\[])?\s*$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_TWO = re.compile(r",?\s(?:and|&|und)\s")
_AND = re.compile(r",?\s+(?:and|&|und|et)\s+|,\s+")
_WORD_START = re.compile(rf"(?<![\w'’-])(?:(?:{PARTICLE}\s+)+)?(?P<word>{WORD})")
_PLACE_IN_WORK = re.compile(
    r",\s*(?:pp?\.|pages?|[Ss]ec(?:tion|t\.|\.)?|[Cc]h(?:apter|ap\.|\.)|[Ff]ig(?:ure|\.)|[Tt]ab(?:le|\.)|S\.)\s*[\w.–-]+"
)
# How far before a year its names may begin, in characters.
_REACH = 150
# Authors stand within so many characters of the head of an entry.
_HEAD = 300
# Words that begin a sentence or a remark and are no surname.
_NO_NAME = frozenset(
    "in as see by the a an following while since from our this these and also both for to unlike like "
    "with though although if when where after before recently more most many some then thus hence however "
    "later similar using based of on at figure fig table section chapter january february march april may "
    "june july august september october november december version spring summer autumn fall winter "
    "copyright".split()
)


class _Entry(NamedTuple):
    """An entry of the list; `head` is what it prints before its year, where authors may stand that were not parsed."""

    key: str
    authors: tuple[tuple[str, ...], ...]
    letter: str
    head: str


class Entries:
    """The reference list, asked by names and year."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._by_name: dict[tuple[str, int], list[_Entry]] = {}
        for reference in references:
            if reference.year is None:
                continue
            authors = tuple(tuple(name_key(a).split()) for a in reference.authors[:12])
            authors = tuple(a for a in authors if a)
            letter = re.search(rf"(?<!\d){reference.year}([a-z])(?!\w)", reference.raw)
            head = reference.raw[:_HEAD].partition(str(reference.year))[0]
            entry = _Entry(reference.key, authors, letter[1] if letter else "", f" {name_key(head)} ")
            for word in (
                {*authors[0], "".join(authors[0][-2:])} if authors else set(name_key(reference.raw[:40]).split())
            ):
                self._by_name.setdefault((word, reference.year), []).append(entry)

    def fitting(self, names: Sequence[str], year: int, letter: str, *, more: bool) -> list[_Entry]:
        """The entries of that year that these authors can stand for, in the order of the list."""
        words = [tuple(name_key(name).split()) for name in names]
        if not words or not all(words):
            return []
        named = self._by_name.get((words[0][-1], year)) or self._by_name.get(("".join(words[0]), year), [])
        fits = [e for e in named if _same_authors(words, e)]
        if letter:
            fits = [e for e in fits if e.letter in ("", letter)]
            fits = [e for e in fits if e.letter == letter] or fits
        if len(fits) > 1:
            # A name in the middle ("Wei-Lin Chiang") gives way to one at the end.
            fits = [e for e in fits if not e.authors or _ends_so(e.authors[0], words[0])] or fits
        if len(fits) > 1:
            count = len(words)
            # "et al." stands for two or more behind the first.
            exact = [e for e in fits if (len(e.authors) > count + 1 if more else len(e.authors) == count)]
            fits = exact or [e for e in fits if len(e.authors) > count or not more] or fits
        return fits


def _same_authors(cited: Sequence[tuple[str, ...]], entry: _Entry) -> bool:
    """Whether the cited surnames are those of the first authors, in order."""
    if not entry.authors:
        return len(cited) == 1
    if not all(_ends_with(p, c) for c, p in zip(cited, entry.authors, strict=False)):
        return False
    return all(f" {' '.join(name)} " in entry.head for name in cited[len(entry.authors) :])


def _ends_with(author: tuple[str, ...], surname: tuple[str, ...]) -> bool:
    """Whether the author bears that surname: "Oord", "van den Oord", or "García" of "José García López"."""
    inner = len(author) > len(surname) + 1 and author[-len(surname) - 1 : -1] == surname
    return inner or _ends_so(author, surname)


def _ends_so(author: tuple[str, ...], surname: tuple[str, ...]) -> bool:
    """Whether the author's last words are that surname.

    Spaces do not count: a line end may have taken the hyphen out of "Sanchez-Gonzalez".
    """
    whole = "".join(surname)
    return any("".join(author[-n:]) == whole for n in range(1, min(len(author), 4) + 1))


def by_names(text: str, entries: Entries) -> Iterator[Marker]:
    """Markers by author and year; those that no entry fits, or more than one, have no keys."""
    done = 0
    for found in _YEAR.finditer(text):
        if found.start() < done:
            continue
        begin = max(done, found.start() - _REACH)
        before = _NAMES_BEFORE.search(text[begin : found.start()])
        if before is None:
            continue
        years, end = _years(text, found)
        start, keys, sure = _resolved(before, begin, years, entries)
        closing = {"(": ")", "[": "]"}.get(before["open"] or "")
        if closing:
            place = _PLACE_IN_WORK.match(text, end)
            if text[(place.end() if place else end) :][:1] == closing:
                end = (place.end() if place else end) + 1
        if keys or sure:
            yield Marker(Span(start, end), keys)
            done = end


def _years(text: str, first: re.Match[str]) -> tuple[list[tuple[int, str]], int]:
    years = [(int(first["year"]), first["letter"] or "")]
    end = first.end()
    while True:
        found = _MORE_YEARS.match(text, end)
        if not found or (found["only"] and not years[-1][1]):
            return years, end
        years.append((int(found["year"]), found["letter"] or "") if found["year"] else (years[-1][0], found["only"]))
        end = found.end()


def _resolved(
    before: re.Match[str], offset: int, years: list[tuple[int, str]], entries: Entries
) -> tuple[int, tuple[str, ...], bool]:
    """Where the names begin, the keys, and whether it is a citation even without keys."""
    names, more = before["names"], bool(before["more"])
    # Where a particle belongs to no name ("zu Blanchard", "in la Calvo") the name begins behind it.
    starts = sorted({at for found in _WORD_START.finditer(names) for at in (found.start(), found.start("word"))})
    doubtful: int | None = None
    for start in starts:
        cited = [_POSSESSIVE.sub("", n) for n in _AND.split(names[start:]) if n]
        keys: list[str] = []
        for year, letter in years:
            fits = entries.fitting(cited, year, letter, more=more)
            if len(fits) == 1:
                keys.append(fits[0].key)
            elif fits and doubtful is None:
                doubtful = start
        if keys:
            return offset + before.start("names") + start, tuple(dict.fromkeys(keys)), True
    start = doubtful if doubtful is not None else _likely_start(names)
    listed = bool(_TWO.search(names, start))
    sure = doubtful is not None or more or (listed and bool(before["open"] or before["comma"]))
    return offset + before.start("names") + start, (), sure


def _likely_start(names: str) -> int:
    """Where the last name, or the last two joined by "and", begin."""
    joint = list(_TWO.finditer(names))
    head = names[: joint[-1].start()] if joint else names
    starts = [found.start() for found in _WORD_START.finditer(head) if found[0].lower() not in _NO_NAME]
    return starts[-1] if starts else 0
