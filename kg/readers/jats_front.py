"""What a JATS article says of itself: title, authors, year, identifiers."""

from __future__ import annotations

from lxml import etree

from kg.readers.entries import arxiv_in, doi_in, year_in
from kg.readers.jats_inline import without_notes
from kg.readers.xml import flat, plain

_ID_SCHEMES = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "arxiv": "arxiv"}


def title_of(meta: etree._Element | None) -> str:
    """Title and subtitle in the metadata of an article; "" where there are none."""
    if meta is None:
        return ""
    group = meta.find("title-group")
    group = meta if group is None else group
    parts = [without_notes(element) for element in (group.find("article-title"), group.find("subtitle"))]
    return ": ".join(part.rstrip(":") for part in parts if part)


def authors_of(article: etree._Element) -> tuple[str, ...]:
    """The authors in order, forename first."""
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


def year_of(article: etree._Element) -> int | None:
    """The first year in which the article appeared."""
    years = [
        year
        for date in article.iterfind("front/article-meta/pub-date")
        if date.get("pub-type") != "pmc-release"
        and (year := year_in(plain(date.find("year")) or date.get("iso-8601-date", ""))) is not None
    ]
    return min(years, default=None)


def identifiers_of(article: etree._Element) -> tuple[str, ...]:
    """The ids of the article that are known, as "scheme:value"."""
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
