"""The datasets of one paper as people read them: a table for the terminal."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text


def paper_table(answer: dict[str, Any], *, verbose: bool) -> Table:
    """The datasets of one paper with the reference cited for each; `verbose` adds evidence and what stood nearby."""
    table = Table(title=answer["title"] or answer["paper"], title_justify="left", title_style="bold", expand=True)
    table.add_column("dataset", ratio=3)
    table.add_column("printed as", ratio=4)
    table.add_column("role", ratio=2)
    table.add_column("cited reference", ratio=8)
    for dataset in answer["datasets"]:
        table.add_row(
            Text(dataset["id"]), Text(", ".join(dataset["surfaces"])), Text(_role(dataset)), _references(dataset)
        )
        if verbose:
            table.add_row("", "", "evidence", Text(_line(dataset["evidence"])))
            if dataset["description"]:
                table.add_row("", "", f"described by the {dataset['description_from']}", Text(dataset["description"]))
            table.add_section()
    return table


def _role(dataset: dict[str, Any]) -> str:
    roles = [role for role in ("introduced", "used") if dataset[role]]
    return ", ".join(roles) or "mentioned"


def _references(dataset: dict[str, Any]) -> Text:
    text = Text()
    for i, reference in enumerate(dataset["references"]):
        text.append("\n" if i else "")
        text.append(_line(reference["raw"]))
        text.append(f"  ({reference['basis']}: {reference['reason']})", style="dim")
    if not dataset["references"]:
        text.append("none", style="yellow")
        for near in dataset["nearby"][:3]:
            text.append(f"\nnearby {near['marker']}: {_line(near['title'])} ({near['reason']})", style="dim")
    return text


def _line(text: str) -> str:
    return " ".join(text.split())
