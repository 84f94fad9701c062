"""Judgements on names of a library, and the reasons behind what it holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from pyoxigraph import Quad

from kg import catalogue as catalogues
from kg.build import store
from kg.deciding import decide, forget, refuse_unknown
from kg.errors import JudgementError, LibraryError
from kg.explaining import compare, explain
from kg.graph import iris
from kg.library import Library
from kg.model import Judgement, Verdict
from kg.resolution import write_judgements

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
    ("neither knows it", "Qwxzv", "CIFAR-10", "no paper of this library prints 'Qwxzv'.*kg report aliases"),
    ("the second one", "CIFAR-10", "Nowhere-7", "prints 'Nowhere-7'"),
    ("a slip", "CIFAR-10", "imagenet-1j", "near it are ImageNet-1k"),
    ("no name", "", "CIFAR-10", "prints ''"),
    ("punctuation", "--", "CIFAR-10", "prints '--'"),
    ("one name", "CIFAR-10", "cifar 10", "are one name"),
    (
        "names of one dataset",
        "imagenet-1k",
        "ILSVRC-2012",
        "cannot be judged different: the catalogue has both for imagenet-1k",
    ),
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


def exported(library: Library) -> bytes:
    with library.graph_store() as graph:
        return nquads(graph.quads())


def nquads(quads: Iterable[Quad]) -> bytes:
    return "\n".join(sorted(map(str, quads))).encode()


def test_same_then_different_then_forgotten_gives_the_first_graph_again(library: Library) -> None:
    before = exported(library)
    for step in (
        lambda: decide(library, "MNIST", "CIFAR-10", Verdict.SAME, "for a test"),
        lambda: decide(library, "CIFAR-10", "MNIST", Verdict.DIFFERENT, "for a test"),
    ):
        step()
        store(library)
        assert exported(library) != before
    forget(library, "mnist", "cifar 10")
    store(library)
    assert exported(library) == before


def test_what_nobody_judged_cannot_be_forgotten(library: Library) -> None:
    with pytest.raises(JudgementError, match=r"nobody judged 'MNIST' and 'CIFAR-10'.*no judgement"):
        forget(library, "MNIST", "CIFAR-10")
    decide(library, "MNIST", "ImageNet", Verdict.DIFFERENT, "")
    with pytest.raises(JudgementError, match="MNIST / ImageNet"):
        forget(library, "MNIST", "CIFAR-10")
    assert len(library.judgements()) == 1


def test_a_dataset_is_not_the_same_as_what_it_is_a_part_of(library: Library) -> None:
    with pytest.raises(JudgementError, match="imagenet-1k comes from imagenet-22k"):
        decide(library, "imagenet-1k", "imagenet-22k", Verdict.SAME, "")
    assert library.judgements() == ()


BAD_FILES = [
    ("an unknown name", "MNIST", "Nowhere-7", "Nowhere-7", "no paper of this library prints 'Nowhere-7'"),
    ("an unknown id", "MNIST", "CIFAR-10", "no-such-id", "unknown id 'dataset:no-such-id'"),
]


@pytest.mark.parametrize(("left", "right", "id_", "message"), [c[1:] for c in BAD_FILES], ids=[c[0] for c in BAD_FILES])
def test_a_bad_file_is_refused_with_its_line(library: Library, left: str, right: str, id_: str, message: str) -> None:
    before = exported(library)
    text = write_judgements([Judgement(left, right, Verdict.SAME, "", "ann", "2024-01-01")])
    library.judgements_file.write_text(text.replace(f"dataset:{right.lower()}", f"dataset:{id_.lower()}"), "utf-8")
    with pytest.raises(JudgementError, match=message) as raised:
        store(library)
    assert raised.value.line == len(text.splitlines())
    assert exported(library) == before


ROWS = [
    ("a circle of parts", [("CIFAR-10", "MNIST", True), ("MNIST", "CIFAR", True)], 1, "cifar-10 comes from cifar"),
    (
        "joined by way of a third",
        [("CIFAR-10", "MNIST", True), ("CIFAR-10", "SVHN", False), ("MNIST", "SVHN", True)],
        2,
        "CIFAR-10 and SVHN are judged different, and the same: cifar-10 = mnist ",
    ),
]


@pytest.mark.parametrize(("why", "rows", "at", "message"), ROWS, ids=[c[0] for c in ROWS])
def test_rows_that_contradict_each_other_are_refused_with_a_line(
    why: str, rows: list[tuple[str, str, bool]], at: int, message: str, library: Library
) -> None:
    judgements = [
        Judgement(a, b, Verdict.SAME if same else Verdict.DIFFERENT, "", "ann", "2024-01-01") for a, b, same in rows
    ]
    before, text = exported(library), write_judgements(judgements)
    library.judgements_file.write_text(text)
    with pytest.raises(JudgementError, match=message) as raised:
        store(library)
    assert raised.value.path == str(library.judgements_file)
    assert raised.value.line == len(text.splitlines()) - len(rows) + 1 + at
    assert raised.value.advice
    assert exported(library) == before


def test_a_judgement_waits_when_the_papers_of_its_names_go(library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.DIFFERENT, "")
    store(library)
    [kept] = library.judgements()
    library.judge([replace(kept, left="A Name Of A Paper That Went")])
    with pytest.raises(JudgementError, match="no paper of this library prints"):
        store(library)
    refuse_unknown(library, library.records(), catalogues.load(), {iris.judgement(j) for j in library.judgements()})


def test_a_judgement_that_waits_does_not_block_a_graph_that_is_built_anew(library: Library) -> None:
    decide(library, "MNIST", "CIFAR-10", Verdict.DIFFERENT, "")
    store(library)
    library.save()
    [kept] = library.judgements()
    library = Library.open(library.root)
    assert library.index.judged == {iris.judgement(kept)}
    library.index.judged = {iris.judgement(replace(kept, left="A Name Of A Paper That Went"))}
    library.judge([replace(kept, left="A Name Of A Paper That Went")])
    shutil.rmtree(library.graph)
    assert store(library) > 0


def test_why_names_the_weakest_link(demo: Library) -> None:
    lines = compare(demo, "ILSVRC-2012", "ImageNet")
    [weakest] = [line for line in lines if "the weakest link" in line]
    assert "catalogue lists this name" in weakest


def test_why_names_what_keeps_two_apart(demo: Library) -> None:
    lines = "\n".join(compare(demo, "CIFAR-10", "CIFAR-100"))
    assert "names that differ so are never one" in lines
    assert "two of those that come from cifar" in lines
