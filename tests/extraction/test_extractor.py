"""The whole way from a paper to its record, with the catalogue and the models that ship, on clear-cut sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extraction import Extractor
from kg.model import Marker, Paper, Passage, Record, Reference, Span

KRIZHEVSKY = "Learning multiple layers of features from tiny images"
DENG = "ImageNet: A large-scale hierarchical image database"
ALEXNET = "ImageNet classification with deep convolutional neural networks"
VGG = "Very deep convolutional networks for large-scale image recognition"
RAJPURKAR = "Know what you don't know: Unanswerable questions for SQuAD"
LECUN = "Gradient-based learning applied to document recognition"

# What is marked must be found, with its role and its references. What is marked "cites=none" must have none.
PAPERS = [
    (
        "a marker right after the dataset",
        "# Experiments\n\nWe train and evaluate all our models on "
        "<d id=squad-2.0 role=used cites=b3>SQuAD 2.0</d> [b3].",
        {"b3": RAJPURKAR},
    ),
    (
        "two datasets, each with its marker",
        "# Experiments\n\nWe evaluate on the <d id=cifar-10 role=used cites=b1>CIFAR-10</d> dataset [b1] and on the "
        "<d id=imagenet-1k role=used cites=b2>ImageNet</d> dataset [b2].",
        {"b1": KRIZHEVSKY, "b2": DENG},
    ),
    (
        "markers of networks",
        "# Experiments\n\nWe conduct experiments with AlexNet [25] and VGG-16 [3] on the "
        "<d id=imagenet-1k role=used cites=none>ImageNet ILSVRC-2012</d> dataset.",
        {"25": ALEXNET, "3": VGG},
    ),
    (
        "one report for two datasets",
        "# Experiments\n\nWe evaluate on <d id=cifar-10 role=used cites=b1>CIFAR-10</d> [b1] and "
        "<d id=cifar-100 role=used cites=b1>CIFAR-100</d> [b1].",
        {"b1": KRIZHEVSKY},
    ),
    (
        "another member of the family",
        "# Experiments\n\nWe evaluate on <d id=fashion-mnist role=used>Fashion-MNIST</d> and "
        "<d id=mnist role=used cites=b1>MNIST</d> [b1].",
        {"b1": LECUN},
    ),
]


@pytest.mark.parametrize(("why", "source", "titles"), PAPERS, ids=[c[0] for c in PAPERS])
def test_clear_cut_papers(
    why: str, source: str, titles: dict[str, str], marked: Callable[..., Any], extractor: Extractor
) -> None:
    case = marked(source, titles)
    record = extractor.extract(case.paper)
    check(record, case.paper)
    uses = {use.known_as: use for use in record.uses}
    for e in case.expected:
        use = uses[e.id]
        assert e.surface in use.surfaces
        assert use.used == (e.role == "used")
        assert not use.introduced
        if e.cites:
            assert {c.reference for c in use.citations} == set(e.cites) - {"none"}
            assert e.cites == ("none",) or {c.basis for c in use.citations} == {"attached"}


def test_what_stands_nearby_is_kept_apart(marked: Callable[..., Any], extractor: Extractor) -> None:
    case = marked(PAPERS[2][1], PAPERS[2][2])
    [use] = [u for u in extractor.extract(case.paper).uses if u.known_as == "imagenet-1k"]
    assert {(n.reference, n.marker) for n in use.nearby} == {("25", "[25]"), ("3", "[3]")}


@pytest.mark.parametrize("source", ["On CIFAR it works.", "", "\t\n\t", "[b1] [b2]", "."])
def test_odd_papers(source: str, marked: Callable[..., Any], extractor: Extractor) -> None:
    paper = marked(source).paper
    check(extractor.extract(paper), paper)


def test_the_record_holds_no_text(marked: Callable[..., Any], extractor: Extractor) -> None:
    record = extractor.extract(marked("On ImageNet [b1] it works.").paper)
    assert (record.paper.text, record.paper.passages, record.paper.markers, record.paper.lines) == ("", (), (), ())
    assert [r.key for r in record.paper.references] == ["b1"]


def test_the_same_paper_gives_the_same_record(marked: Callable[..., Any], extractor: Extractor) -> None:
    case = marked(PAPERS[1][1], PAPERS[1][2])
    assert extractor.extract(case.paper) == extractor.extract(case.paper)


def check(record: Record, paper: Paper) -> None:
    """What holds of every record: spans lie in the text, quotes are verbatim, keys are those of the list."""
    keys = {r.key for r in paper.references}
    for use in record.uses:
        assert use.mentions
        assert use.surfaces
        assert use.name in use.surfaces
        assert 0.0 <= use.confidence <= 1.0
        for mention in use.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(paper.text)
            assert "".join(paper.quote(mention.span).split()) == "".join(mention.surface.split())
            assert 0.0 <= mention.score <= 1.0
        assert paper.quote(use.evidence.span) == use.evidence.quote
        assert use.evidence.quote
        if use.description is not None and use.description.source == "paper":
            assert use.description.text in paper.text
        cited = {c.reference for c in use.citations}
        assert cited <= keys
        assert {n.reference for n in use.nearby} <= keys - cited
        for citation in use.citations:
            assert citation.span is None or paper.quote(citation.span) == citation.marker


# Lone surrogates are left out: readers replace them.
LETTERS = st.characters(exclude_categories=("Cs",))
WORDS = [
    *("ImageNet", "CIFAR-10 and -100", "CIFAR", "VOC 2007/2012", "Penn Treebank", "MNIST-", "-C", "NYU Depth (v2)"),
    *(" (", ")", "(PTB)", "the X dataset", "[1]", ". ", " et al. ", "60,000 images", "We train on ", "ا", "ﬁ", "İ"),
    *("\t", "\n", "\x00", "\u202eMNIST\u202c", "\u2028"),
]
PIECES = st.one_of(
    st.text(LETTERS, max_size=20),
    st.sampled_from(WORDS),
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Any text, cut into passages anywhere, with markers anywhere."""
    text = "".join(draw(st.lists(PIECES, max_size=25)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    zones = st.sampled_from(["title", "abstract", "body", "table", "caption", "footnote", "availability", "appendix"])
    passages = tuple(
        Passage(draw(zones), draw(st.sampled_from(["", "Related work", "4 Experiments"])), Span(start, end))
        for start, end in pairwise(cuts)
    )
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    markers = tuple(
        Marker(Span(start, end), tuple(draw(st.lists(st.sampled_from(["1", "2", "x"]), max_size=2, unique=True))))
        for start, end in zip(places[::2], places[1::2], strict=False)
    )
    raw = draw(st.text(LETTERS, max_size=30))
    references = (Reference("1", raw, draw(st.sampled_from(["", DENG, raw])), (raw,)), Reference("2", "", KRIZHEVSKY))
    blank = Paper("sha256:0", "a.txt", draw(st.text(LETTERS, max_size=9)), (), None, (), "", (), (), ())
    return replace(blank, text=text, passages=passages, markers=markers, references=references)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(paper=papers())
def test_any_text_gives_a_record(paper: Paper, extractor: Extractor) -> None:
    check(extractor.extract(paper), paper)
