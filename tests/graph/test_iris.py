from __future__ import annotations

from types import ModuleType
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import iris
from kg.model import Judgement, Record, Verdict

ODD_NAMES = [
    pytest.param("arxiv:1705.07565", "https://w3id.org/citeset/id/paper/arxiv:1705.07565", id="plain"),
    pytest.param("doi:10.1/x", "https://w3id.org/citeset/id/paper/doi:10.1/x", id="a slash stays"),
    pytest.param("doi:10.1/a<b>#c%20", "https://w3id.org/citeset/id/paper/doi:10.1/a%3Cb%3E%23c%2520", id="escaped"),
    pytest.param("sha256:é", "https://w3id.org/citeset/id/paper/sha256:%C3%A9", id="only ASCII"),
]


@pytest.mark.parametrize(("paper_id", "iri"), ODD_NAMES)
def test_paper(paper_id: str, iri: str) -> None:
    assert iris.paper(paper_id) == iri
    assert iris.short(iri) == paper_id


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_gives_an_iri_of_its_own(text: str) -> None:
    for make in (iris.paper, iris.record, iris.dataset, iris.work, iris.program, iris.name):
        ox.NamedNode(make(text))
        assert iris.short(make(text)) == text
    fragment = urlsplit(iris.reference("p", text)).fragment
    assert fragment.startswith("reference-")
    assert "/" not in fragment


def test_a_lone_surrogate_gives_an_iri_too() -> None:
    ox.NamedNode(iris.paper("a\ud800"))


def test_foreign_iris_are_not_shortened() -> None:
    assert iris.short("https://example.org/x") == "https://example.org/x"


def test_uses_of_one_name_get_numbers(toy: ModuleType) -> None:
    uses = (toy.use("ImageNet"), toy.use("Image Net"), toy.use("image-net"), toy.use("image net 2"))
    record = Record(toy.paper(1, 2020), uses, "toy")
    assert [iri.partition("#")[2] for iri in iris.uses(record)] == [
        "use-imagenet",
        "use-image-net",
        "use-image-net.2",
        "use-image-net-2",
    ]


@pytest.mark.parametrize(
    ("left", "right", "verdict", "same"),
    [
        ("b", "a", Verdict.SAME, True),
        ("a", "b", Verdict.DIFFERENT, False),
        ("a", "c", Verdict.SAME, False),
    ],
)
def test_judgement(left: str, right: str, verdict: Verdict, same: bool) -> None:
    first = Judgement("a", "b", Verdict.SAME, "", "ann", "")
    other = Judgement(left, right, verdict, "another reason", "bo", "")
    assert (iris.judgement(first) == iris.judgement(other)) is same
