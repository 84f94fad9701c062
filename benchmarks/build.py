"""What a library costs: `python -m benchmarks.build [--first N] [--workers N] [FOLDER...]`.

For each format: papers per second and peak memory of `kg build`, as a user runs it, with start and storing in it; for
PDF the time against that which bare text extraction takes for the same files; and a second build, which must read
nothing. Without a folder it takes those of a `shared` folder beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pypdfium2

from benchmarks.readers import SHARED, bare_extraction, format_of
from kg.scanning import paper_files

FOLDERS = ("corpora/pdf", "corpora/latex", "corpora/tei", "corpora/jats")


@dataclass(frozen=True, slots=True)
class Cost:
    """What building a library of some files took: seconds of wall-clock time, megabytes of the largest process."""

    read: int
    failed: int
    seconds: float
    megabytes: float
    again_read: int
    again_seconds: float
    bare_seconds: float


def main(folders: list[Path], *, first: int, workers: int) -> int:
    """Print the figures of every format in the folders; 1 where a second build reads a paper again."""
    by_format: dict[str, list[Path]] = defaultdict(list)
    for path in paper_files(folders)[0]:
        by_format[format_of(path)].append(path)
    if not by_format:
        print("nothing to build from: give folders of papers")
        return 1
    read_again = 0
    for name, paths in sorted(by_format.items()):
        # A fresh process each: what its children took at most is counted over its whole life.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
            cost = process.submit(cost_of, paths[:first], workers).result()
        show(name, cost)
        read_again += cost.again_read
    return int(read_again > 0)


def cost_of(paths: list[Path], workers: int) -> Cost:
    """Build a library of the files twice and throw it away."""
    bare = sum(bare_extraction_of(path) for path in paths)
    with tempfile.TemporaryDirectory() as folder:
        first, seconds = build(paths, Path(folder) / "library", workers)
        kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        second, again = build(paths, Path(folder) / "library", workers)
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    megabytes = kilobytes / (1024**2 if sys.platform == "darwin" else 1024)
    return Cost(first["read"], len(first["failures"]), seconds, megabytes, second["read"], again, bare)


def build(paths: list[Path], library: Path, workers: int) -> tuple[dict[str, object], float]:
    """The summary of one build, and the seconds it took."""
    command = [sys.executable, "-m", "kg.cli", "build", *map(str, paths), "-l", str(library)]
    start = time.perf_counter()
    done = subprocess.run(
        [*command, "--workers", str(workers), "--format", "json"], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if not done.stdout:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout), seconds


def bare_extraction_of(path: Path) -> float:
    """Seconds that the PDF library alone takes for a PDF; nothing for other formats, and for a broken file."""
    if path.suffix.lower() != ".pdf":
        return 0.0
    try:
        return bare_extraction(path)
    except pypdfium2.PdfiumError:
        return 0.0


def show(name: str, cost: Cost) -> None:
    papers = cost.read + cost.failed
    print(f"{name}: {papers} files, {cost.failed} failed")
    print(f"    papers per second    {papers / cost.seconds:.1f}  ({cost.seconds:.1f} s)")
    print(f"    peak memory          {cost.megabytes:.0f} MB in the largest process")
    if cost.bare_seconds:
        ratio = cost.seconds / cost.bare_seconds
        print(f"    time against bare text extraction  {ratio:.2f}  ({cost.bare_seconds:.1f} s)")
    print(f"    second build         {cost.again_read} read again, {cost.again_seconds:.1f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--first", type=int, default=40, help="files of each format (default: 40)")
    parser.add_argument("--workers", type=int, default=1, help="processes that read papers (default: 1)")
    given = parser.parse_args()
    found = given.folders or [folder for part in FOLDERS if (folder := SHARED / part).is_dir()]
    sys.exit(main(found, first=given.first, workers=given.workers))
