"""What the shipped queries say of the collection in collection.py, as files: expected/<name>.csv."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from rdflib import Graph

from kg.graph import GraphStore, Solutions
from kg.graph.exporting import rdflib_graph
from kg.graph.iris import short
from kg.graph.vocabulary import FABIO
from kg.reports import render, reports, run

HERE = Path(__file__).parent
EXPECTED = sorted((HERE / "expected").glob("*.csv"))


@pytest.fixture(scope="module")
def graph() -> GraphStore:
    spec = importlib.util.spec_from_file_location("collection", HERE / "collection.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    store: GraphStore = module.graph()
    return store


def test_there_are_answers() -> None:
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_rows(graph: GraphStore, path: Path) -> None:
    assert render(run(graph, path.stem), "csv") == path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("\n") > 1, "an answer without rows says nothing of a query"


UNDATED = ("doi:10.1/b", "doi:10.1/f")


def test_replaced_counts_papers_without_a_year_too(graph: GraphStore) -> None:
    undated = GraphStore.in_memory()
    undated.load(
        quad
        for quad in graph.quads()
        if quad.predicate.value != str(FABIO.hasPublicationYear) or short(str(quad.subject.value)) not in UNDATED
    )
    table = run(undated, "replaced")
    at = [table.columns.index(name) for name in ("papers", "last", "successorPapers", "first")]
    shown = [[row[i] for i in at] for row in table.rows]
    assert shown == [[4, 2018, 4, 2018], [4, 2020, 1, None]]


FIRST = [
    ("introduced", {}, "newset"),
    ("lifespan", {}, "base"),
    ("both", {"dataset": "base-2", "other": "text"}, "doi:10.1/i"),
    ("citing", {"dataset": "base"}, "doi:10.1/d"),
    ("references", {"dataset": "base"}, "doi:10.1/d"),
]


@pytest.mark.parametrize(("name", "values", "first"), FIRST)
def test_what_stays_where_one_row_is_wanted(graph: GraphStore, name: str, values: dict[str, str], first: str) -> None:
    table = run(graph, name, {**values, "rows": "1"})
    assert first in table.rows[0]
    assert table.more


@pytest.fixture(scope="module")
def elsewhere(graph: GraphStore) -> Graph:
    """The same library for another engine."""
    return rdflib_graph(graph.quads())


@pytest.mark.parametrize("name", reports())
def test_another_engine_says_the_same(graph: GraphStore, elsewhere: Graph, name: str) -> None:
    here = graph.query(reports()[name].text)
    assert isinstance(here, Solutions)
    ours = sorted(tuple(_plain(None if v is None else v.value) for v in row) for row in here.rows)
    rows = elsewhere.query(reports()[name].text)
    assert sorted(tuple(map(_plain, row)) for row in rows) == ours  # type: ignore[arg-type]


def _plain(value: object) -> str:
    """A cell without what engines may choose: how a number is written, and the order of names in one."""
    text = "" if value is None else str(value)
    try:
        return str(float(text))
    except ValueError:
        return " | ".join(sorted(text.split(" | ")))


NARROWED = [
    ("popular", {"year": "2019"}, [("base-2", "Base 2", 1), ("text", "TextSet", 1)]),
    (
        "rising",
        {"since": "2018"},
        [("base-2", 4, 0), ("newset", 2, 0), ("text", 2, 1), ("mini-base", 1, 0), ("base", 1, 3), ("hermit", 0, 1)],
    ),
    ("companions", {"dataset": "base 2", "least": "2"}, [("TextSet", 2, 0.5)]),
    ("both", {"dataset": "TextSet", "other": "base-2"}, [("doi:10.1/i",), ("doi:10.1/e",)]),
    ("similar", {"paper": "e.pdf"}, [("doi:10.1/i", 2), ("doi:10.1/f", 1), ("doi:10.1/d", 1), ("doi:10.1/c", 1)]),
    ("pairings", {"paper": "i.pdf"}, [("base-2", "newset"), ("newset", "text")]),
    ("field", {"field": "language"}, [("doi:10.1/c",), ("doi:10.1/e",), ("doi:10.1/i",)]),
    ("doubtful", {"limit": "0.4"}, [("mini-base",)]),
    ("doubtful", {"limit": "0.7"}, [("mini-base",), ("text",), ("base", "mentioned")]),
    ("rollup", {"dataset": "base-2"}, [(4, 2, 4)]),
    ("family", {"dataset": "base"}, [("base-2", 4), ("mini-base", 1)]),
    (
        "first",
        {"dataset": "newset"},
        [("presented", "doi:10.1/g", 2020), ("used first", "doi:10.1/g", 2020), ("used first", "doi:10.1/i", 2020)],
    ),
    ("lifespan", {"dataset": "base-2"}, [(2018, 2020, 3, 4)]),
    ("timeline", {"dataset": "base-2"}, [(2018, 1), (2019, 1), (2020, 2)]),
    ("evidence", {"dataset": "mini-base"}, [("In f we take Mini-Base.",)]),
    ("descriptions", {"dataset": "base-2"}, [(2000,), (2500,)]),
    ("provenance", {"dataset": "mini-base"}, [("doi:10.1/f", "f.pdf", "toy 1.0+0123456789ab")]),
    ("replaced", {"dataset": "base-2"}, [("mini-base",)]),
    ("nearby", {"paper": "f.pdf"}, [("base-2",)]),
    ("nearby", {"dataset": "base"}, []),
    ("nearby", {"dataset": "base 2"}, [("A network",)]),
]


@pytest.mark.parametrize(("name", "values", "rows"), NARROWED)
def test_a_value_narrows(graph: GraphStore, name: str, values: dict[str, str], rows: list[tuple[object, ...]]) -> None:
    """The rows hold what is expected, in this order, among other columns."""
    found = run(graph, name, values)
    assert not set(found.columns) & values.keys(), "a column that was asked for says nothing"
    assert len(found.rows) == len(rows)
    for expected, row in zip(rows, found.rows, strict=True):
        assert [cell for cell in expected if cell not in row] == []


def test_every_query_says_who_asks() -> None:
    assert [name for name, report in reports().items() if not report.asks] == []


def test_every_parameter_is_tried() -> None:
    tried = {(name, parameter) for name, values, _ in NARROWED for parameter in values}
    tried |= {("dataset", "dataset"), ("paper", "paper")}  # in test_queries.py
    mine = {path.stem for path in EXPECTED} | {"dataset", "paper"}
    # how many rows: in test_running.py, for all alike
    there = {(name, parameter) for name in mine for parameter in reports()[name].parameters if parameter != "rows"}
    assert there - tried == set()
