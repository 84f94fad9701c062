"""A printed reference into its fields, whatever style it is printed in."""

from __future__ import annotations

import re
import unicodedata

from kg.model import Reference
from kg.readers.reference_authors import NO_NAME, SAME_AUTHORS, leading_authors
from kg.readers.reference_dates import YEAR, date_after_names, last_year
from kg.readers.reference_entries import split_entries
from kg.readers.reference_identifiers import identifiers, without_identifiers
from kg.readers.reference_titles import title_and_rest
from kg.readers.reference_venues import venue_of

__all__ = ["parse_reference", "split_entries"]

# "Deng , J. ( 2009 ) .": spaces that some journals print around marks.
_APART = re.compile(r"(?<=\w)\s(?=[,;.)](?:\s|$))|(?<=[.,])\s(?=,\s)|(?<=\()\s(?=\d)")
_LABEL = re.compile(r"\s*(?:\[[^\[\]]{1,30}\]|\(\d{1,4}\)|\d{1,4}\.(?=\s)|\d{1,3}\s(?=[^\W\d_a-z])|[-•*]\s)\s*")
_SHORT_FORM = r"(?:\s\((?!(?:[Ee]ds?|[Hh]rsg|[Hh]g)\b)[^()\d]{2,80}\))?"
_ORGANISATION = re.compile(
    rf"(?P<name>[^.(“\"]{{2,90}}?{_SHORT_FORM})[.,:]?\s*(?=\(\s*(?:{YEAR}|n\.d)|(?<=[.,])\s{YEAR}[a-z]?[.,:])|"
    r"(?P<word>[^\W\d_a-z]\w{2,})\.\s(?=[^\W\d_a-z]\w*[:\s]\s?\w)|"
    r"(?P<capitals>[^\W\d_a-z](?:[^\W\d_a-z]|[\s’'&-]){3,50})\.(?=\s)"
)
# "Department of Health. (1999). Title": a body of any spelling, where a year in brackets and a title follow.
_BEFORE_YEAR = re.compile(
    rf"(?P<name>[^\W\d_a-z][^(“\"]{{2,120}}?{_SHORT_FORM})[.,]?\s\(\s*{YEAR}[a-z]?\s*\)[.,:]*\s+\S"
)
_INITIAL_BEHIND = re.compile(r",\s[^\W\d_]\.|\s[^\W\d_]$")
_LITTLE_WORDS = frozenset("of for and the on de la du des et für und der die das den di del in en e le les to".split())


def parse_reference(key: str, raw: str) -> Reference:
    """The reference that a printed entry denotes; fields that cannot be found are left empty.

    A label at the head ("[12]", "12.") is not part of any field. Authors are given forenames or initials first, however
    they are printed.
    """
    text = _APART.sub("", unicodedata.normalize("NFC", " ".join(raw.split()).lstrip("\ufeff\u200b·•")))
    doi, arxiv, url = identifiers(text)
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    same = SAME_AUTHORS.match(body)
    authors: tuple[str, ...] = ()
    if same:
        end = same.end()
    else:
        authors, end = leading_authors(body)
        if not authors:
            authors, end = _organisation(body)
    year, begin, mark = date_after_names(body, end)
    title, rest = title_and_rest(body[begin:].lstrip(" .,:;-–"), by_comma=mark == ",", dated=year is not None)
    if not title and year is None and len(authors) == 1 and _reads_like_title(authors[0]):
        # "CIA World Factbook Online. http://...": the only name was the title.
        title, authors = body[:end].strip(" .,:;"), ()
    return Reference(
        key=key,
        raw=raw,
        title=title,
        authors=authors,
        year=year or last_year(without_identifiers(body)),
        venue=venue_of(rest),
        doi=doi,
        arxiv=arxiv,
        url=url,
    )


def _organisation(body: str) -> tuple[tuple[str, ...], int]:
    """A body as author ("World Bank (2010)"), where a date closes it or it stands in capitals."""
    found = _ORGANISATION.match(body)
    if found:
        name = (found["name"] or found["word"] or found["capitals"]).strip(" ,")
        if name.lower() not in NO_NAME and _share_of_capitals(name) == 1.0:
            return (name,), found.end()
    found = _BEFORE_YEAR.match(body)
    if found and _share_of_capitals(found["name"]) > 0.5:
        # Names that could not be read are left out; the title still begins behind the year.
        name = "" if _INITIAL_BEHIND.search(found["name"]) else found["name"].rstrip(" .,")
        return ((name,) if name else ()), found.end("name")
    return (), 0


def _share_of_capitals(name: str) -> float:
    """How many of the words that a name would print big are; little words do not count."""
    words = [word.lstrip("(") for word in name.split() if word.lower() not in _LITTLE_WORDS]
    return sum(not word[:1].islower() for word in words) / max(1, len(words))


def _reads_like_title(name: str) -> bool:
    """Whether a name is none of a person: a word or more than two, or a word in capitals among others."""
    words = name.split()
    return len(words) not in (2, 3) or any(len(word) > 2 and word.isupper() for word in words)
