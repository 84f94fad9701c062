"""The table for people: nothing in it is cut off."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from kg.printing import paper_table

SAID = {"instances": None, "classes": None, "splits": {}, "modality": ""}
LONG = "food-and-nutrient-database-for-dietary-studies-of-the-department"
ADDRESS = "https://example.org/" + "a" * 100


def test_a_long_id_and_a_long_address_are_shown_whole() -> None:
    dataset = {
        **{"id": LONG, "name": "FNDDS", "surfaces": ["FNDDS"], "used": True, "introduced": False},
        **{"evidence": "", "page": None, "description": ADDRESS, "description_from": "paper"},
        **SAID,
        **{"nearby": [], "addresses": []},
        "references": [{"raw": ADDRESS, "basis": "attached", "reason": "stands with it"}],
    }
    console = Console(width=100)
    with console.capture() as shown:
        console.print(paper_table({"title": "A paper", "paper": "a.pdf", "datasets": [dataset]}, verbose=False))
    assert "…" not in shown.get()
    assert shown.get().count("a" * 20) >= 2
    first_column = "".join(line[:24].strip() for line in shown.get().splitlines())
    assert LONG in first_column


def test_verbose_shows_markers_and_what_was_not_taken() -> None:
    dataset = {
        **{"id": "imagenet-1k", "name": "ImageNet", "surfaces": ["ImageNet"], "used": True, "introduced": False},
        **{"evidence": "We use it.", "page": 3, "description": "", "description_from": ""},
        **SAID,
        "references": [
            {"raw": "Deng", "marker": "[1]", "basis": "attached", "reason": "stands right behind 'ImageNet'"}
        ],
        "nearby": [{"marker": "[2]", "title": "VGG", "reason": "stands with the model 'VGG-16'"}],
        "addresses": ["https://image-net.org"],
    }
    answer = {"title": "A paper", "paper": "a.pdf", "datasets": [dataset]}

    def shown(*, verbose: bool) -> str:
        console = Console(width=400)
        with console.capture() as captured:
            console.print(paper_table(answer, verbose=verbose))
        return captured.get()

    assert "(attached: stands right behind 'ImageNet')" in shown(verbose=False)
    assert "VGG" not in shown(verbose=False)
    assert "(attached [1]: stands right behind 'ImageNet')" in shown(verbose=True)
    assert "address given: https://image-net.org" in shown(verbose=True)
    assert "address given" not in shown(verbose=False)
    assert "nearby [2]: VGG (stands with the model 'VGG-16')" in shown(verbose=True)


SIZES = [
    (SAID, ""),
    ({**SAID, "modality": "image", "instances": 60_000}, "image, instances 60,000"),
    ({**SAID, "classes": 10, "splits": {"train": 50_000, "test": 10_000}}, "classes 10, train 50,000, test 10,000"),
]


@pytest.mark.parametrize(("said", "printed"), SIZES)
def test_sizes_stand_below_the_description(said: dict[str, Any], printed: str) -> None:
    dataset = {
        **{"id": "cifar-10", "name": "CIFAR-10", "surfaces": ["CIFAR-10"], "used": True, "introduced": False},
        **{"evidence": "", "page": None, "description": "small pictures", "description_from": "paper"},
        **{"references": [], "nearby": [], "addresses": []},
        **said,
    }
    console = Console(width=400)
    with console.capture() as shown:
        console.print(paper_table({"title": "A paper", "paper": "a.pdf", "datasets": [dataset]}, verbose=False))
    below = shown.get().partition("small pictures")[2].splitlines()[1]
    assert below.strip().removeprefix("cifar-10, used").strip() == printed
