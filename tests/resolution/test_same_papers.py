"""Which papers are one: by number, by title and authors; never two that must stay apart; in any order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Paper
from kg.resolution.same_papers import numbers_of, same_papers

TITLE = "Deep Residual Learning for Image Recognition"
HE = ("Kaiming He", "Xiangyu Zhang", "Shaoqing Ren")


def paper(id_: str, *numbers: str, title: str = TITLE, authors: tuple[str, ...] = HE, year: int | None = 2016) -> Paper:
    return Paper(id_, "a.pdf", title, authors, year, numbers, "", (), (), ())


ONE = [
    ("a shared DOI", paper("a", "doi:10.1/x"), paper("b", "doi:10.1/x", title="Another title", year=1990)),
    ("a shared DOI in other letters", paper("a", "doi:10.1/X", title=""), paper("b", "doi:10.1/x", authors=())),
    ("a shared arXiv number", paper("arxiv:1512.03385"), paper("b", "arxiv:1512.03385v1", title="ResNet")),
    ("the DOI that arXiv gives", paper("arxiv:1512.03385"), paper("doi:10.48550/arxiv.1512.03385", title="ResNet")),
    ("title and authors", paper("a"), paper("b")),
    ("a title in other spelling", paper("a"), paper("b", title="Deep residual-learning for Image Recog nition.")),
    (
        "a title read from print",
        paper("a", title="Pre-training of Deep Nets"),
        paper("b", title="Pretraining of deep nets"),
    ),
    ("surname first", paper("a"), paper("b", authors=("He, Kaiming", "Zhang, X.", "Ren S"))),
    ("a list that is cut", paper("a"), paper("b", authors=("K. He", "X. Zhang"))),
    (
        "half of the names misread",
        paper("a"),
        paper("b", authors=("K. He", "X. Zhang", "Microsoft Research", "S. Rem")),
    ),
    ("two years apart", paper("a", year=2015), paper("b", year=2017)),
    ("no year", paper("a", year=None), paper("b")),
    ("a preprint's DOI and the published one", paper("a", "doi:10.1101/2016.1"), paper("b", "doi:10.1109/cvpr.90")),
    ("an arXiv number and a published DOI", paper("a", "arxiv:1512.03385"), paper("b", "doi:10.1109/cvpr.90")),
    ("a version for review", paper("a"), paper("b", authors=("Anonymous Author(s)",))),
    ("a long title, and one that does not say who wrote it", paper("a"), paper("b", authors=())),
]


@pytest.mark.parametrize(("why", "left", "right"), ONE, ids=[c[0] for c in ONE])
def test_one_paper(why: str, left: Paper, right: Paper) -> None:
    [(ids, steps)] = same_papers([left, right])
    assert ids == tuple(sorted((left.id, right.id)))
    assert [step.reason for step in steps] != [""]
    assert same_papers([right, left]) == [(ids, steps)]


TWO = [
    ("other titles", paper("a"), paper("b", title="Identity Mappings in Deep Residual Networks")),
    ("one title, other authors", paper("a"), paper("b", authors=("Ann Lee", "Bo Li"))),
    ("one author of five in common", paper("a"), paper("b", authors=("X. Zhang", "A. Bee", "C. Dee", "E. Eff"))),
    ("three years apart", paper("a", year=2013), paper("b")),
    ("two published DOIs", paper("a", "doi:10.1109/cvpr.90"), paper("b", "doi:10.1007/s11263")),
    ("two arXiv numbers", paper("a", "arxiv:1512.03385"), paper("b", "arxiv:1603.05027")),
    ("nobody named", paper("a", title="A Survey of Nets", authors=()), paper("b", title="A Survey of Nets")),
    (
        "a number that one of the two has wrong",
        paper("a", "doi:10.1/x"),
        paper("b", "doi:10.1/x", title="A Very Different Title", authors=("Ann Lee",)),
    ),
    ("no number of a paper", paper("a", "issn:1234-5678", title="One Title of Many"), paper("b", "issn:1234-5678")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "left", "right"), TWO, ids=[c[0] for c in TWO])
def test_two_papers(why: str, left: Paper, right: Paper) -> None:
    assert same_papers([left, right]) == []


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Mask R-CNN",
        "Supplementary Material for the Paper",
        "Introduction to the Special Issue",
        "Editorial: A Word",
    ],
)
def test_titles_that_tell_no_paper(title: str) -> None:
    assert same_papers([paper("a", title=title), paper("b", title=title)]) == []


def test_a_third_joins_no_two_that_must_stay_apart() -> None:
    conference, journal = paper("a", "doi:10.1109/cvpr.90"), paper("b", "doi:10.1007/s11263")
    assert same_papers([conference, journal, paper("c")]) == []
    # A number says which of the two it is.
    assert [ids for ids, _ in same_papers([conference, journal, paper("c", "doi:10.1007/s11263")])] == [("b", "c")]


def test_versions_meet_along_the_way() -> None:
    pdf, tei = paper("sha256:1"), paper("sha256:2", "arxiv:1512.03385")
    published = paper("doi:10.1109/cvpr.90", "arxiv:1512.03385", title="Deep Residual Learning")
    [(ids, steps)] = same_papers([published, pdf, tei])
    assert ids == ("doi:10.1109/cvpr.90", "sha256:1", "sha256:2")
    assert {step.reason for step in steps} == {"both are arxiv:1512.03385", "same title and authors"}


def test_a_title_of_a_whole_series_joins_nothing() -> None:
    assert same_papers([paper(str(i), title="Findings of the Shared Task") for i in range(30)]) == []


def test_papers_with_one_id_are_one_already() -> None:
    assert same_papers([paper("a"), paper("a", title="Other words")]) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("arxiv:1512.03385v2",), {"arxiv:1512.03385"}),
        (("doi:10.48550/arXiv.1512.03385",), {"arxiv:1512.03385"}),
        (("pmid:12", "sha256:ab", "issn:1", "doi:"), {"pmid:12"}),
    ],
)
def test_numbers(numbers: tuple[str, ...], expected: set[str]) -> None:
    assert numbers_of(paper("sha256:0", *numbers)) == expected


_PAPERS = st.lists(
    st.builds(
        paper,
        st.sampled_from("abcdefgh"),
        st.sampled_from(["", "doi:10.1/x", "doi:10.1/y", "doi:10.1101/z", "arxiv:1", "arxiv:2v3"]),
        st.sampled_from(["", "arxiv:1v2", "doi:10.48550/arxiv.2", "pmid:5"]),
        title=st.sampled_from([TITLE, TITLE.upper(), "Identity Mappings in Deep Residual Networks", "Editorial", ""]),
        authors=st.sampled_from([HE, HE[:1], ("Ann Lee", "Bo Li"), ()]),
        year=st.sampled_from([None, 2013, 2015, 2017]),
    ),
    max_size=9,
)


@settings(max_examples=200, deadline=None)
@given(_PAPERS, st.integers(0, 1000))
def test_the_order_of_papers_does_not_matter(papers: list[Paper], seed: int) -> None:
    shuffled = random.Random(seed).sample(papers, len(papers))
    assert same_papers(shuffled) == same_papers(papers)


@settings(max_examples=200, deadline=None)
@given(_PAPERS)
def test_groups_are_of_two_or_more_and_share_nothing(papers: list[Paper]) -> None:
    found = [id_ for ids, _ in same_papers(papers) for id_ in ids]
    assert len(found) == len(set(found))
    assert set(found) <= {p.id for p in papers}
    assert all(len(ids) > 1 and len(steps) >= len(ids) - 1 for ids, steps in same_papers(papers))


@settings(max_examples=200, deadline=None)
@given(_PAPERS)
def test_titles_alone_join_no_two_published_numbers(papers: list[Paper]) -> None:
    published = {p.id: {n for n in numbers_of(p) if n.startswith("doi:10.1/")} for p in papers}
    shared = any(len([p for p in papers if n in numbers_of(p)]) > 1 for p in papers for n in numbers_of(p))
    for ids, _ in same_papers(papers):
        if not shared:
            assert len(set().union(*(published[id_] for id_ in ids))) <= 1
