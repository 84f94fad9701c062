"""Judgements of a person on two names, and the reasons that join or separate them."""

from __future__ import annotations

import difflib
import getpass
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kg import catalogue as catalogues
from kg.errors import JudgementError
from kg.library import Library
from kg.model import Catalogue, Identity, Judgement, Record, Verdict
from kg.names import name_key, tight_key
from kg.resolution import resolve


def decide(library: Library, left: str, right: str, verdict: Verdict, reason: str) -> None:
    """Keep a judgement, instead of an earlier one on the same pair.

    Raises JudgementError where neither the catalogue nor a paper of the library knows a name, where both are one name,
    and where it contradicts others; the library is unchanged then.
    """
    pair = {name_key(left), name_key(right)}
    with library.writing():
        records, catalogue = library.records(), catalogues.load()
        for name in (left, right):
            _refuse_unknown(name, records, catalogue)
        if len(pair) == 1:
            raise JudgementError(f"{left!r} and {right!r} are one name", advice="give two names")
        kept = [j for j in library.judgements() if {name_key(j.left), name_key(j.right)} != pair]
        judgement = Judgement(left, right, verdict, reason, _user(), date.today().isoformat())
        resolve(records, catalogue, (*kept, judgement))
        library.judge((*kept, judgement))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "unknown"


def _refuse_unknown(name: str, records: Sequence[Record], catalogue: Catalogue) -> None:
    names = {s for record in records for use in record.uses for s in (use.name, *use.surfaces)}
    for dataset in catalogue.datasets.values():
        names.update((dataset.id, dataset.name, *dataset.aliases, *dataset.context_aliases))
    by_key = {tight_key(known): known for known in sorted(names, reverse=True)}
    key = tight_key(name)
    if key and key in by_key:
        return
    near = [by_key[k] for k in difflib.get_close_matches(key, by_key, n=3, cutoff=0.7)]
    raise JudgementError(
        f"no paper of this library prints {name!r}, and the catalogue does not know it",
        advice=f"near it are {', '.join(near)}" if near else "`kg report aliases` lists the names that papers print",
    )


def explain(library: Library, name: str) -> list[str]:
    """For every dataset that a name or an id denotes in a library: in which papers, and by which steps."""
    records, identity = _resolved(library)
    return _lines(_places(name, records, identity), identity)


def compare(library: Library, left: str, right: str) -> list[str]:
    """Which datasets two names denote in a library, and whether they are the same."""
    records, identity = _resolved(library)
    found = [list(_places(name, records, identity)) for name in (left, right)]
    ids = [{identity.of_use[record.paper.id, i] for record, i in places} for places in found]
    shared = sorted(ids[0] & ids[1])
    if shared:
        verdict = f"{left} and {right} are both {', '.join(shared)}"
    elif all(ids):
        verdict = f"{left} is {', '.join(sorted(ids[0]))}; {right} is {', '.join(sorted(ids[1]))}: different datasets"
    else:
        missing = left if not ids[0] else right
        verdict = f"no paper of this library prints {missing}"
    return [verdict, "", *_lines(found[0], identity), *_lines(found[1], identity)]


def _resolved(library: Library) -> tuple[list[Record], Identity]:
    records = library.records()
    return records, resolve(records, catalogues.load(), library.judgements())


def _places(name: str, records: Iterable[Record], identity: Identity) -> Iterator[tuple[Record, int]]:
    """The records and positions of the uses that print a name, or whose dataset has this id or preferred name."""
    key = name_key(name)
    for record in records:
        for i, use in enumerate(record.uses):
            id_ = identity.of_use[record.paper.id, i]
            if name == id_ or key in map(name_key, (use.name, *use.surfaces, identity.datasets[id_].name)):
                yield record, i


def _lines(places: Iterable[tuple[Record, int]], identity: Identity) -> list[str]:
    lines: list[str] = []
    for record, i in places:
        title = record.paper.title or record.paper.source
        lines.append(f"{record.uses[i].name} in {title!r} is {identity.of_use[record.paper.id, i]}")
        lines += [f"    {s.left} -> {s.right}  {s.score:.2f}  {s.reason}" for s in identity.why(record.paper.id, i)]
    return lines
