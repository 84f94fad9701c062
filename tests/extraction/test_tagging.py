"""The tagger: word pieces, shapes and marks of a sentence, and answers that hang on the sentence alone."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extraction.tagging import CORPORA, KINDS_OF_NAMES, MOST_PIECES, Question, Tagger, load_tokenizer, pieces_of
from kg.resources import shipped

MODELS = shipped("data", "models")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(MODELS)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("2012", 1), ("corpus", 2), ("KITTI", 3), ("A", 4), ("Cityscapes", 5), ("mC4", 6), ("SQuAD", 7), (",", 0)],
)
def test_the_shape_of_a_word_goes_with_all_its_pieces(word: str, shape: int) -> None:
    pieces = pieces_of(load_tokenizer(MODELS), f"on {word} .", ())
    own = [int(s) for s, (start, _) in zip(pieces.shapes, pieces.offsets, strict=True) if 3 <= start < 3 + len(word)]
    assert own == [shape] * len(own) and own


def test_a_name_is_marked_where_it_begins_and_where_it_goes_on() -> None:
    text = "We use Penn Treebank here."
    pieces = pieces_of(load_tokenizer(MODELS), text, [(7, 20, "known")])
    first, rest = (pieces.marks[:, 2 * KINDS_OF_NAMES.index("known") + i] for i in (0, 1))
    inside = [i for i, (start, end) in enumerate(pieces.offsets) if start >= 7 and end <= 20]
    assert np.flatnonzero(first).tolist() == inside[:1]
    assert np.flatnonzero(rest).tolist() == inside[1:]


@pytest.mark.parametrize(
    ("why", "text", "asked"),
    [
        ("a sentence", "We evaluate on the Zorbix dataset.", (19, 25)),
        ("no words", "...", (0, 3)),
        ("a span of nothing", "We evaluate.", (3, 3)),
        ("control characters", "We \x00\x07 use \u202eZorbix\u202c.", (10, 16)),
        ("another script", "我们使用数据集。", (0, 3)),
        ("a long sentence", "and " * 500 + "Zorbix " + "or " * 500, (2000, 2006)),
        ("a span behind the part that is read", "KITTI " + "and " * 500 + "Zorbix", (0, 5)),
    ],
)
def test_every_text_gets_an_answer(tagger: Tagger, why: str, text: str, asked: tuple[int, int]) -> None:
    ((answer,),) = tagger.answer([Question(text, (), (asked,))])
    assert len(answer) == len(CORPORA) and all(0 <= likelihood <= 1 for likelihood in answer), why


def test_no_questions_have_no_answers(tagger: Tagger) -> None:
    assert tagger.answer([]) == []


def test_answers_come_in_the_order_of_the_questions(tagger: Tagger) -> None:
    data = Question("All networks are trained on the Zorbix dataset and tested on it.", (), ((32, 38),))
    method = Question("We propose Zorbix, a convolutional network with an attention layer.", (), ((11, 17),))
    filler = [Question(f"Sentence number {i} says {'nothing ' * i}.", (), ()) for i in range(1, 40)]
    answers = tagger.answer([method, *filler, data, Question(data.text, (), ())])
    assert len(answers) == 42 and answers[-1] == []
    assert answers[-2][0][0] > 0.5 > answers[0][0][0]


def test_a_long_sentence_is_read_around_the_name(tagger: Tagger) -> None:
    around = "the networks are trained on the Zorbix dataset"
    long = "word " * (2 * MOST_PIECES) + around + " word" * (2 * MOST_PIECES)
    at = long.index("Zorbix")
    ((answer,),) = tagger.answer([Question(long, (), ((at, at + 6),))])
    assert answer[0] > 0.5
