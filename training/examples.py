"""What the models learn from one labelled paper: features with the right answers."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extraction.candidate_features import features_of
from kg.extraction.candidates import Candidate
from kg.extraction.extractor import Extractor, Reading
from kg.extraction.linear import Features, LinearModel
from kg.extraction.naming import Named, name_datasets
from kg.extraction.paper_kind import paper_features
from kg.extraction.roles import role_features
from kg.extraction.second_opinion import questions_about
from kg.extraction.tagging import Question
from kg.names import name_key
from training.corpora import Labelled, bare, keys_of

_SAME_TITLE = 0.9
UNTRAINED = LinearModel({}, 0.0, 0.5)  # stands where a model is still to be learned


@dataclass(frozen=True)
class Name:
    """A candidate of a paper: is it a dataset, is the detector judged by it, and what the tagger is asked about it.

    Judged are the names that do not always stand in a name of the catalogue ("KITTI split 1"), where
    naming has the word.
    """

    key: str
    features: Features
    label: bool
    judged: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class PaperExamples:
    """The examples of one paper; `used` and `citations` are features with the answer.

    `lost` counts the references that are cited too far from the name to be looked at.
    """

    paper: str
    names: tuple[Name, ...]
    used: list[tuple[Features, bool]] = field(default_factory=list)
    citations: list[tuple[Features, bool]] = field(default_factory=list)
    lost: int = 0


def examples_of(
    extractor: Extractor, papers: Iterable[Labelled], *, names_only: bool = False
) -> Iterator[PaperExamples]:
    """The examples of papers answered by the guide, or of papers where only names are labelled."""
    for labelled in papers:
        reading = extractor.read(labelled.paper)
        names = tuple(_names(extractor, reading, labelled, judged=not names_only))
        if names_only:
            yield PaperExamples(labelled.paper.source, names)
        else:
            yield _of_datasets(extractor, reading, labelled, names)


def _names(extractor: Extractor, reading: Reading, labelled: Labelled, *, judged: bool) -> Iterator[Name]:
    safe = {k.span for k in reading.known if not k.in_context}
    names = {bare(k) for k in labelled.names}
    unsure = {bare(k) for k in labelled.unsure} - names
    asking = extractor.asking(reading)
    for key, candidate in reading.candidates.items():
        if bare(key) in unsure:
            continue
        unknown = judged and not all(any(span.overlaps(known) for known in safe) for span in candidate.spans)
        questions = questions_about(candidate, reading.document, asking) if unknown else ()
        yield Name(key, features_of(candidate, reading.clues), bare(key) in names, unknown, tuple(questions))


def _of_datasets(extractor: Extractor, reading: Reading, labelled: Labelled, names: tuple[Name, ...]) -> PaperExamples:
    used, citations = [], []
    lost = 0
    pairs = named_as_in_gold(extractor, reading, labelled)
    pairing = extractor.pairing(reading, [named for named, _ in pairs])
    kind = paper_features(reading.document, datasets=len(pairs))
    for named, truth in pairs:
        if truth is None:
            continue
        features = role_features(named, reading.document, paper=kind, known=bool(named.known_as))
        used.append((features, bool(truth["used"] or truth["introduced"])))
        titles = [r["title"] for r in truth["references"]]
        for pair in pairing.pairs_of(named):
            printed = (pair.reference.title or pair.reference.raw, pair.reference.raw)  # a title may be misread
            hit = next((t for t in titles if any(same_title(t, p) for p in printed)), None)
            if hit is not None:
                titles.remove(hit)
            citations.append((pair.features, hit is not None))
        lost += len(titles)
    return PaperExamples(labelled.paper.source, names, used, citations, lost)


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
    spelled = [{bare(key) for key in keys_of(d)} for d in labelled.datasets]
    pairs = []
    for named in found:
        own = {bare(name_key(s)) for s in named.surfaces}
        best = max(range(len(spelled)), key=lambda i: len(own & spelled[i]), default=None)
        pairs.append((named, labelled.datasets[best] if best is not None and own & spelled[best] else None))
    return pairs


def same_title(left: str, right: str) -> bool:
    """Whether two titles are one, but for slips and cuts."""
    left, right = (re.sub(r"[^a-z0-9]+", "", t.lower()) for t in (left, right))
    short, long = sorted((left, right), key=len)
    if not short:
        return False
    return (len(short) >= 20 and short in long) or difflib.SequenceMatcher(None, left, right).ratio() >= _SAME_TITLE
