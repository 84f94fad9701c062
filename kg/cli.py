"""The command line: which commands there are."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg import __version__
from kg.commands import catalogue
from kg.commands.asking import query, report
from kg.commands.build import build
from kg.commands.check import check
from kg.commands.checking import validate
from kg.commands.cite import cite
from kg.commands.diff import diff
from kg.commands.export import export
from kg.commands.extract import extract
from kg.commands.identity import different, forget, same, why
from kg.commands.ontology import ontology
from kg.commands.review import review
from kg.commands.serve import serve
from kg.commands.verify import verify

SUMMARY = "Which datasets a folder of papers uses, and how each is cited, as a graph you can query."

app = typer.Typer(name="kg", help=SUMMARY, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        print(f"citeset {__version__}")
        raise typer.Exit


@app.callback(help=SUMMARY)
def kg(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


# In the order in which a newcomer needs them, which is that of `kg --help`.
app.command(epilog="Example: kg extract paper.pdf --format jsonl")(extract)
app.command(epilog="Example: kg check paper.pdf")(check)
app.command(epilog="Example: kg cite imagenet-1k")(cite)
app.command(epilog="Example: kg build papers/ -l my-library")(build)
app.command(epilog="Example: kg report usage -l my-library --format csv")(report)
app.command(epilog="Example: kg query queries/datasets_usage.rq -l my-library")(query)
app.command(epilog="Example: kg why ILSVRC-2012 ImageNet -l my-library")(why)
app.command(
    epilog="Example: kg same 'Char PTB' penn-treebank -l my-library --because 'same text, split in characters'"
)(same)
app.command(epilog="Example: kg different Office Office-Home -l my-library --because 'other images'")(different)
app.command(epilog="Example: kg forget Office Office-Home -l my-library")(forget)
app.command(epilog="Example: kg review -l my-library")(review)
app.command(epilog="Example: kg export -l my-library --format turtle -o library.ttl")(export)
app.command(epilog="Example: kg validate -l my-library")(validate)
app.command(epilog="Example: kg verify -l my-library --format json")(verify)
app.command(epilog="Example: kg diff last-month.nq my-library")(diff)
app.command(epilog="Example: kg ontology > docs/ontology.md")(ontology)
app.command(epilog="Example: kg serve -l my-library --port 8000")(serve)

catalogue_app = typer.Typer(
    help="What is known about datasets before any paper is read.",
    epilog="Example: kg catalogue show imagenet-1k",
    no_args_is_help=True,
)
app.add_typer(catalogue_app, name="catalogue")
catalogue_app.command(epilog="Example: kg catalogue search imagenet")(catalogue.search)
catalogue_app.command(epilog="Example: kg catalogue show imagenet-1k")(catalogue.show)
catalogue_app.command(epilog="Example: kg catalogue check my-catalogue/")(catalogue.check)
catalogue_app.command(epilog="Example: kg catalogue build mteb-2.26.24-py3-none-any.whl -o tail.toml")(catalogue.build)


def main() -> None:
    """Run the program."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
