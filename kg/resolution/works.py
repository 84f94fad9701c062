"""Which references of different papers denote one publication."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from kg.model import Catalogue, Record, Reference, Step, Work
from kg.names import name_key
from kg.resolution.groups import Groups
from kg.titles import LONG_TITLE, TitleIndex, same_year

Place = tuple[str, str]  # paper id, reference key


def match_works(records: Iterable[Record], catalogue: Catalogue) -> tuple[Mapping[Place, str], Mapping[str, Work]]:
    """The work key of every reference that a use cites or stands near, and the works by key.

    A reference denotes a catalogue work by its title and year, or by DOI or arXiv id where no title could be parsed;
    others are one work when they share a DOI, an arXiv id, or a long title.
    """
    titles = TitleIndex((key, work.title) for key, work in catalogue.works.items())
    by_number = {
        number: key
        for key, work in sorted(catalogue.works.items())
        for number in (f"doi:{work.doi}", f"arxiv:{work.arxiv}")
        if not number.endswith(":")
    }
    known: dict[Place, str] = {}
    unknown: dict[Place, Reference] = {}
    for record in records:
        wanted = {c.reference for u in record.uses for c in u.citations} | {
            n.reference for u in record.uses for n in u.nearby
        }
        for reference in record.paper.references:
            if reference.key not in wanted:
                continue
            place = (record.paper.id, reference.key)
            fitting = [
                k
                for k in titles.find(reference.title, reference.raw)
                if same_year(catalogue.works[k].year, reference.year)
            ]
            if not fitting and len(name_key(reference.title)) < LONG_TITLE:
                numbers = (f"doi:{reference.doi}", f"arxiv:{reference.arxiv}")
                fitting = [by_number[number] for number in numbers if number in by_number]
            if fitting:
                known[place] = fitting[0]
            else:
                unknown[place] = reference
    found = {key: catalogue.works[key] for key in known.values()}
    new, new_works = _new_works(unknown)
    return {**known, **new}, {**found, **new_works}


def _new_works(references: Mapping[Place, Reference]) -> tuple[dict[Place, str], dict[str, Work]]:
    groups = Groups()
    signs_of = {place: _signs(place, reference) for place, reference in references.items()}
    for signs in signs_of.values():
        for sign in signs:
            groups.join(Step(signs[0], sign, 1.0, "printed in one reference"))
    members: dict[str, list[Place]] = {}
    for place, signs in signs_of.items():
        members.setdefault(groups.top(signs[0]), []).append(place)
    keys: dict[Place, str] = {}
    works: dict[str, Work] = {}
    for places in members.values():
        fullest = max(sorted(places), key=lambda p: _fullness(references[p]))
        work = _work(references[fullest], signs_of[fullest][-1])
        works[work.key] = work
        keys.update(dict.fromkeys(places, work.key))
    return keys, works


def _signs(place: Place, reference: Reference) -> list[str]:
    signs = []
    if reference.doi:
        signs.append(f"doi:{reference.doi}")
    if reference.arxiv:
        signs.append(f"arxiv:{reference.arxiv}")
    title = name_key(reference.title)
    if len(title) >= LONG_TITLE:
        signs.append(f"title:{title}")
    return signs or [f"entry:{name_key(reference.raw) or '|'.join(place)}"]


def _fullness(reference: Reference) -> tuple[int, int, str]:
    parts = (reference.doi, reference.arxiv, reference.venue, reference.year, reference.authors, reference.title)
    return sum(bool(p) for p in parts), len(reference.authors), reference.raw


def _work(reference: Reference, sign: str) -> Work:
    """A work with a key like those of the catalogue, and a few digits of its sign against mix-ups."""
    title = reference.title or reference.raw
    surname = name_key(reference.authors[0]).split()[-1:] if reference.authors else []
    word = next((w for w in name_key(title).split() if len(w) > 3), "work")
    digest = hashlib.sha256(sign.encode()).hexdigest()[:6]
    key = "-".join([*(surname or ["anonymous"]), str(reference.year or "undated"), word, digest])
    return Work(
        re.sub(r"[^\w-]", "", key),
        title,
        reference.authors,
        reference.year,
        reference.venue,
        reference.doi,
        reference.arxiv,
        reference.url,
    )
