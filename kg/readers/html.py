"""HTML into a Paper: LaTeXML as arXiv and ar5iv serve it, and any page with headings and a list of references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.model import Paper, Zone
from kg.readers.assembly import Assembly
from kg.readers.html_front import authors_of, identifiers_of, printed, title_of, year_of
from kg.readers.html_inline import Inline, is_skipped
from kg.readers.html_references import HEADINGS, ReferenceList, reference_list
from kg.readers.html_tree import ADVICE, classes, parse_page, with_class, with_role
from kg.readers.inline import Piece, write
from kg.readers.plain_blocks import zone_of
from kg.readers.unlinked import find_unlinked
from kg.readers.xml import plain

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
    "header hgroup html li main ol p pre section summary table tbody td tfoot th thead tr ul caption".split()
)
_TABLES = frozenset({"ltx_tabular"})
_EQUATIONS = frozenset({"ltx_equation", "ltx_equationgroup", "ltx_eqn_table", "ltx_eqn_gather", "ltx_eqn_align"})
_ZONES: dict[str, Zone] = {
    "ltx_abstract": "abstract",
    "abstract": "abstract",
    "doc-abstract": "abstract",
    "ltx_appendix": "appendix",
    "doc-appendix": "appendix",
    "footnotes": "footnote",
    "doc-endnotes": "footnote",
    "ltx_role_footnotetext": "footnote",
}
# Of the text of a page, the part that is the paper has at least this share.
_LEAST_SHARE = 0.6
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[IVXLC]+|[A-H](?:\.\d+)*)[.)]?\s+")


def read(path: Path) -> Paper:
    """The paper in an HTML page.

    Raises ReadError where the page cannot be opened or holds no text.
    """
    root, content = parse_page(path)
    title = title_of(root)
    listed = reference_list(root)
    identifiers = identifiers_of(root)
    assembly = Assembly()
    if title:
        assembly.open("title")
        assembly.write(title)
    writer = _Writer(assembly, listed, title)
    writer.flow(_paper_of(root))
    writer.flush()
    assembly.close()
    if all(passage.zone == "title" for passage in assembly.passages):
        raise ReadError("the page holds no text", path=path, advice=ADVICE)
    find_unlinked(assembly, listed.references)
    return assembly.paper(
        content=content,
        source=path.name,
        title=title,
        authors=authors_of(root),
        year=year_of(root, identifiers),
        identifiers=identifiers,
        references=listed.references,
    )


def _paper_of(root: etree._Element) -> etree._Element:
    """The element that holds the paper: all of the page, where none holds most of its text."""
    body = root.find("body")
    body = root if body is None else body
    # arXiv gives its notices the class of the document too
    documents = [element for element in with_class(body, "ltx_document") if not is_skipped(element)]
    if documents:
        return max(documents, key=lambda element: len(plain(element)))
    whole = len(plain(body))
    for element in (*body.iter("main"), *with_role(body, "main"), *body.iter("article")):
        if len(plain(element)) >= _LEAST_SHARE * whole:
            return element
    return body


@dataclass
class _Writer:
    """Walks a page and writes its passages; inline content gathers until a block begins or ends.

    `label` is what a list prints before its next item; `above` holds level and zone of the headings that are open.
    """

    assembly: Assembly
    listed: ReferenceList
    title: str
    inline: Inline = field(init=False)
    order: tuple[str, ...] = field(init=False)
    gathered: list[Piece] = field(default_factory=list)
    label: list[Piece] = field(default_factory=list)
    zone: Zone = "body"
    heading: str = ""
    above: list[tuple[int, Zone]] = field(default_factory=list)
    blocks: dict[etree._Element, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inline = Inline(self.listed.keys)
        self.order = tuple(entry.key for entry in self.listed.references)

    def flow(self, element: etree._Element) -> None:
        """Write all that an element holds."""
        if element.text:
            self.gathered.append(Piece(_on_one_line(element.text)))
        for child in element.iterchildren(etree.Element):
            if child not in self.listed.elements:
                self.child(child)
            if child.tail:
                self.gathered.append(Piece(_on_one_line(child.tail)))

    def child(self, element: etree._Element) -> None:
        if is_skipped(element):
            return
        named = classes(element)
        if "ltx_tag_item" in named:
            self.label = [*self.inline.within(element), Piece(" ")] if _LETTER.search(plain(element)) else []
        elif not self.is_block(element):
            self.gathered += self.inline.of(element)
        elif element.tag in HEADINGS and not named & {"ltx_title_theorem", "ltx_title_document", "ltx_runin"}:
            self.flush()
            self.open_section(element)
        elif named & _EQUATIONS:
            self.flush()
            self.equation(element)
        elif element.tag == "table" or named & _TABLES:
            self.flush()
            self.table(element)
        elif "ltx_title_document" in named:
            self.flush()
        else:
            self.flush()
            self.block(element)
            self.flush()

    def is_block(self, element: etree._Element) -> bool:
        """Whether an element is a block, or holds one outside of its notes."""
        known = self.blocks.get(element)
        if known is None:
            named = classes(element)
            known = element.tag in _BLOCKS or bool(named & (_TABLES | {"ltx_p"}))
            if not known and "ltx_note" not in named and element.tag != "math":
                known = any(self.is_block(child) for child in element.iterchildren(etree.Element))
            self.blocks[element] = known
        return known

    def block(self, element: etree._Element) -> None:
        zone = next((_ZONES[n] for n in (*sorted(classes(element)), element.get("role")) if n in _ZONES), None)
        if element.tag in ("figcaption", "caption"):
            zone = "caption"
        elif element.get("role") == "doc-footnote" or re.match(r"(?:fn|footnote)[\d_:-]", element.get("id") or ""):
            zone = "footnote"
        if zone is None:
            self.flow(element)
            return
        kept = self.zone, self.heading, self.above
        self.zone, self.above = zone, [(0, zone)]
        self.flow(element)
        self.flush()
        self.zone, self.heading, self.above = kept

    def open_section(self, element: etree._Element) -> None:
        words = printed(element)
        if not words or words == self.title:
            return
        level = int(str(element.tag)[1])
        self.above = [one for one in self.above if one[0] < level]
        over = self.above[-1][1] if self.above else "body"
        zone = zone_of(_NUMBER.sub("", words), after_references=False)
        if zone in ("body", "abstract") and over != "body":
            zone = over
        self.above = [*self.above, (level, zone)]
        self.zone, self.heading = zone, words
        if zone != "abstract":
            self.gathered.append(Piece(words))
            self.flush()

    def flush(self) -> None:
        """End the passage that is gathering; footnotes met in it follow it."""
        pieces, self.gathered = self.gathered, []
        notes, self.inline.notes = self.inline.notes, []
        if any(_LETTER.search(piece.text) or piece.keys is not None for piece in pieces):
            pieces, self.label = [*self.label, *pieces], []
            self.assembly.open(self.zone, self.heading)
            write(self.assembly, pieces, self.order)
            self.assembly.close()
        for note in notes:
            content = next(with_class(note, "ltx_note_content"), note)
            self.assembly.open("footnote", self.heading)
            write(self.assembly, list(self.inline.within(content)), self.order)
            self.assembly.close()

    def equation(self, element: etree._Element) -> None:
        """A displayed formula as it reads, without its number."""
        for math in element.iter("math"):
            self.gathered += [*self.inline.of(math), Piece(" ")]
        self.flush()

    def table(self, element: etree._Element) -> None:
        if any(True for _ in element.iter(*HEADINGS)) or element.get("role") == "presentation":
            self.flow_through(element)  # a table that lays out a page
            return
        for caption in element.iterchildren("caption"):
            self.child(caption)
        self.assembly.open("table", self.heading)
        for row in _rows(element):
            for i, cell in enumerate(row):
                if i:
                    self.assembly.write("\t")
                write(self.assembly, list(self.cell(cell)), self.order)
            self.assembly.write("\n")
        self.assembly.close()
        self.flush()

    def flow_through(self, element: etree._Element) -> None:
        for child in element.iterchildren(etree.Element):
            self.child(child)

    def cell(self, element: etree._Element) -> Iterator[Piece]:
        """The content of a cell; blocks in it stand a space apart."""
        if element.text:
            yield Piece(_on_one_line(element.text))
        for child in element.iterchildren(etree.Element):
            if is_skipped(child):
                pass
            elif self.is_block(child):
                yield Piece(" ")
                yield from self.cell(child)
                yield Piece(" ")
            else:
                yield from self.inline.of(child)
            if child.tail:
                yield Piece(_on_one_line(child.tail))


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of a table, not those of a table in a cell."""
    for child in table.iterchildren(etree.Element):
        if child.tag == "tr" or "ltx_tr" in classes(child):
            yield [cell for cell in child.iterchildren(etree.Element) if _is_cell(cell)]
        elif child.tag not in ("td", "th", "caption"):
            yield from _rows(child)


def _is_cell(element: etree._Element) -> bool:
    return element.tag in ("td", "th") or "ltx_td" in classes(element)


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
