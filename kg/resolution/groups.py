"""Groups that grow by joins and refuse what must stay apart: a union-find that remembers why."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from kg.model import Step

# What a node says of itself, by aspect: nodes that say other things under one aspect are not one.
Labels = Mapping[str, frozenset[str]]


class Groups:
    """Nodes in groups.

    A join is refused where somebody keeps the two apart, or where both groups say something under one aspect and have
    nothing in common there.
    """

    def __init__(self, labels_of: Callable[[str], Labels] = lambda node: {}) -> None:
        self._labels_of = labels_of
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self._labels: dict[str, dict[str, frozenset[str]]] = {}
        self._steps: dict[str, list[Step]] = {}

    def add(self, node: str) -> None:
        self._parent.setdefault(node, node)

    def top(self, node: str) -> str:
        """The node that stands for a node's whole group."""
        self.add(node)
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def keep_apart(self, left: str, right: str) -> bool:
        """Forbid that two nodes ever share a group; False where they do already."""
        a, b = self.top(left), self.top(right)
        if a == b:
            return False
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)
        return True

    def hindrance(self, left: str, right: str) -> str:
        """What forbids to join the groups of two nodes: "judged", an aspect, or "" where nothing does."""
        a, b = self.top(left), self.top(right)
        if a == b:
            return ""
        if b in self._apart.get(a, ()):
            return "judged"
        ours, theirs = self._of(a), self._of(b)
        small, large = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
        torn = (aspect for aspect, said in small.items() if aspect in large and not said & large[aspect])
        return min(torn, default="")

    def join(self, step: Step, *, whatever_they_say: bool = False) -> bool:
        """Join the groups of a step's two nodes; False where they must stay apart.

        With `whatever_they_say` only those that somebody keeps apart stay apart.
        """
        hindrance = self.hindrance(step.left, step.right)
        if hindrance and not (whatever_they_say and hindrance != "judged"):
            return False
        a, b = self.top(step.left), self.top(step.right)
        for node, other in ((step.left, step.right), (step.right, step.left)):
            if all(s.left != other and s.right != other for s in self._steps.get(node, ())):
                self._steps.setdefault(node, []).append(step)
        if a != b:
            a, b = sorted((a, b))
            self._parent[b] = a
            self._labels[a] = _together(self._of(a), self._of(b))
            self._labels.pop(b, None)
            for other in self._apart.pop(b, set()):
                self._apart[other].discard(b)
                self._apart[other].add(a)
                self._apart.setdefault(a, set()).add(other)
        return True

    def _of(self, top: str) -> dict[str, frozenset[str]]:
        if top not in self._labels:
            self._labels[top] = dict(self._labels_of(top))
        return self._labels[top]

    def path(self, left: str, right: str) -> tuple[Step, ...]:
        """The shortest chain of steps from one node to another, () where there is none."""
        came: dict[str, tuple[str, Step] | None] = {left: None}
        queue = deque([left])
        while queue:
            node = queue.popleft()
            if node == right:
                break
            for step in self._steps.get(node, ()):
                other = step.right if step.left == node else step.left
                if other not in came:
                    came[other] = (node, step)
                    queue.append(other)
        steps: list[Step] = []
        at: str = right
        while (link := came.get(at)) is not None:
            at = link[0]
            steps.append(link[1])
        return tuple(reversed(steps))

    def known(self) -> tuple[str, ...]:
        """Every node that was ever added or joined."""
        return tuple(self._parent)

    def groups(self, nodes: Iterable[str]) -> dict[str, list[str]]:
        """The groups of some nodes, each sorted, by their top node."""
        found: dict[str, list[str]] = {}
        for node in sorted(nodes):
            found.setdefault(self.top(node), []).append(node)
        return found


def _together(left: dict[str, frozenset[str]], right: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """What two groups say, in the larger of the two, so that a group costs no more than its nodes."""
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    for aspect, said in small.items():
        large[aspect] = large.get(aspect, frozenset()) | said
    return large
