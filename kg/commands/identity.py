"""`kg why`, `kg same`, `kg different`, `kg forget`: explain identity, decide it, and take a decision back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.commands.terminal import FAILED, LibraryFolder, told

if TYPE_CHECKING:
    from kg.library import Library


def why(
    name: Annotated[str, typer.Argument(help="A name as papers print it, or a dataset id.")],
    other: Annotated[str | None, typer.Argument(help="A second name to compare with.")] = None,
    library: Annotated[
        Path | None,
        typer.Option("--library", "-l", help="The library to ask; without one two names are compared alone."),
    ] = None,
) -> None:
    """Why a name denotes a dataset, paper by paper, or what joins two names or keeps them apart."""
    from kg.explaining import compare, compare_alone, explain
    from kg.library import Library

    if library is None and other is None:
        raise typer.BadParameter("name a library with -l, or a second name to compare with")
    with told():
        if library is None:
            lines = compare_alone(name, other or "")
        else:
            opened = Library.open(library)
            lines = compare(opened, name, other) if other is not None else explain(opened, name)
        print("\n".join(lines) if lines else f"no paper of this library prints {name}")
    if not lines:
        raise typer.Exit(FAILED)


Left = Annotated[str, typer.Argument(help="A name as papers print it, or a dataset id.")]
Because = Annotated[str, typer.Option(help="The reason, kept with the judgement.")]


def same(left: Left, right: Left, library: LibraryFolder, because: Because = "") -> None:
    """Judge two names the same dataset, for this and every later build."""
    _judge(left, right, library, because, same=True)


def different(left: Left, right: Left, library: LibraryFolder, because: Because = "") -> None:
    """Judge two names different datasets, for this and every later build."""
    _judge(left, right, library, because, same=False)


def forget(left: Left, right: Left, library: LibraryFolder) -> None:
    """Take the judgement on two names back: the library is again what it would be without it."""
    from kg.deciding import forget

    with told():
        graphs = _change(library, lambda opened: forget(opened, left, right))
        print(f"taken back; {graphs} graphs changed")


def _judge(left: str, right: str, folder: Path, because: str, *, same: bool) -> None:
    from kg.deciding import decide
    from kg.model import Verdict

    with told():
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        graphs = _change(folder, lambda library: decide(library, left, right, verdict, because))
        print(f"kept in {folder / 'judgements.sssom.tsv'}; {graphs} graphs changed")


def _change(folder: Path, change: Callable[[Library], object]) -> int:
    """Change the judgements of a library, and its graph with them; how many graphs that were."""
    from kg.build import store
    from kg.deciding import restoring
    from kg.library import Library

    library = Library.open(folder)
    # Held once: another process may not come between judgement and graph.
    with library.writing(), restoring(library):
        change(library)
        graphs = store(library)
        library.save()
    return graphs
