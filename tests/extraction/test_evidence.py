"""The passage that supports a use is verbatim, and the best among the mentions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.extraction.evidence import find_evidence
from kg.extraction.naming import Named
from kg.model import Line, Mention, Span

# The best sentence is the one that ends with the marked name.
CASES = [
    (
        "what is done beats what is said of others",
        "# Related work\n\nMany earlier papers speak of SET in their own words.\n\n"
        "# Experiments\n\nWe train and evaluate all our networks on <d>SET</d>",
        {"used": True, "introduced": False},
    ),
    (
        "what introduces it",
        "# Introduction\n\nWe introduce a new annotated corpus called <d>SET</d>\n\n"
        "# Experiments\n\nAll networks are evaluated by the authors on SET.",
        {"used": False, "introduced": True},
    ),
    (
        "a sentence beats a cell of a table",
        "SET\t9\nOther\t8\n\nWe evaluate the networks at length on <d>SET</d>",
        {"used": True, "introduced": False},
    ),
    (
        "the earlier of equals",
        "A sentence that speaks at some length of <d>SET</d>\n\nA sentence that speaks at some length of SET.",
        {"used": False, "introduced": False},
    ),
]


@pytest.mark.parametrize(("why", "source", "roles"), CASES, ids=[c[0] for c in CASES])
def test_best_sentence(
    why: str, source: str, roles: dict[str, bool], marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    case = marked(source)
    text = case.paper.text
    evidence = find_evidence(_named(text, "SET"), document(case.paper), **roles)
    assert evidence.quote == text[evidence.span.start : evidence.span.end]
    assert evidence.span.contains(case.spans[0])


def test_a_sentence_without_end_is_cut_around_the_mention(
    marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    paper = marked("and so on " * 300 + "SET" + " and on" * 300).paper
    evidence = find_evidence(_named(paper.text, "SET"), document(paper), used=True, introduced=False)
    assert "SET" in evidence.quote
    assert evidence.quote == paper.quote(evidence.span)
    assert len(evidence.quote) < 1000


def _named(text: str, name: str) -> Named:
    at, mentions = text.find(name), []
    while at >= 0:
        mentions.append(Mention(Span(at, at + len(name)), name, "catalogue", 1.0))
        at = text.find(name, at + 1)
    return Named("", mentions)


def test_page_and_boxes_are_those_of_the_printed_lines(
    marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    paper = marked("We train all of our networks on SET for long.").paper
    at = paper.text.index("We")
    boxes = ((3, (10.0, 20.0, 110.0, 30.0)), (4, (10.0, 40.0, 130.0, 50.0)))
    lines = (Line(Span(at, at + 20), *boxes[0]), Line(Span(at + 20, at + 44), *boxes[1]))
    paper = replace(paper, lines=lines)
    evidence = find_evidence(_named(paper.text, "SET"), document(paper), used=True, introduced=False)
    assert evidence.page == 3
    assert evidence.boxes == boxes
