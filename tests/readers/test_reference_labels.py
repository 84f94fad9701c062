"""Labels of reference lists: which lines count the entries, whatever is lost, doubled or begins again."""

from __future__ import annotations

import pytest

from kg.readers.reference_entries import split_entries
from kg.readers.reference_labels import labelled

CASES = [
    pytest.param(["[1] A", "x", "[2] B", "[3] C"], [(0, "1"), (2, "2"), (3, "3")], id="brackets"),
    pytest.param(
        ["1. Roe", "1999. Noise", "2. Poe", "3. Noe"], [(0, "1"), (2, "2"), (3, "3")], id="a year is no label"
    ),
    pytest.param(["1 Roe", "2 Poe", "17", "3 Noe"], [(0, "1"), (1, "2"), (3, "3")], id="a page number is no label"),
    pytest.param(["[1] A", "[2] B", "[2] C", "[3] D"], [(0, "1"), (1, "2"), (2, "2"), (3, "3")], id="a number twice"),
    pytest.param(["[1] A", "[2] B", "[5] C", "[6] D"], [(0, "1"), (1, "2"), (2, "5"), (3, "6")], id="two numbers lost"),
    pytest.param(["[1] A", "[2] B", "[9] in C", "[3] D"], [(0, "1"), (1, "2"), (3, "3")], id="a marker in an entry"),
    pytest.param(["[7] A", "[8] B", "[9] C"], [(0, "7"), (1, "8"), (2, "9")], id="cut off at its beginning"),
    pytest.param(
        ["[1] A", "[2] B", "[3] C", "[1] D", "[2] E"],
        [(0, "1"), (1, "2"), (2, "3"), (3, "1"), (4, "2")],
        id="a second list",
    ),
    pytest.param(
        ["[Roe09] A", "[PN+10] B", "[Noe] C."], [(0, "Roe09"), (1, "PN+10")], id="words, none behind an open line"
    ),
    pytest.param(["[Roe09] A.", "[PN+10] B.", "[TeX] C."], [(0, "Roe09"), (1, "PN+10"), (2, "TeX")], id="a word alone"),
    pytest.param(["Roe, A. 2003.", "Poe, B. 2004."], [], id="no labels"),
    pytest.param([], [], id="no lines"),
]


@pytest.mark.parametrize(("lines", "labels"), CASES)
def test_labels(lines: list[str], labels: list[tuple[int, str]]) -> None:
    assert labelled(lines) == labels


def test_entries_with_one_number_get_keys_of_their_own() -> None:
    entries = split_entries(["[1] A. Roe. X. 2001.", "[2] B. Poe. Y. 2002.", "[2] C. Noe. Z. 2003."])
    assert [raw for _, raw in entries] == ["[1] A. Roe. X. 2001.", "[2] B. Poe. Y. 2002.", "[2] C. Noe. Z. 2003."]
    assert len({key for key, _ in entries}) == 3


@pytest.mark.parametrize("count", [3000])
def test_long_lists_lose_nothing(count: int) -> None:
    lines = [
        line
        for n in range(1, count + 1)
        for line in (f"[{n}] A. Roe. Noise of town {n}. In", f"Places, {2000 + n % 20}.")
    ]
    entries = split_entries(lines)
    assert [key for key, _ in entries] == [str(n) for n in range(1, count + 1)]
    assert entries[-1][1] == f"[{count}] A. Roe. Noise of town {count}. In Places, {2000 + count % 20}."


def test_entries_in_other_scripts() -> None:
    lines = ["[1] Пример И. Шум малых", "городов. 2007.", "[2] 田中太郎. 町の音. 2009.", "[3] Παπαδάς Γ. Ο ήχος. 2011."]
    assert [raw for _, raw in split_entries(lines)] == [
        "[1] Пример И. Шум малых городов. 2007.",
        "[2] 田中太郎. 町の音. 2009.",
        "[3] Παπαδάς Γ. Ο ήχος. 2011.",
    ]
