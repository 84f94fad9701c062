"""What a dataset is said to be, and the numbers in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.descriptions import classes_in, describe, instances_in, modality_in
from kg.extraction.naming import Named
from kg.extraction.places import Places
from kg.model import Catalogue, Mention

INSTANCES = [
    ("60,000 training images", 60_000),
    ("60 000 images", 60_000),
    ("50000 images and 10000 test images", 50_000),
    ("over 1.2 million training images", 1_200_000),
    ("1.5M sentences", 1_500_000),
    ("14k tweets", 14_000),
    ("960 hours of speech", 960),
    ("94, 200 reviews", 94_200),
    ("1.2m images", 1_200_000),
    ("1.2 M images", 1_200_000),
    ("1, 281, 167 images", 1_281_167),
    ("sets of 800, 100 and 100 images", 100),
    ("803 satellite images and 10 m resolution images", 803),
    ("16 kHz recordings", None),
    ("60.000 images", None),
    ("60,000 32×32 colour images in 10 classes", 60_000),
    ("60,000 28 x 28-pixel images", 60_000),
    ("60,000 256×256 images", 60_000),
    ("3.2 images per class", None),
    ("500 images per class", None),
    ("500 training images and 100 test images per class", None),
    ("6,000 images for each class", None),
    ("20 images of every person", None),
    ("50 images per subject", None),
    ("60,000 images, 6,000 images per class", 60_000),
    ("32 × 32 images", None),
    ("80 object categories", None),
    ("200 randomly sampled images", None),
    ("1,024 respondents", 1_024),
    ("3 billion tokens", 3_000_000_000),
    ("1 image", None),
    ("images of 32 by 32 pixels", None),
    ("in 2012", None),
    ("an accuracy of 95.3", None),
    ("", None),
]
CLASSES = [
    ("in 10 classes", 10),
    ("1,000 object classes", 1_000),
    ("of 200 bird species", 200),
    ("20 fine-grained categories", 20),
    ("1.2M images in 1, 000 classes", 1_000),
    ("5, 400 unique classes", 5_400),
    ("1k object classes", 1_000),
    ("60,000 images with labels", None),
    ("60,000 images in classes", None),
    ("of 4.5 classes", None),
    ("two classes", None),
    ("10 images", None),
    ("", None),
]
MODALITIES = [
    ("60,000 images", "image"),
    ("handwritten digits", "image"),
    ("frames of a video", "video"),
    ("spoken utterances", "speech"),
    ("songs", "audio"),
    ("nodes and edges", "graph"),
    ("1,000 respondents", "survey"),
    ("news articles", "text"),
    ("nothing of the kind", ""),
]


@pytest.mark.parametrize(("text", "expected"), INSTANCES)
def test_instances(text: str, expected: int | None) -> None:
    assert instances_in(text) == expected


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_classes(text: str, expected: int | None) -> None:
    assert classes_in(text) == expected


@pytest.mark.parametrize(("text", "expected"), MODALITIES)
def test_modality(text: str, expected: str) -> None:
    assert modality_in(text) == expected


SENTENCES = [
    ("in the sentence", "We use <d>ImageNet</d> too. <d>ImageNet</d> has 1.2 million images in 1,000 classes.", 1),
    ("in the next sentence", "We use <d>ImageNet</d>. It consists of 1.2 million images in 1,000 classes.", 1),
    ("a definition without numbers", "We use ResNet. <d>ImageNet</d> is a collection of pictures.", 1),
    (
        "not what is made for it",
        "A network for <d>ImageNet</d> containing 8 images of 5 classes. <d>ImageNet</d> has 1.2 million images.",
        1,
    ),
]


@pytest.mark.parametrize(("why", "source", "which"), SENTENCES, ids=[c[0] for c in SENTENCES])
def test_words_of_the_paper(
    why: str,
    source: str,
    which: int,
    marked: Callable[..., Any],
    document: Callable[..., Any],
    catalogue: Catalogue,
) -> None:
    case = marked(source)
    doc = document(case.paper)
    description = describe(_named(case), doc, catalogue.datasets["imagenet-1k"], _names(case))
    assert description is not None
    assert description.source == "paper"
    assert description.text == case.paper.quote(doc.sentences[1 + which])


@pytest.mark.parametrize(
    "source",
    [
        "We use <d>ImageNet</d> here.",
        "We use <d>ImageNet</d>. We also use 500 other images.",
        "12 images\t<d>ImageNet</d>",
    ],
)
def test_words_of_the_catalogue_where_the_paper_says_nothing(
    source: str, marked: Callable[..., Any], document: Callable[..., Any], catalogue: Catalogue
) -> None:
    case = marked(source)
    doc = document(case.paper)
    dataset = catalogue.datasets["imagenet-1k"]
    description = describe(_named(case), doc, dataset, _names(case))
    assert description is not None
    assert (description.source, description.text) == ("catalogue", dataset.description)
    assert (description.instances, description.classes, description.modality) == (1281167, 1000, "image")
    assert describe(_named(case), doc, None, _names(case)) is None


NUMBERS = [
    ("of the data", "<d>ImageNet</d> contains 5,000 images in 20 classes, of which we use 70,000 images.", 5_000, 20),
    ("of the authors", "We use 5,000 images of <d>ImageNet</d>, which is a collection of pictures.", None, None),
    ("of a subset", "Tiny is a subset of <d>ImageNet</d> that contains 5,000 images.", None, None),
    ("of a part alone", "<d>ImageNet</d> contains 5,000 training images and 100 test images.", None, None),
    ("behind with", "The first is <d>ImageNet</d> with 60,000 images of 20 classes.", 60_000, 20),
    ("of two at once", "<d>ImageNet</d> and Foo consist of 5,000 images with 10 and 20 classes.", 5_000, None),
]


@pytest.mark.parametrize(("why", "source", "instances", "classes"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_only_what_is_said_of_the_dataset_is_read_out(
    why: str,
    source: str,
    instances: int | None,
    classes: int | None,
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    case = marked(source)
    description = describe(_named(case), document(case.paper), None, _names(case))
    assert description is not None
    assert (description.instances, description.classes) == (instances, classes)


DONE = [
    "We evaluate on <d>ImageNet</d> with 4,000 labeled examples.",
    "We train on <d>ImageNet</d> with 250 images of 10 classes.",
    "Networks for the <d>ImageNet</d> dataset with 16 models.",
    "<d>ImageNet</d> has been used with 16 models.",
]


@pytest.mark.parametrize("source", DONE)
def test_what_is_done_on_a_dataset_is_no_size_of_it(
    source: str, marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    case = marked(source)
    description = describe(_named(case), document(case.paper), None, _names(case))
    assert description is None or (description.instances, description.classes) == (None, None)


NEARBY = [
    ("an origin", "It contains 500 images taken from <d>Alpha</d>.", None, None),
    ("the origin of another", "<d id=x>Gamma</d> contains 10,103 images of 20 classes from <d>Alpha</d>.", None, None),
    ("behind another", "We use <d id=x>Beta</d> and <d>Alpha</d>. The dataset contains 500 images.", None, None),
    ("alone", "We use <d>Alpha</d>. The dataset contains 500 images.", "The dataset contains 500 images.", 500),
    (
        "before another",
        "We use <d>Alpha</d> beside <d id=x>Beta</d>. It contains 500 images.",
        "It contains 500 images.",
        500,
    ),
    ("in another passage", "We use <d>Alpha</d>.\n\nThe dataset contains 500 images.", None, None),
    (
        "with another",
        "<d>Alpha</d> contains 500 images, and <d id=x>Beta</d> contains 900 images.",
        "Alpha contains 500 images, and Beta contains 900 images.",
        500,
    ),
    (
        "a part of another",
        "<d>Alpha</d> is a subset of <d id=x>Beta</d> that contains 500 images.",
        "Alpha is a subset of Beta that contains 500 images.",
        500,
    ),
    (
        "behind a colon",
        "<d>Alpha</d>: This dataset contains 500 images.",
        "Alpha: This dataset contains 500 images.",
        500,
    ),
    ("of a network", "We use <d>Alpha</d> for a network with 500 images.", None, None),
    (
        "in other words",
        "We use <d>Alpha</d>, a small dataset of 500 images. It only contains birds.",
        "We use Alpha, a small dataset of 500 images.",
        500,
    ),
    ("with an adverb", "<d>Alpha</d> currently contains 500 images.", "Alpha currently contains 500 images.", 500),
]


@pytest.mark.parametrize(("why", "source", "text", "instances"), NEARBY, ids=[row[0] for row in NEARBY])
def test_what_is_said_of_something_nearby_is_not_said_of_the_dataset(
    why: str,
    source: str,
    text: str | None,
    instances: int | None,
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    case = marked(source)
    description = describe(_named(case), document(case.paper), None, _names(case))
    got = (None, None) if description is None else (description.text, description.instances)
    assert got == (text, instances)


def _named(case: Any) -> Named:
    """The dataset of the mentions that bear no id."""
    return Named("imagenet-1k", [Mention(e.span, e.surface, "catalogue", 1.0) for e in case.expected if not e.id])


def _names(case: Any) -> Places:
    return Places(case.spans)
