"""What one paper more costs: its graph replaced in a large store, and `kg build` of one more file in a library."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyoxigraph as ox

from benchmarks.graph_library import MADE, mark
from benchmarks.graph_papers import MARK, Making
from kg import build as building
from kg import catalogue as catalogues
from kg import records as files
from kg.graph import GraphStore, iris, paper_quads
from kg.library import Library
from kg.model import Record
from kg.resolution import resolve
from kg.scanning import sha256_of

_TIMES = 20
_MAKER = "0123456789ab"


def print_replacing(store: Path) -> None:
    """Print what it costs to put another paper in the place of one, to find no change, and to put the first back.

    With the paper of the middle, and the one with the most uses, of some.
    """
    catalogue = catalogues.load()
    making = Making(catalogue, seed=9)
    records = sorted((making.record() for _ in range(_TIMES)), key=lambda r: len(r.uses))
    for size, record in (("middle", records[_TIMES // 2]), ("largest", records[-1])):
        quads = list(paper_quads(record, resolve([record], catalogue)))
        with GraphStore.writing(store) as graph:
            names = [name for name in graph.graphs() if name.startswith(iris.record(""))][:_TIMES]
            spent = [_replaced(graph, name, quads) for name in names]
        for what, of_each in zip(("changed", "unchanged", "changed back"), zip(*spent, strict=True), strict=True):
            clock, core = (sorted(values)[_TIMES // 2] for values in zip(*of_each, strict=True))
            print(f"    {size} paper's graph, {len(quads)} triples, {what:<13}{clock:>6.1f} ms, {core:.1f} of one core")


def _replaced(graph: GraphStore, name: str, quads: list[ox.Quad]) -> list[tuple[float, float]]:
    """Milliseconds by the clock and of one core: for the new content, for the same again, for the old content."""
    old = list(graph.quads(name))
    new = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name)) for q in quads]
    spent = []
    for content in (new, new, old):
        clock, core = time.perf_counter(), time.process_time()
        graph.replace(name, content)
        spent.append(((time.perf_counter() - clock) * 1000, (time.process_time() - core) * 1000))
    return spent


def print_building(folder: Path, papers: int) -> None:
    """Print what `kg build` costs in a library of so many papers: the first graph, nothing new, one paper more."""
    library, sources = folder / "library", folder / "papers"
    fill(library, sources, papers)
    print(f"    kg build in a library of {papers:,} papers", flush=True)
    first, _ = spent_building(sources, library)
    print(f"        all graphs, from records       {first:>7.1f} s  ({papers / first:.0f} papers a second)", flush=True)
    again, parts = spent_building(sources, library)
    print(f"        nothing new                    {again:>7.1f} s  {parts}", flush=True)
    (sources / "one-more.txt").write_text(_PAPER, encoding="utf-8")
    more, parts = spent_building(sources, library)
    print(f"        one paper more                 {more:>7.1f} s  {parts}", flush=True)


def fill(root: Path, sources: Path, papers: int) -> None:
    """A library with the records of made-up papers, whose files are there, so that none of them is read again."""
    sources.mkdir(parents=True)
    library = Library.create(root)
    making = Making(catalogues.load())
    made = [files.to_json(making.record()) for _ in range(min(papers, MADE))]
    with library.writing():
        for number in range(papers):
            text = made[number % len(made)].replace(MARK.encode(), mark(number // len(made)).encode())
            path = sources / f"{number}.txt"
            path.write_text(f"{number}", encoding="utf-8")
            library.add(str(path), sha256_of(path), _MAKER, msgspec.json.decode(text, type=Record))
        library.save()


def spent_building(sources: Path, library: Path) -> tuple[float, str]:
    """Seconds of a build, and in words how many of these its parts took."""
    parts: dict[str, float] = {}
    with (
        _same_maker(),
        _timed(parts, "reading papers", building, "_record"),
        _timed(parts, "loading models", building, "_start"),
        _timed(parts, "reading records", Library, "stored"),
        _timed(parts, "telling papers apart", Library, "papers"),
        _timed(parts, "resolving", building, "resolve"),
        _timed(parts, "stamps", building, "stamp"),
        _timed(parts, "comparing and writing", GraphStore, "replace"),
        _timed(parts, "hashing files", building, "sha256_of"),
    ):
        start = time.perf_counter()
        report = building.build([sources], library, workers=1)
        seconds = time.perf_counter() - start
    if report.failures:
        raise SystemExit(report.failures[0].error)
    return seconds, ", ".join(f"{what} {took:.1f}" for what, took in parts.items() if took >= 0.05)


@contextmanager
def _same_maker() -> Iterator[None]:
    """A checkout that is edited meanwhile makes no paper be read again."""
    inner, building.maker = building.maker, lambda *_: _MAKER
    try:
        yield
    finally:
        building.maker = inner


@contextmanager
def _timed(parts: dict[str, float], what: str, owner: object, name: str) -> Iterator[None]:
    """Add up the seconds of a function under its name while the context lasts."""
    inner = getattr(owner, name)
    parts[what] = 0.0

    def outer(*values, **named):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        try:
            return inner(*values, **named)
        finally:
            parts[what] += time.perf_counter() - start

    setattr(owner, name, outer)
    try:
        yield
    finally:
        setattr(owner, name, inner)


_PAPER = """A Small Study of Pruning

Abstract
We prune networks and train them on CIFAR-10 [1] and on ImageNet [2].

1 Introduction
All our models are trained on CIFAR-10 [1]. We report accuracy on the test set of ImageNet [2].

References
[1] A. Krizhevsky. Learning multiple layers of features from tiny images. Technical report, 2009.
[2] J. Deng, W. Dong, R. Socher, L.-J. Li, K. Li, and L. Fei-Fei. ImageNet: A large-scale hierarchical image database.
In CVPR, 2009.
"""
