"""`kg catalogue`: what is known about datasets before any paper is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import FAILED, err, told
from kg.errors import CatalogueError


def search(name: Annotated[str, typer.Argument(help="A part of a name.")]) -> None:
    """Datasets whose names hold a text."""
    from kg import catalogue as catalogues
    from kg.catalogue import search as found_by

    with told():
        found = found_by(catalogues.load(), name)
    for dataset in found:
        print(f"{dataset.id:<32} {dataset.name}: {dataset.description}")
    if not found:
        err.print(f"no dataset is called {name!r}", markup=False, highlight=False)
        raise typer.Exit(FAILED)


def show(id: Annotated[str, typer.Argument(help="The id of a dataset.")]) -> None:
    """Everything that the catalogue says of a dataset, as JSON."""
    from kg import catalogue as catalogues
    from kg.catalogue import show as shown

    with told():
        print(json.dumps(shown(catalogues.load(), id), ensure_ascii=False, indent=1))


def build(
    wheels: Annotated[list[Path], typer.Argument(help="Wheels, as `pip download --no-deps` gets them.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
    ] = None,
) -> None:
    """Make a catalogue file of what packages list and ours lacks: read from wheels, which are never imported or run."""
    from kg.catalogue import load, tail_of, to_toml
    from kg.resources import shipped

    with told():
        tail = tail_of(wheels, load(shipped("data", "catalogue")))  # without the tail that ships, to make it anew
        text = to_toml(tail)
        if output is None:
            print(text, end="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CatalogueError(f"cannot be written: {error.strerror}", path=output) from error
    print(f"{len(tail.datasets)} datasets and {len(tail.works)} works from {', '.join(tail.packages)} in {output}")


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder of catalogue files, checked together with ours; ours alone by default."),
    ] = None,
) -> None:
    """Whether catalogue files keep the rules: known keys, unique names, relations that lead somewhere, no cycles."""
    from kg.catalogue import problems, with_ours
    from kg.resources import shipped

    with told():
        checked = with_ours(folder if folder is not None else shipped("data", "catalogue"))
        found = sorted(map(str, problems(checked.catalogue, checked.places)))
    loaded = checked.catalogue
    total = f"{len(loaded.datasets)} datasets, {len(loaded.works)} works, {len(found)} problems"
    print("\n".join([*checked.overrides, *found, total]))
    if found:
        raise typer.Exit(FAILED)
