"""Which references of different papers denote one publication."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import Catalogue, Nearby, Record, Reference, Work
from kg.printed import Printed, printed
from kg.resolution.works import match_works, one_publication
from kg.titles import same_work

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


def test_the_answer_does_not_depend_on_the_order() -> None:
    references = {
        (f"p{n}", "1"): Reference("1", f"{author}. {title}. {year}", title, (author,), year)
        for n, (author, title, year) in enumerate(
            [
                ("J. Deng", TITLE, 2009),
                ("Deng, J.", TITLE.upper(), 2006),
                ("B. Lee", TITLE, 2015),
                ("J. Deng", TITLE.replace("hierarchical", "hierarchial"), 2009),
                ("", TITLE, None),
                ("J. Deng", "ImageNet", 2009),
            ]
        )
    }
    forwards = one_publication(references, CATALOGUE.works)
    backwards = one_publication(dict(reversed(references.items())), CATALOGUE.works)
    assert forwards == backwards
    assert forwards[0] == ([(f"p{n}", "1") for n in (0, 1, 3, 4, 5)], "deng-2009")
    assert forwards[1:] == [([("p2", "1")], None)]


def test_two_known_works_never_become_one(toy: ModuleType) -> None:
    works = {key: Work(key, TITLE, ("Jia Deng", "Wei Dong"), year) for key, year in (("a", 2009), ("b", 2010))}
    references = {
        (f"p{year}", "1"): Reference("1", f"Deng, Dong. {TITLE}. {year}", TITLE, ("Jia Deng", "Wei Dong"), year)
        for year in (2009, 2010)
    }
    assert len({key for _, key in one_publication(references, works)} - {None}) >= 1
    assert all(key in ("a", "b") for _, key in one_publication(references, works))


PAIRS_FILE = Path(__file__).with_name("reference_pairs.tsv")


def _entry(row: dict[str, str], number: str) -> Printed:
    authors = tuple(filter(None, row["authors" + number].split("; ")))
    year = row["year" + number]
    title = row["title" + number]
    raw = row["entry" + number] or ". ".join(filter(None, [", ".join(authors), title, year]))
    ids = row["doi" + number], row["arxiv" + number]
    return printed(Reference("1", raw, title, authors, int(year) if year else None, "", *ids), raw)


def test_labelled_pairs() -> None:
    """Hard pairs of entries, judged by reading; precision counts more, because a wrong link is worse than none."""
    with PAIRS_FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    said = [same_work(_entry(row, ""), _entry(row, "2")) is not None for row in rows]
    true = [row["same"] == "yes" for row in rows]
    assert len(rows) == 300
    both = sum(s and t for s, t in zip(said, true, strict=True))
    assert both / sum(said) >= 0.99
    assert both / sum(true) >= 0.95
