"""`kg diff`: two states of a library, as folders and as files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.library import Library

Run = Callable[..., Result]


@pytest.mark.usefixtures("catalogue_once")
def test_a_judgement_is_a_difference(kg: Run, demo: Library, tmp_path: Path) -> None:
    new = Path(shutil.copytree(demo.root, tmp_path / "new"))
    kg("export", "-l", demo.root, "-f", "nquads", "-o", tmp_path / "old.nq")
    assert kg("diff", tmp_path / "old.nq", new).stdout == "nothing changed\n"
    kg("same", "MNIST", "CIFAR-10", "-l", new, "--because", "for a test")
    shown = kg("diff", tmp_path / "old.nq", new).stdout
    assert "merged: " in shown
    assert "are one dataset now" in shown
    found = json.loads(kg("diff", demo.root, new, "-f", "json").stdout)
    assert [sorted(group["before"]) for group in found["merged"]] == [["cifar-10", "mnist"]]
    assert "is not a library" in kg("diff", tmp_path / "nowhere", new, code=1).stderr
