"""`kg same`, `kg different`, `kg forget`: what cannot be done leaves the judgements as they were."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.library import Library
from kg.model import Judgement, Verdict
from kg.resolution import write_judgements

pytestmark = pytest.mark.usefixtures("catalogue_once")

KEPT = Judgement("MNIST", "CIFAR-10", Verdict.DIFFERENT, "", "ann", "2024-01-01")
UNKNOWN = Judgement("MNIST", "Nowhere-7", Verdict.DIFFERENT, "", "ann", "2024-01-01")
NOBODY = "query=http://127.0.0.1:9/query graphs=http://127.0.0.1:9/store"


@pytest.fixture
def library(demo: Library, tmp_path: Path) -> Library:
    return Library.open(shutil.copytree(demo.root, tmp_path / "library"))


FAILING = [
    ("a row by hand, and same", [KEPT, UNKNOWN], "", ("same", "MNIST", "CIFAR-100"), "Nowhere-7"),
    ("a row by hand, and forget", [KEPT, UNKNOWN], "", ("forget", "MNIST", "CIFAR-10"), "Nowhere-7"),
    ("no server, and different", [KEPT], NOBODY, ("different", "MNIST", "CIFAR-100"), "cannot be reached"),
    ("no server, the first judgement", [], NOBODY, ("same", "MNIST", "CIFAR-100"), "cannot be reached"),
]


@pytest.mark.parametrize(("why", "rows", "server", "command", "message"), FAILING, ids=[c[0] for c in FAILING])
def test_a_judgement_that_cannot_be_applied_is_not_kept(
    why: str,
    rows: list[Judgement],
    server: str,
    command: tuple[str, ...],
    message: str,
    library: Library,
    kg: Callable[..., Result],
) -> None:
    before = write_judgements(rows) + "# a remark\n" if rows else ""
    if rows:
        library.judgements_file.write_text(before)
    library.index.server = server
    library.save()
    assert message in kg(*command, "-l", library.root, code=1).stderr
    after = library.judgements_file.read_text() if library.judgements_file.exists() else ""
    assert after == before
