"""Plain text and Markdown: titles, zones, references and markers, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Paper
from kg.readers.plain import read

TEXT = """Proceedings of Nothing 12, 2020

Learning to Hear Cities
in the Rain

Anna Roe  Bo Poe

Abstract
We hear ci-
ties. We use CityNoise [1] and UrbanSound [2, 3].

1 Introduction

Noise grows [1]. It grew in
UrbanSound too.

Table 1: Accuracy on CityNoise.

17

Data Availability

All data are at example.org.

References
[1] A. Roe. City noise. In X, 2001.
[2] B. Poe. Urban sounds. In
Y, 2002.
[3] C. Noe. More sounds. 2003.

A Proof of Everything

It holds by [2].
"""

MARKDOWN = """---
title: "Hearing *Cities*"
author:
  - name: Anna Roe
  - Bo Poe
date: 2021-03-01
doi: 10.1234/ABC
bibliography: library.bib
---

# Introduction

We use **CityNoise** [@roe2001; @poe, p. 3] as @poe did.[^1] Mail me@poe.org; `code` stays.

```python
CityNoise = load("UrbanSound")
```

- one *item*
- [a link](http://example.org)

| Set | Size |
|-----|------|
| CityNoise | 3 |

Table: Sizes of *sets*.

![A map of noise](map.png)

[^1]: Found in the attic.

Data Availability
-----------------

All of it.
"""

BIB = """@article{roe2001, author = {Roe, Anna}, title = {City noise}, year = 2001}
@article{poe, author = {Poe, Bo}, title = {Urban sounds}, year = 2002}
@article{other, author = {Noe, C}, title = {Not cited}, year = 2003}
"""


def paper_of(folder: Path, name: str, content: str | bytes) -> Paper:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def passages(paper: Paper) -> list[tuple[str, str, str]]:
    return [(p.zone, p.heading, paper.quote(p.span)) for p in paper.passages]


def cited(paper: Paper) -> list[tuple[str, str]]:
    return [(paper.quote(m.span), " ".join(m.keys)) for m in paper.markers]


def test_plain_text(tmp_path: Path) -> None:
    paper = paper_of(tmp_path, "a.txt", TEXT)
    assert paper.title == "Learning to Hear Cities in the Rain"
    assert passages(paper) == [
        ("title", "", "Learning to Hear Cities in the Rain"),
        ("body", "", "Anna Roe Bo Poe"),
        ("abstract", "Abstract", "We hear cities. We use CityNoise [1] and UrbanSound [2, 3]."),
        ("body", "1 Introduction", "Noise grows [1]. It grew in UrbanSound too."),
        ("caption", "1 Introduction", "Table 1: Accuracy on CityNoise."),
        ("availability", "Data Availability", "All data are at example.org."),
        ("appendix", "A Proof of Everything", "It holds by [2]."),
    ]
    assert cited(paper) == [("[1]", "1"), ("[2, 3]", "2 3"), ("[1]", "1"), ("[2]", "2")]
    assert [(r.key, r.title) for r in paper.references] == [
        ("1", "City noise"),
        ("2", "Urban sounds"),
        ("3", "More sounds"),
    ]


@pytest.mark.parametrize("bib", ["", "% none yet\n"])
def test_an_empty_bibliography_does_not_cost_the_paper(tmp_path: Path, bib: str) -> None:
    (tmp_path / "paper.bib").write_text(bib, encoding="utf-8")
    (tmp_path / "paper.md").write_text(
        "---\ntitle: T\nbibliography: paper.bib\n---\n\nWe use A [@roe].\n", encoding="utf-8"
    )
    paper = read(tmp_path / "paper.md")
    assert (paper.title, paper.references) == ("T", ())
    assert [(paper.quote(m.span), m.keys) for m in paper.markers] == [("[@roe]", ())]


def test_markdown_with_its_bibliography(tmp_path: Path) -> None:
    (tmp_path / "library.bib").write_text(BIB, encoding="utf-8")
    paper = paper_of(tmp_path, "a.md", MARKDOWN)
    assert cited(paper) == [("[@roe2001; @poe, p. 3]", "roe2001 poe"), ("@poe", "poe")]
    assert [r.key for r in paper.references] == ["roe2001", "poe"]


def test_markdown(tmp_path: Path) -> None:
    paper = paper_of(tmp_path, "a.md", MARKDOWN)
    assert (paper.id, paper.title, paper.authors, paper.year) == (
        "doi:10.1234/abc",
        "Hearing Cities",
        ("Anna Roe", "Bo Poe"),
        2021,
    )
    assert passages(paper) == [
        ("title", "", "Hearing Cities"),
        (
            "body",
            "Introduction",
            "We use CityNoise [@roe2001; @poe, p. 3] as @poe did. Mail me@poe.org; code stays.",
        ),
        ("body", "Introduction", "one item a link"),
        ("table", "Introduction", "Set\tSize\nCityNoise\t3"),
        ("caption", "Introduction", "Sizes of sets."),
        ("caption", "Introduction", "A map of noise"),
        ("footnote", "Introduction", "Found in the attic."),
        ("availability", "Data Availability", "All of it."),
    ]
    # Without the file that the front matter names, a bracketed citation is one that nothing resolves.
    assert cited(paper) == [("[@roe2001; @poe, p. 3]", "")]


def test_markdown_with_a_list(tmp_path: Path) -> None:
    text = (
        "# A Title\n\nAs Roe (2001) and [2] say.\n\n## References\n\n- A. Roe. City noise. 2001.\n- B. Poe. Y. 2002.\n"
    )
    paper = paper_of(tmp_path, "a.md", text)
    assert paper.title == "A Title"
    assert cited(paper) == [("Roe (2001)", "Roe-2001")]


ENCODINGS = [
    ("Müller et al. wrote it.".encode(), "Müller"),
    (b"\xef\xbb\xbf" + "Müller".encode(), "Müller"),
    ("Müller".encode("utf-16"), "Müller"),
    (b"\xfe\xff" + "Müller".encode("utf-16-be"), "Müller"),
    ("Müller".encode("latin-1"), "Müller"),
    (b"Mu\x00ller and a long enough text behind it", "Muller"),
    ("Müller\r\n\r\nText\x0cMore".encode(), "Müller"),
]


@pytest.mark.parametrize(("content", "text"), ENCODINGS)
def test_encodings(tmp_path: Path, content: bytes, text: str) -> None:
    assert text in paper_of(tmp_path, "a.txt", content).text


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\xef\xbb\xbf", b"\x00\x01\x02\x03" * 9])
def test_what_is_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        paper_of(tmp_path, "a.txt", content)
    assert caught.value.advice
    assert caught.value.path


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read(tmp_path / "none.txt")


LINES = st.sampled_from(
    [
        "---",
        "title: x",
        "# A",
        "| a | b |",
        "|---|---|",
        "```",
        "References",
        "[1] A. Roe. B. 2001.",
        "see [1] and @k [@k; @l]",
        "",
        "===",
        "[^1]: n",
        "1 Intro Duction",
        "Abstract",
        "A Proof",
        "Table 1: x",
        "- a",
        "---\n",
        "\x0c",
        "Roe (2001)",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(LINES | st.text(max_size=8), max_size=25), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read_or_refused(tmp_path: Path, lines: list[str], name: str) -> None:
    try:
        paper = paper_of(tmp_path, name, "\n".join(lines))
    except ReadError:
        return
    keys = {reference.key for reference in paper.references}
    for marker in paper.markers:
        assert 0 <= marker.span.start < marker.span.end <= len(paper.text)
        assert set(marker.keys) <= keys
        assert any(passage.span.contains(marker.span) for passage in paper.passages)
    ends = [0]
    for passage in paper.passages:
        assert ends[-1] <= passage.span.start < passage.span.end <= len(paper.text)
        ends.append(passage.span.end)
