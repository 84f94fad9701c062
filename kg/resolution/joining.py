"""Which names are joined, by which reasons, and in which order: judgements first, then the surest reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations

from kg.errors import JudgementError
from kg.model import Catalogue, Judgement, Step, Use, Verdict
from kg.resolution.groups import Groups
from kg.resolution.nodes import Nodes, Place, node_of, owners
from kg.resolution.reasons import Reason, alike, printed_for_known, printed_together, shared
from kg.resolution.relating import above

_ADDRESS = re.compile(r"https?://(?:www\.)?([^\s()<>\[\]{}\"']+/[^\s()<>\[\]{}\"']+)", re.IGNORECASE)
_MOST_BEARERS = 20  # names; a work or an address given for more is no sign of one dataset


def apply_judgements(
    judgements: Sequence[Judgement], groups: Groups, catalogue: Catalogue, owner: Mapping[str, str]
) -> None:
    """Join and keep apart as persons judged.

    Raises JudgementError where they contradict each other, or make a dataset a part of itself.
    """
    sides = [(node_of(j.left, catalogue, owner), node_of(j.right, catalogue, owner), j) for j in judgements]
    for left, right, judgement in sides:
        if judgement.verdict is Verdict.SAME:
            groups.join(Step(left, right, 1.0, _said(judgement)), whatever_they_say=True)
    for left, right, judgement in sides:
        if judgement.verdict is Verdict.DIFFERENT and not groups.keep_apart(left, right):
            if left == right:
                raise _one_node(judgement, left)
            path = _said_path(groups.path(left, right))
            raise JudgementError(
                f"{judgement.left} and {judgement.right} are judged different, and the same: {path}",
                advice="take one of the judgements back with `kg forget`",
            )
    _refuse_circles(groups, catalogue)


def _one_node(judgement: Judgement, node: str) -> JudgementError:
    """The error for a judgement that parts two names of one thing; no other judgement is to blame."""
    pair = f"{judgement.left} and {judgement.right} cannot be judged different"
    if node.startswith("id:"):
        return JudgementError(
            f"{pair}: the catalogue has both for {node.removeprefix('id:')}", advice="correct the catalogue"
        )
    return JudgementError(f"{pair}: they are one name", advice="give two names")


def _refuse_circles(groups: Groups, catalogue: Catalogue) -> None:
    """Refuse that one dataset be judged the same as another that it comes from or belongs to."""
    for members in groups.groups(n for n in groups.known() if n.startswith("id:")).values():
        for one, other in permutations((m.removeprefix("id:") for m in members), 2):
            if one != other and other in above(one, catalogue.datasets):
                path = _said_path(groups.path(f"id:{one}", f"id:{other}"))
                raise JudgementError(
                    f"{one} and {other} are judged the same, and {one} comes from {other}: {path}",
                    advice="take the judgement back with `kg forget`, or correct the catalogue",
                )


def check(judgements: Iterable[Judgement], catalogue: Catalogue) -> None:
    """Raise JudgementError where judgements contradict each other; needs no paper."""
    apply_judgements(ordered(judgements), Groups(), catalogue, owners(catalogue))


def ordered(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements in the order in which they are applied."""
    return sorted(judgements, key=lambda j: (j.left, j.right, j.verdict.value))


def _said(judgement: Judgement) -> str:
    return f"{judgement.who} judged them the same" + (f": {judgement.reason}" if judgement.reason else "")


def _said_path(steps: Iterable[Step]) -> str:
    """Steps between nodes in one line, the nodes without what marks them as ids or names."""
    return " - ".join(
        f"{step.left.partition(':')[2]} = {step.right.partition(':')[2]} ({step.reason})" for step in steps
    )


def join_names(
    groups: Groups, nodes: Nodes, uses: Mapping[Place, Use], work_of: Mapping[tuple[str, str], str]
) -> tuple[list[Step], list[Step]]:
    """Join the names that papers speak of as one: the steps taken, and those refused because digits or persons forbid.

    The surest steps come first, those of more papers before others, so that the order of papers decides nothing.
    """
    taken: list[Step] = []
    refused: list[Step] = []
    steps = [*_together(nodes), *_for_known(nodes, uses), *_shared(nodes, uses, work_of)]
    for step in sorted(steps, key=lambda s: (-s.score, s.left, s.right, s.reason)):
        if groups.top(step.left) != groups.top(step.right):
            (taken if groups.join(step) else refused).append(step)
    return taken, refused


def _together(nodes: Nodes) -> Iterator[Step]:
    papers: dict[tuple[str, str], set[str]] = {}
    for (paper, _), names in nodes.of_use.items():
        for name in names[1:]:
            papers.setdefault((names[0], name), set()).add(paper)
    for (left, right), printing in papers.items():
        yield Step(left, right, *printed_together(len(printing)))


def _for_known(nodes: Nodes, uses: Mapping[Place, Use]) -> Iterator[Step]:
    for (left, right), papers in nodes.printed_for_known(uses).items():
        yield Step(left, right, *printed_for_known(papers))


def _shared(nodes: Nodes, uses: Mapping[Place, Use], work_of: Mapping[tuple[str, str], str]) -> Iterator[Step]:
    """Steps between names that are alike and for which papers cite one work or print one address."""
    bearers: dict[tuple[str, str], dict[str, set[str]]] = {}
    for place, names in nodes.of_use.items():
        if place not in nodes.known:
            for sign in _signs(place, uses[place], work_of):
                bearers.setdefault(sign, {}).setdefault(names[0], set()).update(nodes.spelled[names[0]])
    for (what, key), named in sorted(bearers.items()):
        for id_ in nodes.catalogue.by_work.get(key, ()) if what == _WORK else ():
            dataset = nodes.catalogue.datasets[id_]
            named = {**named, f"id:{id_}": {dataset.name, *dataset.aliases, *dataset.context_aliases}}
        if 1 < len(named) <= _MOST_BEARERS:
            for left, right in combinations(sorted(named), 2):
                if not (left.startswith("id:") and right.startswith("id:")):
                    reason = best(named[left], named[right])
                    if reason is not None:
                        yield Step(left, right, *shared(reason, what))


_WORK, _PAGE = "one work", "one address"


def _signs(place: Place, use: Use, work_of: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    for citation in use.citations:
        work = work_of.get((place[0], citation.reference))
        if work is not None:
            yield _WORK, work
    for match in _ADDRESS.finditer(use.evidence.quote):
        yield _PAGE, match[1].lower().rstrip("/.,;:")


def best(left: Iterable[str], right: Iterable[str]) -> Reason | None:
    """The best reason why some names and others may be one dataset, in the names alone."""
    pairs = ((a, b) for a in sorted(left) for b in sorted(right))
    return max((reason for a, b in pairs if (reason := alike(a, b)) is not None), default=None)
