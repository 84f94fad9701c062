"""Groups that grow by joins and refuse what must stay apart: a union-find that remembers why."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from kg.model import Step


class Groups:
    """Nodes in groups. The result does not depend on the order of joins, as long as none is refused."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
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

    def join(self, step: Step) -> bool:
        """Join the groups of a step's two nodes; False where they must stay apart."""
        a, b = self.top(step.left), self.top(step.right)
        if b in self._apart.get(a, ()):
            return False
        for node, other in ((step.left, step.right), (step.right, step.left)):
            if all(s.left != other and s.right != other for s in self._steps.get(node, ())):
                self._steps.setdefault(node, []).append(step)
        if a != b:
            a, b = sorted((a, b))
            self._parent[b] = a
            for other in self._apart.pop(b, set()):
                self._apart[other].discard(b)
                self._apart[other].add(a)
                self._apart.setdefault(a, set()).add(other)
        return True

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
