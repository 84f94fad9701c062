"""S2ORC as doc2json writes it (also CORD-19), and unarXive, which shares its shape, into a Paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.model import Paper, Reference, Zone
from kg.readers.assembly import Assembly
from kg.readers.entries import arxiv_in, doi_in, year_in
from kg.readers.formulas import of_tex
from kg.readers.inline import Piece, write
from kg.readers.json_values import Json, items, mapping, number, objects, text
from kg.readers.latex_plain import printed
from kg.readers.plain_blocks import zone_of
from kg.readers.s2orc_entries import entry_of, person
from kg.readers.table_text import html_rows, latex_rows
from kg.readers.tei_citations import CitationStyle
from kg.readers.xml import flat

# Where a parse stands; LaTeX first, because nothing in it was guessed from a page.
_PARSES = ("latex_parse", "pdf_parse", "grobid_parse")
_SIGN = re.compile(r"\{\{(cite|formula|figure|table|section|equation|footnote):([^{}\s]{1,80})\}\}")
_NUMBERED_KEY = re.compile(r"(\D*)(\d+)")
_LATEX = re.compile(r"\$[^$]+\$|\\[a-zA-Z]")
_FLOATS = ("figure", "table")
_NO_CAPTION = frozenset({"", "NO_CAPTION", "null", "None"})


def is_paper(data: Json) -> bool:
    """Whether an object has the shape of S2ORC or unarXive."""
    return any(isinstance(_parse(data).get(name), list) for name in ("body_text", "abstract")) or (
        "bib_entries" in data and "abstract" in data
    )


def paper_of(data: Json, *, content: bytes, source: str) -> Paper:
    """The paper in an S2ORC or unarXive object; `content` is its bytes, `source` the name of its file."""
    parse, metadata = _parse(data), mapping(data.get("metadata"))
    title = flat(printed(_first(data, metadata, parse, name="title"))).strip()
    references = _references(mapping(parse.get("bib_entries")))
    assembly = Assembly()
    if title:
        assembly.open("title")
        assembly.write(title)
    writer = _Writer(assembly, references, mapping(parse.get("ref_entries")), _style(parse, references))
    abstract = next((a for a in (parse.get("abstract"), data.get("abstract"), metadata.get("abstract")) if a), None)
    for paragraph in [{"text": abstract}] if isinstance(abstract, str) else objects(abstract) or [mapping(abstract)]:
        words = text(paragraph.get("text"))
        if _LATEX.search(words) and not paragraph.get("cite_spans"):
            paragraph = {**paragraph, "text": printed(words)}  # arXiv keeps abstracts as their authors typed them
        writer.paragraph(paragraph, "abstract", "Abstract")
    writer.sections(objects(parse.get("body_text")))
    writer.sections(objects(parse.get("back_matter")))
    writer.floats()
    return assembly.paper(
        content=content,
        source=source,
        title=title,
        authors=tuple(_authors(data, metadata)),
        year=_year(data, metadata),
        identifiers=_identifiers(data, metadata),
        references=references,
    )


def _parse(data: Json) -> Json:
    """The part of an object that holds its text: one of the parses, or the object itself."""
    for name in _PARSES:
        parse = mapping(data.get(name))
        if parse.get("body_text"):
            return parse
    return data if "body_text" in data else next((mapping(data[n]) for n in _PARSES if data.get(n)), data)


def _first(*places: Json, name: str) -> str:
    return next((found for place in places if (found := text(place.get(name)))), "")


def _authors(data: Json, metadata: Json) -> Iterator[str]:
    for listed in (metadata.get("authors_parsed"), data.get("authors"), metadata.get("authors")):
        if isinstance(listed, str):
            yield from (name for part in re.split(r",| and ", listed) if (name := " ".join(part.split())))
            return
        if names := [name for author in items(listed) if (name := person(author))]:
            yield from names
            return


def _year(data: Json, metadata: Json) -> int | None:
    versions = objects(metadata.get("versions"))
    return (
        year_in(_first(data, metadata, name="year"))
        or year_in(_first(data, metadata, name="publish_time"))
        or (year_in(text(versions[0].get("created"))) if versions else None)
    )


def _identifiers(data: Json, metadata: Json) -> tuple[str, ...]:
    places = (mapping(data.get("identifiers")), mapping(data.get("externalids")), metadata, data)
    found = []
    for name in ("arxiv_id", "arxiv", "arXiv", "id", "paper_id"):
        found += [f"arxiv:{arxiv}" for place in places if (arxiv := arxiv_in(text(place.get(name))))]
    for name in ("doi", "DOI"):
        found += [f"doi:{doi}" for place in places if (doi := doi_in(text(place.get(name))))]
    for scheme, name in (("pmid", "pubmed_id"), ("pmid", "pmid"), ("pmcid", "pmcid"), ("pmcid", "pmc_id")):
        found += [f"{scheme}:{value}" for place in places if (value := text(place.get(name)))]
    return tuple(dict.fromkeys(found))


def _references(entries: Json) -> tuple[Reference, ...]:
    """The entries in the order of the list: by the number in their keys, where all keys have one."""
    keys = list(entries)
    numbers = [_NUMBERED_KEY.fullmatch(key) for key in keys]
    if len({found[1] for found in numbers if found}) == 1 and all(numbers):
        keys.sort(key=lambda key: int(re.sub(r"\D", "", key)))
    return tuple(entry_of(key, mapping(entries[key])) for key in keys)


def _spans(paragraph: Json) -> list[tuple[int, int, str]]:
    """Start, end and key of the citations of a paragraph, in order; those that fit its text nowhere are left out."""
    words = text(paragraph.get("text"))
    found, free = [], 0
    for span in sorted(objects(paragraph.get("cite_spans")), key=lambda span: number(span.get("start"))):
        start, end, cited = number(span.get("start")), number(span.get("end")), text(span.get("text"))
        if cited and words[max(start, 0) : max(end, 0)] != cited:
            start = words.find(cited, free)
            end = start + len(cited)
        if free <= start < end <= len(words):
            found.append((start, end, text(span.get("ref_id"))))
            free = end
    return found


def _style(parse: Json, references: tuple[Reference, ...]) -> CitationStyle:
    known = {entry.key for entry in references}
    paragraphs = [p for name in ("abstract", "body_text", "back_matter") for p in objects(parse.get(name))]
    return CitationStyle.learned(
        (
            (flat(text(paragraph.get("text"))[start:end]).strip(), key)
            for paragraph in paragraphs
            for start, end, key in _spans(paragraph)
            if key in known
        ),
        references,
    )


@dataclass
class _Writer:
    """Writes the paragraphs of a paper; signs as "{{cite:x}}" are printed as numbers of the list."""

    assembly: Assembly
    references: tuple[Reference, ...]
    floated: Json
    style: CitationStyle
    order: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = tuple(entry.key for entry in self.references)
        self.numbers = {key: i for i, key in enumerate(self.order, 1)}
        self.labels = {
            key: f"{kind.capitalize()} {i}"
            for kind in _FLOATS
            for i, key in enumerate((k for k, entry in self.floated.items() if _kind(entry) == kind), 1)
        }

    def sections(self, paragraphs: list[Json]) -> None:
        heading = ""
        for paragraph in paragraphs:
            named = " ".join(
                text(paragraph.get(name)).strip() for name in ("sec_num", "sec_number", "section")
            )  # of the two names for a number, one is there
            named = flat(printed(named)).strip()
            zone = zone_of(re.sub(r"^[\d.]+\s", "", named), after_references=False)
            if named and named != heading:
                self.passage([Piece(named)], zone, named)
                heading = named
            self.paragraph(paragraph, zone, named)

    def paragraph(self, paragraph: Json, zone: Zone, heading: str) -> None:
        words = text(paragraph.get("text"))
        pieces, at = [], 0
        spans = [] if _SIGN.search(words) else _spans(paragraph)
        for start, end, key in spans:
            cited = flat(words[start:end])
            pieces += [Piece(flat(words[at:start])), self.citation(cited, key)]
            at = end
        pieces += self.signed(words[at:])
        self.passage(self.style.continued(pieces), zone, heading)

    def citation(self, cited: str, key: str) -> Piece:
        if key in self.numbers:
            return Piece(cited, (key,))
        return Piece(cited, self.style.resolved(cited.strip()) if self.style.looks_like(cited.strip()) else None)

    def signed(self, words: str) -> list[Piece]:
        """A text with its signs printed: citations as numbers, formulas as they read, floats by their number."""
        pieces, at = [], 0
        for sign in _SIGN.finditer(words):
            before = words[at : sign.start()]
            named = re.search(rf"{sign[1][:3]}\w*[.\s]*$", before, re.IGNORECASE)
            pieces += [Piece(flat(before)), self.sign(sign[1], sign[2], named=bool(named))]
            at = sign.end()
        return [*pieces, Piece(flat(words[at:]))]

    def sign(self, kind: str, key: str, *, named: bool) -> Piece:
        """What a sign prints; where the text names its kind already ("Table {{table:x}}"), the number alone."""
        if kind == "cite":
            return Piece(f"[{self.numbers.get(key, 'unknown')}]", (key,) if key in self.numbers else ())
        if kind == "formula":
            return Piece(of_tex(text(mapping(self.floated.get(key)).get("latex"))))
        label = self.labels.get(key, "")
        return Piece(label.rpartition(" ")[2] if named else label)

    def floats(self) -> None:
        """Captions and tables, which the format keeps apart from the text."""
        count: dict[str, int] = {}
        for entry in map(mapping, self.floated.values()):
            kind = _kind(entry)
            if kind not in _FLOATS:
                continue
            count[kind] = count.get(kind, 0) + 1
            caption = next((c for n in ("caption", "text") if (c := text(entry.get(n)).strip()) not in _NO_CAPTION), "")
            if caption:
                label = text(entry.get("num")) or text(entry.get("fig_num")) or str(count[kind])
                begun = re.match(rf"\W*{kind[:3]}", caption, re.IGNORECASE)
                lead = "" if begun else f"{kind.capitalize()} {label}: "
                self.passage([Piece(lead), *self.unlinked(self.signed(caption))], "caption", "")
            body = next((b for n in ("html", "content", "latex") if (b := text(entry.get(n)))), "")
            if kind == "table" and body:
                self.table(html_rows(body) if body.lstrip().startswith("<") else latex_rows(body))

    def table(self, rows: list[list[str]]) -> None:
        self.assembly.open("table", "")
        for row in rows:
            for i, cell in enumerate(row):
                if i:
                    self.assembly.write("\t")
                write(self.assembly, self.unlinked(self.signed(cell)), self.order)
            self.assembly.write("\n")
        self.assembly.close()

    def unlinked(self, pieces: list[Piece]) -> list[Piece]:
        return [part for piece in pieces for part in (self.style.found(piece.text) if piece.keys is None else [piece])]

    def passage(self, pieces: list[Piece], zone: Zone, heading: str) -> None:
        self.assembly.open(zone, heading)
        write(self.assembly, pieces, self.order)
        self.assembly.close()


def _kind(entry: object) -> str:
    return (text(mapping(entry).get("type_str")) or text(mapping(entry).get("type"))).lower()
