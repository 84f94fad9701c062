"""The plain start that the tagger is measured against: spaCy's own network for names, a CNN over hashed words."""

from __future__ import annotations

import random
from collections.abc import Sequence

from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed, minibatch

from kg.extraction.document import language
from training.sentences import DATASET, Sentence

_EPOCHS = 12
_BATCH = 32  # sentences
_DROPOUT = 0.2


def cnn_spans(train: Sequence[Sentence], test: Sequence[Sentence]) -> set[tuple[str, int, int]]:
    """The spans of datasets in `test`, as (text, start, end), that spaCy's entity recognizer finds.

    It has the settings that spaCy gives a blank pipeline and learns from `train` alone. A name that does not begin and
    end with a word is left out of what it learns.
    """
    fix_random_seed(1)
    nlp = language()
    nlp.add_pipe("ner")
    examples = [_example(nlp, sentence) for sentence in train]
    nlp.initialize(lambda: examples)
    order = random.Random(1)
    for _ in range(_EPOCHS):
        order.shuffle(examples)
        for batch in minibatch(examples, _BATCH):
            nlp.update(batch, drop=_DROPOUT)
    read = nlp.pipe(sentence.question.text for sentence in test)
    return {
        (sentence.text_of, sentence.start + name.start_char, sentence.start + name.end_char)
        for sentence, doc in zip(test, read, strict=True)
        for name in doc.ents
    }


def _example(nlp: Language, sentence: Sentence) -> Example:
    doc = nlp.make_doc(sentence.question.text)
    spans = (doc.char_span(start, end) for start, end, label in sentence.labels if label == DATASET)
    names = [(s.start_char, s.end_char, DATASET) for s in filter_spans(s for s in spans if s is not None)]
    return Example.from_dict(doc, {"entities": names})
