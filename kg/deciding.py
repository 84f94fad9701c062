"""Judgements of a person on two names, kept with a library over every later build."""

from __future__ import annotations

import difflib
import getpass
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from kg.errors import JudgementError
from kg.graph import iris
from kg.library import Library, write_whole
from kg.model import Catalogue, Judgement, Record, Verdict
from kg.names import name_key, tight_key
from kg.resolution import check, numbered_judgements, resolve


def decide(library: Library, left: str, right: str, verdict: Verdict, reason: str) -> None:
    """Keep a judgement, instead of an earlier one on the same pair.

    Raises JudgementError where neither the catalogue nor a paper of the library knows a name, where both are one name,
    and where it contradicts others; the library is unchanged then.
    """
    with library.writing():
        records, catalogue = library.records(), library.catalogue()
        known = known_names(records, catalogue)
        for name in (left, right):
            if tight_key(name) not in known or not tight_key(name):
                raise _unknown(name, known)
        if name_key(left) == name_key(right):
            raise JudgementError(f"{left!r} and {right!r} are one name", advice="give two names")
        kept = without(library.judgements(), left, right)
        judgements = (*kept, judgement(left, right, verdict, reason))
        resolve(records, catalogue, judgements)
        library.judge(judgements)


@contextmanager
def restoring(library: Library) -> Iterator[None]:
    """Give the file of judgements the content that it had, letter by letter, where what is done meanwhile fails."""
    path = library.judgements_file
    before = path.read_bytes() if path.exists() else None
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, before)
        raise


def judgement(left: str, right: str, verdict: Verdict, reason: str) -> Judgement:
    """A judgement of the person at the keyboard, today."""
    return Judgement(left, right, verdict, reason, _user(), date.today().isoformat())


def forget(library: Library, left: str, right: str) -> Judgement:
    """Take the judgement on two names back, and return it. Raises JudgementError where there is none."""
    with library.writing():
        judgements = library.judgements()
        kept = without(judgements, left, right)
        taken = [j for j in judgements if j not in kept]
        if not taken:
            pairs = ", ".join(f"{j.left} / {j.right}" for j in judgements[:3])
            advice = f"there are {len(judgements)} judgements: {pairs} ..." if judgements else "there is no judgement"
            raise JudgementError(f"nobody judged {left!r} and {right!r}", path=library.judgements_file, advice=advice)
        library.judge(kept)
        return taken[0]


def without(judgements: Iterable[Judgement], left: str, right: str) -> tuple[Judgement, ...]:
    """The judgements on other pairs."""
    pair = {name_key(left), name_key(right)}
    return tuple(j for j in judgements if {name_key(j.left), name_key(j.right)} != pair)


def known_names(records: Sequence[Record], catalogue: Catalogue) -> Mapping[str, str]:
    """Every name that a paper prints or the catalogue has, by its tight key."""
    names = {s for record in records for use in record.uses for s in (use.name, *use.surfaces)}
    for dataset in catalogue.datasets.values():
        names.update((dataset.id, dataset.name, *dataset.aliases, *dataset.context_aliases))
    return {tight_key(known): known for known in sorted(names, reverse=True)}


def agreed_judgements(library: Library, catalogue: Catalogue) -> tuple[Judgement, ...]:
    """The judgements of a library; raises JudgementError, with the first line that contradicts those before it."""
    judgements = library.judgements()
    try:
        check(judgements, catalogue)
    except JudgementError:
        path = library.judgements_file
        found = numbered_judgements(path.read_text(encoding="utf-8"), str(path))
        for size, (line, _) in enumerate(found, start=1):
            try:
                check((j for _, j in found[:size]), catalogue)
            except JudgementError as error:
                raise JudgementError(error.message, path=path, line=line, advice=error.advice) from error
        raise
    return judgements


def refuse_unknown(
    library: Library, records: Sequence[Record], catalogue: Catalogue, accepted: Collection[str]
) -> None:
    """Raise JudgementError, with the line, for a judgement on a name that neither a paper nor the catalogue has.

    `accepted` holds the IRIs of judgements that it had before: these stay when their papers go, and wait.
    """
    path = library.judgements_file
    if not path.exists():
        return
    new = [
        (line, j)
        for line, j in numbered_judgements(path.read_text(encoding="utf-8"), str(path))
        if iris.judgement(j) not in accepted
    ]
    known = known_names(records, catalogue) if new else {}
    for line, found in new:
        for name in (found.left, found.right):
            if tight_key(name) not in known:
                error = _unknown(name, known)
                advice = f"{error.advice}; correct the name or delete the line"
                raise JudgementError(error.message, path=path, line=line, advice=advice)


def _unknown(name: str, known: Mapping[str, str]) -> JudgementError:
    near = [known[k] for k in difflib.get_close_matches(tight_key(name), known, n=3, cutoff=0.7)]
    return JudgementError(
        f"no paper of this library prints {name!r}, and the catalogue does not know it",
        advice=f"near it are {', '.join(near)}" if near else "`kg report aliases` lists the names that papers print",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "unknown"
