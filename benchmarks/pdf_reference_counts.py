"""How many references of PDFs are found: `python -m benchmarks.pdf_reference_counts`.

The true numbers were counted by hand on the printed pages and stand in pdf_reference_counts.json; the papers lie in
../shared/gold/dev/papers, beside the checkout. Without them this says so and ends well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.readers import read

ROOT = Path(__file__).resolve().parents[1]
PAPERS = ROOT.parent / "shared" / "gold" / "dev" / "papers"
# A list counts as found where no more than this many entries are missing or too many.
_TOLERANCE = 2


def main() -> int:
    """Print found and true numbers a file; 1 where a file is missing."""
    if not PAPERS.is_dir():
        print(f"no papers at {PAPERS.relative_to(ROOT.parent)}: nothing to count")
        return 0
    counts = json.loads((ROOT / "benchmarks" / "pdf_reference_counts.json").read_text(encoding="utf-8"))
    missing = [name for name in counts if not (PAPERS / name).exists()]
    for name in missing:
        print(f"missing: {name}")
    found = {name: len(read(PAPERS / name).references) for name in counts if name not in missing}
    for name, number in found.items():
        print(f"{name:32} found {number:3}  true {counts[name]:3}  {number - counts[name]:+d}")
    near = sum(abs(number - counts[name]) <= _TOLERANCE for name, number in found.items())
    exact = sum(number == counts[name] for name, number in found.items())
    print(f"within {_TOLERANCE}: {near} of {len(counts)}; exact: {exact} of {len(counts)}")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
