"""`kg check` and `kg cite`: what they print, and their exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app

pytestmark = pytest.mark.usefixtures("catalogue_once")


def test_a_paper_with_something_to_do(sample_papers: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(sample_papers / "lobs.tex")])
    assert result.exit_code == 1
    assert "uncited" in result.stdout
    assert "Entries to add:" in result.stdout
    assert "{{ImageNet: A large-scale hierarchical image database}}" in result.stdout


def test_a_paper_where_all_is_well(sample_papers: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(sample_papers / "zap.xml")])
    assert result.exit_code == 0
    assert result.stdout == "zap.xml: all is well\n"


def test_papers_of_one_name_are_all_told(sample_papers: Path, tmp_path: Path) -> None:
    text = (sample_papers / "lobs.tex").read_text(encoding="utf-8")
    for name in ("One", "Two"):
        path = tmp_path / name / "main.tex"
        path.parent.mkdir()
        path.write_text(re.sub(r"\\title\{[^}]*\}", rf"\\title{{{name}}}", text), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(tmp_path / "One"), str(tmp_path / "Two")])
    heads = [line.partition(":")[0] for line in result.stdout.splitlines() if line.endswith("to do")]
    assert heads == ["main.tex (One)", "main.tex (Two)"]


def test_json(sample_papers: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.touch()
    result = CliRunner().invoke(app, ["check", str(sample_papers / "lobs.tex"), str(bad), "--format", "json"])
    assert result.exit_code == 1
    stored = json.loads(result.stdout)
    [paper] = stored["papers"]
    assert not paper["ok"]
    kinds = {f["dataset"]: (f["kind"], f["to_do"]) for f in paper["findings"]}
    assert kinds["imagenet-1k"] == ("uncited", True)
    assert kinds["mnist"] == ("elsewhere", False)
    assert paper["entries"].startswith("@")
    assert [Path(f["path"]).name for f in stored["failures"]] == ["bad.xml"]


CITE = [
    (("imagenet-1k",), 1, "@inproceedings{deng2009imagenet,"),
    (("ILSVRC-2012", "--all"), 3, "ImageNet Large Scale Visual Recognition Challenge"),
]


@pytest.mark.parametrize(("arguments", "entries", "text"), CITE)
def test_cite(arguments: tuple[str, ...], entries: int, text: str) -> None:
    result = CliRunner().invoke(app, ["cite", *arguments])
    assert result.exit_code == 0
    assert result.stdout.count("\n@") + result.stdout.startswith("@") == entries
    assert text in result.stdout


@pytest.mark.parametrize(("name", "message"), [("Nowhere-7", "no dataset is called"), ("mimic", "no publication of")])
def test_nothing_to_cite(name: str, message: str) -> None:
    result = CliRunner().invoke(app, ["cite", name])
    assert result.exit_code == 1
    assert message in result.stderr
