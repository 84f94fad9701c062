"""Which dataset meets which reference where, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.accepted_works import AcceptedWorks
from kg.extraction.candidates import find_candidates
from kg.extraction.naming import Named
from kg.extraction.pairing import Pair, Pairing
from kg.model import Catalogue, Mention

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
    ("another marker between", "On <d id=mr>MR</d> [b2] [b1].", {"markers_between": 1, "after": True}),
]


@pytest.mark.parametrize(("why", "source", "expected"), MEETINGS, ids=[c[0] for c in MEETINGS])
def test_meetings(why: str, source: str, expected: dict[str, object], pairs: Callable[..., Any]) -> None:
    [meeting] = pairs(source)["mr", "b1"].meetings
    assert {name: getattr(meeting, name) for name in expected} == expected


def test_respective_lists_are_aligned(pairs: Callable[..., Any]) -> None:
    found = pairs(
        "We use <d id=mr>MR</d>, <d id=drop>DROP</d> and <d id=ptb>PTB</d> from [b1], [b2] and [b3] respectively."
    )
    aligned = {key for key, pair in found.items() if any(m.aligned for m in pair.meetings)}
    assert aligned == {("mr", "b1"), ("drop", "b2"), ("ptb", "b3")}


TITLES = [
    ("the dataset's own work", DENG, {"own work", "title of data", "name in title", "title opens with name"}),
    ("a title that names it", "Networks beyond ImageNet", {"name in title", "known dataset, other work"}),
    (
        "the work of another dataset",
        "Learning multiple layers of features from tiny images",
        {"work of another dataset"},
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
}


@pytest.mark.parametrize(("why", "title", "expected"), TITLES, ids=[c[0] for c in TITLES])
def test_what_the_title_says(why: str, title: str, expected: set[str], pairs: Callable[..., Any]) -> None:
    pair = pairs("On <d id=imagenet-1k>ImageNet</d> [b1].", {"b1": title})["imagenet-1k", "b1"]
    assert {name for name in _TITLE_FEATURES if pair.features.get(name)} == expected


def test_the_own_work_is_a_pair_wherever_it_is_cited(pairs: Callable[..., Any]) -> None:
    found = pairs("As in [b1], it works.\n\nOn <d id=imagenet-1k>ImageNet</d> it works.", {"b1": DENG})
    assert found["imagenet-1k", "b1"].meetings == []
    assert found["imagenet-1k", "b1"].features["never meet"] == 1.0
