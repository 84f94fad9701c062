"""TEI as GROBID writes it into a Paper."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.model import Paper, Zone
from kg.readers.assembly import Assembly
from kg.readers.inline import Piece, write
from kg.readers.tei_citations import CitationStyle
from kg.readers.tei_coordinates import laid, places_of
from kg.readers.tei_front import authors_of, identifiers_of, title_of, year_of
from kg.readers.tei_references import references_of
from kg.readers.unlinked import find_unlinked
from kg.readers.wording import Hyphens, is_availability
from kg.readers.xml import flat, only, parse, plain

BLOCKS = frozenset("p div figure formula note list table head listBibl listOrg".split())
BREAKS = frozenset({"lb", "pb", "cb", "gap"})
ZONES: dict[str, Zone] = {
    "annex": "appendix",
    "appendix": "appendix",
    "abstract": "abstract",
    "availability": "availability",
    "data_availability": "availability",
    "data-availability": "availability",
}
HEADINGS = {
    "acknowledgement": "Acknowledgements",
    "acknowledgements": "Acknowledgements",
    "acknowledgment": "Acknowledgements",
    "funding": "Funding",
    "availability": "Data availability",
}


def read(path: Path) -> Paper:
    """The paper in a TEI file.

    Raises ReadError where the file is not TEI or not well-formed.
    """
    root, content = parse(path)
    return paper_of(root, content=content, path=path)


def paper_of(root: etree._Element, *, content: bytes, path: Path) -> Paper:
    """The paper in a TEI document; `content` is the bytes of the file at `path` that it was made from.

    Raises ReadError where the document is not TEI, or holds several papers.
    """
    tei = only(root, "TEI", path)
    if tei is None:
        raise ReadError(f"the root element is <{root.tag!s}>, not <TEI>", path=path, advice="give the TEI of GROBID")
    references = references_of(tei)
    title, printed = title_of(tei)
    assembly = Assembly()
    style = CitationStyle.learned(_targets(tei, {entry.key for entry in references}), references)
    writer = _Writer(assembly, Hyphens.of(plain(tei)), style, tuple(entry.key for entry in references))
    writer.passage([Piece(title)], "title", "", printed)
    for abstract in tei.iterfind("teiHeader/profileDesc/abstract"):
        writer.children(abstract, "abstract", "")
    for part in tei.iterfind("text/front/div"):
        if part.get("type") == "abstract":
            writer.block(part, "abstract", "")
    for part in tei.iterfind("text/body"):
        writer.children(part, "body", "")
    for part in tei.iterfind("text/back"):
        writer.children(part, "body", "")
    find_unlinked(assembly, references)
    return assembly.paper(
        content=content,
        source=path.name,
        title=title,
        authors=authors_of(tei),
        year=year_of(tei),
        identifiers=identifiers_of(tei),
        references=references,
    )


def _targets(tei: etree._Element, known: set[str]) -> list[tuple[str, str]]:
    """Every citation that GROBID resolved, as printed, with the key of its entry."""
    return [(plain(element), keys[0]) for element in tei.iter("ref") if len(keys := _keys(element, known)) == 1]


def _keys(element: etree._Element, known: Container[str]) -> tuple[str, ...]:
    """The keys of the entries that a <ref> points to."""
    return tuple(key for name in element.get("target", "").split() if (key := name.rpartition("#")[2]) in known)


def _is_number_of_formula(element: etree._Element) -> bool:
    """Whether a paragraph is what is left of a displayed formula: "(3)"."""
    return len(element) == 0 and not re.search(r"[^\W\d_]", element.text or "")


@dataclass(frozen=True)
class _Writer:
    """Walks a TEI text and writes its passages; `order` holds the keys of the reference list."""

    assembly: Assembly
    hyphens: Hyphens
    style: CitationStyle
    order: tuple[str, ...]

    def children(self, element: etree._Element, zone: Zone, heading: str) -> None:
        for child in element.iterchildren(etree.Element):
            heading = self.block(child, zone, heading)

    def block(self, element: etree._Element, zone: Zone, heading: str) -> str:
        """Write a block; the heading that holds for the blocks after it."""
        if element.tag == "head":
            label = f"{number} " if (number := element.get("n", "")) else ""
            heading = f"{label}{self.hyphens.mended(plain(element))}".strip()
            self.passage([Piece(label), *self.pieces(element)], zone, heading, element)
        elif element.tag == "div":
            self.division(element, zone, heading)
        elif element.tag == "figure":
            self.figure(element, heading)
        elif element.tag == "table":
            self.table(element, heading)
        elif element.tag == "note":
            self.paragraph(element, "footnote", heading)
        elif element.tag == "list":
            self.children(element, zone, heading)
        elif element.tag == "ref":
            self.passage([self.reference(element)], zone, heading)
        elif element.tag in ("p", "item", "ab") and _is_number_of_formula(element):
            pass
        elif element.tag not in ("formula", "listBibl", "listOrg") or self.cites(element):
            self.paragraph(element, zone, heading)
        return heading

    def cites(self, element: etree._Element) -> bool:
        """Whether an element holds a citation: a sentence that GROBID took for a formula."""
        return element.tag == "formula" and any(_keys(ref, self.style.known) for ref in element.iter("ref"))

    def division(self, element: etree._Element, zone: Zone, heading: str) -> None:
        kind = element.get("type", "")
        if kind == "references":
            return
        zone = ZONES.get(kind, zone)
        head = element.find("head")
        if head is not None and is_availability(plain(head)):
            zone = "availability"
        self.children(element, zone, HEADINGS.get(kind, heading))

    def paragraph(self, element: etree._Element, zone: Zone, heading: str) -> None:
        self.passage(self.pieces(element), zone, heading, element)
        for child in element.iterchildren(*BLOCKS):
            self.block(child, zone, heading)

    def figure(self, element: etree._Element, heading: str) -> None:
        head = re.sub(r"\s+([:.])", r"\1", self.hyphens.mended(plain(element.find("head"))))
        description = element.find("figDesc")
        page = next((page for page, _ in places_of(element)), None)
        pieces = [Piece(head + " ")] if head else []
        if description is None and element.find("table") is None:
            pieces += self.unlinked([piece for p in element.iterchildren("p") for piece in self.pieces(p)])
        elif description is not None:
            pieces += self.unlinked(self.pieces_within(description))
        if re.search(r"\w", "".join(piece.text for piece in pieces)):
            self.passage(pieces, "caption", heading, description, page=page)
        for table in element.iterchildren("table"):
            self.table(table, heading, page=page)
        for note in element.iterchildren("note"):
            self.paragraph(note, "footnote", heading)

    def table(self, table: etree._Element, heading: str, *, page: int | None = None) -> None:
        for head in table.iterchildren("head"):
            self.passage(self.unlinked(self.pieces(head)), "caption", heading, head)
        places = places_of(table)
        self.assembly.open("table", heading, places[0][0] if places else page)
        if table.text:
            write(self.assembly, self.unlinked([Piece(self.hyphens.mended(flat(table.text)))]), self.order)
        for row in table.iter("row"):
            for i, cell in enumerate(row.iterchildren("cell")):
                if i:
                    self.assembly.write("\t")
                write(self.assembly, self.unlinked(self.pieces_within(cell)), self.order)
            self.assembly.write("\n")
        self.assembly.close()

    def passage(
        self,
        pieces: list[Piece],
        zone: Zone,
        heading: str,
        element: etree._Element | None = None,
        *,
        page: int | None = None,
    ) -> None:
        """Write a passage; where `element` bears coordinates, its lines too."""
        places = places_of(element)
        self.assembly.open(zone, heading, places[0][0] if places else page)
        write(self.assembly, pieces, self.order)
        before = len(self.assembly.passages)
        self.assembly.close()
        if places and len(self.assembly.passages) > before:
            span = self.assembly.passages[-1].span
            self.assembly.lines += laid("".join(self.assembly.parts_since(span.start)), span, places)

    def unlinked(self, pieces: list[Piece]) -> list[Piece]:
        """Citations that stand as mere text, as in every table cell, recognised where they can be resolved."""
        return [part for piece in pieces for part in (self.style.found(piece.text) if piece.keys is None else [piece])]

    def pieces(self, element: etree._Element) -> list[Piece]:
        return self.style.continued(list(self.inline(element)))

    def pieces_within(self, element: etree._Element) -> list[Piece]:
        """The inline content of an element and of all paragraphs in it."""
        parts = [element, *element.iter("p")]
        return [piece for part in parts for piece in (*self.pieces(part), Piece(" "))]

    def inline(self, element: etree._Element) -> Iterator[Piece]:
        if element.text:
            yield Piece(self.hyphens.mended(flat(element.text)))
        for child in element.iterchildren(etree.Element):
            if child.tag in BLOCKS or child.tag in BREAKS:
                yield Piece(" ")
            elif child.tag == "ref":
                yield self.reference(child)
            else:
                yield from self.inline(child)
                if child.tag == "s":
                    yield Piece(" ")
            if child.tail:
                yield Piece(self.hyphens.mended(flat(child.tail)))

    def reference(self, element: etree._Element) -> Piece:
        """A citation, or mere text where the element points to a figure or only looks like a citation to GROBID."""
        printed = self.hyphens.mended(plain(element))
        if keys := _keys(element, self.style.known):
            return Piece(printed, keys)
        if element.get("type") == "foot":
            return Piece("")  # the mark of a footnote, which would stick to the word before it
        if element.get("type") != "bibr":
            return Piece(printed)
        return Piece(printed, self.style.resolved(printed) if self.style.looks_like(printed) else None)
