"""JATS and NLM articles (PMC, PLOS and other publishers) into a Paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.model import Paper, Zone
from kg.readers.assembly import Assembly
from kg.readers.inline import Piece, write
from kg.readers.jats_front import authors_of, identifiers_of, title_of, year_of
from kg.readers.jats_inline import BLOCKS, CONTAINERS, SILENT, pieces, without_notes
from kg.readers.jats_references import references
from kg.readers.unlinked import find_unlinked
from kg.readers.wording import is_availability
from kg.readers.xml import only, parse, plain


def read(path: Path) -> Paper:
    """The paper in a JATS or NLM file; what belongs to it (a response, a decision letter) in its order.

    Raises ReadError where the file is not such an article, holds several, or is not well-formed.
    """
    root, content = parse(path)
    article = only(root, "article", path)
    if article is None:
        raise ReadError(
            f"the root element is <{root.tag!s}>, not a JATS <article>", path=path, advice="give the article's own XML"
        )
    entries, known = references(article)
    assembly = Assembly()
    title = title_of(article.find("front/article-meta"))
    if title:
        assembly.open("title")
        assembly.write(title)
    _Writer(assembly, tuple(entry.key for entry in entries), known).article(article)
    find_unlinked(assembly, entries)
    return assembly.paper(
        content=content,
        source=path.name,
        title=title,
        authors=authors_of(article),
        year=year_of(article),
        identifiers=identifiers_of(article),
        references=entries,
    )


@dataclass(frozen=True)
class _Writer:
    """Walks an article and writes its passages; `order` holds the keys of the list, `known` the key of every id."""

    assembly: Assembly
    order: tuple[str, ...]
    known: Mapping[str, str]

    def article(self, article: etree._Element) -> None:
        for abstract in article.iterfind("front/article-meta/abstract"):
            self.children(abstract, "abstract", plain(abstract.find("title")))
        for part in article.iterchildren("body", "back", "floats-group", "floats-wrap"):
            self.children(part, "body", "")
        for meta in article.iterfind("front/article-meta/custom-meta-group/custom-meta"):
            name = plain(meta.find("meta-name"))
            if is_availability(name):
                self.text(meta.find("meta-value"), "availability", name)
        for notes in article.iterfind("front/notes"):
            self.block(notes, "body", "")
        for note in article.iterfind("front/article-meta/author-notes/fn"):
            if _is_availability(note) or is_availability(plain(note.find("label"))):
                self.note(note, "availability", "")
        for other in article.iterchildren("sub-article", "response"):
            heading = title_of(other.find("front-stub")) or title_of(other.find("front/article-meta"))
            for part in other.iterchildren("body", "back", "floats-group"):
                self.children(part, "body", heading)

    def children(self, element: etree._Element, zone: Zone, heading: str) -> None:
        for child in element.iterchildren(etree.Element):
            self.block(child, zone, heading)

    def block(self, element: etree._Element, zone: Zone, heading: str) -> None:
        tag = element.tag
        if tag in ("fig", "table-wrap", "supplementary-material", "media"):
            self.float(element, zone, heading)
        elif tag in ("table", "array"):
            self.table(element, heading)
        elif tag == "caption":
            self.children(element, "caption", heading)
        elif tag == "fn":
            self.note(element, zone, heading)
        elif tag in ("def-list", "glossary"):
            self.definitions(element, zone, plain(element.find("title")) or heading)
        elif tag in CONTAINERS:
            self.section(element, zone, heading)
        elif tag in SILENT:
            return
        elif any(child.tag in BLOCKS for child in element.iterchildren(etree.Element)):
            self.text(element, self.zone_of(element, zone), heading)
            self.children_that_are_blocks(element, zone, heading)
        else:
            self.text(element, self.zone_of(element, zone), heading)

    def zone_of(self, element: etree._Element, zone: Zone) -> Zone:
        """The zone of a paragraph: a bold run at its start may be the title of a data-availability statement."""
        if zone in ("body", "footnote", "appendix"):
            lead = next(element.iterchildren("bold", "italic"), None)
            titled = lead is not None and not (element.text or "").strip() and is_availability(plain(lead))
            if titled or _is_availability(element):
                return "availability"
        return zone

    def children_that_are_blocks(self, element: etree._Element, zone: Zone, heading: str) -> None:
        for child in element.iterchildren(etree.Element):
            if child.tag in BLOCKS:
                self.block(child, zone, heading)

    def section(self, element: etree._Element, zone: Zone, heading: str) -> None:
        title_element = element.find("title")
        if title_element is None:
            title_element = element.find("caption/title")
        title = without_notes(title_element)
        if not title and element.tag == "ack":
            title = "Acknowledgements"
        if element.tag in ("app", "app-group"):
            zone = "appendix"
        if is_availability(title) or _is_availability(element):
            zone = "availability"
        if title and title_element is not None:
            label = plain(element.find("label"))
            self.text(title_element, zone, f"{label} {title}".strip(), label)
            heading = f"{label} {title}".strip()
        self.children(element, zone, heading or title)

    def float(self, element: etree._Element, zone: Zone, heading: str) -> None:
        label, caption = plain(element.find("label")), element.find("caption")
        pieces = [Piece(label.rstrip(".:") + ". ")] if label else []
        if caption is not None:
            for part in caption.iterchildren("title", "p"):
                pieces += [*self.pieces(part), Piece(" ")]
        self.passage(pieces, "caption", heading)
        if caption is not None:
            for paragraph in caption.iterchildren("p"):
                self.children_that_are_blocks(paragraph, zone, heading)
        for child in element.iterchildren(etree.Element):
            if child.tag == "table":
                self.table(child, heading)
            elif child.tag == "alternatives":
                for table in [*child.iterchildren("table")][:1]:
                    self.table(table, heading)
            elif child.tag == "table-wrap-foot":
                self.children(child, "footnote", heading)
            elif child.tag not in ("label", "caption", "attrib", "permissions"):
                self.block(child, zone, heading)

    def table(self, table: etree._Element, heading: str) -> None:
        self.assembly.open("table", heading)
        for row in table.iter("tr", "row"):  # HTML's tables, and those of CALS
            for i, cell in enumerate(row.iterchildren("td", "th", "entry")):
                if i:
                    self.assembly.write("\t")
                parts = [cell, *cell.iter("p", "list-item", "title")]
                pieces = [piece for part in parts for piece in (*self.pieces(part), Piece(" "))]
                write(self.assembly, pieces, self.order)
            self.assembly.write("\n")

    def note(self, element: etree._Element, zone: Zone, heading: str) -> None:
        inner: Zone = "availability" if zone == "availability" or _is_availability(element) else "footnote"
        for child in element.iterchildren(etree.Element):
            if child.tag != "label":
                self.block(child, inner, heading)

    def definitions(self, element: etree._Element, zone: Zone, heading: str) -> None:
        for child in element.iterchildren(etree.Element):
            if child.tag == "def-item":
                term = self.pieces(child.find("term"))
                for meaning in child.iterchildren("def"):
                    parts = [piece for p in meaning.iterchildren("p") for piece in (*self.pieces(p), Piece(" "))]
                    self.passage([*term, Piece(": "), *parts], zone, heading)
            else:
                self.block(child, zone, heading)

    def text(self, element: etree._Element | None, zone: Zone, heading: str, label: str = "") -> None:
        self.passage([Piece(f"{label} " if label else ""), *self.pieces(element)], zone, heading)

    def passage(self, pieces: list[Piece], zone: Zone, heading: str) -> None:
        self.assembly.open(zone, heading)
        write(self.assembly, pieces, self.order)
        self.assembly.close()

    def pieces(self, element: etree._Element | None) -> list[Piece]:
        return [] if element is None else list(pieces(element, self.known))


def _is_availability(element: etree._Element) -> bool:
    """Whether an element is marked as a statement of where the data are."""
    kinds = ("sec-type", "notes-type", "fn-type", "content-type", "specific-use")
    return any("availab" in element.get(kind, "") or "data-access" in element.get(kind, "") for kind in kinds)
