"""Paper in, Record out: the steps of extraction in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import __version__
from kg.extraction.abbreviations import find_long_forms
from kg.extraction.accepted_works import AcceptedWorks
from kg.extraction.addresses import addresses_of
from kg.extraction.asking import Asking
from kg.extraction.candidate_features import PaperClues, features_of
from kg.extraction.candidates import Candidate, find_candidates
from kg.extraction.citing import cite
from kg.extraction.descriptions import describe
from kg.extraction.document import Document, language
from kg.extraction.evidence import find_evidence
from kg.extraction.introducing import introduces
from kg.extraction.known_names import KnownName, KnownNames
from kg.extraction.linear import Features, LinearModel, load_model
from kg.extraction.naming import Named, name_datasets
from kg.extraction.pairing import Pairing
from kg.extraction.paper_kind import paper_features
from kg.extraction.places import Places
from kg.extraction.roles import role_features
from kg.extraction.second_opinion import Answer, SecondOpinion, is_unsure, read_again
from kg.extraction.tagging import Tagger
from kg.model import Catalogue, Paper, Record, Use
from kg.names import tight_key
from kg.resources import shipped

_FOUND = 0.8
_DOUBTFUL = 0.05
_SURE = 0.95  # what it takes to believe that the name of a model or a metric names a dataset here
MADE_BY = f"citeset {__version__}"


@dataclass(frozen=True)
class Models:
    """The learned decisions: is this name a dataset, is it used, is this reference its citation."""

    detector: LinearModel
    used: LinearModel
    citation: LinearModel
    second: SecondOpinion | None = None


def load_models(folder: Path | None = None) -> Models:
    """The models that ship with the program, or those of another folder."""
    folder = folder or shipped("data", "models")
    detector, used, citation, second = (
        load_model(folder / f"{name}.json") for name in ("detector", "used", "citation", "second")
    )
    return Models(detector, used, citation, SecondOpinion(Tagger(folder), second))


@dataclass(frozen=True)
class Reading:
    """What is seen in a paper before anything is decided."""

    document: Document
    known: list[KnownName]
    candidates: dict[str, Candidate]
    long_forms: dict[str, str]
    works: Mapping[str, tuple[str, ...]]
    clues: PaperClues


def _other_names() -> frozenset[str]:
    """The tight keys of the names that are known to be no datasets: models, methods, metrics, venues and the like."""
    lines = shipped("data", "catalogue", "other_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(tight_key(line) for line in lines if line and not line.startswith("#"))


class Extractor:
    """Extracts the uses of datasets from papers; built once, used for many papers."""

    def __init__(self, catalogue: Catalogue, models: Models | None = None) -> None:
        self.catalogue = catalogue
        self.models = models or load_models()
        self._nlp = language()
        words = shipped("data", "models", "common_words.txt").read_text(encoding="utf-8")
        self._known_names = KnownNames(catalogue, frozenset(words.split()))
        self._other_names = _other_names()
        self._works = AcceptedWorks(catalogue)

    def read(self, paper: Paper) -> Reading:
        """Names, candidates, abbreviations and known works of a paper."""
        document = Document(paper, self._nlp(paper.text))
        known = self._known_names.find(document)
        long_forms = find_long_forms(document)
        clues = PaperClues(document, [k.span for k in known if not k.in_context], long_forms, self._other_names)
        return Reading(document, known, find_candidates(document), long_forms, self._works.find(paper), clues)

    def name(self, reading: Reading) -> list[Named]:
        """The datasets of a paper with their mentions."""
        safe = {k.span for k in reading.known if not k.in_context}
        scores = self._scores(reading)
        broken = {
            key: ids[0]
            for key, candidate in reading.candidates.items()
            if scores[key] >= _DOUBTFUL and (ids := self._known_names.rejoined(min(candidate.surfaces)))
        }
        accepted = {
            key: (candidate, scores[key])
            for key, candidate in reading.candidates.items()
            if (key in broken or scores[key] >= self._least(key)) and not all(span in safe for span in candidate.spans)
        }
        return name_datasets(
            reading.document,
            self.catalogue,
            reading.known,
            accepted,
            scores,
            broken | self.listed(accepted),
            reading.long_forms,
            reading.works,
        )

    def asking(self, reading: Reading) -> Asking:
        """The questions that the tagger can be asked about a paper."""
        return Asking(reading.document, reading.known, reading.candidates.values(), self._other_names)

    def listed(self, keys: Iterable[str]) -> dict[str, str]:
        """The catalogue's ids of those names that denote one of its datasets in any context."""
        return {key: ids[0] for key in keys for ids, in_context in [self._known_names.denoted(key)] if not in_context}

    def _least(self, key: str) -> float:
        """The score that it takes to believe that a name is a dataset."""
        return _SURE if tight_key(key) in self._other_names else self.models.detector.threshold

    def _scores(self, reading: Reading) -> dict[str, float]:
        """How likely every candidate is a dataset: the detector's word, and the tagger's where the detector is unsure.

        Names found for sure in a first pass help in a second one: what stands in their list or column is data too.
        """
        first = {key: self._score(c, reading.clues) for key, c in reading.candidates.items()}
        answers = self._answers(reading, first)
        scores = {key: self._weighed(score, answers.get(key)) for key, score in first.items()}
        found = {key for key, score in scores.items() if score >= _FOUND and self._least(key) <= score}
        more = [span for key in found for span in reading.candidates[key].spans]
        if more:
            clues = PaperClues(reading.document, {*reading.clues.known, *more}, reading.long_forms, self._other_names)
            for key, candidate in reading.candidates.items():
                if scores[key] >= _DOUBTFUL and key not in found:
                    again = self._weighed(self._score(candidate, clues), answers.get(key))
                    scores[key] = max(scores[key], again)
        return scores

    def _answers(self, reading: Reading, first: Mapping[str, float]) -> dict[str, list[Answer]]:
        if self.models.second is None:
            return {}
        asked = [c for key, c in reading.candidates.items() if is_unsure(first[key]) or self._doubted(key, first[key])]
        return read_again(self.models.second.tagger, reading.document, self.asking(reading), asked)

    def _doubted(self, key: str, first: float) -> bool:
        """Whether the detector would deny a name of the catalogue that needs no context."""
        return first < _DOUBTFUL and bool(self.listed([key]))

    def _weighed(self, first: float, answers: Sequence[Answer] | None) -> float:
        return self.models.second.score(first, answers) if self.models.second is not None and answers else first

    def _score(self, candidate: Candidate, clues: PaperClues) -> float:
        return self.models.detector.probability(features_of(candidate, clues))

    def pairing(self, reading: Reading, found: list[Named]) -> Pairing:
        """The dataset and reference pairs of a paper."""
        names = [span for c in reading.candidates.values() for span in c.spans]
        return Pairing(reading.document, found, names, reading.works, self.catalogue, reading.long_forms)

    def extract(self, paper: Paper) -> Record:
        """Everything that the paper says about datasets. Takes about 0.1 s for a conference paper."""
        reading = self.read(paper)
        found = self.name(reading)
        pairing = self.pairing(reading, found)
        kind = paper_features(reading.document, datasets=len(found))
        addresses = addresses_of(found, reading.document)
        names = Places(mention.span for named in found for mention in named.mentions)
        uses = tuple(
            self._use(named, reading, pairing, kind, names, given)
            for named, given in zip(found, addresses, strict=True)
        )
        bare = replace(paper, text="", passages=(), markers=(), lines=())
        return Record(bare, uses, MADE_BY)

    def _use(
        self,
        named: Named,
        reading: Reading,
        pairing: Pairing,
        kind: Features,
        names: Places,
        addresses: tuple[str, ...],
    ) -> Use:
        dataset = self.catalogue.datasets.get(named.known_as)
        features = role_features(named, reading.document, paper=kind, known=dataset is not None)
        role = self.models.used.probability(features)
        used = named.score * role >= self.models.used.threshold  # likely a dataset, and likely used
        introduced = introduces(named, reading.document)
        citations, nearby = cite(pairing.pairs_of(named), self.models.citation, reading.document.paper)
        return Use(
            name=named.name,
            surfaces=named.surfaces,
            known_as=named.known_as,
            kind=dataset.kind if dataset else "dataset",
            mentions=tuple(sorted(named.mentions, key=lambda m: m.span)),
            used=used,
            introduced=introduced,
            evidence=find_evidence(named, reading.document, used=used, introduced=introduced),
            description=describe(named, reading.document, dataset, names),
            citations=citations,
            nearby=nearby,
            confidence=round(named.score * (role if used else 1 - role), 3),
            addresses=addresses,
        )
