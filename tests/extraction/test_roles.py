"""What tells used datasets from mentioned ones: the features of a dataset's places and of its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.document import Document
from kg.extraction.naming import Named
from kg.extraction.paper_kind import paper_features
from kg.extraction.roles import role_features
from kg.model import Mention

PLACES = [
    ("who acts: us", "We train on <d>XSet</d>.", "told us"),
    ("who acts: others", "They train on <d>XSet</d>.", "told them"),
    ("what has been done", "Much work has been done on <d>XSet</d>.", "told in perfect"),
    ("what a dataset holds", "<d>XSet</d> contains 50 images.", "told describes"),
    ("pre-training", "Weights pre-trained on <d>XSet</d> are loaded.", "told of pretraining"),
    ("a sentence about a cited work", "In [a1] the set <d>XSet</d> is tried.", "opens with marker"),
    (
        "markers are counted",
        "Tried on <d>XSet</d> by several groups in the last years [a1], [b1] and [c1].",
        "markers 3",
    ),
    ("the head of a table", "model\t<d>XSet</d>\nours\t90.1", "first row"),
    ("the first column", "data\tscore\n<d>XSet</d>\t90.1", "first column"),
    ("a row of results", "data\tscore\n<d>XSet</d>\t90.1", "row with decimals"),
]


def features(case: Any, document: Document) -> dict[str, float]:
    named = Named("", [Mention(e.span, e.surface, "pattern", 1.0) for e in case.expected])
    return role_features(named, document, paper={}, known=False)


@pytest.mark.parametrize(("why", "source", "feature"), PLACES, ids=[why for why, _, _ in PLACES])
def test_what_a_place_tells(
    why: str, source: str, feature: str, marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    case = marked(source)
    assert features(case, document(case.paper))[f"share:{feature}"] == 1.0


@pytest.mark.parametrize(
    ("why", "source", "feature"), PLACES[:5] + PLACES[7:], ids=[w for w, *_ in PLACES[:5] + PLACES[7:]]
)
def test_another_place_tells_nothing_of_it(
    why: str, source: str, feature: str, marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    case = marked("data\tscores\nsome\tof <d>XSet</d>\tlow" if "told" in feature else "<d>XSet</d> is 1.5 years old.")
    assert f"any:{feature}" not in features(case, document(case.paper))


def test_features_of_the_paper_are_passed_on(marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    case = marked("We train on <d>XSet</d>.")
    doc = document(case.paper)
    named = Named("", [Mention(e.span, e.surface, "pattern", 1.0) for e in case.expected])
    whole = paper_features(doc, datasets=6)
    assert whole.items() <= role_features(named, doc, paper=whole, known=True).items()


PAPERS = [
    ("a review by its title", "A survey of pruning", "Nothing.", "paper: title of a review", 1.0),
    ("a meta-analysis", "Pruning: a meta-analysis", "Nothing.", "paper: title of a review", 1.0),
    ("meta-analyses", "Meta-analyses of pruning", "Nothing.", "paper: title of a review", 1.0),
    ("no review", "Pruning networks", "Nothing.", "paper: title of a review", 0.0),
    (
        "a review by its words",
        "Pruning",
        "This review covers papers. We reviewed many.",
        "paper: speaks of reviewing",
        2 / 3,
    ),
    ("own work", "Pruning", "We use XSet.", "paper: speaks of using", 0.1),
    ("a table", "Pruning", "a\tb\n1\t2", "paper: tables", 0.1),
    ("experiments", "Pruning", "# Experiments\n\nWe measure.", "paper: section experiment", 1.0),
    ("few datasets", "Pruning", "Nothing.", "paper: datasets >= 10", 0.0),
    ("some datasets", "Pruning", "Nothing.", "paper: datasets >= 5", 1.0),
]


@pytest.mark.parametrize(("why", "title", "source", "feature", "value"), PAPERS, ids=[row[0] for row in PAPERS])
def test_the_kind_of_a_paper(
    why: str,
    title: str,
    source: str,
    feature: str,
    value: float,
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    found = paper_features(document(marked(source, title=title).paper), datasets=6)
    assert found[feature] == pytest.approx(value)
