"""The command line: thin, and the only place that prints."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.reports import Table

app = typer.Typer(
    name="kg",
    help="Which datasets a folder of papers uses, and how each is cited, as a graph you can query.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
FAILED = 1  # exit code: something could not be read, or the answer to a check is no

_PIPED_WIDTH = 140  # characters; a pipe has no width of its own
_err = Console(stderr=True, soft_wrap=True)


def _terminal() -> Console:
    return Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)


Papers = Annotated[list[Path], typer.Argument(help="Files, or folders that are searched for papers.")]
LibraryFolder = Annotated[Path, typer.Option("--library", "-l", help="The folder that holds the library.")]
Workers = Annotated[int | None, typer.Option(help="Processes that read papers; one a core by default.", min=1)]


class ExtractFormat(str, Enum):
    """What `kg extract` prints."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    bibtex = "bibtex"
    turtle = "turtle"


@contextmanager
def told() -> Iterator[None]:
    """Say an error of ours as one sentence and end with exit code 1."""
    try:
        yield
    except KgError as error:
        _err.print(f"error: {error}", style="red", markup=False, highlight=False)
        raise typer.Exit(FAILED) from error


def version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        print(f"citeset {__version__}")
        raise typer.Exit


@app.callback()
def kg(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Which datasets a folder of papers uses, and how each is cited, as a graph you can query."""


@app.command(epilog="Example: kg extract paper.pdf --format jsonl")
def extract(
    papers: Papers,
    format: Annotated[ExtractFormat, typer.Option("--format", "-f", help="How to print.")] = ExtractFormat.table,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show spellings, evidence and all references nearby.")
    ] = False,
    workers: Workers = None,
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
        records, identity, failures = extract_records(papers, workers=workers)
        catalogue = catalogues.load()
        answers = [answer(record, identity, catalogue) for record in records]
        if format is ExtractFormat.table:
            for one in answers:
                _terminal().print(paper_table(one, verbose=verbose))
        elif format is ExtractFormat.jsonl:
            for one in answers:
                print(json.dumps(one, ensure_ascii=False))
        elif format is ExtractFormat.json:
            stored = [{"path": f.path, "error": f.error} for f in failures]
            print(json.dumps({"papers": answers, "failures": stored}, ensure_ascii=False, indent=1))
        else:
            quads = [q for graph in graphs_of(records, identity, catalogue).values() for q in sorted(graph, key=str)]
            if format is ExtractFormat.turtle:
                write(quads, sys.stdout.buffer, syntax="turtle")
            else:
                with GraphStore.in_memory() as store:
                    store.load(quads)
                    print(dataset_references(store), end="")
    for failure in failures:
        _err.print(f"failed: {failure.error}", style="red", markup=False, highlight=False)
    if failures:
        raise typer.Exit(FAILED)


class Plain(str, Enum):
    """A summary for people or for programs."""

    table = "table"
    json = "json"


@app.command(epilog="Example: kg build papers/ -l my-library")
def build(
    papers: Papers,
    library: LibraryFolder,
    format: Annotated[Plain, typer.Option("--format", "-f", help="How to print the summary.")] = Plain.table,
    workers: Workers = None,
) -> None:
    """Read papers into a library: only what changed since the last build is read again."""
    from kg.build import build as build_library

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with told():
        with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bar:
            task = bar.add_task("reading papers", total=None)

            def show(done: int, total: int, _path: str) -> None:
                bar.update(task, completed=done, total=total)

            report = build_library(papers, library, workers=workers, progress=show)
        if format is Plain.json:
            stored = {
                "read": report.read,
                "unchanged": report.unchanged,
                "gone": report.gone,
                "graphs": report.graphs,
                "failures": [{"path": f.path, "error": f.error} for f in report.failures],
            }
            print(json.dumps(stored, ensure_ascii=False, indent=1))
        else:
            _terminal().print(
                f"{report.read} read, {report.unchanged} unchanged, {report.gone} gone, "
                f"{len(report.failures)} failed; {report.graphs} graphs written to {library}",
                highlight=False,
            )
            for failure in report.failures:
                _err.print(f"failed: {failure.error}", style="red", markup=False, highlight=False)
    if report.failures:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: kg why ILSVRC-2012 ImageNet -l my-library")
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


@app.command(
    epilog="Example: kg same 'Char PTB' penn-treebank -l my-library --because 'same text, split in characters'"
)
def same(left: Left, right: Left, library: LibraryFolder, because: Because = "") -> None:
    """Judge two names the same dataset, for this and every later build."""
    _judge(left, right, library, because, same=True)


@app.command(epilog="Example: kg different Office Office-Home -l my-library --because 'other images'")
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
        decide(library, left, right, Verdict.SAME if same else Verdict.DIFFERENT, because)
        with library.writing():
            graphs = store(library)
            library.save()
        print(f"kept in {library.judgements_file}; {graphs} graphs changed")


class RowFormat(str, Enum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"


Rows = Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the rows.")]


def _rows(table: Table, format: RowFormat) -> None:
    from kg.reports import render, rich_table

    if format is RowFormat.table:
        _terminal().print(rich_table(table))
    else:
        print(render(table, format.value), end="")


@app.command(epilog="Example: kg report usage -l my-library --format csv")
def report(
    library: LibraryFolder,
    name: Annotated[str | None, typer.Argument(help="The report; without one they are listed.")] = None,
    dataset: Annotated[str | None, typer.Option(help="Only this dataset, by id or name.")] = None,
    paper: Annotated[str | None, typer.Option(help="Only this paper, by id, file name or title.")] = None,
    format: Rows = RowFormat.table,
) -> None:
    """Reports over a library: usage, dataset, paper, citations, uncited, together, timeline and more."""
    from kg.library import Library
    from kg.reports import reports, run

    if name is None:
        for one in reports().values():
            print(f"{one.name:<14} {one.title}")
        return
    values = {key: value for key, value in (("dataset", dataset), ("paper", paper)) if value is not None}
    with told(), Library.open(library).graph_store() as store:
        _rows(run(store, name, values), format)


@app.command(epilog="Example: kg query queries/datasets_usage.rq -l my-library")
def query(
    library: LibraryFolder,
    file: Annotated[Path | None, typer.Argument(help="A file with a SPARQL query.")] = None,
    expression: Annotated[str | None, typer.Option("--expression", "-e", help="The query itself.")] = None,
    format: Rows = RowFormat.table,
) -> None:
    """The answer to a SPARQL query over a library."""
    from kg.library import Library
    from kg.reports import ask

    if (file is None) == (expression is None):
        raise typer.BadParameter("give either a file or -e with a query")
    if file is not None and not file.is_file():
        raise typer.BadParameter(f"{file} is not a file")
    with told():
        try:
            text = file.read_text(encoding="utf-8") if file is not None else expression or ""
        except (OSError, UnicodeDecodeError) as error:
            raise KgError("cannot be read as UTF-8 text", path=file, advice="give a file with a query") from error
        with Library.open(library).graph_store() as store:
            _rows(ask(store, text, path=file), format)


class ExportFormat(str, Enum):
    """What `kg export` writes."""

    turtle = "turtle"
    nquads = "nquads"
    trig = "trig"
    jsonld = "jsonld"
    csv = "csv"
    bibtex = "bibtex"


@app.command(epilog="Example: kg export -l my-library --format turtle -o library.ttl")
def export(
    library: LibraryFolder,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.turtle,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output by default.")] = None,
    facts_only: Annotated[bool, typer.Option("--facts-only", help="Leave out the sentences of papers.")] = False,
) -> None:
    """Write the graph of a library, its uses as CSV, or the references of its datasets as BibTeX."""
    from kg.graph.exporting import export as export_graph
    from kg.library import Library, write_whole
    from kg.reports import dataset_references, render, run

    with told(), Library.open(library).graph_store() as store:
        if output is not None and (output.is_dir() or not output.parent.is_dir()):
            raise KgError("cannot be written", path=output, advice="name a file in a folder that exists")
        content = io.BytesIO()
        if format is ExportFormat.bibtex:
            content.write(dataset_references(store).encode())
        elif format is ExportFormat.csv:
            content.write(render(run(store, "paper"), "csv").encode())
        else:
            export_graph(store, content, syntax=format.value, quotes=not facts_only)
        if output is None:
            sys.stdout.buffer.write(content.getvalue())
        else:
            write_whole(output, content.getvalue())


@app.command(epilog="Example: kg validate -l my-library")
def validate(library: LibraryFolder) -> None:
    """Check the graph of a library against the shapes of the ontology."""
    from kg.graph.validation import violations
    from kg.library import Library

    with told(), Library.open(library).graph_store() as store:
        found = violations(store.quads())
    for violation in found:
        print(f"{violation.node}: {violation.message} {violation.value}".rstrip())
    print(f"{len(found)} violations")
    if found:
        raise typer.Exit(FAILED)


catalogue_app = typer.Typer(
    help="What is known about datasets before any paper is read.",
    epilog="Example: kg catalogue show imagenet-1k",
    no_args_is_help=True,
)
app.add_typer(catalogue_app, name="catalogue")


@catalogue_app.command("search", epilog="Example: kg catalogue search imagenet")
def catalogue_search(name: Annotated[str, typer.Argument(help="A part of a name.")]) -> None:
    """Datasets whose names hold a text."""
    from kg import catalogue as catalogues
    from kg.catalogue import search

    with told():
        found = search(catalogues.load(), name)
    for dataset in found:
        print(f"{dataset.id:<32} {dataset.name}: {dataset.description}")
    if not found:
        _err.print(f"no dataset is called {name!r}", markup=False, highlight=False)
        raise typer.Exit(FAILED)


@catalogue_app.command("show", epilog="Example: kg catalogue show imagenet-1k")
def catalogue_show(id: Annotated[str, typer.Argument(help="The id of a dataset.")]) -> None:
    """Everything that the catalogue says of a dataset, as JSON."""
    from kg import catalogue as catalogues
    from kg.catalogue import show

    with told():
        print(json.dumps(show(catalogues.load(), id), ensure_ascii=False, indent=1))


@catalogue_app.command("check", epilog="Example: kg catalogue check my-catalogue/")
def catalogue_check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of catalogue files; ours by default.")] = None,
) -> None:
    """Whether catalogue files keep the rules: known keys, unique names, relations that lead somewhere, no cycles."""
    from kg import catalogue as catalogues
    from kg.catalogue import problems

    with told():
        loaded = catalogues.load(*([folder] if folder is not None else []))
        found = list(problems(loaded))
    print("\n".join([*found, f"{len(loaded.datasets)} datasets, {len(loaded.works)} works, {len(found)} problems"]))
    if found:
        raise typer.Exit(FAILED)


def main() -> None:
    """Run the program."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
