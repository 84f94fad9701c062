"""Whether a judgement on two names could be kept, whichever way it goes, and would say anything new."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from kg.model import Judgement
from kg.resolution.groups import Groups
from kg.resolution.joining import apply_judgements
from kg.resolution.nodes import Nodes
from kg.resolution.relating import above


class Answers:
    """What judgements say of names already, and so which further ones they leave room for.

    Raises JudgementError when the judgements contradict each other.
    """

    def __init__(self, judgements: Sequence[Judgement], nodes: Nodes) -> None:
        self._nodes = nodes
        self._judged = Groups()
        apply_judgements(judgements, self._judged, nodes.catalogue, nodes.owner)
        self._members = self._judged.groups(self._judged.known())

    def fit(self, left: str, right: str) -> bool:
        """Whether "same" and "different" would both be kept for two names, or ids, where neither is said already."""
        sides = [self._judged.top(self._nodes.of_name(name)) for name in (left, right)]
        return sides[0] != sides[1] and not self._judged.hindrance(*sides) and not self._is_circle(sides)

    def _is_circle(self, sides: Sequence[str]) -> bool:
        """Whether one dataset of the catalogue would be the same as another that it comes from or belongs to."""
        nodes = {node for side in sides for node in self._members.get(side, (side,))}
        ids = sorted(node.removeprefix("id:") for node in nodes if node.startswith("id:"))
        return any(other in above(one, self._nodes.catalogue.datasets) for one, other in permutations(ids, 2))
