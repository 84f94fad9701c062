"""`kg report` and `kg query`: answers from the graph of a library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import LibraryFolder, RowFormat, Rows, print_rows, told
from kg.errors import KgError


def report(
    library: LibraryFolder,
    name: Annotated[str | None, typer.Argument(help="The report; without one they are listed.")] = None,
    dataset: Annotated[str | None, typer.Option(help="Only this dataset, by id or name.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only this paper, by id, file name or title.")] = None,
    format: Rows = RowFormat.table,
) -> None:
    """Reports over a library: usage, dataset, paper, citations, uncited, together, timeline and more."""
    from kg.library import Library
    from kg.reports import reports, run

    if name is None:
        for one in reports().values():
            print(f"{one.name:<14} {one.title}")
        return
    values = {key: value for key, value in (("dataset", dataset), ("paper", paper)) if value is not None}
    with told(), Library.open(library).graph_store() as store:
        print_rows(run(store, name, values), format)


def query(
    library: LibraryFolder,
    file: Annotated[Path | None, typer.Argument(help="A file with a SPARQL query.")] = None,
    expression: Annotated[str | None, typer.Option("--expression", "-e", help="The query itself.")] = None,
    format: Rows = RowFormat.table,
) -> None:
    """The answer to a SPARQL query over a library."""
    from kg.library import Library
    from kg.reports import ask

    if (file is None) == (expression is None):
        raise typer.BadParameter("give either a file or -e with a query")
    if file is not None and not file.is_file():
        raise typer.BadParameter(f"{file} is not a file")
    with told():
        try:
            text = file.read_text(encoding="utf-8") if file is not None else expression or ""
        except (OSError, UnicodeDecodeError) as error:
            raise KgError("cannot be read as UTF-8 text", path=file, advice="give a file with a query") from error
        with Library.open(library).graph_store() as store:
            print_rows(ask(store, text, path=file), format)
