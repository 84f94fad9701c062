"""Sentences, rows and look-ups by offset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.document import language
from kg.model import Span

NLP = language()

SENTENCES = [
    ("two", ["We use SQuAD.", "We use MNIST."]),
    ("question and exclamation", ["Why?", "Because!", "So."]),
    ("et al.", ["As Deng et al. show, it works."]),
    ("et al. before a year", ["Deng et al. (2009) show it."]),
    ("figure", ["See Fig. 3 for this."]),
    ("section", ["See Sec. Results for this."]),
    ("decimals", ["It costs 3.5 points of 10.25 in all."]),
    ("initials", ["The work of A. N. Other is used."]),
    ("a capital at the end", ["It is in appendix C.", "The experimental setup is new."]),
    ("a name that ends in a capital", ["On ImageNet-C.", "We test it."]),
    ("a capital at the end, in brackets", ["(It is in appendix C.)", "The setup is new."]),
    ("and so on", ["We test dogs, cats etc.", "We also use SVHN."]),
    ("and so on in a sentence", ["We test dogs, cats etc. Others do not."]),
    ("that is", ["It is small, i.e. The Hague, w.r.t. The Others."]),
    ("supplement", ["See Suppl. A.3 and Supp. B for this."]),
    ("with respect to", ["It is small w.r.t. ImageNet and large."]),
    ("such that", ["We choose x s.t. X is small."]),
    ("a version at the end", ["We use SQuAD v1.1.", "Then we stop."]),
    ("for example", ["Many sets, e.g. MNIST, are used."]),
    ("versions", ["We use SQuAD v1.1 here."]),
    ("a closing bracket", ["(We use SQuAD.)", "Then B."]),
    ("a closing quote", ["He says “use SQuAD.”", "Then B."]),
    ("lower case behind", ["It is approx. ten."]),
    ("no full stop", ["We use A"]),
    ("a web address", ["See www.example.org for data."]),
]


@pytest.mark.parametrize(("why", "sentences"), SENTENCES, ids=[why for why, _ in SENTENCES])
def test_sentences(why: str, sentences: list[str], marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    paper = marked(" ".join(sentences)).paper
    assert [paper.quote(s) for s in document(paper).sentences][1:] == sentences


def test_rows_of_tables_are_sentences(marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    paper = marked("Text. More.\n\nA. B\t1. 2\n\nC\t3\n4\t5").paper
    quotes = [paper.quote(s) for s in document(paper).sentences][1:]
    assert quotes == ["Text.", "More.", "A. B\t1. 2", "C\t3", "4\t5"]


def test_look_ups(marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    case = marked("# Data\n\nWe use <d>A</d> [b1]. Then <d>B</d> [b2].")
    found = document(case.paper)
    first, second = case.spans
    assert case.paper.quote(found.sentence_at(first)) == "We use A [b1]."
    assert case.paper.quote(found.sentence_at(second)) == "Then B [b2]."
    assert found.passage_at(first.start).heading == "Data"
    assert [m.keys for m in found.markers_in(found.sentence_at(first))] == [("b1",)]
    assert found.passage_at(len(case.paper.text)) is None
    beyond = Span(len(case.paper.text), len(case.paper.text))
    assert found.sentence_at(beyond) == beyond


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(" \t\n\r_-(ABC"))))
def test_tokens_keep_the_text(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


ENDLESS = [
    ("names and markers", "We use " + "MNIST [b1], " * 3000),
    ("a row of many cells", "MNIST\t" * 6000),
    ("words", "and so on " * 5000),
]


@pytest.mark.parametrize(("why", "source"), ENDLESS, ids=[c[0] for c in ENDLESS])
def test_text_without_end_is_cut(
    why: str, source: str, marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    """Every name is looked at with its sentence: without a cut the work grows with the square of the sentence."""
    paper = marked(source).paper
    sentences = document(paper).sentences[1:]
    assert max(s.end - s.start for s in sentences) <= 5000
    assert "".join("".join(paper.quote(s).split()) for s in sentences) == "".join(source.split())
