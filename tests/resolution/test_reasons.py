"""Reasons for and against one dataset, in names alone."""

from __future__ import annotations

import pytest

from kg.resolution.reasons import alike, initials, may_be_one, misspelling, other_marks, other_order, shared

ALIKE = [
    ("initials", "FBAR", "Fjord Bird Audio Recordings", 0.6),
    ("words in another order", "Fjord Bird Recordings", "Bird Recordings Fjord", 0.5),
    ("one letter less", "KelpTrack", "KelpTrak", 0.4),
    ("two letters swapped", "KelpTrack", "KelpTrakc", 0.4),
    ("two words are two directions", "English German", "German English", None),
    ("another first letter", "KelpTrack", "HelpTrack", None),
    ("too short for a slip", "MNIST", "MINST", None),
    ("another digit", "KelpTrack 1", "KelpTrack 2", None),
    ("another mark", "KelpTrack-C", "KelpTrack-P", None),
    ("nothing", "KelpTrack", "OrchidBank", None),
    ("the same", "KelpTrack", "KelpTrack", None),
]


@pytest.mark.parametrize(("left", "right", "score"), [c[1:] for c in ALIKE], ids=[c[0] for c in ALIKE])
def test_alike(left: str, right: str, score: float | None) -> None:
    for reason in (alike(left, right), alike(right, left)):
        assert (None if reason is None else reason.score) == score


def test_each_reason_says_so_in_a_sentence() -> None:
    found = [initials("FB", "Fjord Bird"), other_order("a b c", "c b a"), misspelling("KelpTrack", "KelpTrak")]
    assert all(reason is not None and len(reason.sentence.split()) > 3 for reason in found)


def test_names_that_are_alike_and_one_work_are_surer() -> None:
    reason = initials("FB", "Fjord Bird")
    assert reason is not None
    assert reason.score < shared(reason, "one work").score < 1
    assert "one work" in shared(reason, "one work").sentence


def test_siblings_may_never_be_one() -> None:
    reason = other_marks("CIFAR-10", "CIFAR-100")
    assert reason is not None
    assert reason.score == 0
    assert "10" in reason.sentence
    assert not may_be_one("Tiny KelpTrack", "KelpTrack")
    assert may_be_one("KelpTrack", "kelp track")
