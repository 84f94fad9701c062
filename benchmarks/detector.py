"""What each part of the tagger brings: `python -m benchmarks.detector ENCODER --pretrained FILE [--steps N ...]`.

Trains on folds 0 to 5 of GSAP-NER and measures the spans of datasets on folds 6 and 7; every step has one part more.
Step 0 is a network of spaCy's, trained on the same.
ENCODER and FILE as for `python -m training.tagger`. Needs the extra `train` (PyTorch) and ../shared; about an hour on
two cores that know bfloat16. `--test 8 9` measures other folds, where paragraphs.jsonl holds them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.detector_cnn import cnn_spans
from kg.extraction.tagging import load_tokenizer
from training.network import Row, rows_of
from training.sentences import Sentence
from training.tagger import RATE, fresh, measure, sentences
from training.tagger_fit import figures, fit, true_spans

_ALONE, _WITH_SENTENCES, _ALL = ("gsap",), ("gsap", "heddes", "tdmsci"), ("gsap", "heddes", "tdmsci", "guide")


@dataclass(frozen=True)
class _Step:
    name: str
    corpora: tuple[str, ...]
    marked: bool
    pretrained: bool
    epochs: int  # more where there is less to read


STEPS = (
    _Step("encoder", _ALONE, marked=False, pretrained=False, epochs=4),
    _Step("+ names seen already, by the catalogue and by their print", _ALONE, marked=True, pretrained=False, epochs=4),
    _Step("+ pre-training on papers", _ALONE, marked=True, pretrained=True, epochs=4),
    _Step("+ heddes and tdmsci", _WITH_SENTENCES, marked=True, pretrained=True, epochs=4),
    _Step("+ papers labelled by the guide, texts written for training", _ALL, marked=True, pretrained=True, epochs=2),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("encoder", type=Path)
    arguments.add_argument("--pretrained", type=Path, required=True)
    arguments.add_argument("--steps", type=int, nargs="+", default=list(range(len(STEPS) + 1)))
    arguments.add_argument("--test", type=int, nargs="+", default=[6, 7], help="folds that are measured on")
    given = arguments.parse_args()
    tokenizer = load_tokenizer(given.encoder)
    told = sentences()
    if 0 in given.steps:
        print(f"{'a CNN of spaCy':60} {_cnn([s for s in told if s.corpus in _ALONE], given.test)}", flush=True)
    rows = list(rows_of(tokenizer, told))
    for step in (STEPS[number - 1] for number in given.steps if number):
        own = [_marked(row, step.marked) for row in rows if row.corpus in step.corpora]
        test = [row for row in own if _group(row) in given.test]
        network = fresh(given.encoder, given.pretrained if step.pretrained else None)
        train = [row for row in own if _group(row) not in given.test]
        fit(network, tokenizer, train, epochs=step.epochs, rate=RATE, seed=1)
        print(f"{step.name:60} {measure(network, tokenizer, test, 'gsap')}", flush=True)


def _cnn(own: list[Sentence], folds: list[int]) -> str:
    test = [sentence for sentence in own if sentence.group in folds]
    found = cnn_spans([sentence for sentence in own if sentence.group not in folds], test)
    return figures(found, true_spans(test))


def _group(row: Row) -> int:
    return row.sentence.group if row.sentence is not None else -1


def _marked(row: Row, marked: bool) -> Row:
    if marked:
        return row
    return replace(row, pieces=replace(row.pieces, marks=np.zeros_like(row.pieces.marks)))


if __name__ == "__main__":
    main()
