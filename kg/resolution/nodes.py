"""What stands for names while they are joined: a node "id:" with a catalogue id, or "name:" with a bare key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Catalogue, Judgement, Use, Verdict
from kg.names import name_key, tight_key
from kg.resolution.groups import Labels
from kg.resolution.marks import marks_of
from kg.resolution.spelling import bare_key
from kg.resolution.telling_names import by_key, names_of, telling_keys

Place = tuple[str, int]  # paper id, position of the use in its record

KNOWN = "catalogue"  # the aspect under which a node says which dataset of the catalogue it is
_SHORTEST_TOLD = 3  # characters of a name that tells a known dataset without the catalogue


@dataclass(frozen=True)
class Nodes:
    """The names of some uses as nodes.

    `of_use` holds the nodes of every use, that of its full name first; `spelled` the names that papers print, by node;
    `known` the ids of the uses that denote a dataset of the catalogue.
    """

    catalogue: Catalogue
    owner: Mapping[str, str]
    of_use: Mapping[Place, tuple[str, ...]]
    spelled: Mapping[str, set[str]]
    known: Mapping[Place, str]

    @classmethod
    def build(cls, uses: Mapping[Place, Use], catalogue: Catalogue, judgements: Iterable[Judgement]) -> Nodes:
        """The nodes of some uses. A judgement may say that a name does not denote what the catalogue says it may."""
        owner = owners(catalogue)
        denied = _denied(judgements, catalogue, owner)
        known = {
            place: use.known_as
            for place, use in uses.items()
            if use.known_as in catalogue.datasets and (bare_key(use.name), use.known_as) not in denied
        }
        unknown = {place: use for place, use in uses.items() if place not in known}
        told = dict(zip(unknown, telling_keys(unknown.values()), strict=True))
        of_use = {
            place: tuple(f"name:{k}" for k in told[place]) if place in told else (f"id:{known[place]}",)
            for place in uses
        }
        printed = by_key(unknown.values())
        spelled = {n: printed.get(n.removeprefix("name:"), set()) for names in of_use.values() for n in names}
        return cls(catalogue, owner, of_use, spelled, known)

    def of_name(self, name: str) -> str:
        """The node of a dataset id or of a name."""
        return node_of(name, self.catalogue, self.owner)

    def labels(self, node: str) -> Labels:
        """What a node says of itself: its dataset of the catalogue, and for every core of its names the marks."""
        if node.startswith("name:"):
            key = node.removeprefix("name:")
            said = min((marks_of(n) for n in self.spelled.get(node) or {key}), key=lambda m: (-len(m.marks), m.core))
            return {said.core: frozenset((" ".join(said.marks),))}
        dataset = self.catalogue.datasets[node.removeprefix("id:")]
        labels: dict[str, frozenset[str]] = {KNOWN: frozenset((dataset.id,))}
        for said in map(marks_of, (dataset.name, *dataset.aliases, *dataset.context_aliases)):
            labels[said.core] = labels.get(said.core, frozenset()) | {" ".join(said.marks)}
        return labels

    def printed_for_known(self, uses: Mapping[Place, Use]) -> dict[tuple[str, str], int]:
        """How many papers print an unknown name for a dataset of the catalogue, by that dataset's node and the name's.

        A name that papers print for two of its datasets tells neither.
        """
        found: dict[str, dict[str, set[str]]] = {}
        for (paper, position), id_ in self.known.items():
            for name in names_of(uses[paper, position]):
                node = f"name:{bare_key(name)}"
                if node in self.spelled and len(node) >= len("name:") + _SHORTEST_TOLD:
                    found.setdefault(node, {}).setdefault(id_, set()).add(paper)
        return {
            (f"id:{id_}", node): len(papers)
            for node, ids in found.items()
            if len(ids) == 1
            for id_, papers in ids.items()
        }


def node_of(name: str, catalogue: Catalogue, owner: Mapping[str, str]) -> str:
    """The node of a dataset id or of a name."""
    if name in catalogue.datasets:
        return f"id:{name}"
    for key in (name_key(name), tight_key(name), bare_key(name)):
        if key in owner:
            return f"id:{owner[key]}"
    return f"name:{bare_key(name)}"


def owners(catalogue: Catalogue) -> Mapping[str, str]:
    """The dataset that a name denotes in any context, by its three keys; a whole name beats a shortened one."""
    return _owners(_Same(catalogue))


def only_bearers(catalogue: Catalogue) -> Mapping[str, str]:
    """The datasets that alone bear a name which needs context, by its bare key."""
    return _only_bearers(_Same(catalogue))


class _Same:
    """A catalogue that is compared by identity, so that its names are indexed once and not for every resolution."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.catalogue is other.catalogue


@lru_cache(maxsize=1)
def _owners(same: _Same) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key_of in (name_key, tight_key, bare_key):
        for dataset in same.catalogue.datasets.values():
            for name in (*dataset.aliases, dataset.name):
                if name not in dataset.context_aliases:
                    found.setdefault(key_of(name), dataset.id)
    return found


@lru_cache(maxsize=1)
def _only_bearers(same: _Same) -> Mapping[str, str]:
    bearers: dict[str, set[str]] = {}
    for dataset in same.catalogue.datasets.values():
        for name in dataset.context_aliases:
            bearers.setdefault(bare_key(name), set()).add(dataset.id)
    return {key: min(ids) for key, ids in bearers.items() if len(ids) == 1}


def _denied(judgements: Iterable[Judgement], catalogue: Catalogue, owner: Mapping[str, str]) -> set[tuple[str, str]]:
    """Bare keys of names with the ids that they do not denote, as persons judged, of ids or of other names."""
    return {
        (bare_key(name), node.removeprefix("id:"))
        for judgement in judgements
        if judgement.verdict is Verdict.DIFFERENT
        for name, other in ((judgement.left, judgement.right), (judgement.right, judgement.left))
        if name not in catalogue.datasets
        and (node := node_of(other, catalogue, owner)).startswith("id:")
        and node != node_of(name, catalogue, owner)
    }
