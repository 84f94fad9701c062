"""`kg validate`: whether a library keeps the rules."""

from __future__ import annotations

import typer

from kg.commands.terminal import FAILED, LibraryFolder, told


def validate(library: LibraryFolder) -> None:
    """Check the graph of a library against the shapes of the ontology."""
    from kg.graph.validation import violations
    from kg.library import Library

    with told(), Library.open(library).graph_store() as store:
        found = violations(store.quads())
    for violation in found:
        print(f"{violation.node}: {violation.message} {violation.value}".rstrip())
    print(f"{len(found)} violations")
    if found:
        raise typer.Exit(FAILED)
