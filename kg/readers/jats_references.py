"""The reference list of a JATS or NLM article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from kg.model import Reference
from kg.readers.entries import Keys, arxiv_in, composed, doi_in, year_in
from kg.readers.references import parse_reference
from kg.readers.xml import flat, plain

CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "note", "p")
TITLES = ("article-title", "data-title", "chapter-title", "part-title", "trans-title")
FIELDS = frozenset({*TITLES, "source", "name", "string-name", "surname", "year", "collab"})
VENUES = ("source", "conf-name", "series", "publisher-name")
_AUTHORS = frozenset({"author", "allauthors", "all-authors", "inventor"})
NOT_PRINTED = frozenset({"object-id", "pub-id", "label"})


def references(article: etree._Element) -> tuple[tuple[Reference, ...], dict[str, str]]:
    """Every entry of every reference list of the article, in order, and the key for every id within the entries.

    The key of an entry is its id, or its label or place.
    """
    found: list[Reference] = []
    keys: dict[str, str] = {}
    unique = Keys()
    for i, element in enumerate(article.iter("ref"), 1):
        key = unique.unique(element.get("id") or plain(element.find("label")).strip("[]().") or str(i))
        keys.setdefault(element.get("id") or key, key)
        found.append(_reference(key, element))
    for element, entry in zip(article.iter("ref"), found, strict=True):
        for part in element.iterdescendants(etree.Element):
            if name := part.get("id"):
                keys.setdefault(name, entry.key)
    return tuple(found), keys


def _reference(key: str, element: etree._Element) -> Reference:
    alternatives = element.find("citation-alternatives")
    holder = element if alternatives is None else alternatives
    citations = list(holder.iterchildren(*CITATIONS))
    if not citations:
        label = plain(element.find("label"))
        return parse_reference(key, f"{label} {plain(element).removeprefix(label).strip()}".strip())
    parsed = [_citation(key, citation) for citation in citations]
    best = next((entry for entry in parsed if entry.title), parsed[0])
    raw = " ".join(entry.raw for entry in parsed if entry.raw)
    if alternatives is not None:  # the same once more: the printed form is the mixed one
        raw = next(
            (entry.raw for entry, c in zip(parsed, citations, strict=True) if c.tag == "mixed-citation"), best.raw
        )
    return replace(best, raw=raw)


def _citation(key: str, citation: etree._Element) -> Reference:
    everything = plain(citation)
    if not any(child.tag in FIELDS for child in citation.iter(etree.Element)):
        return parse_reference(key, everything)
    title = next((text for tag in TITLES if (text := _first(citation, tag))), "")
    venues = [text for tag in VENUES if (text := _first(citation, tag))]
    if not title and venues and not _is_journal(citation):
        title = venues.pop(0)  # a book or a web site has its name as source
    linked = citation.iter("ext-link", "uri", "pub-id", "source", "self-uri")
    links = [link for e in linked if (link := e.get("href") or (plain(e) if e.tag in ("ext-link", "uri") else ""))]
    doi = next((doi for part in citation.iter("pub-id") if (doi := doi_in(plain(part)))), "")
    doi = doi or next((doi for link in links if (doi := doi_in(link))), "") or doi_in(everything)
    arxiv = next((plain(part) for part in citation.iter("pub-id") if part.get("pub-id-type") == "arxiv"), "")
    dates = (_first(citation, tag) for tag in ("year", "date", "string-date", "conf-date"))
    return composed(
        key,
        raw=_printed(citation),
        title=title.rstrip("."),
        authors=tuple(_authors(citation)),
        year=next((year for date in dates if (year := year_in(date))), None),
        venue=venues[0] if venues else "",
        place=_place(citation),
        doi=doi,
        arxiv=arxiv_in(arxiv) or arxiv_in(everything) or next((a for link in links if (a := arxiv_in(link))), ""),
        url=next((link for link in links if link.startswith(("http", "ftp", "www")) and "doi.org/" not in link), ""),
    )


def _is_journal(citation: etree._Element) -> bool:
    """Whether the source of a citation is a journal; a book that is typed as one has no volume."""
    kind = citation.get("publication-type") or citation.get("citation-type")
    return kind == "journal" and bool(_first(citation, "volume") or _first(citation, "issue"))


def _first(citation: etree._Element, tag: str) -> str:
    return next((text for element in citation.iter(tag) if (text := plain(element))), "")


def _authors(citation: etree._Element) -> Iterator[str]:
    """Authors as "Forename Surname"; editors only where there are no authors."""
    people = list(citation.iter("name", "string-name", "collab"))
    groups = [(person, next(person.iterancestors("person-group"), None)) for person in people]
    authors = [p for p, group in groups if group is not None and group.get("person-group-type", "author") in _AUTHORS]
    authors = authors or [person for person, group in groups if group is None]
    written: set[etree._Element] = set()
    for element in authors or people:
        alternatives = element.getparent()
        if alternatives is not None and alternatives.tag in ("name-alternatives", "collab-alternatives"):
            if alternatives in written:
                continue  # the same person in another script
            written.add(alternatives)
        surname, given = plain(element.find("surname")), plain(element.find("given-names"))
        # An empty surname leaves the comma behind it.
        name = f"{given} {surname}".strip() if surname else plain(element).strip(" ,")
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
