"""BibTeX files to references, on bibtexparser."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Mapping, Set
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock

from kg.errors import ReadError
from kg.model import Reference
from kg.readers.entries import arxiv_in, composed, doi_in, year_in
from kg.readers.latex_encoding import decoded
from kg.readers.latex_plain import printed

# What bibtexparser says of broken blocks goes to whoever listens, and is not printed where nobody does.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution", "organization", "howpublished", "publisher")
_ADVICE = "entries look like @article{key, title = {...}}"
# An entry begins on a line of its own; an at sign elsewhere may be one of an address.
_BLOCK = re.compile(rb"^[ \t]*@[ \t]*(\w+)\s*[{(]\s*([^\s,{}=]*)", re.MULTILINE)
_HEAD = re.compile(r"\s*@\s*(\w+)\s*[{(]\s*([^\s,{}=]+)\s*,")
_NEXT_FIELD = re.compile(r",\s*(?=[A-Za-z][\w-]*\s*=\s*[{\"\d])")
_CROSSREF = re.compile(rb"\bcrossref\s*=\s*[{\"]\s*([^\"{}]+)", re.IGNORECASE)
_FEW = 50  # entries; so few are soon parsed
_TYPE = "entry type"  # among the fields, which have no space in their names
# What a list prints before the venue of such an entry: it tells the type where nothing else does.
_BEFORE_VENUE = {
    "inproceedings": "In ",
    "conference": "In ",
    "incollection": "In ",
    "inbook": "In ",
    "phdthesis": "PhD thesis, ",
    "mastersthesis": "Master's thesis, ",
    "techreport": "Technical report, ",
}
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s{}\"<>]+")


def read_bibliography(path: Path, *, only: Set[str] | None = None) -> tuple[Reference, ...]:
    """The entries of a BibTeX file, in its order; with `only`, those with one of these keys.

    Raises ReadError for a file without entries.
    """
    return bibliography(path.read_bytes(), path=path, only=only)


def bibliography(content: bytes, *, path: Path | str, only: Set[str] | None = None) -> tuple[Reference, ...]:
    """The entries of BibTeX source, in its order; with `only`, those with one of these keys. `path` is for errors.

    Of a broken entry the fields that can be told apart are read; a second one with the same key is left out, as BibTeX
    does. Raises ReadError where there is no entry.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if not _BLOCK.search(content) and 0 not in content:
        raise ReadError("no entries in this BibTeX file", path=path, advice=_ADVICE)
    wanted = None if only is None else {key.lower() for key in only}
    if wanted is not None:
        content = _needed(content, wanted)
    entries = _entries(decoded(content))
    if not entries and wanted is None:
        raise ReadError("no entries in this BibTeX file", path=path, advice=_ADVICE)
    by_lower = {key.lower(): fields for key, fields in entries.items()}
    return tuple(
        _reference(key, _with_parent(fields, by_lower))
        for key, fields in entries.items()
        if wanted is None or key.lower() in wanted
    )


def _needed(content: bytes, wanted: Set[str]) -> bytes:
    """The part of a BibTeX file that some entries need: they themselves, their parents, and abbreviations.

    Shared files hold many thousand entries, of which a paper cites fifty: to parse all costs seconds and a gigabyte.
    """
    starts = list(_BLOCK.finditer(content))
    if 0 in content or len(starts) <= _FEW:
        return content
    ends = [*(start.start() for start in starts[1:]), len(content)]
    keys = ["" if start[1].lower() in (b"string", b"preamble") else _key(start[2]) for start in starts]
    places = list(zip(keys, starts, ends, strict=True))
    parents = {
        _key(parent[1])
        for key, start, end in places
        if key in wanted and (parent := _CROSSREF.search(content, start.end(), end))
    }
    return b"".join(
        content[start.start() : end] for key, start, end in places if not key or key in wanted or key in parents
    )


def _key(written: bytes) -> str:
    return " ".join(written.decode("utf-8", "replace").split()).lower()


def _entries(source: str) -> dict[str, dict[str, str]]:
    library = parse_string(source)
    found = list(library.entries)
    # An entry that gives a field twice is still an entry: the first of the two counts.
    for block in library.failed_blocks:
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            found.append(block.ignore_error_block)
        elif type(block) is ParsingFailedBlock and (mended := _mended(block.raw or "")) is not None:
            found.append(mended)
    entries: dict[str, dict[str, str]] = {}
    for entry in found:
        fields: dict[str, str] = {}
        for field in entry.fields:
            fields.setdefault(field.key.lower(), str(field.value).strip().strip('"'))
        fields[_TYPE] = entry.entry_type.lower()
        entries.setdefault(" ".join(entry.key.split()), fields)
    return entries


def _mended(raw: str) -> Entry | None:
    """The entry in a block whose braces or quotes do not close, as far as its fields can be told apart."""
    head = _HEAD.match(raw)
    if head is None:
        return None
    fields = []
    for part in _NEXT_FIELD.split(raw[head.end() :]):
        name, equals, value = part.partition("=")
        if equals:
            fields.append(Field(name.strip(), re.sub(r"[{}]", "", value).strip(' \n\r\t,"')))
    return Entry(head[1], head[2], fields)


def _with_parent(fields: Mapping[str, str], by_lower: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The fields with those that `crossref` lends."""
    parent = by_lower.get(fields.get("crossref", "").lower())
    if not parent:
        return fields
    lent = {name: text for name, text in parent.items() if name not in ("author", "title")}
    if parent.get("title"):
        lent.setdefault("booktitle", parent["title"])
    return {**lent, **fields}


def _reference(key: str, fields: Mapping[str, str]) -> Reference:
    url = _URL.search(" ".join(fields.get(name, "") for name in ("url", "howpublished", "note")).replace("\\", ""))
    venue = next((printed(fields[name]) for name in _VENUES if fields.get(name)), "")
    eprint = fields.get("eprint", "")
    is_arxiv = "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
    volume, number, pages = (printed(fields.get(name, "")) for name in ("volume", "number", "pages"))
    if volume and number:
        volume = f"{volume}({number})"
    if pages and not volume:
        pages = f"pages {pages}"
    authors = fields.get("author") or fields.get("editor", "")
    return composed(
        key,
        raw="",
        title=printed(fields.get("title", "")).rstrip("."),
        authors=tuple(name for name in map(_forename_first, _AND.split(authors)) if name),
        year=year_in(fields.get("year", "") or fields.get("date", "")),
        venue=venue if not venue.startswith("http") else "",
        place=", ".join(part for part in (volume, pages) if part),
        printed_venue=_printed_venue(fields, venue),
        doi=doi_in(fields.get("doi", "").replace("\\", "")) or doi_in(fields.get("url", "").replace("\\", "")),
        arxiv=(arxiv_in(eprint) if is_arxiv else "")
        or arxiv_in(" ".join(fields.get(n, "") for n in (*_VENUES, "note", "url", "volume"))),
        url=url[0].rstrip(".,;)") if url else "",
    )


def _printed_venue(fields: Mapping[str, str], venue: str) -> str:
    """The venue as a list prints it for the type of the entry, "" where that adds nothing."""
    if not venue:
        return ""
    kind = fields.get(_TYPE, "")
    if kind == "book" and fields.get("address"):
        return f"{printed(fields['address'])}: {venue}"
    before = _BEFORE_VENUE.get(kind, "")
    if before.endswith(", ") and fields.get("type"):
        before = f"{printed(fields['type'])}, "
    return f"{before}{venue}" if before else ""


def _forename_first(name: str) -> str:
    """A name as it is spoken, however it is written ("Deng, Jia", "Beethoven, Jr, Ludwig van")."""
    if name.strip().lower() == "others":
        return ""
    if name.strip().startswith("{") and name.strip().endswith("}"):
        return printed(name)
    parts = [printed(part) for part in name.split(",")]
    return " ".join(part for part in (*parts[-1:], *parts[:-1]) if part)
