"""What a large graph costs: `python -m benchmarks.graph [PAPERS]` (default: 100,000, which takes some 10 GB of disk).

Loading against the bare library, every shipped query, and one paper more in a large library; all on made-up papers
(see graph_papers.py and graph_library.py). Ends with 1 where loading is too slow, and where a query takes more than 2
seconds of one core. A million papers take, by the measure of 100,000, 220 million triples and 95 GB of disk.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from benchmarks.graph_changes import print_building, print_replacing
from benchmarks.graph_library import made_triples
from benchmarks.graph_loading import ENOUGH, print_loading, print_real_path
from benchmarks.graph_queries import LIMIT, print_queries
from kg import catalogue as catalogues
from kg.graph import GraphStore

_DISK = 95_000  # bytes a paper: a store, and what loading and compacting take for a while
_SMALL = 1000  # papers that rdflib can be asked about
_STOP = 60.0  # seconds after which a query is given up


def main(papers: int, *, loading_only: bool) -> int:
    """Print the figures; 1 where one is not as good as wanted."""
    catalogue = catalogues.load()
    with tempfile.TemporaryDirectory(prefix="graph-") as name:
        folder = Path(name)
        free = shutil.disk_usage(folder).free
        if free < papers * _DISK:
            print(f"{papers:,} papers need about {papers * _DISK / 1e9:.0f} GB in {folder}; {free / 1e9:.0f} are free")
            return 1
        print("loading")
        share = print_loading(made_triples(catalogue), papers, folder)
        print_real_path(catalogue, min(papers, 2000), folder)
        if loading_only:
            return int(share < ENOUGH)
        print(f"\none paper more in {papers:,}")
        print_replacing(folder / "store")
        print(f"\nqueries over {papers:,} papers, and over {_SMALL:,} beside rdflib (seconds)")
        with GraphStore.writing(folder / "small") as small:
            few = b"".join(made_triples(catalogue, _SMALL).copies(_SMALL))
            small.load(ox.parse(few, format=ox.RdfFormat.N_QUADS))
        slow = print_queries(folder / "store", folder / "small", stop=_STOP)
        shutil.rmtree(folder / "store")
        print(f"above {LIMIT:.0f} s: {len(slow)} ({', '.join(slow) or 'none'})")
        print("\nbuilding")
        for size in sorted({1000, min(papers, 10_000)}):
            print_building(folder / f"library-{size}", size)
    return int(share < ENOUGH or bool(slow))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("papers", nargs="?", type=int, default=100_000, metavar="PAPERS")
    parser.add_argument("--loading-only", action="store_true", help="measure loading alone")
    given = parser.parse_args()
    sys.exit(main(given.papers, loading_only=given.loading_only))
