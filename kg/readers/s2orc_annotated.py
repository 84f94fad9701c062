"""S2ORC as a text with annotations (the second version: `content`, or `body` and `bibliography`) into a Paper."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from kg.model import Paper, Reference, Zone
from kg.readers.assembly import Assembly
from kg.readers.entries import Keys, arxiv_in, composed, doi_in, year_in
from kg.readers.inline import Piece, write
from kg.readers.json_values import Json, items, mapping, number, objects, text
from kg.readers.plain_blocks import zone_of
from kg.readers.references import parse_reference
from kg.readers.s2orc_entries import person
from kg.readers.tei_citations import CitationStyle
from kg.readers.xml import flat

_SCHEMES = {"arxiv": "arxiv", "doi": "doi", "pubmed": "pmid", "pubmedcentral": "pmcid"}


class _Mark(NamedTuple):
    start: int
    end: int
    attributes: Json


def _start(mark: _Mark) -> int:
    return mark.start


@dataclass(frozen=True)
class _Text:
    """A text and its annotations, by their kind in lower case without underscores ("bibref")."""

    words: str
    kinds: Mapping[str, Sequence[_Mark]]

    @staticmethod
    def of(value: object) -> _Text:
        held = mapping(value)
        words = text(held.get("text"))
        kinds: dict[str, list[_Mark]] = {}
        for name, marks in mapping(held.get("annotations")).items():
            found = [
                _Mark(number(mark.get("start")), number(mark.get("end")), mapping(mark.get("attributes")))
                for mark in objects(_decoded(marks))
            ]
            kinds[name.lower().replace("_", "")] = sorted(
                (mark for mark in found if 0 <= mark.start < mark.end <= len(words)), key=lambda mark: mark[:2]
            )
        return _Text(words, kinds)

    def marks(self, kind: str, within: _Mark | None = None) -> list[_Mark]:
        """The annotations of a kind, or those inside of another."""
        found = self.kinds.get(kind, ())
        if within is None:
            return list(found)
        begin = bisect_left(found, within.start, key=_start)
        return [mark for mark in found[begin : bisect_left(found, within.end, key=_start)] if mark.end <= within.end]

    def said(self, mark: _Mark) -> str:
        return flat(self.words[mark.start : mark.end]).strip()

    def first(self, kind: str, within: _Mark | None = None) -> str:
        return next((self.said(mark) for mark in self.marks(kind, within)), "")


def _decoded(value: object) -> object:
    """Annotations are lists, most often written as a string of JSON; one that cannot be read counts as empty."""
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError):
        return []


def is_paper(data: Json) -> bool:
    """Whether an object is a text with annotations."""
    return any(isinstance(mapping(data.get(name)).get("annotations"), dict) for name in ("content", "body"))


def paper_of(data: Json, *, content: bytes, source: str) -> Paper:
    """The paper in an object of the second version; `content` is its bytes, `source` the name of its file."""
    whole = _Text.of(data.get("content") or data.get("body"))
    listed = _Text.of(data["bibliography"]) if mapping(data.get("bibliography")) else whole
    references = _references(listed)
    title = flat(text(data.get("title"))).strip() or whole.first("title")
    assembly = Assembly()
    if title:
        assembly.open("title")
        assembly.write(title)
    known = {entry.key for entry in references}
    cited = ((whole.said(mark), text(mark.attributes.get("ref_id"))) for mark in whole.marks("bibref"))
    style = CitationStyle.learned(((said, key) for said, key in cited if key in known), references)
    _Writer(assembly, whole, style, tuple(entry.key for entry in references)).all()
    authors = [person(author) for author in items(data.get("authors"))] or _people(whole, "author", None)
    return assembly.paper(
        content=content,
        source=source,
        title=title,
        authors=tuple(name for name in authors if name),
        year=year_in(text(data.get("year"))) or year_in(text(data.get("publicationdate"))),
        identifiers=_identifiers(data),
        references=references,
    )


def _identifiers(data: Json) -> tuple[str, ...]:
    places = [mapping(data.get(name)) for name in ("externalids", "external_ids", "openaccessinfo")]
    places += [mapping(place.get("externalids")) for place in places]
    found = []
    for place in places:
        for name, value in place.items():
            scheme, said = _SCHEMES.get(name.lower(), ""), text(value)
            said = doi_in(said) if scheme == "doi" else arxiv_in(said) if scheme == "arxiv" else said
            if scheme and said:
                found.append(f"{scheme}:{said}")
    return tuple(dict.fromkeys(found))


def _people(whole: _Text, kind: str, within: _Mark | None) -> list[str]:
    names = []
    for mark in whole.marks(kind, within):
        given = [whole.said(part) for part in whole.marks(f"{kind}firstname", mark)]
        last = [whole.said(part) for part in whole.marks(f"{kind}lastname", mark)]
        names.append(" ".join([*given, *last]) or whole.said(mark))
    return names


def _references(listed: _Text) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    keys = Keys()
    for i, mark in enumerate(listed.marks("bibentry")):
        key = keys.unique(text(mark.attributes.get("id")) or f"b{i}")
        found[key] = _reference(key, listed, mark)
    return tuple(found.values())


def _reference(key: str, listed: _Text, mark: _Mark) -> Reference:
    raw, attributes = listed.said(mark), mark.attributes
    title = listed.first("bibtitle", mark).rstrip(".")
    if not title:
        return parse_reference(key, raw)
    parsed = parse_reference(key, raw)
    return composed(
        key,
        raw=raw,
        title=title,
        authors=tuple(_people(listed, "bibauthor", mark)) or parsed.authors,
        year=parsed.year,
        venue=listed.first("bibvenue", mark) or parsed.venue,
        place="",
        doi=doi_in(text(attributes.get("doi"))) or parsed.doi,
        arxiv=parsed.arxiv,
        url=text(attributes.get("url")) or parsed.url,
    )


@dataclass(frozen=True)
class _Writer:
    """Writes headings, paragraphs, captions and tables in the order of the text."""

    assembly: Assembly
    whole: _Text
    style: CitationStyle
    order: tuple[str, ...]

    def all(self) -> None:
        """Write every passage."""
        heading = ""
        abstracts, floats = self.whole.marks("abstract"), self.whole.marks("figure")
        for kind, mark in self.blocks():
            inside = next((a for a in abstracts if a.start <= mark.start and mark.end <= a.end), None)
            zone: Zone = zone_of(re.sub(r"^[\d.]+\s", "", heading), after_references=False)
            if kind == "sectionheader":
                label, said = text(mark.attributes.get("n")).strip(), self.whole.said(mark)
                lead = f"{label} " if label and not said.startswith(label) else ""
                heading = lead + said
                self.write(mark, zone_of(re.sub(r"^[\d.]+\s", "", heading), after_references=False), heading, lead)
            elif inside is not None:
                self.write(mark, "abstract", "Abstract")
            elif kind == "figurecaption":
                self.write(mark, "caption", heading)
            elif kind == "table":
                self.table(mark, heading)
            elif not any(f.start <= mark.start and mark.end <= f.end for f in floats):
                self.write(mark, zone, heading)

    def blocks(self) -> list[tuple[str, _Mark]]:
        """What becomes a passage, in order, none within another; without paragraphs, the lines of the text."""
        kinds = ["sectionheader", "figurecaption", "table", "paragraph"]
        found = [(kind, mark) for kind in kinds for mark in self.whole.marks(kind)]
        if not self.whole.marks("paragraph"):
            found += [("paragraph", mark) for mark in self.rest([mark for _, mark in found])]
        abstracts = self.whole.marks("abstract")
        paragraphs = [mark for _, mark in found]
        for mark in abstracts:
            if not any(mark.start <= p.start and p.end <= mark.end for p in paragraphs):
                found.append(("paragraph", mark))
        ordered, end = [], 0
        for kind, mark in sorted(found, key=lambda one: (one[1].start, one[1].end)):
            if mark.start >= end:
                ordered.append((kind, mark))
                end = mark.end
        return ordered

    def rest(self, taken: list[_Mark]) -> list[_Mark]:
        """The lines of the text that neither the front, the list nor what is taken covers."""
        for kind in ("title", "author", "authoraffiliation", "bibentry", "abstract", "figure", "venue"):
            taken = taken + self.whole.marks(kind)
        covered = bytearray(len(self.whole.words))
        for mark in taken:
            covered[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        return [
            _Mark(start, end, {})
            for line in re.finditer(r"[^\n]+", self.whole.words)
            for start, end in _uncovered(covered, line.start(), line.end())
            if self.whole.words[start:end].strip()
        ]

    def write(self, mark: _Mark, zone: Zone, heading: str, lead: str = "") -> None:
        self.assembly.open(zone, heading)
        pieces = self.style.continued(self.pieces(mark))
        write(self.assembly, [Piece(lead), *pieces], self.order)
        self.assembly.close()

    def table(self, mark: _Mark, heading: str) -> None:
        """A table keeps its lines; where its cells end, the format does not say."""
        self.assembly.open("table", heading)
        for line in self.whole.words[mark.start : mark.end].splitlines():
            cells = [flat(cell).strip() for cell in re.split(r"\t|\s{2,}|\s\|\s", line.strip())]
            for i, cell in enumerate(cells):
                self.assembly.write("\t" if i else "")
                write(self.assembly, self.style.found(cell), self.order)
            self.assembly.write("\n")
        self.assembly.close()

    def pieces(self, mark: _Mark) -> list[Piece]:
        pieces, at = [], mark.start
        for cited in self.whole.marks("bibref", mark):
            if cited.start < at:
                continue
            key = text(cited.attributes.get("ref_id"))
            said = self.whole.said(cited)
            keys: tuple[str, ...] | None = (key,) if key in self.style.known else None
            if keys is None and self.style.looks_like(said):
                keys = self.style.resolved(said)
            pieces += [Piece(flat(self.whole.words[at : cited.start])), Piece(said, keys)]
            at = cited.end
        return [*pieces, Piece(flat(self.whole.words[at : mark.end]))]


def _uncovered(covered: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + m.start(), start + m.end()) for m in re.finditer(rb"\0+", bytes(covered[start:end]))]
