"""Markdown of JOSS and pandoc: heads as papers write them, citations in every form, notes, figures, raw LaTeX."""

# ruff: noqa: E501 (a row a case)

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Paper
from kg.readers import read

KEYS = ("roe2001", "poe", "Foo_bar.baz", "smith:04", "10.1234/ab", "doe_van-2010")
BIB = "".join(
    f"@article{{{key}, title = {{On {i}}}, author = {{A. Roe}}, year = 200{i}}}\n" for i, key in enumerate(KEYS)
)


def paper(tmp_path: Path, text: str) -> Paper:
    (tmp_path / "paper.bib").write_text(BIB, encoding="utf-8")
    path = tmp_path / "paper.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


# sentence, its text where that differs, its markers with their keys
CITATIONS = [
    ("We use it [@roe2001].", None, [("[@roe2001]", "roe2001")]),
    ("We use it [@roe2001; @poe, p. 3].", None, [("[@roe2001; @poe, p. 3]", "roe2001 poe")]),
    ("As @roe2001 says", None, [("@roe2001", "roe2001")]),
    ("As @roe2001 [p. 33] says", None, [("@roe2001", "roe2001")]),
    ("As @roe2001.", None, [("@roe2001", "roe2001")]),
    ("In [-@roe2001] and -@poe it", None, [("[-@roe2001]", "roe2001"), ("-@poe", "poe")]),
    ("See [see @poe, pp. 33-35 and *passim*; also @roe2001, ch. 1].", "See [see @poe, pp. 33-35 and passim; also @roe2001, ch. 1].", [("[see @poe, pp. 33-35 and passim; also @roe2001, ch. 1]", "poe roe2001")]),
    ("In [@Foo_bar.baz.] it", None, [("[@Foo_bar.baz.]", "Foo_bar.baz")]),
    ("By @Foo_bar.baz: so", None, [("@Foo_bar.baz", "Foo_bar.baz")]),
    ("By @smith:04, so", None, [("@smith:04", "smith:04")]),
    ("By [@{10.1234/ab}, p. 3] and @{10.1234/ab}.", None, [("[@{10.1234/ab}, p. 3]", "10.1234/ab"), ("@{10.1234/ab}", "10.1234/ab")]),
    ("By @doe_van-2010 and @roe2001--so", None, [("@doe_van-2010", "doe_van-2010"), ("@roe2001", "roe2001")]),
    ("By @roe2001's work", None, [("@roe2001", "roe2001")]),
    ("In [@roe2001,\n@poe] it", "In [@roe2001, @poe] it", [("[@roe2001, @poe]", "roe2001 poe")]),
    ("In [@roe2001; @nobody] it", None, [("[@roe2001; @nobody]", "roe2001")]),
    ("In [@nobody] and by @poe it", None, [("[@nobody]", ""), ("@poe", "poe")]),
    ("In [@fig:plot] and @tbl-sizes by @poe", None, [("@poe", "poe")]),
    ("Mail me@poe.org or @someone by @poe", None, [("@poe", "poe")]),
    (r"By \citep{roe2001, poe} it", "By [@roe2001; @poe] it", [("[@roe2001; @poe]", "roe2001 poe")]),
    (r"See \autoref{fig:x} by @poe", "See by @poe", [("@poe", "poe")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "markers"), CITATIONS)
def test_citations(tmp_path: Path, source: str, text: str | None, markers: list[tuple[str, str]]) -> None:
    found = paper(tmp_path, f"# Title\n\n{source}\n")
    assert found.quote(found.passages[-1].span) == (source if text is None else text)
    assert [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers] == markers


JOSS = """---
title: 'Gala: A package for "noise"'
tags:
  - Python
  - noise
authors:
  - name: Adrian M. Roe-Poe
    orcid: 0000-0000-0000-0000
    equal-contrib: true
    affiliation: "1, 2" # (Multiple affiliations must be quoted)
  - given-names: Ludwig
    dropping-particle: van
    surname: Doe
    affiliation: 3
  - {name: Cy Moe, affiliation: 1}
affiliations:
 - name: Lyman Spitzer, Jr. Fellow, Princeton University, USA
   index: 1
 - name: Institution Name
   index: 2
date: 13 August 2017
bibliography: paper.bib
# Optional fields
aas-doi: 10.3847/xxxxx
---
"""
# head, title, authors, year
HEADS = [
    (JOSS, 'Gala: A package for "noise"', ("Adrian M. Roe-Poe", "Ludwig van Doe", "Cy Moe"), 2017),
    ("---\ntitle: Gala: A package\nauthor: Ann Roe and Bo Poe\n---\n", "Gala: A package", ("Ann Roe", "Bo Poe"), None),
    ("---\ntitle: >\n  A long\n  title\nauthor: [Ann Roe, 'Bo Poe']\n...\n", "A long title", ("Ann Roe", "Bo Poe"), None),
    ("---\ntitle: A title that\n  goes on\nauthors:\n- Ann Roe\n- Bo Poe\n---\n", "A title that goes on", ("Ann Roe", "Bo Poe"), None),
    ("---\ntitle: T\nauthor:\n  - name:\n      given: Ann\n      family: Roe\n    affiliations:\n      - name: Uni\n---\n", "T", ("Ann Roe",), None),
    ("---\nauthors: []\n---\n\n# Title here\n", "Title here", (), None),
    ("---\ntitle: It''s\n", "--- title: It''s", (), None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title", "authors", "year"), HEADS)
def test_heads(tmp_path: Path, head: str, title: str, authors: tuple[str, ...], year: int | None) -> None:
    found = paper(tmp_path, f"{head}\n# Summary\n\nWe use it [@poe].\n")
    assert (found.title.split("\n")[0], found.authors, found.year) == (title, authors, year)
    assert [entry.key for entry in found.references] == ["poe"]


BLOCKS = [
    ("# Statement of need {#sec:need .x}\n\nText.", ("body", "Statement of need", "Text.")),
    ("# Need {-}\n\nText.", ("body", "Need", "Text.")),
    ("A find.^[In the attic [@poe].] And more.", ("body", "", "A find. And more.")),
    ("A find.^[In the attic [@poe].] And more.", ("footnote", "", "In the attic [@poe].")),
    (
        "![A map, from [@poe].\\label{fig:map}](map.png){ width=20% }",
        ("caption", "", "A map, from [@poe]."),
    ),
    ("| a | b |\n|---|---|\n| c | d |\n\nTable: Sizes. {#tbl:sizes}", ("caption", "", "Sizes.")),
    ("| a | b |\n|---|---|\n| c @poe | d |", ("table", "", "a\tb\nc @poe\td")),
    ("::: {.note}\nInside.\n:::", ("body", "", "Inside.")),
    ("> Quoted by\n> @poe.", ("body", "", "Quoted by @poe.")),
    ("# Data availability\n\nHere.", ("availability", "Data availability", "Here.")),
]


@pytest.mark.parametrize(("source", "expected"), BLOCKS)
def test_blocks(tmp_path: Path, source: str, expected: tuple[str, str, str]) -> None:
    found = paper(tmp_path, f"---\ntitle: T\n---\n\n{source}\n")
    assert expected in [(p.zone, p.heading, found.quote(p.span)) for p in found.passages]
    markers = sum("@poe" in found.quote(p.span) for p in found.passages)
    assert [marker.keys for marker in found.markers] == [("poe",)] * markers


ONES = "# T\n\nWe use A [1] and C [3].\n\n## References\n\n1. A. Roe. One. 2001.\n{}1. B. Poe. Two. 2002.\n{}{}. C. Noe. Three. 2003.\n"


@pytest.mark.parametrize(("between", "last"), [("", 1), ("\n", 1), ("   and so on.\n", 1)])
def test_a_list_whose_items_are_all_written_as_the_first(tmp_path: Path, between: str, last: int) -> None:
    path = tmp_path / "a.md"
    path.write_text(ONES.format(between, between, last), encoding="utf-8")
    paper = read(path)
    assert [(r.key, r.year) for r in paper.references] == [("1", 2001), ("2", 2002), ("3", 2003)]
    assert [m.keys for m in paper.markers] == [("1",), ("3",)]


@pytest.mark.parametrize("suffix", [".markdown", ".qmd", ".Rmd"])
def test_other_suffixes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("# T\n\n```{r}\nx <- '@no'\n```\n\nAs @poe says.\n", encoding="utf-8")
    (tmp_path / "paper.bib").write_text(BIB, encoding="utf-8")
    assert [marker.keys for marker in read(path).markers] == [("poe",)]
