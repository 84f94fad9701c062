"""The reference list of a TEI text, and the names of people as TEI writes them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.model import Reference
from kg.readers.entries import Keys, arxiv_in, composed, doi_in, year_in
from kg.readers.references import parse_reference
from kg.readers.xml import flat, plain


def references_of(tei: etree._Element) -> tuple[Reference, ...]:
    """Every entry of every list of the text, in order; the key is its xml:id, or its place."""
    found, keys = [], Keys()
    for i, entry in enumerate(_entries(tei)):
        key = keys.unique(entry.get("id") or f"b{i}")
        found.append(_reference(key, entry) if entry.tag == "biblStruct" else parse_reference(key, plain(entry)))
    return tuple(found)


def _entries(tei: etree._Element) -> Iterator[etree._Element]:
    for part in tei.iterchildren("text", "standOff"):
        for entry in part.iter("biblStruct", "bibl"):
            outer = {parent.tag for parent in entry.iterancestors()}
            # a <bibl> in a paragraph is a citation, and within an entry a part of it
            if not outer & {"biblStruct", "bibl"} and (entry.tag == "biblStruct" or "listBibl" in outer):
                yield entry


def _reference(key: str, entry: etree._Element) -> Reference:
    notes = {note.get("type", ""): plain(note) for note in entry.iter("note")}
    titles = [text for element in entry.iterfind("analytic/title") if (text := plain(element))]
    wholes = [(element.get("level"), text) for element in entry.iterfind("monogr/title") if (text := plain(element))]
    if not titles:  # a book or report is its own whole; a journal is not the title of anything in it
        titles = [text for level, text in wholes if level != "j"][:1]
    title = titles[0] if titles else ""
    venues = [text for _, text in wholes if text != title]
    venues += [flat(element.text).strip() for element in entry.iterfind("monogr/meeting")]
    venues += [plain(element) for element in entry.iterfind("monogr/imprint/publisher")]
    venues = [venue for venue in venues if venue]
    idnos = {element.get("type", "").lower(): plain(element) for element in entry.iter("idno")}
    links = [link for element in entry.iter("ptr", "ref") if (link := element.get("target", ""))]
    raw = notes.pop("raw_reference", "")
    if raw and not title:
        return parse_reference(key, raw)
    everywhere = " ".join([raw, *(text for _, text in wholes), *venues, *notes.values(), *links])
    return composed(
        key,
        raw=raw,
        title=title.rstrip("."),
        authors=tuple(authors_of_entry(entry)),
        year=_entry_year(entry),
        venue=venues[0] if venues else "",
        place=_place(entry),
        doi=doi_in(idnos.get("doi", "")) or doi_in(everywhere),
        arxiv=arxiv_in(idnos.get("arxiv", "")) or arxiv_in(everywhere),
        url=next((link for link in links if "doi.org/" not in link), ""),
    )


def authors_of_entry(entry: etree._Element | None) -> Iterator[str]:
    """Authors as "Forename Surname"; editors only where there are no authors."""
    if entry is None:
        return
    for kind in ("analytic/author", "monogr/author", "monogr/editor"):
        names = [name for person in entry.iterfind(kind) if (name := name_of(person).strip(" ,;:"))]
        if names:
            yield from names
            return


def name_of(person: etree._Element) -> str:
    """A person as "Forename Surname", or an organisation."""
    name = person.find("persName")
    if name is None:
        return plain(person) if person.tag == "editor" or not len(person) else plain(person.find("orgName"))
    return " ".join(text for part in ("forename", "surname") for e in name.iterfind(part) if (text := plain(e)))


def _entry_year(entry: etree._Element) -> int | None:
    for date in entry.iter("date"):
        if year := year_in(date.get("when", "")) or year_in(plain(date)):
            return year
    return None


def _place(entry: etree._Element) -> str:
    scopes: dict[str, str] = {}
    for scope in entry.iter("biblScope"):
        text = plain(scope) or "–".join(page for page in (scope.get("from"), scope.get("to")) if page)
        scopes.setdefault(scope.get("unit", ""), text)
    volume, issue = scopes.get("volume", ""), scopes.get("issue", "")
    return ", ".join(part for part in (volume + (f"({issue})" if issue else ""), scopes.get("page", "")) if part)
