from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import GraphStore
from kg.reports import Parameter, ask, names, read_report, reports, run, shipped_query
from kg.resources import shipped

HEADER = "# name: x\n# title: X\n"


def test_every_query_file_is_a_report() -> None:
    files = list(shipped("queries").glob("*.rq"))
    assert {report.path for report in reports().values()} == set(files)
    assert len(names()) == len(files) > 0
    assert all("_" in path.stem for path in files), "a query is called <subject>_<question>.rq"


def test_a_header() -> None:
    report = reports()["citations"]
    assert report.title.startswith("The works cited for each dataset")
    assert report.parameters == {"dataset": Parameter("dataset", "dataset", "id or name of a dataset")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x {}", "a report has one name"),
        ("# name: x\nSELECT ?x {}", "a report has one title"),
        (HEADER + "# name: y\n", "a report has one name"),
        (HEADER + "# parameter: dataset\n", "is no parameter"),
        (HEADER + "# parameter: colour - a colour\n", "is no parameter"),
        (HEADER + "# needs: dataset\n", "is needed and no parameter"),
        (HEADER + "# parameter: since (colour) - a colour\n", "is no parameter"),
        (HEADER + "# parameter: rows - how many\nSELECT ?x {}", "has one LIMIT"),
        (HEADER + "# parameter: rows - how many\nSELECT ?x { { SELECT ?x {} LIMIT 1 } } LIMIT 2", "has one LIMIT"),
    ],
)
def test_a_header_that_lacks_something(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.rq").write_text(text)
    with pytest.raises(QueryError, match=message) as caught:
        read_report(tmp_path / "a.rq")
    assert caught.value.path == str(tmp_path / "a.rq")
    assert caught.value.advice


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("usages", {}, "there is no report 'usages'"),
        ("usage", {"paper": "x"}, "has no parameter 'paper'"),
        ("dataset", {"dataset": "imagnet"}, "near it are"),
        ("paper", {"paper": "nothing like it"}, "kg report"),
    ],
)
def test_what_is_not_known(store: GraphStore, name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(store, name, values)


@pytest.mark.parametrize(
    ("text", "columns", "first"),
    [
        (
            "SELECT ?d (1.5 AS ?x) (true AS ?y) ('a' AS ?z) ?none { ?p <https://w3id.org/citeset/kg#usesDataset> ?d } "
            "ORDER BY ?d LIMIT 1",
            ("d", "x", "y", "z", "none"),
            ("https://w3id.org/citeset/id/dataset/cifar-10", 1.5, True, "a", None),
        ),
        ("ASK { ?s ?p ?o }", ("answer",), (True,)),
        (
            "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } ORDER BY ?s LIMIT 1",
            ("subject", "predicate", "object"),
            (
                "https://w3id.org/citeset/id/catalogue",
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                "http://www.w3.org/ns/dcat#Catalog",
            ),
        ),
        (
            "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
            'SELECT ("20O9"^^xsd:gYear AS ?a) ("1e3"^^xsd:double AS ?b) {}',
            ("a", "b"),
            ("20O9", 1000.0),
        ),
    ],
    ids=["select", "ask", "construct", "odd values"],
)
def test_ask(store: GraphStore, text: str, columns: tuple[str, ...], first: tuple[object, ...]) -> None:
    table = ask(store, text)
    assert table.columns == columns
    assert table.rows[0] == first


def test_ask_says_where_a_query_is_wrong(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"a\.rq:2: column 5"):
        ask(store, "SELECT ?x {\n  }}", path=Path("a.rq"))
    with pytest.raises(QueryError, match=r"^line 2, column 5: the query is not SPARQL"):
        ask(store, "SELECT ?x {\n  }}")


@pytest.mark.parametrize(
    ("text", "name"),
    [("usage", "usage"), ("datasets_usage", "usage"), ("datasets_usage.rq", "usage"), ("nowhere", None)],
)
def test_a_shipped_query_goes_by_name_and_by_stem(text: str, name: str | None) -> None:
    found = shipped_query(text)
    assert (found and found.name) == name


def test_values_are_bound_in_a_query_of_ones_own(store: GraphStore) -> None:
    text = "PREFIX kg: <https://w3id.org/citeset/kg#>\nSELECT ?paper ?dataset { ?paper kg:usesDataset ?dataset }"
    table = ask(store, text, values={"dataset": "ilsvrc 2012", "paper": "2.pdf"})
    assert table.rows == (
        ("https://w3id.org/citeset/id/paper/arxiv:2020.00002", "https://w3id.org/citeset/id/dataset/imagenet-1k"),
    )


def test_a_value_is_never_part_of_the_query(store: GraphStore) -> None:
    text = "SELECT ?name { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"
    assert ask(store, text, values={"name": '" } DROP ALL #'}).rows == ()
    assert len(ask(store, text, values={"name": "MNIST"}).rows) == 1


def test_a_variable_that_is_not_selected_cannot_be_bound(store: GraphStore) -> None:
    with pytest.raises(QueryError):
        ask(store, "SELECT ?s { ?s ?p ?o }", values={"colour": "red"})


CUT = """# parameter: rows - how many rows
SELECT ?name { { SELECT ?s { ?s a <http://www.w3.org/ns/dcat#Dataset> } ORDER BY ?s LIMIT 2 }
  ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"""


@pytest.mark.parametrize(
    ("values", "rows", "more"),
    [({}, 2, True), ({"rows": "3"}, 3, True), ({"rows": "100"}, 9, False), ({"rows": "all"}, 9, False)],
)
def test_a_table_says_that_rows_were_left_out(store: GraphStore, values: dict[str, str], rows: int, more: bool) -> None:
    whole = ask(store, CUT, values={"rows": "all"})
    table = ask(store, CUT, values=values)
    assert (len(table.rows), table.more) == (min(rows, len(whole.rows)), more)
    assert set(table.rows) <= set(whole.rows)


CUTTING = [name for name, report in reports().items() if "rows" in report.parameters]


@pytest.mark.parametrize("name", CUTTING)
def test_every_report_that_takes_a_number_of_rows_keeps_to_it(store: GraphStore, name: str) -> None:
    whole = run(store, name, {"rows": "all"})
    assert not whole.more
    usual = run(store, name)
    assert (usual.rows, usual.more) == (whole.rows, False)
    number = len(whole.rows)
    assert run(store, name, {"rows": str(number or 1)}).more is False, "as many as there are"
    for fewer in range(1, number):
        table = run(store, name, {"rows": str(fewer)})
        assert (len(table.rows), table.more) == (fewer, True)
        assert set(table.rows) <= set(whole.rows)


@pytest.mark.parametrize("name", CUTTING)
def test_rows_come_in_the_order_in_which_they_are_chosen(name: str) -> None:
    """Else the last of them, which is left out where there are more, would not be the least."""
    text = reports()[name].text
    chosen = re.search(r"ORDER BY (.+)\n +LIMIT", text)
    assert re.search(rf"ORDER BY {re.escape(chosen[1]) if chosen else '.+'}[^{{}}]*$", text)


def test_most_long_reports_take_a_number_of_rows() -> None:
    """A row a use, a paper or a dataset is what nobody reads to the end in a large library."""
    assert len(CUTTING) >= 20
