"""A store by its place: a folder of this machine, or the addresses of a server."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from kg.graph.connection import Connection, Login
from kg.graph.endpoint import Endpoint, locate
from kg.graph.remote_store import RemoteStore
from kg.graph.store import GraphStore
from kg.graph.triple_store import TripleStore

Place: TypeAlias = Path | Endpoint


def find_server(address: str) -> Endpoint:
    """The addresses of the SPARQL server that a person means (see endpoint.py).

    The login comes from the environment. Raises LibraryError where no server answers there, or refuses the login.
    """
    connection = Connection(Login.from_environment())
    endpoint = locate(address, connection)
    RemoteStore(endpoint, connection).close()
    return endpoint


def open_to_read(place: Place) -> TripleStore:
    """The store at a place, to be queried. Raises LibraryError where there is none."""
    return _remote(place) if isinstance(place, Endpoint) else GraphStore.reading(place)


def open_to_write(place: Place) -> TripleStore:
    """The store at a place, to be written to; a folder is made where there is none. Raises LibraryError."""
    return _remote(place) if isinstance(place, Endpoint) else GraphStore.writing(place)


def _remote(endpoint: Endpoint) -> RemoteStore:
    return RemoteStore(endpoint, Connection(Login.from_environment()))
