"""How often the relation of two names is the one that a librarian would give, over tests/resolution/name_pairs.tsv."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import catalogue as catalogues
from kg.comparing import compare_records, name_record
from kg.extraction import Extractor

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "resolution" / "name_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and the relations of left to right that are right; `group` says what makes the pair hard."""

    left: str
    right: str
    accepted: tuple[str, ...]
    group: str

    @property
    def half(self) -> str:
        """The half that may be looked at while mending, or the one that is only counted."""
        digest = hashlib.sha256(f"{self.left}\t{self.right}".encode()).digest()
        return "open" if digest[0] % 2 else "closed"


def pairs() -> Iterator[Pair]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Pair(row["left"], row["right"], tuple(row["relation"].split("|")), row["group"])


def answers(extractor: Extractor) -> Iterator[tuple[Pair, str]]:
    """Every pair with the relation that the program gives."""
    rows = list(pairs())
    records = {name: name_record(name, name, extractor) for row in rows for name in (row.left, row.right)}
    for row in rows:
        yield row, compare_records(records[row.left], records[row.right], extractor).relation


def print_pairs(*, wrong: bool) -> float:
    """Print the share that is right, whole, by half and by group; with `wrong` every error of the open half."""
    judged = list(answers(Extractor(catalogues.load())))
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    merged = [row for row, found in judged if found == "same" and "same" not in row.accepted]
    for row, found in judged:
        for part in ("all", f"half: {row.half}", f"group: {row.group}"):
            total[part] += 1
            right[part] += found in row.accepted
    print(f"pairs of names: {len(judged)}, wrongly merged {len(merged)}")
    for part, count in sorted(total.items()):
        print(f"    {part:<28} {right[part]:>4} of {count:>4}  {right[part] / count:.3f}")
    for row, found in judged:
        if wrong and row.half == "open" and found not in row.accepted:
            print(f"    {row.left} / {row.right}: {found}, not {' or '.join(row.accepted)} ({row.group})")
    return right["all"] / total["all"]
