"""Which uses of different papers speak of one dataset: names and judgements in, Identity out."""

from __future__ import annotations

import hashlib
import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Catalogue, Dataset, Identity, Judgement, Record, Step, Use, Work
from kg.names import name_key
from kg.resolution.groups import Groups
from kg.resolution.joining import apply_judgements, join_names, ordered
from kg.resolution.nodes import Nodes, Place, only_bearers
from kg.resolution.relating import relate
from kg.resolution.works import match_works


@dataclass(frozen=True)
class Joined:
    """Names in their groups, before groups become datasets: what explanations and doubts are read from."""

    uses: Mapping[Place, Use]
    nodes: Nodes
    groups: Groups
    taken: Sequence[Step]
    refused: Sequence[Step]
    work_of: Mapping[tuple[str, str], str]
    works: Mapping[str, Work]


def resolve(records: Sequence[Record], catalogue: Catalogue, judgements: Iterable[Judgement] = ()) -> Identity:
    """The identity of every use, the same for any order of the records.

    Raises JudgementError when judgements contradict each other.
    """
    return identity_of(join(records, catalogue, judgements))


def join(records: Sequence[Record], catalogue: Catalogue, judgements: Iterable[Judgement] = ()) -> Joined:
    """The names of all uses in groups. Raises JudgementError when judgements contradict each other."""
    judgements = ordered(judgements)
    uses = {(r.paper.id, i): u for r in sorted(records, key=lambda r: r.paper.id) for i, u in enumerate(r.uses)}
    nodes = Nodes.build(uses, catalogue, judgements)
    work_of, works = match_works(records, catalogue)
    groups = Groups(nodes.labels)
    apply_judgements(judgements, groups, catalogue, nodes.owner)
    taken, refused = join_names(groups, nodes, uses, work_of)
    return Joined(uses, nodes, groups, taken, refused, work_of, works)


def identity_of(joined: Joined) -> Identity:
    """The datasets that groups of names stand for."""
    uses, nodes, groups = joined.uses, joined.nodes, joined.groups
    ids = _ids(groups, nodes)
    of_use = {place: ids[groups.top(names[0])] for place, names in nodes.of_use.items()}
    datasets = _datasets(of_use, uses, nodes, ids, groups)
    works = {**joined.works, **_accepted(datasets, nodes.catalogue)}
    return Identity(of_use, datasets, works, joined.work_of, _Chains(nodes, groups).of_uses(uses, of_use))


def _ids(groups: Groups, nodes: Nodes) -> dict[str, str]:
    """The dataset id of every group: that of the catalogue, or one made of the shortest name."""
    ids: dict[str, str] = {}
    for top, members in groups.groups({*nodes.spelled, *groups.known()}).items():
        known = sorted(m.removeprefix("id:") for m in members if m.startswith("id:"))
        if known:
            ids[top] = known[0]
            continue
        names = {name_key(n) for m in members for n in nodes.spelled.get(m) or {m.removeprefix("name:")}}
        slug = _slug(min(names, key=lambda n: (len(n), n)))
        ids[top] = f"{slug}-unlisted" if slug in nodes.catalogue.datasets else slug
    return ids


def _slug(name: str) -> str:
    """A dataset id made of a name key alone, another one for every key, so that no other dataset decides about it."""
    slug = re.sub(r"[^\w]+", "-", name.replace("+", "-plus")).strip("-") or "unnamed"
    if "+" not in name and "#" not in name:
        return slug
    return f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


def _datasets(
    of_use: Mapping[Place, str],
    uses: Mapping[Place, Use],
    nodes: Nodes,
    ids: Mapping[str, str],
    groups: Groups,
) -> dict[str, Dataset]:
    """Every dataset that a use denotes, and all that these come from or belong to."""
    known = nodes.catalogue.datasets
    names_of: dict[str, set[str]] = {}
    for node, spellings in nodes.spelled.items():
        names_of.setdefault(ids[groups.top(node)], set()).update(spellings)
    kinds: dict[str, str] = {}
    for place, id_ in of_use.items():
        kinds[id_] = min(kinds.get(id_, uses[place].kind), uses[place].kind)
    found: dict[str, Dataset] = {}
    for id_ in sorted(kinds):
        if id_ in known:
            found[id_] = known[id_]
        else:
            own = sorted(names_of[id_], key=lambda n: (-len(n), n))
            found[id_] = Dataset(id_, own[0], kind=kinds[id_], aliases=tuple(own[1:]))  # type: ignore[arg-type]
    new = {id_ for id_ in found if id_ not in known}
    printed = {n.removeprefix("name:"): ids[groups.top(n)] for n in nodes.spelled if n.startswith("name:")}
    # With "Tiny" before it, a name that needs context elsewhere is no common word.
    owner = ChainMap(printed, nodes.owner, only_bearers(nodes.catalogue))  # type: ignore[arg-type]
    found, _ = relate(found, new, owner, known)
    pending = list(found)
    while pending:
        dataset = found[pending.pop()]
        for other in (*dataset.part_of, *dataset.derived_from, *dataset.version_of):
            if other not in found and other in known:
                found[other] = known[other]
                pending.append(other)
    return dict(sorted(found.items()))


def _accepted(ids: Iterable[str], catalogue: Catalogue) -> dict[str, Work]:
    return {
        key: catalogue.works[key]
        for id_ in sorted(set(ids))
        if id_ in catalogue.datasets
        for key in catalogue.datasets[id_].works
        if key in catalogue.works
    }


class _Chains:
    """The chains of steps from printed names to datasets, each chain between two nodes made once."""

    def __init__(self, nodes: Nodes, groups: Groups) -> None:
        self._nodes = nodes
        self._groups = groups
        self._paths: dict[tuple[str, str], tuple[Step, ...]] = {}

    def of_uses(self, uses: Mapping[Place, Use], of_use: Mapping[Place, str]) -> dict[Place, tuple[Step, ...]]:
        return {place: self._of(place, use, of_use[place]) for place, use in uses.items()}

    def _of(self, place: Place, use: Use, id_: str) -> tuple[Step, ...]:
        """From the printed name to the dataset, link by link."""
        if place in self._nodes.known:
            known = self._nodes.known[place]
            first = Step(use.name, known, use.confidence, "the catalogue lists this name, and the paper fits it")
            return (first, *self._path(f"id:{known}", f"id:{id_}")) if id_ != known else (first,)
        names = self._nodes.of_use[place]
        target = f"id:{id_}" if id_ in self._nodes.catalogue.datasets else min(names, key=lambda n: (len(n), n))
        return (Step(use.name, names[0], 1.0, "the name as compared"), *self._path(names[0], target))

    def _path(self, left: str, right: str) -> tuple[Step, ...]:
        if left == right:
            return ()
        if (left, right) not in self._paths:
            self._paths[left, right] = self._groups.path(left, right)
        return self._paths[left, right]
