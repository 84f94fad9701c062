"""Papers set by Typst in each citation style, with one and with two columns: every marker finds its entries.

`python -m benchmarks.pdf_markers` measures the same on larger papers.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst

from kg.model import Paper
from kg.readers.pdf import read

# Two works of one author and year, a particle, a hyphen, an accent, a single author.
ENTRIES = {
    "deng": (["Deng, Jia", "Dong, Wei", "Fei-Fei, Li"], 2009, "A large database of images"),
    "kriz": (["Krizhevsky, Alex", "Hinton, Geoffrey"], 2012, "Deep networks for images"),
    "muller-a": (["Müller, Jürgen", "Smith, Ada"], 2015, "A first study of affine things"),
    "muller-b": (["Müller, Jürgen", "Smith, Ada"], 2015, "Second study of affine things"),
    "oord": (["van den Oord, Aaron", "Dieleman, Sander"], 2016, "Raw sound from a model"),
    "zhou": (["Zhou, Bo"], 2018, "Scenes and their places"),
}
# Each group of markers, in the order of the text, as the keys above.
GROUPS = ["deng", "kriz muller-a muller-b", "muller-b", "oord zhou", "zhou", "oord"]
TEXT = """
#place(top + center, scope: "parent", float: true)[#align(center)[
  #text(17pt, weight: "bold")[Learning from Images and Sounds] \\ Ada Smith, Jürgen Müller
]]
#heading(numbering: none)[Abstract]
We study the collections that networks learn from, and we say which of them are affected by our findings.
= Introduction
Efficient classifiers of images learn from ImageNet @deng and then from many other collections of smaller size
@kriz @muller-a @muller-b that we define in the coming sections of our text. The difficult coefficients of a second
collection, CIFAR-10 @muller-b, confirm what was said of the first, and so does sound @oord @zhou in the range [0, 1].

= Experiments
The office of the first author confirms all significant differences, as in the work before @zhou. An area of
12 m#super[2] and 10#super[5] cells was measured in 2015 again. Layer-wise configurations differ from fine-grained
configurations, and both are difficult to tell from one another without further information on their definitions.

What is layer-wise and what is fine-grained was defined by the workflow of the office, which affects all of the profound
coefficients that we specify in the following. The affiliations of the classifiers are sufficient to confirm that, and
their flexible efforts reflect what has been found. No other conflict arises from the offline baseline, and no
difference is significant. We define five configurations in all, and we classify them by their affinity to the first.
#figure(table(columns: 2, [Collection], [Error], [Images], [18.6], [Sounds], [19.0]), caption: [Errors of two kinds.])
The text goes on behind the table and ends with sounds @oord, which are affected by the profound offline workflow.
"""


def printed(path: Path, style: str, *, columns: int, head: str = "") -> Paper:
    entries = {
        key: {
            "type": "article",
            "title": title,
            "author": authors,
            "date": year,
            "parent": {"type": "periodical", "title": "Journal of Things"},
        }
        for key, (authors, year, title) in ENTRIES.items()
    }
    data = json.dumps(json.dumps(entries))
    source = f"""
#set page(columns: {columns}, numbering: "1")
#set par(justify: true)
#set text(hyphenate: true, lang: "en")
#show figure: set block(spacing: 2em)
{head}
{TEXT}
#bibliography(bytes({data}), style: "{style}", title: "References")
#heading(numbering: none)[Appendix]
The appendix is read too, although it stands behind the list.
"""
    path.write_bytes(typst.compile(source.encode()))
    return read(path)


def groups(paper: Paper) -> list[str]:
    """The keys of `ENTRIES` that each marker denotes; markers without a word between them are one group."""
    work_of = {
        reference.key: next(key for key, (_, _, title) in ENTRIES.items() if title.lower() in reference.raw.lower())
        for reference in paper.references
    }
    found: list[list[str]] = []
    end = -9
    for marker in paper.markers:
        between = paper.text[max(0, end) : marker.span.start]
        if end < 0 or any(c.isalpha() for c in between):
            found.append([])
        found[-1] += [work_of[key] for key in marker.keys]
        end = marker.span.end
    return [" ".join(sorted(keys)) for keys in found]


STYLES = [
    "ieee",
    "association-for-computing-machinery",
    "apa",
    "chicago-author-date",
    "nature",
    "american-medical-association",
]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("style", STYLES)
def test_every_marker_finds_its_entries(tmp_path: Path, style: str, columns: int) -> None:
    paper = printed(tmp_path / "paper.pdf", style, columns=columns)
    assert len(paper.references) == len(ENTRIES)
    assert groups(paper) == GROUPS
    table = next(p for p in paper.passages if p.zone == "table")
    assert paper.quote(table.span) == "Collection\tError\nImages\t18.6\nSounds\t19.0"
    assert [paper.quote(p.span) for p in paper.passages if p.zone == "caption"] == ["Table 1: Errors of two kinds."]
    assert "Layer-wise configurations differ from fine-grained configurations" in paper.text
    assert any(p.zone == "appendix" and "stands behind the list" in paper.quote(p.span) for p in paper.passages)


LABELS = ["DDF09", "KH12", "MS15a", "MS15b", "OD16", "Zho18"]


@pytest.mark.parametrize("columns", [1, 2])
def test_labels_of_letters_and_years(tmp_path: Path, columns: int) -> None:
    labels = dict(zip(ENTRIES, LABELS, strict=True))
    text = TEXT
    for group in GROUPS:
        shown = ", ".join(labels[key] for key in group.split())
        text = text.replace(" ".join(f"@{key}" for key in group.split()), f"[{shown}]", 1)
    entries = ", ".join(
        f"[\\[{labels[key]}\\]], [{', '.join(authors)}. {title}. _Journal of Things_, {year}.]"
        for key, (authors, year, title) in ENTRIES.items()
    )
    source = f"""
#set page(columns: {columns})
#set par(justify: true)
#show figure: set block(spacing: 2em)
{text}
= References
#grid(columns: (auto, 1fr), gutter: 6pt, {entries})
"""
    path = tmp_path / "paper.pdf"
    path.write_bytes(typst.compile(source.encode()))
    paper = read(path)
    assert [r.key for r in paper.references] == LABELS
    assert groups(paper) == GROUPS


FURNITURE = [
    pytest.param('#set par.line(numbering: "1")', id="line numbers"),
    pytest.param("#set page(background: rotate(-45deg, text(80pt, luma(220))[DRAFT]))", id="a word across the page"),
    pytest.param(
        "#set page(background: place(left + horizon, dx: -90pt, rotate(-90deg)[Downloaded from a site]))",
        id="a stamp in the margin",
    ),
    pytest.param("#set page(header: [Letters of Small Studies #h(1fr) 7 (2021)])", id="a running head"),
]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("head", FURNITURE)
def test_what_is_printed_around_the_text_is_left_out(tmp_path: Path, head: str, columns: int) -> None:
    bare = printed(tmp_path / "bare.pdf", "ieee", columns=columns)
    paper = printed(tmp_path / "paper.pdf", "ieee", columns=columns, head=head)
    assert paper.text == bare.text
