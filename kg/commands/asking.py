"""`kg report` and `kg query`: answers from the graph of a library."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import RowFormat, Rows, print_rows, told
from kg.errors import KgError, QueryError

MaybeLibrary = Annotated[
    Path | None, typer.Option("--library", "-l", help="The folder that holds the library.", show_default=False)
]
Values = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A value for a variable; can be given repeatedly."),
]


def report(
    name: Annotated[str | None, typer.Argument(help="The report; without one they are listed.")] = None,
    library: MaybeLibrary = None,
    dataset: Annotated[str | None, typer.Option(help="Only this dataset, by id or name.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only this paper, by id, file name or title.")] = None,
    parameter: Values = None,
    format: Rows = RowFormat.table,
) -> None:
    """Reports over a library: usage, dataset, paper, citations, uncited, together, timeline and more."""
    from kg.library import Library
    from kg.reports import reports, run

    if name is None:
        for one in reports().values():
            print(f"{one.name:<16} {one.title}")
        return
    if name not in reports():
        raise typer.BadParameter(f"there is no report {name!r}; `kg report` lists them")
    folder, given = _needed(library), _assigned(parameter)
    with told():
        values = {key: value for key, value in (("dataset", dataset), ("paper", paper)) if value is not None}
        values |= given
        with Library.open(folder).graph_store() as store:
            print_rows(run(store, name, values), format)


def query(
    file: Annotated[
        str | None, typer.Argument(help="A file with a SPARQL query, or the name of one of ours (see --list).")
    ] = None,
    library: MaybeLibrary = None,
    expression: Annotated[str | None, typer.Option("--expression", "-e", help="The query itself.")] = None,
    parameter: Values = None,
    all_queries: Annotated[bool, typer.Option("--list", help="List the queries that ship with the program.")] = False,
    format: Rows = RowFormat.table,
) -> None:
    """The answer to a SPARQL query over a library; values given with -p are bound, never pasted into its text."""
    from kg.library import Library
    from kg.reports import ask

    if all_queries:
        _list()
        return
    if (file is None) == (expression is None):
        raise typer.BadParameter("give either a query file or -e with a query")
    path = None if file is None else _query_file(file)
    folder, values = _needed(library), _assigned(parameter)
    with told():
        try:
            text = path.read_text(encoding="utf-8-sig") if path is not None else expression or ""
        except (OSError, UnicodeDecodeError) as error:
            raise KgError("cannot be read as UTF-8 text", path=path, advice="give a file with a query") from error
        with Library.open(folder).graph_store() as store:
            print_rows(ask(store, text, path=path, values=values), format)


def _needed(library: Path | None) -> Path:
    if library is None:
        raise typer.BadParameter("name the folder that holds the library", param_hint="'--library' / '-l'")
    return library


def _assigned(parameter: list[str] | None) -> dict[str, str]:
    from kg.reports import assigned

    try:
        return assigned(parameter or [])
    except QueryError as error:
        raise typer.BadParameter(str(error), param_hint="'--parameter' / '-p'") from error


def _query_file(text: str) -> Path:
    """The file of this path, else the shipped one of this name: a file at hand is what its owner means."""
    from kg.reports import shipped_query

    with suppress(OSError):  # a whole query is too long for a path
        if Path(text).is_file():
            return Path(text)
    found = shipped_query(text)
    if found is None:
        raise typer.BadParameter(
            f"{text} is neither a file nor a query of ours; `kg query --list` names these, and -e takes a query itself"
        )
    return found.path


def _list() -> None:
    """Every query with its name, its title, its file, who asks it, and its parameters."""
    from kg.reports import reports

    for one in reports().values():
        print(f"{one.name:<16} {one.title}")
        asked = [f"queries/{one.path.name}", *([f"asked by {one.asks}"] if one.asks else [])]
        print(f"{'':<16} ({'; '.join(asked)})")
        for parameter in one.parameters.values():
            needed = " (needed in a large library)" if parameter.name in one.needs else ""
            print(f"{'':<16} -p {parameter.name}=...  {parameter.meaning}{needed}")
