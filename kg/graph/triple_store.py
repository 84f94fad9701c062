"""What the rest of the program may ask of a store, wherever it stands; the values that it answers with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to SELECT: one tuple a row, in the order of `columns`, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE, sorted as text."""

    triples: tuple[ox.Triple, ...]


Answer: TypeAlias = Solutions | Triples | bool


@dataclass(frozen=True, slots=True)
class Scope:
    """The graphs a query is about where it is not about all: those that make the default graph, those that have a name.

    Holds IRIs. It stands above FROM clauses in the query, as the SPARQL protocol has it.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class AnswerTooLargeError(QueryError):
    """An answer has more rows or triples than were allowed."""


class UpdateRefusedError(QueryError):
    """A text is an update where only a query is answered."""


def too_large(at_most: int) -> AnswerTooLargeError:
    """The error for an answer with more rows or triples than that."""
    return AnswerTooLargeError(f"the answer has more than {at_most:,} rows", advice="add a LIMIT, or ask for less")


class TripleStore(Protocol):
    """Named graphs that can be written and queried; a context manager.

    A query without FROM clauses and without a scope is about the union of all graphs.
    """

    def close(self) -> None:
        """Ends the connection; the object cannot be used any more."""

    def __enter__(self) -> TripleStore: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Adds many graphs at once, fast: for graphs that are not there yet."""

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Makes `quads` the whole content of a named graph; True where anything changed."""

    def remove(self, graph: str) -> None:
        """Takes a named graph away; one that is not there is no error."""

    def graphs(self) -> list[str]:
        """The names of all graphs of the library, sorted."""

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one graph, or of all, in no order."""

    def __len__(self) -> int: ...

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        path: Path | None = None,
        scope: Scope | None = None,
        at_most: int | None = None,
    ) -> Answer:
        """The answer to a SPARQL query, read to its end.

        `bindings` gives values to variables that a SELECT query selects; they are never put into its text as they
        stand. `path` is the file that the text came from. Raises QueryError with line and column where the text cannot
        be parsed, or where it does not select a bound variable; UpdateRefusedError for an update; AnswerTooLargeError
        where there is more than `at_most` rows or triples; LibraryError where the store cannot be read.
        """
