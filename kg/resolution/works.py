"""Which references of different papers denote one publication."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.model import Catalogue, Record, Reference, Work
from kg.names import name_key
from kg.printed import Printed, entry_keys, near_keys, printed, title_start
from kg.titles import Sameness, same_work

Place = tuple[str, str]  # paper id, reference key
_NEIGHBOURS = 8  # entries looked at behind each one of a block: the whole block would cost its square


def match_works(records: Iterable[Record], catalogue: Catalogue) -> tuple[Mapping[Place, str], Mapping[str, Work]]:
    """The work key of every reference that a use cites or stands near, and the works by key.

    What makes two entries one publication is said in kg.titles. A work that the catalogue knows keeps its key there.
    """
    references: dict[Place, Reference] = {}
    for record in records:
        wanted = {c.reference for u in record.uses for c in u.citations} | {
            n.reference for u in record.uses for n in u.nearby
        }
        for reference in record.paper.references:
            if reference.key in wanted:
                references.setdefault((record.paper.id, reference.key), reference)
    keys: dict[Place, str] = {}
    works: dict[str, Work] = {}
    for places, known in one_publication(references, catalogue.works):
        if known is not None:
            work = catalogue.works[known]
        else:
            fullest = max(places, key=lambda p: (*_fullness(references[p]), p))
            work = _work(references[fullest], places[0])
            if work.key in works:
                work = _work(references[fullest], places[0], apart=True)
        works[work.key] = work
        keys.update(dict.fromkeys(places, work.key))
    return keys, works


def one_publication(
    references: Mapping[Place, Reference], known: Mapping[str, Work]
) -> list[tuple[list[Place], str | None]]:
    """The places that denote one publication, each group sorted, with the key of the known work that it is.

    Time and memory grow with the number of references; the answer does not depend on their order.
    """
    forms: dict[Printed, list[Place]] = {}
    blank: list[tuple[list[Place], str | None]] = []
    for place in sorted(references):
        form = printed(references[place], references[place].raw)
        if form.tight or form.raw or form.doi or form.arxiv:
            forms.setdefault(form, []).append(place)
        else:
            blank.append(([place], None))
    works = {printed(work): key for key, work in sorted(known.items(), reverse=True)}
    groups = _Groups(sorted({*forms, *works}, key=_order), works)
    for link in sorted(groups.links(), key=lambda link: (-link.same.score, link.left, link.right)):
        groups.join(link.left, link.right)
    found: dict[int, tuple[list[Place], list[str]]] = {}
    for number, form in enumerate(groups.forms):
        places, keys = found.setdefault(groups.top(number), ([], []))
        places.extend(forms.get(form, ()))
        keys.extend([works[form]] if form in works else ())
    told = [(sorted(places), keys[0] if keys else None) for places, keys in found.values() if places]
    return sorted([*told, *blank], key=lambda group: group[0])


def _order(form: Printed) -> tuple[object, ...]:
    """The fullest entries of a title first: they speak for it."""
    return (form.tight, -bool(form.surnames), form.year is None, -len(form.surnames), *map(str, form[2:8]), form.raw)


class _Link(NamedTuple):
    left: int
    right: int
    same: Sameness


class _Groups:
    """Entries in groups, by their numbers; two known works never share one."""

    def __init__(self, forms: Sequence[Printed], known: Mapping[Printed, str]) -> None:
        self.forms = forms
        self._parent = list(range(len(forms)))
        self._known = {number for number, form in enumerate(forms) if form in known}

    def top(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: int, right: int) -> None:
        a, b = sorted((self.top(left), self.top(right)))
        if a == b or (a in self._known and b in self._known):
            return
        self._parent[b] = a
        if b in self._known:
            self._known.add(a)

    def links(self) -> Iterator[_Link]:
        """What is known to be one publication, with the reason."""
        leaders = []
        for _, numbers in _runs(self.forms):
            own: list[int] = []
            by_author: dict[str, list[int]] = {}
            for number in numbers:
                form = self.forms[number]
                author = form.surnames[0] if form.surnames else ""
                # Many may write under one title ("Introduction"): then only those of one author are compared.
                for leader in dict.fromkeys([*by_author.get(author, ())[:_NEIGHBOURS], *own[:_NEIGHBOURS]]):
                    if (same := same_work(self.forms[leader], form)) is not None:
                        yield _Link(leader, number, same)
                        break
                else:
                    own.append(number)
                    by_author.setdefault(author, []).append(number)
            leaders.extend(own)
        yield from self._near(leaders)
        yield from self._inside_entries(leaders)

    def _near(self, leaders: Sequence[int]) -> Iterator[_Link]:
        blocks: dict[str, list[int]] = {}
        for number, form in enumerate(self.forms):
            for key in near_keys(form):
                if key.startswith(("doi:", "arxiv:")):
                    blocks.setdefault(key, []).append(number)
        for number in leaders:
            for key in near_keys(self.forms[number]):
                if not key.startswith(("doi:", "arxiv:")):
                    blocks.setdefault(key, []).append(number)
        for key, numbers in blocks.items():
            if key.startswith("last:"):  # sorted from their ends, as a block from its beginnings is sorted already
                numbers = sorted(numbers, key=lambda n: self.forms[n].tight[::-1])
            yield from self._neighbours(numbers)

    def _neighbours(self, numbers: Sequence[int]) -> Iterator[_Link]:
        for at, left in enumerate(numbers):
            for right in numbers[at + 1 : at + 1 + _NEIGHBOURS]:
                if (same := same_work(self.forms[left], self.forms[right])) is not None:
                    yield _Link(left, right, same)

    def _inside_entries(self, leaders: Sequence[int]) -> Iterator[_Link]:
        starts: dict[str, list[int]] = {}
        for number in leaders:
            if start := title_start(self.forms[number]):
                starts.setdefault(start, []).append(number)
        for number, form in enumerate(self.forms):
            for start in entry_keys(form):
                for other in starts.get(start, ())[:_NEIGHBOURS]:
                    if other != number and self.forms[other].tight != form.tight:
                        same = same_work(self.forms[other], form)
                        if same is not None:
                            yield _Link(other, number, same)


def _runs(forms: Sequence[Printed]) -> Iterator[tuple[str, list[int]]]:
    """The numbers of the forms that share a title; a form without one stands alone."""
    runs: dict[str, list[int]] = {}
    for number, form in enumerate(forms):
        runs.setdefault(form.tight or f"|{number}", []).append(number)
    return iter(runs.items())


def _fullness(reference: Reference) -> tuple[int, int, str]:
    parts = (reference.doi, reference.arxiv, reference.venue, reference.year, reference.authors, reference.title)
    return sum(bool(p) for p in parts), len(reference.authors), reference.raw


def _work(reference: Reference, place: Place, *, apart: bool = False) -> Work:
    """A work with a key like those of the catalogue, and a few digits of its signs against mix-ups.

    Where two works print the same signs (`apart`), the place of the first reference tells them apart.
    """
    title = reference.title or reference.raw
    surname = name_key(reference.authors[0]).split()[-1:] if reference.authors else []
    word = next((w for w in name_key(title).split() if len(w) > 3), "work")
    signs = [name_key(title) or "|".join(place), *(["|".join(place)] if apart else [])]
    digest = hashlib.sha256("\n".join(signs).encode()).hexdigest()[:6]
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
