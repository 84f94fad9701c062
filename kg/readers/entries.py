"""The parts of a reference, as tags give them, brought to one form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.model import Reference

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_ARXIV = re.compile(
    r"(?:arxiv\s*(?:preprint)?\s*:?\s*(?:arxiv\s*:)?\s*|arxiv\.org/(?:abs|pdf)/|abs/)"
    r"((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?!\d)",
    re.IGNORECASE,
)
_BARE_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_SUBJECT_CLASS = re.compile(r"\.[a-z]{2}/")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


@dataclass
class Keys:
    """Keys made unique: a second "a" becomes "a_", a third "a_3"."""

    taken: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    def unique(self, key: str) -> str:
        """The key, or one like it that was not given before."""
        given = key
        while given in self.taken:
            self.seen[key] += 1
            given = f"{key}_{self.seen[key] + 1 if self.seen[key] > 1 else ''}"
        self.taken.add(given)
        return given


def doi_in(text: str) -> str:
    """The first DOI in a text, bare and lower case; "" where there is none."""
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found[0].rstrip(".,;")
    for opening, closing in ("()", "[]", "{}"):
        while doi.endswith(closing) and doi.count(opening) < doi.count(closing):
            doi = doi[:-1].rstrip(".,;")
    return doi.lower()


def arxiv_in(text: str) -> str:
    """The first arXiv id in a text that says so, bare and without version; "" where there is none.

    An old id keeps its archive and loses the subject class, which arXiv does not need: "math.AG/0309136" is
    "math/0309136".
    """
    found = _BARE_ARXIV.fullmatch(text.strip()) or _ARXIV.search(text)
    return _SUBJECT_CLASS.sub("/", found[1].lower()) if found else ""


def year_in(text: str) -> int | None:
    """The first year from 1500 to 2099 in a text."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def composed(
    key: str,
    *,
    raw: str,
    title: str,
    authors: tuple[str, ...],
    year: int | None,
    venue: str,
    place: str,
    doi: str,
    arxiv: str,
    url: str,
    printed_venue: str = "",
) -> Reference:
    """A reference; where `raw` is empty, it is printed from the parts.

    `place` is volume and pages, `printed_venue` the venue with what a list prints around it ("In CVPR"), where this is
    more than the venue.
    """
    if not raw:
        parts = [", ".join(authors), title, ", ".join(part for part in (printed_venue or venue, place) if part)]
        if year is not None and str(year) not in parts[2]:
            parts[2] = ", ".join(part for part in (parts[2], str(year)) if part)
        if arxiv and arxiv not in parts[2]:
            parts.append(f"arXiv:{arxiv}")
        if doi:
            parts.append(f"doi:{doi}")
        if url and not (doi and doi in url.lower()):
            parts.append(url)
        raw = " ".join(part.rstrip(". ") + "." for part in parts if part.strip(". "))
    return Reference(key, raw, title, authors, year, venue, doi, arxiv, url)
