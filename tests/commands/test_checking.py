"""`kg validate`: with shapes and without, on a library that keeps the rules and on one that does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.graph import GraphStore, iris
from kg.graph.vocabulary import KG
from kg.library import Library

Run = Callable[..., Result]


@pytest.mark.parametrize("options", [(), ("--fast",)], ids=["all", "fast"])
def test_a_broken_rule_is_said(kg: Run, demo: Library, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert kg("validate", "-l", demo.root, *options).stdout == "0 violations\n"
    root = Path(shutil.copytree(demo.root, tmp_path / "library"))
    with GraphStore.writing(root / "graph") as store:
        quads = [quad for quad in store.quads(iris.DATASETS) if quad.predicate.value != str(KG.kind)]
        datasets = {quad.subject for quad in store.quads(iris.DATASETS) if quad.predicate.value == str(KG.kind)}
        store.replace(iris.DATASETS, quads)
    lines = kg("validate", "-l", root, *options, code=1).stdout.splitlines()
    assert lines[-1] == f"{len(datasets)} violations"
    assert all(line.endswith("a dataset has one kind") for line in lines[:-1])
