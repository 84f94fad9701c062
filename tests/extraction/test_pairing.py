"""Which dataset meets which reference where, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.extraction.accepted_works import AcceptedWorks
from kg.extraction.candidates import find_candidates
from kg.extraction.naming import Named
from kg.extraction.pairing import Pair, Pairing
from kg.model import Catalogue, Mention, Reference, Span

DENG = "ImageNet: A large-scale hierarchical image database"


@pytest.fixture
def pairs(
    marked: Callable[..., Any], document: Callable[..., Any], catalogue: Catalogue
) -> Callable[..., dict[tuple[str, str], Pair]]:
    """The function (source, titles) -> the pairs by (id of the dataset, key of the reference)."""

    def run(source: str, titles: dict[str, str] | None = None) -> dict[tuple[str, str], Pair]:
        case = marked(source, titles)
        doc = document(case.paper)
        groups: dict[str, Named] = {}
        for e in case.expected:
            known = e.id if e.id in catalogue.datasets else ""
            groups.setdefault(e.id, Named(known)).mentions.append(Mention(e.span, e.surface, "catalogue", 1.0))
        names = [s for c in find_candidates(doc).values() for s in c.spans]
        works = AcceptedWorks(catalogue).find(case.paper)
        pairing = Pairing(doc, list(groups.values()), names, works, catalogue, {})
        return {(id_, p.reference.key): p for id_, named in groups.items() for p in pairing.pairs_of(named)}

    return run


WHO_MEETS_WHOM = [
    ("one sentence", "On <d id=mr>MR</d> [b1].", {("mr", "b1")}),
    ("two sentences", "On <d id=drop>DROP</d>. See [b1].", set()),
    ("a sentence on what others did with it", "On <d id=drop>DROP</d>. It was used by many [b1].", set()),
    (
        "a sentence on another dataset",
        "On <d id=drop>DROP</d>. It beats <d id=mr>MR</d>, built by [b1].",
        {("mr", "b1")},
    ),
    ("a cell below that has more in it", "a\t<d id=mr>MR</d>\nb\tLeNet [b1]", set()),
    ("two keys of one marker", "On <d id=mr>MR</d> [b1, b2].", {("mr", "b1"), ("mr", "b2")}),
    ("cells of one row", "<d id=mr>MR</d> [b1]\t9\nother [b2]\t8", {("mr", "b1")}),
    ("too far apart", "On <d id=mr>MR</d> " + "and so on " * 30 + "[b1].", set()),
    ("a key that no reference has", "On <d id=mr>MR</d>.", set()),
]


@pytest.mark.parametrize(("why", "source", "expected"), WHO_MEETS_WHOM, ids=[c[0] for c in WHO_MEETS_WHOM])
def test_who_meets_whom(why: str, source: str, expected: set[tuple[str, str]], pairs: Callable[..., Any]) -> None:
    assert set(pairs(source)) == expected


MEETINGS = [
    ("right after", "We use <d id=mr>MR</d> [b1].", {"after": True, "adjacent": True, "owner": ""}),
    ("after a noun for data", "The <d id=mr>MR</d> dataset [b1] is used.", {"after": True, "adjacent": True}),
    ("after a verb", "We use <d id=mr>MR</d> as described in [b1].", {"after": True, "adjacent": False, "owner": ""}),
    (
        "another name before the marker",
        "On <d id=mr>MR</d> with AlexNet [b1].",
        {"after": True, "adjacent": False, "owner": "AlexNet", "names_between": 1},
    ),
    (
        "the marker of a name in front",
        "AlexNet [b1] on <d id=mr>MR</d> is fast.",
        {"after": False, "adjacent": False, "owner": "AlexNet", "names_between": 0},
    ),
    (
        "another dataset between",
        "On <d id=mr>MR</d> and <d id=drop>DROP</d> [b1].",
        {"datasets_between": 1, "owner": "DROP"},
    ),
    ("another marker between", "On <d id=mr>MR</d> [b2] as in [b1].", {"markers_between": 1, "after": True}),
    (
        "markers that stand together are one",
        "On <d id=mr>MR</d> [b2] [b3], [b1].",
        {"markers_between": 0, "adjacent": True, "keys": 3},
    ),
    (
        "an author's name is no owner",
        "On <d id=mr>MR</d>, collected by Author et al. [b1].",
        {"owner": "", "authors_named": True, "names_between": 0},
    ),
    (
        "nor one without et al., where the reference has it",
        "On <d id=mr>MR</d>, as Author b1 [b1] did.",
        {"owner": "", "authors_named": True},
    ),
    ("a dataset as owner", "On <d id=mr>MR</d> and not <d id=drop>DROP</d> [b1].", {"owner_kind": "dataset"}),
    ("a model as owner", "On <d id=mr>MR</d> with ResNet-50 [b1].", {"owner_kind": "model"}),
    ("behind a list", "On <d id=mr>MR</d>, <d id=drop>DROP</d> and others [b1].", {"listed": False}),
    ("behind a list of names", "On <d id=mr>MR</d> and <d id=drop>DROP</d> datasets [b1].", {"listed": True}),
    ("below the name", "model\t<d id=mr>MR</d>\tother\n\t[b1]\t[b2]\nours\t1\t2", {"manner": "below", "after": True}),
    ("the sentence behind", "We use <d id=mr>Movies</d>. It was introduced by Pang [b1].", {"manner": "behind"}),
    (
        "details elsewhere",
        "We use <d id=mr>Movies</d>. Further details are given elsewhere [b1].",
        {"manner": "behind"},
    ),
    (
        "two sentences on",
        "We use <d id=mr>Movies</d>. It is large. The dataset was collected in [b1].",
        {"manner": "behind"},
    ),
]


@pytest.mark.parametrize(("why", "source", "expected"), MEETINGS, ids=[c[0] for c in MEETINGS])
def test_meetings(why: str, source: str, expected: dict[str, object], pairs: Callable[..., Any]) -> None:
    [meeting] = pairs(source)["mr", "b1"].meetings
    assert {name: getattr(meeting, name) for name in expected} == expected


def test_the_second_name_of_a_dataset_is_no_owner(pairs: Callable[..., Any]) -> None:
    found = pairs("The <d id=mr>Movie Set</d> (<d id=mr>MR</d>) [b1].")["mr", "b1"].meetings
    assert [(m.owner, m.names_between) for m in found] == [("", 0), ("", 0)]


THREE = "<d id=mr>MR</d>, <d id=drop>DROP</d> and <d id=ptb>PTB</d>"
RESPECTIVE = [
    ("markers apart", f"We use {THREE} from [b1], [b2] and [b3] respectively."),
    ("one marker with three keys", f"We use {THREE} [b1, b2, b3]."),
    ("three brackets", f"We use {THREE} [b1] [b2] [b3]."),
    ("one each", "We use <d id=mr>MR</d> [b1], <d id=drop>DROP</d> [b2] and <d id=ptb>PTB</d> [b3]."),
]


@pytest.mark.parametrize(("why", "source"), RESPECTIVE, ids=[c[0] for c in RESPECTIVE])
def test_respective_lists_are_aligned(why: str, source: str, pairs: Callable[..., Any]) -> None:
    found = pairs(source)
    aligned = {key for key, pair in found.items() if any(m.aligned for m in pair.meetings)}
    assert aligned == {("mr", "b1"), ("drop", "b2"), ("ptb", "b3")}
    assert all(m.aligned is not None for pair in found.values() for m in pair.meetings)


@pytest.mark.parametrize("source", [f"We use {THREE} [b1].", f"We use {THREE} [b1, b2]."])
def test_other_numbers_are_no_respective_list(source: str, pairs: Callable[..., Any]) -> None:
    assert all(m.aligned is None for pair in pairs(source).values() for m in pair.meetings)


TITLES = [
    ("the dataset's own work", DENG, {"own work", "title of data", "name in title", "title opens with name"}),
    ("a title that names it", "Networks beyond ImageNet", {"name in title", "known dataset, other work"}),
    (
        "the work of a dataset that the paper does not name",
        "Learning multiple layers of features from tiny images",
        {"work of a dataset not named"},
    ),
    ("neither", "On the origin of things", {"known dataset, other work"}),
]
_TITLE_FEATURES = {
    "own work",
    "title of data",
    "name in title",
    "title opens with name",
    "known dataset, other work",
    "work of another dataset",
    "work of a dataset not named",
}


@pytest.mark.parametrize(("why", "title", "expected"), TITLES, ids=[c[0] for c in TITLES])
def test_what_the_title_says(why: str, title: str, expected: set[str], pairs: Callable[..., Any]) -> None:
    pair = pairs("On <d id=imagenet-1k>ImageNet</d> [b1].", {"b1": title})["imagenet-1k", "b1"]
    assert {name for name in _TITLE_FEATURES if pair.features.get(name)} == expected


def test_the_own_work_is_a_pair_wherever_it_is_cited(pairs: Callable[..., Any]) -> None:
    found = pairs("As in [b1], it works.\n\nOn <d id=imagenet-1k>ImageNet</d> it works.", {"b1": DENG})
    assert found["imagenet-1k", "b1"].meetings == []
    assert found["imagenet-1k", "b1"].features["never meet"] == 1.0


def test_the_work_of_another_dataset_that_is_named(pairs: Callable[..., Any]) -> None:
    source = "On <d id=imagenet-1k>ImageNet</d> and <d id=cifar-10>CIFAR-10</d> [b1]."
    pair = pairs(source, {"b1": "Learning multiple layers of features from tiny images"})["imagenet-1k", "b1"]
    assert "work of another dataset" in pair.features
    assert pair.publishes == ("CIFAR-10",)


ADDRESSES = [
    ("the name in the address", "https://www.kaggle.com/c/natural-questions/data", True),
    ("a part of a word", "https://naturalquestionsofmine.org", False),
    ("another name", "https://www.kaggle.com/c/cats", False),
]


@pytest.mark.parametrize(("why", "url", "expected"), ADDRESSES, ids=[c[0] for c in ADDRESSES])
def test_a_page_on_the_web_is_told_by_its_address(
    why: str, url: str, expected: bool, marked: Callable[..., Any], document: Callable[..., Any], catalogue: Catalogue
) -> None:
    paper = marked("On Natural Questions.").paper
    paper = replace(paper, references=(Reference("b1", f"Data. {url}", "Data", url=url),))
    named = Named("natural-questions", [Mention(Span(22, 39), "Natural Questions", "catalogue", 1.0)])
    found = Pairing(document(paper), [named], [], {}, catalogue, {}).pairs_of(named)
    assert ["name in address" in pair.features for pair in found] == ([True] if expected else [])


def test_a_plain_word_of_the_paper_is_no_name_in_a_title(pairs: Callable[..., Any]) -> None:
    titles = {"b1": "A survey of protein and peptide data"}
    assert ("protein", "b1") not in pairs("On <d id=protein>Protein</d>. The protein is folded.", titles)
    assert ("protein", "b1") in pairs("On <d id=protein>Protein</d>. It is folded.", titles)
