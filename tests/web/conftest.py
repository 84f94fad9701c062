"""Libraries that are served for as long as a test needs them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType

import pyoxigraph as ox
import pytest
import uvicorn

from kg.graph import GraphStore, Place
from kg.library import Library
from kg.web.serving import Limits, application, listen

Served = Callable[..., AbstractContextManager[str]]


@contextmanager
def serving(place: Place, limits: Limits = Limits(workers=1)) -> Iterator[str]:  # noqa: B008
    """The address at which a store is served, in a thread."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application(place, name="demo <b>", limits=limits), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture(scope="session")
def served() -> Served:
    """Serves a place: `with served(place) as address`."""
    return serving


@pytest.fixture(scope="session")
def site(demo: Library) -> Iterator[str]:
    """The address of the demo library, served for all tests."""
    with serving(demo.place) as address:
        yield address


# What a paper, or whoever wrote its PDF, may put where we read a name, a title or a sentence.
ATTACK = "</title></p>\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


@pytest.fixture(scope="session")
def hostile(toy: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the toy library with an attack behind each of its texts, and addresses that would run."""
    folder = tmp_path_factory.mktemp("hostile") / "graph"
    with GraphStore.writing(folder) as store:
        for graph, quads in _by_graph(toy.all_quads()).items():
            store.replace(graph, map(_attacked, quads))
    with serving(folder) as address:
        yield address


def _by_graph(quads: list[ox.Quad]) -> dict[str, list[ox.Quad]]:
    found: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        found.setdefault(quad.graph_name.value, []).append(quad)
    return found


def _attacked(quad: ox.Quad) -> ox.Quad:
    value = quad.object
    if isinstance(value, ox.Literal) and value.datatype.value.endswith("#string"):
        # An identifier is looked up by its value, so it stays.
        value = value if quad.predicate.value.endswith("identifier") else ox.Literal(value.value + ATTACK)
    elif quad.predicate.value.endswith("landingPage"):
        value = ox.NamedNode("javascript:alert(3)")
    return ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)
