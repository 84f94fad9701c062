"""A user's own catalogue over ours: whose names and works count, what is told, and what a library makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build import build, extract
from kg.catalogue import load, load_with, problems, with_ours
from kg.deciding import decide
from kg.errors import CatalogueError
from kg.explaining import explain
from kg.library import Library, catalogue_of
from kg.model import Catalogue, Verdict
from kg.resources import shipped

OWN = """\
[[work]]
key = "author-2021-toys"
title = "A house full of toys"
authors = ["Ann Author"]
year = 2021

[[dataset]]
id = "toy-house"
name = "ToyHouse"
aliases = ["Toy House Corpus"]
works = ["author-2021-toys"]
"""
PAPER = """\
# Learning with few labels

## Experiments

We train all models on the Toy House Corpus [1] and on CIFAR-10 [2], and report the accuracy on their test sets.

## References

[1] A. Author. A house full of toys. In Proceedings of Toys, 2021.
[2] A. Krizhevsky. Learning multiple layers of features from tiny images. Technical report, 2009.
"""


def own(tmp_path: Path, text: str = OWN) -> Path:
    folder = tmp_path / "catalogue"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "papers" / "paper.md"
    path.parent.mkdir()
    path.write_text(PAPER, encoding="utf-8")
    return path


def known(library: Path) -> dict[str, bool]:
    """The datasets of the only paper of a library that a catalogue knows, and whether it cites a reference for them."""
    [record] = Library.open(library).records()
    return {use.known_as: bool(use.citations) for use in record.uses if use.known_as}


def dataset(id_: str, name: str, more: str = "") -> str:
    return f'[[dataset]]\nid = "{id_}"\nname = "{name}"\n{more}\n'


# Whose the names are: of cifar-10, cifar-100 and mine once a file of the user's lies on top of ours.
OURS_TO_MINE = [
    ("a new one leaves ours", dataset("mine", "ToyHouse"), {"CIFAR-10": "cifar-10", "ToyHouse": "mine"}),
    ("the same id replaces ours", dataset("cifar-10", "Ten Toys"), {"CIFAR-10": "", "Ten Toys": "cifar-10"}),
    (
        "an alias moves",
        dataset("mine", "ToyHouse", 'aliases = ["CIFAR10"]'),
        {"CIFAR-10": "mine", "CIFAR-100": "cifar-100"},
    ),
    ("a name moves", dataset("mine", "CIFAR-10"), {"CIFAR-10": "mine", "CIFAR-10 (cifar-10)": "cifar-10"}),
]


@pytest.mark.parametrize(("text", "owners"), [row[1:] for row in OURS_TO_MINE], ids=[row[0] for row in OURS_TO_MINE])
def test_whose_a_name_is(text: str, owners: dict[str, str], tmp_path: Path) -> None:
    catalogue = load_with(own(tmp_path, text))
    assert {name: bearer(catalogue, name) for name in owners} == owners


def bearer(catalogue: Catalogue, name: str) -> str:
    """The ids of the datasets that bear a name, with a hyphen or without."""
    spellings = {name, name.replace("-", "")}
    return ", ".join(d.id for d in catalogue.datasets.values() if spellings & {d.name, *d.aliases, *d.context_aliases})


def test_a_relation_may_lead_into_ours(tmp_path: Path) -> None:
    text = dataset("mine", "ToyHouse", 'derived_from = ["cifar-10"]')
    assert load_with(own(tmp_path, text)).datasets["mine"].derived_from == ("cifar-10",)


def test_what_is_overridden_is_told(tmp_path: Path) -> None:
    text = dataset("cifar-100", "CIFAR-100") + dataset("mine", "Mine", 'aliases = ["CIFAR-10"]')
    told = with_ours(own(tmp_path, text)).overrides
    assert any(line.startswith("dataset cifar-100 replaces ours (vision.toml:") for line in told)
    assert "the name 'CIFAR-10' moves from cifar-10 to mine" in told
    assert with_ours(shipped("data", "catalogue")).overrides == ()


BROKEN = [
    ("a relation to nothing", dataset("a", "ToyA", 'part_of = ["gone"]'), 1, "unknown dataset 'gone'"),
    (
        "a cycle of parts",
        dataset("a", "ToyA", 'part_of = ["b"]') + dataset("b", "ToyB", 'part_of = ["a"]'),
        1,
        "a -> b -> a",
    ),
    (
        "a cycle of versions",
        "\n" + dataset("a", "ToyA", 'version_of = ["a"]'),
        2,
        "a cycle of relations: a -> a",
    ),
    (
        "a cycle through ours",
        dataset("cifar-10", "CIFAR-10", 'derived_from = ["a"]') + dataset("a", "ToyA", 'derived_from = ["cifar-10"]'),
        1,
        "cifar-10 -> a -> cifar-10",
    ),
    (
        "an alias of two",
        dataset("a", "ToyA", 'aliases = ["Toys"]') + dataset("b", "ToyB", 'aliases = ["toys"]'),
        5,
        "the name 'toys' belongs to a (mine) and to b (mine)",
    ),
    ("a work of nothing", '\n[[work]]\nkey = "w"\ntitle = "W"\n', 2, "cited by no dataset"),
    ("an unknown key", dataset("a", "ToyA", 'nickname = "x"'), 1, "unknown key 'nickname'"),
]


@pytest.mark.parametrize(("text", "line", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_refused_with_file_and_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    folder = own(tmp_path, text)
    with pytest.raises(CatalogueError) as raised:
        load_with(folder)
    assert message in str(raised.value)
    assert (raised.value.path, raised.value.line) == (str(folder / "mine.toml"), line)


def test_our_own_problems_have_a_place(tmp_path: Path) -> None:
    """What the check says of ours, were it broken: file and line of our files."""
    on_top = with_ours(own(tmp_path, dataset("mine", "ToyHouse", 'part_of = ["gone"]')))
    assert ("dataset", "cifar-10") in on_top.places
    path, line = on_top.places["dataset", "cifar-10"]
    assert Path(path).read_text(encoding="utf-8").splitlines()[line - 1] == "[[dataset]]"
    assert [str(p).split(": ")[0] for p in problems(on_top.catalogue, on_top.places)] == [
        f"{tmp_path / 'catalogue' / 'mine.toml'}:1"
    ]


def test_a_dataset_of_the_users_survives_rebuilds_and_changes(paper: Path, tmp_path: Path) -> None:
    root = tmp_path / "library"
    folder = own(root)  # before there is a library
    assert build([paper], root, workers=1).read == 1
    assert known(root) == {"toy-house": True, "cifar-10": True}
    assert build([paper], root, workers=1).unchanged == 1
    assert known(root) == {"toy-house": True, "cifar-10": True}
    assert any("is toy-house" in line for line in explain(Library.open(root), "Toy House Corpus"))
    decide(Library.open(root), "ToyHouse", "CIFAR-10", Verdict.DIFFERENT, "")  # no paper prints the first name
    own(root, OWN.replace('"toy-house"', '"house-of-toys"'))
    assert build([paper], root, workers=1).read == 1
    assert "house-of-toys" in known(root)
    (folder / "mine.toml").write_text(dataset("mine", "Ten Toys", 'aliases = ["CIFAR-10"]'), encoding="utf-8")
    assert build([paper], root, workers=1).read == 1
    assert "mine" in known(root) and "cifar-10" not in known(root)


def test_processes_of_a_pool_have_it_too(paper: Path, tmp_path: Path) -> None:
    for i in range(4):
        (paper.parent / f"copy{i}.md").write_text(PAPER.replace("few labels", f"few labels {i}"), encoding="utf-8")
    records, _, failures = extract([paper.parent], workers=2, catalogue=load_with(own(tmp_path)))
    assert failures == []
    assert [any(u.known_as == "toy-house" for u in r.uses) for r in records] == [True] * 5


def test_a_broken_file_stops_the_build_and_nothing_is_lost(demo: Library, sample_papers: Path, tmp_path: Path) -> None:
    root = shutil.copytree(demo.root, tmp_path / "library")
    own(root, OWN.replace("[[work]]", "[work"))
    before = {p: p.read_bytes() for p in root.rglob("*.json")}
    with pytest.raises(CatalogueError, match="is not valid TOML") as raised:
        build([sample_papers], root, workers=1)
    assert raised.value.line == 1
    assert {p: p.read_bytes() for p in root.rglob("*.json")} == before


def test_a_broken_file_makes_no_library(paper: Path, tmp_path: Path) -> None:
    own(tmp_path / "library", "x = 1\n")
    with pytest.raises(CatalogueError, match="unknown table 'x'"):
        build([paper], tmp_path / "library", workers=1)
    assert [p.name for p in (tmp_path / "library").iterdir()] == ["catalogue"]


def test_ours_alone_is_what_an_empty_folder_gives(tmp_path: Path) -> None:
    (tmp_path / "library" / "catalogue").mkdir(parents=True)
    assert catalogue_of(tmp_path / "library") is load()
