from __future__ import annotations

import bibtexparser
import pytest

from kg.graph import GraphStore
from kg.reports import Table, bibtex, dataset_references

COLUMNS = (
    *("dataset", "name", "paper", "reference", "work", "title", "authors"),
    *("year", "venue", "doi", "arxiv", "url", "raw"),
)


def table(**changes: object) -> Table:
    row = {"dataset": "d", "name": "D", "paper": "p", "reference": "p#1", "title": "On Things", "authors": "Ann Lee"}
    return Table("", COLUMNS, (tuple({**row, **changes}.get(column) for column in COLUMNS),))  # type: ignore[misc]


def test_the_toy_library(store: GraphStore) -> None:
    text = dataset_references(store)
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["anon", "deng2009imagenet", "russakovsky2015imagenet"]
    deng = library.entries[1]
    assert deng["author"] == "Jia Deng and Wei Dong"
    assert deng["doi"] == "10.1109/cvpr.2009.5206848"
    assert deng["keywords"] == "CIFAR-10, ImageNet-1k"
    assert library.entries[0]["note"] == r"A. Krizhevsky \& al. Tech report, 100\% \{unparsed\}."


ODD = [
    pytest.param({"title": "A {B} & 50% of $x_1$ #2 \\ ~^"}, "title", id="special characters"),
    pytest.param({"url": "https://a/{b}\\c"}, "url", id="braces in a URL"),
    pytest.param({"title": "one } brace"}, "title", id="a brace alone"),
    pytest.param({"title": "two\nlines"}, "title", id="line end"),
    pytest.param({"authors": "Centers for Control and Prevention; Bo Li"}, "author", id="and in a name"),
    pytest.param({"authors": " ; ,"}, "title", id="no name in the authors"),
    pytest.param({"authors": ", John"}, "author", id="no family name"),
    pytest.param({"authors": "\u00a0"}, "title", id="a space that does not break"),
]


@pytest.mark.parametrize(("changes", "field"), ODD)
def test_odd_values_stay_one_entry(changes: dict[str, str], field: str) -> None:
    library = bibtexparser.parse_string(bibtex(table(**changes)))
    assert not library.failed_blocks
    assert len(library.entries) == 1
    assert field in library.entries[0]


def test_a_name_with_and_is_kept_whole() -> None:
    assert "author = {{Centers for Control and Prevention} and Bo Li}" in bibtex(
        table(authors="Centers for Control and Prevention; Bo Li")
    )


def test_equal_keys_get_numbers() -> None:
    rows = (*table(reference="p#1").rows, *table(reference="p#2", title="On Things, again").rows)
    library = bibtexparser.parse_string(bibtex(Table("", COLUMNS, rows)))
    assert [entry.key for entry in library.entries] == ["leethings", "leethings-2"]


def test_no_references_give_an_empty_file() -> None:
    assert bibtex(Table("", COLUMNS, ())).strip() == ""


def test_the_venue_chooses_the_type_and_its_field() -> None:
    raw = "A. Lee. On Things. Journal of Things, 3(2):4–9, 2001."
    text = bibtex(table(venue="Journal of Things", raw=raw, year=2001))
    entry = bibtexparser.parse_string(text).entries[0]
    assert entry.entry_type == "article"
    fields = {"journal": "Journal of Things", "volume": "3", "number": "2", "pages": "4--9", "year": "2001"}
    assert {name: entry[name] for name in fields} == fields


def test_a_body_with_a_comma_is_one_author() -> None:
    assert "author = {{Department of Things, Service}}" in bibtex(table(authors="Department of Things, Service"))
