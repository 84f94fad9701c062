"""mirdata: a file a dataset, named after it, with its citation in the constant BIBTEX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kg.catalogue.sources.wheel import Listed, Wheel, constants


def listed(wheel: Wheel) -> Iterator[Listed]:
    """The datasets that have a loader."""
    for name in wheel.files("mirdata/datasets/", ".py"):
        stem = PurePosixPath(name).stem
        if not stem.startswith("_"):
            yield Listed((stem,), constants(wheel.tree(name)).get("BIBTEX", ""))
