"""The sizes of splits, as sentences and rows of tables state them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.splits import splits_in, splits_in_row

TEXTS = [
    ("60,000 training images and 10,000 test images", [("train", 60_000), ("test", 10_000)]),
    ("1.2M training examples and 50k validation examples", [("train", 1_200_000), ("validation", 50_000)]),
    ("50,000 images for training and 10,000 for testing", [("train", 50_000), ("test", 10_000)]),
    ("87k examples for training and 10k for development", [("train", 87_000), ("validation", 10_000)]),
    ("a training set of 60,000 examples", [("train", 60_000)]),
    ("50,000 training and 10,000 test images", [("train", 50_000), ("test", 10_000)]),
    (
        "800k training, 5,000 validation and 10,000 test images",
        [("train", 800_000), ("validation", 5_000), ("test", 10_000)],
    ),
    ("50 training and 10 test epochs", []),
    ("5,000 training images per class", []),
    ("500 training images and 100 test images per class", []),
    ("500 images for training and 100 for testing from each class", []),
    ("500 training and 100 test images per class", []),
    ("a training set of 500 images per class", []),
    ("a training set of 500 per class", []),
    ("50,000 training images, 5,000 per class", [("train", 50_000)]),
    ("50,000 training images with 5,000 per class", [("train", 50_000)]),
    ("training, validation and test sets of 800, 100 and 100 images", []),
    ("training and test sets of 60,000 and 10,000 images", []),
    ("a training set of 94, 200 images", [("train", 94_200)]),
    ("60,000 images", []),
    ("60,000 training images, and then 20,000 training images", []),
    ("a test set of 20% of them", []),
    ("after 50 training epochs", []),
    ("a test accuracy of 95", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_in_a_text(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(split.part, split.instances) for split in splits_in(text)] == expected


ROWS = [
    (
        "under headings of parts",
        "Dataset\tTrain\tDev\tTest\n<d>ImageNet</d>\t1,200\t50\t100",
        [("train", 1200), ("validation", 50), ("test", 100)],
    ),
    ("a part left empty", "Dataset\t# train\t# test\n<d>ImageNet</d>\t1.2M\t", [("train", 1_200_000)]),
    ("scores", "Dataset\tTrain\tTest\n<d>ImageNet</d>\t95.3\t91.2", []),
    ("whole scores", "Dataset\tTrain\tTest\n<d>ImageNet</d>\t95\t91", []),
    ("other headings", "Dataset\tAccuracy\tTest loss\n<d>ImageNet</d>\t1,200\t100", []),
    ("no table", "<d>ImageNet</d> has 1,200 images.", []),
]


@pytest.mark.parametrize(("why", "source", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_in_a_row(
    why: str,
    source: str,
    expected: list[tuple[str, int]],
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    case = marked(source)
    found = splits_in_row(document(case.paper), case.spans[0])
    assert [(split.part, split.instances) for split in found] == expected
