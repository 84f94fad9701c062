"""How fast a large graph gets into the store: against the bare library, and from records on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from benchmarks.graph_library import Triples, made_records, origins, write_file
from kg.build import graphs_of
from kg.graph import GraphStore
from kg.model import Catalogue
from kg.resolution import resolve

ENOUGH = 0.7  # of the speed of the bare library


def print_loading(triples: Triples, papers: int, folder: Path) -> float:
    """Print what loading takes; leaves a store in `folder`/store, and returns its speed as a share of the bare one."""
    file = folder / "papers.nq"
    write_file(triples, papers, file)
    copies = -(-papers // triples.papers)
    quads = triples.own.count(b"\n") * copies + triples.shared.count(b"\n")
    print(
        f"    {copies * triples.papers:,} papers, {copies * triples.uses:,} uses, {quads:,} triples:"
        f" {triples.own.count(bytes([10])) / triples.uses:.1f} triples a use,"
        f" {file.stat().st_size / quads:.0f} bytes of N-Quads each",
        flush=True,
    )
    bare = _seconds(lambda: _bare(file, folder / "bare"))
    shutil.rmtree(folder / "bare")
    print(f"    bare Store.bulk_load of the file        {_speed(quads, bare)}", flush=True)
    ours = _seconds(lambda: _ours(file, folder / "store"))
    print(f"    GraphStore.load of the same file        {_speed(quads, ours)}, compacting included", flush=True)
    file.unlink()
    on_disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    print(f"    on disk                                 {on_disk / quads:.0f} bytes a triple ({on_disk / 1e9:.2f} GB)")
    print(f"    of the bare speed                       {bare / ours:.0%} (wanted: {ENOUGH:.0%})", flush=True)
    return bare / ours


def print_real_path(catalogue: Catalogue, papers: int, folder: Path) -> None:
    """Print how fast records become datasets, quads and a store, step by step."""
    records = made_records(catalogue, papers)
    start = time.perf_counter()
    identity = resolve(records, catalogue)
    resolved = time.perf_counter()
    graphs = graphs_of(records, identity, catalogue, origins=origins(records))
    made = time.perf_counter()
    with GraphStore.writing(folder / "real") as store:
        store.load(quad for quads in graphs.values() for quad in quads)
    end = time.perf_counter()
    shutil.rmtree(folder / "real")
    print(f"    from {papers:,} records: {papers / (end - start):.0f} papers a second", end=" ")
    print(
        f"(resolving {resolved - start:.1f} s, quads {made - resolved:.1f} s, storing {end - made:.1f} s)", flush=True
    )


def _bare(file: Path, folder: Path) -> None:
    ox.Store(str(folder)).bulk_load(path=file, format=ox.RdfFormat.N_QUADS)


def _ours(file: Path, folder: Path) -> None:
    with GraphStore.writing(folder) as store:
        store.load(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))


def _seconds(load: Callable[[], None]) -> float:
    start = time.perf_counter()
    load()
    return time.perf_counter() - start


def _speed(quads: int, seconds: float) -> str:
    return f"{quads / seconds:,.0f} triples a second ({seconds:.1f} s)"
