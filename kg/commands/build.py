"""`kg build`: papers into a library."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.commands.terminal import FAILED, Grobid, LibraryFolder, Papers, Plain, Workers, complain, err, terminal, told


def build(
    papers: Papers,
    library: LibraryFolder,
    format: Annotated[Plain, typer.Option("--format", "-f", help="How to print the summary.")] = Plain.table,
    workers: Workers = None,
    grobid: Grobid = "",
    store: Annotated[
        str,
        typer.Option(
            help="Keep the graph on a SPARQL server, at this address, now and in later builds; "
            '"folder" brings it back into the library.',
            show_default=False,
        ),
    ] = "",
) -> None:
    """Read papers into a library: only what changed since the last build is read again."""
    from kg.build import build as build_library

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with told():
        with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
            task = bar.add_task("reading papers", total=None)

            def show(done: int, total: int, _path: str) -> None:
                bar.update(task, completed=done, total=total)

            report = build_library(papers, library, workers=workers, progress=show, grobid=grobid, store_at=store)
        if format is Plain.json:
            stored = {
                "read": report.read,
                "unchanged": report.unchanged,
                "gone": report.gone,
                "graphs": report.graphs,
                "repeated": report.repeated,
                "violations": [{"node": v.node, "rule": v.rule, "message": v.message} for v in report.violations],
                "failures": [{"path": f.path, "error": f.error} for f in report.failures],
            }
            print(json.dumps(stored, ensure_ascii=False, indent=1))
        else:
            repeated = f", {report.repeated} hold a paper that another file holds too" if report.repeated else ""
            terminal().print(
                f"{report.read} read, {report.unchanged} unchanged, {report.gone} gone, "
                f"{len(report.failures)} failed; {report.graphs} graphs written to {library}{repeated}",
                highlight=False,
                markup=False,
            )
            for failure in report.failures:
                complain(f"failed: {failure.error}")
            for violation in report.violations:
                complain(f"against the rules: {violation.node}: {violation.message}")
    if report.failures or report.violations:
        raise typer.Exit(FAILED)
