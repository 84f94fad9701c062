"""How often the linker finds a reference that stands behind a dataset's name: `python -m benchmarks.citation_pairs`.

Given are whole papers, the spans of their datasets, and 507 pairs of a span and the reference of the marker behind it;
they lie in ../shared/corpora/gsap-ner, beside the checkout, and without them this says so and ends well. The linker is
the one that extraction uses. Pairs of which citation_pairs.json says what is wrong (looked for among
the misses) are set apart and counted both ways. Prints recall and
the classes of misses; with --misses every miss.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import catalogue as catalogues
from kg.extraction import Extractor
from kg.extraction.citing import cite
from kg.extraction.naming import Named
from kg.model import Marker, Mention, Paper, Passage, Reference, Span
from kg.names import name_key
from kg.readers.references import parse_reference

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpora" / "gsap-ner"
LEAST = 0.95


@dataclass(frozen=True)
class Asked:
    """One pair: its number in the file, the dataset's span, and the keys of the references behind it."""

    number: int
    span: Span
    keys: frozenset[str]


def papers(pairs: list[dict[str, Any]]) -> Iterator[tuple[Paper, list[Asked], list[Span]]]:
    """Every paper with its pairs and the spans of all its datasets."""
    of_paper: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        of_paper[pair["doc"]].append((number, pair))
    with (SHARED / "documents.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            mine = of_paper.get(row["doc"], [])
            asked = [Asked(n, Span(p["begin"], p["end"]), frozenset(p["ref_ids"])) for n, p in mine]
            datasets = [Span(e["begin"], e["end"]) for e in row["entities"] if e["label"] == "Dataset"]
            yield _paper(row), asked, datasets


def _paper(row: dict[str, Any]) -> Paper:
    references: tuple[Reference, ...] = tuple(parse_reference(key, raw) for key, raw in row["references"].items())
    markers = tuple(
        Marker(Span(c["begin"], c["end"]), (c["target"].lstrip("#"),) if "target" in c else ())
        for c in sorted(row["callouts"], key=lambda c: c["begin"])
    )
    text = row["text"]
    passages, at = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            passages.append(Passage("body", "", Span(at, at + len(block))))
        at += len(block) + 2
    name = row["doc"]
    return Paper(f"sha256:{name}", name, "", (), None, (), text, tuple(passages), markers, references)


def answers(extractor: Extractor, paper: Paper, asked: list[Asked], datasets: list[Span]) -> dict[int, frozenset[str]]:
    """The references that the linker takes for the dataset of each pair, by the number of the pair."""
    reading = extractor.read(paper)
    known = {k.span: k.ids[0] for k in reading.known if not k.in_context and len(k.ids) == 1}
    short = {name_key(long): name for name, long in reading.long_forms.items()}
    named: dict[str, Named] = {}
    of_name: dict[str, str] = {}
    for span in sorted({*datasets, *(a.span for a in asked)}):
        surface = " ".join(paper.quote(span).split())
        key = name_key(surface)
        dataset = of_name.setdefault(key, known.get(span) or short.get(key, key))
        one = named.setdefault(dataset, Named(known.get(span, "")))
        one.mentions.append(Mention(span, surface, "catalogue", 1.0))
    pairing = extractor.pairing(reading, list(named.values()))
    found: dict[str, frozenset[str]] = {}
    for key, one in named.items():
        citations, _ = cite(pairing.pairs_of(one), extractor.models.citation, paper)
        found[key] = frozenset(c.reference for c in citations)
    return {a.number: found[of_name[name_key(paper.quote(a.span))]] for a in asked}


def main(*options: str) -> int:
    """Print the figures; 1 where recall is under the one asked for."""
    if not SHARED.is_dir():
        print(f"no pairs at {SHARED.relative_to(ROOT.parent)}: nothing to measure")
        return 0
    pairs = json.loads((SHARED / "dataset_citation_pairs.json").read_text(encoding="utf-8"))
    wrong = {
        int(number): why
        for number, why in json.loads((ROOT / "benchmarks" / "citation_pairs.json").read_text(encoding="utf-8")).items()
    }
    extractor = Extractor(catalogues.load())
    classes: Counter[str] = Counter()
    seen = set()
    for paper, asked, datasets in papers(pairs):
        keys = {r.key for r in paper.references}
        for number, found in answers(extractor, paper, asked, datasets).items():
            seen.add(number)
            wanted = frozenset(pairs[number]["ref_ids"]) & keys
            if not wanted:
                result = "the corpus resolves no reference for the marker"
            elif number in wrong:
                result = "set apart: found" if wanted <= found else "set apart: not found"
            elif wanted <= found:
                result = "found"
            else:
                result = "missed: another reference taken" if found else "missed: nothing taken"
            classes[result] += 1
            if result.startswith("missed") and "--misses" in options:
                pair = pairs[number]
                behind = paper.text[pair["end"] : pair["end"] + 60]
                print(
                    f"{number} {paper.source} {pair['dataset']!r} {behind!r} -> {pair['refs']}, taken {sorted(found)}"
                )
    classes["the paper's text is not known"] = len(pairs) - len(seen)
    missed = sum(n for result, n in classes.items() if result.startswith("missed"))
    for result, n in classes.most_common():
        print(f"{n:5} {result}")
    apart = {kind: classes[f"set apart: {kind}"] for kind in ("found", "not found")}
    everything = (classes["found"] + apart["found"]) / max(1, classes["found"] + missed + sum(apart.values()))
    print(f"recall {everything:.3f} with the pairs that are set apart")
    recall = classes["found"] / max(1, classes["found"] + missed)
    print(f"recall {recall:.3f} over {classes['found'] + missed} pairs with a reference (asked {LEAST})")
    return int(recall < LEAST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
