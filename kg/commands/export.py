"""`kg export`: the graph of a library as a file."""

from __future__ import annotations

import io
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import LibraryFolder, told
from kg.errors import KgError


class ExportFormat(str, Enum):
    """What `kg export` writes."""

    turtle = "turtle"
    nquads = "nquads"
    trig = "trig"
    jsonld = "jsonld"
    csv = "csv"
    bibtex = "bibtex"


def export(
    library: LibraryFolder,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.turtle,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output by default.")] = None,
    facts_only: Annotated[bool, typer.Option("--facts-only", help="Leave out the sentences of papers.")] = False,
) -> None:
    """Write the graph of a library, its uses as CSV, or the references of its datasets as BibTeX."""
    from kg.graph.exporting import export as export_graph
    from kg.library import Library, write_whole
    from kg.reports import dataset_references, render, run

    with told(), Library.open(library).graph_store() as store:
        if output is not None and (output.is_dir() or not output.parent.is_dir()):
            raise KgError("cannot be written", path=output, advice="name a file in a folder that exists")
        content = io.BytesIO()
        if format is ExportFormat.bibtex:
            content.write(dataset_references(store).encode())
        elif format is ExportFormat.csv:
            content.write(render(run(store, "paper"), "csv").encode())
        else:
            export_graph(store, content, syntax=format.value, quotes=not facts_only)
        if output is None:
            sys.stdout.buffer.write(content.getvalue())
        else:
            write_whole(output, content.getvalue())
