"""Works for papers of known structure: who wrote them, how a text names them, and how a list prints them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import groupby

from benchmarks.pdf_words import ADJECTIVES, FORENAMES, NOUNS, ORGANISATIONS, PLURALS, SURNAMES
from kg.model import Work

_WORKS = 36
_BODY = re.compile(r"Collaboration|Consortium|Team|Group|Project|Network|Institute|Organi[sz]ation|Bureau|Program|\d")
# Letters that mean nothing to Typst.
_PLAIN = re.compile(r"[\w\s.,:;?!&()’-]+")


def cited_works(chance: random.Random, known: Sequence[Work]) -> list[Work]:
    """Works with titles that hold no other's, half of them from the catalogue."""
    fit = [work for work in known if work.year and len(work.title.split()) > 2 and _is_plain(work)]
    found = {work.title.lower(): work for work in chance.sample(fit, _WORKS // 2)}
    number, pick = 0, chance.choice
    while len(found) < _WORKS:
        title = f"{pick(ADJECTIVES)} {pick(NOUNS)} for {pick(ADJECTIVES)} {pick(PLURALS)}"
        authors = [f"{pick(FORENAMES)} {pick(SURNAMES)}" for _ in range(pick((1, 2, 2, 3, 5)))]
        year = chance.randint(1985, 2022)
        if chance.random() < 0.08:
            authors, year = [pick(ORGANISATIONS)], 1985 + number
        last = list(found.values())[-1]
        if number and chance.random() < 0.15 and not any(_parts(a)[1] for a in last.authors):
            authors, year = list(last.authors), last.year or year
        number += 1
        title = title[0].upper() + title[1:]
        # Names and year must tell works apart, or be alike to the last forename: styles put letters for these only.
        strangers = [w for w in found.values() if w.year == year and list(w.authors) != authors]
        clash = any(_surname(w.authors[0]) == _surname(authors[0]) for w in strangers)
        if len({_surname(a) for a in authors}) == len(authors) and not clash:
            found.setdefault(
                title.lower(), Work(f"made-{number}", title, tuple(authors), year, "Journal of Made Results")
            )
    return list(found.values())


def _is_plain(work: Work) -> bool:
    """Whether its letters mean nothing to Typst, and its authors are people."""
    people = all(len(author.split()) > 1 and not _BODY.search(author) for author in work.authors)
    return bool(work.authors) and people and bool(_PLAIN.fullmatch(f"{work.title}{work.venue}{''.join(work.authors)}"))


def in_order(work: Work) -> tuple[str, int, str]:
    return _surname(work.authors[0]).lower(), work.year or 0, work.title


def _parts(author: str) -> tuple[str, str, str]:
    """Forenames, particle and surname; a body has a surname only."""
    if author in ORGANISATIONS:
        return "", "", author
    words = author.split()
    small = next((i for i, word in enumerate(words) if i and word.islower()), len(words) - 1)
    last = next((i for i in range(small, len(words)) if not words[i].islower()), len(words) - 1)
    return " ".join(words[:small]), " ".join(words[small:last]), " ".join(words[last:])


def _surname(author: str) -> str:
    return _parts(author)[2]


def _full_surname(author: str) -> str:
    _, particle, surname = _parts(author)
    return f"{particle} {surname}".strip()


def typst_entry(work: Work) -> dict[str, object]:
    """A work in the form that Typst reads."""
    authors = []
    for author in work.authors[:12]:
        forenames, particle, surname = _parts(author)
        authors.append(
            {"name": surname, "given-name": forenames, "prefix": particle} if forenames else {"name": surname}
        )
    parent = {"type": "periodical", "title": work.venue or "Technical Reports", "volume": len(work.title) % 40 + 1}
    entry: dict[str, object] = {"type": "article", "title": work.title, "author": authors, "date": work.year}
    return {**entry, "parent": parent, "page-range": f"{len(work.title)}-{len(work.title) + 9}"}


def forward_names(work: Work) -> str:
    names = list(work.authors[:12])
    return (
        names[0] if len(names) == 1 else ", ".join(names[:-1]) + (", and " if len(names) > 2 else " and ") + names[-1]
    )


def cited_names(work: Work) -> str:
    names = [_full_surname(author) for author in work.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def year_letters(works: Sequence[Work]) -> dict[str, str]:
    """The letters behind the years of works that author and year would not tell apart."""
    found = {}
    keyed = sorted(works, key=lambda work: (cited_names(work), work.year or 0))
    for _, group in groupby(keyed, key=lambda work: (cited_names(work), work.year)):
        same = list(group)
        if len(same) > 1:
            found |= {work.key: chr(97 + i) for i, work in enumerate(same)}
    return found


def alpha_labels(works: Sequence[Work]) -> dict[str, str]:
    """Labels such as "DDS+09", with a letter where two would be alike."""
    bare = {}
    for work in works:
        names = [_surname(author) for author in work.authors]
        if len(names) == 1:
            initials = names[0][:3]
        elif len(names) <= 4:
            initials = "".join(name[0] for name in names)
        else:
            initials = "".join(name[0] for name in names[:3]) + "+"
        bare[work.key] = f"{initials}{(work.year or 0) % 100:02d}"
    found = {}
    for key, label in bare.items():
        alike = [other for other, same in bare.items() if same == label]
        found[key] = label + (chr(97 + alike.index(key)) if len(alike) > 1 else "")
    return found
