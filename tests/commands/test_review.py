"""A review at the keyboard: keys in, judgements out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.library import Library
from kg.model import Evidence, Paper, Record, Span, Use, Verdict

pytestmark = pytest.mark.usefixtures("catalogue_once")

NAMES = [("Very Fine Pictures",), ("VFP",), ("Odd Fish Recordings",), ("OFR",)]


def use(*surfaces: str) -> Use:
    evidence = Evidence(f"We use {surfaces[0]} here.", Span(0, 1))
    return Use(surfaces[0], surfaces, "", "dataset", (), True, False, evidence, None, (), (), 0.9)


@pytest.fixture
def library(demo: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The demo library with four papers more, whose names are alike two by two."""
    copied = Library.open(shutil.copytree(demo.root, tmp_path / "library"))
    papers = copied.papers()
    origin = papers[0][1]
    for i, names in enumerate(NAMES):
        paper = Paper(f"sha256:{i}", f"{i}.pdf", f"Paper {i}", (), 2020, (), "", (), (), ())
        papers.append((Record(paper, (use(*names),), "toy"), origin))
    monkeypatch.setattr(Library, "papers", lambda self: papers)
    monkeypatch.setattr(Library, "records", lambda self: [record for record, _ in papers])
    return copied


def review(library: Library, keys: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["review", "-l", str(library.root)], input=keys)
    return done.exit_code, done.output


REVIEWS = [
    ("quit", "q", []),
    ("same, then quit", "sq", [Verdict.SAME]),
    ("different, then same", "ds", [Verdict.DIFFERENT, Verdict.SAME]),
    ("skip, then different", "kd", [Verdict.DIFFERENT]),
    ("undone", "suq", []),
    ("undone and answered otherwise", "sudq", [Verdict.DIFFERENT]),
    ("an undone skip", "kusq", [Verdict.SAME]),
    ("capitals", "SQ", [Verdict.SAME]),
    ("a key that means nothing", "xsq", [Verdict.SAME]),
    ("undo at the first", "usq", [Verdict.SAME]),
    ("the keys end", "s", [Verdict.SAME]),
]


@pytest.mark.parametrize(("keys", "verdicts"), [row[1:] for row in REVIEWS], ids=[row[0] for row in REVIEWS])
def test_keys(library: Library, keys: str, verdicts: list[Verdict]) -> None:
    code, _ = review(library, keys)
    assert code == 0
    assert sorted(j.verdict.value for j in library.judgements()) == sorted(v.value for v in verdicts)
    assert all(j.who and j.when and j.reason.startswith("reviewed: ") for j in library.judgements())


def test_what_is_shown(library: Library) -> None:
    _, printed = review(library, "q")
    for part in ("1 of 2", "Odd Fish Recordings", "OFR", "We use OFR here.", "Paper 3", "first letters", "s same"):
        assert part in printed


def test_an_answer_changes_the_graph_and_is_not_asked_again(library: Library) -> None:
    review(library, "sq")
    with library.graph_store() as graph:
        exported = "".join(map(str, graph.quads()))
    assert exported.count("reviewed: ") == 1
    assert "1 of 1" in review(library, "q")[1]


def test_nobody_at_the_keyboard(library: Library) -> None:
    code, printed = review(library, "")
    assert code == 1
    assert "needs somebody at a terminal" in printed
    assert library.judgements() == ()
