"""Which references of different papers denote one publication."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from kg.model import Catalogue, Nearby, Record, Reference, Work
from kg.resolution.works import match_works

TITLE = "ImageNet: A large-scale hierarchical image database"
OTHER = "A quite different title of some length"
CATALOGUE = Catalogue(
    works={"deng-2009": Work("deng-2009", TITLE, ("Jia Deng",), 2009, doi="10.1109/deng", arxiv="0900.00001")}
)

KNOWN = [
    ("title", Reference("1", "", TITLE), True),
    (
        "title in capitals, without punctuation",
        Reference("1", "", "IMAGENET a large scale hierarchical image database"),
        True,
    ),
    ("title with a misprint", Reference("1", "", TITLE.replace("hierarchical", "hierarchial")), True),
    ("title in an entry that could not be parsed", Reference("1", f"J. Deng et al. {TITLE}. CVPR 2009."), True),
    ("title, a year later", Reference("1", "", TITLE, year=2010), True),
    ("title, but ten years later", Reference("1", "", TITLE, year=2019), False),
    ("title with another number", Reference("1", "", TITLE + " 2"), False),
    ("DOI without a title", Reference("1", "", doi="10.1109/deng"), True),
    ("arXiv id without a title", Reference("1", "", arxiv="0900.00001"), True),
    ("DOI, but another title", Reference("1", "", OTHER, doi="10.1109/deng"), False),
    ("nothing in common", Reference("1", "A note.", "A note"), False),
]


@pytest.mark.parametrize(("reference", "is_known"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_known(toy: ModuleType, reference: Reference, is_known: bool) -> None:
    record = toy.record("a", toy.use("ImageNet", cites=("1",)), references=(reference,))
    places, works = match_works([record], CATALOGUE)
    assert (places["a", "1"] == "deng-2009") is is_known
    assert set(places.values()) == set(works)


PAIRS = [
    ("DOI", Reference("1", "x", doi="10.1/a"), Reference("1", "y", doi="10.1/a"), True),
    ("arXiv id", Reference("1", "x", arxiv="1.1"), Reference("1", "y", arxiv="1.1"), True),
    ("long title", Reference("1", "x", OTHER), Reference("1", "y", OTHER.upper()), True),
    ("short title", Reference("1", "x", "MNIST"), Reference("1", "y", "MNIST"), False),
    ("same entry", Reference("1", "A. Author. A note."), Reference("1", "A Author: a note"), True),
    ("other entry", Reference("1", "A. Author. A note."), Reference("1", "B. Author. A note."), False),
    ("nothing printed", Reference("1", ""), Reference("1", ""), False),
]


@pytest.mark.parametrize(("left", "right", "joined"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_pairs(toy: ModuleType, left: Reference, right: Reference, joined: bool) -> None:
    records = [
        toy.record(paper, toy.use("X", cites=("1",)), references=(reference,))
        for paper, reference in (("a", left), ("b", right))
    ]
    places, works = match_works(records, Catalogue())
    assert (places["a", "1"] == places["b", "1"]) is joined
    assert len(works) == (1 if joined else 2)


def test_the_fullest_reference_speaks_for_the_work(toy: ModuleType) -> None:
    full = Reference("1", "z", OTHER, ("Ann Author",), 2001, "CVPR", "10.1/a")
    records = [
        toy.record("a", toy.use("X", cites=("1",)), references=(Reference("1", "a", OTHER),)),
        toy.record("b", toy.use("X", cites=("1",)), references=(full,)),
        toy.record("c", toy.use("X", cites=("1",)), references=(Reference("1", "c", doi="10.1/a"),)),
    ]
    _, works = match_works(records, Catalogue())
    assert [(w.title, w.authors, w.year, w.venue) for w in works.values()] == [(OTHER, ("Ann Author",), 2001, "CVPR")]
    assert next(iter(works)).startswith("author-2001-quite-")


def test_only_what_a_use_cites_or_stands_near_is_matched(toy: ModuleType) -> None:
    use = replace(toy.use("X", cites=("1",)), nearby=(Nearby("2", "[2]", "stands with a model"),))
    references = tuple(Reference(key, f"Entry {key}") for key in "123")
    record: Record = toy.record("a", use, references=references)
    assert set(match_works([record], Catalogue())[0]) == {("a", "1"), ("a", "2")}
