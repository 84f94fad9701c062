"""What `kg extract --format jsonl` prints of a record: the contract, key by key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.answers import answer
from kg.model import (
    Catalogue,
    Citation,
    Dataset,
    Description,
    Evidence,
    Identity,
    Mention,
    Nearby,
    Paper,
    Record,
    Reference,
    Span,
    Split,
    Use,
)

REFERENCES = (Reference("b1", "Deng. ImageNet. 2009.", "ImageNet"), Reference("b2", "An entry without a title."))
PAPER = Paper("sha256:0", "a.pdf", "A paper", (), None, (), "", (), (), REFERENCES)
ONE = Use(
    name="ImageNet",
    surfaces=("ImageNet", "ILSVRC"),
    known_as="imagenet-1k",
    kind="dataset",
    mentions=(Mention(Span(3, 11), "ImageNet", "catalogue", 0.95),),
    used=False,
    introduced=False,
    evidence=Evidence("On ImageNet.", Span(0, 12), 3),
    description=None,
    citations=(),
    nearby=(Nearby("b1", "[1]", "stands with 'AlexNet'"), Nearby("b2", "[2]", "is not about the dataset")),
    confidence=0.9,
    addresses=("https://image-net.org",),
)
TWO = replace(
    ONE,
    name="ImageNet ILSVRC-2012",
    surfaces=("ImageNet ILSVRC-2012", "ImageNet"),
    used=True,
    evidence=Evidence("We train on ImageNet ILSVRC-2012.", Span(20, 53), 4),
    description=Description("A thing.", "catalogue", 70_000, modality="image", splits=(Split("train", 60_000),)),
    citations=(Citation("b1", "attached", "[1]", "stands with 'ImageNet'"),),
    nearby=(),
    confidence=0.7,
)
CATALOGUE = Catalogue({"imagenet-1k": Dataset("imagenet-1k", "ImageNet-1k", kind="suite")})


def identity(*ids: str) -> Identity:
    return Identity({("sha256:0", i): id_ for i, id_ in enumerate(ids)}, {}, {}, {}, {})


def test_one_use() -> None:
    found = answer(Record(PAPER, (ONE,), ""), identity("imagenet-1k"), CATALOGUE)
    assert (found["paper"], found["title"]) == ("a.pdf", "A paper")
    assert found["datasets"] == [
        {
            "id": "imagenet-1k",
            "name": "ImageNet",
            "surfaces": ["ImageNet", "ILSVRC"],
            "kind": "suite",
            "used": False,
            "introduced": False,
            "evidence": "On ImageNet.",
            "page": 3,
            "description": "",
            "description_from": "",
            "instances": None,
            "classes": None,
            "splits": {},
            "modality": "",
            "references": [],
            "addresses": ["https://image-net.org"],
            "nearby": [
                {"key": "b1", "marker": "[1]", "title": "ImageNet", "reason": "stands with 'AlexNet'"},
                {
                    "key": "b2",
                    "marker": "[2]",
                    "title": "An entry without a title.",
                    "reason": "is not about the dataset",
                },
            ],
            "confidence": 0.9,
        }
    ]


@pytest.mark.parametrize("uses", [(ONE, TWO), (TWO, ONE)])
def test_two_uses_of_one_dataset_are_merged(uses: tuple[Use, Use]) -> None:
    [found] = answer(Record(PAPER, uses, ""), identity("imagenet-1k", "imagenet-1k"), CATALOGUE)["datasets"]
    assert found["name"] == "ImageNet ILSVRC-2012"
    assert sorted(found["surfaces"]) == ["ILSVRC", "ImageNet", "ImageNet ILSVRC-2012"]
    assert found["used"] is True
    # The evidence is that of the use that is made of it, though the other is surer.
    assert found["evidence"] == "We train on ImageNet ILSVRC-2012."
    assert (found["description"], found["description_from"]) == ("A thing.", "catalogue")
    assert (found["instances"], found["splits"], found["modality"]) == (70_000, {"train": 60_000}, "image")
    assert found["references"] == [
        {
            "key": "b1",
            "marker": "[1]",
            "title": "ImageNet",
            "raw": "Deng. ImageNet. 2009.",
            "basis": "attached",
            "reason": "stands with 'ImageNet'",
        }
    ]
    assert [near["key"] for near in found["nearby"]] == ["b2"]


def test_two_datasets() -> None:
    found = answer(Record(PAPER, (ONE, TWO), ""), identity("imagenet-1k", "new-set"), CATALOGUE)["datasets"]
    assert [(d["id"], d["kind"]) for d in found] == [("imagenet-1k", "suite"), ("new-set", "dataset")]


def test_no_dataset() -> None:
    assert answer(Record(PAPER, (), ""), identity(), CATALOGUE)["datasets"] == []
