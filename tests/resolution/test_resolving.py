"""Which uses of different papers become one dataset, and which never do."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import JudgementError
from kg.model import Catalogue, Identity, Judgement, Record, Reference, Verdict
from kg.resolution import resolve
from kg.resolution.nodes import node_of, owners

NAMES = ["VOT2015", "VOT 2015", "VOT2016", "VOT", "FooBench", "FooBench-10", "FooBench-100", "Foo dataset", "FB"]


def same(left: str, right: str) -> Judgement:
    return Judgement(left, right, Verdict.SAME, "looked", "ann", "2024-01-01")


def different(left: str, right: str) -> Judgement:
    return Judgement(left, right, Verdict.DIFFERENT, "looked", "ann", "2024-01-01")


def ids(identity: Identity) -> dict[str, str]:
    """The dataset of the first use of every paper."""
    return {paper: id_ for (paper, at), id_ in identity.of_use.items() if at == 0}


JOINED = [
    ("spacing", ["VOT 2015"], ["VOT2015"]),
    ("case and punctuation", ["Foo-Bar"], ["foo bar"]),
    ("accents", ["Bétise"], ["Betise"]),
    ("a word that only says data", ["AMASS"], ["AMASS dataset"]),
    ("an abbreviation of the first paper", ["Very Fine Pictures", "VFP"], ["VFP"]),
    ("the maker's name in front", ["Stanford Armchairs", "Armchairs"], ["Armchairs"]),
    ("a dot between digits, glued or not", ["SQuID 2.0"], ["SQuID2.0"]),
]


@pytest.mark.parametrize(("left", "right"), [row[1:] for row in JOINED], ids=[row[0] for row in JOINED])
def test_joined(toy: ModuleType, left: list[str], right: list[str]) -> None:
    found = ids(resolve([toy.record("a", toy.use(*left)), toy.record("b", toy.use(*right))], toy.CATALOGUE))
    assert found["a"] == found["b"]


APART = [
    ("other digits", ["FooBench-10"], ["FooBench-100"]),
    ("other digits, one short name for both", ["FooBench-10", "FooBench"], ["FooBench-100", "FooBench"]),
    ("no digits in one", ["FooBench-10", "FooBench"], ["FooBench"]),
    ("a dot that digits need", ["FooBench 1.1"], ["FooBench 11"]),
    ("two long names with one ending", ["WMT14 En-De", "En-De"], ["WMT16 En-De", "En-De"]),
    ("two long names with one beginning", ["Foo Rain", "Foo"], ["Foo Snow", "Foo"]),
    ("a letter that derives", ["FooBench-C", "FooBench"], ["FooBench"]),
    ("a version", ["FooBench v2", "FooBench"], ["FooBench"]),
    ("a word that derives", ["Tiny FooBench", "FooBench"], ["FooBench"]),
    ("one abbreviation for other digits", ["Pictures 10", "PIX"], ["Pictures 20", "PIX"]),
]


@pytest.mark.parametrize(("left", "right"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_apart(toy: ModuleType, left: list[str], right: list[str]) -> None:
    records = [toy.record("a", toy.use(*left)), toy.record("b", toy.use(*right))]
    identity = resolve(records, toy.CATALOGUE)
    assert ids(identity)["a"] != ids(identity)["b"]
    assert not any("unlisted" in id_ for id_ in identity.datasets), "ids come from names that tell"
    a, b = (identity.datasets[ids(identity)[paper]] for paper in "ab")
    assert not {a.name, *a.aliases} & {b.name, *b.aliases}


@pytest.mark.parametrize("other", ["mnist", "MNIST", "M-NIST"])
def test_different_from_a_known_dataset_by_any_of_its_names(toy: ModuleType, other: str) -> None:
    """A name of the catalogue that needs context is not what it is taken for."""
    cars = replace(toy.CATALOGUE.datasets["mnist"], aliases=("M-NIST",), context_aliases=("Digits",))
    catalogue = replace(toy.CATALOGUE, datasets={**toy.CATALOGUE.datasets, "mnist": cars})
    records = [
        toy.record("a", toy.use("Digits", known_as="mnist")),
        toy.record("b", toy.use("MNIST", known_as="mnist")),
    ]
    assert ids(resolve(records, catalogue)) == {"a": "mnist", "b": "mnist"}
    assert ids(resolve(records, catalogue, [different("Digits", other)])) == {"a": "digits", "b": "mnist"}


def test_every_name_of_the_catalogue_is_judged_as_its_dataset(full_catalogue: Catalogue) -> None:
    owner = owners(full_catalogue)
    wrong = {
        name: node
        for dataset in full_catalogue.datasets.values()
        for name in (dataset.name, *dataset.aliases)
        if name not in dataset.context_aliases and (node := node_of(name, full_catalogue, owner)) != f"id:{dataset.id}"
    }
    assert wrong == {}


def test_digits_stay_apart_over_a_chain_of_papers(toy: ModuleType) -> None:
    records = [
        toy.record("a", toy.use("Pictures 10", "PIX-A")),
        toy.record("b", toy.use("Long Name", "PIX-A", "PIX-B")),
        toy.record("c", toy.use("Pictures 20", "PIX-B")),
    ]
    found = ids(resolve(records, toy.CATALOGUE))
    assert found["a"] != found["c"]


def test_known_and_unknown(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("ILSVRC-2012", known_as="imagenet-1k"), toy.use("Cars"))]
    identity = resolve(records, toy.CATALOGUE)
    assert identity.of_use == {("a", 0): "imagenet-1k", ("a", 1): "cars-unlisted"}
    assert set(identity.datasets) == {"imagenet-1k", "imagenet-22k", "cars-unlisted"}, "what it is part of comes along"
    assert set(identity.works) == {"deng-2009-imagenet"}
    assert "catalogue lists" in identity.why("a", 0)[0].reason


def test_an_unknown_id_of_a_use_is_a_name(toy: ModuleType) -> None:
    assert ids(resolve([toy.record("a", toy.use("Foo", known_as="gone"))], toy.CATALOGUE)) == {"a": "foo"}


def test_an_unknown_dataset_bears_its_names(toy: ModuleType) -> None:
    records = [
        toy.record("a", toy.use("Very Fine Pictures", "VFP")),
        toy.record("b", toy.use("V.F.P."), toy.use("C++")),
    ]
    dataset = resolve(records, toy.CATALOGUE).datasets["vfp"]
    assert (dataset.name, dataset.aliases) == ("Very Fine Pictures", ("V.F.P.", "VFP"))


def test_why_leads_from_name_to_name(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Very Fine Pictures", "VFP")), toy.record("b", toy.use("VFP"))]
    steps = resolve(records, toy.CATALOGUE).why("a", 0)
    assert [s.reason for s in steps] == ["the name as compared", "one paper prints both names for it"]
    assert steps[-1].right == "name:vfp"


JUDGED = [
    ("same: two names", [same("Foo", "Bar")], True),
    ("same: by a third", [same("Foo", "Baz"), same("Baz", "Bar")], True),
    ("nothing", [], False),
    ("different, apart already", [different("Foo", "Bar")], False),
]


@pytest.mark.parametrize(("judgements", "joined"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED])
def test_judged(toy: ModuleType, judgements: list[Judgement], joined: bool) -> None:
    found = ids(resolve([toy.record("a", toy.use("Foo")), toy.record("b", toy.use("Bar"))], toy.CATALOGUE, judgements))
    assert (found["a"] == found["b"]) is joined


def test_different_blocks_what_papers_would_join(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Foo", "Bar")), toy.record("b", toy.use("Bar"))]
    assert len(set(ids(resolve(records, toy.CATALOGUE)).values())) == 1
    assert len(set(ids(resolve(records, toy.CATALOGUE, [different("Foo", "Bar")])).values())) == 2


def test_a_person_may_join_what_digits_part(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("VOT15")), toy.record("b", toy.use("VOT2015"))]
    assert len(set(ids(resolve(records, toy.CATALOGUE, [same("VOT15", "VOT2015")])).values())) == 1


def test_same_with_a_catalogue_dataset(toy: ModuleType) -> None:
    judgement = same("Foo", "ImageNet")
    records = [toy.record("a", toy.use("Foo")), toy.record("b", toy.use("ImageNet", known_as="imagenet-1k"))]
    assert ids(resolve(records, toy.CATALOGUE, [judgement])) == {"a": "imagenet-1k", "b": "imagenet-1k"}
    assert "ann judged" in resolve(records, toy.CATALOGUE, [judgement]).why("a", 0)[-1].reason


CONTRADICTIONS = [
    [same("Foo", "Bar"), different("Foo", "Bar")],
    [same("Foo", "Baz"), same("Baz", "Bar"), different("Bar", "Foo")],
    [same("ImageNet", "Foo"), different("imagenet-1k", "Foo")],
]


@pytest.mark.parametrize("judgements", CONTRADICTIONS)
def test_a_contradiction_names_its_path(toy: ModuleType, judgements: list[Judgement]) -> None:
    with pytest.raises(JudgementError, match="judged different, and the same") as raised:
        resolve([toy.record("a", toy.use("Foo"))], toy.CATALOGUE, judgements)
    assert all(f"= {j.right.lower()}" in str(raised.value) for j in judgements[:-1] if j.right == "Baz")


def test_one_name_cannot_be_judged_different(toy: ModuleType) -> None:
    with pytest.raises(JudgementError, match="they are one name"):
        resolve([toy.record("a", toy.use("Foo"))], toy.CATALOGUE, [different("Foo", "foo")])


def test_taking_a_judgement_back_gives_the_first_answer(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Foo")), toy.record("b", toy.use("Bar"))]
    before = resolve(records, toy.CATALOGUE)
    assert resolve(records, toy.CATALOGUE, [same("Foo", "Bar")]) != before
    assert resolve(records, toy.CATALOGUE, []) == before


@given(
    data=st.data(), names=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=7)
)
def test_the_order_of_records_does_not_matter(toy: ModuleType, data: st.DataObject, names: list[list[str]]) -> None:
    records: list[Record] = [
        toy.record(
            f"p{i}", toy.use(*own, cites=("1",)), references=(Reference("1", f"X. A title of some length {i % 3}"),)
        )
        for i, own in enumerate(names)
    ]
    shuffled = data.draw(st.permutations(records))
    judgements = [same("FB", "FooBench")]
    assert resolve(shuffled, toy.CATALOGUE, judgements) == resolve(records, toy.CATALOGUE, judgements[::-1])


@given(names=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=7))
def test_digits_never_merge(toy: ModuleType, names: list[list[str]]) -> None:
    identity = resolve([toy.record(f"p{i}", toy.use(*own)) for i, own in enumerate(names)], toy.CATALOGUE)
    found = {own[0]: identity.of_use[f"p{i}", 0] for i, own in enumerate(names)}
    for left, right in (("VOT2015", "VOT2016"), ("FooBench-10", "FooBench-100"), ("FooBench", "FooBench-10")):
        if left in found and right in found:
            assert found[left] != found[right]


_UNTOUCHED = [("Quartz Scans", "QS"), ("Pelican Logs",), ("Pelican Logs", "PL"), ("Quartz Scans-C",)]


@given(names=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=5))
def test_another_paper_changes_no_dataset_that_it_does_not_name(toy: ModuleType, names: list[list[str]]) -> None:
    untouched = [toy.record(f"q{i}", toy.use(*own)) for i, own in enumerate(_UNTOUCHED)]
    before = resolve(untouched, toy.CATALOGUE)
    more = [toy.record(f"p{i}", toy.use(*own)) for i, own in enumerate(names)]
    after = resolve([*more, *untouched], toy.CATALOGUE)
    assert {place: after.of_use[place] for place in before.of_use} == before.of_use
    assert {id_: after.datasets[id_] for id_ in before.datasets} == before.datasets
    assert resolve([*more, *untouched], toy.CATALOGUE) == after, "twice the same"


@given(
    names=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=5),
    pair=st.lists(st.sampled_from(["VOT", "FooBench", "FB", "FooBench-10"]), min_size=2, max_size=2, unique=True),
)
def test_what_a_person_keeps_apart_stays_apart(toy: ModuleType, names: list[list[str]], pair: list[str]) -> None:
    records = [toy.record(f"p{i}", toy.use(*own)) for i, own in enumerate([*names, [pair[0]], [pair[1]]])]
    found = resolve(records, toy.CATALOGUE, [different(*pair)]).of_use
    assert found[f"p{len(names)}", 0] != found[f"p{len(names) + 1}", 0]
