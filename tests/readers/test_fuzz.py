"""Damaged files: a paper or an error of ours, never another exception; `python -m benchmarks.fuzz` tries real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import attempt, mutated

INPUTS = 2000
STRETCHES = 20  # so that a failure names a hundred numbers, not two thousand
SAMPLES = ("lobs.tex", "lobs.bib", "ftwt.tei.xml", "zap.xml")


@pytest.mark.parametrize("stretch", range(STRETCHES))
def test_damaged_samples(stretch: int, sample_papers: Path, tmp_path: Path) -> None:
    contents = [(sample_papers / name).read_bytes() for name in SAMPLES]
    outcomes = set()
    for seed in range(stretch, INPUTS, STRETCHES):
        name, content = SAMPLES[seed // STRETCHES % 4], contents[seed // STRETCHES % 4]
        damaged = mutated(content, contents[(seed + 1) % 4], seed)
        if name == "lobs.bib":  # read as the list of a paper that is whole
            (tmp_path / name).write_bytes(damaged)
            name, damaged = "lobs.tex", contents[0]
        outcomes.add(attempt(tmp_path / name, damaged))
    assert "read" in outcomes


def test_the_same_seed_does_the_same_damage() -> None:
    content, other = b"abcdefgh" * 100, b"12345678" * 100
    assert [mutated(content, other, seed) for seed in range(50)] == [
        mutated(content, other, seed) for seed in range(50)
    ]
    assert len({mutated(content, other, seed) for seed in range(50)}) > 40


def test_a_reader_that_breaks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.readers.latex.read", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attempt(tmp_path / "a.tex", b"\\documentclass{article}")
