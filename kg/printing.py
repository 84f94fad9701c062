"""The datasets of one paper as people read them: a table for the terminal."""

from __future__ import annotations

from typing import Any

import rich.box
from rich.table import Table
from rich.text import Text


def paper_table(answer: dict[str, Any], *, verbose: bool) -> Table:
    """The datasets of one paper: what each is, and the reference cited for it.

    `verbose` adds the evidence, all spellings, the markers, and every reference that stands nearby and was not taken,
    with its reason.
    """
    title = Text(answer["title"] or answer["paper"], style="bold")
    table = Table(title=title, title_justify="left", box=rich.box.SIMPLE_HEAD, expand=True, show_lines=True)
    table.add_column("dataset", ratio=4, overflow="fold")  # an id cut off cannot be copied
    table.add_column("what it is", ratio=6, overflow="fold")
    table.add_column("cited reference", ratio=8, overflow="fold")
    for dataset in answer["datasets"]:
        table.add_row(_name(dataset, verbose), _description(dataset, verbose), _references(dataset, verbose))
    if not answer["datasets"]:
        table.add_row(Text("none found", style="dim"), "", "")
    return table


def _name(dataset: dict[str, Any], verbose: bool) -> Text:
    text = Text(dataset["name"], style="bold")
    roles = [role for role in ("introduced", "used") if dataset[role]]
    text.append(f"\n{dataset['id']}, {' and '.join(roles) or 'mentioned'}", style="not bold")
    if verbose:
        text.append(f"\nprinted as {', '.join(dataset['surfaces'])}", style="not bold dim")
    return text


def _description(dataset: dict[str, Any], verbose: bool) -> Text:
    text = Text(_line(dataset["description"]))
    if dataset["description_from"] == "catalogue":
        text.append(" (catalogue)", style="dim")
    if numbers := _numbers(dataset):
        text.append(f"\n{numbers}", style="dim")
    if verbose:
        page = f", page {dataset['page']}" if dataset["page"] else ""
        text.append(f"\nevidence{page}: {_line(dataset['evidence'])}", style="dim")
    return text


def _numbers(dataset: dict[str, Any]) -> str:
    """Kind of data and sizes, as they were read out of the description: "image, instances 60,000, test 10,000"."""
    sizes = {"instances": dataset["instances"], "classes": dataset["classes"], **dataset["splits"]}
    counted = [f"{of} {size:,}" for of, size in sizes.items() if size is not None]
    return ", ".join([dataset["modality"], *counted] if dataset["modality"] else counted)


def _references(dataset: dict[str, Any], verbose: bool) -> Text:
    text = Text()
    for reference in dataset["references"]:
        text.append("\n" if text else "")
        text.append(_line(reference["raw"]))
        marker = f" {reference['marker']}" if verbose and reference["marker"] else ""
        text.append(f" ({reference['basis']}{marker}: {reference['reason']})", style="dim")
    if not dataset["references"]:
        text.append("none", style="yellow")
    for address in dataset["addresses"] if verbose or not dataset["references"] else ():
        text.append(f"\naddress given: {address}", style="dim")
    shown = dataset["nearby"] if verbose else [] if dataset["references"] else dataset["nearby"][:3]
    for near in shown:
        text.append(f"\nnearby {near['marker']}: {_line(near['title'])} ({near['reason']})", style="dim")
    return text


def _line(text: str) -> str:
    return " ".join(text.split())
