"""The queries that ship with the program, by name, and their answers as tables.

A report is a file queries/<subject>_<question>.rq that runs as it stands; its header says what it is called and which
variables may be bound:

    # name: dataset
    # title: The papers that name a dataset
    # parameter: dataset - id or name of a dataset
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import GraphStore, Solutions, Triples
from kg.graph.iris import short
from kg.graph.store import Term
from kg.graph.vocabulary import XSD
from kg.reports.finding import FINDERS
from kg.reports.tables import Cell, Table
from kg.resources import shipped

_HEADER = re.compile(r"^# (?P<field>name|title|parameter): (?P<value>.+)$", re.MULTILINE)
_WHOLE_NUMBERS = {str(XSD.integer), str(XSD.gYear), str(XSD.int), str(XSD.long)}
_NUMBERS = {str(XSD.decimal), str(XSD.double), str(XSD.float)}


@dataclass(frozen=True, slots=True)
class Report:
    """A query file with its header: `parameters` maps each variable that may be bound to what it is."""

    name: str
    title: str
    parameters: Mapping[str, str]
    path: Path
    text: str


def read_report(path: Path) -> Report:
    """The report in a query file. Raises QueryError where its header lacks a name or a title, or cannot be read."""
    text = path.read_text(encoding="utf-8")
    fields: dict[str, list[str]] = {"name": [], "title": [], "parameter": []}
    for match in _HEADER.finditer(text):
        fields[match["field"]].append(match["value"].strip())
    for field in ("name", "title"):
        if len(fields[field]) != 1:
            raise QueryError(f"a report has one {field}", path=path, advice=f"add a line `# {field}: ...`")
    parameters = {}
    for value in fields["parameter"]:
        variable, dash, meaning = value.partition(" - ")
        if not dash or variable not in FINDERS:
            raise QueryError(
                f"{value!r} is no parameter",
                path=path,
                advice=f"write `# parameter: NAME - what it is`, with one of {', '.join(sorted(FINDERS))}",
            )
        parameters[variable] = meaning
    return Report(fields["name"][0], fields["title"][0], parameters, path, text)


@lru_cache(maxsize=1)
def reports() -> Mapping[str, Report]:
    """Every report that ships with the program, by name, sorted."""
    found = (read_report(path) for path in sorted(shipped("queries").glob("*.rq")))
    return {report.name: report for report in sorted(found, key=lambda report: report.name)}


def names() -> tuple[str, ...]:
    """The names of the reports, sorted."""
    return tuple(reports())


def run(store: GraphStore, name: str, values: Mapping[str, str] | None = None) -> Table:
    """The answer of the report called `name`.

    `values` gives a paper or a dataset for a parameter of the report, in words a person would use (see finding.py);
    without one the report covers the whole library. IRIs of the library are shown as the ids in them, and a column
    that was bound is left out. Raises QueryError for a name, a parameter or a value that is not known.
    """
    report = reports().get(name)
    if report is None:
        raise QueryError(f"there is no report {name!r}", advice=f"the reports are {', '.join(names())}")
    bindings: dict[str, Term] = {}
    for variable, value in (values or {}).items():
        if variable not in report.parameters:
            known = ", ".join(report.parameters) or "none"
            raise QueryError(f"report {name!r} has no parameter {variable!r}", advice=f"its parameters: {known}")
        bindings[variable] = ox.NamedNode(FINDERS[variable](store, value))
    answer = store.query(report.text, bindings=bindings, path=report.path)
    if not isinstance(answer, Solutions):
        raise QueryError("a report is a SELECT query", path=report.path)
    table = table_of(answer, title=report.title, ids=True)
    shown = [at for at, column in enumerate(table.columns) if column not in bindings]
    return Table(
        table.title,
        tuple(table.columns[at] for at in shown),
        tuple(tuple(row[at] for at in shown) for row in table.rows),
    )


def ask(store: GraphStore, text: str, *, path: Path | None = None) -> Table:
    """The answer to any SPARQL query as a table: the columns of SELECT, the triples of CONSTRUCT, or one yes or no.

    IRIs stand in full. Raises QueryError where the query cannot be parsed.
    """
    answer = store.query(text, path=path)
    if isinstance(answer, Solutions):
        return table_of(answer, title="", ids=False)
    if isinstance(answer, Triples):
        rows = tuple(tuple(map(_cell, (t.subject, t.predicate, t.object))) for t in answer.triples)
        return Table("", ("subject", "predicate", "object"), rows)
    return Table("", ("answer",), ((answer,),))


def table_of(solutions: Solutions, *, title: str, ids: bool) -> Table:
    """Solutions as plain values; with `ids` the IRIs of the library as the ids in them."""
    rows = (tuple(_cell(term, ids=ids) for term in row) for row in solutions.rows)
    return Table(title, solutions.columns, tuple(rows))


def _cell(term: Term | None, *, ids: bool = False) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return short(term.value) if ids else term.value
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        # A value outside of its datatype ("20O9"^^xsd:gYear) may come from foreign data: it is shown as it stands.
        if kind in _WHOLE_NUMBERS and re.fullmatch(r"[+-]?\d+", term.value):
            return int(term.value)
        if kind in _NUMBERS and re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", term.value):
            return float(term.value)
        if kind == str(XSD.boolean):
            return term.value in ("true", "1")
        return term.value
    return str(term)
