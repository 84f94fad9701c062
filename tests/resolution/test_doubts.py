"""What a person is asked to look at, and in which order."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from kg.model import Judgement, Mention, Span, Verdict
from kg.resolution import doubts, join


def test_a_join_on_one_paper_is_doubtful(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Very Fine Pictures", "VFP")), toy.record("b", toy.use("VFP"))]
    [doubt] = doubts(join(records, toy.CATALOGUE))
    assert (doubt.joined, {doubt.left, doubt.right}) == (True, {"Very Fine Pictures", "VFP"})
    assert doubt.papers == 1


def test_names_that_are_alike_and_apart_are_doubtful(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Very Fine Pictures")), toy.record("b", toy.use("VFP"), toy.use("KelpTrack"))]
    [doubt] = doubts(join(records, toy.CATALOGUE))
    assert (doubt.joined, doubt.score) == (False, 0.6)
    assert "first letters" in doubt.reason


def test_siblings_are_not_doubtful(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("KelpTrack-1"), toy.use("KelpTrack-2"), toy.use("KelpTrack"))]
    assert doubts(join(records, toy.CATALOGUE)) == []


def test_a_name_taken_for_a_known_dataset_on_little_is_doubtful(toy: ModuleType) -> None:
    unsure = replace(toy.use("Cars", known_as="cars"), mentions=(Mention(Span(0, 4), "Cars", "catalogue", 0.6),))
    [doubt] = doubts(join([toy.record("a", unsure)], toy.CATALOGUE))
    assert (doubt.left, doubt.right, doubt.score, doubt.joined) == ("Cars", "cars", 0.6, True)


def test_what_is_judged_is_not_asked_again(toy: ModuleType) -> None:
    records = [toy.record("a", toy.use("Very Fine Pictures")), toy.record("b", toy.use("VFP"))]
    for verdict in Verdict:
        judgement = Judgement("vfp", "Very fine pictures", verdict, "", "ann", "2024-01-01")
        assert doubts(join(records, toy.CATALOGUE, [judgement]), [judgement]) == []


def test_what_changes_most_comes_first(toy: ModuleType) -> None:
    often = [toy.record(f"p{i}", toy.use("Odd Fish Pictures"), toy.use("OFP")) for i in range(3)]
    once = [toy.record("q", toy.use("Very Fine Pictures"), toy.use("VFP"))]
    found = doubts(join([*once, *often], toy.CATALOGUE))
    assert [doubt.papers for doubt in found] == [3, 1]
    assert found == doubts(join([*often[::-1], *once], toy.CATALOGUE)), "the order of papers decides nothing"
