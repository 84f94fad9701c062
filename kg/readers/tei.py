"""TEI as GROBID writes it into a Paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.model import Paper, Reference, Zone
from kg.readers.assembly import Assembly
from kg.readers.entries import arxiv_in, composed, doi_in, year_in
from kg.readers.inline import Piece, write
from kg.readers.references import parse_reference
from kg.readers.tei_citations import CitationStyle
from kg.readers.tei_coordinates import laid, places_of
from kg.readers.wording import Hyphens, is_availability
from kg.readers.xml import flat, parse, plain

BLOCKS = frozenset("p div figure formula note list table head listBibl listOrg".split())
ZONES: dict[str, Zone] = {"annex": "appendix", "availability": "availability"}
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

    Raises ReadError where the document is not TEI.
    """
    tei = root if root.tag == "TEI" else next(root.iter("TEI"), None)
    if tei is None:
        raise ReadError(f"the root element is <{root.tag!s}>, not <TEI>", path=path, advice="give the TEI of GROBID")
    references = _references(tei)
    title, printed = _header_title(tei)
    assembly = Assembly()
    style = CitationStyle.learned(_targets(tei, {entry.key for entry in references}), references)
    writer = _Writer(assembly, Hyphens.of(plain(tei)), style, tuple(entry.key for entry in references))
    writer.passage([Piece(title)], "title", "", printed)
    for abstract in tei.iterfind("teiHeader/profileDesc/abstract"):
        writer.children(abstract, "abstract", "")
    for part in tei.iterfind("text/body"):
        writer.children(part, "body", "")
    for part in tei.iterfind("text/back"):
        writer.children(part, "body", "")
    identifiers = _identifiers(tei)
    return assembly.paper(
        content=content,
        source=path.name,
        title=title,
        authors=tuple(_authors(tei.find("teiHeader/fileDesc/sourceDesc/biblStruct"))),
        year=_year(tei),
        identifiers=identifiers,
        references=references,
    )


def _header_title(tei: etree._Element) -> tuple[str, etree._Element | None]:
    for place in ("titleStmt/title", "sourceDesc/biblStruct/analytic/title", "sourceDesc/biblStruct/monogr/title"):
        for element in tei.iterfind(f"teiHeader/fileDesc/{place}"):
            if title := plain(element):
                return title, element
    return "", None


def _year(tei: etree._Element) -> int | None:
    for place in ("publicationStmt/date", "sourceDesc/biblStruct/monogr/imprint/date"):
        for date in tei.iterfind(f"teiHeader/fileDesc/{place}"):
            if year := year_in(date.get("when", "")) or year_in(plain(date)):
                return year
    return None


def _identifiers(tei: etree._Element) -> tuple[str, ...]:
    found = []
    for element in tei.iterfind("teiHeader/fileDesc/sourceDesc/biblStruct//idno"):
        kind, text = element.get("type", "").lower(), plain(element)
        if kind == "doi" and (doi := doi_in(text)):
            found.append(f"doi:{doi}")
        elif kind == "arxiv" and (arxiv := arxiv_in(text)):
            found.append(f"arxiv:{arxiv}")
    return tuple(dict.fromkeys(found))


def _targets(tei: etree._Element, known: set[str]) -> list[tuple[str, str]]:
    """Every citation that GROBID resolved, as printed, with the key of its entry."""
    return [
        (plain(element), target)
        for element in tei.iter("ref")
        if element.get("type") == "bibr" and (target := element.get("target", "").lstrip("#")) in known
    ]


def _references(tei: etree._Element) -> tuple[Reference, ...]:
    found, keys = [], set()
    for i, entry in enumerate(tei.iterfind("text//biblStruct")):
        key = entry.get("id") or f"b{i}"
        while key in keys:
            key += "_"
        keys.add(key)
        found.append(_reference(key, entry))
    return tuple(found)


def _reference(key: str, entry: etree._Element) -> Reference:
    notes = {note.get("type", ""): plain(note) for note in entry.iter("note")}
    titles = [text for element in entry.iterfind("analytic/title") if (text := plain(element))]
    wholes = [(element.get("level"), text) for element in entry.iterfind("monogr/title") if (text := plain(element))]
    if not titles:  # a book or report is its own whole; a journal is not the title of anything in it
        titles = [text for level, text in wholes if level != "j"][:1]
    title = titles[0] if titles else ""
    venues = [text for _, text in wholes if text != title]
    venues += [flat(element.text).strip() for element in entry.iterfind("monogr/meeting")]
    venues += [plain(element) for element in entry.iterfind("monogr/imprint/publisher")]
    venues = [venue for venue in venues if venue]
    idnos = {element.get("type", "").lower(): plain(element) for element in entry.iter("idno")}
    links = [link for element in entry.iter("ptr", "ref") if (link := element.get("target", ""))]
    raw = notes.pop("raw_reference", "")
    if raw and not title:
        return parse_reference(key, raw)
    everywhere = " ".join([raw, *(text for _, text in wholes), *venues, *notes.values(), *links])
    return composed(
        key,
        raw=raw,
        title=title.rstrip("."),
        authors=tuple(_authors(entry)),
        year=_entry_year(entry),
        venue=venues[0] if venues else "",
        place=_place(entry),
        doi=doi_in(idnos.get("doi", "")) or doi_in(everywhere),
        arxiv=arxiv_in(idnos.get("arxiv", "")) or arxiv_in(everywhere),
        url=next((link for link in links if "doi.org/" not in link), ""),
    )


def _authors(entry: etree._Element | None) -> Iterator[str]:
    """Authors as "Forename Surname"; editors only where there are no authors."""
    if entry is None:
        return
    for kind in ("analytic/author", "monogr/author", "monogr/editor"):
        names = [name for person in entry.iterfind(kind) if (name := _name(person).strip(" ,;:"))]
        if names:
            yield from names
            return


def _name(person: etree._Element) -> str:
    name = person.find("persName")
    if name is None:
        return plain(person) if person.tag == "editor" or not len(person) else plain(person.find("orgName"))
    return " ".join(text for part in ("forename", "surname") for e in name.iterfind(part) if (text := plain(e)))


def _entry_year(entry: etree._Element) -> int | None:
    for date in entry.iter("date"):
        if year := year_in(date.get("when", "")) or year_in(plain(date)):
            return year
    return None


def _place(entry: etree._Element) -> str:
    scopes: dict[str, str] = {}
    for scope in entry.iter("biblScope"):
        text = plain(scope) or "–".join(page for page in (scope.get("from"), scope.get("to")) if page)
        scopes.setdefault(scope.get("unit", ""), text)
    volume, issue = scopes.get("volume", ""), scopes.get("issue", "")
    return ", ".join(part for part in (volume + (f"({issue})" if issue else ""), scopes.get("page", "")) if part)


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
            heading = f"{element.get('n', '')} {self.hyphens.mended(plain(element))}".strip()
            self.passage([Piece(heading)], zone, heading, element)
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
        elif element.tag not in ("formula", "listBibl", "listOrg") and not _is_number_of_formula(element):
            self.paragraph(element, zone, heading)
        return heading

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
        if description is not None:
            pieces += self.unlinked(self.pieces_within(description))
        if re.search(r"\w", "".join(piece.text for piece in pieces)):
            self.passage(pieces, "caption", heading, description, page=page)
        for table in element.iterchildren("table"):
            self.table(table, heading, page=page)
        for note in element.iterchildren("note"):
            self.paragraph(note, "footnote", heading)

    def table(self, table: etree._Element, heading: str, *, page: int | None = None) -> None:
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
        return self.style.continued(self.style.without_note_marks(list(self.inline(element))))

    def pieces_within(self, element: etree._Element) -> list[Piece]:
        """The inline content of an element and of all paragraphs in it."""
        parts = [element, *element.iter("p")]
        return [piece for part in parts for piece in (*self.pieces(part), Piece(" "))]

    def inline(self, element: etree._Element) -> Iterator[Piece]:
        if element.text:
            yield Piece(self.hyphens.mended(flat(element.text)))
        for child in element.iterchildren(etree.Element):
            if child.tag in BLOCKS:
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
        target = element.get("target", "").lstrip("#")
        if element.get("type") == "foot":
            return Piece("")  # the mark of a footnote, which would stick to the word before it
        if element.get("type") != "bibr":
            return Piece(printed)
        if target in self.style.known:
            return Piece(printed, (target,))
        return Piece(printed, self.style.resolved(printed) if self.style.looks_like(printed) else None)
