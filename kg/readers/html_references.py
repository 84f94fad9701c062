"""The reference list of a page: the elements that are its entries, and the entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from kg.model import Reference
from kg.readers.entries import Keys, arxiv_in, doi_in, year_in
from kg.readers.html_tree import classes, with_class, with_role
from kg.readers.plain_blocks import REFERENCES
from kg.readers.references import parse_reference, split_entries
from kg.readers.xml import flat, plain

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS = HEADINGS | {"nav", "aside", "footer", "form"}
_ENTRY_CLASSES = ("ltx_bibitem", "csl-entry", "js-splitview-ref-item")
_LIST_NAMES = re.compile(
    r"(?:^|[\s_-])(?:references?|ref-?list|reflist|bibliography|biblist|citations?-list)(?:$|[\s_-])", re.I
)
_LINKS = frozenset(
    "ltx_bib_links c-article-references__links reflinks ref-links external-links citation-links extra-links "
    "ReferenceLinks ReferencesCopy2".split()
)
# What is no part of an entry: its number, where it is cited, links.
_TAGS = _LINKS | {"ltx_tag_bibitem", "ltx_bib_cited", "label", "order", "bullet", "mw-cite-backlink"}
# As Oxford University Press, Wiley, Taylor & Francis and Elsevier mark them.
_TITLES = ("article-title", "articleTitle", "NLM_article-title", "title")
# Wiley and Oxford University Press name entries so; Elsevier names the number of the entry "bib1" "ref-id-bib1".
_NAMED_BY = ("id", "data-bib-id", "content-id")
_NUMBER_OF = "ref-id-"
# What follows a reference on publishers' pages: links to shops and search engines, not print.
_LINK_WORDS = re.compile(
    r"[\s\[(·|,]*(?:\b(?:Cross ?[Rr]ef(?: Full Text)?|Google Scholar|PubMed(?: Central| Abstract|/NCBI)?|View Article|"
    r"PMC(?: free article)?|DOI|Web of Science|MathSciNet|Full Text|Article|ADS|CAS|ISI)\b[\s\[\]()·|,]*)+$"
)
_LABEL = re.compile(r"\s*[\[(]?(\d{1,4})[\]).]?\s*")
_YEAR_PART = re.compile(r"[(\[]?(?:1[5-9]|20)\d\d[a-z]?[)\]]?")
_HEADING = 80  # characters
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_HEADINGS = 20  # a page names its list in its menus too, but not more often than this
_FEWEST = 2  # paragraphs below a heading that make a list


@dataclass(frozen=True)
class ReferenceList:
    """The entries, the elements that are not text because they hold them, and the key for every id in them."""

    references: tuple[Reference, ...]
    elements: frozenset[etree._Element]
    keys: dict[str, str]


def reference_list(root: etree._Element) -> ReferenceList:
    """The reference list of a page; without entries where none is found."""
    elements, printed = _entries(root)
    found: dict[str, Reference] = {}
    keys: dict[str, str] = {}
    unique = Keys()
    for i, element in enumerate(elements, 1):
        ids = list(_ids(element))
        label = _printed_label(element)
        key = unique.unique(next((name for name in ids if name), label or str(i)))
        found[key] = _reference(key, element)
        keys.update(dict.fromkeys(ids, key))
    for printed_key, raw in split_entries(printed):
        key = unique.unique(printed_key)
        found[key] = parse_reference(key, raw)
    covered = {*elements, *_headings(root)} if found else set()
    listed = sum(len(plain(element)) for element in elements)
    for area in _named(root) if elements else ():
        # The title of the list is whatever heading stands in an element that holds little else.
        if any(area in element.iterancestors() for element in elements) and len(plain(area)) < listed + _HEADING:
            covered.update(area.iter(*HEADINGS))
    below = _below_heading(root) if found else []
    # Links of their own lines between the entries are no text either.
    covered.update(part for area in below for part in area.iter("p", "div") if not _may_be_entry(part))
    if printed:
        covered.update(below)
    return ReferenceList(tuple(found.values()), frozenset(covered), keys)


def _entries(root: etree._Element) -> tuple[list[etree._Element], list[str]]:
    """The elements that are entries, or the lines of a list that is not marked up as one."""
    for name in _ENTRY_CLASSES:
        if marked := list(with_class(root, name)):
            return _innermost(marked), []
    if marked := list(with_role(root, "doc-biblioentry")):
        return _innermost(marked), []
    named = _named(root)
    for area in (_below_heading(root), named):
        items = _innermost([item for element in area for item in element.iter("li", "dd") if _may_be_entry(item)])
        if len(items) >= _FEWEST or (items and area is named):
            return items, []
        paragraphs = _innermost([p for element in area for p in element.iter("p", "div", "tr") if _may_be_entry(p)])
        if len(paragraphs) >= _FEWEST:
            return paragraphs, []
        lines = [line for element in area for line in _lines(element)]
        if len(lines) >= _FEWEST:
            return [], lines
    return [], []


def _may_be_entry(element: etree._Element) -> bool:
    """Whether an element says more than what links to shops and search engines say."""
    parent = element.getparent()
    named = classes(element) | (classes(parent) if parent is not None else frozenset())
    return not named & _LINKS and bool(_without_links("".join(_printed(element))))


def _named(root: etree._Element) -> list[etree._Element]:
    """The elements that say of themselves that they hold the list."""
    return [
        element
        for element in root.iter("ol", "ul", "section", "div", "dl")
        if element.get("role") == "doc-bibliography"
        or _LIST_NAMES.search(f"{element.get('class', '')} {element.get('id', '')}")
    ]


def _innermost(elements: list[etree._Element]) -> list[etree._Element]:
    """The elements that hold no other of these, each once, in order."""
    unique = list(dict.fromkeys(elements))
    outer = {parent for element in unique for parent in element.iterancestors()}
    return [element for element in unique if element not in outer]


def _headings(root: etree._Element) -> list[etree._Element]:
    """The headings above the list, whatever their tag."""
    return [
        element
        for element in root.iter(*HEADINGS, "p", "b", "strong", "div")
        if len(text := plain(element)) < 40
        and REFERENCES.fullmatch(text)
        and element.getparent() is not None
        and not any(parent.tag == "nav" for parent in element.iterancestors())
    ]


def _below_heading(root: etree._Element) -> list[etree._Element]:
    """What stands below the heading of the list: of several such headings, below the one with the most dates."""
    areas = [_below(heading) for heading in _headings(root)[-_MOST_HEADINGS:]]
    return max(reversed(areas), key=lambda area: sum(len(_DATE.findall(plain(part))) for part in area), default=[])


def _below(heading: etree._Element) -> list[etree._Element]:
    """What stands between a heading and the next."""
    at = heading
    # A heading that stands alone in its wrapper speaks for what follows the wrapper.
    while (parent := at.getparent()) is not None and parent.tag != "body" and plain(parent) == plain(heading):
        at = parent
    found = []
    for sibling in at.itersiblings(etree.Element):
        if sibling.tag in _ENDS or any(True for _ in sibling.iter(*HEADINGS)):
            break
        found.append(sibling)
    return found if any(plain(element) for element in found) else []


def _lines(element: etree._Element) -> Iterator[str]:
    """The text of an element, cut where the page breaks lines."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if part.tag in ("br", "p", "div"):
                parts.append("\n")
            parts.append(flat(part.text))
        elif part is not element:
            parts.append(flat(part.tail))
    yield from (line.strip() for line in "".join(parts).split("\n") if line.strip())


def _ids(element: etree._Element) -> Iterator[str]:
    for part in element.iter(etree.Element):
        for name in (*map(part.get, _NAMED_BY), part.get("name") if part.tag == "a" else None):
            if name:
                yield name
                yield name.removeprefix(_NUMBER_OF)


def _printed_label(element: etree._Element) -> str:
    tag = next(with_class(element, "ltx_tag_bibitem"), None)
    found = _LABEL.fullmatch(plain(tag)) if tag is not None else None
    return found[1] if found else ""


def _reference(key: str, element: etree._Element) -> Reference:
    """The fields of an entry: by its marked parts, by its blocks, or as printed."""
    raw = _without_links("".join(_printed(element)))
    links = [link for a in element.iter("a") if (link := a.get("href", "")).startswith(("http", "ftp"))]
    parsed = parse_reference(key, raw)
    doi = parsed.doi or next((doi for link in links if (doi := doi_in(link))), "")
    arxiv = parsed.arxiv or next((arxiv for link in links if (arxiv := arxiv_in(link))), "")
    url = parsed.url or next((link for link in links if not re.search(r"doi\.org|scholar\.google|ncbi\.nlm", link)), "")
    parsed = replace(parsed, doi=doi, arxiv=arxiv, url=url)
    title = _part(element, "ltx_bib_title")
    if title:
        venue = next(
            (v for n in ("journal", "inbook", "booktitle", "publisher") if (v := _part(element, f"ltx_bib_{n}"))), ""
        )
        year = year_in(_part(element, "ltx_bib_year")) or parsed.year
        return replace(parsed, title=title, venue=venue or parsed.venue, year=year)
    blocks = [flat("".join(_printed(block))).strip() for block in with_class(element, "ltx_bibblock")]
    blocks = [block for block in blocks if re.search(r"\w", block) and not _YEAR_PART.fullmatch(block.strip(" ."))]
    if len(blocks) >= 3:
        return replace(parsed, title=re.sub(r"[\s.,;]+$", "", blocks[1]).strip("“”\"' ") or parsed.title)
    marked = next((text for name in _TITLES if (text := _part(element, name))), "")
    return _around_title(parsed, marked) if marked else parsed


def _around_title(parsed: Reference, title: str) -> Reference:
    """The entry with its title as marked; what was read around a wrong title is wrong too, and read anew."""
    before, found, behind = parsed.raw.partition(title)
    if not found or title == parsed.title:
        return replace(parsed, title=title)
    # In quotation marks a title is not mistaken for a name.
    quoted = parse_reference(parsed.key, f"{before.rstrip(' .,:;“”')}, “{title},” {behind.lstrip(' .,:;“”')}")
    return replace(quoted, raw=parsed.raw, title=title, doi=parsed.doi, arxiv=parsed.arxiv, url=parsed.url)


def _part(element: etree._Element, name: str) -> str:
    return next((text for part in with_class(element, name) if (text := plain(part).strip(' .,“”"'))), "")


def _printed(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag == "math":
            yield child.get("alttext") or plain(child)
        elif child.tag == "br":
            yield " "
        elif child.tag not in ("script", "style", "button") and not (classes(child) & _TAGS):
            yield from _printed(child)
            if child.tag in ("p", "div", "li", "dd", "td") or "ltx_bibblock" in classes(child):
                yield " "
        yield child.tail or ""


def _without_links(raw: str) -> str:
    return _LINK_WORDS.sub("", flat(raw).strip().lstrip("^↑ "))
