"""Train the models that ship in data/models: `python -m training.train`. Takes minutes on two cores."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.catalogue import load
from kg.extraction.candidate_features import features_of
from kg.extraction.candidates import Candidate
from kg.extraction.extractor import Extractor, Models, Reading
from kg.extraction.linear import LinearModel
from kg.extraction.naming import Named, name_datasets
from kg.extraction.paper_kind import paper_features
from kg.extraction.roles import role_features
from kg.names import name_key
from training.corpora import Labelled, gold, gsap, labels
from training.fit import Examples, fit

MODELS = Path(__file__).resolve().parents[1] / "data" / "models"
_UNTRAINED = LinearModel({}, 0.0, 0.5)
_DATA_WORDS = re.compile(r"\s(?:data ?sets?|corpus|corpora|benchmarks?|database)$")
_SAME_TITLE = 0.9


def bare(key: str) -> str:
    return _DATA_WORDS.sub("", key)


def detector_examples(extractor: Extractor, papers: Iterable[Labelled], weight: float, examples: Examples) -> None:
    for labelled in papers:
        reading = extractor.read(labelled.paper)
        safe = {k.span for k in reading.known if not k.in_context}
        names = {bare(k) for k in labelled.names}
        unsure = {bare(k) for k in labelled.unsure} - names
        for key, candidate in reading.candidates.items():
            if bare(key) in unsure:
                continue
            features = features_of(candidate, reading.clues)
            unknown = not all(span in safe for span in candidate.spans)
            judged = weight == 1.0 and unknown
            examples.add(features, bare(key) in names, labelled.paper.source, weight=weight, judged=judged)


def named_as_in_gold(extractor: Extractor, reading: Reading, labelled: Labelled) -> list[tuple[Named, dict | None]]:
    """What naming finds when the detector is always right, each with the gold dataset it stands for or None."""
    names = {bare(k) for k in labelled.names | labelled.unsure}
    accepted: dict[str, tuple[Candidate, float]] = {
        k: (c, 1.0) for k, c in reading.candidates.items() if bare(k) in names
    }
    sure = dict.fromkeys(reading.candidates, 1.0)
    found = name_datasets(
        reading.document, extractor.catalogue, reading.known, accepted, sure, {}, reading.long_forms, reading.works
    )
    spelled = [{bare(name_key(s)) for s in (d["name"], *d["surfaces"])} for d in labelled.datasets]
    pairs = []
    for named in found:
        own = {bare(name_key(s)) for s in named.surfaces}
        best = max(range(len(spelled)), key=lambda i: len(own & spelled[i]), default=None)
        pairs.append((named, labelled.datasets[best] if best is not None and own & spelled[best] else None))
    return pairs


def same_title(left: str, right: str) -> bool:
    left, right = (re.sub(r"[^a-z0-9]+", "", t.lower()) for t in (left, right))
    short, long = sorted((left, right), key=len)
    if not short:
        return False
    return (len(short) >= 20 and short in long) or difflib.SequenceMatcher(None, left, right).ratio() >= _SAME_TITLE


def main() -> None:
    extractor = Extractor(load(), Models(_UNTRAINED, _UNTRAINED, _UNTRAINED))
    papers = [*gold("train"), *labels()]
    detector = Examples()
    sources: tuple[tuple[Callable[[], Iterable[Labelled]], float], ...] = (
        (lambda: papers, 1.0),
        (gsap, 0.5),
    )
    for source, weight in sources:
        detector_examples(extractor, source(), weight, detector)
    fit(detector, strength=0.5, name="detector", target=MODELS / "detector.json")

    used, citation = Examples(), Examples()
    lost = 0
    for labelled in papers:
        reading = extractor.read(labelled.paper)
        pairs = named_as_in_gold(extractor, reading, labelled)
        pairing = extractor.pairing(reading, [named for named, _ in pairs])
        kind = paper_features(reading.document, datasets=len(pairs))
        for named, truth in pairs:
            if truth is None:
                continue
            features = role_features(named, reading.document, paper=kind, known=bool(named.known_as))
            used.add(features, bool(truth["used"] or truth["introduced"]), labelled.paper.source)
            titles = [r["title"] for r in truth["references"]]
            for pair in pairing.pairs_of(named):
                printed = (pair.reference.title or pair.reference.raw, pair.reference.raw)  # a title may be misread
                hit = next((t for t in titles if any(same_title(t, p) for p in printed)), None)
                if hit is not None:
                    titles.remove(hit)
                citation.add(pair.features, hit is not None, labelled.paper.source)
            lost += len(titles)
    fit(used, strength=0.07, name="used", target=MODELS / "used.json")
    fit(citation, strength=0.2, name="citation", target=MODELS / "citation.json", lost=lost)


if __name__ == "__main__":
    main()
