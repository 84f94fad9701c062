"""The second opinion: which sentences the tagger is asked about, and what its answers weigh."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.asking import Asking
from kg.extraction.candidates import find_candidates
from kg.extraction.second_opinion import is_unsure, opinion_features, questions_about
from kg.extraction.tagging import CORPORA, Question

Asked = Callable[[str, str], list[Question]]


@pytest.fixture(scope="module")
def asked(marked: Callable[..., Any], document: Callable[..., Any]) -> Asked:
    """The questions about one name of a marked-up paper."""

    def questions(source: str, name: str) -> list[Question]:
        paper = document(marked(source).paper)
        candidates = find_candidates(paper)
        asking = Asking(paper, [], candidates.values(), frozenset({"bert"}))
        return questions_about(candidates[name], paper, asking)

    return questions


def test_a_question_tells_the_names_of_its_sentence(asked: Asked) -> None:
    (question,) = asked("We like <d>SQuAD</d>. We train <d>BERT</d> on <d>KITTI</d>.", "kitti")
    assert question.text == "We train BERT on KITTI."
    assert question.names == ((9, 13, "another kind"), (17, 22, "candidate"))
    assert [question.text[slice(*span)] for span in question.asked] == ["KITTI"]


def test_a_sentence_is_asked_about_once(asked: Asked) -> None:
    assert len(asked("We use <d>KITTI</d>, for <d>KITTI</d> is large.", "kitti")) == 1


def test_a_frequent_name_is_read_in_a_few_sentences_from_all_over_the_paper(asked: Asked) -> None:
    questions = asked(" ".join(f"We use <d>KITTI</d> for part {i} here." for i in range(40)), "kitti")
    assert [q.text for q in questions] == [f"We use KITTI for part {i} here." for i in (0, 10, 20, 30)]


def test_running_text_comes_before_tables(asked: Asked) -> None:
    rows = "\n".join(f"<d>KITTI</d>\t{i}" for i in range(9))
    questions = asked(f"{rows}\n\nWe use <d>KITTI</d>. And <d>KITTI</d> helps.", "kitti")
    assert [q.text for q in questions] == ["We use KITTI.", "And KITTI helps.", "KITTI\t0", "KITTI\t4"]


@pytest.mark.parametrize(("score", "unsure"), [(0.0, False), (0.01, False), (0.1, True), (0.9, True), (0.999, False)])
def test_the_tagger_is_asked_where_the_detector_is_unsure(score: float, unsure: bool) -> None:
    assert is_unsure(score) is unsure


def test_features_are_log_odds_of_all_who_were_asked() -> None:
    features = opinion_features(0.5, [(0.5,) * len(CORPORA), (1.0,) * len(CORPORA)])
    assert features["detector"] == 0.0
    for corpus in CORPORA:
        assert features[f"{corpus}: lowest"] == 0.0
        assert features[f"{corpus}: mean"] == features[f"{corpus}: highest"] / 2 > 0
