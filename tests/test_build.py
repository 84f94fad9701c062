"""The recipe over the sample papers: what is read, kept, forgotten and refused; same papers, same bytes."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from kg.build import MAKES_RECORDS, build, extract, graphs_of, maker
from kg.errors import LibraryError, ReadError
from kg.graph.exporting import SYNTAXES, export
from kg.library import Library
from kg.model import Failure
from kg.written import MAKES_GRAPHS

pytestmark = pytest.mark.usefixtures("catalogue_once")


@pytest.fixture
def papers(tmp_path: Path, sample_papers: Path) -> Path:
    """A copy of the sample papers, to be changed."""
    return shutil.copytree(sample_papers, tmp_path / "papers")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "library"


def exported(root: Path, syntax: str = "nquads") -> bytes:
    content = io.BytesIO()
    with Library.open(root).graph_store() as store:
        export(store, content, syntax=syntax)  # type: ignore[arg-type]
    return content.getvalue()


def records_of(root: Path) -> list[str]:
    return sorted(p.name for p in (root / "records").iterdir())


def test_a_second_build_reads_nothing(papers: Path, root: Path) -> None:
    first = build([papers], root, workers=1)
    assert (first.read, first.unchanged, first.gone, first.failures) == (3, 0, 0, ())
    before = [exported(root, syntax) for syntax in SYNTAXES]
    kept = {p.name: p.stat().st_mtime_ns for p in (root / "records").iterdir()}
    second = build([papers], root, workers=1)
    assert (second.read, second.unchanged, second.gone, second.failures, second.graphs) == (0, 3, 0, (), 0)
    assert [exported(root, syntax) for syntax in SYNTAXES] == before
    assert {p.name: p.stat().st_mtime_ns for p in (root / "records").iterdir()} == kept


def test_a_build_that_reads_nothing_loads_no_models(papers: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([papers], root, workers=1)
    started: list[bool] = []
    monkeypatch.setattr("kg.build._start", lambda: started.append(True))
    build([papers], root, workers=1)
    assert started == []


def test_two_libraries_of_the_same_papers_are_the_same_bytes(papers: Path, tmp_path: Path) -> None:
    files = sorted(p for p in papers.iterdir() if p.suffix != ".bib")
    build(files, tmp_path / "one", workers=1)
    for path in reversed(files):  # one after the other, in another order
        build([path], tmp_path / "two", workers=1)
    for syntax in SYNTAXES:
        assert exported(tmp_path / "one", syntax) == exported(tmp_path / "two", syntax)


def test_a_changed_file_is_read_again(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    path = papers / "zap.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("CIFAR-100", "Tiny ImageNet"), encoding="utf-8")
    report = build([papers], root, workers=1)
    assert (report.read, report.unchanged) == (1, 2)
    assert b"tiny-imagenet" in exported(root)
    assert len(records_of(root)) == 3
    path.write_text(text, encoding="utf-8")
    assert build([papers], root, workers=1).read == 1
    assert exported(root) == before


def test_a_changed_bibliography_is_read_again(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    path = papers / "lobs.bib"
    path.write_text(path.read_text(encoding="utf-8").replace("applied to document", "for document"), encoding="utf-8")
    assert build([papers], root, workers=1).read == 1


def test_a_removed_file_is_forgotten(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    (papers / "zap.xml").unlink()
    report = build([papers], root, workers=1)
    assert (report.read, report.unchanged, report.gone) == (0, 2, 1)
    assert b"1909.07636" not in exported(root)
    assert b"cifar-100" not in exported(root)
    assert len(records_of(root)) == 2


def test_a_moved_file_is_one_paper(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    (papers / "deep").mkdir()
    (papers / "zap.xml").rename(papers / "deep" / "zap.xml")
    assert build([papers], root, workers=1).gone == 1
    assert exported(root) == before


def test_folders_add_up(papers: Path, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (papers / "zap.xml").rename(other / "zap.xml")
    build([papers], root, workers=1)
    report = build([other], root, workers=1)
    assert (report.read, report.gone) == (1, 0)
    assert len(Library.open(root).records()) == 3


def test_an_interrupted_build_goes_on_where_it_ended(papers: Path, root: Path, tmp_path: Path) -> None:
    def interrupt(done: int, _of: int, _path: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([papers], root, workers=1, progress=interrupt)
    report = build([papers], root, workers=1)
    assert (report.read, report.unchanged) == (1, 2)
    build([papers], tmp_path / "at once", workers=1)
    assert exported(root) == exported(tmp_path / "at once")


BROKEN = [
    ("broken.pdf", b"%PDF-1.4\nnothing that a PDF holds", True),
    ("cut.pdf", b"%PDF-1.7", True),
    ("not.pdf", b"this is no PDF", True),
    ("empty.pdf", b"", True),
    ("empty.xml", b"", True),
    ("empty.tex.txt", b"  \n", True),
    ("malformed.xml", b"<article><body><p>We use MNIST.</article>", None),
    ("other.xml", b"<recipe><p>We use flour.</p></recipe>", True),
    (
        "missing.tex",
        b"\\documentclass{article}\\begin{document}\\input{chapters/nowhere}We use MNIST.\\end{document}",
        False,
    ),
    ("bytes.txt", bytes(range(256)) * 20, None),
    ("nulls.md", b"\x00" * 500, None),
]


@pytest.mark.parametrize(("name", "content", "fails"), BROKEN, ids=[c[0] for c in BROKEN])
def test_a_bad_file_does_not_stop_a_build(
    name: str, content: bytes, fails: bool | None, papers: Path, root: Path
) -> None:
    """`fails` is None where a reader may do either, and must only not raise."""
    path = papers / name
    path.write_bytes(content)
    report = build([papers], root, workers=1)
    assert report.read + len(report.failures) == 4
    assert fails is None or bool(report.failures) is fails
    for failure in report.failures:
        assert failure.path == str(path.resolve())
        assert failure.error.startswith(str(path.resolve()))
    assert Library.open(root).index.failures == list(report.failures)
    assert len(Library.open(root).records()) == 4 - len(report.failures)


def test_a_failure_is_tried_again_and_forgotten_when_mended(papers: Path, root: Path) -> None:
    path = papers / "late.xml"
    path.write_bytes(b"")
    assert len(build([papers], root, workers=1).failures) == 1
    assert len(build([papers], root, workers=1).failures) == 1
    path.unlink()
    assert build([papers], root, workers=1).failures == ()
    assert Library.open(root).index.failures == []


def test_a_file_that_fails_keeps_its_record(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    (papers / "zap.xml").write_bytes(b"")
    report = build([papers], root, workers=1)
    assert (report.read, report.unchanged, len(report.failures)) == (0, 2, 1)
    assert exported(root) == before
    assert len(records_of(root)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file name")
def test_a_file_name_that_is_not_utf_8_fails_alone(papers: Path, root: Path) -> None:
    (papers / "zap.xml").rename(papers / os.fsdecode(b"caf\xe9.xml"))
    report = build([papers], root, workers=1)
    assert report.read == 2
    [failure] = report.failures
    assert Path(failure.path).name == "caf\ufffd.xml"
    assert "rename" in failure.error
    assert Library.open(root).index.failures == [failure]


def test_a_missing_chapter_does_not_lose_the_rest(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "a.tex"
    path.write_text(BROKEN[8][1].decode(), encoding="utf-8")
    records, _, failures = extract([path], workers=1)
    assert failures == []
    assert [use.known_as for use in records[0].uses] == ["mnist"]


def test_an_unknown_suffix_that_is_named(papers: Path, root: Path) -> None:
    path = papers / "paper.docx"
    path.write_bytes(b"PK\x03\x04 something")
    assert build([papers], root, workers=1).failures == ()
    [failure] = build([path], root, workers=1).failures
    assert "unknown format .docx" in failure.error
    (papers / "text").write_text("We train and evaluate on the MNIST dataset.\n", encoding="utf-8")
    [failure] = build([papers / "text"], root, workers=1).failures
    assert "unknown format (no suffix)" in failure.error


def test_a_folder_without_papers_does_not_stop_the_rest(papers: Path, tmp_path: Path, root: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = build([tmp_path / "empty", papers], root, workers=1)
    assert (report.read, report.unchanged) == (3, 0)
    [failure] = report.failures
    assert failure.path == str(tmp_path / "empty")
    assert "holds no paper" in failure.error
    assert Library.open(root).index.failures == [failure]
    again = build([tmp_path / "empty", papers], root, workers=1)
    assert (again.read, again.unchanged, again.failures) == (0, 3, (failure,))
    records, _, failures = extract([tmp_path / "empty", papers / "zap.xml"], workers=1)
    assert (len(records), failures) == (1, [failure])


def test_a_folder_whose_papers_are_all_gone(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    for path in papers.iterdir():
        path.unlink()
    report = build([papers], root, workers=1)
    assert (report.read, report.gone, len(report.failures)) == (0, 3, 1)
    assert Library.open(root).records() == []


def test_a_folder_without_papers(tmp_path: Path, root: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="holds no paper"):
        build([tmp_path / "empty"], root, workers=1)
    assert not root.exists()


def test_a_library_that_another_process_builds(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    with FileLock(root / "lock"), pytest.raises(LibraryError, match="another process"):
        build([papers], root, workers=1)


def test_a_folder_that_is_no_library(papers: Path) -> None:
    before = sorted(papers.iterdir())
    with pytest.raises(LibraryError, match="is not a library"):
        build([papers], papers, workers=1)
    assert sorted(papers.iterdir()) == before


def test_a_deleted_graph_comes_back(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    shutil.rmtree(root / "graph")
    assert build([papers], root, workers=1).read == 0
    assert exported(root) == before


def test_a_graph_of_another_version_is_not_asked(papers: Path, root: Path) -> None:
    """Questions about facts that it does not hold would be answered with zeros."""
    build([papers], root, workers=1)
    library = Library.open(root)
    library.index.ontology = ""  # as versions before this one left it
    library.save()
    with pytest.raises(LibraryError, match=r"written by another version.*kg build"):
        Library.open(root).graph_store()
    build([papers], root, workers=1)
    Library.open(root).graph_store().close()


def test_a_deleted_record_comes_back(papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    (root / "records" / records_of(root)[0]).unlink()
    assert build([papers], root, workers=1).read == 1
    assert exported(root) == before


DAMAGES = [("of another version", b'{"paper": 1}'), ("missing", None)]


@pytest.mark.parametrize(("why", "content"), DAMAGES, ids=[c[0] for c in DAMAGES])
def test_a_damaged_record_is_made_again(why: str, content: bytes | None, papers: Path, root: Path) -> None:
    build([papers], root, workers=1)
    before = exported(root)
    entry = Library.open(root).index.entries[str((papers / "zap.xml").resolve())]
    if content is None:
        (root / "records" / entry.record).unlink()
    else:
        (root / "records" / entry.record).write_bytes(content)
    other = next(path for path in papers.iterdir() if path.name.endswith(".tei.xml"))
    report = build([other], root, workers=1)  # also where another paper was asked for
    assert (report.read, report.unchanged, report.failures) == (1, 1, ())
    assert exported(root) == before


def test_a_damaged_record_whose_paper_is_gone_is_said(papers: Path, root: Path, tmp_path: Path) -> None:
    build([papers], root, workers=1)
    path = papers / "zap.xml"
    entry = Library.open(root).index.entries[str(path.resolve())]
    (root / "records" / entry.record).write_bytes(b"{")
    path.rename(tmp_path / "elsewhere.xml")
    other = next(p for p in papers.iterdir() if p.name.endswith(".tei.xml"))
    report = build([other], root, workers=1)
    assert (report.read, report.unchanged) == (0, 1)
    assert [failure.path for failure in report.failures] == [str(path.resolve())]
    assert str(path.resolve()) in Library.open(root).index.entries, "nothing is forgotten that may come back"


def test_a_build_that_is_killed_loses_little(papers: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is written during the build, not only at its end."""
    monkeypatch.setattr("kg.build._SECONDS_UNSAVED", 0.0)
    saved: list[int] = []

    def look(done: int, _of: int, _path: str) -> None:
        saved.append(len(Library.open(root).index.entries))

    build([papers], root, workers=1, progress=look)
    assert saved == [1, 2, 3]


def test_a_paper_in_two_formats_counts_once(papers: Path, root: Path) -> None:
    text = (papers / "zap.xml").read_text(encoding="utf-8")
    build([papers], root, workers=1)
    before = exported(root)
    assert "1909.07636" in text
    (papers / "copy.xml").write_text(text.replace("1909.07636", "").replace("10.", "11."), encoding="utf-8")
    report = build([papers], root, workers=1)
    assert (report.read, report.unchanged, report.repeated) == (1, 3, 1)
    assert len(Library.open(root).records()) == 3
    after = exported(root)
    assert len(after.splitlines()) > len(before.splitlines()), "both files are known"
    assert after.count(b"usesDataset>") == before.count(b"usesDataset>")
    (papers / "copy.xml").unlink()
    assert build([papers], root, workers=1).repeated == 0
    assert exported(root) == before


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, sample_papers: Path) -> Iterator[Path]:
    """More papers than one process reads alone, one of them broken."""
    folder = shutil.copytree(sample_papers, tmp_path_factory.mktemp("many") / "papers")
    for number in range(3):
        text = f"A Study of Noise {number}\n\nWe train and evaluate on the MNIST dataset, part {number}.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    yield folder


def test_a_pool_of_processes_gives_the_same(many: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    one = build([many], tmp_path / "one", workers=1)
    two = build([many], tmp_path / "two", workers=2, progress=lambda done, of, _: seen.append((done, of)))
    assert one == two
    assert (one.read, len(one.failures)) == (6, 1)
    assert seen == [(n, 7) for n in range(1, 8)]
    for syntax in SYNTAXES:
        assert exported(tmp_path / "one", syntax) == exported(tmp_path / "two", syntax)
    assert (tmp_path / "one" / "library.json").read_bytes() == (tmp_path / "two" / "library.json").read_bytes()
    assert records_of(tmp_path / "one") == records_of(tmp_path / "two")


def test_extract_is_build_without_a_library(many: Path, tmp_path: Path) -> None:
    build([many], tmp_path / "one", workers=1)
    records, _, failures = extract([many], workers=1)
    by_paper = sorted(records, key=lambda r: r.paper.id)
    assert by_paper == Library.open(tmp_path / "one").records()
    assert [f.path for f in failures] == [str((many / "broken.pdf").resolve())]


def test_two_files_of_one_paper_keep_their_own_datasets(tmp_path: Path) -> None:
    """Both are called arxiv:1705.07565: a use is known by its paper and its number in it."""
    for version, name in (("v1", "CIFAR-10"), ("v2", "MNIST")):
        text = f"\\documentclass{{article}}\\begin{{document}}We train our net on the {name} dataset.\\end{{document}}"
        (tmp_path / f"1705.07565{version}.tex").write_text(text, encoding="utf-8")
    records, identity, _ = extract([tmp_path], workers=1)
    assert [record.paper.id for record in records] == ["arxiv:1705.07565", "arxiv:1705.07565#2"]
    assert [[identity.of_use[record.paper.id, n] for n, _ in enumerate(record.uses)] for record in records] == [
        ["cifar-10"],
        ["mnist"],
    ]


def test_copies_of_a_file_have_records_of_their_own(papers: Path, root: Path) -> None:
    text = "\\documentclass{article}\\begin{document}We train our net on the MNIST dataset.\\end{document}"
    for name in ("1705.07565v2.tex", "submitted.tex"):
        (papers / name).write_text(text, encoding="utf-8")
    build([papers], root, workers=1)
    library = Library.open(root)
    for path, record in library.stored()[0].items():
        assert record.paper.source == Path(path).name
    assert build([papers], root, workers=1).graphs == 0
    (papers / "1705.07565v2.tex").unlink()
    build([papers], root, workers=1)
    assert b"1705.07565" not in exported(root)


def _waiting(path: Path, server: str) -> Failure:
    """What stands for reading a paper: the first is soon read, the others when the test says so."""
    begun, stopped = path.parent / "begun", path.parent / "stopped"
    first = not list(begun.iterdir())
    (begun / path.name).touch()
    while not first and not stopped.exists():
        time.sleep(0.01)
    return Failure(str(path), server)


def _no_models(_: object) -> None:
    pass


def test_a_build_that_fails_reads_no_further(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun, stopped = tmp_path / "begun", tmp_path / "stopped"
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"A Study of Noise {number}", encoding="utf-8")
    begun.mkdir()

    def stop(_done: int, _of: int, _path: str) -> None:
        stopped.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.build._record", _waiting)
    monkeypatch.setattr("kg.build._start", _no_models)
    with pytest.raises(KeyboardInterrupt):
        build([tmp_path], root, workers=2, progress=stop)
    assert len(list(begun.iterdir())) < 20


def test_every_graph_has_a_name(sample_papers: Path, full_catalogue: object) -> None:
    records, identity, _ = extract([sample_papers], workers=1)
    graphs = graphs_of(records, identity, full_catalogue)  # type: ignore[arg-type]
    assert len(graphs) == len(records) + 4
    for name, quads in graphs.items():
        assert {quad.graph_name.value for quad in quads} <= {name}


@pytest.mark.parametrize(
    ("rooms", "parts"),
    [(("readers", "extraction"), MAKES_RECORDS), (("graph",), MAKES_GRAPHS)],
    ids=["records", "graphs"],
)
def test_what_a_room_imports_counts_for_what_it_makes(rooms: tuple[str, ...], parts: tuple[str, ...]) -> None:
    package = Path(kg.__file__).parent
    files = [path for room in rooms for path in (package / room).rglob("*.py")]
    imported = {
        name for path in files for name in re.findall(r"^from kg\.(\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    # Neither changes what is made: errors are no result, and resources only tell where files stand.
    assert imported - {"errors", "resources"} <= {part.removesuffix(".py") for part in parts}


def test_the_maker_is_stable() -> None:
    assert maker() == maker()
    assert len(maker()) == 12


def test_a_file_with_a_paper_a_line(tmp_path: Path, root: Path) -> None:
    def line(title: str) -> str:
        words = f"We train {title} on CIFAR-10 [1]."
        spans = [{"start": len(words) - 4, "end": len(words) - 1, "text": "[1]", "ref_id": "b0"}]
        entry = {"title": "Learning multiple layers of features from tiny images", "authors": [], "year": 2009}
        body = [{"text": words, "cite_spans": spans, "section": "Experiments"}]
        return json.dumps({"title": title, "body_text": body, "bib_entries": {"b0": entry}})

    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join([line("One"), line("Two"), '{"cut', line("Four")]), encoding="utf-8")
    records, _, failures = extract([path], workers=1)
    assert [record.paper.title for record in records] == ["One", "Two", "Four"]
    assert [len(record.uses) for record in records] == [1, 1, 1]
    assert [failure.error.split(": ")[0] for failure in failures] == [f"{path}:3"]
    first = build([path], root, workers=1)
    assert (first.read, first.unchanged, first.gone, len(first.failures)) == (3, 0, 0, 1)
    path.write_text("\n".join([line("One"), line("Other")]), encoding="utf-8")
    second = build([path], root, workers=1)
    assert (second.read, second.unchanged, second.gone, len(second.failures)) == (1, 1, 1, 0)
    assert {record.paper.source for record in Library.open(root).records()} == {"papers.jsonl#1", "papers.jsonl#2"}
    assert [record.paper.title for record in extract([tmp_path / "papers.jsonl#2"])[0]] == ["Other"]
