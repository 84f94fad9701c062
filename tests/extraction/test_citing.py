"""Citations and what stands nearby, by a model whose weights are named here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.accepted_works import AcceptedWorks
from kg.extraction.candidates import find_candidates
from kg.extraction.citing import cite
from kg.extraction.linear import LinearModel
from kg.extraction.naming import Named
from kg.extraction.pairing import Pair, Pairing
from kg.model import Catalogue, Mention

# Takes what is printed right behind the name, and the dataset's own work wherever it stands.
MODEL = LinearModel({"after 0 alone": 4.0, "own work": 4.0}, -2.0, 0.5)
DENG = "ImageNet: A large-scale hierarchical image database"

# (key, basis, marker) of every citation, and the key and owner of what stands nearby.
CASES = [
    (
        "right after",
        "We use <d>ImageNet</d> [b1].",
        {},
        [("b1", "attached", "[b1]")],
        [],
    ),
    (
        "two keys",
        "We use <d>ImageNet</d> [b1, b2].",
        {},
        [("b1", "attached", "[b1, b2]"), ("b2", "attached", "[b1, b2]")],
        [],
    ),
    (
        "after a noun for data",
        "The <d>ImageNet</d> dataset [b1] is used.",
        {},
        [("b1", "attached", "[b1]")],
        [],
    ),
    (
        "markers of networks",
        "We test AlexNet [b25] and VGG-16 [b3] on the <d>ImageNet</d> dataset.",
        {},
        [],
        [("b3", "stands with the model 'VGG-16'"), ("b25", "stands with the model 'AlexNet'")],
    ),
    (
        "its own work, cited for something else",
        "We use AlexNet [b1] here.\n\nWe use <d>ImageNet</d> too.",
        {"b1": DENG},
        [("b1", "listed", "[b1]")],
        [],
    ),
    (
        "its own work, never cited",
        "We use <d>ImageNet</d> too.",
        {"b1": DENG},
        [("b1", "listed", "")],
        [],
    ),
    ("far away", "We use <d>ImageNet</d> " + "for all these things " * 5 + "[b1].", {}, [], []),
]


@pytest.fixture
def pairs(
    marked: Callable[..., Any], document: Callable[..., Any], catalogue: Catalogue
) -> Callable[..., tuple[list[Pair], Any]]:
    """The function (source, titles) -> the pairs of ImageNet-1k, and the paper."""

    def run(source: str, titles: dict[str, str]) -> tuple[list[Pair], Any]:
        case = marked(source, titles)
        doc = document(case.paper)
        named = Named("imagenet-1k", [Mention(e.span, e.surface, "catalogue", 1.0) for e in case.expected])
        names = [s for c in find_candidates(doc).values() for s in c.spans]
        works = AcceptedWorks(catalogue).find(case.paper)
        return Pairing(doc, [named], names, works, catalogue, {}).pairs_of(named), case.paper

    return run


@pytest.mark.parametrize(("why", "source", "titles", "cited", "near"), CASES, ids=[c[0] for c in CASES])
def test_citations(
    why: str,
    source: str,
    titles: dict[str, str],
    cited: list[tuple[str, str, str]],
    near: list[tuple[str, str]],
    pairs: Callable[..., Any],
) -> None:
    found, paper = pairs(source, titles)
    citations, nearby = cite(found, MODEL, paper)
    assert [(c.reference, c.basis, c.marker) for c in citations] == cited
    assert sorted((n.reference, n.reason) for n in nearby) == sorted(near)
    for citation in citations:
        assert citation.reason
        if citation.span is not None:
            assert paper.quote(citation.span) == citation.marker


def test_a_reference_is_cited_or_nearby_but_not_both(pairs: Callable[..., Any]) -> None:
    found, paper = pairs("We use <d>ImageNet</d> [b1] and AlexNet [b2] and again <d>ImageNet</d>, not [b1].", {})
    citations, nearby = cite(found, MODEL, paper)
    assert [c.reference for c in citations] == ["b1"]
    assert [n.reference for n in nearby] == ["b2"]


def test_a_model_that_takes_nothing_leaves_all_nearby(pairs: Callable[..., Any]) -> None:
    found, paper = pairs("We use <d>ImageNet</d> [b1].", {})
    citations, nearby = cite(found, LinearModel({}, -5.0, 0.5), paper)
    assert citations == ()
    assert [(n.reference, n.marker) for n in nearby] == [("b1", "[b1]")]


# (why, source, titles, reason of b1)
TAKEN = [
    ("behind", "We use <d>ImageNet</d> [b1].", {}, "stands right behind 'ImageNet'"),
    ("before", "In [b1] <d>ImageNet</d> is made.", {}, "stands right before 'ImageNet'"),
    (
        "its own",
        "We use <d>ImageNet</d> [b1].",
        {"b1": DENG},
        "stands right behind 'ImageNet' and is the dataset's own publication",
    ),
    (
        "by its title",
        "We use <d>ImageNet</d> [b1].",
        {"b1": "All about ImageNet"},
        "stands right behind 'ImageNet' and has its name in the title",
    ),
    ("with words between", "<d>ImageNet</d> is a set of images [b1].", {}, "stands with 'ImageNet'"),
    ("in a table", "a\t<d>ImageNet</d>\nb\t[b1]\nc\t1", {}, "stands below 'ImageNet' in the table"),
    (
        "a sentence on",
        "We use <d>ImageNet</d>. It was introduced by [b1].",
        {},
        "stands in a sentence behind 'ImageNet' that tells where it comes from",
    ),
    (
        "far from it",
        "We use <d>ImageNet</d>.\n\nSo did AlexNet [b1].",
        {"b1": DENG},
        "is the dataset's own publication",
    ),
]


@pytest.mark.parametrize(("why", "source", "titles", "reason"), TAKEN, ids=[c[0] for c in TAKEN])
def test_why_it_was_taken(
    why: str, source: str, titles: dict[str, str], reason: str, pairs: Callable[..., Any]
) -> None:
    found, paper = pairs(source, titles)
    citations, _ = cite(found, LinearModel({}, 5.0, 0.5), paper)
    assert [c.reason for c in citations if c.reference == "b1"] == [reason]


LEFT = [
    ("a model", "VGG-16 [b1] on <d>ImageNet</d>.", {}, "stands with the model 'VGG-16'"),
    ("an unknown name", "FooNet [b1] on <d>ImageNet</d>.", {}, "stands with 'FooNet'"),
    (
        "the publication of another dataset",
        "We use <d>ImageNet</d> [b1].",
        {"b1": "Learning multiple layers of features from tiny images"},
        "is the publication of CIFAR-10 and CIFAR-100",
    ),
    ("another marker", "<d>ImageNet</d> [b2] as in [b1].", {}, "another marker stands closer to the name"),
    (
        "a method",
        "<d>ImageNet</d> as in [b1].",
        {"b1": "Deep learning with networks"},
        "speaks of a method, by its title",
    ),
    (
        "an author is not what it stands with",
        "<d>ImageNet</d>, see Lee et al. [b1].",
        {},
        "stands in the same sentence, but not with the name",
    ),
]


@pytest.mark.parametrize(("why", "source", "titles", "reason"), LEFT, ids=[c[0] for c in LEFT])
def test_why_it_was_left(why: str, source: str, titles: dict[str, str], reason: str, pairs: Callable[..., Any]) -> None:
    found, paper = pairs(source, titles)
    citations, nearby = cite(found, LinearModel({}, -5.0, 0.5), paper)
    assert citations == ()
    assert [n.reason for n in nearby if n.reference == "b1"] == [reason]
