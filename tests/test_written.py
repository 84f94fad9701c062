"""Graphs that are not made again, and those that are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg import build
from kg import catalogue as catalogues
from kg.graph import iris
from kg.library import Library
from kg.model import Identity, Origin, Record
from kg.resolution import resolve
from kg.written import read_stamps, save_stamps, stamp

pytestmark = pytest.mark.usefixtures("catalogue_once")


@pytest.fixture
def library(demo: Library, tmp_path: Path) -> Library:
    """A copy of the demo library, to be changed."""
    return Library.open(shutil.copytree(demo.root, tmp_path / "library"))


CHANGES: list[tuple[str, Callable[[Record, Origin, Identity], tuple[Record, Origin, Identity]]]] = [
    ("the record", lambda r, o, i: (replace(r, made_by="another"), o, i)),
    ("the origin", lambda r, o, i: (r, replace(o, sha256="0" * 64), i)),
    ("a dataset", lambda r, o, i: (r, o, replace(i, of_use={**i.of_use, (r.paper.id, 0): "another"}))),
    (
        "a work",
        lambda r, o, i: (r, o, replace(i, work_of={**i.work_of, (r.paper.id, r.paper.references[0].key): "another"})),
    ),
]


@pytest.mark.parametrize(("what", "change"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_stamp_tells(
    what: str, change: Callable[[Record, Origin, Identity], tuple[Record, Origin, Identity]], library: Library
) -> None:
    record, origin = next(pair for pair in library.papers() if pair[0].uses and pair[0].paper.references)
    identity = resolve(library.records(), catalogues.load())
    before = stamp(record, origin, identity, "program")
    assert stamp(record, origin, identity, "program") == before
    assert stamp(record, origin, identity, "another program") != before
    assert stamp(*change(record, origin, identity), "program") != before


def test_what_is_written_is_not_made_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    build.store(library)
    made: list[str] = []
    monkeypatch.setattr(build, "paper_quads", lambda record, *rest: made.append(record.paper.id) or iter(()))
    assert build.store(library) == 0
    assert made == []
    one = library.records()[0].paper.id
    stamps = read_stamps(library.graph)
    save_stamps(library.graph, {name: value for name, value in stamps.items() if name != iris.record(one)})
    build.store(library)
    assert made == [one]


def test_an_interrupted_build_leaves_no_stamp_of_what_it_was_changing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.store(library)
    one = iris.record(library.records()[0].paper.id)
    stamps = read_stamps(library.graph)
    save_stamps(library.graph, {**stamps, one: "of another record"})

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "paper_quads", stopped)
    with pytest.raises(KeyboardInterrupt):
        build.store(library)
    assert read_stamps(library.graph).keys() == stamps.keys() - {one}


BROKEN = ["", "{", "[1]", '{"a": ']


@pytest.mark.parametrize("text", BROKEN)
def test_stamps_that_cannot_be_read_are_none(text: str, library: Library) -> None:
    (library.graph / "written.json").write_text(text, encoding="utf-8")
    assert read_stamps(library.graph) == {}
    assert build.store(library) == 0, "compared, and found to be as they should be"
    assert len(read_stamps(library.graph)) == len(library.records())


def test_a_graph_deleted_is_written_again(library: Library) -> None:
    build.store(library)
    shutil.rmtree(library.graph)
    assert build.store(library) == len(library.records()) + 4
