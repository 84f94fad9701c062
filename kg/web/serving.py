"""The server: which path is answered by what, and how it is started and ended."""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.errors import KgError, QueryError
from kg.graph import Place
from kg.graph.triple_store import AnswerTooLargeError, UpdateRefusedError
from kg.reports import FORMATS, Table, render, reports
from kg.web import html, pages, resources
from kg.web.asking import RefusedError, answered, asked, refused
from kg.web.description import description
from kg.web.negotiation import choose
from kg.web.results import RDF, SHORT_NAMES, rdf
from kg.web.workers import BusyError, TimeLimitError, Workers

_LOG = logging.getLogger(__name__)
_MOST_BODY = 1_000_000  # bytes of a request; a longer query is no question of a person
_PARTING = 1  # seconds that questions may go on when the server is ended
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
# A page is a document that loads nothing and runs nothing: whatever a paper's text holds stays text.
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_RENDERED = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "markdown": "text/markdown",
}
_PAGES: dict[str, Callable[..., pages.Page | None]] = {"dataset": pages.dataset_page, "paper": pages.paper_page}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take: seconds, rows or triples, and how many questions are answered at a time."""

    seconds: float = 30.0
    rows: int = 100_000
    workers: int = 2


class _Site:
    """The answers to requests, from the workers."""

    def __init__(self, name: str, workers: Workers, limits: Limits) -> None:
        self._name = name
        self._workers = workers
        self._limits = limits

    async def sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        accept = request.headers.get("accept", "")
        question = asked(
            request.method,
            address=request.scope["query_string"],
            kind=request.headers.get("content-type", ""),
            body=await _body(request),
            accept=accept,
        )
        if question is None:
            kind = choose(accept, (*RDF, "text/html"))
            if kind == "text/html":
                return self._page("sparql.html", title="SPARQL")
            said = rdf(description(str(request.url.replace(query=""))), kind or RDF[0])
            return Response(said, headers={"Content-Type": _with_charset(kind or RDF[0]), "Vary": "Accept"})
        kind, content = await self._ask(answered, question, self._limits.rows)
        return Response(content, headers={"Content-Type": _with_charset(kind), "Vary": "Accept"})

    async def index(self, request: Request) -> Response:
        words = request.query_params.get("q", "")
        found = await self._ask(pages.search, words)
        return self._page("index.html", title=self._name, words=words, found=found, reports=reports().values())

    async def report(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in reports():
            raise HTTPException(404, f"there is no report {name!r}")
        values = {key: value for key, value in request.query_params.items() if value and key != "format"}
        table: Table = await self._ask(pages.report_page, name, values, self._limits.rows)
        wanted = request.query_params.get("format", "")
        if wanted in _RENDERED and wanted in FORMATS:
            more = {"X-More-Rows": "true"} if table.more else {}
            content = await run_in_threadpool(render, table, wanted)
            return Response(content, headers={"Content-Type": _with_charset(_RENDERED[wanted]), **more})
        # In another thread: other requests need not wait while thousands of rows are printed.
        return await run_in_threadpool(
            self._page,
            "report.html",
            title=table.title,
            table=table,
            report=reports()[name],
            values=values,
            formats=_RENDERED,
        )

    async def resource(self, request: Request) -> Response:
        """An IRI of the library: a page for people, RDF for programs."""
        iri = resources.iri_at(request.scope["raw_path"].decode("ascii", "replace").partition("?")[0])
        accept = SHORT_NAMES.get(request.query_params.get("format", ""), request.headers.get("accept", ""))
        kind = choose(accept, ("text/html", *RDF))
        if kind is None:
            raise refused(406, f"this is offered as text/html, {', '.join(RDF)}", advice="ask for one of these")
        if kind == "text/html":
            page = await self._ask(_PAGES.get(resources.kind_of(iri), pages.thing_page), iri)
            if page is None:
                raise HTTPException(404, f"this library says nothing of {iri}")
            shown = resources.kind_of(iri) if resources.kind_of(iri) in _PAGES else "thing"
            response = self._page(f"{shown}.html", title=page.title, page=page)
        else:
            found = await self._ask(resources.described, iri, kind, self._limits.rows)
            if found is None:
                raise HTTPException(404, f"this library says nothing of {iri}")
            response = Response(found[1], headers={"Content-Type": _with_charset(found[0])})
        response.headers["Vary"] = "Accept"
        return response

    async def lookup(self, request: Request) -> Response:
        """Any IRI of the library, given whole, leads to where it is served."""
        iri = request.query_params.get("iri", "")
        address = resources.address_of(iri)
        if address == iri:
            raise HTTPException(404, f"{iri or 'this'} is no IRI of this library")
        return RedirectResponse(address, status_code=303)

    async def failed(self, request: Request, error: Exception) -> Response:
        """An error as a sentence: plain text for programs, a page for people."""
        status = _status(error)
        sentence = str(error.detail) if isinstance(error, HTTPException) else str(error)
        headers = dict(getattr(error, "headers", None) or {})
        if (
            request.url.path != "/sparql"
            and choose(request.headers.get("accept", ""), ("text/plain", "text/html")) == "text/html"
        ):
            response = self._page("error.html", title=str(status), sentence=sentence)
            response.status_code = status
        else:
            response = Response(sentence + "\n", status, media_type="text/plain")
        response.headers.update(headers)
        return response

    async def broken(self, _request: Request, error: Exception) -> Response:
        """A fault of ours: for whoever runs the server the trace, for whoever asked a sentence."""
        _LOG.error("a request failed", exc_info=error)
        return Response("the server has a fault; its output tells more\n", 500, media_type="text/plain")

    async def _ask(self, job: Callable[..., Any], *arguments: object) -> Any:
        return await run_in_threadpool(self._workers.run, job, *arguments)

    def _page(self, template: str, **values: object) -> Response:
        content = html.page(template, site=self._name, **values)
        return Response(content, headers={"Content-Type": "text/html; charset=utf-8", **_SAFE})


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, RefusedError):
        return error.status
    if isinstance(error, UpdateRefusedError):
        return 403
    if isinstance(error, BusyError | TimeLimitError | AnswerTooLargeError):
        return 503
    return 400 if isinstance(error, QueryError) else 500


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


async def _body(request: Request) -> bytes:
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > _MOST_BODY:
            raise refused(413, f"the request has more than {_MOST_BODY:,} bytes", advice="ask a shorter question")
    return content


def application(place: Place, *, name: str, limits: Limits) -> Starlette:
    """The pages and the endpoint over the store at a place, for any ASGI server."""
    workers = Workers(place, count=limits.workers, seconds=limits.seconds)
    site = _Site(name, workers, limits)

    @contextlib.asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    return Starlette(
        routes=[
            Route("/", site.index),
            Route("/sparql", site.sparql, methods=_METHODS),
            Route("/reports/{name}", site.report),
            Route("/resource", site.lookup),
            Route(resources.PREFIX + "{iri:path}", site.resource),
        ],
        # Whoever may reach the server may ask it; it has no login that a page of another site could abuse.
        middleware=[
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "HEAD"], allow_headers=["*"])
        ],
        exception_handlers={KgError: site.failed, HTTPException: site.failed, Exception: site.broken},
        lifespan=living,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to host and port. Raises KgError where that cannot be, because the port is in use, say."""
    try:
        listener = socket.socket(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0])
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen()  # who connects while the server starts waits for it
        except OSError:
            listener.close()
            raise
    except UnicodeError as error:  # a name that no host can have, such as "a..b"
        raise KgError(f"cannot serve at {host}:{port}: {error}", advice="give another --host") from error
    except OSError as error:
        raise KgError(
            f"cannot serve at {host}:{port}: {error.strerror}", advice="give another --port, or end what serves there"
        ) from error
    return listener


def serve(place: Place, listener: socket.socket, *, name: str, limits: Limits) -> None:
    """Serve the store at a place until the process is asked to end."""
    config = uvicorn.Config(
        application(place, name=name, limits=limits),
        log_level="critical",  # it would tell of questions that go on when the server is ended
        server_header=False,
        timeout_graceful_shutdown=_PARTING,
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
