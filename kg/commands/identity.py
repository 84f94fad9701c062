"""`kg why`, `kg same`, `kg different`: explain identity, and decide it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import FAILED, LibraryFolder, told


def why(
    name: Annotated[str, typer.Argument(help="A name as papers print it, or a dataset id.")],
    library: LibraryFolder,
    other: Annotated[str | None, typer.Argument(help="A second name to compare with.")] = None,
) -> None:
    """Why a name denotes a dataset, paper by paper, or why two names are the same dataset or are not."""
    from kg.deciding import compare, explain
    from kg.library import Library

    with told():
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


def _judge(left: str, right: str, folder: Path, because: str, *, same: bool) -> None:
    from kg.build import store
    from kg.deciding import decide
    from kg.library import Library
    from kg.model import Verdict

    with told():
        library = Library.open(folder)
        with library.writing():  # once: another process may not come between judgement and graph
            decide(library, left, right, Verdict.SAME if same else Verdict.DIFFERENT, because)
            graphs = store(library)
            library.save()
        print(f"kept in {library.judgements_file}; {graphs} graphs changed")
