"""Which uses of different papers speak of one dataset: names and judgements in, Identity out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.errors import JudgementError
from kg.model import Catalogue, Dataset, Identity, Judgement, Record, Step, Use, Verdict, Work
from kg.names import name_key, tight_key
from kg.resolution.groups import Groups
from kg.resolution.telling_names import bare_key, by_key, siblings, telling_keys
from kg.resolution.works import match_works

Place = tuple[str, int]  # paper id, position of the use in its record


def resolve(records: Sequence[Record], catalogue: Catalogue, judgements: Iterable[Judgement] = ()) -> Identity:
    """The identity of every use, the same for any order of the records.

    Raises JudgementError when judgements contradict each other.
    """
    judgements = sorted(judgements, key=lambda j: (j.left, j.right, j.verdict.value))
    nodes = _Nodes(catalogue)
    uses = {(r.paper.id, i): u for r in sorted(records, key=lambda r: r.paper.id) for i, u in enumerate(r.uses)}
    nodes_of = nodes.of_uses(uses)
    groups = Groups()
    _apply(judgements, groups, nodes)
    _join_printed(nodes_of.values(), groups)
    printed = by_key(use for use in uses.values() if use.known_as not in catalogue.datasets)
    spelled = {n: printed.get(n.removeprefix("name:"), set()) for names in nodes_of.values() for n in names}
    ids = _ids(groups, spelled, catalogue)
    of_use = {key: ids[groups.top(names[0])] for key, names in nodes_of.items()}
    work_of, works = match_works(records, catalogue)
    names_of: dict[str, set[str]] = {}
    for node, spellings in spelled.items():
        names_of.setdefault(ids[groups.top(node)], set()).update(spellings)
    datasets = _datasets(of_use, uses, names_of, catalogue)
    return Identity(
        of_use,
        datasets,
        {**works, **_accepted(datasets, catalogue)},
        work_of,
        {key: _steps(uses[key], nodes_of[key], of_use[key], groups, catalogue) for key in of_use},
    )


class _Nodes:
    """What stands for names in the groups: "id:" and a catalogue id, or "name:" and a name key."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._owner = {tight_key(name): d.id for d in catalogue.datasets.values() for name in (*d.aliases, d.name)}

    def of_uses(self, uses: Mapping[Place, Use]) -> Mapping[Place, tuple[str, ...]]:
        """The nodes of every use, that of its full name first."""
        unknown = {key: use for key, use in uses.items() if use.known_as not in self._catalogue.datasets}
        told = dict(zip(unknown, telling_keys(unknown.values()), strict=True))
        return {
            key: tuple(f"name:{k}" for k in told[key]) if key in told else (f"id:{use.known_as}",)
            for key, use in uses.items()
        }

    def of_name(self, name: str) -> str:
        """The node of a dataset id or of a name."""
        if name in self._catalogue.datasets:
            return f"id:{name}"
        key = bare_key(name)
        return f"id:{self._owner[key]}" if key in self._owner else f"name:{key}"


def _apply(judgements: Sequence[Judgement], groups: Groups, nodes: _Nodes) -> None:
    for judgement in judgements:
        left, right = nodes.of_name(judgement.left), nodes.of_name(judgement.right)
        if judgement.verdict is Verdict.SAME:
            groups.join(Step(left, right, 1.0, f"{judgement.who} judged them the same: {judgement.reason}"))
    for judgement in judgements:
        if judgement.verdict is not Verdict.DIFFERENT:
            continue
        left, right = nodes.of_name(judgement.left), nodes.of_name(judgement.right)
        if not groups.keep_apart(left, right):
            path = " - ".join(f"{s.left} = {s.right} ({s.reason})" for s in groups.path(left, right))
            if left == right:
                path = f"the catalogue has both for {left[3:]}" if left.startswith("id:") else "they are one name"
            raise JudgementError(
                f"{judgement.left} and {judgement.right} are judged different, and the same: {path}",
                advice="take one of the judgements back",
            )


def _join_printed(nodes: Iterable[Sequence[str]], groups: Groups) -> None:
    """Join the names that one paper prints for one dataset, save where digits or a judgement speak against it."""
    nodes = list(nodes)
    keys = {n.removeprefix("name:") for names in nodes for n in names if n.startswith("name:")}
    for left, right in siblings(keys):
        groups.keep_apart(f"name:{left}", f"name:{right}")  # False where a person judged them the same: that stands
    for names in nodes:
        for name in names[1:]:
            groups.join(Step(names[0], name, 0.9, "one paper prints both names for it"))


def _ids(groups: Groups, spelled: Mapping[str, set[str]], catalogue: Catalogue) -> dict[str, str]:
    """The dataset id of every group: that of the catalogue, or one made of the shortest name.

    `spelled` holds the names that papers print, by node.
    """
    ids: dict[str, str] = {}
    taken = set(catalogue.datasets)
    for top, members in sorted(groups.groups({*spelled, *groups.known()}).items()):
        known = sorted(m.removeprefix("id:") for m in members if m.startswith("id:"))
        if known:
            ids[top] = known[0]
            continue
        names = {name_key(n) for m in members for n in spelled.get(m, {m.removeprefix("name:")})}
        name = min(names, key=lambda n: (len(n), n))
        slug = re.sub(r"[^\w]+", "-", name.replace("+", "-plus")).strip("-") or "unnamed"
        while slug in taken:
            slug += "-unlisted"
        taken.add(slug)
        ids[top] = slug
    return ids


def _datasets(
    of_use: Mapping[Place, str],
    uses: Mapping[Place, Use],
    names_of: Mapping[str, set[str]],
    catalogue: Catalogue,
) -> dict[str, Dataset]:
    found: dict[str, Dataset] = {}
    for id_ in sorted(set(of_use.values())):
        if id_ in catalogue.datasets:
            found[id_] = catalogue.datasets[id_]
        else:
            own = sorted(names_of[id_], key=lambda n: (-len(n), n))
            kinds = sorted({uses[key].kind for key, other in of_use.items() if other == id_})
            found[id_] = Dataset(id_, own[0], kind=kinds[0], aliases=tuple(own[1:]))
    pending = list(found)
    while pending:
        dataset = found[pending.pop()]
        for other in (*dataset.part_of, *dataset.derived_from, *dataset.version_of):
            if other not in found and other in catalogue.datasets:
                found[other] = catalogue.datasets[other]
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


def _steps(use: Use, names: Sequence[str], id_: str, groups: Groups, catalogue: Catalogue) -> tuple[Step, ...]:
    """From the printed name to the dataset, link by link."""
    if use.known_as in catalogue.datasets:
        first = Step(use.name, use.known_as, use.confidence, "the catalogue lists this name, and the paper fits it")
        return (first, *groups.path(f"id:{use.known_as}", f"id:{id_}")) if id_ != use.known_as else (first,)
    target = f"id:{id_}" if id_ in catalogue.datasets else min(names, key=lambda n: (len(n), n))
    start = f"name:{bare_key(use.name)}"
    return (Step(use.name, start, 1.0, "the name as compared"), *groups.path(start, target))
