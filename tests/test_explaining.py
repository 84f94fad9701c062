"""Two names explained without a library."""

from __future__ import annotations

import pytest

from kg.explaining import compare_alone

pytestmark = pytest.mark.usefixtures("catalogue_once")

CASES = [
    ("ILSVRC-2012", "ImageNet", "are both imagenet-1k", "the weakest link"),
    ("CIFAR-10", "CIFAR-100", "different datasets", "names that differ so are never one"),
    ("HarborScenes-C", "HarborScenes", "different datasets", "derived from harborscenes"),
]


@pytest.mark.parametrize(("left", "right", "verdict", "reason"), CASES)
def test_compare_alone(left: str, right: str, verdict: str, reason: str) -> None:
    first, *rest = compare_alone(left, right)
    assert first.endswith(verdict)
    assert reason in "\n".join(rest)
