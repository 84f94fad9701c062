"""`kg export`: the graph of a library as a file, or as tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, cast

import typer

from kg.commands.terminal import LibraryFolder, told
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.library import Library


class ExportFormat(str, Enum):
    """What `kg export` writes."""

    turtle = "turtle"
    nquads = "nquads"
    trig = "trig"
    jsonld = "jsonld"
    csv = "csv"
    parquet = "parquet"
    bibtex = "bibtex"
    void = "void"
    schema = "schema"


_TABLES = (ExportFormat.csv, ExportFormat.parquet)
_GRAPHS = (ExportFormat.turtle, ExportFormat.nquads, ExportFormat.trig, ExportFormat.jsonld)


def export(
    library: LibraryFolder,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.turtle,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file, by default standard output; for tables a folder for the four."),
    ] = None,
    facts_only: Annotated[
        bool, typer.Option("--facts-only", help="Leave out the words of papers: what remains can be passed on.")
    ] = False,
    same_as: Annotated[
        bool, typer.Option("--same-as", help="Say owl:sameAs of names judged the same and of identifiers.")
    ] = False,
) -> None:
    """Write the graph of a library, four tables of it, a description of it, or its references as BibTeX.

    The format schema is the datasets alone as schema.org JSON-LD, for search engines of datasets.
    N-Quads are sorted: equal libraries give equal bytes.
    """
    from kg.library import Library

    if same_as and format not in _GRAPHS:
        raise typer.BadParameter(f"{format.value} cannot say it", param_hint="'--same-as'")
    if facts_only and format is ExportFormat.bibtex:
        raise typer.BadParameter("a reference is no reference without its words", param_hint="'--facts-only'")
    if format in _TABLES and output is None:
        raise typer.BadParameter("name a folder for the four tables", param_hint="'--output' / '-o'")
    with told():
        opened = Library.open(library)
        if output is not None and format in _TABLES:
            _write_tables(opened, output, format.value, quotes=not facts_only)
        else:
            with _output(output) as file:
                _write(opened, file, format, facts_only=facts_only, same_as=same_as)


def _write_tables(library: Library, folder: Path, form: str, *, quotes: bool) -> None:
    from kg.library import write_whole
    from kg.reports.spreading import table_files

    with library.graph_store() as store:
        files = table_files(store, form, quotes=quotes)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise KgError("is no folder to write to", path=folder, advice="name a new folder in one that exists") from error
    for name, content in files.items():
        write_whole(folder / name, content)


def _write(library: Library, file: IO[bytes], format: ExportFormat, *, facts_only: bool, same_as: bool) -> None:
    from kg.graph.describing import description_quads
    from kg.graph.exporting import Syntax, write
    from kg.graph.exporting import export as export_graph
    from kg.graph.schema_org import schema_org
    from kg.reports import dataset_references

    with library.graph_store() as store:
        if format is ExportFormat.bibtex:
            file.write(dataset_references(store).encode())
        elif format is ExportFormat.schema:
            file.write(schema_org(store).encode())
        elif format is ExportFormat.void:
            quads = description_quads(store, when=library.last_build(), facts_only=facts_only)
            write(sorted(quads, key=str), file, syntax="turtle")
        else:
            export_graph(store, file, syntax=cast(Syntax, format.value), quotes=not facts_only, same_as=same_as)


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    """The file to write to, which whoever reads it sees whole or not at all; standard output without a path."""
    from kg.library import writing_whole

    if path is None:
        yield sys.stdout.buffer
        return
    if path.is_dir() or not path.parent.is_dir():
        raise KgError("cannot be written", path=path, advice="name a file in a folder that exists")
    if path.is_file() or not path.exists():
        with writing_whole(path) as file:
            yield file
        return
    try:
        with path.open("wb") as file:  # a device or a pipe, which is not to be replaced
            yield file
    except OSError as error:
        raise KgError(
            f"cannot be written: {error.strerror}", path=path, advice="look at who may write to it"
        ) from error
