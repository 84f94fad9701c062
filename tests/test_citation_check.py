"""What an author is told to do: a row a case, on records made by hand."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.citation_check import check, entries
from kg.model import Citation, Identity, Nearby, Record, Use

ATTACHED = Citation("deng", "attached", "[1]", "stands right behind it")
LISTED = Citation("deng", "listed", "[1]", "is the dataset's own publication")
ALEXNET = Citation("alex", "attached", "[3]", "stands right behind it")


def findings(toy: ModuleType, *uses: Use, known: bool = True) -> list[tuple[str, str]]:
    """(kind, dataset) of everything said of a paper with these uses; with `known` its references denote works."""
    references = (replace(toy.DENG, key="deng"), replace(toy.ALEXNET, key="alex"))
    record = Record(toy.paper(9, 2021, *references), uses, "toy")
    places = {(record.paper.id, "deng"): "deng-2009-imagenet"} if known else {}
    of_use = {(record.paper.id, i): use.known_as or "toyset" for i, use in enumerate(uses)}
    identity = Identity(of_use, toy.IDENTITY.datasets, toy.WORKS, places, {})
    return [(f.kind, f.dataset) for f in check(record, identity, toy.CATALOGUE)]


CASES = [
    ("cited where it is named", {"citations": (ATTACHED,)}, []),
    ("not cited", {}, [("uncited", "imagenet-1k")]),
    ("only mentioned", {"used": False}, []),
    ("cited through a model's paper", {"citations": (ALEXNET,)}, [("miscited", "imagenet-1k")]),
    ("its own publication beside another", {"citations": (ALEXNET, ATTACHED)}, []),
    ("its own publication beside another, elsewhere", {"citations": (ALEXNET, LISTED)}, []),
    ("cited for something else only", {"citations": (LISTED,)}, [("elsewhere", "imagenet-1k")]),
    ("in the list, without a marker", {"citations": (replace(LISTED, marker=""),)}, [("unmarked", "imagenet-1k")]),
    ("presented here", {"introduced": True}, [("introduced", "imagenet-1k")]),
]


@pytest.mark.parametrize(("why", "changes", "expected"), CASES, ids=[c[0] for c in CASES])
def test_known_datasets(why: str, changes: dict[str, object], expected: list[tuple[str, str]], toy: ModuleType) -> None:
    assert findings(toy, toy.use("ImageNet", known_as="imagenet-1k", **changes)) == expected


def test_an_address_without_an_entry_is_said(toy: ModuleType) -> None:
    use = toy.use("ImageNet", known_as="imagenet-1k", addresses=("https://image-net.org",))
    record = Record(toy.paper(9, 2021), (use,), "toy")
    identity = Identity({(record.paper.id, 0): "imagenet-1k"}, toy.IDENTITY.datasets, toy.WORKS, {}, {})
    (found,) = check(record, identity, toy.CATALOGUE)
    assert found.kind == "uncited"
    assert "only an address is given for it, no entry of the reference list: https://image-net.org" in found.message


def test_an_unknown_dataset_that_is_not_sure_is_only_doubtful(toy: ModuleType) -> None:
    assert findings(toy, toy.use("Toyset", confidence=0.9)) == [("uncited", "toyset")]
    assert findings(toy, toy.use("Toyset", confidence=0.3)) == [("doubtful", "toyset")]


def test_a_dataset_without_known_works_is_not_judged(toy: ModuleType) -> None:
    assert findings(toy, toy.use("MNIST", known_as="mnist", citations=(ALEXNET,))) == []


def test_two_uses_of_one_dataset_count_together(toy: ModuleType) -> None:
    uses = [toy.use("ImageNet", known_as="imagenet-1k", citations=c) for c in ((), (ATTACHED,))]
    assert findings(toy, *uses) == []


def test_what_is_to_do_comes_first_and_can_be_pasted(toy: ModuleType) -> None:
    near = (Nearby("alex", "[3]", "stands with the model 'AlexNet'"),)
    uses = (
        toy.use("Toyset", introduced=True),
        toy.use("ImageNet", known_as="imagenet-1k", nearby=near),
        toy.use("CIFAR-10", known_as="cifar-10"),
    )
    record = Record(toy.paper(9, 2021, replace(toy.ALEXNET, key="alex")), uses, "toy")
    of_use = {(record.paper.id, i): use.known_as or "toyset" for i, use in enumerate(uses)}
    found = check(record, Identity(of_use, toy.IDENTITY.datasets, toy.WORKS, {}, {}), toy.CATALOGUE)
    assert [(f.to_do, f.name) for f in found] == [(True, "CIFAR-10"), (True, "ImageNet"), (False, "Toyset")]
    assert "stands with the model 'AlexNet'" in found[1].message
    text = entries(found)
    assert text.count("@") == 2
    assert "ImageNet: A large-scale database" in text
    assert entries([found[2]]) == ""
