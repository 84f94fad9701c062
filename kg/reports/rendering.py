"""A table as text: for a terminal, as CSV, TSV, JSON, JSON lines and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping

import rich.box
import rich.table
from rich.markup import escape

from kg.errors import KgError
from kg.reports.tables import Cell, Table

# What a terminal or a Markdown cell cannot hold; C0 controls would also let a paper's text steer the terminal.
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def left_out(table: Table) -> str:
    """A sentence about the rows that a table lacks, "" where it lacks none."""
    if not table.more:
        return ""
    return f"Rows shown: {len(table.rows):,}, and there are more: ask with rows=5000, or rows=all."


def rich_table(table: Table) -> rich.table.Table:
    """The table for a rich console; numbers stand to the right."""
    shown = rich.table.Table(title=escape(table.title) or None, title_justify="left", box=rich.box.SIMPLE_HEAD)
    for at, column in enumerate(table.columns):
        numbers = any(isinstance(row[at], int | float) and not isinstance(row[at], bool) for row in table.rows)
        shown.add_column(escape(column), justify="right" if numbers else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(escape(_plain(cell).translate(_CONTROLS)) for cell in row))
    return shown


def csv_text(table: Table) -> str:
    """RFC 4180, with a header row and lines ended by a line feed; true and false as such, nothing as nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_value(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def tsv_text(table: Table) -> str:
    """Cells parted by tabs; tabs and line ends inside a cell become spaces, since TSV has no quoting."""
    rows = [table.columns, *(tuple(_value(cell) for cell in row) for row in table.rows)]
    return "".join("\t".join(cell.translate(_CONTROLS) for cell in row) + "\n" for row in rows)


def _value(cell: Cell) -> str:
    return json.dumps(cell) if isinstance(cell, bool) else _plain(cell)


def _objects(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def json_text(table: Table) -> str:
    """An array of objects, one a row."""
    return json.dumps(_objects(table), ensure_ascii=False, indent=2) + "\n"


def jsonl_text(table: Table) -> str:
    """One object a line and row."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _objects(table))


def markdown_text(table: Table) -> str:
    """A GitHub table under its title; below it that rows were left out."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    head = f"## {table.title}\n\n" if table.title else ""
    rows = [[_plain(cell).translate(_CONTROLS).replace("|", "\\|") for cell in row] for row in table.rows]
    foot = f"\n{left_out(table)}\n" if table.more else ""
    return head + line(list(table.columns)) + line(["---"] * len(table.columns)) + "".join(map(line, rows)) + foot


FORMATS: Mapping[str, Callable[[Table], str]] = {
    "csv": csv_text,
    "tsv": tsv_text,
    "json": json_text,
    "jsonl": jsonl_text,
    "markdown": markdown_text,
}


def render(table: Table, form: str) -> str:
    """The table as text in one of `FORMATS`. Raises KgError for any other."""
    if form not in FORMATS:
        raise KgError(f"{form!r} is no format of tables", advice=f"use one of table, {', '.join(FORMATS)}")
    return FORMATS[form](table)
