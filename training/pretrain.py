"""Let the encoder read papers before it is taught: `python -m training.pretrain ENCODER FILE [--minutes N]`.

Whole papers of the shared corpora, without those of gold/dev; hidden words are guessed from what stands around them
(BERT's own task, Devlin and others 2019). The encoder was made for whole sentences and has no eye for single words
before; it also learns what the shapes of words tell.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kg.errors import KgError
from kg.extraction.tagging import MOST_PIECES, load_tokenizer, pieces_of
from kg.readers import read
from training.corpora import SHARED
from training.network import Network, Row, batch_of, batches_of, row_of

_FOLDERS = ("latex", "tei", "jats", "social")
_SUFFIXES = (".tex", ".xml", ".nxml", ".pdf")
_SHORTEST_PASSAGE = 150  # characters
_SHORTEST = 24  # pieces
_PIECES = 4096  # a batch
_HIDDEN = 0.15
_MASKED = 0.85  # of the hidden pieces; the rest stay, so that the network looks at every piece
_RATE = 5e-4
_WARM_UP = 100  # steps


def passages() -> Iterator[str]:
    """The running text of the papers to read."""
    answers = (SHARED / "gold" / "dev" / "gold").glob("*.json")
    apart = {json.loads(answer.read_text(encoding="utf-8"))["paper"] for answer in answers}
    for folder in _FOLDERS:
        for path in sorted((SHARED / "corpora" / folder).iterdir()):
            if path.suffix not in _SUFFIXES or path.name in apart:
                continue
            try:
                paper = read(path)
            except KgError:
                continue
            for passage in paper.passages:
                text = paper.quote(passage.span)
                if passage.zone != "references" and len(text) > _SHORTEST_PASSAGE:
                    yield text


def rows(tokenizer: Tokenizer) -> list[Row]:
    """The passages in rows of at most MOST_PIECES pieces."""
    found: list[Row] = []
    for text in passages():
        pieces = pieces_of(tokenizer, text, ())
        for at in range(0, len(pieces.ids) - _SHORTEST, MOST_PIECES):
            found.append(row_of("", pieces.cut(at, at + MOST_PIECES)))
    return found


class Guesser(nn.Module):
    """The network with a head that guesses hidden pieces; its last layer is the encoder's own table of pieces."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        pieces, width = network.bert.embeddings.word_embeddings.weight.shape
        self.turn = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor, hidden: Tensor) -> Tensor:
        """How likely each piece is at the hidden places, as logits."""
        read, _ = self.network.read(ids, shapes, marks, mask)
        table = self.network.bert.embeddings.word_embeddings.weight
        return self.turn(read[hidden]) @ table.T + self.bias


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("encoder", type=Path)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--minutes", type=float, default=20.0, help="stop after so long, or after all papers")
    given = arguments.parse_args()
    tokenizer = load_tokenizer(given.encoder)
    network = Network(given.encoder)
    _read(network, tokenizer, rows(tokenizer), seconds=60 * given.minutes)
    given.file.parent.mkdir(parents=True, exist_ok=True)
    kept = {k: v for k, v in network.state_dict().items() if k.startswith(("bert.", "shape."))}
    torch.save(kept, given.file)


def _read(network: Network, tokenizer: Tokenizer, texts: list[Row], *, seconds: float) -> None:
    torch.manual_seed(0)
    start, end, mask_id = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[MASK]"))
    guesser = Guesser(network)
    guesser.train()
    optimizer = torch.optim.AdamW(guesser.parameters(), lr=_RATE, weight_decay=0.01, fused=True)
    batches = batches_of(texts, _PIECES, random.Random(0))
    began, losses = time.monotonic(), []
    for step, part in enumerate(batches):
        done = max((time.monotonic() - began) / seconds, step / len(batches))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min((step + 1) / _WARM_UP, max(0.02, 1 - done))
        batch = batch_of(part, start, end)
        hidden = (torch.rand(batch.ids.shape) < _HIDDEN) & (batch.tags == 0)
        masked = hidden & (torch.rand(batch.ids.shape) < _MASKED)
        with torch.autocast("cpu", torch.bfloat16):
            guesses = guesser(batch.ids.masked_fill(masked, mask_id), batch.shapes, batch.marks, batch.mask, hidden)
            loss = functional.cross_entropy(guesses.float(), batch.ids[hidden])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(guesser.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 50 == 49:
            loss_now, seconds_now = np.mean(losses[-50:]), time.monotonic() - began
            print(f"  step {step + 1} of {len(batches)}, loss {loss_now:.3f}, {seconds_now:.0f} s", flush=True)


if __name__ == "__main__":
    main()
