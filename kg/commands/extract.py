"""`kg extract`: the datasets of papers at once, without a library."""

from __future__ import annotations

import json
import sys
from enum import Enum
from typing import Annotated

import typer

from kg.commands.terminal import FAILED, Catalogue, Grobid, Papers, Workers, complain, terminal, told


class ExtractFormat(str, Enum):
    """What `kg extract` prints."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    bibtex = "bibtex"
    turtle = "turtle"


def extract(
    papers: Papers,
    format: Annotated[ExtractFormat, typer.Option("--format", "-f", help="How to print.")] = ExtractFormat.table,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show spellings, evidence and all references nearby.")
    ] = False,
    workers: Workers = None,
    grobid: Grobid = "",
    catalogue: Catalogue = None,
) -> None:
    """Datasets of papers, and the reference that each cites for them, at once and without a library."""
    from kg import catalogue as catalogues
    from kg.answers import answer
    from kg.build import extract as extract_records
    from kg.build import graphs_of
    from kg.graph import GraphStore
    from kg.graph.exporting import write
    from kg.printing import paper_table
    from kg.reports import dataset_references

    with told():
        known = catalogues.load_with(catalogue) if catalogue is not None else catalogues.load()
        records, identity, failures = extract_records(papers, workers=workers, grobid=grobid, catalogue=known)
        answers = [answer(record, identity, known) for record in records]
        if format is ExtractFormat.table:
            for one in answers:
                terminal().print(paper_table(one, verbose=verbose))
        elif format is ExtractFormat.jsonl:
            for one in answers:
                print(json.dumps(one, ensure_ascii=False))
        elif format is ExtractFormat.json:
            stored = [{"path": f.path, "error": f.error} for f in failures]
            print(json.dumps({"papers": answers, "failures": stored}, ensure_ascii=False, indent=1))
        else:
            quads = [q for graph in graphs_of(records, identity, known).values() for q in sorted(graph, key=str)]
            if format is ExtractFormat.turtle:
                write(quads, sys.stdout.buffer, syntax="turtle")
            else:
                with GraphStore.in_memory() as store:
                    store.load(quads)
                    print(dataset_references(store), end="")
    for failure in failures:
        complain(f"failed: {failure.error}")
    if failures:
        raise typer.Exit(FAILED)
