"""mteb: every task is a class with a `TaskMetadata(name=..., bibtex_citation=..., reference=...)`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from kg.catalogue.sources.wheel import Listed, Wheel, constants, keywords, text_of

# A task is called after its dataset and what is done with it.
_TASK = re.compile(
    r"(?:\.v\d+|[-_]?(?:Pair|Multi[Ll]abel|ZeroShot|Zeroshot|FewShot)?(?:Classification|Retrieval|Reranking|Clustering"
    r"|BitextMining|Summarization|Regression)|(?:P2P|S2S)|(?:[TIAV]+2[TIAV]+)|HardNegatives|LongEmbed)$",
    re.IGNORECASE,
)


def listed(wheel: Wheel) -> Iterator[Listed]:
    """The datasets of the tasks; a task made out of another one's is left out."""
    for name in wheel.files("mteb/tasks/", ".py"):
        tree = wheel.tree(name)
        known = constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TaskMetadata":
                stated = keywords(node)
                if "adapted_from" not in stated:
                    task = text_of(stated.get("name"), known)
                    bibtex = text_of(stated.get("bibtex_citation"), known)
                    yield Listed(_names(task), bibtex, text_of(stated.get("reference"), known))


def _names(task: str) -> tuple[str, ...]:
    while (shorter := _TASK.sub("", task)) not in (task, ""):
        task = shorter
    return (task,)
