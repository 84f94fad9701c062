"""A library as four flat tables: papers, uses, references and datasets, as CSV or Parquet, one file each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import QueryError
from kg.graph import Solutions, TripleStore
from kg.graph.iris import short
from kg.reports.rendering import csv_text
from kg.reports.running import table_of
from kg.reports.tables import Cell, Table
from kg.resources import shipped

# Types by column, so that a column of a small library, empty there, has the type that it has in a large one.
_WHOLE = ("year", "mentions", "page", "start", "end", "instances", "classes", "papers")
_FRACTION = ("confidence",)
_TRUTH = ("used", "introduced", "known")
# Columns of several IRIs, whose ids lead to rows of another table.
_LINKS = ("references", "partOf", "derivedFrom", "versionOf")
_BETWEEN = " | "  # no IRI of ours holds a space
# The words of papers, which may be copyrighted; a description in the table of datasets is the catalogue's own.
_QUOTED = {"uses": ("quote", "description"), "references": ("raw",)}


def flat_tables(store: TripleStore, *, quotes: bool = True) -> Mapping[str, Table]:
    """The four tables by name, sorted; ids as `kg report` shows them, several values in a cell parted by " | ".

    Without `quotes` the columns are left out that hold words of papers.
    """
    return {path.stem: _table(store, path, quotes=quotes) for path in _files()}


@lru_cache(maxsize=1)
def _files() -> tuple[Path, ...]:
    return tuple(sorted(shipped("queries", "tables").glob("*.rq")))


def _table(store: TripleStore, path: Path, *, quotes: bool) -> Table:
    answer = store.query(path.read_text(encoding="utf-8"), path=path)
    if not isinstance(answer, Solutions):
        raise QueryError("a table is a SELECT query", path=path)
    table = table_of(answer, title="", ids=True)
    left_out = () if quotes else _QUOTED.get(path.stem, ())
    shown = [at for at, column in enumerate(table.columns) if column not in left_out]
    rows = tuple(tuple(_linked(table.columns[at], row[at]) for at in shown) for row in table.rows)
    return Table(path.stem, tuple(table.columns[at] for at in shown), rows)


def _linked(column: str, cell: Cell) -> Cell:
    if column not in _LINKS or not isinstance(cell, str):
        return cell
    return _BETWEEN.join(map(short, cell.split(_BETWEEN)))


def parquet_bytes(table: Table) -> bytes:
    """The table as a Parquet file: text, 64-bit integers, doubles and booleans, null where there is nothing to say."""
    columns = [
        pa.array([row[at] for row in table.rows], type=_type(table.title, column))
        for at, column in enumerate(table.columns)
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns, names=list(table.columns)), buffer)
    return buffer.getvalue()


def _type(table: str, column: str) -> pa.DataType:
    if column in _WHOLE and (table, column) != ("datasets", "page"):
        return pa.int64()
    if column in _FRACTION:
        return pa.float64()
    return pa.bool_() if column in _TRUTH else pa.string()


def table_files(store: TripleStore, form: str, *, quotes: bool = True) -> Mapping[str, bytes]:
    """The content of each file, by its name: papers.csv, uses.csv and so on, or .parquet. `form` is one of the two."""
    tables = flat_tables(store, quotes=quotes)
    if form == "parquet":
        return {f"{name}.parquet": parquet_bytes(table) for name, table in tables.items()}
    return {f"{name}.csv": csv_text(table).encode() for name, table in tables.items()}
