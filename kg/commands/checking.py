"""`kg validate`: whether a library keeps the rules."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.terminal import FAILED, LibraryFolder, told


def validate(
    library: LibraryFolder,
    fast: Annotated[
        bool, typer.Option("--fast", help="Ask the checks alone, as for a large library, and not the shapes.")
    ] = False,
) -> None:
    """Check the graph of a library against the rules of the ontology: shapes, or the same as queries if it is large."""
    from kg.graph.validation import validate as violations_in
    from kg.library import Library

    with told(), Library.open(library).graph_store() as store:
        found = violations_in(store, fast=fast)
    for violation in found:
        print(f"{violation.node}: {violation.message} {violation.value}".rstrip())
    print(f"{len(found)} violations")
    if found:
        raise typer.Exit(FAILED)
