"""Names of which the detector is unsure are read again in their sentences by the tagger."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extraction.asking import Asking
from kg.extraction.candidates import Candidate
from kg.extraction.document import Document
from kg.extraction.linear import Features, LinearModel
from kg.extraction.tagging import CORPORA, Question, Tagger
from kg.model import Span

Answer = tuple[float, ...]  # by each of CORPORA
_PLACES = 4  # sentences a name is read in; more change little and cost much
_SURELY_NOT, _SURELY = 0.03, 0.97
_FARTHEST = 6.0  # of a log odds; what is farther out is only surer


@dataclass(frozen=True)
class SecondOpinion:
    """The tagger and the model that weighs its answers against the detector's score."""

    tagger: Tagger
    model: LinearModel

    def score(self, first: float, answers: Sequence[Answer]) -> float:
        """How likely a name is a dataset's, by the detector's score and the tagger's answers together."""
        return self.model.probability(opinion_features(first, answers))


def read_again(
    tagger: Tagger, document: Document, asking: Asking, candidates: Iterable[Candidate]
) -> dict[str, list[Answer]]:
    """The tagger's answers about some names of a paper, a sentence each; none for a name that it cannot see."""
    questions = [(c.key, question) for c in candidates for question in questions_about(c, document, asking)]
    answers: dict[str, list[Answer]] = {}
    for (key, _), answer in zip(questions, tagger.answer([q for _, q in questions]), strict=True):
        answers.setdefault(key, []).extend(answer)
    return answers


def is_unsure(first: float) -> bool:
    """Whether the tagger is asked about a name with this score of the detector."""
    return _SURELY_NOT <= first <= _SURELY


def questions_about(candidate: Candidate, document: Document, asking: Asking) -> list[Question]:
    """Questions about a name, one a sentence: running text before rows of tables, spread over the paper."""
    sentences: dict[Span, Span] = {}
    for span in candidate.spans:
        sentences.setdefault(document.sentence_at(span), span)
    spoken: list[tuple[Span, Span]] = []
    tabled: list[tuple[Span, Span]] = []
    for sentence, span in sentences.items():
        passage = document.passage_at(span.start)
        (tabled if passage is not None and passage.zone == "table" else spoken).append((sentence, span))
    chosen = _spread(spoken, _PLACES)
    chosen += _spread(tabled, _PLACES - len(chosen))
    return [asking.about(sentence, span) for sentence, span in chosen]


def _spread(places: Sequence[tuple[Span, Span]], most: int) -> list[tuple[Span, Span]]:
    if len(places) <= most:
        return list(places)
    return [places[i * len(places) // most] for i in range(most)]


def opinion_features(first: float, answers: Sequence[Answer]) -> Features:
    """Log odds: the detector's, and of each corpus' reading the mean, the highest and the lowest over the sentences."""
    features: Features = {"detector": _log_odds(first), "sentences": len(answers) / _PLACES}
    for i, corpus in enumerate(CORPORA):
        odds = [_log_odds(answer[i]) for answer in answers]
        features[f"{corpus}: mean"] = sum(odds) / len(odds)
        features[f"{corpus}: highest"] = max(odds)
        features[f"{corpus}: lowest"] = min(odds)
    return features


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-9), 1 - 1e-9)
    return max(-_FARTHEST, min(_FARTHEST, math.log(p / (1 - p))))
