"""Identifiers and years found in the parts of a reference, and the printed form made of parts."""

from __future__ import annotations

import pytest

from kg.readers.entries import arxiv_in, composed, doi_in, year_in

DOIS = [
    ("doi:10.1016/J.X.", "10.1016/j.x"),
    ("https://doi.org/10.1000/a(b)c", "10.1000/a(b)c"),
    ("(see 10.1000/abc)", "10.1000/abc"),
    ("10.5 / 3", ""),
]


@pytest.mark.parametrize(("text", "doi"), DOIS)
def test_doi(text: str, doi: str) -> None:
    assert doi_in(text) == doi


ARXIV = [
    ("arXiv preprint arXiv:1705.07565", "1705.07565"),
    ("arXiv:1705.07565v2 [cs.CV]", "1705.07565"),
    ("http://arxiv.org/abs/1409.4842", "1409.4842"),
    ("https://arxiv.org/pdf/1409.4842v1.pdf", "1409.4842"),
    ("CoRR, abs/1603.03793", "1603.03793"),
    ("arXiv:hep-th/9901001", "hep-th/9901001"),
    ("1705.07565", "1705.07565"),
    ("volume 1705.07565 of something", ""),
    ("arXiv preprint", ""),
]


@pytest.mark.parametrize(("text", "arxiv"), ARXIV)
def test_arxiv(text: str, arxiv: str) -> None:
    assert arxiv_in(text) == arxiv


@pytest.mark.parametrize(("text", "year"), [("1999b", 1999), ("May 2016", 2016), ("12016", None), ("", None)])
def test_year(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_printed_form_leaves_out_what_is_missing() -> None:
    entry = composed(
        "k", raw="", title="On data", authors=(), year=2001, venue="", place="", doi="10.1/x", arxiv="", url=""
    )
    assert entry.raw == "On data. 2001. doi:10.1/x."
    assert (entry.key, entry.year, entry.doi) == ("k", 2001, "10.1/x")
