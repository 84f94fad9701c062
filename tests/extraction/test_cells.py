"""The table, row and column of a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.cells import Cell, Cells

SOURCE = "Before <d>A1</d>.\n\nx\t<d>B2</d>\n\t<d>C3</d>\n\nBetween <d>D4</d>.\n\n<d>E5</d>\tz\n\t\t<d>F6</d>"
PLACES = [
    ("A1", None),
    ("B2", Cell(0, 0, 1)),
    ("C3", Cell(0, 1, 1)),
    ("D4", None),
    ("E5", Cell(1, 0, 0)),
    ("F6", Cell(1, 1, 2)),
]


@pytest.mark.parametrize(("surface", "cell"), PLACES)
def test_cells(surface: str, cell: Cell | None, marked: Callable[..., Any]) -> None:
    case = marked(SOURCE)
    place = next(e.span for e in case.expected if e.surface == surface)
    assert Cells(case.paper).at(place.start) == cell


def test_no_tables(marked: Callable[..., Any]) -> None:
    assert Cells(marked("No table.").paper).at(3) is None
