"""Judgements on names of a library, and the reasons behind what it holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from kg.deciding import decide
from kg.explaining import compare, explain
from kg.errors import JudgementError, LibraryError
from kg.library import Library
from kg.model import Verdict

pytestmark = pytest.mark.usefixtures("catalogue_once")


@pytest.fixture
def library(demo: Library, tmp_path: Path) -> Library:
    """A copy of the demo library, to be changed."""
    return Library.open(shutil.copytree(demo.root, tmp_path / "library"))


def verdicts(library: Library) -> list[tuple[str, str, Verdict]]:
    return [(j.left, j.right, j.verdict) for j in library.judgements()]


def test_a_judgement_is_kept_with_who_and_when(library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.SAME, "for a test")
    [judgement] = library.judgements()
    assert (judgement.left, judgement.right, judgement.reason) == ("MNIST", "CIFAR-10", "for a test")
    assert judgement.who
    assert len(judgement.when) == len("2026-01-31")


AGAIN = [
    ("the same pair", "MNIST", "CIFAR-10"),
    ("the other way round", "CIFAR-10", "MNIST"),
    ("in other spellings", "cifar 10", "mnist"),
]


@pytest.mark.parametrize(("why", "left", "right"), AGAIN, ids=[c[0] for c in AGAIN])
def test_a_later_judgement_replaces_an_earlier_one(why: str, left: str, right: str, library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.SAME, "")
    decide(library, left, right, Verdict.DIFFERENT, "")
    assert verdicts(library) == [(left, right, Verdict.DIFFERENT)]


def test_judgements_on_other_pairs_stay(library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.DIFFERENT, "")
    decide(library, "MNIST", "ImageNet", Verdict.DIFFERENT, "")
    assert len(verdicts(library)) == 2


def test_a_contradiction_is_refused_and_nothing_is_kept(library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.SAME, "")
    decide(library, "CIFAR-10", "CIFAR-100", Verdict.SAME, "")
    before = library.judgements_file.read_bytes()
    with pytest.raises(JudgementError, match="judged different, and the same"):
        decide(library, "MNIST", "CIFAR-100", Verdict.DIFFERENT, "")
    assert library.judgements_file.read_bytes() == before


def test_a_library_that_is_being_built_takes_no_judgement(library: Library) -> None:
    with FileLock(library.root / "lock"), pytest.raises(LibraryError, match="another process"):
        decide(library, "MNIST", "CIFAR-10", Verdict.SAME, "")
    assert library.judgements() == ()


REFUSED = [
    ("neither knows it", "Typo", "CIFAR-10", "no paper of this library prints 'Typo'.*kg report aliases"),
    ("the second one", "CIFAR-10", "Nowhere-7", "prints 'Nowhere-7'"),
    ("a slip", "CIFAR-10", "imagenet-1j", "near it are ImageNet-1k"),
    ("no name", "", "CIFAR-10", "prints ''"),
    ("punctuation", "--", "CIFAR-10", "prints '--'"),
    ("one name", "CIFAR-10", "cifar 10", "are one name"),
    ("names of one dataset", "imagenet-1k", "ILSVRC-2012", "the catalogue has both for imagenet-1k"),
]


@pytest.mark.parametrize(("why", "left", "right", "message"), REFUSED, ids=[c[0] for c in REFUSED])
def test_what_is_refused(why: str, left: str, right: str, message: str, library: Library) -> None:
    with pytest.raises(JudgementError, match=message):
        decide(library, left, right, Verdict.DIFFERENT, "")
    assert not library.judgements_file.exists()


ACCEPTED = [
    ("an id of the catalogue that no paper prints", "penn-treebank"),
    ("an alias of the catalogue in other spelling", "penn tree bank"),
    ("a name that means a dataset in some papers only", "Office"),
]


@pytest.mark.parametrize(("why", "name"), ACCEPTED, ids=[c[0] for c in ACCEPTED])
def test_what_the_catalogue_knows_can_be_judged(why: str, name: str, library: Library) -> None:
    decide(library, name, "CIFAR-10", Verdict.DIFFERENT, "")
    assert verdicts(library) == [(name, "CIFAR-10", Verdict.DIFFERENT)]


EXPLAINED = [
    ("a name as printed", "ILSVRC-2012", 1),
    ("another spelling", "ilsvrc 2012", 1),
    ("an id", "imagenet-1k", 3),
    ("the name that reports show", "ImageNet-1k", 3),
    ("a name of several papers", "CIFAR-10", 2),
    ("a name that nobody prints", "Nowhere-7", 0),
]


@pytest.mark.parametrize(("why", "name", "papers"), EXPLAINED, ids=[c[0] for c in EXPLAINED])
def test_explain(why: str, name: str, papers: int, demo: Library) -> None:
    heads = [line for line in explain(demo, name) if not line.startswith(" ")]
    steps = [line for line in explain(demo, name) if line.startswith(" ")]
    assert len(heads) == papers
    assert len(steps) >= papers
    assert all(" is " in line for line in heads)


COMPARED = [
    ("ILSVRC-2012", "ImageNet", "are both imagenet-1k"),
    ("CIFAR-10", "CIFAR-100", "different datasets"),
    ("CIFAR-10", "Nowhere-7", "no paper of this library prints Nowhere-7"),
    ("Nowhere-7", "CIFAR-10", "no paper of this library prints Nowhere-7"),
]


@pytest.mark.parametrize(("left", "right", "verdict"), COMPARED)
def test_compare(left: str, right: str, verdict: str, demo: Library) -> None:
    assert compare(demo, left, right)[0].endswith(verdict)


def test_a_title_with_is_in_it_confuses_nothing(library: Library) -> None:
    first, *_ = explain(library, "CIFAR-100")
    assert first.startswith("CIFAR-100 in 'Thanks for Nothing")
    assert first.endswith(" is cifar-100")
