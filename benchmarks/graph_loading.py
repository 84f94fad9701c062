"""How fast a large graph gets into the store: against the bare library, and from records on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from benchmarks.graph_library import Triples, made_records, origins, reader
from kg.build import graphs_of
from kg.graph import GraphStore
from kg.model import Catalogue
from kg.resolution import resolve

ENOUGH = 0.7  # of the speed of the bare library


def print_loading(triples: Triples, papers: int, folder: Path) -> float:
    """Print what loading takes; leaves a store in `folder`/store, and returns its speed as a share of the bare one."""
    copies = -(-papers // triples.papers)
    own = triples.own.count(b"\n")
    quads = own * copies + triples.shared.count(b"\n")
    size = len(triples.own) * copies + len(triples.shared)
    print(
        f"    {copies * triples.papers:,} papers, {copies * triples.uses:,} uses, {quads:,} triples:"
        f" {own / triples.uses:.1f} triples a use, {size / quads:.0f} bytes of N-Quads each",
        flush=True,
    )
    loaded, compacted = _bare(triples.copies(papers), folder / "bare")
    print(f"    bare Store.bulk_load of the N-Quads     {_speed(quads, loaded)}, not compacted")
    print(f"    the same and Store.optimize             {_speed(quads, compacted)}", flush=True)
    shutil.rmtree(folder / "bare")
    ours = _seconds(lambda: _ours(triples.copies(papers), folder / "store"))
    print(f"    GraphStore.load of the same N-Quads     {_speed(quads, ours)}, compacting included", flush=True)
    on_disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    print(f"    on disk                                 {on_disk / quads:.0f} bytes a triple ({on_disk / 1e9:.2f} GB)")
    print(f"    of the bare speed                       {loaded / ours:.0%} (wanted: {ENOUGH:.0%})")
    print(f"    of the bare speed, compacting included  {compacted / ours:.0%}", flush=True)
    return loaded / ours


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


def _bare(chunks: Iterator[bytes], folder: Path) -> tuple[float, float]:
    """Seconds of the library alone: until all is loaded, and until it is compacted too."""
    store = ox.Store(str(folder))
    loaded = _seconds(lambda: store.bulk_load(reader(chunks), ox.RdfFormat.N_QUADS))
    return loaded, loaded + _seconds(store.optimize)


def _ours(chunks: Iterator[bytes], folder: Path) -> None:
    with GraphStore.writing(folder) as store:
        store.load(ox.parse(reader(chunks), ox.RdfFormat.N_QUADS))


def _seconds(load: Callable[[], None]) -> float:
    start = time.perf_counter()
    load()
    return time.perf_counter() - start


def _speed(quads: int, seconds: float) -> str:
    return f"{quads / seconds:,.0f} triples a second ({seconds:.1f} s)"
