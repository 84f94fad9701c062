"""The promises of a catalogue, each broken once, and our own catalogue, which keeps them."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from kg.catalogue import load, problems
from kg.model import Catalogue, Dataset, Work

LEAST = 250  # datasets; a smaller catalogue would mean that files got lost


@lru_cache(maxsize=1)
def ours() -> Catalogue:
    return load()


def catalogue(*datasets: Dataset, works: tuple[str, ...] = ()) -> Catalogue:
    return Catalogue({d.id: d for d in datasets}, {key: Work(key, key) for key in works})


BROKEN = [
    (
        "a name of two",
        catalogue(Dataset("a", "A", aliases=("Foo-1",), field="x"), Dataset("b", "foo 1", field="y")),
        "the name 'foo 1' belongs to a (x) and to b (y)",
    ),
    (
        "a relation to nothing",
        catalogue(Dataset("a", "A", part_of=("gone",))),
        "part_of names the unknown dataset 'gone'",
    ),
    ("derived from nothing", catalogue(Dataset("a", "A", derived_from=("gone",))), "derived_from names the unknown"),
    ("a version of nothing", catalogue(Dataset("a", "A", version_of=("gone",))), "version_of names the unknown"),
    ("a work that is nowhere", catalogue(Dataset("a", "A", works=("gone",))), "the work 'gone' is defined nowhere"),
    ("a work of nothing", catalogue(Dataset("a", "A"), works=("w",)), "work 'w' is cited by no dataset"),
    (
        "no cue for a common word",
        catalogue(Dataset("a", "A", context_aliases=("Cars",))),
        "context_aliases need cues or works",
    ),
    (
        "a cycle",
        catalogue(
            Dataset("a", "A", part_of=("b",)),
            Dataset("b", "B", derived_from=("c",)),
            Dataset("c", "C", version_of=("a",)),
        ),
        "a cycle of relations: a -> b -> c -> a",
    ),
    ("a dataset in itself", catalogue(Dataset("a", "A", part_of=("a",))), "a cycle of relations: a -> a"),
]


@pytest.mark.parametrize(("broken", "sentence"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken(broken: Catalogue, sentence: str) -> None:
    found = list(problems(broken))
    assert len(found) == 1
    assert sentence in str(found[0])


SOUND = [
    ("nothing", catalogue()),
    ("two names of one dataset that are one key", catalogue(Dataset("a", "Foo-1", aliases=("Foo 1",)))),
    (
        "a context alias that several bear",
        catalogue(
            Dataset("a", "A", context_aliases=("Cars",), cues=("stanford",)),
            Dataset("b", "B", context_aliases=("Cars",), works=("w",)),
            works=("w",),
        ),
    ),
    (
        "two ways to one dataset",
        catalogue(Dataset("a", "A", part_of=("b", "c")), Dataset("b", "B", part_of=("c",)), Dataset("c", "C")),
    ),
]


@pytest.mark.parametrize("sound", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_sound(sound: Catalogue) -> None:
    assert list(problems(sound)) == []


def test_ours_keeps_its_promises() -> None:
    assert list(problems(ours())) == []
    assert len(ours().datasets) >= LEAST


def test_ours_writes_ids_and_numbers_bare() -> None:
    ids = [id_ for id_ in ours().datasets if not re.fullmatch(r"[a-z0-9]+([.+-][a-z0-9]+)*\+*", id_)]
    assert ids == []
    works = ours().works.values()
    assert [w.key for w in works if w.doi and (not w.doi.startswith("10.") or w.doi != w.doi.lower())] == []
    assert [
        w.key for w in works if w.arxiv and not re.fullmatch(r"\d{4}\.\d{4,5}|[a-z-]+(\.[a-z-]+)?/\d{7}", w.arxiv)
    ] == []
