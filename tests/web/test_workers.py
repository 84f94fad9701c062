"""A question that takes too long is ended, and the next one is answered."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests

from kg.errors import KgError, LibraryError, QueryError
from kg.graph import GraphStore, Solutions, TripleStore
from kg.library import Library
from kg.web.serving import Limits
from kg.web.workers import BusyError, TimeLimitError, Workers

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q }"


def count(store: TripleStore) -> int:
    return len(store)


def ask(store: TripleStore, text: str) -> int:
    answer = store.query(text)
    return len(answer.rows) if isinstance(answer, Solutions) else 0


def sleep(_store: TripleStore, seconds: float) -> None:
    time.sleep(seconds)


def die(_store: TripleStore) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hoard(_store: TripleStore) -> int:
    return len(bytearray(6 << 30))


def write(folder: Path, *values: str) -> None:
    node = ox.NamedNode("http://a/g")
    with GraphStore.writing(folder) as store:
        store.replace("http://a/g", [ox.Quad(node, node, ox.Literal(value), node) for value in values])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "graph", *map(str, range(100)))
    return tmp_path / "graph"


def test_a_question_without_end(folder: Path) -> None:
    workers = Workers(folder, count=1, seconds=2.0)
    try:
        assert workers.run(count) == 100
        with pytest.raises(TimeLimitError, match="longer than 2 seconds"):
            workers.run(ask, ENDLESS)
        assert workers.run(count) == 100
        with pytest.raises(TimeLimitError, match="its process has ended"):
            workers.run(die)
        with pytest.raises(QueryError, match="line 1"):
            workers.run(ask, "SELECT {")
        if sys.platform == "linux":
            with pytest.raises(TimeLimitError, match="too much memory"):
                workers.run(hoard)
    finally:
        workers.close()


def test_more_questions_than_processes(folder: Path) -> None:
    workers = Workers(folder, count=1, seconds=0.5)
    told: list[KgError] = []

    def long() -> None:
        try:
            workers.run(sleep, 60)
        except KgError as error:
            told.append(error)

    try:
        askers = [threading.Thread(target=long) for _ in range(3)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        # One is answered at a time; who waits for as long as an answer may take gives up.
        assert {type(error) for error in told} <= {BusyError, TimeLimitError}
        assert BusyError in map(type, told)
        assert len(told) == 3
    finally:
        workers.close()


def test_a_graph_that_is_written_anew_is_seen(folder: Path) -> None:
    workers = Workers(folder, count=1, seconds=60.0)
    try:
        assert workers.run(count) == 100
        write(folder, "one")
        assert workers.run(count) == 1
        for path in sorted(folder.iterdir()):
            path.unlink()
        with pytest.raises(LibraryError):
            workers.run(count)
        write(folder, "one", "two")
        assert workers.run(count) == 2
    finally:
        workers.close()


def test_limits_of_the_endpoint(demo: Library, served: object) -> None:
    with served(demo.place, Limits(seconds=1.5, rows=3, workers=1)) as address:  # type: ignore[operator]

        def get(query: str) -> requests.Response:
            return requests.get(f"{address}/sparql", params={"query": query}, timeout=60)

        assert get("SELECT ?s { ?s ?p ?o } LIMIT 3").status_code == 200
        many = get("SELECT ?s { ?s ?p ?o }")
        assert (many.status_code, many.text) == (
            503,
            "the answer has more than 3 rows (add a LIMIT, or ask for less)\n",
        )
        assert get("CONSTRUCT WHERE { ?s ?p ?o }").status_code == 503
        for place in ("reports/usage?rows=all&format=csv", "id/graph/datasets?format=turtle"):
            whole = requests.get(f"{address}/{place}", timeout=60)
            assert (whole.status_code, whole.text) == (many.status_code, many.text)
        assert requests.get(f"{address}/reports/usage?rows=2", timeout=60).status_code == 200
        long = get(ENDLESS)
        assert long.status_code == 503
        assert "takes longer than 1.5 seconds" in long.text
        assert get("ASK { ?s ?p ?o }").json()["boolean"] is True
