"""What is different between two states of a graph, as values and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.snapshots import Snapshot, UseState

_SHOWN = 60  # characters of a title in a sentence


@dataclass(frozen=True, slots=True)
class Count:
    """How many uses of a dataset, in how many papers."""

    dataset: str
    name: str
    uses: int
    papers: int


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Datasets that became others: two or more into one, one into two or more, or one into another of another name."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A use that is of another dataset now, where neither of the two became the other."""

    paper: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RoleChange:
    """A paper that does something else with a dataset now."""

    paper: str
    dataset: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitationChange:
    """A paper that cites something else for a dataset now: ids of works, or of references whose work is not known."""

    paper: str
    dataset: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is different; datasets in regroupings, roles and citations are named as the newer state names them."""

    papers_added: tuple[str, ...]
    papers_gone: tuple[str, ...]
    datasets_added: tuple[str, ...]
    datasets_gone: tuple[str, ...]
    merged: tuple[Regrouping, ...]
    split: tuple[Regrouping, ...]
    renamed: tuple[Regrouping, ...]
    moved: tuple[Move, ...]
    uses_added: tuple[Count, ...]
    uses_gone: tuple[Count, ...]
    roles: tuple[RoleChange, ...]
    citations: tuple[CitationChange, ...]


def changes(old: Snapshot, new: Snapshot) -> Changes:
    """What is different in `new`. A use that both hold and that is of another dataset now is a regrouping or a move and
    no use more or less; datasets count as merged, split or renamed by such uses alone.
    """
    kept = sorted(old.uses.keys() & new.uses.keys())
    pairs = [(old.uses[use], new.uses[use]) for use in kept]
    merged, split, renamed = _regroupings(pairs, old, new)
    told = {(a, b) for group in (*merged, *split, *renamed) for a in group.before for b in group.after}
    regrouped = {id_ for group in (*merged, *split, *renamed) for id_ in (*group.before, *group.after)}
    return Changes(
        papers_added=tuple(sorted(new.papers.keys() - old.papers.keys())),
        papers_gone=tuple(sorted(old.papers.keys() - new.papers.keys())),
        datasets_added=tuple(sorted(new.datasets.keys() - old.datasets.keys() - regrouped)),
        datasets_gone=tuple(sorted(old.datasets.keys() - new.datasets.keys() - regrouped)),
        merged=merged,
        split=split,
        renamed=renamed,
        moved=tuple(
            Move(b.paper, a.dataset, b.dataset)
            for a, b in pairs
            if a.dataset != b.dataset and (a.dataset, b.dataset) not in told
        ),
        uses_added=_counts(new, old),
        uses_gone=_counts(old, new),
        roles=tuple(
            RoleChange(b.paper, b.dataset, tuple(sorted(a.roles)), tuple(sorted(b.roles)))
            for a, b in pairs
            if a.roles != b.roles
        ),
        citations=tuple(
            CitationChange(b.paper, b.dataset, tuple(sorted(a.cited)), tuple(sorted(b.cited)))
            for a, b in pairs
            if a.cited != b.cited
        ),
    )


def _counts(here: Snapshot, there: Snapshot) -> tuple[Count, ...]:
    """The uses that only one state holds, by dataset; most first."""
    by_dataset: dict[str, list[str]] = {}
    for iri in here.uses.keys() - there.uses.keys():
        by_dataset.setdefault(here.uses[iri].dataset, []).append(here.uses[iri].paper)
    counts = (Count(id_, here.datasets[id_], len(papers), len(set(papers))) for id_, papers in by_dataset.items())
    return tuple(sorted(counts, key=lambda count: (-count.uses, count.name, count.dataset)))


def _regroupings(
    pairs: list[tuple[UseState, UseState]], old: Snapshot, new: Snapshot
) -> tuple[tuple[Regrouping, ...], tuple[Regrouping, ...], tuple[Regrouping, ...]]:
    """Merged, split and renamed datasets, read from the uses that are in both states."""
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for a, b in pairs:
        after.setdefault(a.dataset, set()).add(b.dataset)
        before.setdefault(b.dataset, set()).add(a.dataset)
    # One of several sources must be no dataset any more: else a use only moved from one dataset to another.
    merged = [
        Regrouping(tuple(sorted(sources)), (target,))
        for target, sources in sorted(before.items())
        if len(sources) > 1 and sources - new.datasets.keys()
    ]
    split = [
        Regrouping((source,), tuple(sorted(targets)))
        for source, targets in sorted(after.items())
        if len(targets) > 1 and targets - old.datasets.keys()
    ]
    renamed = [
        Regrouping((source,), (target,))
        for source, targets in sorted(after.items())
        for target in targets
        if len(targets) == 1 and len(before[target]) == 1 and target != source
    ]
    return tuple(merged), tuple(split), tuple(renamed)


def sentences(found: Changes, old: Snapshot, new: Snapshot) -> Iterator[str]:
    """The changes in words, one a line; none where the states say the same."""
    for sign, papers, state in (("+", found.papers_added, new), ("-", found.papers_gone, old)):
        yield from (f"{sign} paper {paper}: {_cut(state.papers[paper]) or 'without a title'}" for paper in papers)
    for sign, datasets, state in (("+", found.datasets_added, new), ("-", found.datasets_gone, old)):
        yield from (f"{sign} dataset {state.datasets[id_]} ({id_})" for id_ in datasets)
    for group in found.merged:
        yield f"merged: {_names(group.before, old, new)} are one dataset now: {_names(group.after, new, old)}"
    for group in found.split:
        yield f"split: {_names(group.before, old, new)} is now {_names(group.after, new, old)}"
    for group in found.renamed:
        yield f"renamed: {_names(group.before, old, new)} is now {_names(group.after, new, old)}"
    for move in found.moved:
        yield f"moved: {move.paper} has {_names((move.after,), new)} now, and had {_names((move.before,), old)}"
    for sign, counts in (("+", found.uses_added), ("-", found.uses_gone)):
        for count in counts:
            uses, spread = _many("use", count.uses), _many("paper", count.papers)
            yield f"{sign}{uses} of {count.name} in {spread}"
    for role in found.roles:
        was, now = " and ".join(role.before), " and ".join(role.after)
        yield f"role changed: {_names((role.dataset,), new, old)} is {now} in {role.paper}, and was {was}"
    for citation in found.citations:
        was, now = _works(citation.before, old), _works(citation.after, new)
        name = _names((citation.dataset,), new, old)
        yield f"citations changed: {citation.paper} cites {now} for {name}, and cited {was}"


def _many(word: str, number: int) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _names(ids: tuple[str, ...], *states: Snapshot) -> str:
    return " and ".join(next((s.datasets[id_] for s in states if id_ in s.datasets), id_) for id_ in ids)


def _works(ids: tuple[str, ...], state: Snapshot) -> str:
    return " and ".join(f'"{_cut(state.titles.get(id_, id_))}"' for id_ in ids) or "nothing"


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
