"""What a parameter of a query may be, and its value as a term to be bound: never a piece of text put into a query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import TripleStore
from kg.graph.quads import decimal, integer
from kg.graph.triple_store import Term
from kg.graph.vocabulary import XSD
from kg.reports.finding import find_dataset, find_paper

_DECLARED = re.compile(r"(?P<name>[A-Za-z]\w*)(?: \((?P<kind>\w+)\))? - (?P<meaning>\S.*)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_FRACTION = re.compile(r"[+-]?\d{1,12}\.\d{1,4}")
_ROWS = re.compile(r"0*[1-9]\d{0,8}")
# The kind of the parameter that says how many rows are wanted: the number behind LIMIT, which SPARQL cannot bind.
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query takes a value for: of which of `KINDS`, or `ROWS`, and what it means to a person."""

    name: str
    kind: str
    meaning: str


def _dataset(store: TripleStore, text: str) -> Term:
    return ox.NamedNode(find_dataset(store, text))


def _paper(store: TripleStore, text: str) -> Term:
    return ox.NamedNode(find_paper(store, text))


def _year(_store: TripleStore, text: str) -> Term:
    if not re.fullmatch(r"\d{4}", text):
        raise QueryError(f"{text!r} is no year", advice="write four digits")
    return ox.Literal(text, datatype=ox.NamedNode(XSD.gYear))


def _number(_store: TripleStore, text: str) -> Term:
    if _WHOLE.fullmatch(text):
        return integer(int(text))
    if _FRACTION.fullmatch(text):
        return decimal(float(text))
    raise QueryError(f"{text!r} is no number", advice="write it as 3 or 0.5, with up to four decimals")


def _text(_store: TripleStore, text: str) -> Term:
    return ox.Literal(text)


KINDS: Mapping[str, Callable[[TripleStore, str], Term]] = {
    "dataset": _dataset,
    "paper": _paper,
    "year": _year,
    "number": _number,
    "text": _text,
}


def declared(line: str) -> Parameter:
    """The parameter that a header line declares: "dataset - what it is" or "since (year) - what it is".

    Without a kind in parentheses the name is the kind. Raises QueryError for anything else.
    """
    match = _DECLARED.fullmatch(line)
    if match is None or (match["kind"] or match["name"]) not in (*KINDS, ROWS):
        raise QueryError(
            f"{line!r} is no parameter",
            advice=f"write `# parameter: NAME (KIND) - what it is`, with one of {', '.join((*KINDS, ROWS))}",
        )
    return Parameter(match["name"], match["kind"] or match["name"], match["meaning"])


def bindings_of(store: TripleStore, parameters: Mapping[str, Parameter], values: Mapping[str, str]) -> dict[str, Term]:
    """The terms that values denote, by variable: each as its parameter says, one without a declaration by its look.

    By its look a value is an IRI ("https://..." or in angle brackets), a number, or a string; a variable called
    `dataset` or `paper` takes names. The number of rows is left out, as it is no variable. Raises QueryError for a
    value that does not fit.
    """
    return {
        name: KINDS[parameters[name].kind](store, value) if name in parameters else _by_look(store, name, value)
        for name, value in values.items()
        if name not in parameters or parameters[name].kind != ROWS
    }


def rows_of(text: str) -> int | None:
    """How many rows a person wants, None for "all". Raises QueryError for what is neither that nor a number from 1."""
    if text.strip().lower() == "all":
        return None
    if not _ROWS.fullmatch(text.strip()):
        raise QueryError(f"{text!r} is no number of rows", advice="write a whole number from 1, or all")
    return int(text)


def _by_look(store: TripleStore, name: str, value: str) -> Term:
    bare = value[1:-1] if value[:1] == "<" and value[-1:] == ">" else value
    if bare != value or _ADDRESS.fullmatch(value):
        try:
            return ox.NamedNode(bare)
        except ValueError as error:
            raise QueryError(f"{value!r} is no IRI", advice="quote it as a string in a query of your own") from error
    if name in ("dataset", "paper"):
        return KINDS[name](store, value)
    return KINDS["number" if _WHOLE.fullmatch(value) or _FRACTION.fullmatch(value) else "text"](store, value)


def assigned(pairs: Iterable[str]) -> dict[str, str]:
    """Values by name, from texts of the form name=value; raises QueryError for any other and for a name given twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.strip().removeprefix("?")
        if not equals or not re.fullmatch(r"[A-Za-z]\w*", name):
            raise QueryError(f"{pair!r} gives no parameter", advice="write NAME=VALUE")
        if name in found:
            raise QueryError(f"the parameter {name!r} is given twice", advice="give it once")
        found[name] = value
    return found
