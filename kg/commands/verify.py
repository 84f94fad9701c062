"""`kg verify`: whether every quote of a library can be found again in its file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from kg.commands.terminal import FAILED, LibraryFolder, Plain, Workers, told

_SHOWN = 60  # characters of a quote; enough to search for it


def verify(
    library: LibraryFolder,
    format: Annotated[Plain, typer.Option("--format", "-f", help="How to print.")] = Plain.table,
    workers: Workers = None,
) -> None:
    """Read the papers again and look up every quote: files that are gone or changed, quotes that moved or are gone."""
    from kg.library import Library
    from kg.verifying import Finding
    from kg.verifying import verify as verified

    def sentence(finding: Finding) -> str:
        if not finding.use:
            return f"{finding.file or finding.paper}: {finding.problem}: {finding.detail}"
        place = "" if finding.now is None else f", now at {finding.now}"
        quote = " ".join(finding.quote[:_SHOWN].split())
        return f'{finding.file}: {finding.problem}: "{quote}" of {finding.use}, at {finding.start}{place}'

    with told():
        result = verified(Library.open(library), workers=workers)
    if format is Plain.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    else:
        for finding in result.findings:
            print(sentence(finding))
        print(
            f"{result.papers} papers with quotes, {result.found} of {result.quotes} quotes found where they should be, "
            f"{len(result.findings)} findings; {result.unresolved} of {result.markers} markers lead to no reference "
            "and are kept as printed"
        )
    if result.findings:
        raise typer.Exit(FAILED)
