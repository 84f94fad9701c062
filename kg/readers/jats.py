"""JATS and NLM articles (PMC, PLOS and other publishers) into a Paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.model import Paper, Zone
from kg.readers.assembly import Assembly
from kg.readers.entries import arxiv_in, doi_in, year_in
from kg.readers.inline import Piece, write
from kg.readers.jats_references import references
from kg.readers.wording import is_availability
from kg.readers.xml import flat, parse, plain

FLOATS = frozenset(
    "fig fig-group table-wrap table-wrap-group table array supplementary-material media boxed-text fn fn-group".split()
)
CONTAINERS = frozenset(
    "sec app app-group ack notes list list-item def-list def-item def disp-quote boxed-text fig-group table-wrap-group "
    "floats-group floats-wrap body back bio glossary fn-group statement speech verse-group disp-formula-group "
    "sub-article response trans-abstract abstract front-stub supplementary-material alternatives".split()
)
BLOCKS = FLOATS | CONTAINERS | {"p", "title"}
SILENT = frozenset(
    "disp-formula graphic inline-graphic tex-math object-id ref-list label sec-meta permissions index-term "
    "private-char journal-meta alt-text long-desc processing-meta history hr title".split()
)
# Marks that point to a note beneath a table or page: printed, they would stick to the word before them.
NOTE_MARKS = frozenset({"fn", "table-fn", "author-notes", "corresp", "aff"})
_NOTE_MARK = re.compile(r"[a-z*†‡§¶#](?:,?\s*[a-z*†‡§¶#])?")
_ID_SCHEMES = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "arxiv": "arxiv"}


def read(path: Path) -> Paper:
    """The paper in a JATS or NLM file; several articles in one file (a response, a decision letter) in their order.

    Raises ReadError where the file is not such an article or not well-formed.
    """
    root, content = parse(path)
    article = root if root.tag == "article" else next(root.iter("article"), None)
    if article is None:
        raise ReadError(
            f"the root element is <{root.tag!s}>, not a JATS <article>", path=path, advice="give the article's own XML"
        )
    entries = references(article)
    assembly = Assembly()
    title = _title(article.find("front/article-meta"))
    if title:
        assembly.open("title")
        assembly.write(title)
    _Writer(assembly, tuple(entry.key for entry in entries)).article(article)
    return assembly.paper(
        content=content,
        source=path.name,
        title=title,
        authors=_authors(article),
        year=_year(article),
        identifiers=_identifiers(article),
        references=entries,
    )


def _title(meta: etree._Element | None) -> str:
    if meta is None:
        return ""
    group = meta.find("title-group")
    group = meta if group is None else group
    parts = [_without_notes(element) for element in (group.find("article-title"), group.find("subtitle"))]
    return ": ".join(part.rstrip(":") for part in parts if part)


def _without_notes(element: etree._Element | None) -> str:
    return "" if element is None else flat("".join(piece.text for piece in _pieces(element, frozenset()))).strip()


def _authors(article: etree._Element) -> tuple[str, ...]:
    found = []
    for contributor in article.iterfind("front/article-meta/contrib-group/contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = contributor.find("name")
        if name is None:
            name = contributor.find("name-alternatives/name")
        if name is not None:
            found.append(f"{plain(name.find('given-names'))} {plain(name.find('surname'))}".strip())
        else:
            collective = contributor.find("collab")
            own = "" if collective is None else flat(collective.text).strip() or plain(collective.find("institution"))
            found.append(own or plain(contributor.find("string-name")))
    return tuple(name for name in found if name)


def _year(article: etree._Element) -> int | None:
    years = [
        year
        for date in article.iterfind("front/article-meta/pub-date")
        if date.get("pub-type") != "pmc-release" and (year := year_in(plain(date.find("year")))) is not None
    ]
    return min(years, default=None)


def _identifiers(article: etree._Element) -> tuple[str, ...]:
    found = []
    for element in article.iterfind("front/article-meta/article-id"):
        scheme, text = _ID_SCHEMES.get(element.get("pub-id-type", "")), plain(element)
        if scheme == "doi":
            text = doi_in(text)
        elif scheme == "arxiv":
            text = arxiv_in(text)
        elif scheme == "pmcid" and text.isdigit():
            text = "PMC" + text
        if scheme and text:
            found.append(f"{scheme}:{text}")
    return tuple(dict.fromkeys(found))


def _pieces(element: etree._Element, known: frozenset[str], raised: bool = False) -> Iterator[Piece]:
    """The inline content of an element; blocks within it are left out, a space in their place."""
    if element.text:
        yield Piece(flat(element.text), raised=raised)
    for child in element.iterchildren(etree.Element):
        yield from _piece(child, known, raised)
        if child.tail:
            yield Piece(flat(child.tail), raised=raised)


def _piece(child: etree._Element, known: frozenset[str], raised: bool) -> Iterator[Piece]:
    tag = child.tag
    if tag == "xref":
        targets = tuple(child.get("rid", "").split())
        keys = tuple(target for target in targets if target in known)
        kind = child.get("ref-type")
        if keys or kind == "bibr":
            yield Piece(plain(child), keys, raised or child.find("sup") is not None)
        elif kind not in NOTE_MARKS:
            yield from _pieces(child, known, raised)
    elif tag == "sup":
        before, mark = _text_before(child), plain(child)
        if _NOTE_MARK.fullmatch(mark) and re.search(r"[^\W\d_]{3}[^\w\s]?$", before):
            return  # "control" with a raised "b" would read "controlb"
        if re.match(r"[-−–+]?\d", mark) and re.search(r"\d$", before) and child.find("xref") is None:
            yield Piece("^", raised=raised)
        yield from _pieces(child, known, True)
        if _NOTE_MARK.fullmatch(mark) and not re.search(r"\S$", before):
            yield Piece(" ")  # the mark of the note that follows
    elif tag in ("inline-formula", "math", "chem-struct", "disp-formula"):
        yield Piece(" " if tag == "disp-formula" else _formula(child), raised=raised)
    elif tag in ("break", "hr") or tag in BLOCKS or tag in SILENT:
        yield Piece(" ", raised=raised)
    else:
        yield from _pieces(child, known, raised)


def _text_before(child: etree._Element) -> str:
    sibling, parent = child.getprevious(), child.getparent()
    if sibling is not None:
        return sibling.tail or plain(sibling)
    return "" if parent is None else parent.text or ""


def _formula(element: etree._Element) -> str:
    """The letters of a formula set in MathML; TeX and pictures of it are left out."""
    math = element if element.tag == "math" else next(element.iter("math"), None)
    if math is not None:
        return flat("".join(str(text).strip() for text in math.itertext()))
    return "".join(flat(str(text)) for text in element.xpath(".//text()[not(ancestor::tex-math)]"))


@dataclass(frozen=True)
class _Writer:
    """Walks an article and writes its passages; `order` holds the keys of the reference list."""

    assembly: Assembly
    order: tuple[str, ...]

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
        for other in article.iterchildren("sub-article", "response"):
            heading = _title(other.find("front-stub")) or _title(other.find("front/article-meta"))
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
            if lead is not None and not (element.text or "").strip() and is_availability(plain(lead)):
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
        title = _without_notes(title_element)
        if not title and element.tag == "ack":
            title = "Acknowledgements"
        if element.tag in ("app", "app-group"):
            zone = "appendix"
        kind = f"{element.get('sec-type', '')} {element.get('notes-type', '')} {element.get('specific-use', '')}"
        if is_availability(title) or "availability" in kind:
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
                table = child.find("table")
                if table is not None:
                    self.table(table, heading)
            elif child.tag == "table-wrap-foot":
                self.children(child, "footnote", heading)
            elif child.tag not in ("label", "caption", "attrib", "permissions"):
                self.block(child, zone, heading)

    def table(self, table: etree._Element, heading: str) -> None:
        self.assembly.open("table", heading)
        for row in table.iter("tr"):
            for i, cell in enumerate(row.iterchildren("td", "th")):
                if i:
                    self.assembly.write("\t")
                parts = [cell, *cell.iter("p", "list-item", "title")]
                pieces = [piece for part in parts for piece in (*self.pieces(part), Piece(" "))]
                write(self.assembly, pieces, self.order)
            self.assembly.write("\n")

    def note(self, element: etree._Element, zone: Zone, heading: str) -> None:
        inner: Zone = zone if zone == "availability" else "footnote"
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
        return [] if element is None else list(_pieces(element, frozenset(self.order)))
