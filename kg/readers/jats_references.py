"""The reference list of a JATS or NLM article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.model import Reference
from kg.readers.entries import arxiv_in, composed, doi_in, year_in
from kg.readers.references import parse_reference
from kg.readers.xml import flat, plain

CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "note", "p")
TITLES = ("article-title", "data-title", "chapter-title", "part-title", "trans-title")
FIELDS = frozenset({*TITLES, "source", "name", "string-name", "surname", "year", "collab"})
VENUES = ("source", "conf-name", "series", "publisher-name")
NOT_PRINTED = frozenset({"object-id", "pub-id", "label"})


def references(article: etree._Element) -> tuple[Reference, ...]:
    """Every entry of every reference list of the article, in order; the key is its id, or its label or place."""
    found, keys = [], set()
    for i, element in enumerate(article.iter("ref"), 1):
        key = element.get("id") or plain(element.find("label")).strip("[]().") or str(i)
        while key in keys:
            key += "_"
        keys.add(key)
        found.append(_reference(key, element))
    return tuple(found)


def _reference(key: str, element: etree._Element) -> Reference:
    alternatives = element.find("citation-alternatives")
    holder = element if alternatives is None else alternatives
    citations = list(holder.iterchildren(*CITATIONS))
    if alternatives is not None:
        citations = citations[:1]
    if not citations:
        return Reference(key, plain(element))
    parsed = [_citation(key, citation) for citation in citations]
    best = next((entry for entry in parsed if entry.title), parsed[0])
    raw = " ".join(entry.raw for entry in parsed if entry.raw)
    return Reference(key, raw, best.title, best.authors, best.year, best.venue, best.doi, best.arxiv, best.url)


def _citation(key: str, citation: etree._Element) -> Reference:
    everything = plain(citation)
    if not any(child.tag in FIELDS for child in citation.iter(etree.Element)):
        return parse_reference(key, everything)
    title = next((text for tag in TITLES if (text := _first(citation, tag))), "")
    venues = [text for tag in VENUES if (text := _first(citation, tag))]
    if not title and venues:
        title = venues.pop(0)  # a book or a web site has its name as source
    links = [link.get("href") or plain(link) for link in citation.iter("ext-link", "uri")]
    doi = next((doi for part in citation.iter("pub-id") if (doi := doi_in(plain(part)))), "")
    doi = doi or next((doi for link in links if (doi := doi_in(link))), "") or doi_in(everything)
    arxiv = next((plain(part) for part in citation.iter("pub-id") if part.get("pub-id-type") == "arxiv"), "")
    return composed(
        key,
        raw=_printed(citation),
        title=title.rstrip("."),
        authors=tuple(_authors(citation)),
        year=year_in(_first(citation, "year")) or year_in(_first(citation, "date")),
        venue=venues[0] if venues else "",
        place=_place(citation),
        doi=doi,
        arxiv=arxiv_in(arxiv) or arxiv_in(everything) or next((a for link in links if (a := arxiv_in(link))), ""),
        url=next((link for link in links if link.startswith(("http", "ftp", "www")) and "doi.org/" not in link), ""),
    )


def _first(citation: etree._Element, tag: str) -> str:
    return next((text for element in citation.iter(tag) if (text := plain(element))), "")


def _authors(citation: etree._Element) -> Iterator[str]:
    """Authors as "Forename Surname"; editors only where there are no authors."""
    groups = [g for g in citation.iter("person-group") if g.get("person-group-type", "author") == "author"]
    for holder in groups or [citation]:
        for element in holder.iter("name", "string-name", "collab"):
            surname, given = plain(element.find("surname")), plain(element.find("given-names"))
            name = f"{given} {surname}".strip() if surname else plain(element)
            if name:
                yield name


def _place(citation: etree._Element) -> str:
    volume, issue = _first(citation, "volume"), _first(citation, "issue")
    pages = "–".join(page for page in (_first(citation, "fpage"), _first(citation, "lpage")) if page)
    return ", ".join(part for part in (volume + (f"({issue})" if issue else ""), pages) if part)


def _printed(citation: etree._Element) -> str:
    """The citation as printed; "" where it has only tagged parts and no text of its own between them."""
    between = (citation.text or "") + "".join(child.tail or "" for child in citation.iterchildren(etree.Element))
    if len(citation) and not re.search(r"\w|[.,;:]", between):
        return ""
    return flat("".join(_printed_parts(citation))).strip()


def _printed_parts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    before = element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag not in NOT_PRINTED:
            text = "".join(_printed_parts(child))
            if before[-1:].isalnum() and text[:1].isalnum() and child.tag in ("surname", "given-names", "suffix"):
                yield " "
            yield text
            before = text
        yield child.tail or ""
        before = child.tail or before
