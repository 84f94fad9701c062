"""Train the linear models that ship in data/models: `python -m training.train`. Takes minutes on two cores.

The second opinion learns from papers that the tagger has not read: `python -m training.tagger` leaves one tagger for
each fold in build/tagger. Where they are missing, the second opinion stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.catalogue import load
from kg.extraction.extractor import Extractor, Models
from kg.extraction.second_opinion import Answer, is_unsure, opinion_features
from kg.extraction.tagging import Question, Tagger
from training.corpora import gold, gsap, labels
from training.examples import UNTRAINED, PaperExamples, examples_of
from training.fit import Examples, figures_of, fit
from training.folds import LEFT_OUT, fold_of
from training.written_texts import written

_ROOT = Path(__file__).resolve().parents[1]
MODELS = _ROOT / "data" / "models"
TAGGERS = _ROOT / "build" / "tagger"
# F1 over all names is greatest where a name counts from half of the F1 that is reached, .86 (Lipton and others, 2014).
_WORTH_NAMING = 0.43
_NAMES_ONLY = 0.5  # weight of papers that are labelled by another guide
_WRITTEN = 0.3  # weight of texts that were written for training: with .7 names of real papers are told worse


class LeftOutTaggers:
    """For each paper of the folds in LEFT_OUT the tagger that has not read it; remembers its answers."""

    def __init__(self, folder: Path) -> None:
        self._taggers = {fold: Tagger(folder / f"fold-{fold}") for fold in LEFT_OUT}
        self._answers: dict[tuple[str, Question], Answer] = {}

    def answers(self, paper: str, questions: Sequence[Question]) -> list[Answer]:
        """The answers about the one span that each question asks about."""
        new = [question for question in questions if (paper, question) not in self._answers]
        for question, answer in zip(new, self._taggers[fold_of(paper)].answer(new), strict=True):
            self._answers[paper, question] = answer[0]
        return [self._answers[paper, question] for question in questions]


def learn(
    papers: Iterable[PaperExamples],
    others: Iterable[PaperExamples],
    written: Sequence[PaperExamples],
    taggers: LeftOutTaggers | None,
    target: Path,
) -> None:
    """Fit all linear models, print their figures on papers left out, and write them to a folder.

    `others` are papers of which only names are labelled, `written` are texts that were written for training; neither
    are measured on.
    """
    papers = list(papers)
    detector, used, citation = Examples(), Examples(), Examples()
    names = [(p, name) for p in papers for name in p.names]
    for paper, name in names:
        detector.add(name.features, name.label, paper.paper, judged=name.judged)
    for paper in others:
        for name in paper.names:
            detector.add(name.features, name.label, paper.paper, weight=_NAMES_ONLY, judged=False)
    for text in written:
        for name in text.names:
            detector.add(name.features, name.label, text.paper, weight=_WRITTEN, judged=False)
    first = fit(detector, strength=0.5, name="detector", target=target / "detector.json", threshold=_WORTH_NAMING)
    if taggers is not None:
        second, asked = Examples(), []
        for i, (paper, name) in enumerate(names):
            left_out = fold_of(paper.paper) in LEFT_OUT
            if left_out and name.judged and name.questions and is_unsure(first[i]):
                answers = taggers.answers(paper.paper, name.questions)
                second.add(opinion_features(first[i], answers), name.label, paper.paper)
                asked.append(i)
        weighed = fit(second, strength=0.1, name="second", target=target / "second.json")
        first[asked] = weighed
        judged = [i for i, (p, name) in enumerate(names) if name.judged and fold_of(p.paper) in LEFT_OUT]
        figures_of("detector and second opinion", [names[i][1].label for i in judged], first[judged])
    for paper in papers:
        for features, label in paper.used:
            used.add(features, label, paper.paper)
        for features, label in paper.citations:
            citation.add(features, label, paper.paper)
    for text in written:
        for features, label in text.used:
            used.add(features, label, text.paper, weight=_WRITTEN, judged=False)
        for features, label in text.citations:
            citation.add(features, label, text.paper, weight=_WRITTEN, judged=False)
    fit(used, strength=0.07, name="used", target=target / "used.json")
    lost = sum(paper.lost for paper in papers)
    fit(citation, strength=0.2, name="citation", target=target / "citation.json", lost=lost)


def main() -> None:
    extractor = Extractor(load(), Models(UNTRAINED, UNTRAINED, UNTRAINED))
    papers = examples_of(extractor, [*gold("train"), *labels()])
    others = examples_of(extractor, gsap(), names_only=True)
    taggers = LeftOutTaggers(TAGGERS) if TAGGERS.is_dir() else None
    if taggers is None:
        print("second: no taggers in build/tagger, left as it is")
    learn(papers, others, list(examples_of(extractor, written())), taggers, MODELS)


if __name__ == "__main__":
    main()
