"""How well names become datasets: `python -m benchmarks.identity [--names N] [--wrong]`.

Pairs of names with the relation that a librarian gives, clusters of names over papers that others made (where a
`shared` folder is beside the checkout), and what resolution costs for 10,000 and 100,000 names, or more with `--names`.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.identity_clusters import print_datafinder, print_scirex
from benchmarks.identity_pairs import print_pairs
from benchmarks.identity_scale import print_costs

_SIZES = [10_000, 100_000]
_LEAST_RIGHT = 0.97  # share of the pairs


def main(*, names: int, wrong: bool) -> int:
    """Print all figures; 1 where fewer pairs of names are right than must be."""
    right = print_pairs(wrong=wrong)
    print_scirex(wrong=wrong)
    print_datafinder(wrong=wrong)
    print_costs(sorted({*_SIZES, *([names] if names else [])}))
    return int(right < _LEAST_RIGHT)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=0, help="measure the cost of so many names, too")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong, of the pairs that may be looked at")
    given = parser.parse_args()
    sys.exit(main(names=given.names, wrong=given.wrong))
