"""One entry of an S2ORC or unarXive reference list."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Reference
from kg.readers.entries import arxiv_in, composed, doi_in, year_in
from kg.readers.json_values import Json, items, mapping, objects, text
from kg.readers.references import parse_reference
from kg.readers.xml import flat


def entry_of(key: str, entry: Json) -> Reference:
    """The reference in a `bib_entries` object: its own fields, and what its printed form adds."""
    raw = next((flat(r).strip() for n in ("bib_entry_raw", "raw_text", "raw") if (r := text(entry.get(n)))), "")
    ids = {**mapping(entry.get("other_ids")), **mapping(entry.get("ids"))}
    ids = {name.lower(): text(value) for name, value in ids.items()}
    links = [text(link) for name in ("urls", "links", "url") for link in _several(entry.get(name))]
    links += [text(link.get("url")) for link in objects(entry.get("contained_links"))]
    within = [text(one.get("id")) for one in objects(entry.get("contained_arXiv_ids"))]
    doi = doi_in(ids.get("doi", "")) or doi_in(text(entry.get("doi"))) or doi_in(raw) or doi_in(" ".join(links))
    stated = [*within, raw, ids.get("arxiv", ""), ids.get("arxiv_id", ""), *links]
    arxiv = next((found for place in stated if (found := arxiv_in(place))), "")
    url = next((link for link in links if link.startswith(("http", "ftp", "www")) and "doi.org/" not in link), "")
    title = flat(text(entry.get("title"))).strip().rstrip(".")
    if not title and raw:
        parsed = parse_reference(key, raw)
        return replace(parsed, doi=parsed.doi or doi, arxiv=parsed.arxiv or arxiv, url=parsed.url or url)
    place = ", ".join(found for name in ("volume", "issue", "pages") if (found := text(entry.get(name)).strip()))
    venue = flat(text(entry.get("venue"))).strip()
    arxiv = arxiv or arxiv_in(venue)
    authors = tuple(name for author in items(entry.get("authors")) if (name := person(author)))
    year = year_in(text(entry.get("year")))
    return composed(
        key, raw=raw, title=title, authors=authors, year=year, venue=venue, place=place, doi=doi, arxiv=arxiv, url=url
    )


def person(author: object) -> str:
    """A person as "Forename Surname", given as text, as an object, or as [surname, forename, suffix]."""
    if isinstance(author, str):
        return " ".join(author.split())
    if isinstance(author, list):
        surname, *given = [text(part) for part in author[:2]] or [""]
        return " ".join([*given, surname]).strip()
    fields = mapping(author)
    parts = [text(fields.get("first")), *map(text, _several(fields.get("middle"))), text(fields.get("last"))]
    parts.append(text(fields.get("suffix")))
    return " ".join(part.strip() for part in parts if part.strip()) or " ".join(text(fields.get("name")).split())


def _several(value: object) -> list[object]:
    return list(items(value)) if isinstance(value, list) else [value]
