"""The inline content of a JATS article: text, citations, superscripts, formulas; and which elements are blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from kg.readers.formulas import of_mathml, of_tex
from kg.readers.inline import Piece
from kg.readers.xml import flat, plain

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


def without_notes(element: etree._Element | None) -> str:
    """The text of a title without the marks of its notes; "" for None."""
    return "" if element is None else flat("".join(piece.text for piece in pieces(element, {}))).strip()


def pieces(element: etree._Element, known: Mapping[str, str], raised: bool = False) -> Iterator[Piece]:
    """The inline content of an element; blocks within it are left out, a space in their place."""
    if element.text:
        yield Piece(flat(element.text), raised=raised)
    for child in element.iterchildren(etree.Element):
        yield from _piece(child, known, raised)
        if child.tail:
            yield Piece(flat(child.tail), raised=raised)


def _piece(child: etree._Element, known: Mapping[str, str], raised: bool) -> Iterator[Piece]:
    tag = child.tag
    if tag == "xref":
        keys = keys_of(child.get("rid", ""), known)
        kind = child.get("ref-type")
        if keys or kind == "bibr":
            yield Piece(plain(child), keys, raised or child.find("sup") is not None)
        elif kind not in NOTE_MARKS:
            yield from pieces(child, known, raised)
    elif tag == "sup":
        before, mark = _text_before(child), plain(child)
        if _NOTE_MARK.fullmatch(mark) and re.search(r"[^\W\d_]{3}[^\w\s]?$", before):
            return  # "control" with a raised "b" would read "controlb"
        if re.match(r"[-−–+]?\d", mark) and re.search(r"\d$", before) and child.find("xref") is None:
            yield Piece("^", raised=raised)
        yield from pieces(child, known, True)
        if _NOTE_MARK.fullmatch(mark) and not re.search(r"\S$", before):
            yield Piece(" ")  # the mark of the note that follows
    elif tag in ("inline-formula", "math", "chem-struct", "disp-formula"):
        yield Piece(" " if tag == "disp-formula" else _formula(child), raised=raised)
    elif tag in ("break", "hr") or tag in BLOCKS or tag in SILENT:
        yield Piece(" ", raised=raised)
    else:
        yield from pieces(child, known, raised)


def _text_before(child: etree._Element) -> str:
    sibling, parent = child.getprevious(), child.getparent()
    if sibling is not None:
        return sibling.tail or plain(sibling)
    return "" if parent is None else parent.text or ""


def _formula(element: etree._Element) -> str:
    """A formula as it reads: its MathML, or else its TeX; pictures of it are left out."""
    math = element if element.tag == "math" else next(element.iter("math"), None)
    if math is not None:
        return of_mathml(math)
    words = "".join(flat(str(text)) for text in element.xpath(".//text()[not(ancestor-or-self::tex-math)]"))
    tex = plain(next(element.iter("tex-math"), None))
    return of_tex(tex) if tex and not words.strip() else words


def keys_of(targets: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the references that the targets of a cross-reference denote; `known` maps ids to keys."""
    return tuple(dict.fromkeys(known[name] for name in re.split(r"[\s,;#]+", targets) if name in known))
