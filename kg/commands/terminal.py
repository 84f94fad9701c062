"""What every command shares: the terminal, errors as sentences, exit codes, and the options that many take."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.reports import Table

FAILED = 1  # exit code: something could not be read, or the answer to a check is no

_PIPED_WIDTH = 140  # characters; a pipe has no width of its own
err = Console(stderr=True, soft_wrap=True)

Papers = Annotated[list[Path], typer.Argument(help="Files, or folders that are searched for papers.")]
LibraryFolder = Annotated[Path, typer.Option("--library", "-l", help="The folder that holds the library.")]
Workers = Annotated[int | None, typer.Option(help="Processes that read papers; one a core by default.", min=1)]

Grobid = Annotated[str, typer.Option(metavar="URL", help="The address of a GROBID server that reads the PDFs.")]
Catalogue = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Catalogue files that win over ours.", show_default=False)
]


class RowFormat(str, Enum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"


Rows = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the rows.")]


class Plain(str, Enum):
    """A summary for people or for programs."""

    table = "table"
    json = "json"


def terminal() -> Console:
    """Standard output, as wide as the window, or of a fixed width where it is a pipe."""
    return Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)


@contextmanager
def told() -> Iterator[None]:
    """Say an error of ours as one sentence and end with exit code 1."""
    try:
        yield
    except KgError as error:
        complain(f"error: {error}")
        raise typer.Exit(FAILED) from error


def complain(sentence: str) -> None:
    """Say on standard error what went wrong, letter by letter as it is."""
    err.print(sentence, style="red", markup=False, highlight=False)


def print_rows(table: Table, format: RowFormat) -> None:
    """Print rows in the format asked for; what has no place for a remark gets it on standard error."""
    from kg.reports import left_out, render, rich_table

    if format is RowFormat.table:
        terminal().print(rich_table(table))
        if table.more:
            terminal().print(left_out(table), highlight=False)
    else:
        print(render(table, format.value), end="")
        if table.more and format is not RowFormat.markdown:
            err.print(left_out(table), highlight=False)
