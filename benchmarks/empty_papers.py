"""False datasets in papers that hold none: `python -m benchmarks.empty_papers`. A few seconds.

42 papers of ../shared/corpora/latex without an entry in the list of leaderboards, drawn by chance and read by the guide
for this benchmark alone (labels/); nothing is learned from them. Asked for: at most one false dataset in ten papers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg import catalogue as catalogues
from kg.extraction import Extractor
from kg.names import name_key
from kg.readers import read
from training.corpora import SCORED, keys_of

_LABELS = Path(__file__).parent / "labels"
_PAPERS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "latex"


def main() -> int:
    if not _PAPERS.is_dir():
        print("no papers at ../shared/corpora/latex: nothing to measure")
        return 0
    extractor = Extractor(catalogues.load())
    empty, false, found, held = 0, 0, 0, 0
    for file in sorted(_LABELS.glob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        record = extractor.extract(read(_PAPERS / answer["paper"]))
        named = {key for d in answer["datasets"] for key in keys_of(d)}
        uses = [use for use in record.uses if use.kind in SCORED]
        wrong = [use for use in uses if not named & {name_key(s) for s in use.surfaces}]
        counted = [d for d in answer["datasets"] if d["kind"] in SCORED]
        held += len(counted)
        found += len(uses) - len(wrong)
        if not counted:
            empty += 1
            false += len(wrong)
        for use in wrong:
            print(
                f"{answer['paper']}: {use.name!r}, confidence {use.confidence}, {'used' if use.used else 'mentioned'}"
            )
    print(f"{empty} papers without datasets: {false} false ones, {10 * false / empty:.1f} in ten papers")
    print(f"{held} datasets in the other papers: {found} found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
