"""The references that papers cite for datasets as one BibTeX file: one entry a work, ready to be cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat, write

from kg.graph import TripleStore
from kg.reports.bibtex_types import EntryType, entry_type, numbers
from kg.reports.running import run
from kg.reports.tables import Table

# What has a meaning in a BibTeX value, and how to print it; replaced in one pass, since the replacements hold such
# characters themselves.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
# What no person's name, written forenames first, has in it.
_BODY = re.compile(
    r",|\b(?:and|of|for|the|University|Department|Institute|Ministry|Commission|Organi[sz]ation|Agency|Bank|Bureau|Council"
    r"|Association|Society|Foundation|Center|Centre|Office|Government|Inc|Ltd|GmbH|Team|Group|Consortium)\b"
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """One work with what is known of it and the datasets it is cited for."""

    title: str
    authors: tuple[str, ...]
    year: int | None
    venue: str
    doi: str
    arxiv: str
    url: str
    raw: str
    datasets: tuple[str, ...]


def dataset_references(store: TripleStore) -> str:
    """BibTeX of every reference cited for a dataset, one entry a work, by year and title; keywords are datasets.

    A reference whose work is not known is an entry of its own; one that could not be parsed is kept as a note with
    its text as printed.
    """
    return bibtex(run(store, "references", {"rows": "all"}))


def bibtex(references: Table) -> str:
    """BibTeX of a table with the columns of the report `references`."""
    library = Library()
    taken: set[str] = set()
    for cited in sorted(_works(references), key=lambda c: (c.year or 0, c.title, c.raw)):
        library.add(_entry(cited, _free_key(_key(cited), taken)))
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator = "  ", "\n"
    return write(library, form)


def _works(references: Table) -> Iterator[_Cited]:
    """The rows of one work as one: every row says the same of it but for the dataset and the paper."""
    found: dict[str, _Cited] = {}
    for values in references.rows:
        row = {name: "" if v is None else str(v) for name, v in zip(references.columns, values, strict=True)}
        work = row["work"] or row["reference"]
        if work in found:
            known = found[work]
            found[work] = replace(known, datasets=tuple(sorted({*known.datasets, row["name"]})))
            continue
        found[work] = _Cited(
            title=row["title"],
            authors=tuple(filter(None, row["authors"].split("; "))),
            year=int(row["year"]) if row["year"] else None,
            venue=row["venue"],
            doi=row["doi"],
            arxiv=row["arxiv"],
            url=row["url"],
            raw=row["raw"],
            datasets=(row["name"],),
        )
    yield from found.values()


def _key(cited: _Cited) -> str:
    """The family name of the first author, the year and a word of the title: "deng2009imagenet"."""
    family = ["anon", *(cited.authors[0].strip(" ,").split(",")[0].split() if cited.authors else ())][-1]
    words = [word for word in map(_letters, cited.title.split()) if len(word) > 3]
    return f"{_letters(family) or 'anon'}{cited.year or ''}{words[0] if words else ''}"


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


def _free_key(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    taken.add(free)
    return free


def _entry(cited: _Cited, key: str) -> Entry:
    kind = entry_type(cited.venue, cited.raw) if cited.title else EntryType("misc", "")
    fields = {
        "title": "{" + cited.title.translate(_ESCAPES) + "}" if cited.title else "",
        "author": " and ".join(_author(name) for name in cited.authors),
        "year": str(cited.year or ""),
        kind.venue_field or "howpublished": cited.venue.translate(_ESCAPES),
        **(numbers(kind.name, cited.venue, cited.raw) if cited.title else {}),
        "doi": _verbatim(cited.doi),
        "eprint": cited.arxiv,
        "archiveprefix": "arXiv" if cited.arxiv else "",
        "url": _verbatim(cited.url),
        "note": "" if cited.title else cited.raw.translate(_ESCAPES),
        "keywords": ", ".join(name.replace(",", " ") for name in cited.datasets).translate(_ESCAPES),
    }
    return Entry(kind.name, key, [Field(name, "{" + _line(value) + "}") for name, value in fields.items() if value])


def _line(value: str) -> str:
    return " ".join(value.split())


def _verbatim(value: str) -> str:
    """A field that is not typeset, with what would end it early encoded."""
    return value.translate({ord(c): f"%{ord(c):02X}" for c in "{}\\"})


def _author(name: str) -> str:
    """In braces where BibTeX would otherwise read an "and" or a comma in a name as the end of a part of it."""
    plain = name.translate(_ESCAPES)
    return "{" + plain + "}" if _BODY.search(name) else plain
