"""The inline content of a page: text, citations, formulas as they read, footnotes set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kg.readers.formulas import of_mathml, of_tex
from kg.readers.html_tree import classes
from kg.readers.inline import Piece
from kg.readers.xml import flat, plain

SKIPPED = frozenset(
    "script style nav footer button template noscript svg iframe head form select textarea canvas audio video".split()
)
# Marks, alerts and menus of the pages of arXiv and of publishers; what LaTeXML could not understand.
SKIPPED_CLASSES = frozenset(
    "ltx_note_mark ltx_note_type ltx_tag_note ltx_ERROR ltx_page_navbar ltx_page_footer ltx_page_header ltx_rdf "
    "ltx_authors ltx_dates ltx_role_footnotemark package-alerts mw-editsection navbox noprint katex-html "
    "MathJax_Preview MJX_Assistive_MathML ltx_tag_bibitem ltx_listing off-screen".split()
)
# The name before a linked year ("Deng et al., ", "Deng et al. ("), back to the citation before it.
_NAME = re.compile(
    r"(?:^|[;\[(])\s*(?:(?:see|also|e\.\s?g\.,?|i\.\s?e\.,?|cf\.?)\s+)*([^;()\[\]]*[^\W\d_]{2}[^;()\[\]]*[(\[]?\s*)$",
    re.I,
)
_LONGEST_NAME = 200
_YEAR = re.compile(r"\s*[(\[]?\s*(?:1[5-9]|20)\d\d[a-z]?\s*[)\]]?\s*")
# Where the pages of arXiv and of publishers keep their entries.
_TO_ENTRY = re.compile(r"#(?:bib|ref|cit|CR|B|R)[\w.:-]*\d+$")
# Taylor & Francis, Oxford University Press and its kin name the entry of a link beside an address that leads nowhere.
_ENTRY_OF = ("data-rid", "reveal-id", "data-xml-rid")
_OPEN, _CLOSE = "([", ")]"


def is_skipped(element: etree._Element) -> bool:
    """Whether an element is no part of the text of a paper."""
    return (
        element.tag in SKIPPED
        or element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and element.tag != "math")
        or bool(classes(element) & SKIPPED_CLASSES)
    )


def formula(element: etree._Element) -> str:
    """A formula as it reads, from its TeX where the page has it."""
    tex = element.get("alttext") or next(
        (flat(a.text) for a in element.iter("annotation") if "tex" in (a.get("encoding") or "")), ""
    )
    if not tex and element.tag != "math":
        tex = plain(element)
    return of_tex(tex) if tex else of_mathml(element)


@dataclass
class Inline:
    """Turns inline elements into pieces; `keys` maps ids to entries, `notes` collects the footnotes met on the way."""

    keys: Mapping[str, str]
    notes: list[etree._Element] = field(default_factory=list)

    def of(self, element: etree._Element, *, raised: bool = False) -> Iterator[Piece]:
        """One element, without the text behind it."""
        tag, named = element.tag, classes(element)
        if is_skipped(element):
            return
        if "ltx_note" in named or element.get("role") == "doc-footnote":
            self.notes.append(element)
        elif tag == "math" or named & {"katex", "MathJax", "math", "mwe-math-element", "ltx_Math"}:
            yield Piece(formula(next(element.iter("math"), element)), raised=raised)
        elif tag in ("br", "wbr", "hr", "img", "input"):
            yield Piece("" if tag == "wbr" else " ", raised=raised)
        elif tag == "cite" or "citation" in named or "ltx_cite" in named:
            yield from self.citation(element, raised=raised)
        elif tag == "a" and self.key_of(element):
            text = "".join(piece.text for piece in self.within(element))
            yield Piece(text or flat(plain(element)), (self.key_of(element),), raised)
        elif _is_note_mark(element) and not any(self.key_of(link) for link in element.iter("a")):
            return
        elif tag in ("p", "div", "li") or "ltx_p" in named:
            yield Piece(" ")
            yield from self.within(element)
            yield Piece(" ")
        else:
            yield from self.within(element, raised=raised or tag == "sup")

    def within(self, element: etree._Element, *, raised: bool = False) -> Iterator[Piece]:
        """All that an element holds."""
        if element.text:
            yield Piece(flat(element.text), raised=raised)
        for child in element.iterchildren(etree.Element):
            yield from self.of(child, raised=raised)
            if child.tail:
                yield Piece(flat(child.tail), raised=raised)

    def key_of(self, link: etree._Element) -> str:
        """The key of the entry that a link points to; "" for any other link."""
        address = link.get("href") or ""
        named = [address.rpartition("#")[2] if "#" in address else "", *(link.get(name) or "" for name in _ENTRY_OF)]
        return next((key for name in named if (key := self.keys.get(name, ""))), "")

    def is_dead(self, link: etree._Element) -> bool:
        """Whether a link of a citation points to an entry that the page does not have."""
        address = link.get("href") or ""
        return bool(_TO_ENTRY.search(address)) and not self.key_of(link) and bool(plain(link))

    def citation(self, element: etree._Element, *, raised: bool) -> list[Piece]:
        """A citation with its links; the name in front of a linked year is a part of what is cited."""
        pieces: list[Piece] = []
        for piece in self.linked(element, raised=raised):
            before = pieces[-1] if pieces else None
            if piece.keys is not None and before is not None and before.keys is None and _YEAR.fullmatch(piece.text):
                start = max(0, len(before.text) - _LONGEST_NAME)
                name = _NAME.search(before.text, start)
                if name:
                    pieces[-1] = Piece(before.text[: name.start(1)], raised=before.raised)
                    piece = Piece(name[1] + piece.text, piece.keys, piece.raised)
            elif piece.keys is None and before is not None and before.keys and _is_open(before.text):
                cut = 1 if piece.text[:1] in tuple(_CLOSE) else 0
                pieces[-1] = Piece(before.text + piece.text[:cut], before.keys, before.raised)
                piece = Piece(piece.text[cut:], raised=piece.raised)
            pieces.append(piece)
        if not any(piece.keys for piece in pieces):
            # pandoc names the entries on the citation as a whole
            named = [self.keys.get(f"ref-{key}", "") for key in (element.get("data-cites") or "").split()]
            if any(named):
                text = "".join(piece.text for piece in pieces)
                return [Piece(text, tuple(key for key in named if key), raised)]
        return pieces

    def linked(self, element: etree._Element, *, raised: bool) -> Iterator[Piece]:
        """The text and links of a citation, neighbouring texts as one."""
        text = ""
        for piece in self._parts(element, raised):
            if piece.keys is None:
                text += piece.text
                continue
            if text:
                yield Piece(text, raised=raised)
            text = ""
            yield piece
        if text:
            yield Piece(text, raised=raised)

    def _parts(self, element: etree._Element, raised: bool) -> Iterator[Piece]:
        if element.text:
            yield Piece(flat(element.text), raised=raised)
        for child in element.iterchildren(etree.Element):
            lifted = raised or child.tag == "sup"
            if "ltx_missing_citation" in classes(child):
                yield Piece(plain(child), (), lifted)
            elif child.tag == "a" and self.is_dead(child):
                yield Piece(flat(plain(child)), (), lifted)
            elif child.tag == "a":
                yield from self.of(child, raised=lifted)
            elif not is_skipped(child):
                yield from self._parts(child, lifted)
            if child.tail:
                yield Piece(flat(child.tail), raised=raised)


def _is_open(text: str) -> bool:
    """Whether a bracket is opened in a text and not closed."""
    return any(text.count(left) > text.count(right) for left, right in zip(_OPEN, _CLOSE, strict=True))


def _is_note_mark(element: etree._Element) -> bool:
    """Whether an element is the raised mark of a footnote, which would stick to the word before it."""
    if element.get("role") == "doc-noteref" or classes(element) & {"footnote-ref", "footnote", "fn-ref"}:
        return len(plain(element)) < 6
    if element.tag != "sup":
        return False
    link = next(element.iter("a"), None)
    return link is not None and bool(re.match(r"#(?:fn|footnote|note|ftn|en)", link.get("href") or "", re.IGNORECASE))
