"""The table for people: nothing in it is cut off."""

from __future__ import annotations

from rich.console import Console

from kg.printing import paper_table

LONG = "food-and-nutrient-database-for-dietary-studies-of-the-department"
ADDRESS = "https://example.org/" + "a" * 100


def test_a_long_id_and_a_long_address_are_shown_whole() -> None:
    dataset = {
        **{"id": LONG, "name": "FNDDS", "surfaces": ["FNDDS"], "used": True, "introduced": False},
        **{"evidence": "", "page": None, "description": ADDRESS, "description_from": "paper"},
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
