"""`kg report` and `kg query`: lists, names and values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.library import Library
from kg.reports import names, reports

Run = Callable[..., Result]


def test_reports_are_listed_without_a_library(kg: Run) -> None:
    assert [line.split()[0] for line in kg("report").stdout.splitlines()] == list(names())


def test_queries_are_listed_with_files_askers_and_parameters(kg: Run) -> None:
    shown = kg("query", "--list").stdout
    for one in reports().values():
        assert one.title in shown
        assert f"queries/{one.path.name}" in shown
        assert all(f"-p {parameter}=..." in shown for parameter in one.parameters)


@pytest.mark.parametrize("name", ["datasets_usage", "datasets_usage.rq", "usage"])
def test_a_query_of_ours_needs_no_path(kg: Run, demo: Library, name: str) -> None:
    assert kg("query", name, "-l", demo.root, "-f", "csv").stdout.startswith("dataset,name,using")


def test_values_are_bound(kg: Run, demo: Library) -> None:
    shown = kg("query", "dataset_papers", "-l", demo.root, "-p", "dataset=ImageNet", "-f", "jsonl").stdout
    rows = [json.loads(line) for line in shown.splitlines()]
    assert {row["dataset"] for row in rows} == {"https://w3id.org/citeset/id/dataset/imagenet-1k"}
    report = kg("report", "dataset", "-l", demo.root, "-p", "dataset=ImageNet", "-f", "jsonl").stdout
    assert len(report.splitlines()) == len(rows)


@pytest.mark.parametrize(("command", "name"), [("report", "usage"), ("query", "datasets_usage")])
def test_rows_that_are_left_out_are_told(kg: Run, demo: Library, command: str, name: str) -> None:
    shown = kg(command, name, "-l", demo.root, "-p", "rows=1")
    assert "Rows shown: 1, and there are more" in shown.stdout
    lines = kg(command, name, "-l", demo.root, "-p", "rows=1", "-f", "jsonl")
    assert len(lines.stdout.splitlines()) == 1
    assert "there are more" in lines.stderr
    whole = kg(command, name, "-l", demo.root, "-p", "rows=all", "-f", "jsonl")
    assert len(whole.stdout.splitlines()) > 1
    assert whole.stderr == ""


def test_a_query_file_may_begin_with_a_byte_order_mark(kg: Run, demo: Library, tmp_path: Path) -> None:
    path = tmp_path / "asked.rq"
    path.write_bytes(b"\xef\xbb\xbfASK {}")
    assert "yes" in kg("query", path, "-l", demo.root).stdout


WRONG = [
    ("no library", ("query", "usage"), 2, "--library"),
    ("no library for a report", ("report", "usage"), 2, "--library"),
    ("no such query", ("query", "nowhere", "-l", "x"), 2, "kg query --list"),
    ("a query without -e", ("query", f"SELECT * {{ {'?s ?p ?o . ' * 30} }}", "-l", "x"), 2, "-e takes a query itself"),
    ("no value", ("query", "usage", "-l", "{demo}", "-p", "dataset"), 2, "gives no parameter"),
    ("no value for a report", ("report", "usage", "-l", "{demo}", "-p", "dataset"), 2, "gives no parameter"),
    ("no such report", ("report", "qqq", "-l", "{demo}"), 2, "there is no report 'qqq'"),
    ("no such variable", ("query", "first", "-l", "{demo}", "-p", "datset=x"), 1, "(its parameters: dataset)"),
    ("no number of rows", ("report", "usage", "-l", "{demo}", "-p", "rows=few"), 1, "is no number of rows"),
    ("not selected", ("query", "-e", "ASK { ?x ?p 1 }", "-l", "{demo}", "-p", "x=1"), 1, "only a SELECT query"),
    ("an update", ("query", "-e", "DROP ALL", "-l", "{demo}"), 1, "this is an update"),
]


@pytest.mark.parametrize(("why", "arguments", "code", "message"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_said(
    why: str, arguments: tuple[str, ...], code: int, message: str, kg: Run, demo: Library
) -> None:
    result = kg(*(a.format(demo=demo.root) if "{demo}" in a else a for a in arguments), code=code)
    assert result.stdout == ""
    assert message in result.stderr
