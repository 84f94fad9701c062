"""What each shipped report says of the toy library, whose answers can be counted on the fingers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kg.graph import GraphStore, dataset_quads, paper_quads, work_quads
from kg.model import Record
from kg.reports import names, run

LEARNING = "Learning multiple layers of features"
IMAGENET = "ImageNet: A large-scale database"
BEHIND = "directly after the name"
P2 = "arxiv:2020.00002"

EXPECTED = {
    "usage": [
        # dataset, name, using, introducing, mentioning, names, citing, uncited, works
        ("imagenet-1k", "ImageNet-1k", 3, 0, 0, 3, 2, 1, 2),
        ("cifar-10", "CIFAR-10", 2, 0, 0, 2, 1, 1, 1),
        ("toyset", "Toyset", 1, 1, 0, 1, 0, 0, 0),
        # its reference could not be read, and denotes no work
        ("cifar-100", "CIFAR-100", 1, 0, 0, 1, 1, 0, 0),
        ("mnist", "MNIST", 0, 0, 1, 1, 0, 0, 0),
    ],
    "citations": [
        ("cifar-10", "CIFAR-10", "deng-2009-imagenet", IMAGENET, 2009, 1, 2020, 2020),
        (
            "cifar-100",
            "CIFAR-100",
            "arxiv:2020.00002#reference-k",
            "A. Krizhevsky & al. Tech report, 100% {unparsed}.",
            None,
            1,
            2020,
            2020,
        ),
        ("imagenet-1k", "ImageNet-1k", "russakovsky-2015-imagenet", "ImageNet challenge", 2015, 1, 2020, 2020),
        ("imagenet-1k", "ImageNet-1k", "deng-2009-imagenet", IMAGENET, 2009, 1, 2020, 2020),
    ],
    "uncited": [
        ("cifar-10", "CIFAR-10", "arxiv:2017.00001", "Paper 1", LEARNING, 2009),
        ("imagenet-1k", "ImageNet-1k", "arxiv:2017.00001", "Paper 1", IMAGENET, 2009),
    ],
    "miscited": [
        ("cifar-10", "CIFAR-10", "arxiv:2020.00002", "Paper 2", "ImageNet: A database", LEARNING, 2009),
    ],
    "citations-yearly": [
        ("cifar-10", "CIFAR-10", 2020, "deng-2009-imagenet", IMAGENET, 1),
        (
            "cifar-100",
            "CIFAR-100",
            2020,
            "arxiv:2020.00002#reference-k",
            "A. Krizhevsky & al. Tech report, 100% {unparsed}.",
            1,
        ),
        ("imagenet-1k", "ImageNet-1k", 2020, "russakovsky-2015-imagenet", "ImageNet challenge", 1),
        ("imagenet-1k", "ImageNet-1k", 2020, "deng-2009-imagenet", IMAGENET, 1),
    ],
    "citing": [
        ("cifar-10", "CIFAR-10", P2, "CIFAR-10", "deng-2009-imagenet", IMAGENET, "attached", "[1]", BEHIND),
        (
            "cifar-100",
            "CIFAR-100",
            P2,
            "CIFAR-100",
            None,
            "A. Krizhevsky & al. Tech report, 100% {unparsed}.",
            "attached",
            "[3]",
            BEHIND,
        ),
        ("imagenet-1k", "ImageNet-1k", P2, "ImageNet", "deng-2009-imagenet", IMAGENET, "attached", "[1]", BEHIND),
        (
            "imagenet-1k",
            "ImageNet-1k",
            "arxiv:2020.00003",
            "ILSVRC-2012",
            "russakovsky-2015-imagenet",
            "ImageNet challenge",
            "attached",
            "[7]",
            BEHIND,
        ),
    ],
    "shared": [
        ("imagenet-1k", "ImageNet-1k", 3, 3, "ILSVRC-2012 | ImageNet | ImageNet ILSVRC-2012", 2),
        ("cifar-10", "CIFAR-10", 2, 2, "CIFAR-10 | Cifar10", 1),
    ],
    "inconsistent": [("imagenet-1k", "ImageNet-1k", 2, 2)],
    "together": [
        ("imagenet-1k", "ImageNet-1k", "cifar-10", "CIFAR-10", 2),
        ("cifar-10", "CIFAR-10", "cifar-100", "CIFAR-100", 1),
        ("imagenet-1k", "ImageNet-1k", "cifar-100", "CIFAR-100", 1),
        ("toyset", "Toyset", "imagenet-1k", "ImageNet-1k", 1),
    ],
    "timeline": [
        ("imagenet-1k", "ImageNet-1k", 2017, 1),
        ("imagenet-1k", "ImageNet-1k", 2020, 2),
        ("cifar-10", "CIFAR-10", 2017, 1),
        ("cifar-10", "CIFAR-10", 2020, 1),
        ("cifar-100", "CIFAR-100", 2020, 1),
        ("toyset", "Toyset", 2020, 1),
    ],
    "unknown": [("toyset", "Toyset", 1, 1)],
    "aliases": [
        ("cifar-10", "CIFAR-10", "CIFAR-10", 2),
        ("cifar-10", "CIFAR-10", "Cifar10", 1),
        ("cifar-100", "CIFAR-100", "CIFAR-100", 1),
        ("imagenet-1k", "ImageNet-1k", "ILSVRC-2012", 1),
        ("imagenet-1k", "ImageNet-1k", "ImageNet", 1),
        ("imagenet-1k", "ImageNet-1k", "ImageNet ILSVRC-2012", 1),
        ("mnist", "MNIST", "MNIST", 1),
        ("toyset", "Toyset", "Toyset", 1),
    ],
    "introduced": [("toyset", "Toyset", "arxiv:2020.00003", "Paper 3", 2020)],
    "papers": [
        ("arxiv:2020.00002", "Paper 2", 2020, 3, 0, 1),
        ("arxiv:2020.00003", "Paper 3", 2020, 2, 1, 0),
        ("arxiv:2017.00001", "Paper 1", 2017, 2, 0, 0),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_rows(store: GraphStore, name: str) -> None:
    assert list(run(store, name).rows) == EXPECTED[name]


def test_paper(store: GraphStore) -> None:
    table = run(store, "paper", {"paper": "2.pdf"})
    shown = ("dataset", "used", "introduced", "printed", "basis", "marker", "reference")
    at = [table.columns.index(column) for column in shown]
    assert [tuple(row[i] for i in at) for row in table.rows] == [
        ("cifar-10", True, False, "CIFAR-10", "attached", "[1]", "ImageNet: A database"),
        ("cifar-100", True, False, "CIFAR-100", "attached", "[3]", "A. Krizhevsky & al. Tech report, 100% {unparsed}."),
        ("imagenet-1k", True, False, "ImageNet", "attached", "[1]", "ImageNet: A database"),
        ("mnist", False, False, "MNIST", None, None, None),
    ]


def test_dataset(store: GraphStore) -> None:
    table = run(store, "dataset", {"dataset": "ILSVRC 2012"})
    assert table.columns == ("paper", "title", "year", "used", "introduced", "printed", "basis", "reference")
    assert list(table.rows) == [
        ("arxiv:2017.00001", "Paper 1", 2017, True, False, "ImageNet ILSVRC-2012", None, None),
        ("arxiv:2020.00002", "Paper 2", 2020, True, False, "ImageNet", "attached", "ImageNet: A database"),
        (
            "arxiv:2020.00003",
            "Paper 3",
            2020,
            True,
            False,
            "ILSVRC-2012",
            "attached",
            "O. Russakovsky. ImageNet challenge. IJCV 2015.",
        ),
    ]


def test_references(store: GraphStore) -> None:
    table = run(store, "references")
    assert [(row[0], row[3], row[5], row[7], row[9]) for row in table.rows] == [
        ("cifar-10", "arxiv:2020.00002#reference-deng", IMAGENET, 2009, "10.1109/cvpr.2009.5206848"),
        ("cifar-100", "arxiv:2020.00002#reference-k", None, None, None),
        ("imagenet-1k", "arxiv:2020.00002#reference-deng", IMAGENET, 2009, "10.1109/cvpr.2009.5206848"),
        ("imagenet-1k", "arxiv:2020.00003#reference-[7]", "ImageNet challenge", 2015, "10.1007/s11263-015-0816-y"),
    ]


AS_FILES = {path.stem for path in (Path(__file__).parent / "expected").glob("*.csv")}
ALONE = {"cited-unused"}  # the toy library has no such paper; see the test of it below


def test_every_report_matches_something(store: GraphStore) -> None:
    """Those of test_shipped_queries.py match another collection."""
    assert [name for name in names() if name not in AS_FILES | ALONE and not run(store, name).rows] == []


def test_every_report_has_a_case() -> None:
    assert set(names()) == {*EXPECTED, *AS_FILES, *ALONE, "paper", "dataset", "references"}


COUNTED = {"usage": 2, "citations": 5, "together": 4, "timeline": 3, "aliases": 3, "unknown": 2}


@pytest.mark.parametrize(("name", "column"), COUNTED.items())
def test_two_uses_in_one_paper_are_one_paper(toy: ModuleType, name: str, column: int) -> None:
    """Names, references and citations of a use multiply rows; a paper still counts once."""
    uses = [
        replace(toy.RECORDS[1].uses[0], name=text, surfaces=(text, text + "s"), citations=citations)
        for text in ("A", "B")
        for citations in [toy.RECORDS[1].uses[0].citations * 2]
    ]
    record = Record(replace(toy.RECORDS[1].paper, id="p"), (*uses, toy.use("C")), "toy")
    identity = replace(toy.IDENTITY, of_use={("p", 0): "toyset", ("p", 1): "toyset", ("p", 2): "mnist"})
    store = GraphStore.in_memory()
    store.load(paper_quads(record, identity))
    store.load(dataset_quads(identity, toy.CATALOGUE, [record]))
    rows = run(store, name).rows
    assert rows
    assert {row[column] for row in rows} == {1}


def test_dataset_has_a_row_for_each_name_in_a_paper_and_says_what_the_paper_does(toy: ModuleType) -> None:
    uses = [replace(toy.RECORDS[1].uses[0], name=text, used=text == "A", citations=()) for text in ("A", "B")]
    record = Record(replace(toy.RECORDS[1].paper, id="p"), tuple(uses), "toy")
    identity = replace(toy.IDENTITY, of_use={("p", 0): "toyset", ("p", 1): "toyset"})
    store = GraphStore.in_memory()
    store.load(paper_quads(record, identity))
    store.load(dataset_quads(identity, toy.CATALOGUE, [record]))
    table = run(store, "dataset", {"dataset": "toyset"})
    assert [(row[0], *row[3:6]) for row in table.rows] == [("p", True, False, "A"), ("p", True, False, "B")]
    # one paper is within the number of rows, and its names are not
    table = run(store, "dataset", {"dataset": "toyset", "rows": "1"})
    assert [row[5] for row in table.rows] == ["A"]
    assert table.more


@pytest.mark.parametrize(("name", "expected"), [("citations", (4, 2015, 2021)), ("adopted", (3, 2019))])
def test_a_paper_without_a_year_does_not_hide_those_of_the_others(
    name: str, expected: tuple[int, ...], toy: ModuleType
) -> None:
    """The last columns: how many papers, and from which year on."""
    store = GraphStore.in_memory()
    works = {(id_, "deng"): "deng-2009-imagenet" for id_ in "pqrs"}
    identity = replace(toy.IDENTITY, of_use={(id_, 0): "toyset" for id_ in "pqrs"}, work_of=works)
    for id_, year in (("p", None), ("q", 2019), ("r", 2021), ("s", 2015)):
        use = replace(toy.RECORDS[1].uses[0], introduced=id_ == "s" and name == "adopted", used=True)
        record = Record(replace(toy.RECORDS[1].paper, id=id_, year=year), (use,), "toy")
        store.load(paper_quads(record, identity))
    store.load(dataset_quads(identity, toy.CATALOGUE, ()))
    (row,) = run(store, name).rows
    assert row[-len(expected) :] == expected


def test_a_work_without_a_year_has_the_one_that_references_print(toy: ModuleType) -> None:
    work = toy.IDENTITY.works["deng-2009-imagenet"]
    identity = replace(toy.IDENTITY, works={**toy.IDENTITY.works, work.key: replace(work, year=None)})
    store = GraphStore.in_memory()
    store.load(paper_quads(toy.RECORDS[1], identity))
    store.load(dataset_quads(identity, toy.CATALOGUE, ()))
    store.load(work_quads(identity, [work.key]))
    table = run(store, "citations", {"dataset": "cifar-10"})
    assert [(row[table.columns.index("title")], row[table.columns.index("year")]) for row in table.rows] == [
        (work.title, 2009)
    ]


@pytest.mark.parametrize("name", names())
def test_an_empty_library_gives_no_rows(name: str) -> None:
    assert run(GraphStore.in_memory(), name).rows == ()


NARROWED = [
    ("citations", {"dataset": "imagenet-1k"}, ["russakovsky-2015-imagenet", "deng-2009-imagenet"]),
    ("citations-yearly", {"dataset": "ImageNet"}, ["russakovsky-2015-imagenet", "deng-2009-imagenet"]),
    ("uncited", {"dataset": "cifar-10"}, ["arxiv:2017.00001"]),
    ("uncited", {"paper": "1.pdf"}, ["cifar-10", "imagenet-1k"]),
    ("uncited", {"paper": "3.pdf"}, []),
    ("miscited", {"dataset": "CIFAR 10"}, ["arxiv:2020.00002"]),
    ("miscited", {"paper": "2.pdf"}, ["cifar-10"]),
    ("miscited", {"dataset": "imagenet-1k"}, []),
    ("citing", {"dataset": "imagenet-1k"}, ["arxiv:2020.00002", "arxiv:2020.00003"]),
    ("citing", {"paper": "3.pdf"}, ["imagenet-1k"]),
]


@pytest.mark.parametrize(("name", "values", "cells"), NARROWED)
def test_citation_reports_of_one_dataset_or_paper(
    name: str, values: dict[str, str], cells: list[str], store: GraphStore
) -> None:
    rows = run(store, name, values).rows
    assert len(rows) == len(cells)
    assert all(cell in row for cell, row in zip(cells, rows, strict=True))


def test_what_is_cited_and_not_used(toy: ModuleType) -> None:
    uses = (replace(toy.RECORDS[1].uses[0], used=False), toy.RECORDS[1].uses[1])
    store = GraphStore.in_memory()
    store.load(paper_quads(Record(toy.RECORDS[1].paper, uses, "toy"), toy.IDENTITY))
    store.load(dataset_quads(toy.IDENTITY, toy.CATALOGUE, ()))
    cited = ("imagenet-1k", "ImageNet-1k", "arxiv:2020.00002", "Paper 2", "ImageNet: A database")
    assert run(store, "cited-unused").rows == (cited,)
    assert run(store, "cited-unused", {"dataset": "cifar-10"}).rows == ()
    assert run(store, "cited-unused", {"paper": "2.pdf"}).rows == ((*cited[:2], *cited[3:]),)
