"""Which names tell a dataset in any paper."""

from __future__ import annotations

from types import ModuleType

import pytest

from kg.resolution.spelling import bare_key
from kg.resolution.telling_names import telling_keys

BARE = [
    ("AMASS dataset", "amass"),
    ("AMASS data set", "amass"),
    ("Brown Corpus", "brown"),
    ("VOT 2015 Benchmark", "vot2015"),
    ("SQuID 2.0", "squid2"),
    ("SQuID v2", "squid2"),
    ("SQuID 1.1", "squid1 1"),
    ("SQuID II", "squid2"),
    ("SQuID test set", "squid"),
    ("the SQuID training data", "squid"),
    ("Corpus of Faroese Bulletins", "faroesebulletins"),
    ("Data", "data"),
]


@pytest.mark.parametrize(("name", "key"), BARE)
def test_bare_key(name: str, key: str) -> None:
    assert bare_key(name) == key


TELLING = [
    ("all of one use", [("Very Fine Pictures", "VFP")], [("veryfinepictures", "vfp")]),
    ("not a family's name", [("CIFAR-7", "CIFAR")], [("cifar7",)]),
    ("not what two share in part", [("Foo A12", "Foo"), ("Foo Snow", "Foo")], [("fooa12",), ("foosnow",)]),
    ("two spellings of one full name", [("Foo Snow", "Snow"), ("FooSnow", "Snow")], [("foosnow", "snow")] * 2),
    ("one letter tells nothing", [("Foo", "F")], [("foo",)]),
    ("one letter, where there is no more", [("F",)], [("f",)]),
    ("no use", [], []),
]


@pytest.mark.parametrize(("names", "keys"), [row[1:] for row in TELLING], ids=[row[0] for row in TELLING])
def test_telling_keys(toy: ModuleType, names: list[tuple[str, ...]], keys: list[tuple[str, ...]]) -> None:
    assert telling_keys(toy.use(*own) for own in names) == keys
