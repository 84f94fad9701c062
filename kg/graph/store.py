"""The store of the graph on disk.

Queries run over the union of all named graphs (`use_default_graph_as_union`): a question about a library crosses the
graphs of papers, datasets and works, and a query without GRAPH clauses runs unchanged over a Turtle export. The price
is that a triple standing in two graphs would come twice, hence: one fact stands in one graph.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import LibraryError, QueryError
from kg.graph.federation import refuse_elsewhere
from kg.graph.query_text import is_update, names_graphs
from kg.graph.triple_store import Answer, Scope, Solutions, Term, Triples, UpdateRefusedError, too_large
from kg.graph.vocabulary import PREFIXES, XSD

_Item = TypeVar("_Item")


class GraphStore:
    """Named graphs on disk. Open it with `writing`, `reading` or `in_memory`, and close it (it is a context manager).

    One process writes at a time. Readers see the graph as it was when they opened it.
    """

    def __init__(self, store: ox.Store, path: Path | None) -> None:
        self._open: ox.Store | None = store
        self._path = path

    @classmethod
    def writing(cls, path: Path) -> GraphStore:
        """A store to write to, made where there is none.

        Raises LibraryError where another process writes to it, where its files are damaged, or where `path` holds
        something else.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(str(path)), path)
        except OSError as error:
            if "lock" in str(error).lower():
                raise LibraryError(
                    "another program is writing to this graph", path=path, advice="wait until it has ended"
                ) from error
            raise LibraryError(f"the graph cannot be opened: {error}", path=path) from error
        except RuntimeError as error:
            raise _damaged(error, path) from error

    @classmethod
    def reading(cls, path: Path) -> GraphStore:
        """A store to query, which works while another process writes.

        Raises LibraryError where there is none, and where its files are damaged.
        """
        try:
            return cls(ox.Store.read_only(str(path)), path)
        except FileNotFoundError as error:
            raise LibraryError("there is no graph here yet", path=path, advice="run `kg build` first") from error
        except OSError as error:
            raise LibraryError(f"the graph cannot be opened: {error}", path=path) from error
        except RuntimeError as error:
            raise _damaged(error, path) from error

    @classmethod
    def in_memory(cls) -> GraphStore:
        """An empty store that lives as long as the object."""
        return cls(ox.Store(), None)

    def close(self) -> None:
        """Gives the lock back; the object cannot be used any more."""
        self._open = None

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise LibraryError("the graph has been closed", path=self._path)
        return self._open

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Adds many quads at once, fast and without a transaction: for graphs that are not there yet."""
        with self._kept():
            self._store.bulk_extend(quads)
            if self._path is not None:
                # Files as they are loaded overlap: queries over 2 million quads took three to six times as long without
                # this, which takes a twentieth of the time of loading, and with 22 million a quarter of it.
                self._store.optimize()

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Makes `quads` the whole content of a named graph, in one transaction: readers see the old or the new.

        True where anything changed. Only the difference is written: a graph that is as it should be costs a fifth of
        writing it, and one work more in the graph of all works costs one work.
        """
        new, old = {_as_kept(quad) for quad in quads}, set(self.quads(graph))
        if new == old:
            return False
        if not new:
            self.remove(graph)
            return True
        # An update is the one transaction over removing and adding that the library has.
        removed, added = _block(graph, old - new), _block(graph, new - old)
        with self._kept():
            self._store.update(f"DELETE DATA {{ {removed} }}; INSERT DATA {{ {added} }}")
        return True

    def remove(self, graph: str) -> None:
        """Takes a named graph away; one that is not there is no error."""
        with self._kept():
            self._store.remove_graph(ox.NamedNode(graph))

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LibraryError(
                f"the graph cannot be written: {error}",
                path=self._path,
                advice="look at the free space and at who may write here, and build again",
            ) from error

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""
        return sorted(name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one graph, or of all, in no order."""
        return self._store.quads_for_pattern(None, None, None, None if graph is None else ox.NamedNode(graph))

    def __len__(self) -> int:
        return len(self._store)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        path: Path | None = None,
        scope: Scope | None = None,
        at_most: int | None = None,
    ) -> Answer:
        """The answer to a SPARQL query, read to its end; see TripleStore for parameters and errors."""
        refuse_elsewhere(text, path)
        with self._errors(text, path):
            answer = self._evaluate(text, bindings or {}, scope)
            if isinstance(answer, ox.QuerySolutions):
                columns = tuple(variable.value for variable in answer.variables)
                return Solutions(columns, tuple(tuple(row[c] for c in columns) for row in _first(answer, at_most)))
            if bindings:
                raise QueryError("only a SELECT query takes values", path=path)
            if isinstance(answer, ox.QueryTriples):
                return Triples(tuple(sorted(_first(answer, at_most), key=str)))
            return bool(answer)

    def _evaluate(
        self, text: str, bindings: Mapping[str, Term], scope: Scope | None
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        values = {ox.Variable(name): value for name, value in bindings.items()}
        if scope is not None:
            return self._store.query(
                text,
                default_graph=[ox.NamedNode(graph) for graph in scope.default],
                named_graphs=[ox.NamedNode(graph) for graph in scope.named],
                substitutions=values,
                prefixes=PREFIXES,
            )
        union = not names_graphs(text)
        return self._store.query(text, use_default_graph_as_union=union, substitutions=values, prefixes=PREFIXES)

    @contextmanager
    def _errors(self, text: str, path: Path | None) -> Iterator[None]:
        """The library's errors as ours. Rows are read lazily, so reading them belongs inside."""
        try:
            yield
        except SyntaxError as error:
            if is_update(text):
                raise UpdateRefusedError(
                    "this is an update, and the graph is read-only", path=path, advice="change it with `kg build`"
                ) from error
            raise _syntax_error(str(error), path) from error
        except RuntimeError as error:
            unselected = _UNSELECTED.search(str(error))
            if unselected is not None:
                raise QueryError(
                    f"the query does not select ?{unselected['name']}, so that it can take no value for it",
                    path=path,
                    advice="give values to variables behind SELECT",
                ) from error
            raise QueryError(f"the query cannot be run: {error}", path=path) from error
        except OSError as error:
            raise LibraryError(
                f"the graph cannot be read: {error}", path=self._path, advice="it may have been rewritten: try again"
            ) from error


def _first(items: Iterable[_Item], at_most: int | None) -> Iterator[_Item]:
    """The items; raises AnswerTooLargeError at the first one too many, so that the rest is never computed."""
    for number, item in enumerate(items, start=1):
        if at_most is not None and number > at_most:
            raise too_large(at_most)
        yield item


_DECIMAL = ox.NamedNode(XSD.decimal)


def _as_kept(quad: ox.Quad) -> ox.Quad:
    """The quad as it comes back: the library keeps a decimal by its value, and "1.0" is "1" then."""
    value = quad.object
    if isinstance(value, ox.Literal) and value.datatype == _DECIMAL and value.value.endswith(".0"):
        whole = ox.Literal(value.value.removesuffix(".0"), datatype=_DECIMAL)
        return ox.Quad(quad.subject, quad.predicate, whole, quad.graph_name)
    return quad


def _block(graph: str, quads: Iterable[ox.Quad]) -> str:
    """Quads as a block of SPARQL. The text comes from the library's own serializer, and N-Triples is a part of SPARQL's
    syntax, so no value can break out of it.
    """
    text = io.BytesIO()
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    ox.serialize(triples, text, format=ox.RdfFormat.N_TRIPLES)
    return f"GRAPH {ox.NamedNode(graph)} {{ {text.getvalue().decode()} }}"


def _damaged(error: RuntimeError, path: Path) -> LibraryError:
    return LibraryError(
        f"the graph is damaged: {error}", path=path, advice="delete this folder and build again: records are kept"
    )


_UNSELECTED = re.compile(r"variable \?(?P<name>\w+) in its SELECT projection")
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<rest>.*)", re.DOTALL)


def _syntax_error(message: str, path: Path | None) -> QueryError:
    """The parser's message with its place taken out, and the long list of what it would have accepted cut off."""
    match = _PLACE.match(message)
    if match is None:
        return QueryError(f"the query is not SPARQL: {message}", path=path)
    rest = match["rest"]
    if "Prefix not found" in rest:
        reason, advice = "a prefix is not declared", "add its PREFIX line"
    elif "variable that is unbound" in rest:
        reason, advice = "SELECT names a variable that is neither bound nor grouped by", "group by it, or drop it"
    else:
        reason, advice = "the query is not SPARQL from here on", "look just before this place"
    # With a path the error shows the line itself.
    place = f"column {match['column']}" if path else f"line {match['line']}, column {match['column']}"
    return QueryError(f"{place}: {reason}", path=path, line=int(match["line"]), advice=advice)
