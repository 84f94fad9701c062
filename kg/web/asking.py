"""What a request asks of the SPARQL endpoint: the protocol's rules (SPARQL 1.1 Protocol, sections 2.1 and 2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.graph import Scope, Triples, TripleStore
from kg.graph.federation import refuse_elsewhere
from kg.web.negotiation import choose
from kg.web.results import RDF, RESULTS, SHORT_NAMES, written

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_FIELDS = 1_000  # in one form; more are no query


class RefusedError(KgError):
    """A request that the protocol does not allow, with the HTTP status that says so."""

    status = 400


def refused(status: int, message: str, *, advice: str = "") -> RefusedError:
    """The error with a status. No constructor, because an error travels between processes by its message."""
    error = RefusedError(message, advice=advice)
    error.status = status
    return error


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the graphs it is about (None for all) and the media types its answer may have."""

    text: str
    scope: Scope | None
    accept: str


def asked(method: str, *, address: bytes, kind: str, body: bytes, accept: str) -> Asked | None:
    """The query in a request, None where it asks for nothing at all.

    `address` is the part behind the question mark, `kind` the Content-Type, `accept` the Accept header. Raises
    RefusedError for what the protocol forbids.
    """
    fields = _fields(address)
    if method == "POST":
        media, _, parameters = kind.lower().partition(";")
        if "charset" in parameters and parameters.partition("charset=")[2].strip(' "') != "utf-8":
            raise refused(415, "a query is UTF-8 text")
        media = media.strip()
        if media == UPDATE:
            raise _read_only()
        if media == QUERY:
            if "query" in fields:
                raise refused(400, "the query stands in the address and in the body", advice="give it once")
            fields["query"] = [_text(body)]
        elif media == FORM:
            for name, values in _fields(body).items():
                fields.setdefault(name, []).extend(values)
        else:
            raise refused(415, f"a query comes as {FORM} or {QUERY}", advice="set the Content-Type")
    if "update" in fields:
        raise _read_only()
    queries = fields.get("query", [])
    if not queries:
        if method == "POST" or fields:
            raise refused(400, "there is no query", advice="give it as the parameter `query`")
        return None
    if len(queries) > 1:
        raise refused(400, "there is more than one query", advice="ask one at a time")
    wanted = fields.get("format", [""])[0]
    return Asked(queries[0], _scope(fields), SHORT_NAMES.get(wanted, accept))


def answered(store: TripleStore, question: Asked, at_most: int) -> tuple[str, bytes]:
    """The answer to a question and its media type.

    Raises QueryError for what is no query, RefusedError for a format that is not offered, AnswerTooLargeError.
    """
    refuse_elsewhere(question.text)
    answer = store.query(question.text, scope=question.scope, at_most=at_most)
    offered = RDF if isinstance(answer, Triples) else RESULTS
    kind = choose(question.accept, offered)
    if kind is None:
        raise refused(406, f"the answer is offered as {', '.join(offered)}", advice="ask for one of these")
    return kind, written(answer, kind)


def _fields(text: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise refused(400, "the form is not well formed", advice="encode it as UTF-8, with percent signs") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refused(400, "a query is UTF-8 text") from error


def _scope(fields: dict[str, list[str]]) -> Scope | None:
    default, named = fields.get("default-graph-uri", []), fields.get("named-graph-uri", [])
    try:
        for iri in (*default, *named):
            ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(
            "a graph is named by an IRI", advice="look at default-graph-uri and named-graph-uri"
        ) from error
    return Scope(tuple(default), tuple(named)) if default or named else None


def _read_only() -> RefusedError:
    return refused(403, "this endpoint is read-only", advice="change the library with `kg build`")
