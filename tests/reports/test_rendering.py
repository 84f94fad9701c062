from __future__ import annotations

import csv
import io
import json

import pytest
from rich.console import Console

from kg.errors import KgError
from kg.reports import FORMATS, Table, left_out, render, rich_table

ODD = Table("Odd | cells", ("name", "n", "yes", "none"), (('a "b", [red]c[/red] | d\te\nf\x1b[31m', 3, True, None),))

RENDERED = {
    "csv": 'name,n,yes,none\n"a ""b"", [red]c[/red] | d\te\nf\x1b[31m",3,true,\n',
    "tsv": 'name\tn\tyes\tnone\na "b", [red]c[/red] | d e f [31m\t3\ttrue\t\n',
    "jsonl": '{"name": "a \\"b\\", [red]c[/red] | d\\te\\nf\\u001b[31m", "n": 3, "yes": true, "none": null}\n',
    "markdown": "## Odd | cells\n\n| name | n | yes | none |\n| --- | --- | --- | --- |\n"
    '| a "b", [red]c[/red] \\| d e f [31m | 3 | yes |  |\n',
}


@pytest.mark.parametrize(("form", "text"), RENDERED.items())
def test_forms(form: str, text: str) -> None:
    assert render(ODD, form) == text


def test_every_form_has_a_case() -> None:
    assert set(FORMATS) == {*RENDERED, "json"}


def test_json_and_csv_give_the_cells_back() -> None:
    assert json.loads(render(ODD, "json")) == [dict(zip(ODD.columns, ODD.rows[0], strict=True))]
    assert list(csv.reader(io.StringIO(render(ODD, "csv"), newline="")))[1][0] == ODD.rows[0][0]


def test_a_terminal_shows_text_as_text() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)
    console.print(rich_table(ODD))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[red]c[/red]" in shown
    assert "\x1b[31m" not in shown


CUT = Table("Rows", ("n",), ((1,), (2,)), more=True)
REMARK = "Rows shown: 2, and there are more: ask with rows=5000, or rows=all."


def test_rows_that_were_left_out_are_told() -> None:
    assert render(CUT, "markdown").endswith(f"| 2 |\n\n{REMARK}\n")
    assert left_out(CUT) == REMARK
    assert left_out(ODD) == ""
    assert [form for form in FORMATS if form != "markdown" and REMARK in render(CUT, form)] == []


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KgError, match="use one of table, csv"):
        render(ODD, "xml")
