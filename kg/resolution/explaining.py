"""Why two names are one dataset, or are not: the path of evidence, and its weakest link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Dataset, Identity, Judgement, Step, Verdict
from kg.names import name_key
from kg.resolution.joining import best
from kg.resolution.nodes import node_of
from kg.resolution.reasons import other_marks
from kg.resolution.relating import Kinship, bases, relation_of
from kg.resolution.resolving import Joined
from kg.resolution.spelling import bare_key

_SAID = {
    "part_of": "{0} is a part of {1}",
    "derived_from": "{0} is derived from {1}",
    "version_of": "{0} is a version of {1}",
    "inverse": "{1} comes from {0}",
    "different": "{0} and {1} are not related",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What joins two names, or what keeps them apart.

    `left` and `right` are ids of datasets. Of one dataset: `steps` leads from name to name, `weakest` is the step to
    doubt first. Of two: `relation` tells how they relate, `against` what speaks against one, a sentence each.
    """

    left: str
    right: str
    relation: Kinship
    steps: tuple[Step, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def weakest(self) -> Step | None:
        return min(self.steps, key=lambda s: s.score, default=None)

    @property
    def relation_said(self) -> str:
        return "" if self.relation == "same" else _SAID[self.relation].format(self.left, self.right)


def explain_names(
    left: str, right: str, joined: Joined, identity: Identity, judgements: Iterable[Judgement] = ()
) -> list[Explanation]:
    """One explanation for every two datasets that the names denote, those of one dataset first."""
    sides = [_denoted(name, joined, identity) for name in (left, right)]
    found = [
        _one(left, right, a, b, joined) if a[0] == b[0] else _two(left, right, a, b, joined, identity, judgements)
        for a in sides[0]
        for b in sides[1]
    ]
    return sorted(found, key=lambda e: (e.relation != "same", e.left, e.right))


def _denoted(name: str, joined: Joined, identity: Identity) -> list[tuple[str, str, Step]]:
    """The datasets that a name denotes: id, node, and the step from the name to the node; each dataset once."""
    found: dict[str, tuple[str, str, Step]] = {}
    key = name_key(name)
    for place, id_ in identity.of_use.items():
        use, nodes = joined.uses[place], joined.nodes
        if name != id_ and key not in map(name_key, (use.name, *use.surfaces, identity.datasets[id_].name)):
            continue
        own = f"name:{bare_key(name)}"
        node = own if own in nodes.of_use[place] else nodes.of_use[place][0]
        step = identity.steps[place][0]
        if place not in nodes.known:
            as_compared = node == own
            reason = "the name as compared" if as_compared else f"a paper prints it for {use.name}"
            step = Step(name, node, 1.0 if as_compared else 0.9, reason)
        elif name == id_:
            step = Step(name, node, 1.0, "the id of the dataset")
        if id_ not in found or step.score > found[id_][2].score:
            found[id_] = (id_, node, step)
    return [found[id_] for id_ in sorted(found)]


def _one(left: str, right: str, a: tuple[str, str, Step], b: tuple[str, str, Step], joined: Joined) -> Explanation:
    between = joined.groups.path(a[1], b[1])
    back = Step(b[2].right, right, b[2].score, b[2].reason)
    return Explanation(a[0], b[0], "same", (a[2], *between, back))


def _two(
    left: str,
    right: str,
    a: tuple[str, str, Step],
    b: tuple[str, str, Step],
    joined: Joined,
    identity: Identity,
    judgements: Iterable[Judgement],
) -> Explanation:
    groups, nodes = joined.groups, joined.nodes
    against = []
    tops = {groups.top(a[1]), groups.top(b[1])}
    for judgement in judgements:
        sides = {groups.top(node_of(n, nodes.catalogue, nodes.owner)) for n in (judgement.left, judgement.right)}
        if judgement.verdict is Verdict.DIFFERENT and sides == tops:
            said = f"{judgement.who} judged {judgement.left} and {judgement.right} different"
            against.append(f"{said}: {judgement.reason}" if judgement.reason else said)
    marks = other_marks(left, right)
    if marks is not None:
        against.append(marks.sentence)
    if all(side in nodes.catalogue.datasets for side in (a[0], b[0])):
        against.append("the catalogue has them as two datasets")
    datasets = identity.datasets
    against += _family(datasets[a[0]], datasets[b[0]])
    for id_, other in ((a[0], b[0]), (b[0], a[0])):
        if id_ not in nodes.catalogue.datasets:
            against += _origin(datasets[id_], datasets[other])
    for step in joined.refused:
        if {groups.top(step.left), groups.top(step.right)} == tops:
            against.append(f"not enough to join them: {step.reason} ({step.score:.2f})")
    if not against:
        reason = best([left], [right])
        said = f"{reason.sentence} ({reason.score:.2f}), which alone joins nothing" if reason else _NOTHING
        against.append(said)
    relation = relation_of(a[0], b[0], datasets)
    return Explanation(a[0], b[0], relation, (), tuple(dict.fromkeys(against)))


def _family(left: Dataset, right: Dataset) -> list[str]:
    """What both datasets are versions, parts or offspring of."""
    ours, theirs = ({*d.part_of, *d.derived_from, *d.version_of} for d in (left, right))
    return [f"{left.id} and {right.id} are two of those that come from {other}" for other in sorted(ours & theirs)]


def _origin(dataset: Dataset, other: Dataset) -> list[str]:
    """What the names of one dataset say of its coming from another."""
    keys = {bare_key(n) for n in (other.id, other.name, *other.aliases, *other.context_aliases)}
    names = dict.fromkeys((dataset.name, *dataset.aliases))
    return [base.reason for name in names for base in bases(name) if bare_key(base.name) in keys]


_NOTHING = "no paper prints both for one dataset, and the names are not alike"
