"""tensorflow-datasets: a folder with CITATIONS.bib a dataset, or a class whose `_info` gives a `citation`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from kg.catalogue.sources.wheel import Listed, Wheel, constants, keywords, text_of

_FOLDER = "tensorflow_datasets/"


def listed(wheel: Wheel) -> Iterator[Listed]:
    """The datasets of all builders."""
    for name in wheel.files(_FOLDER, "/CITATIONS.bib"):
        yield Listed((PurePosixPath(name).parent.name,), wheel.text(name))
    for name in wheel.files(_FOLDER, ".py"):
        if not name.startswith((f"{_FOLDER}core/", f"{_FOLDER}testing/")) and not name.endswith("_test.py"):
            yield from _builders(wheel.tree(name))


def _builders(tree: ast.Module) -> Iterator[Listed]:
    known = constants(tree)
    for builder in tree.body:
        if isinstance(builder, ast.ClassDef):
            for node in ast.walk(builder):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "DatasetInfo":
                    stated = keywords(node)
                    bibtex = text_of(stated.get("citation"), known)
                    yield Listed((builder.name,), bibtex, text_of(stated.get("homepage"), known))
