"""When two spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import name_key, spacings, tight_key

KEYS = [
    # one name in several spellings
    ("ILSVRC-2012", "ilsvrc 2012"),
    ("ILSVRC 2012", "ilsvrc 2012"),
    ("ilsvrc_2012", "ilsvrc 2012"),
    ("  WMT’14 (En–De) ", "wmt 14 en de"),
    ("Bétise", "betise"),
    ("Ｗ８", "w8"),
    # names that must stay apart
    ("CIFAR-10", "cifar 10"),
    ("CIFAR-100", "cifar 100"),
    ("C", "c"),
    ("C++", "c++"),
    ("C#", "c#"),
    # nothing to compare
    ("", ""),
    (" -- ", ""),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


TIGHT = [
    ("VOT 2015", "VOT2015", True),
    ("Fashion-MNIST", "FashionMNIST", True),
    ("SQuAD 2.0", "SQuAD2.0", True),
    ("SQuAD 1.1", "SQuAD 11", False),
    ("CIFAR-10", "CIFAR-100", False),
    ("C", "C++", False),
]


@pytest.mark.parametrize(("left", "right", "alike"), TIGHT)
def test_tight_key(left: str, right: str, alike: bool) -> None:
    assert (tight_key(left) == tight_key(right)) is alike


SPACINGS = [
    ("vot 2015", {"vot 2015", "vot2015"}),
    ("vot2015", {"vot 2015", "vot2015"}),
    ("mnist", {"mnist"}),
    ("x4", {"x4"}),  # one letter and a digit are a size, not a name with a number
]


@pytest.mark.parametrize(("key", "found"), SPACINGS)
def test_spacings(key: str, found: set[str]) -> None:
    assert spacings(key) == found


@given(st.text(max_size=30))
def test_keys_are_settled(name: str) -> None:
    key = name_key(name)
    assert key == key.strip()
    assert "  " not in key
    assert key in spacings(key)
    assert tight_key(name).replace(" ", "") == key.replace(" ", "")


@given(st.text("aB1-_ .é+", max_size=20))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert tight_key(tight_key(name)) == tight_key(name)
    assert name_key(name.upper()) == name_key(name)
