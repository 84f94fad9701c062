"""What names say of where datasets come from."""

from __future__ import annotations

import pytest

from kg.model import Dataset
from kg.resolution.relating import above, bases, relate, relation_of
from kg.resolution.spelling import bare_key

BASES = [
    ("KelpTrack-C", "KelpTrack", "derived_from"),
    ("Tiny KelpTrack", "KelpTrack", "derived_from"),
    ("miniKelpTrack", "KelpTrack", "derived_from"),
    ("Foggy KelpTrack", "KelpTrack", "derived_from"),
    ("KelpTrack-LT", "KelpTrack", "derived_from"),
    ("Long-tailed KelpTrack", "KelpTrack", "derived_from"),
    ("KelpTrack-2mix", "KelpTrack", "derived_from"),
    ("KelpTrack v2", "KelpTrack", "version_of"),
    ("KelpTrackV2", "KelpTrack", "version_of"),
    ("KelpTrack 2.1", "KelpTrack", "version_of"),
    ("KelpTrack III", "KelpTrack", "version_of"),
    ("KelpTrack-2019", "KelpTrack", "version_of"),
    ("KelpTrack Extended", "KelpTrack", "version_of"),
]
SAYS_NOTHING = ["KelpTrack", "KelpTrack-100", "Fashion-KelpTrack", "KelpTrack-X", "KelpTrack En-De", "Tiny", "-C", ""]


@pytest.mark.parametrize(("name", "base", "relation"), BASES)
def test_bases(name: str, base: str, relation: str) -> None:
    assert [(b.name, b.relation) for b in bases(name)] == [(base, relation)]
    assert all(base in b.reason for b in bases(name))


@pytest.mark.parametrize("name", SAYS_NOTHING)
def test_names_that_say_nothing(name: str) -> None:
    assert list(bases(name)) == []


def datasets(*names: str) -> dict[str, Dataset]:
    return {name.lower(): Dataset(name.lower(), name) for name in names}


def test_relate() -> None:
    known = datasets("KelpTrack", "KelpTrack-C", "OrchidBank v2")
    owner = {bare_key(d.name): d.id for d in known.values()}
    found, steps = relate(known, list(known), owner, {})
    assert found["kelptrack-c"].derived_from == ("kelptrack",)
    assert found["orchidbank v2"] == known["orchidbank v2"], "nobody knows OrchidBank"
    assert [(s.left, s.right) for s in steps] == [("kelptrack-c", "kelptrack")]


def test_no_circle() -> None:
    known = {"a": Dataset("a", "Kelp v2", aliases=("Rock",)), "b": Dataset("b", "Kelp", aliases=("Rock v2",))}
    owner = {bare_key(n): d.id for d in known.values() for n in (d.name, *d.aliases)}
    found, _ = relate(known, list(known), owner, {})
    assert ("a" in above("b", found)) + ("b" in above("a", found)) == 1


def test_relation_of() -> None:
    known = {
        "whole": Dataset("whole", "W"),
        "part": Dataset("part", "P", part_of=("whole",)),
        "noisy": Dataset("noisy", "N", derived_from=("part",)),
        "other": Dataset("other", "O"),
    }
    asked = [("part", "part"), ("part", "whole"), ("noisy", "whole"), ("whole", "noisy"), ("other", "whole")]
    assert [relation_of(*pair, known) for pair in asked] == ["same", "part_of", "derived_from", "inverse", "different"]
