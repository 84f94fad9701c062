"""What tells siblings apart in names."""

from __future__ import annotations

import pytest

from kg.resolution.marks import Marks, marks_of

CASES = [
    ("CIFAR-10", "cifar", "10"),
    ("CIFAR 100", "cifar", "100"),
    ("TinyImageNet", "imagenet", "tiny"),
    ("Tiny-ImageNet-C", "imagenet", "c tiny"),
    ("FooScenesV2", "fooscenes", "2"),
    ("FooScenes v1.0", "fooscenes", "1"),
    ("FooScenes 1.1", "fooscenes", "1 1"),
    ("FooScenes 11", "fooscenes", "11"),
    ("OrchidBank II", "orchidbank", "2"),
    ("R8", "r", "8"),
    ("R52", "r", "52"),
    ("CelebFaces-HQ", "celebfaces", "hq"),
    ("Parkinson's Markers", "parkinsonmarkers", ""),
    ("Records of the Fjord", "recordsfjord", ""),
    ("Sequential", "sequential", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("name", "core", "marks"), CASES)
def test_marks_of(name: str, core: str, marks: str) -> None:
    found = marks_of(name)
    assert (found.core, " ".join(found.marks)) == (core, marks)
    assert isinstance(found, Marks)
