"""A printed reference into its fields, whatever style it is printed in."""

from __future__ import annotations

import re
import unicodedata

from kg.model import Reference
from kg.readers.reference_authors import NO_NAME, SAME_AUTHORS, leading_authors
from kg.readers.reference_entries import split_entries
from kg.readers.reference_fields import YEAR, date_after_names, identifiers, last_year, title_and_rest, venue_of

__all__ = ["parse_reference", "split_entries"]

_LABEL = re.compile(r"\s*(?:\[[^\[\]]{1,30}\]|\(\d{1,3}\)|\d{1,3}\.(?=\s)|\d{1,3}\s(?=[^\W\d_a-z])|[-•*]\s)\s*")
_ORGANISATION = re.compile(
    rf"(?P<name>[^.(“\"]{{2,90}}?)[.,:]?\s*(?=\(\s*(?:{YEAR}|n\.d)|(?<=[.,])\s{YEAR}[a-z]?[.,:])|"
    r"(?P<word>[^\W\d_a-z]\w{2,})\.\s(?=[^\W\d_a-z]\w*[:\s]\s?\w)|"
    r"(?P<capitals>[^\W\d_a-z](?:[^\W\d_a-z]|[\s’'&-]){3,50})\.(?=\s)"
)
_LITTLE_WORDS = frozenset("of for and the on de la des du et für und der di del in".split())


def parse_reference(key: str, raw: str) -> Reference:
    """The reference that a printed entry denotes; fields that cannot be found are left empty.

    A label at the head ("[12]", "12.") is not part of any field. Authors are given forenames or initials first, however
    they are printed.
    """
    text = unicodedata.normalize("NFC", " ".join(raw.split()).lstrip("\ufeff\u200b·•"))
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
    if not title and year is None and len(authors) == 1 and len(authors[0].split()) not in (2, 3):
        # "CIA World Factbook Online. http://...": the only name was the title.
        title, authors = authors[0], ()
    return Reference(
        key=key,
        raw=raw,
        title=title,
        authors=authors,
        year=year or last_year(body),
        venue=venue_of(rest),
        doi=doi,
        arxiv=arxiv,
        url=url,
    )


def _organisation(body: str) -> tuple[tuple[str, ...], int]:
    """A body as author ("World Bank (2010)"), where a date closes it or it stands in capitals."""
    found = _ORGANISATION.match(body)
    if not found:
        return (), 0
    name = (found["name"] or found["word"] or found["capitals"]).strip()
    if name.lower() not in NO_NAME and all(
        word[:1].isupper() or word.lower() in _LITTLE_WORDS for word in name.split()
    ):
        return (name,), found.end()
    return (), 0
