"""`kg verify`: what it prints, and its exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.library import Library

Run = Callable[..., Result]


def test_all_is_well(kg: Run, demo: Library) -> None:
    shown = kg("verify", "-l", demo.root, "--workers", 1).stdout
    assert shown.startswith("3 papers with quotes, ")
    assert ", 0 findings; " in shown
    result = json.loads(kg("verify", "-l", demo.root, "--workers", 1, "-f", "json").stdout)
    assert result["quotes"] == result["found"] > 5
    assert result["findings"] == []


def test_a_file_that_is_gone(kg: Run, demo: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(demo.root, tmp_path / "library"))
    index = root / "library.json"
    index.write_text(index.read_text(encoding="utf-8").replace("zap.xml", "zip.xml"), encoding="utf-8")
    shown = kg("verify", "-l", root, "--workers", 1, code=1).stdout
    assert "zip.xml: file gone" in shown
    assert "1 findings" in shown
    findings = json.loads(kg("verify", "-l", root, "--workers", 1, "-f", "json", code=1).stdout)["findings"]
    assert [finding["problem"] for finding in findings] == ["file gone"]
