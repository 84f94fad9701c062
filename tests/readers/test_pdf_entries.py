"""Rows of printed reference lists into entries: labels, indents, gaps, wording, and what was printed in between."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.readers.pdf_entries import cut
from kg.readers.pdf_list_bounds import list_rows, without_strangers
from kg.readers.pdf_references import printed_lists
from kg.readers.pdf_rows import Row


def row(text: str, *, y: float, x: float = 50, page: int = 1, size: float = 10, bold: bool = False) -> Row:
    """A row of a column from 50 to 550; cells are parted by a bar."""
    cells = text.split(" | ")
    return Row(
        page=page, cells=cells, words=[], x0=x, x1=x + 4.5 * len(text), y=y, size=size, bold=bold, left=50, right=550
    )


def rows(printed: Sequence[str], *, step: float = 12, gap: float = 0) -> list[Row]:
    """Rows from top to bottom: an indent is two spaces, and `gap` comes before a row without one."""
    found, y = [], 700.0
    for text in printed:
        indented = text.startswith("  ")
        y -= step + (0 if indented else gap)
        found.append(row(text.strip(), y=y, x=65 if indented else 50))
    return found


def entries(found: list[Row]) -> list[str]:
    made = cut(found)
    assert made is not None
    return [" ".join(r.text for r in part) for _, part in made.entries]


ROE = ["Roe, A. (2001). Noise of small towns. Journal of", "  Noise, 3, 4-9."]
POE = ["Poe, B. (2002). Noise of large towns. Journal of", "  Quiet, 5, 14-19."]
NOE = ["Noe, C. (2003). Noise of the sea. Journal of", "  Water, 7, 24-29."]


def whole(*parts: list[str]) -> list[str]:
    return [" ".join(line.strip() for line in part) for part in parts]


def test_hanging_indents() -> None:
    assert entries(rows([*ROE, *POE, *NOE])) == whole(ROE, POE, NOE)


def test_a_flush_line_that_goes_on_begins_no_entry() -> None:
    broken = ["Poe, B. (2002). Noise of large", "  towns and what makes", "Quiet. Journal of Quiet, 5, 14-19."]
    assert entries(rows([*ROE, *broken, *NOE])) == whole(ROE, broken, NOE)


def test_an_address_begins_no_entry() -> None:
    addressed = [*POE, "URL https://example.org/2002"]
    assert entries(rows([*ROE, *addressed, *NOE])) == whole(ROE, addressed, NOE)


def test_authors_that_a_drawn_rule_stands_for() -> None:
    later = ["  , 2004: More noise. Journal of Noise, 6, 1-3."]
    assert entries(rows([*ROE, *later, *POE, *NOE])) == whole(ROE, later, POE, NOE)


def test_gaps_between_entries() -> None:
    flush = [[line.strip() for line in part] for part in (ROE, POE, NOE)]
    found = [r for n, part in enumerate(flush) for r in rows(part)]
    for n, r in enumerate(found):
        r.y = 700 - 12 * n - 8 * (n // 2)
    assert entries(found) == whole(*flush)


def test_neither_indents_nor_gaps() -> None:
    flush = [
        line.strip()
        for part in (NOE, POE, ROE, ["Zoe, D. (2004). Noise at all. Journal of Noise, 1, 2-3."])
        for line in part
    ]
    assert len(entries(rows(flush))) == 4


def test_a_short_list_of_labels_and_a_biography_in_between() -> None:
    found = rows(["[1] A. Roe. One. 2001.", "  more", "[2] B. Poe. Two.", "  more, 2002.", "[3] C. Noe. Three. 2003."])
    life = [row("Ann Roe is a researcher.", y=found[3].y - 60 - 12 * n, x=120) for n in range(2)]
    found[4].y = life[-1].y - 40
    assert entries([*found[:4], *life, found[4]]) == [
        "[1] A. Roe. One. 2001. more",
        "[2] B. Poe. Two. more, 2002.",
        "[3] C. Noe. Three. 2003.",
    ]


@pytest.mark.parametrize("count", [1500])
def test_long_lists_are_cut_whole(count: int) -> None:
    printed = [
        line
        for n in range(count)
        for line in (f"Roe, A. ({1900 + n % 100}). Noise of town {n}. Journal of", "  Noise, 3, 4-9.")
    ]
    assert len(entries(rows(printed))) == count


def test_justified_lines_stay_and_tables_go() -> None:
    found = rows(
        [
            "Roe, A. 2001. Noise.",
            "  Journal | of | all | Noise",
            "  and more.",
            *POE,
            "a | 1 | 2 | 3",
            "b | 4 | 5 | 6",
            "c | 7 | 8 | 9",
        ]
    )
    assert [r.text for r in without_strangers(found)] == [r.text for r in found[:5]]


def test_footnotes_in_smaller_type_go() -> None:
    found = rows([*ROE, *POE, *NOE])
    notes = [row(f"2 A note, line {n}", y=100 - 9 * n, size=8.9) for n in range(4)]
    assert without_strangers([*found[:4], *notes, *found[4:]]) == found


def test_a_list_ends_at_a_page_in_other_type() -> None:
    title = row("References", y=712, bold=True, size=12)
    found = rows([*ROE, *POE, *NOE])
    catalogue = [row(f"Ann Zoe {1990 + n} Books of our house", y=700 - 12 * n, page=2, size=9) for n in range(8)]
    assert list_rows([title, *found, *catalogue], 0) == [title, *found]


def test_headings_of_parts_are_left_out() -> None:
    title = row("References", y=712, bold=True, size=12)
    found = rows([*ROE, *POE, *NOE])
    part = row("Secondary sources", y=found[-1].y - 40, bold=True, size=12)
    more = rows([*ROE, *POE, *NOE])
    for r in more:
        r.y -= 300
    assert list_rows([title, *found, part, *more], 0) == [title, *found, *more]


def test_what_a_list_does_not_take_is_text() -> None:
    title = row("References", y=712, bold=True, size=12)
    found = rows([*ROE, *POE, *NOE])
    notes = [row(f"2 A note of {2000 + n}", y=100 - 9 * n, size=8) for n in range(4)]
    (made,) = printed_lists([[title, *found[:4], *notes, *found[4:]]], 10)
    assert made.rows == [title, *found]


TITLES = [
    "References",
    "REFERENCES",
    "R EFERENCES",
    "7. References",
    "Literaturverzeichnis",
    "Список литературы",
    "参考文献",
]


@pytest.mark.parametrize("printed", TITLES)
def test_titles_of_lists(printed: str) -> None:
    (made,) = printed_lists([[row(printed, y=712, bold=True), *rows([*ROE, *POE, *NOE])]], 10)
    assert made.entries is not None
    assert len(made.entries) == 3


def test_a_list_in_every_chapter() -> None:
    chapter = [row("2 Another chapter", y=300, bold=True, size=12), *rows(["Text of it.", "More of it."])]
    title = row("References", y=712, bold=True, size=12)
    first, second = [title, *rows([*ROE, *POE, *NOE])], [title, *rows([*NOE, *POE, *ROE])]
    found = printed_lists([first, chapter, [row("References", y=712, bold=True, size=12), *second[1:]]], 10)
    assert [len(made.entries or ()) for made in found] == [3, 3]


def test_a_list_without_a_title() -> None:
    text = rows([f"We walked through town number {n} and heard it." for n in range(20)])
    listed = rows([line for _ in range(4) for line in (*ROE, *POE, *NOE)])
    (made,) = printed_lists([text, text, listed], 10)
    assert len(made.entries or ()) == 12
