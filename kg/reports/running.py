"""The queries that ship with the program, by name, and their answers as tables.

A report is a file queries/<subject>_<question>.rq that runs as it stands; its header says what it is called, who asks
it, and which variables may be bound:

    # name: dataset
    # title: The papers that name a dataset
    # asks: a data provider
    # parameter: dataset - id or name of a dataset
    # needs: dataset

What a query needs is what it cannot do without in a large library: its answer for all datasets, or all pairs of them,
would be too long to be read and to be waited for. A query with a row a use, a paper or a dataset chooses its rows in a
part of its own that ends with the one LIMIT of the file, and looks up words for these alone. It declares

    # parameter: rows - how many rows at most, or all; 1000 by default

and where there are more rows the table says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import Solutions, Triples, TripleStore
from kg.graph.iris import short
from kg.graph.query_text import limits, with_limit
from kg.graph.triple_store import Term
from kg.graph.vocabulary import XSD
from kg.reports.parameters import ROWS, Parameter, bindings_of, declared, rows_of
from kg.reports.tables import Cell, Table
from kg.resources import shipped

_HEADER = re.compile(r"^# (?P<field>name|title|asks|parameter|needs): (?P<value>.+)$", re.MULTILINE)
_WHOLE_NUMBERS = {str(XSD.integer), str(XSD.gYear), str(XSD.int), str(XSD.long)}
_NUMBERS = {str(XSD.decimal), str(XSD.double), str(XSD.float)}


@dataclass(frozen=True, slots=True)
class Report:
    """A query file with its header: `asks` says whose question it is, `parameters` which variables may be bound.

    `needs` names the parameters that a large library needs a value for.
    """

    name: str
    title: str
    asks: str
    parameters: Mapping[str, Parameter]
    needs: tuple[str, ...]
    path: Path
    text: str


def read_report(path: Path) -> Report:
    """The report in a query file. Raises QueryError where its header lacks a name or a title, or cannot be read."""
    text = path.read_text(encoding="utf-8")
    fields = _fields(text)
    for field in ("name", "title"):
        if len(fields[field]) != 1:
            raise QueryError(f"a report has one {field}", path=path, advice=f"add a line `# {field}: ...`")
    parameters = declared_in(text, path=path)
    needs = tuple(name for line in fields["needs"] for name in line.split(", "))
    unknown = [name for name in needs if name not in parameters]
    if unknown:
        raise QueryError(
            f"{unknown[0]!r} is needed and no parameter", path=path, advice="add a line `# parameter: ...`"
        )
    return Report(fields["name"][0], fields["title"][0], "; ".join(fields["asks"]), parameters, needs, path, text)


def declared_in(text: str, *, path: Path | None) -> Mapping[str, Parameter]:
    """The parameters that the header of a query declares, by name; raises QueryError for a line that declares none."""
    try:
        found = [declared(line) for line in _fields(text)["parameter"]]
    except QueryError as error:
        raise QueryError(error.message, path=path, advice=error.advice) from error
    if any(parameter.kind == ROWS for parameter in found) and len(limits(text)) != 1:
        raise QueryError(
            "a query that takes a number of rows has one LIMIT", path=path, advice="write LIMIT and the usual number"
        )
    return {parameter.name: parameter for parameter in found}


def _fields(text: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {"name": [], "title": [], "asks": [], "parameter": [], "needs": []}
    for match in _HEADER.finditer(text):
        fields[match["field"]].append(match["value"].strip())
    return fields


@lru_cache(maxsize=1)
def reports() -> Mapping[str, Report]:
    """Every report that ships with the program, by name, sorted."""
    found = (read_report(path) for path in sorted(shipped("queries").glob("*.rq")))
    return {report.name: report for report in sorted(found, key=lambda report: report.name)}


def names() -> tuple[str, ...]:
    """The names of the reports, sorted."""
    return tuple(reports())


def shipped_query(text: str) -> Report | None:
    """The report of this name, or in the query file of this stem; None where there is none."""
    stem = text.removesuffix(".rq")
    return reports().get(stem) or next((report for report in reports().values() if report.path.stem == stem), None)


def run(store: TripleStore, name: str, values: Mapping[str, str] | None = None, *, at_most: int | None = None) -> Table:
    """The answer of the report called `name`.

    `values` gives a value to a parameter of the report, in words a person would use (see parameters.py); without one
    the report covers the whole library. IRIs of the library are shown as the ids in them, and a column that says only
    what was asked is left out. Raises QueryError for a name, a parameter or a value that is not known, and
    AnswerTooLargeError where the store answers with more than `at_most` rows.
    """
    report = reports().get(name)
    if report is None:
        raise QueryError(f"there is no report {name!r}", advice=f"the reports are {', '.join(names())}")
    values = values or {}
    for variable in values:
        if variable not in report.parameters:
            known = ", ".join(report.parameters) or "none"
            raise QueryError(f"report {name!r} has no parameter {variable!r}", advice=f"its parameters: {known}")
    bindings = bindings_of(store, report.parameters, values)
    text, most = _limited(report.text, report.parameters, values)
    answer = store.query(text, bindings=bindings, path=report.path, at_most=at_most)
    if not isinstance(answer, Solutions):
        raise QueryError("a report is a SELECT query", path=report.path)
    table = table_of(answer, title=report.title, ids=True, most=most)
    limits = {name for name, parameter in report.parameters.items() if parameter.kind not in ("dataset", "paper")}
    idle = {column for at, column in enumerate(table.columns) if all(row[at] is None for row in table.rows)}
    shown = [at for at, column in enumerate(table.columns) if column not in {*bindings, *(limits & idle)}]
    return Table(
        table.title,
        tuple(table.columns[at] for at in shown),
        tuple(tuple(row[at] for at in shown) for row in table.rows),
        table.more,
    )


def ask(store: TripleStore, text: str, *, path: Path | None = None, values: Mapping[str, str] | None = None) -> Table:
    """The answer to any SPARQL query as a table: the columns of SELECT, the triples of CONSTRUCT, or one yes or no.

    `values` gives values to variables that the query selects (see parameters.py). IRIs stand in full. Raises QueryError
    where the query cannot be parsed or does not select a variable that has a value.
    """
    parameters, values = declared_in(text, path=path), values or {}
    for name in values:
        if name not in parameters and not re.search(rf"[?$]{name}\b", text):
            known = (
                f"its parameters: {', '.join(parameters)}" if parameters else "give values to variables behind SELECT"
            )
            raise QueryError(f"the query has no variable {name!r}", path=path, advice=known)
    bindings = bindings_of(store, parameters, values)
    text, most = _limited(text, parameters, values)
    answer = store.query(text, bindings=bindings, path=path)
    if isinstance(answer, Solutions):
        return table_of(answer, title="", ids=False, most=most)
    if isinstance(answer, Triples):
        rows = tuple(tuple(map(_cell, (t.subject, t.predicate, t.object))) for t in answer.triples)
        return Table("", ("subject", "predicate", "object"), rows)
    return Table("", ("answer",), ((answer,),))


def _limited(text: str, parameters: Mapping[str, Parameter], values: Mapping[str, str]) -> tuple[str, int | None]:
    """The query for one row more than are wanted, which tells whether there are more; and how many are wanted."""
    name = next((parameter.name for parameter in parameters.values() if parameter.kind == ROWS), None)
    if name is None:
        return text, None
    wanted = rows_of(values[name]) if name in values else limits(text)[0]
    return with_limit(text, None if wanted is None else wanted + 1), wanted


def table_of(solutions: Solutions, *, title: str, ids: bool, most: int | None = None) -> Table:
    """Solutions as plain values, no more of them than `most`; with `ids` the IRIs of the library as the ids in them."""
    rows = (tuple(_cell(term, ids=ids) for term in row) for row in solutions.rows[:most])
    return Table(title, solutions.columns, tuple(rows), most is not None and len(solutions.rows) > most)


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
