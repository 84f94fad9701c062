"""Marked-up sentences as papers: `"We train on <d id=squad-2.0 role=used cites=b3>SQuAD 2.0</d> [b3]."`

Paragraphs are parted by a blank line and become passages of the body. A paragraph with a tab in it is a table, one that
begins "Table" or "Figure" a caption; a line "# Results" gives the heading of what follows. Markers are printed as
[key] or [key, key]; every key gets a reference, whose title is that in `titles`, or one that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from spacy.language import Language

from kg.extraction.document import Document, language
from kg.extraction.known_names import KnownNames
from kg.model import Catalogue, Dataset, Marker, Paper, Passage, Reference, Span, Work, Zone
from kg.resources import shipped

_TAG = re.compile(r"<d(?P<attributes>[^>]*)>(?P<surface>.*?)</d>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)=([^\s>]+)")
_MARKER = re.compile(r"\[(\w+(?:, ?\w+)*)\]")


@dataclass(frozen=True)
class Expected:
    """What the markup says of one mention; "" and () where it says nothing."""

    surface: str
    span: Span
    id: str
    role: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A paper, and what its markup says of it."""

    paper: Paper
    expected: tuple[Expected, ...]

    @property
    def spans(self) -> list[Span]:
        return [e.span for e in self.expected]

    @property
    def surfaces(self) -> list[str]:
        return [e.surface for e in self.expected]


def marked_up(source: str, titles: Mapping[str, str] | None = None, title: str = "A study of things") -> Marked:
    titles = titles or {}
    text, passages = f"{title}\n\n", [Passage("title", "", Span(0, len(title)))]
    expected: list[Expected] = []
    heading = ""
    for block in source.split("\n\n"):
        if block.startswith("# "):
            heading = block[2:]
            continue
        start, at = len(text), 0
        for tag in _TAG.finditer(block):
            text += block[at : tag.start()]
            span = Span(len(text), len(text) + len(tag["surface"]))
            said = dict(_ATTRIBUTE.findall(tag["attributes"]))
            cites = tuple(filter(None, said.get("cites", "").split(",")))
            expected.append(Expected(tag["surface"], span, said.get("id", ""), said.get("role", ""), cites))
            text += tag["surface"]
            at = tag.end()
        text += block[at:]
        zone: Zone = "table" if "\t" in block else "caption" if block.startswith(("Table", "Figure")) else "body"
        passages.append(Passage(zone, heading, Span(start, len(text))))
        text += "\n\n"
    markers = tuple(Marker(Span(*m.span()), tuple(re.split(", ?", m[1]))) for m in _MARKER.finditer(text))
    keys = dict.fromkeys([*(k for m in markers for k in m.keys), *titles])
    references = tuple(
        Reference(key, f"Author {key}. {titles.get(key, f'Notes number {key}')}.", titles.get(key, f"Notes {key}"))
        for key in keys
    )
    paper = Paper("sha256:0", "marked.txt", title, (), None, (), text, tuple(passages), markers, references)
    return Marked(paper, tuple(expected))


@pytest.fixture(scope="session")
def marked() -> Callable[..., Marked]:
    """The function that reads marked-up text: (source, titles of references by key) -> Marked."""
    return marked_up


@pytest.fixture(scope="session")
def nlp() -> Language:
    return language()


@pytest.fixture(scope="session")
def document(nlp: Language) -> Callable[[Paper], Document]:
    """The function that makes a Document of a Paper."""
    return lambda paper: Document(paper, nlp(paper.text))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """A catalogue with one dataset for each thing that makes names difficult."""
    works = [
        Work("krizhevsky", "Learning multiple layers of features from tiny images", year=2009),
        Work("deng", "ImageNet: A large-scale hierarchical image database", year=2009),
        Work("kwiatkowski", "Natural Questions: A benchmark for question answering research", year=2019),
        Work("report", "A database", year=2001),
    ]
    datasets = [
        Dataset("cifar", "CIFAR", is_family=True),
        Dataset("cifar-10", "CIFAR-10", version_of=("cifar",), works=("krizhevsky",)),
        Dataset("cifar-100", "CIFAR-100", version_of=("cifar",), works=("krizhevsky",)),
        Dataset("cifar-10-c", "CIFAR-10-C", derived_from=("cifar-10",)),
        Dataset(
            "imagenet-1k",
            "ImageNet-1k",
            aliases=("ImageNet", "ILSVRC-2012", "ILSVRC"),
            works=("deng",),
            description="Photographs of 1,000 object classes.",
            instances=1281167,
            classes=1000,
            modality="image",
        ),
        Dataset("pascal-voc", "PASCAL VOC", aliases=("VOC",), is_family=True),
        Dataset("pascal-voc-2007", "PASCAL VOC 2007", aliases=("VOC 2007",), version_of=("pascal-voc",)),
        Dataset("pascal-voc-2012", "PASCAL VOC 2012", aliases=("VOC 2012",), version_of=("pascal-voc",)),
        Dataset("vot2015", "VOT2015"),
        Dataset("drop", "DROP"),
        Dataset("natural-questions", "Natural Questions", works=("kwiatkowski",)),
        Dataset("ptb", "Penn Treebank", aliases=("PTB",)),
        Dataset("nhis", "National Health Interview Survey", aliases=("NHIS",), kind="dataset"),
        Dataset("mr", "MR", aliases=("Movie Review",)),
        Dataset("nyu-v2", "NYU Depth v2"),
        Dataset("adult", "Adult Income", context_aliases=("Adult",), cues=("UCI",)),
        Dataset("squad-1.1", "SQuAD 1.1"),
        Dataset("squad-2.0", "SQuAD 2.0"),
    ]
    return Catalogue({d.id: d for d in datasets}, {w.key: w for w in works})


@pytest.fixture(scope="session")
def known_names(catalogue: Catalogue, nlp: Language) -> KnownNames:
    words = shipped("data", "models", "common_words.txt").read_text(encoding="utf-8")
    return KnownNames(catalogue, frozenset(words.split()))
