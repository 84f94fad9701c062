"""The table for people: nothing in it is cut off."""

from __future__ import annotations

from rich.console import Console

from kg.printing import paper_table

LONG = "food-and-nutrient-database-for-dietary-studies-of-the-department"
ADDRESS = "https://example.org/" + "a" * 100


def test_a_long_id_and_a_long_address_are_shown_whole() -> None:
    dataset = {
        **{"id": LONG, "name": "FNDDS", "surfaces": ["FNDDS"], "used": True, "introduced": False},
        **{"evidence": "", "page": None, "description": ADDRESS, "description_from": "paper", "nearby": []},
        "references": [{"raw": ADDRESS, "basis": "attached", "reason": "stands with it"}],
    }
    console = Console(width=100)
    with console.capture() as shown:
        console.print(paper_table({"title": "A paper", "paper": "a.pdf", "datasets": [dataset]}, verbose=False))
    assert "…" not in shown.get()
    assert shown.get().count("a" * 20) >= 2
    first_column = "".join(line[:24].strip() for line in shown.get().splitlines())
    assert LONG in first_column
