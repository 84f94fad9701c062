"""Seconds of every shipped query over made-up papers, each in a process of its own, beside rdflib's.

A parameter that a query needs gets the value that is the most work: the dataset that most papers use, the one that most
of these use too, and of the papers that use both the one with the most datasets. A number of rows is the usual one;
"+" behind the rows says that there are more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import rdflib

from kg.graph import GraphStore, Solutions, iris
from kg.graph.exporting import rdflib_graph
from kg.graph.iris import short
from kg.reports import reports, run
from kg.reports.running import Report

LIMIT = 2.0  # seconds that a person waits without doubting that anything happens

_WORST = """
PREFIX kg: <https://w3id.org/citeset/kg#>
SELECT ?dataset ?other ?paper WHERE {
  { SELECT ?dataset WHERE { ?p kg:usesDataset ?dataset } GROUP BY ?dataset ORDER BY DESC(COUNT(?p)) ?dataset LIMIT 1 }
  ?paper kg:usesDataset ?dataset , ?other
  FILTER(?other != ?dataset)
}"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one query took; `rows` is None where it was stopped, `more` says that rows were left out."""

    rows: int | None
    seconds: float  # of one core: waiting for other programs and for the disk is not in it
    clock: float = 0.0
    more: bool = False

    def __str__(self) -> str:
        return f"over {self.seconds:.0f} s" if self.rows is None else f"{self.seconds:.2f} s"


def print_queries(store: Path, small: Path, *, stop: float) -> list[str]:
    """Print the seconds of all queries; the names of those above `LIMIT`."""
    values, few = worst(store), worst(small)
    print(f"{'query':<16}{'rows':>10}{'one core':>12}{'clock':>10}{'small':>12}{'rdflib, small':>15}  values")
    with GraphStore.reading(small) as opened:
        graph = rdflib_graph(opened.quads())
    slow = []
    for name, report in reports().items():
        given = needed(report, values)
        large = timed(lambda name=name, given=given: _ours(store, name, given), stop)
        same = timed(lambda name=name, report=report: _ours(small, name, needed(report, few)), stop)
        other = timed(lambda report=report: _rdflib(graph, report, needed(report, few)), stop)
        shown = "" if large.rows is None else f"{large.rows:,}{'+' * large.more}"
        figures = f"{shown:>10}{large!s:>12}{large.clock:>8.2f} s{same!s:>12}{other!s:>15}"
        print(f"{name:<16}{figures}  {' '.join(given.values())}", flush=True)
        if large.rows is None or large.seconds > LIMIT:
            slow.append(name)
    return slow


def worst(path: Path) -> dict[str, str]:
    """The values that are the most work, by the names that parameters have."""
    with GraphStore.reading(path) as store:
        answer = store.query(_WORST)
    if not isinstance(answer, Solutions):
        raise TypeError("this query is a SELECT query")
    others: dict[str, int] = {}
    papers: dict[str, int] = {}
    for _, other, paper in answer.rows:
        others[other.value] = others.get(other.value, 0) + 1
        papers[paper.value] = papers.get(paper.value, 0) + 1
    found = {
        "dataset": answer.rows[0][0].value,
        "other": max(others, key=lambda o: (others[o], o)),
        "paper": max(papers, key=lambda p: (papers[p], p)),
    }
    return {**{name: short(iri) for name, iri in found.items()}, "field": "vision"}


def needed(report: Report, values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name] for name in report.needs}


def timed(ask: Callable[[], Run], stop: float) -> Run:
    """Run it in a process that is stopped after so many seconds."""
    context = get_context("fork")  # the graph of rdflib is there already
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(ask, send))
    process.start()
    send.close()
    try:
        return receive.recv() if receive.poll(stop + 1) else Run(None, stop)
    except EOFError:
        return Run(None, 0.0)  # it died
    finally:
        process.kill()
        process.join()


def _child(ask: Callable[[], Run], send: Connection) -> None:
    send.send(ask())


def _ours(path: Path, name: str, values: Mapping[str, str]) -> Run:
    with GraphStore.reading(path) as store:
        start, clock = time.process_time(), time.perf_counter()
        table = run(store, name, values)
        return Run(len(table.rows), time.process_time() - start, time.perf_counter() - clock, table.more)


def _rdflib(graph: rdflib.Graph, report: Report, values: Mapping[str, str]) -> Run:
    terms = {"paper": lambda v: rdflib.URIRef(iris.paper(v)), "dataset": lambda v: rdflib.URIRef(iris.dataset(v))}
    bound = {name: terms.get(report.parameters[name].kind, rdflib.Literal)(value) for name, value in values.items()}
    start, clock = time.process_time(), time.perf_counter()
    rows = len(list(graph.query(report.text, initBindings=bound)))
    return Run(rows, time.process_time() - start, time.perf_counter() - clock)
