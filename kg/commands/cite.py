"""`kg cite`: the publication to cite for a dataset, ready to be pasted."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.commands.terminal import told


def cite(
    dataset: Annotated[str, typer.Argument(help="The id or a name of a dataset of the catalogue.")],
    all: Annotated[bool, typer.Option("--all", help="Every publication that is accepted as its citation.")] = False,
) -> None:
    """The publication to cite for a dataset, as BibTeX."""
    from kg import catalogue as catalogues
    from kg.citation_check import bibtex_of

    with told():
        print(bibtex_of(catalogues.load(), dataset, every=all), end="")
