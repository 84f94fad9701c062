"""What a page says of its paper before the text: title, authors, year, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.readers.entries import arxiv_in, doi_in, year_in
from kg.readers.html_tree import classes, with_class
from kg.readers.latex_people import names_of
from kg.readers.xml import flat, plain

# In these Highwire, Dublin Core and Open Graph fields publishers describe a page, best first.
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "dc.date",
    "dcterms.date",
    "article:published_time",
)
_NOT_NAME = frozenset({"ltx_note", "ltx_author_notes", "ltx_contact", "ltx_ERROR"})
_ARXIV_HEAD = re.compile(r"^\s*\[[\w./-]+\]\s*")
_ARXIV_PAGE = re.compile(
    r"(?:arxiv\.org|ar5iv\.[\w.]+|alphaxiv\.org)/(?:abs|html|pdf)/([\w.-]+(?:/\d{7})?)|^/html/([\w./-]+)"
)
_NEW_ARXIV = re.compile(r"arxiv:(\d\d)\d\d\.")


def title_of(root: etree._Element) -> str:
    """The title of the paper: as marked by LaTeXML or stated in the head, or else the first heading."""
    for element in with_class(root, "ltx_title_document"):
        return printed(element)
    stated = _stated(root)
    found = next((stated[name][0] for name in _TITLES[:3] if stated.get(name)), "")
    headings = [text for element in root.iter("h1") if (text := printed(element))]
    if found or headings:
        return found or headings[0]
    return next(iter(stated.get("og:title", [])), "") or _ARXIV_HEAD.sub("", plain(root.find("head/title")))


def authors_of(root: etree._Element) -> tuple[str, ...]:
    """The authors in order, forename first."""
    stated = _stated(root)
    for name in _AUTHORS:
        if stated.get(name):
            return tuple(" ".join(part.strip() for part in reversed(a.split(",", 1))) for a in stated[name])
    people = [
        "\n".join("".join(_name_text(element)).split("\n"))
        for creator in with_class(root, "ltx_role_author")
        for element in with_class(creator, "ltx_personname")
    ]
    return names_of(people)


def year_of(root: etree._Element, identifiers: tuple[str, ...]) -> int | None:
    """The year in which the paper appeared, or in which its arXiv id was given."""
    stated = _stated(root)
    for name in _DATES:
        if stated.get(name) and (year := year_in(stated[name][0])):
            return year
    for element in (*with_class(root, "ltx_dates"), *_watermarks(root)):
        if year := year_in(re.sub(r"arXiv:\S+", "", plain(element))):
            return year
    found = next((m for identifier in identifiers if (m := _NEW_ARXIV.match(identifier))), None)
    return 2000 + int(found[1]) if found else None


def identifiers_of(root: etree._Element) -> tuple[str, ...]:
    """The arXiv id and the DOI of the page itself, as "scheme:value"."""
    stated = _stated(root)
    links = [link.get("href", "") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    links += [base.get("href", "") for base in root.iter("base")] + stated.get("og:url", [])
    found = [f"arxiv:{arxiv}" for value in stated.get("citation_arxiv_id", []) if (arxiv := arxiv_in(value))]
    for link in links:
        if (page := _ARXIV_PAGE.search(link)) and (arxiv := arxiv_in((page[1] or page[2]).rstrip("/"))):
            found.append(f"arxiv:{arxiv}")
    marks = [plain(element) for element in _watermarks(root)]
    if head := _ARXIV_HEAD.match(plain(root.find("head/title"))):
        marks.append("arXiv:" + head[0].strip().strip("[]"))
    found += [f"arxiv:{arxiv}" for mark in marks if (arxiv := arxiv_in(mark))]
    for name in ("citation_doi", "dc.identifier", "dcterms.identifier", "prism.doi"):
        found += [f"doi:{doi}" for value in stated.get(name, []) if (doi := doi_in(value))]
    found += [f"doi:{doi}" for link in links if "doi.org/" in link and (doi := doi_in(link))]
    return tuple(dict.fromkeys(found))


def _watermarks(root: etree._Element) -> list[etree._Element]:
    """What arXiv prints across its pages: id, field and day."""
    return [element for element in root.iter("div") if element.get("id") == "watermark-tr"]


def printed(element: etree._Element) -> str:
    """The text of a heading without its notes."""
    return flat("".join(_name_text(element, superscripts=True)).replace("\n", " ")).strip()


def _stated(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name and (value := flat(meta.get("content")).strip()):
            found.setdefault(name, []).append(value)
    return found


def _name_text(element: etree._Element, *, superscripts: bool = False) -> Iterator[str]:
    """Text with a newline for every line break; notes, and the marks that point to addresses, left out."""
    yield (element.text or "").replace("\n", " ")
    for child in element.iterchildren(etree.Element):
        named = classes(child)
        if child.tag in ("br", "tr") or "ltx_tr" in named:
            yield "\n"
        elif child.tag == "td" or "ltx_td" in named:
            yield "\t"
        if child.tag == "math":
            if superscripts:
                yield child.get("alttext") or ""
        elif not (named & _NOT_NAME) and (superscripts or child.tag != "sup"):
            yield from _name_text(child, superscripts=superscripts)
        yield (child.tail or "").replace("\n", " ")
