"""`kg diff`: what changed between two states of a library."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.commands.terminal import Plain, told

State = Annotated[Path, typer.Argument(help="A library, or a file that `kg export` wrote (.nq, .trig, .ttl).")]


def diff(
    old: State,
    new: State,
    format: Annotated[Plain, typer.Option("--format", "-f", help="How to print.")] = Plain.table,
) -> None:
    """Say in words what changed: papers, uses, datasets that became one or several, roles, citations."""
    from kg.changes import changes, sentences
    from kg.snapshots import snapshot

    with told():
        before, after = snapshot(old), snapshot(new)
        found = changes(before, after)
        if format is Plain.json:
            print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        else:
            lines = list(sentences(found, before, after))
            print("\n".join(lines or ["nothing changed"]))
