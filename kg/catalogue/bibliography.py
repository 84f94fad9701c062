"""BibTeX of a package into works: parsed fields only, never the entry itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry

from kg.model import Work
from kg.names import name_key

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_VENUES = ("journal", "journaltitle", "booktitle")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}]+")
_ARXIV = re.compile(r"(?:arxiv[:./]|abs/|pdf/|^|cs\.[A-Z]{2}/)\s*(\d{4}\.\d{4,5})(?!\d)", re.IGNORECASE)
_PREPRINT = re.compile(r"10\.48550/arxiv\.(\d{4}\.\d{4,5})", re.IGNORECASE)  # the DOI of an arXiv id
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_FILLERS = frozenset("a an and at by for from in of on or the to with towards".split())
_SHORTEST_WORD = 3


def works_of(bibtex: str) -> Iterator[Work]:
    """The works of entries that have a title, an author and a year; their keys are as in the catalogue."""
    library = parse_string(bibtex, append_middleware=[LatexDecodingMiddleware()])
    for entry in library.entries:
        work = _work(entry)
        if work is not None:
            yield work


def _work(entry: Entry) -> Work | None:
    fields = {field.key.lower(): _plain(str(field.value)) for field in entry.fields}
    title, authors = fields.get("title", ""), _authors(fields.get("author", ""))
    year = _YEAR.search(fields.get("year", "") or fields.get("date", ""))
    if not title or not authors or not year:
        return None
    address, venue = fields.get("url", ""), next((fields[v] for v in _VENUES if fields.get(v)), "")
    doi = _DOI.search(fields.get("doi", "")) or _DOI.search(address if "doi.org/" in address else "")
    arxiv = _ARXIV.search(fields.get("eprint", "")) or _ARXIV.search(f"{address} {venue} {fields.get('volume', '')}")
    preprint = _PREPRINT.search(doi[0]) if doi else None
    return Work(
        key=_key(title, authors, int(year[0])),
        title=title,
        authors=authors,
        year=int(year[0]),
        venue="" if "arxiv" in venue.lower() or venue == "CoRR" else venue,
        doi=doi[0].lower().rstrip(".,;") if doi and not preprint else "",
        arxiv=arxiv[1] if arxiv else preprint[1] if preprint else "",
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").replace("\\", "").split())


def _authors(text: str) -> tuple[str, ...]:
    """The authors, first names first; "others" is nobody."""
    found = []
    for author in _AND.split(text):
        last, _, first = author.strip(" ,").partition(",")
        name = f"{first.strip()} {last.strip()}".strip()
        if name and name.lower() not in ("others", "et al.", "et al"):
            found.append(name)
    return tuple(found)


def _key(title: str, authors: tuple[str, ...], year: int) -> str:
    """First author, year and the first word of the title that says something, as in the rest of the catalogue."""
    words = [w for w in name_key(title).split() if w not in _FILLERS and len(w) >= _SHORTEST_WORD] or ["untitled"]
    author = _slug(name_key(authors[0]).split()[-1:]) or "anonymous"
    return f"{author}-{year}-{_slug(words[:1]) or 'untitled'}"


def _slug(words: Sequence[str]) -> str:
    return re.sub(r"[^a-z0-9]+", "-", "".join(words)).strip("-")
