"""The graph on a SPARQL server: the standard protocols, and the same answers as from the store on disk.

Each graph bears a mark, one triple with the hash of its content that arrives with it. So a second build sends what has
changed, an interrupted one goes on, and a graph that another program changed in size is sent again. The mark is no part
of the library's graph: it is neither counted nor handed out with the quads.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox
import requests

from kg.errors import LibraryError, QueryError
from kg.graph import virtuoso
from kg.graph.connection import RESULTS, TRIPLES, Connection, Login, spoken
from kg.graph.endpoint import UNION, Endpoint, locate
from kg.graph.federation import refuse_elsewhere
from kg.graph.iris import BASE
from kg.graph.query_text import names_graphs, with_prefixes, with_values, without_graphs
from kg.graph.store import GraphStore
from kg.graph.triple_store import Answer, Scope, Solutions, Term, Triples, too_large
from kg.graph.vocabulary import PREFIXES

_MARK = ox.NamedNode("https://schema.org/sha256")
# Stands for "no graph": a default graph or a set of named graphs that is to be empty.
_NONE = "urn:x-citeset:none"


class RemoteStore:
    """The graphs of one library on a server, those whose names begin with the library's own; see TripleStore.

    The union of all graphs is that of all graphs on the server, so the library should have a dataset or repository of
    its own there. Virtuoso keeps some graphs about itself, which only patterns of three variables meet.
    """

    def __init__(self, endpoint: Endpoint, connection: Connection) -> None:
        """A store that is reached by `connection`. Raises LibraryError where no SPARQL server answers."""
        self.endpoint = endpoint
        self._connection = connection
        # Parses every query before it is sent, so that errors in it read the same wherever the graph stands.
        self._parser = GraphStore.in_memory()
        greeting = self._ask("ASK {}", {})
        self._is_virtuoso = virtuoso.is_virtuoso(greeting)

    @classmethod
    def connect(cls, address: str, *, login: Login | None = None) -> RemoteStore:
        """The store at an address that a person gives (see endpoint.py); the login comes from the environment.

        Raises LibraryError where no server answers there, or refuses the login.
        """
        connection = Connection(login or Login.from_environment())
        return cls(locate(address, connection), connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Writes the graphs of some quads, whole."""
        by_graph: dict[str, list[ox.Quad]] = {}
        for quad in quads:
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise ValueError(f"every quad of ours is in a named graph: {quad}")
            by_graph.setdefault(quad.graph_name.value, []).append(quad)
        for graph, content in by_graph.items():
            self.replace(graph, content)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> bool:
        """Makes `quads` the whole content of a named graph, in one request; nothing is sent where it is so already.

        Raises LibraryError where the server does not take it.
        """
        triples = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
        if not triples:
            known = graph in self._state
            self.remove(graph)
            return known
        lines = sorted(f"{triple} ." for triple in triples)
        mark = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        state = (mark, len(lines) + 1)
        if self._state.get(graph) == state:
            return False
        if self._is_virtuoso:
            _refuse_long_iris(triples)
        name = ox.NamedNode(graph)
        self._state.pop(graph, None)
        marks = [ox.Triple(name, _MARK, ox.Literal(mark))] * (virtuoso.FIRST_LINES if self._is_virtuoso else 1)
        self._write(graph, _n_triples([*marks, *triples]))
        self._state[graph] = state
        return True

    def remove(self, graph: str) -> None:
        """Takes a named graph away; one that is not there is no error."""
        if graph not in self._state:
            return
        if self.endpoint.graphs:
            answer = self._connection.ask("DELETE", self.endpoint.graphs, parameters={"graph": graph}, accept="*/*")
            if answer.status_code != 404:
                self._connection.expect(answer)
        else:
            self._update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")
        del self._state[graph]

    def _write(self, graph: str, content: bytes) -> None:
        if self.endpoint.graphs:
            self._connection.expect(
                self._connection.ask(
                    "PUT", self.endpoint.graphs, parameters={"graph": graph}, body=content, kind=TRIPLES, accept="*/*"
                )
            )
        else:
            # N-Triples is a part of SPARQL's syntax, and comes from a serializer: no value can break out of it.
            name = ox.NamedNode(graph)
            self._update(f"DROP SILENT GRAPH {name}; INSERT DATA {{ GRAPH {name} {{ {content.decode()} }} }}")

    def _update(self, text: str) -> None:
        self._connection.expect(
            self._connection.ask(
                "POST", self.endpoint.update, body=text.encode(), kind="application/sparql-update", accept="*/*"
            )
        )

    # Reading

    def graphs(self) -> list[str]:
        """The names of the library's graphs, sorted."""
        return sorted(self._state)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one graph, or of all of the library, in no order."""
        for name in self.graphs() if graph is None else [graph]:
            node = ox.NamedNode(name)
            found = self._rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}", ("s", "p", "o"), {}, None)
            if len(set(found)) != len(found):
                # Pages of an unsorted answer that overlap would lack other rows.
                raise LibraryError(f"the server gives {name} in pieces that do not fit", path=self.endpoint.name)
            for s, p, o in found:
                assert isinstance(s, ox.NamedNode | ox.BlankNode)
                assert isinstance(p, ox.NamedNode)
                assert o is not None
                if p != _MARK:
                    yield ox.Quad(s, p, o, node)

    def __len__(self) -> int:
        return sum(count - bool(mark) for mark, count in self._state.values())

    @cached_property
    def _state(self) -> dict[str, tuple[str, int]]:
        """The mark ("" where it has none) and the number of triples, mark and all, of each graph of the library."""
        where = f'FILTER(STRSTARTS(STR(?g), "{BASE}"))'
        count = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {where} }} GROUP BY ?g"
        marks = f"SELECT ?g ?mark WHERE {{ GRAPH ?g {{ ?g {_MARK} ?mark }} {where} }}"
        marked = {_text(graph): _text(mark) for graph, mark in self._rows(marks, ("g", "mark"), {}, None)}
        counted = self._rows(count, ("g", "n"), {}, None)
        return {_text(graph): (marked.get(_text(graph), ""), int(_text(number))) for graph, number in counted}

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        path: Path | None = None,
        scope: Scope | None = None,
        at_most: int | None = None,
    ) -> Answer:
        """The answer to a SPARQL query; see TripleStore for parameters and errors."""
        refuse_elsewhere(text, path)
        empty = self._parser.query(text, bindings=bindings, path=path)
        text = with_prefixes(text, PREFIXES)
        if bindings:
            text = with_values(text, {name: str(value) for name, value in bindings.items()})
        parameters: dict[str, str | list[str]] = dict(self.endpoint.parameters)
        if scope is not None or names_graphs(text):
            parameters = {name: value for name, value in parameters.items() if name not in UNION}
        if scope is not None:
            # It stands above FROM clauses; not every server knows that.
            text = without_graphs(text)
            parameters["default-graph-uri"] = list(scope.default) or [_NONE]
            parameters["named-graph-uri"] = list(scope.named) or [_NONE]
        if isinstance(empty, Solutions):
            rows = self._rows(text, empty.columns, parameters, at_most)
            if self._is_virtuoso and bindings:
                # What was bound comes back as another type: truth values and decimals as whole numbers.
                rows = [tuple(map(lambda c, t: bindings.get(c, t), empty.columns, row)) for row in rows]
            return Solutions(empty.columns, tuple(rows))
        if isinstance(empty, Triples):
            return self._triples(text, parameters, at_most)
        answer = self._results(self._ask(text, parameters))
        return virtuoso.truth(answer) if isinstance(answer, ox.QuerySolutions) else bool(answer)

    def _rows(
        self, text: str, columns: tuple[str, ...], parameters: Mapping[str, str | list[str]], at_most: int | None
    ) -> list[tuple[Term | None, ...]]:
        """All rows of a SELECT query, however many the server gives at once."""
        answer = self._ask(text, parameters)
        rows = self._terms(answer, columns)
        size = virtuoso.rows_at_most(answer)
        if size is not None and len(rows) >= size:
            rows, last = [], size
            while last == size and (at_most is None or len(rows) <= at_most):
                paged = virtuoso.page(text, start=len(rows), size=size)
                piece = self._terms(self._ask(paged, parameters), columns)
                rows, last = rows + piece, len(piece)
        if at_most is not None and len(rows) > at_most:
            raise too_large(at_most)
        return rows

    def _terms(self, answer: requests.Response, columns: tuple[str, ...]) -> list[tuple[Term | None, ...]]:
        solutions = self._results(answer)
        if not isinstance(solutions, ox.QuerySolutions):
            raise self._unreadable()
        present = {variable.value for variable in solutions.variables}
        repaired = virtuoso.repaired if self._is_virtuoso else lambda term: term
        try:
            return [tuple(repaired(row[c]) if c in present else None for c in columns) for row in solutions]
        except (SyntaxError, ValueError) as error:
            raise self._unreadable() from error

    def _triples(self, text: str, parameters: Mapping[str, str | list[str]], at_most: int | None) -> Triples:
        answer = self._connection.expect(self._asked(text, parameters, TRIPLES), (TRIPLES, "text/plain"))
        try:
            found = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}
        except (SyntaxError, ValueError) as error:
            raise self._unreadable() from error
        if at_most is not None and len(found) > at_most:
            raise too_large(at_most)
        if self._is_virtuoso:
            if len(found) >= virtuoso.MOST_TRIPLES:
                raise LibraryError(
                    f"the server cuts triples off after {virtuoso.MOST_TRIPLES:,}",
                    path=self.endpoint.name,
                    advice="ask with SELECT, which is fetched in pieces, or for less",
                )
            found = {ox.Triple(t.subject, t.predicate, virtuoso.repaired(t.object) or t.object) for t in found}
        return Triples(tuple(sorted(found, key=str)))

    def _ask(self, text: str, parameters: Mapping[str, str | list[str]]) -> requests.Response:
        return self._connection.expect(self._asked(text, parameters, RESULTS), (RESULTS,))

    def _asked(self, text: str, parameters: Mapping[str, str | list[str]], accept: str) -> requests.Response:
        """The answer to a query. As a form, because Virtuoso never answers a query sent as it stands."""
        answer = self._connection.ask("POST", self.endpoint.name, form={**parameters, "query": text}, accept=accept)
        if answer.status_code == 400:
            raise QueryError(f"the server refuses the query: {spoken(answer)}", advice="look at the query")
        return answer

    def _results(self, answer: requests.Response) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable() from error

    def _unreadable(self) -> LibraryError:
        return LibraryError(
            "the server's answer breaks off or is not well formed", path=self.endpoint.name, advice="try again"
        )


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _n_triples(triples: Iterable[ox.Triple]) -> bytes:
    content = io.BytesIO()
    ox.serialize(triples, content, format=ox.RdfFormat.N_TRIPLES)
    return content.getvalue()


def _refuse_long_iris(triples: Iterable[ox.Triple]) -> None:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and len(term.value.encode()) > virtuoso.LONGEST_IRI:
                raise LibraryError(
                    f"the server cannot hold an IRI of more than {virtuoso.LONGEST_IRI:,} bytes: {term.value[:80]}...",
                    advice="keep this library in its folder, or on another server",
                )
