"""Judgements of a person on two names, and the reasons that join or separate them."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import date

from kg import catalogue as catalogues
from kg.library import Library
from kg.model import Judgement, Verdict
from kg.names import name_key
from kg.resolution import resolve


def decide(library: Library, left: str, right: str, verdict: Verdict, reason: str) -> None:
    """Keep a judgement, instead of an earlier one on the same pair.

    Raises JudgementError where it contradicts others; the library is unchanged then.
    """
    pair = {name_key(left), name_key(right)}
    kept = [j for j in library.judgements() if {name_key(j.left), name_key(j.right)} != pair]
    judgement = Judgement(left, right, verdict, reason, getpass.getuser(), date.today().isoformat())
    with library.writing():
        resolve(library.records(), catalogues.load(), (*kept, judgement))
        library.judge((*kept, judgement))


def explain(library: Library, name: str) -> list[str]:
    """For every dataset that a name denotes in a library: in which papers, and by which steps."""
    records = library.records()
    identity = resolve(records, catalogues.load(), library.judgements())
    lines: list[str] = []
    for record in records:
        for i, use in enumerate(record.uses):
            id_ = identity.of_use[record.paper.id, i]
            if name == id_ or name_key(name) in {name_key(s) for s in (use.name, *use.surfaces)}:
                title = record.paper.title or record.paper.source
                lines.append(f"{use.name} in {title!r} is {id_}")
                lines += [
                    f"    {s.left} -> {s.right}  {s.score:.2f}  {s.reason}" for s in identity.why(record.paper.id, i)
                ]
    return lines


def compare(library: Library, left: str, right: str) -> list[str]:
    """Which datasets two names denote in a library, and whether they are the same."""
    found: Sequence[list[str]] = [explain(library, name) for name in (left, right)]
    ids = [{line.rsplit(" is ", 1)[1] for line in lines if " is " in line and line[0] != " "} for lines in found]
    shared = sorted(ids[0] & ids[1])
    if shared:
        verdict = f"{left} and {right} are both {', '.join(shared)}"
    elif all(ids):
        verdict = f"{left} is {', '.join(sorted(ids[0]))}; {right} is {', '.join(sorted(ids[1]))}: different datasets"
    else:
        missing = left if not ids[0] else right
        verdict = f"no paper of this library prints {missing}"
    return [verdict, "", *found[0], *found[1]]
