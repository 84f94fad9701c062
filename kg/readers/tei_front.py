"""What the header of a TEI document says: title, authors, year, identifiers."""

from __future__ import annotations

from lxml import etree

from kg.readers.entries import arxiv_in, doi_in, year_in
from kg.readers.tei_references import authors_of_entry, name_of
from kg.readers.xml import plain


def title_of(tei: etree._Element) -> tuple[str, etree._Element | None]:
    """The title and the element that bears it; "" and None where there is none."""
    for place in ("titleStmt/title", "sourceDesc/biblStruct/analytic/title", "sourceDesc/biblStruct/monogr/title"):
        for element in tei.iterfind(f"teiHeader/fileDesc/{place}"):
            if title := plain(element):
                return title, element
    return "", None


def authors_of(tei: etree._Element) -> tuple[str, ...]:
    """The authors in order, forename first: of the source as GROBID writes it, or of the title."""
    found = tuple(authors_of_entry(tei.find("teiHeader/fileDesc/sourceDesc/biblStruct")))
    named = (name_of(person) for person in tei.iterfind("teiHeader/fileDesc/titleStmt/author"))
    return found or tuple(name for name in named if name)


def year_of(tei: etree._Element) -> int | None:
    """The year of publication."""
    for place in ("publicationStmt/date", "sourceDesc/biblStruct/monogr/imprint/date"):
        for date in tei.iterfind(f"teiHeader/fileDesc/{place}"):
            if year := year_in(date.get("when", "")) or year_in(plain(date)):
                return year
    return None


def identifiers_of(tei: etree._Element) -> tuple[str, ...]:
    """The ids of the paper that are known, as "scheme:value"."""
    found = []
    for place in ("sourceDesc/biblStruct//idno", "publicationStmt/idno"):
        for element in tei.iterfind(f"teiHeader/fileDesc/{place}"):
            kind, text = element.get("type", "").lower(), plain(element)
            if kind == "doi" and (doi := doi_in(text)):
                found.append(f"doi:{doi}")
            elif kind == "arxiv" and (arxiv := arxiv_in(text)):
                found.append(f"arxiv:{arxiv}")
    return tuple(dict.fromkeys(found))
