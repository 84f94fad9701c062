"""Where a SPARQL server is asked and written to: three addresses, found from one or named."""

from __future__ import annotations

from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlsplit

from kg.errors import LibraryError
from kg.graph.connection import Connection

_ADVICE = (
    'name its addresses: --store "query=URL graphs=URL", or update=URL for a server without the graph store protocol'
)
# What the parameters of a query address may be called that make the default graph the union of all graphs.
UNION = ("union-default-graph", "default-graph-uri")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of one server.

    Parameters in `query` go along with every query. `graphs` is the address of the graph store protocol; `update`, of
    SPARQL Update, is used where there is no `graphs`.
    """

    query: str
    graphs: str = ""
    update: str = ""

    @classmethod
    def parse(cls, text: str) -> Endpoint:
        """The addresses in "query=URL graphs=URL update=URL", in any order.

        Raises LibraryError for other words, for what is no web address, and where nothing can be written to.
        """
        found: dict[str, str] = {}
        for word in text.split():
            name, equals, address = word.partition("=")
            if not equals or name not in _NAMES or name in found:
                raise LibraryError(f"{word!r} names no address of a store", advice=_ADVICE)
            found[name] = checked(address)
        if "query" not in found or len(found) == 1:
            raise LibraryError("a store has one address for queries and one to write to", advice=_ADVICE)
        return cls(**found)

    def __str__(self) -> str:
        return " ".join(f"{name}={getattr(self, name)}" for name in _NAMES if getattr(self, name))

    @property
    def name(self) -> str:
        """The address for queries without its parameters, to be shown."""
        return self.query.partition("?")[0]

    @property
    def parameters(self) -> dict[str, str]:
        """What goes along with every query."""
        return dict(parse_qsl(urlsplit(self.query).query, keep_blank_values=True))


_NAMES = tuple(field.name for field in fields(Endpoint))

# How common servers lay out their addresses below the one that people know, as their manuals say. The default graph
# of all but the first two is the union of the named graphs already.
_LAYOUTS = (
    ("/query?union-default-graph=", "/store"),  # Oxigraph
    ("/query?default-graph-uri=urn:x-arq:UnionGraph", "/data"),  # Apache Jena Fuseki
    ("/sparql", "/sparql-graph-crud-auth"),  # Virtuoso
    ("", "/rdf-graphs/service"),  # RDF4J and GraphDB
)
_ABSENT = (404, 405, 406)


def checked(address: str) -> str:
    """The address. Raises LibraryError for what is no web address, and for one that holds a password."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise LibraryError(f"{address!r} is no web address", advice="it begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise LibraryError(
            "the address of a store holds no login, since the library remembers it",
            advice="set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN",
        )
    return address


def locate(text: str, connection: Connection) -> Endpoint:
    """The addresses of the server that a person means: named ones, or those found below one address.

    Raises LibraryError where no server answers there, and where it has none of the layouts that are known.
    """
    if text.startswith(tuple(f"{name}=" for name in _NAMES)):
        return Endpoint.parse(text)
    base = checked(text.strip()).rstrip("/")
    for ending in ("/sparql", "/query"):
        base = base.removesuffix(ending)
    for query, graphs in _LAYOUTS:
        endpoint = Endpoint(base + query, base + graphs)
        if _answers(endpoint, connection):
            return endpoint
    raise LibraryError("no SPARQL server is known by its answers here", path=text, advice=_ADVICE)


def _answers(endpoint: Endpoint, connection: Connection) -> bool:
    asked = connection.ask("POST", endpoint.name, form={**endpoint.parameters, "query": "ASK {}"})
    if asked.status_code != 200 or "json" not in asked.headers.get("content-type", ""):
        return False
    # What is wrong with this request differs between servers; that there is something at this address does not.
    return connection.ask("HEAD", endpoint.graphs, parameters={"default": ""}, accept="*/*").status_code not in _ABSENT
