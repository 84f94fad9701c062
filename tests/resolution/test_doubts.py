"""What a person is asked to look at, and in which order."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.model import Catalogue, Dataset, Judgement, Mention, Record, Span, Verdict
from kg.resolution import check, doubts, join, resolve


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


# Datasets by id: the names that mean them anywhere, those that need context, and what they are a part of.
KNOWN = Catalogue(
    {
        d.id: d
        for d in (
            Dataset("cars", "Cars"),
            Dataset("river-cars", "River Cars", aliases=("Boats",), part_of=("cars",)),
            Dataset("visa", "VisA", aliases=("Visual Anomalies",), context_aliases=("VisA",)),
            Dataset("vis", "Visitors", context_aliases=("VisA",)),
        )
    },
    {},
)


def unsure(toy: ModuleType, name: str, id_: str) -> Record:
    """A paper that prints a name which is taken for a dataset of the catalogue on little."""
    mention = Mention(Span(0, len(name)), name, "catalogue", 0.6)
    return toy.record(f"{name} {id_}", replace(toy.use(name, known_as=id_), mentions=(mention,)))


def said(left: str, right: str, verdict: Verdict) -> Judgement:
    return Judgement(left, right, verdict, "", "ann", "2024-01-01")


SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT
TAKEN_ON_LITTLE = [
    ("a name that needs context", [("Visitors' photos", "vis")], [], [("Visitors' photos", "vis")]),
    ("spelled as the id, but for capitals", [("VisA", "visa")], [], [("VisA", "visa")]),
    ("a spelling beside one that is an id", [("VisA", "visa"), ("visa", "visa")], [], [("VisA", "visa")]),
    ("one name of two datasets", [("VisA", "visa"), ("VisA", "vis")], [], [("VisA", "vis"), ("VisA", "visa")]),
    ("the name of a dataset and its id", [("Cars", "cars")], [], []),
    ("another name of a dataset and its id", [("Boats", "river-cars")], [], []),
    ("the id itself", [("cars", "cars")], [], []),
    ("the id of another dataset", [("visa", "vis")], [], []),
    ("a name of what it is a part of", [("Cars", "river-cars")], [], []),
    ("a name of another dataset", [("Cars", "visa")], [], [("Cars", "visa")]),
    ("that is judged", [("Cars", "visa")], [("Cars", "visa", SAME)], []),
    ("that is judged in other names", [("Cars", "visa")], [("visual anomalies", "CARS", DIFFERENT)], []),
    (
        "that follows from judgements",
        [("Cars", "visa")],
        [("Cars", "Lorries", SAME), ("Lorries", "visa", SAME)],
        [],
    ),
    (
        "whose answer would contradict judgements",
        [("Lorries", "visa")],
        [("Lorries", "cars", SAME), ("visa", "river-cars", SAME)],
        [],
    ),
]


@pytest.mark.parametrize(
    ("taken", "judged", "asked"), [row[1:] for row in TAKEN_ON_LITTLE], ids=[row[0] for row in TAKEN_ON_LITTLE]
)
def test_a_name_taken_for_a_known_dataset_on_little_is_doubtful_where_an_answer_changes_it(
    taken: list[tuple[str, str]],
    judged: list[tuple[str, str, Verdict]],
    asked: list[tuple[str, str]],
    toy: ModuleType,
) -> None:
    records = [unsure(toy, *pair) for pair in taken]
    judgements = [said(*row) for row in judged]
    found = doubts(join(records, KNOWN, judgements), judgements)
    assert sorted((doubt.left, doubt.right) for doubt in found) == asked
    assert all((doubt.score, doubt.joined) == (0.6, True) for doubt in found)


def test_every_doubt_takes_both_answers_and_one_changes_it(toy: ModuleType) -> None:
    pairs = [("VisA", "visa"), ("VisA", "vis"), ("Lorries", "cars"), ("Cars", "cars"), ("Cars", "visa")]
    records = [*(unsure(toy, *pair) for pair in pairs), toy.record("a", toy.use("Very Fine Pictures"), toy.use("VFP"))]
    before, found = resolve(records, KNOWN), doubts(join(records, KNOWN))
    assert len(found) == len(pairs)
    for doubt in found:
        changed = []
        for verdict in Verdict:
            judgement = said(doubt.left, doubt.right, verdict)
            check([judgement], KNOWN)
            changed.append(resolve(records, KNOWN, [judgement]).of_use != before.of_use)
            left = doubts(join(records, KNOWN, [judgement]), [judgement])
            assert (doubt.left, doubt.right) not in [(d.left, d.right) for d in left]
        assert any(changed), (doubt.left, doubt.right)


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
