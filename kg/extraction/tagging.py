"""Finder three: a small neural network that reads a sentence and says which of its words name a dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

# What is known of a name before the network reads: each kind has one input for its first piece and one for the rest.
KINDS_OF_NAMES = ("known", "known in context", "another kind", "candidate")
SHAPES = 8
# The corpora that the network learned from, each with an answer of its own: they draw the line of a name elsewhere.
CORPORA = ("guide", "gsap", "heddes", "tdmsci")
MOST_PIECES = 126  # a longer sentence is read around the names that are asked about
Numbers = NDArray[np.int64]
Likelihoods = NDArray[np.float32]  # pieces x CORPORA
_WORD = re.compile(r"[^\W_]+")
_BATCH = 256  # pieces; larger batches are slower on one core


@dataclass(frozen=True)
class Question:
    """A sentence, the names in it that are seen already (start, end, kind), and the spans that are asked about."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    asked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Pieces:
    """A sentence as the network takes it: ids of word pieces, shapes of their words, marks of names, and offsets."""

    ids: Numbers
    shapes: Numbers
    marks: Numbers
    offsets: list[tuple[int, int]]

    def cut(self, start: int, end: int) -> Pieces:
        return Pieces(self.ids[start:end], self.shapes[start:end], self.marks[start:end], self.offsets[start:end])


def load_tokenizer(folder: Path) -> Tokenizer:
    """The word pieces that the network was trained with."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces_of(tokenizer: Tokenizer, text: str, names: Sequence[tuple[int, int, str]]) -> Pieces:
    """A sentence cut into word pieces; the pieces know no capitals, so the shape of the word goes with each."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = encoding.offsets
    marks = np.zeros((len(offsets), 2 * len(KINDS_OF_NAMES)), dtype=np.int64)
    for start, end, kind in names:
        column = 2 * KINDS_OF_NAMES.index(kind)
        for rank, i in enumerate(i for i, (b, e) in enumerate(offsets) if start <= b and e <= end):
            marks[i, column + (rank > 0)] = 1
    return Pieces(np.array(encoding.ids, dtype=np.int64), _shapes(text, offsets), marks, offsets)


def _shapes(text: str, offsets: Sequence[tuple[int, int]]) -> Numbers:
    """The shape of the word that each piece stands in; 0 for a mark that is no word."""
    words = [match.span() for match in _WORD.finditer(text)]
    shapes = np.zeros(len(offsets), dtype=np.int64)
    at = 0
    for i, (start, _) in enumerate(offsets):
        while at < len(words) - 1 and words[at][1] <= start:
            at += 1
        if words and words[at][0] <= start < words[at][1]:
            shapes[i] = _shape(text[slice(*words[at])])
    return shapes


def _shape(word: str) -> int:
    if word.isdigit():
        return 1
    if word.islower():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if any(c.isdigit() for c in word):
        return 6
    return 5 if word[0].isupper() and word[1:].islower() else 7


class Tagger:
    """Answers how likely a span of a sentence names a dataset; built once, used for many papers."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = load_tokenizer(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # `kg build` reads as many papers at once as there are cores
        self._session = onnxruntime.InferenceSession(
            str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._start, self._end = (self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))

    def answer(self, questions: Sequence[Question]) -> list[list[tuple[float, ...]]]:
        """For each question, for each span it asks about, the likelihood by each of CORPORA that it names a dataset."""
        parts: list[Pieces] = []
        whole: dict[tuple[str, tuple[tuple[int, int, str], ...]], int] = {}
        place: list[int] = []
        for question in questions:
            sentence = (question.text, question.names)
            if sentence not in whole:
                pieces = pieces_of(self._tokenizer, *sentence)
                if len(pieces.ids) <= MOST_PIECES:  # then it is read once for all names in it
                    whole[sentence] = len(parts)
                parts.append(_cut(pieces, question.asked))
            place.append(whole.get(sentence, len(parts) - 1))
        read = self._read(parts)
        return [
            [_likelihood(parts[i], read[i], span) for span in question.asked]
            for i, question in zip(place, questions, strict=True)
        ]

    def _read(self, parts: Sequence[Pieces]) -> list[Likelihoods]:
        read: list[Likelihoods] = [np.zeros((0, len(CORPORA)), dtype=np.float32)] * len(parts)
        by_length = sorted(range(len(parts)), key=lambda i: len(parts[i].ids))
        while by_length:
            batch = [by_length.pop()]
            width = len(parts[batch[0]].ids) + 2
            while by_length and (len(batch) + 1) * width <= _BATCH:
                batch.append(by_length.pop())
            for i, inside in zip(batch, self._run([parts[i] for i in batch], width), strict=True):
                read[i] = inside
        return read

    def _run(self, batch: Sequence[Pieces], width: int) -> list[Likelihoods]:
        ids = np.zeros((len(batch), width), dtype=np.int64)
        shapes = np.zeros_like(ids)
        mask = np.zeros_like(ids)
        marks = np.zeros((len(batch), width, 2 * len(KINDS_OF_NAMES)), dtype=np.float32)
        for row, pieces in enumerate(batch):
            n = len(pieces.ids)
            ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = self._start, pieces.ids, self._end
            shapes[row, 1 : n + 1], marks[row, 1 : n + 1] = pieces.shapes, pieces.marks
            mask[row, : n + 2] = 1
        (inside,) = self._session.run(None, {"ids": ids, "shapes": shapes, "marks": marks, "mask": mask})
        return [inside[row, 1 : len(pieces.ids) + 1] for row, pieces in enumerate(batch)]


def _cut(pieces: Pieces, asked: Sequence[tuple[int, int]]) -> Pieces:
    """As many pieces as are read at once, around the first that is asked about."""
    if len(pieces.ids) <= MOST_PIECES:
        return pieces
    first = min((start for start, _ in asked), default=0)
    middle = next((i for i, (_, end) in enumerate(pieces.offsets) if end > first), 0)
    start = max(0, min(middle - MOST_PIECES // 2, len(pieces.ids) - MOST_PIECES))
    return pieces.cut(start, start + MOST_PIECES)


def _likelihood(pieces: Pieces, inside: Likelihoods, span: tuple[int, int]) -> tuple[float, ...]:
    start, end = span
    own = [i for i, (b, e) in enumerate(pieces.offsets) if b < end and e > start]
    return tuple(inside[own].mean(0).tolist()) if own else (0.0,) * len(CORPORA)
