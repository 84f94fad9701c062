"""How many reference strings of PDFs are found whole: `python -m benchmarks.excite FOLDER [--refextract PYTHON]`.

FOLDER holds the EXCITE corpus: `1-pdfs/*.pdf`, and under the same names `4-*/*.csv` with one reference a line. A
reference counts as found where rapidfuzz's ratio to the true string is 90 or more, spaces counted as one, each
string matched once. The truth holds a few oddities (two references on one line, one over two, page furniture), which
are left as they are.

`--refextract` names the Python of an environment where refextract is installed, which needs pdftotext and libmagic
beside it. It is GPL: it runs there as a program of its own, and nothing of it is ever imported here. `--each` prints a
line a file and names the strings missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.errors import KgError
from kg.readers import read

SAME_STRING = 90.0

# Run by the other environment's Python: a line of JSON for each file, its references as printed.
_REFEXTRACT = """
import json, sys
from refextract import extract_references_from_file
for path in sys.argv[1:]:
    try:
        found = [" ".join(r.get("raw_ref", [])) for r in extract_references_from_file(path)]
    except Exception as error:
        print(f"{path}: {error!r}", file=sys.stderr)
        found = []
    print(json.dumps(found), flush=True)
"""


@dataclass
class Tally:
    """Counts over files; `whole` files have all their references found and none besides."""

    right: int = 0
    found: int = 0
    there: int = 0
    whole: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, right: int, found: int, there: int) -> None:
        self.right += right
        self.found += found
        self.there += there
        self.whole += right == found == there

    @property
    def printed(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.there)
        f1 = 2 * self.right / max(1, self.found + self.there)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  whole lists {self.whole}"


def matched(found: Sequence[str], true: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions whose strings are the same at `SAME_STRING`, the most alike first, each position once."""
    found, true = [" ".join(s.split()) for s in found], [" ".join(s.split()) for s in true]
    alike = sorted(
        (
            (-score, j, i)
            for i, string in enumerate(found)
            for _, score, j in process.extract(string, true, scorer=fuzz.ratio, score_cutoff=SAME_STRING, limit=None)
        )
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, j, i in alike:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def _ours(paths: Sequence[Path], tally: Tally) -> list[list[str]]:
    every = []
    for path in paths:
        try:
            every.append([reference.raw for reference in read(path).references])
        except KgError as error:
            tally.failures.append(str(error))
            every.append([])
    return every


def _refextract(python: str, paths: Sequence[Path]) -> list[list[str]]:
    ran = subprocess.run(
        [python, "-c", _REFEXTRACT, *map(str, paths)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    # It may give the parts of one entry one by one, each with the whole entry as printed: that one counts once.
    return [list(dict.fromkeys(json.loads(line))) for line in ran.stdout.splitlines()]


def main(arguments: Sequence[str]) -> int:
    """Print the figures of this reader, and of refextract where its environment is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--refextract", metavar="PYTHON", help="the Python of an environment with refextract")
    parser.add_argument("--each", action="store_true", help="print a line a file and the strings missed")
    options = parser.parse_args(arguments)
    paths = sorted(options.folder.glob("1-*/*.pdf"))
    if not paths:
        print(f"no 1-*/*.pdf in {options.folder}: give the folder of the EXCITE corpus")
        return 1
    true = [_true(options.folder, path) for path in paths]
    print(f"{len(paths)} PDFs with {sum(map(len, true))} references")
    ours, began = Tally(), time.perf_counter()
    found = _ours(paths, ours)
    _print("kg", paths, found, true, ours, time.perf_counter() - began, each=options.each)
    if options.refextract is None:
        print("refextract: left out (name the Python of its environment with --refextract)")
        return 0
    theirs, began = Tally(), time.perf_counter()
    found = _refextract(options.refextract, paths)
    _print("refextract", paths, found, true, theirs, time.perf_counter() - began, each=options.each)
    return 0


def _true(folder: Path, pdf: Path) -> list[str]:
    (path,) = folder.glob(f"4-*/{pdf.stem}.csv")
    return [line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def _print(
    name: str,
    paths: Sequence[Path],
    found: Sequence[list[str]],
    true: Sequence[list[str]],
    tally: Tally,
    seconds: float,
    *,
    each: bool,
) -> None:
    for path, have, want in zip(paths, found, true, strict=True):
        pairs = matched(have, want)
        tally.add(len(pairs), len(have), len(want))
        if each:
            print(f"{name} {path.stem}: {len(pairs)} right of {len(have)} found, {len(want)} true")
            hit = {i for i, _ in pairs}, {j for _, j in pairs}
            for mark, strings, taken in (("+", have, hit[0]), ("-", want, hit[1])):
                for i, string in enumerate(strings):
                    if i not in taken:
                        print(f"  {mark} {string[:300]}")
    for failure in tally.failures:
        print(f"failed: {failure}")
    print(f"{name:10} {tally.printed}  {seconds / len(paths):.2f} s a file")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
