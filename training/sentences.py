"""Sentences with the names of datasets in them, which the tagger learns from."""

from __future__ import annotations

import ast
import csv
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.extractor import Extractor, Reading
from kg.extraction.tagging import Question
from kg.extraction.wording import DATA_NOUNS, HEAD_NOUNS
from kg.model import Paper, Passage, Span
from kg.names import name_key
from training.corpora import SCORED, SHARED, Labelled, bare

DATASET, UNSURE = "Dataset", "unsure"
# Other names that GSAP-NER marks: to tell them from datasets is learned beside.
OTHER_LABELS = (
    "DatasetGeneric",
    "DataSource",
    "MLModel",
    "MLModelGeneric",
    "Method",
    "Task",
    "ModelArchitecture",
    "ReferenceLink",
)
_OFTEN = 6  # sentences; a name that a paper repeats more often teaches nothing new
_WITHOUT_NAMES = 0.3  # share of the sentences about data without any name that is kept
_SHORTEST = 10  # characters
_SHORTEST_SURFACE = 3
_ABOUT_DATA = re.compile(rf"\b(?:{'|'.join(sorted(DATA_NOUNS | HEAD_NOUNS))})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a corpus: `labels` are (start, end, label) of names, `start` is its place in `text_of`."""

    corpus: str
    paper: str
    group: int  # the fold of GSAP-NER, or -1
    text_of: str  # which text of the corpus it stands in, for measuring
    start: int
    question: Question
    labels: tuple[tuple[int, int, str], ...]


def labelled_sentences(extractor: Extractor, papers: Iterable[Labelled]) -> Iterator[Sentence]:
    """The sentences of papers answered by the guide that hold a name or speak of data."""
    for labelled in papers:
        reading = extractor.read(labelled.paper)
        chooser = random.Random(labelled.paper.source)
        seen: Counter[str] = Counter()
        for sentence in _sentences(extractor, reading, _labels(reading, labelled), "guide", -1):
            question = sentence.question
            spans = {(start, end) for start, end, _ in (*question.names, *sentence.labels)}
            keys = {name_key(question.text[start:end]) for start, end in spans}
            if keys and min(seen[key] for key in keys) >= _OFTEN:
                continue
            if not keys and not (_ABOUT_DATA.search(question.text) and chooser.random() < _WITHOUT_NAMES):
                continue
            seen.update(keys)
            yield sentence


def _labels(reading: Reading, labelled: Labelled) -> list[tuple[Span, str]]:
    """All places of the names of datasets; those of kinds that do not count are unsure."""
    names = {bare(key) for key in labelled.names}
    unsure = {bare(key) for key in labelled.unsure} - names
    found: list[tuple[Span, str]] = []
    for key, candidate in reading.candidates.items():
        label = DATASET if bare(key) in names else UNSURE if bare(key) in unsure else ""
        found.extend((span, label) for span in candidate.spans if label)
    for dataset in labelled.datasets:
        label = DATASET if dataset["kind"] in SCORED else UNSURE
        for surface in {dataset["name"], *dataset["surfaces"]}:
            if len(surface) < _SHORTEST_SURFACE:
                continue
            printed = r"\s+".join(re.escape(word) for word in surface.split())
            for match in re.finditer(rf"(?<!\w){printed}(?!\w)", labelled.paper.text):
                span = Span(*match.span())
                beside = [other for other, _ in found if other.overlaps(span)]
                if not any(o.start <= span.start and span.end <= o.end for o in beside):
                    found = [(other, its) for other, its in found if not other.overlaps(span)]
                    found.append((span, label))
    return sorted(found)


def _sentences(
    extractor: Extractor, reading: Reading, labels: Sequence[tuple[Span, str]], corpus: str, group: int
) -> Iterator[Sentence]:
    for span, question in extractor.asking(reading).everything():
        if len(question.text) < _SHORTEST:
            continue
        inside = tuple(
            (s.start - span.start, s.end - span.start, label)
            for s, label in labels
            if span.start <= s.start and s.end <= span.end
        )
        passage = reading.document.passage_at(span.start)
        start = passage.span.start if passage is not None else 0
        name = f"{reading.document.paper.source}:{start}"
        yield Sentence(corpus, reading.document.paper.source, group, name, span.start - start, question, inside)


def gsap_sentences(extractor: Extractor) -> Iterator[Sentence]:
    """The paragraphs of GSAP-NER with all their spans."""
    paragraphs = defaultdict(list)
    with (SHARED / "corpora" / "gsap-ner" / "paragraphs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            paragraphs[row["doc"], row["fold"]].append((row["text"], row["spans"]))
    for (paper, fold), texts in paragraphs.items():
        yield from _of_texts(extractor, texts, "gsap", paper, fold)


def heddes_sentences(extractor: Extractor) -> Iterator[Sentence]:
    """The sentences of Heddes and others (2021)."""
    with (SHARED / "corpora" / "heddes" / "Train_set_sentences.csv").open(encoding="utf-8") as rows:
        texts = [
            (row["text"], [(start, end, DATASET) for start, end, *_ in ast.literal_eval(row["labels"] or "[]")])
            for row in csv.DictReader(rows)
        ]
    yield from _in_parts(extractor, texts, "heddes")


def tdmsci_sentences(extractor: Extractor) -> Iterator[Sentence]:
    """The training sentences of TDMSci (Hou and others, 2021)."""
    texts: list[tuple[str, list[tuple[int, int, str]]]] = []
    text, spans = "", []
    with (SHARED / "corpora" / "tdmsci" / "train_1500_v2.conll").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = (*line.split("\t"), "", "")[:3]
            if not tag:
                if text:
                    texts.append((text, spans))
                text, spans = "", []
                continue
            start = len(text) + bool(text)
            text = f"{text} {word}".strip()
            if tag.strip() == "B-DATASET":
                spans.append((start, len(text), DATASET))
            elif tag.strip() == "I-DATASET" and spans:
                spans[-1] = (spans[-1][0], len(text), DATASET)
    yield from _in_parts(extractor, texts, "tdmsci")


def _in_parts(extractor: Extractor, texts: list, corpus: str, size: int = 200) -> Iterator[Sentence]:
    for part in range(0, len(texts), size):
        yield from _of_texts(extractor, texts[part : part + size], corpus, f"{corpus} {part}", -1)


def _of_texts(
    extractor: Extractor, texts: Sequence[tuple[str, Sequence]], corpus: str, name: str, group: int
) -> Iterator[Sentence]:
    passages, labels, at = [], [], 0
    for text, spans in texts:
        passages.append(Passage("body", "", Span(at, at + len(text))))
        labels.extend((Span(at + start, at + end), label) for start, end, label in spans)
        at += len(text) + 2
    whole = "\n\n".join(text for text, _ in texts)
    paper = Paper(f"sha256:{name}", name, "", (), None, (), whole, tuple(passages), (), ())
    yield from _sentences(extractor, extractor.read(paper), sorted(labels), corpus, group)
