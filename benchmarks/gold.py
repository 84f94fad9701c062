"""How good extraction is: `python -m benchmarks.gold [dev|train]` scores it on papers that were answered by hand.

The papers and the scorer lie in ../shared/gold, beside the checkout; without them this says so and ends well. Figures
on dev must not fall under those in ratchet.json: raise the ratchet when you raise a figure. The models are trained on
train, so only dev tells how good they are.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from kg import catalogue as catalogues
from kg.answers import answer
from kg.build import extract

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_FOLDERS = ("gold/dev/papers", "corpora/latex", "corpora/tei", "corpora/pdf", "corpora/jats")
_FIGURE = re.compile(r"^(?P<name>[\w-]+)\s.*?(?:F1 (?P<f1>\d\.\d+)|= (?P<share>\d\.\d+))", re.MULTILINE)


def main(part: str, *options: str) -> int:
    gold = SHARED / "gold" / part
    if not gold.is_dir():
        print(f"no hand-made answers at {gold.relative_to(ROOT.parent)}: nothing to score")
        return 0
    names = [json.loads(f.read_text(encoding="utf-8"))["paper"] for f in sorted((gold / "gold").glob("*.json"))]
    papers = [next(p for folder in _FOLDERS if (p := SHARED / folder / name).exists()) for name in names]
    records, identity, failures = extract(papers)
    catalogue = catalogues.load()
    target = ROOT / "build" / f"gold-{part}.jsonl"
    target.parent.mkdir(exist_ok=True)
    rows = (json.dumps(answer(record, identity, catalogue), ensure_ascii=False) + "\n" for record in records)
    target.write_text("".join(rows), encoding="utf-8")
    for failure in failures:
        print(f"failed: {failure.error}")
    scorer = [sys.executable, str(SHARED / "gold" / "score.py"), str(target)]
    folders = ["--gold", str(gold / "gold"), "--text", str(gold / "text")]
    scored = subprocess.run([*scorer, *folders, *options], capture_output=True, text=True, check=True)
    print(scored.stdout)
    return _below_ratchet(scored.stdout) if part == "dev" else 0


def _below_ratchet(printed: str) -> int:
    """1 where a figure fell under the ratchet, with a line for each that did; 0 where none did."""
    reached = {m["name"]: float(m["f1"] or m["share"]) for m in _FIGURE.finditer(printed)}
    ratchet = json.loads((ROOT / "benchmarks" / "ratchet.json").read_text(encoding="utf-8"))
    fallen = {name: least for name, least in ratchet.items() if reached.get(name, 0.0) < least}
    for name, least in fallen.items():
        print(f"{name} fell to {reached.get(name, 0.0):.3f}, under the ratchet of {least:.3f}")
    return int(bool(fallen))


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["dev"]
    sys.exit(main(*arguments))
