"""The network of the tagger: a small encoder that is also told the shapes of words and the names seen already."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from kg.extraction.tagging import CORPORA, KINDS_OF_NAMES, MOST_PIECES, SHAPES, Pieces, pieces_of
from training.sentences import DATASET, OTHER_LABELS, UNSURE, Sentence

_MARKS = 2 * len(KINDS_OF_NAMES)
NO_TAG = -100  # what cross entropy leaves out
_POOL = 2000  # sentences that are sorted by length together


class Network(nn.Module):
    """Three tags a piece (outside, begin, inside), one head a corpus, for each corpus draws its lines elsewhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Attention written out: the fused kind is slower for heads of 32 numbers on a processor.
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        width = self.bert.config.hidden_size
        self.shape = nn.Embedding(SHAPES, width)
        self.marks = nn.Linear(_MARKS, width, bias=False)
        for weight in (self.shape.weight, self.marks.weight):
            nn.init.zeros_(weight)  # at first the encoder reads as it was made to
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({corpus: nn.Linear(width + _MARKS + SHAPES, 3) for corpus in CORPORA})
        self.others = nn.Linear(width, len(OTHER_LABELS))

    def read(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What the encoder makes of each piece, bare and with the shape and marks beside it."""
        embedded = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes) + self.marks(marks)
        hidden = self.dropout(self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)
        seen = functional.one_hot(shapes, SHAPES).to(hidden.dtype)
        return hidden, torch.cat([hidden, marks.to(hidden.dtype), seen], -1)


@dataclass(frozen=True)
class Row:
    """A sentence, or a part of a long one, as numbers; a text without labels has no sentence."""

    corpus: str
    pieces: Pieces
    tags: np.ndarray
    others: np.ndarray
    sentence: Sentence | None


def row_of(corpus: str, pieces: Pieces) -> Row:
    """A text without labels."""
    n = len(pieces.ids)
    return Row(corpus, pieces, np.zeros(n, dtype=np.int64), np.zeros((n, len(OTHER_LABELS)), dtype=np.float32), None)


def rows_of(tokenizer: Tokenizer, sentences: Iterable[Sentence]) -> Iterator[Row]:
    """The rows of sentences, each at most MOST_PIECES long."""
    for sentence in sentences:
        whole = row_of(sentence.corpus, pieces_of(tokenizer, sentence.question.text, sentence.question.names))
        for start, end, label in sentence.labels:
            own = [i for i, (b, e) in enumerate(whole.pieces.offsets) if b < end and e > start]
            if label == DATASET and own:
                whole.tags[own] = 2
                whole.tags[own[0]] = 1
            elif label == UNSURE:
                whole.tags[own] = NO_TAG
            elif label in OTHER_LABELS:
                whole.others[own, OTHER_LABELS.index(label)] = 1
        for at in range(0, len(whole.tags), MOST_PIECES):
            part = slice(at, at + MOST_PIECES)
            cut = whole.pieces.cut(at, at + MOST_PIECES)
            yield replace(whole, pieces=cut, tags=whole.tags[part], others=whole.others[part], sentence=sentence)


def batches_of(rows: Sequence[Row], pieces: int, chooser: random.Random | None = None) -> list[list[Row]]:
    """Rows of like length together, at most that many pieces a batch; shuffled where a chooser is given."""
    rows = list(rows)
    if chooser is not None:
        chooser.shuffle(rows)
    batches: list[list[Row]] = []
    for first in range(0, len(rows), _POOL):
        batch: list[Row] = []
        for row in sorted(rows[first : first + _POOL], key=lambda r: len(r.tags)):
            if batch and (len(batch) + 1) * (len(row.tags) + 2) > pieces:
                batches.append(batch)
                batch = []
            batch.append(row)
        batches.append(batch)
    if chooser is not None:
        chooser.shuffle(batches)
    return batches


@dataclass(frozen=True)
class Batch:
    """Rows as tensors of one width, with the marks that begin and end a text."""

    ids: Tensor
    shapes: Tensor
    marks: Tensor
    mask: Tensor
    tags: Tensor
    others: Tensor


def batch_of(rows: Sequence[Row], start: int, end: int) -> Batch:
    """The tensors of some rows; `start` and `end` are the ids of the pieces that begin and end a text."""
    width = max(len(row.tags) for row in rows) + 2
    ids, shapes, mask = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(3))
    tags = np.full((len(rows), width), NO_TAG, dtype=np.int64)
    marks = np.zeros((len(rows), width, _MARKS), dtype=np.float32)
    others = np.zeros((len(rows), width, len(OTHER_LABELS)), dtype=np.float32)
    for i, row in enumerate(rows):
        n = len(row.tags)
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = start, row.pieces.ids, end
        mask[i, : n + 2] = 1
        shapes[i, 1 : n + 1], marks[i, 1 : n + 1], tags[i, 1 : n + 1] = row.pieces.shapes, row.pieces.marks, row.tags
        others[i, 1 : n + 1] = row.others
    return Batch(*(torch.from_numpy(a) for a in (ids, shapes, marks, mask, tags, others)))
