"""Fitting the tagger's network, and measuring it on spans left out."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from kg.extraction.tagging import CORPORA, KINDS_OF_NAMES
from training.network import Batch, Network, Row, batch_of, batches_of
from training.sentences import DATASET, Sentence

_PIECES = 4096  # a batch
_WITHOUT_NAMES = {"guide": 0.4, "gsap": 0.6, "heddes": 0.6, "tdmsci": 0.6}  # share of the rows without names, an epoch
_BARE = 0.3  # share of the rows that are read without the marks of names, so that their words count too
_MASKED = 0.15  # share of the rows whose names are hidden, so that what stands around them counts
_CANDIDATE = 2 * KINDS_OF_NAMES.index(
    "candidate"
)  # the column of the marks of its first pieces; the next is the rest's
_OTHERS = 0.5  # weight of telling other names apart
_WARM_UP = 0.06


def fit(network: Network, tokenizer: Tokenizer, rows: Sequence[Row], *, epochs: float, rate: float, seed: int) -> None:
    """Fit the network to rows; `rate` is the highest learning rate of the encoder, the heads learn ten times faster."""
    chooser = random.Random(seed)
    torch.manual_seed(seed)
    start, end, mask = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[MASK]"))
    fresh = [p for name, p in network.named_parameters() if not name.startswith("bert.")]
    optimizer = torch.optim.AdamW(
        [{"params": network.bert.parameters(), "lr": rate}, {"params": fresh, "lr": 10 * rate}],
        weight_decay=0.01,
        fused=True,
    )
    steps = round(epochs * len(batches_of(_epoch(rows, random.Random(seed)), _PIECES)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (_WARM_UP * steps), max(0.0, (steps - s) / steps))
    )
    network.train()
    began, losses = time.monotonic(), []
    for step, batch_rows in zip(range(steps), _endless(rows, chooser), strict=False):
        batch = batch_of([_varied(row, mask, chooser) for row in batch_rows], start, end)
        with torch.autocast("cpu", torch.bfloat16):
            loss = _loss(network, batch, batch_rows)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 99:
            print(
                f"  step {step + 1} of {steps}, loss {np.mean(losses[-100:]):.4f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
    network.eval()


def _endless(rows: Sequence[Row], chooser: random.Random) -> Iterator[list[Row]]:
    while True:
        yield from batches_of(_epoch(rows, chooser), _PIECES, chooser)


def _epoch(rows: Sequence[Row], chooser: random.Random) -> list[Row]:
    return [row for row in rows if (row.tags > 0).any() or chooser.random() < _WITHOUT_NAMES[row.corpus]]


def _varied(row: Row, mask: int, chooser: random.Random) -> Row:
    draw = chooser.random()
    if draw < _BARE:
        return replace(row, pieces=replace(row.pieces, marks=np.zeros_like(row.pieces.marks)))
    if draw < _BARE + _MASKED:
        hidden = np.where(row.pieces.marks[:, _CANDIDATE : _CANDIDATE + 2].any(1), mask, row.pieces.ids)
        return replace(row, pieces=replace(row.pieces, ids=hidden))
    return row


def _loss(network: Network, batch: Batch, rows: Sequence[Row]) -> torch.Tensor:
    hidden, seen = network.read(batch.ids, batch.shapes, batch.marks, batch.mask)
    total = torch.zeros(())
    for corpus in CORPORA:
        own = [i for i, row in enumerate(rows) if row.corpus == corpus]
        if not own:
            continue
        tags = network.heads[corpus](seen[own]).float()
        share = len(own) / len(rows)
        total = total + share * functional.cross_entropy(tags.flatten(0, 1), batch.tags[own].flatten())
        if corpus == "gsap":
            real = batch.mask[own] == 1
            others = network.others(hidden[own][real]).float()
            total = total + _OTHERS * share * functional.binary_cross_entropy_with_logits(
                others, batch.others[own][real]
            )
    return total


def tags_of(network: Network, tokenizer: Tokenizer, rows: Sequence[Row], head: str) -> list[np.ndarray]:
    """For each row the likelihoods of the three tags of its pieces, pieces x 3."""
    start, end = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
    place = {id(row): i for i, row in enumerate(rows)}
    found: list[np.ndarray] = [np.zeros((0, 3))] * len(rows)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for part in batches_of(rows, 2 * _PIECES):
            batch = batch_of(part, start, end)
            _, seen = network.read(batch.ids, batch.shapes, batch.marks, batch.mask)
            likelihoods = network.heads[head](seen).float().softmax(-1).numpy()
            for row, own in zip(part, likelihoods, strict=True):
                found[place[id(row)]] = own[1 : len(row.tags) + 1]
    return found


Span = tuple[str, int, int]


def spans_of(rows: Sequence[Row], tags: Sequence[np.ndarray]) -> set[Span]:
    """The spans that the tags mark, as (text, start, end)."""
    found: set[Span] = set()
    for row, own in zip(rows, tags, strict=True):
        base = row.sentence.start
        open_: list[int] = []
        best = own.argmax(-1)
        for i in range(len(row.tags) + 1):
            tag = best[i] if i < len(row.tags) else 0
            if open_ and tag != 2:
                begin, end = row.pieces.offsets[open_[0]][0], row.pieces.offsets[open_[-1]][1]
                found.add((row.sentence.text_of, base + begin, base + end))
                open_ = []
            if tag:
                open_.append(i)
    return found


def true_spans(sentences: Iterable[Sentence]) -> set[Span]:
    """The spans of datasets that sentences are labelled with, as (text, start, end)."""
    return {
        (sentence.text_of, sentence.start + start, sentence.start + end)
        for sentence in sentences
        for start, end, label in sentence.labels
        if label == DATASET
    }


def figures(found: set[Span], true: set[Span]) -> str:
    """Precision, recall and F1 of exact spans, and F1 where any overlap counts."""
    exact = len(found & true)
    by_text: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, start, end in true:
        by_text[text].append((start, end))
    met = sum(any(start < e and s < end for s, e in by_text[text]) for text, start, end in found)
    by_found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, start, end in found:
        by_found[text].append((start, end))
    reached = sum(any(start < e and s < end for s, e in by_found[text]) for text, start, end in true)
    p, r = exact / max(1, len(found)), exact / max(1, len(true))
    pp, pr = met / max(1, len(found)), reached / max(1, len(true))
    return f"P {p:.3f}  R {r:.3f}  F1 {_f1(p, r):.3f}   overlapping F1 {_f1(pp, pr):.3f}"


def _f1(p: float, r: float) -> float:
    return 2 * p * r / max(1e-9, p + r)
