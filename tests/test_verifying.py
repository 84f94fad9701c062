"""Quotes looked up again: where they should be, moved, gone; files gone, changed, unreadable."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.graph import GraphStore, iris
from kg.graph.vocabulary import OA
from kg.library import Library
from kg.verifying import Finding, verify

TEXT = """# A study of digits

## Experiments

We train our network on the MNIST dataset [1]. We also evaluate on CIFAR-10 [2], and see [7].

## References

[1] Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning applied to document recognition. 1998.

[2] A. Krizhevsky. Learning multiple layers of features from tiny images. 2009.
"""

pytestmark = pytest.mark.usefixtures("catalogue_once")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a paper and its library."""
    root = tmp_path_factory.mktemp("verify")
    (root / "papers").mkdir()
    (root / "papers" / "a.md").write_text(TEXT, encoding="utf-8")
    build([root / "papers"], root / "library", workers=1)
    return root


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Library:
    """A copy of the library, and the paper as it was read."""
    (built / "papers" / "a.md").write_text(TEXT, encoding="utf-8")
    return Library.open(Path(shutil.copytree(built / "library", tmp_path / "library")))


def test_all_is_where_it_was(library: Library) -> None:
    result = verify(library)
    assert result.findings == ()
    assert result.papers == 1
    assert result.found == result.quotes >= 2
    assert 0 <= result.unresolved < result.markers


CHANGES: list[tuple[str, Callable[[str], str], set[str], str]] = [
    ("a space at the end", lambda text: text + " \n", {"file changed"}, "all"),
    ("a paragraph before it", lambda text: text.replace("## Exp", "New words.\n\n## Exp"), {"quote moved"}, "none"),
    ("another name", lambda text: text.replace("MNIST dataset [1]", "SVHN"), {"quote gone", "quote moved"}, "none"),
    ("nothing", lambda text: "", {"file unreadable"}, "none"),
]


@pytest.mark.parametrize(("why", "change", "problems", "found"), CHANGES, ids=[case[0] for case in CHANGES])
def test_a_file_that_changed(
    why: str, change: Callable[[str], str], problems: set[str], found: str, built: Path, library: Library
) -> None:
    (built / "papers" / "a.md").write_text(change(TEXT), encoding="utf-8")
    result = verify(library)
    assert {finding.problem for finding in result.findings} == problems | {"file changed"}
    assert result.found == {"all": result.quotes, "none": 0}[found]
    text = change(TEXT)
    for finding in result.findings:
        if finding.problem == "quote moved":
            assert finding.now not in (None, finding.start)
            assert finding.quote in text


def test_a_file_that_is_gone(built: Path, library: Library) -> None:
    (built / "papers" / "a.md").unlink()
    assert [finding.problem for finding in verify(library).findings] == ["file gone"]


def test_a_graph_that_somebody_changed(library: Library) -> None:
    """The graph is what is looked at, and not the records that it came from."""
    with GraphStore.writing(library.graph) as store:
        name = next(graph for graph in store.graphs() if graph.startswith(iris.BASE + "record/"))
        quads = [q for q in store.quads(name) if q.predicate.value != str(OA.start)]
        moved = [q for q in store.quads(name) if q.predicate.value == str(OA.start)]
        shifted = [
            ox.Quad(q.subject, q.predicate, ox.Literal("3", datatype=q.object.datatype), q.graph_name) for q in moved
        ]
        store.replace(name, [*quads, *shifted])
    result = verify(library)
    assert {finding.problem for finding in result.findings} == {"quote moved"}
    assert result.found == 0


def test_a_finding_says_where(built: Path, library: Library) -> None:
    (built / "papers" / "a.md").write_text(TEXT.replace("MNIST dataset [1]", "SVHN"), encoding="utf-8")
    gone = [finding for finding in verify(library).findings if finding.problem == "quote gone"]
    assert any("MNIST" in finding.quote and "#use-mnist" in finding.use for finding in gone)
    assert all(isinstance(finding, Finding) and finding.file.endswith("a.md") for finding in gone)
