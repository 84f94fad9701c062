"""The four tables of the toy library, as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import ModuleType

import pyarrow.parquet as pq
import pytest

from kg.graph import GraphStore, dataset_quads, iris, paper_quads
from kg.model import Dataset, Evidence, Span
from kg.reports.spreading import flat_tables, table_files

ROWS = {"datasets": 7, "papers": 3, "references": 4, "uses": 8}


def test_rows(store: GraphStore) -> None:
    tables = flat_tables(store)
    assert {name: len(table.rows) for name, table in tables.items()} == ROWS
    uses = [dict(zip(tables["uses"].columns, row, strict=True)) for row in tables["uses"].rows]
    one = next(row for row in uses if row["use"] == "arxiv:2020.00002#use-imagenet")
    assert one["paper"] == "arxiv:2020.00002"
    assert (one["dataset"], one["name"], one["printed"]) == ("imagenet-1k", "ImageNet-1k", "ImageNet")
    assert (one["used"], one["introduced"], one["confidence"], one["page"]) == (True, False, 0.9, 2)
    assert one["quote"] == "We train on ImageNet."
    assert one["references"] == "arxiv:2020.00002#reference-deng"
    datasets = {row[0]: dict(zip(tables["datasets"].columns, row, strict=True)) for row in tables["datasets"].rows}
    assert datasets["imagenet-1k"]["aliases"] == "ILSVRC-2012 | ImageNet"
    assert datasets["imagenet-1k"]["papers"] == 3
    assert datasets["toyset"]["known"] is False


LINKS = [
    ("uses", "references", "references"),
    ("uses", "paper", "papers"),
    ("uses", "dataset", "datasets"),
    ("references", "paper", "papers"),
    ("references", "dataset", "datasets"),
    ("datasets", "partOf", "datasets"),
    ("datasets", "derivedFrom", "datasets"),
    ("datasets", "versionOf", "datasets"),
]


@pytest.mark.parametrize(("table", "column", "other"), LINKS, ids=["-".join(case[:2]) for case in LINKS])
def test_ids_lead_from_table_to_table(toy: ModuleType, table: str, column: str, other: str) -> None:
    identity = replace(
        toy.IDENTITY,
        datasets={
            **toy.IDENTITY.datasets,
            "new": Dataset(
                "new", "New", part_of=("mnist", "imagenet-1k"), derived_from=("mnist",), version_of=("imagenet-1k",)
            ),
        },
    )
    store = GraphStore.in_memory()
    store.load(toy.all_quads())
    store.replace(iris.DATASETS, dataset_quads(identity, toy.CATALOGUE, toy.RECORDS))
    tables = flat_tables(store)
    at = tables[table].columns.index(column)
    ids = {id_ for row in tables[table].rows if row[at] for id_ in str(row[at]).split(" | ")}
    assert ids
    assert ids <= {row[0] for row in tables[other].rows}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_hold_the_tables(store: GraphStore, form: str) -> None:
    files, tables = table_files(store, form), flat_tables(store)
    assert set(files) == {f"{name}.{form}" for name in ROWS}
    for name, table in tables.items():
        content = files[f"{name}.{form}"]
        if form == "csv":
            header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
            assert tuple(header) == table.columns
            assert len(rows) == ROWS[name]
        else:
            read = pq.read_table(io.BytesIO(content))
            assert tuple(read.column_names) == table.columns
            assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


def test_facts_only(store: GraphStore) -> None:
    full, facts = flat_tables(store), flat_tables(store, quotes=False)
    left_out = {name: set(full[name].columns) - set(facts[name].columns) for name in ROWS}
    assert left_out == {"datasets": set(), "papers": set(), "references": {"raw"}, "uses": {"quote", "description"}}
    text = b"".join(table_files(store, "csv", quotes=False).values()).decode()
    assert "We train on" not in text
    assert "Photographs of 1,000" in text


ODD = 'a\r\nb\t"c", \u202ed\u2066 \u2028 \x00 𝒳'


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_character_comes_back(toy: ModuleType, form: str) -> None:
    first = toy.RECORDS[0]
    use = replace(first.uses[0], evidence=Evidence(ODD, Span(0, len(ODD))))
    store = GraphStore.in_memory()
    store.load(paper_quads(replace(first, uses=(use, *first.uses[1:])), toy.IDENTITY))
    store.load(dataset_quads(toy.IDENTITY, toy.CATALOGUE, toy.RECORDS))
    content = table_files(store, form)[f"uses.{form}"]
    if form == "csv":
        quotes = [row["quote"] for row in csv.DictReader(io.StringIO(content.decode(), newline=""))]
    else:
        quotes = pq.read_table(io.BytesIO(content))["quote"].to_pylist()
    assert ODD in quotes


def test_an_empty_library_gives_tables_with_types() -> None:
    files = table_files(GraphStore.in_memory(), "parquet")
    types = {field.name: str(field.type) for field in pq.read_table(io.BytesIO(files["uses.parquet"])).schema}
    assert (types["page"], types["confidence"], types["used"], types["quote"]) == ("int64", "double", "bool", "string")
