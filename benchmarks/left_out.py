"""How good the whole extraction is on papers it never saw: `python -m benchmarks.left_out`. A quarter of an hour.

Two of three folds of the labelled papers (../shared/gold/train and training/labels), one after the other: every model,
the tagger too, learns from the other two folds and reads this one. Prints the scorer's figures over all papers and by
format, how many false datasets papers without any get, how sure the program is beside how often it is right, the recall
of names that neither the catalogue nor any paper learned from holds, and of the spellings that corpora/social lists: of
all, which a program found ("sage", "active"), and of those that a reader by the guide found used too.
Needs ../shared and the taggers that `python -m training.tagger` leaves in build/tagger.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg import catalogue as catalogues
from kg.answers import answer
from kg.extraction.extractor import Extractor, Models
from kg.extraction.linear import load_model
from kg.extraction.second_opinion import SecondOpinion
from kg.extraction.tagging import Tagger
from kg.model import Catalogue, Record
from kg.names import name_key
from kg.resolution import resolve
from training.corpora import SCORED, SHARED, Labelled, gold, gsap, keys_of, labels
from training.examples import UNTRAINED, examples_of
from training.folds import LEFT_OUT, fold_of
from training.train import TAGGERS, LeftOutTaggers, learn
from training.written_texts import written

ROOT = Path(__file__).resolve().parents[1]
SOCIAL = SHARED / "corpora" / "social" / "mentions.json"
_OF_SOCIAL_SCIENCE = (SOCIAL.parent, SHARED / "corpora" / "reference-strings" / "excite" / "1-pdfs")
SCORER = SHARED / "gold" / "score.py"
PLACE = ROOT / "build" / "left-out"
_FORMATS = {".tex": "LaTeX", ".pdf": "PDF", ".nxml": "JATS", ".tei.xml": "TEI", ".xml": "JATS"}


def main() -> int:
    if not SCORER.exists() or not TAGGERS.is_dir():
        print("needs ../shared and the taggers in build/tagger (python -m training.tagger): nothing measured")
        return 0
    papers = [*gold("train"), *labels()]
    records = _read_left_out(papers)
    papers = [p for p in papers if fold_of(p.paper.source) in LEFT_OUT]
    catalogue = catalogues.load()
    identity = resolve(records, catalogue)
    answers = {record.paper.source: answer(record, identity, catalogue) for record in records}
    for name in ("all", *sorted(set(_FORMATS.values())), "social science"):
        own = [p for p in papers if name in ("all", _format(p.paper.source), _field(p.paper.source))]
        if own:
            print(f"\n{name}: {len(own)} papers")
            print(_scored(own, answers))
    _print_false(papers, answers)
    _print_new_names(papers, answers, catalogue)
    _print_social(papers, answers)
    _print_belief(papers, records)
    return 0


def _read_left_out(papers: Sequence[Labelled]) -> list[Record]:
    untrained = Extractor(catalogues.load(), Models(UNTRAINED, UNTRAINED, UNTRAINED))
    examples = list(examples_of(untrained, papers))
    others = list(examples_of(untrained, gsap(), names_only=True))
    texts = list(examples_of(untrained, written()))
    taggers = LeftOutTaggers(TAGGERS)
    records: list[Record] = []
    for fold in LEFT_OUT:
        folder = PLACE / f"fold-{fold}"
        folder.mkdir(parents=True, exist_ok=True)
        learn([e for e in examples if fold_of(e.paper) != fold], others, texts, taggers, folder)
        detector, used, citation, second = (
            load_model(folder / f"{name}.json") for name in ("detector", "used", "citation", "second")
        )
        opinion = SecondOpinion(Tagger(TAGGERS / f"fold-{fold}"), second)
        extractor = Extractor(catalogues.load(), Models(detector, used, citation, opinion))
        records.extend(extractor.extract(p.paper) for p in papers if fold_of(p.paper.source) == fold)
    return records


def _format(paper: str) -> str:
    return next(name for suffix, name in _FORMATS.items() if paper.endswith(suffix))


def _field(paper: str) -> str:
    return "social science" if any((folder / paper).exists() for folder in _OF_SOCIAL_SCIENCE) else "other"


def _scored(papers: Iterable[Labelled], answers: dict[str, Any]) -> str:
    """What the scorer of ../shared/gold prints about the answers to some papers."""
    truth = PLACE / "gold"
    truth.mkdir(exist_ok=True)
    for old in truth.glob("*.json"):
        old.unlink()
    said = PLACE / "answers.jsonl"
    with said.open("w", encoding="utf-8") as lines:
        for labelled in papers:
            name = labelled.paper.source
            right = {"paper": name, "datasets": labelled.datasets}
            (truth / f"{name}.json").write_text(json.dumps(right), encoding="utf-8")
            lines.write(json.dumps(answers[name]) + "\n")
    command = [sys.executable, str(SCORER), str(said), "--gold", str(truth)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _counted(datasets: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [d for d in datasets if d.get("kind", "dataset") in SCORED]


def _print_false(papers: Iterable[Labelled], answers: dict[str, Any]) -> None:
    empty = [p for p in papers if not p.datasets]
    found = [len(_counted(answers[p.paper.source]["datasets"])) for p in empty]
    print(f"\npapers that name no dataset: {len(empty)}, of them answered so: {found.count(0)}; ", end="")
    print(f"false datasets: {sum(found)}, {10 * sum(found) / max(1, len(empty)):.1f} in ten papers")


def _print_new_names(papers: Sequence[Labelled], answers: dict[str, Any], catalogue: Catalogue) -> None:
    """Recall of the datasets none of whose names the catalogue or a paper of the other folds holds."""
    listed = {name_key(n) for d in catalogue.datasets.values() for n in (d.name, *d.aliases, *d.context_aliases)}
    folds_of: dict[str, set[int]] = defaultdict(set)
    for labelled in papers:
        for dataset in labelled.datasets:
            for key in keys_of(dataset):
                folds_of[key].add(fold_of(labelled.paper.source))
    counts: Counter[str] = Counter()
    for labelled in papers:
        fold = fold_of(labelled.paper.source)
        found = {key for d in answers[labelled.paper.source]["datasets"] for key in keys_of(d)}
        for dataset in _counted(labelled.datasets):
            own = keys_of(dataset)
            if own & listed or any(folds_of[key] - {fold} for key in own):
                continue
            counts["all"] += 1
            counts["found"] += bool(own & found)
    print(f"names in no catalogue and in no paper learned from: {counts['all']}, found {counts['found']}, ", end="")
    print(f"recall {counts['found'] / max(1, counts['all']):.3f}")


def _print_social(papers: Iterable[Labelled], answers: dict[str, Any]) -> None:
    """Recall and precision of used datasets against the spellings that come with the social-science papers."""
    truth = {p.paper.source: [keys_of(d) for d in p.datasets if d["used"] or d["introduced"]] for p in papers}
    listed = json.loads(SOCIAL.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for paper in truth.keys() & listed:
        used = [keys_of(d) for d in answers[paper]["datasets"] if d["used"] or d["introduced"]]
        spelled = [{name_key(m) for m in dataset["mentions"]} for dataset in listed[paper]["datasets"]]
        for keys in spelled:
            found = any(_meet(keys, own) for own in used)
            confirmed = any(_meet(keys, own) for own in truth[paper])
            counts.update({"listed": 1, "found": found, "confirmed": confirmed, "both": found and confirmed})
        counts["answers"] += len(used)
        counts["right"] += sum(any(_meet(keys, own) for keys in spelled) for own in used)
    for name, whole, part in (("listed", "listed", "found"), ("listed and used by the guide", "confirmed", "both")):
        print(f"social science, datasets {name}: {counts[whole]}, found {counts[part]}, ", end="")
        print(f"recall {counts[part] / max(1, counts[whole]):.3f}")
    print(f"answers {counts['answers']}, listed {counts['right']}, ", end="")
    print(f"precision {counts['right'] / max(1, counts['answers']):.3f}")


def _meet(left: set[str], right: set[str]) -> bool:
    """Whether two sets of names share one, or a name of one stands whole in a name of the other."""
    return any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in left for b in right)


def _print_belief(papers: Iterable[Labelled], records: Iterable[Record]) -> None:
    """How often an answer is right, beside the confidence that goes with it."""
    truth = {p.paper.source: p.datasets for p in papers}
    sure: dict[int, list[float]] = defaultdict(list)
    for record in records:
        right = {key: d for d in truth[record.paper.source] for key in keys_of(d)}
        for use in record.uses:
            if use.kind not in SCORED:
                continue
            meant = next((right[key] for s in use.surfaces if (key := name_key(s)) in right), None)
            agreed = meant is not None and use.used == bool(meant["used"] or meant["introduced"])
            sure[min(9, int(10 * use.confidence))].append(float(agreed))
    print("\nconfidence      answers   of them right (a dataset, and its role)")
    for tenth, agreed in sorted(sure.items()):
        print(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f} {len(agreed):10}   {sum(agreed) / len(agreed):.3f}")


if __name__ == "__main__":
    sys.exit(main())
