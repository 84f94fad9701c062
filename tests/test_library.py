"""The library folder: opened, refused, written whole, locked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from kg.errors import JudgementError, KgError, LibraryError
from kg.library import Library, record_name, write_whole
from kg.model import Evidence, Failure, Judgement, Mention, Origin, Paper, Record, Span, Use, Verdict

PAPER = Paper("doi:10.1/x", "a.pdf", "A paper", ("Ann Lee",), 2020, ("doi:10.1/x",), "", (), (), ())
MENTION = Mention(Span(3, 8), "MNIST", "catalogue", 0.95)
USE = Use(
    *("MNIST", ("MNIST",), "mnist", "dataset", (MENTION,), True, False),
    *(Evidence("On MNIST.", Span(0, 9), 2), None, (), (), 0.9),
)
RECORD = Record(PAPER, (USE,), "test 1")
HASH, PROGRAM = "ab" * 32, "012345678901"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one paper, saved."""
    made = Library.create(tmp_path / "library")
    made.add("/papers/a.pdf", HASH, PROGRAM, RECORD)
    made.save()
    return made


def test_what_was_saved_is_read_again(library: Library) -> None:
    library.index.failures = [Failure("/papers/b.pdf", "is broken")]
    library.save()
    opened = Library.open(library.root)
    assert opened.records() == [RECORD]
    assert opened.index == library.index
    assert opened.has("/papers/a.pdf", HASH, PROGRAM)


def test_creating_twice_opens(library: Library) -> None:
    assert Library.create(library.root).index == library.index


def test_what_a_record_was_made_of(library: Library) -> None:
    library.add("/papers/b.pdf", "cd" * 32, "999999999999", RECORD)
    [(_, origin)] = library.papers()
    assert origin == Origin(HASH, PROGRAM, (("a.pdf", "cd" * 32),)), "the first file by path speaks for the paper"


def test_builds_are_logged_beside_the_graph(library: Library) -> None:
    assert library.last_build() == ""
    library.log(read=3)
    library.log(read=0)
    lines = [json.loads(line) for line in library.builds_file.read_text(encoding="utf-8").splitlines()]
    assert [line["read"] for line in lines] == [3, 0]
    assert library.last_build() == lines[-1]["when"]
    library.builds_file.write_text("not JSON\n", encoding="utf-8")
    assert library.last_build() == ""


NOT_THERE = [
    ("another path", "/papers/b.pdf", HASH, PROGRAM),
    ("another content", "/papers/a.pdf", "cd" * 32, PROGRAM),
    ("another program", "/papers/a.pdf", HASH, "999999999999"),
]


@pytest.mark.parametrize(("why", "path", "sha256", "program"), NOT_THERE, ids=[c[0] for c in NOT_THERE])
def test_what_it_has_not(why: str, path: str, sha256: str, program: str, library: Library) -> None:
    assert not library.has(path, sha256, program)


def test_a_record_that_was_deleted_is_not_there(library: Library) -> None:
    (library.root / "records" / library.index.entries["/papers/a.pdf"].record).unlink()
    assert not library.has("/papers/a.pdf", HASH, PROGRAM)
    with pytest.raises(LibraryError, match="missing"):
        library.records()


def test_a_new_record_replaces_the_old_one(library: Library) -> None:
    library.add("/papers/a.pdf", "cd" * 32, PROGRAM, replace(RECORD, made_by="test 2"))
    assert [r.made_by for r in library.records()] == ["test 2"]
    assert len(list((library.root / "records").iterdir())) == 2, "the old index may still need the old record"
    library.tidy()
    assert len(list((library.root / "records").iterdir())) == 1
    assert [r.made_by for r in library.records()] == ["test 2"]


def test_a_record_stays_while_another_file_has_it(library: Library) -> None:
    library.add("/papers/copy.pdf", HASH, PROGRAM, RECORD)
    library.add("/papers/a.pdf", "cd" * 32, PROGRAM, replace(RECORD, made_by="test 2"))
    library.tidy()
    assert library.has("/papers/copy.pdf", HASH, PROGRAM)


def test_two_files_of_one_paper_are_one_record(library: Library) -> None:
    library.add("/papers/0.tex", "cd" * 32, PROGRAM, replace(RECORD, made_by="test 2"))
    assert [r.made_by for r in library.records()] == ["test 2"]


def test_the_richest_file_speaks_for_a_paper_and_the_others_are_known(library: Library) -> None:
    tei = replace(PAPER, id="arxiv:2001.00001", source="a.tei.xml", identifiers=("arxiv:2001.00001",), year=2019)
    tei = replace(tei, title="A Paper on Twelve New Things", authors=("Lee, A.",))
    pdf = replace(PAPER, title="A paper on twelve new things")
    library.add("/papers/a.pdf", HASH, PROGRAM, replace(RECORD, paper=pdf))
    library.add("/papers/z.tei.xml", "cd" * 32, PROGRAM, replace(RECORD, paper=tei))
    library.add(
        "/papers/other.pdf", "ef" * 32, PROGRAM, replace(RECORD, paper=replace(PAPER, id="sha256:0", identifiers=()))
    )
    first, second = library.papers()
    assert (first[0].paper.id, first[0].paper.source) == ("arxiv:2001.00001", "a.tei.xml")
    assert first[0].paper.identifiers == ("arxiv:2001.00001", "doi:10.1/x")
    assert first[1] == Origin("cd" * 32, PROGRAM, (("a.pdf", HASH),))
    assert second[0].paper.id == "sha256:0"


def test_forgetting_what_is_gone(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "here.pdf").touch()
    for name in ("here.pdf", "gone.pdf"):
        library.add(str(folder.resolve() / name), "cd" * 32, PROGRAM, RECORD)
    assert library.forget_missing([folder]) == 1
    # A file of another folder is not looked for: its disk may not be mounted today.
    assert [Path(name).name for name in library.index.entries] == ["a.pdf", "here.pdf"]
    assert library.has(str(folder.resolve() / "here.pdf"), "cd" * 32, PROGRAM)


DAMAGED = [
    ("no JSON", "{", "damaged"),
    ("empty", "", "damaged"),
    ("a list", "[]", "damaged"),
    ("no version", "{}", "damaged"),
    ("a version that is no number", '{"version": "x"}', "damaged"),
    ("no entries", '{"version": 1}', "damaged"),
    ("an entry that lacks a field", '{"version": 1, "entries": {"a": {"sha256": "x"}}, "failures": []}', "damaged"),
    ("entries that are a list", '{"version": 1, "entries": [], "failures": []}', "damaged"),
    ("not UTF-8", b"\xff\xfe{}", "damaged"),
    ("a newer version", '{"version": 99, "entries": {}, "failures": [], "new": 1}', "newer version"),
]


@pytest.mark.parametrize(("why", "content", "message"), DAMAGED, ids=[c[0] for c in DAMAGED])
def test_an_index_that_cannot_be_read(why: str, content: str | bytes, message: str, library: Library) -> None:
    path = library.root / "library.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for opening in (Library.open, Library.create):
        with pytest.raises(LibraryError, match=message) as error:
            opening(library.root)
        assert error.value.path
        assert error.value.advice


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(LibraryError, match="is not a library"):
        Library.open(tmp_path)
    with pytest.raises(LibraryError, match="is not a library"):
        Library.create(tmp_path)
    with pytest.raises(LibraryError, match="is not a library"):
        Library.create(tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def raising(error: Exception) -> Callable[..., None]:
    def function(*_: object, **__: object) -> None:
        raise error

    return function


def test_an_empty_folder_becomes_a_library(tmp_path: Path) -> None:
    assert Library.create(tmp_path).records() == []


def test_what_a_first_build_left_that_was_killed_becomes_a_library(tmp_path: Path) -> None:
    library = Library.create(tmp_path)
    library.add("/papers/a.pdf", "ab" * 32, PROGRAM, RECORD)
    part = tmp_path / "records" / f"{record_name('/papers/b.pdf', 'cd' * 32, PROGRAM)}.4711.part"
    part.touch()
    (tmp_path / "library.json.4711.part").touch()
    with library.writing():  # the lock stays
        pass
    assert Library.create(tmp_path).records() == []


def test_a_file_that_cannot_be_written_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(LibraryError, match="cannot be written"):
        write_whole(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"x"


def test_parts_that_a_killed_build_left_are_tidied(library: Library) -> None:
    part = library.root / "records" / f"{record_name('/papers/b.pdf', 'cd' * 32, PROGRAM)}.4711.part"
    part.touch()
    library.tidy()
    assert not part.exists()


def test_an_index_that_nobody_may_read_is_not_called_damaged(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", raising(PermissionError(13, "Permission denied")))
    with pytest.raises(LibraryError, match="cannot be read: Permission denied"):
        Library.open(library.root)


def test_a_folder_that_nobody_may_enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", raising(PermissionError(13, "Permission denied")))
    with pytest.raises(LibraryError, match="cannot be made: Permission denied"):
        Library.create(tmp_path)


def test_a_log_that_cannot_be_written(library: Library) -> None:
    library.builds_file.mkdir()
    with pytest.raises(LibraryError, match="cannot be written"):
        library.log(read=1)


def test_a_folder_with_other_records_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "patients.json").touch()
    with pytest.raises(LibraryError, match="is not a library"):
        Library.create(tmp_path)


def test_a_library_without_a_graph_says_so(library: Library) -> None:
    with pytest.raises(LibraryError, match="no graph"):
        library.graph_store()


def test_damaged_records_are_told_apart_from_the_rest(library: Library) -> None:
    library.add("/papers/b.pdf", "cd" * 32, PROGRAM, RECORD)
    library.add("/papers/c.pdf", "ef" * 32, PROGRAM, RECORD)
    (library.root / "records" / library.index.entries["/papers/b.pdf"].record).write_bytes(b"{")
    (library.root / "records" / library.index.entries["/papers/c.pdf"].record).unlink()
    found, damaged = library.stored()
    assert list(found) == ["/papers/a.pdf"]
    assert list(damaged) == ["/papers/b.pdf", "/papers/c.pdf"]
    assert "/papers/c.pdf" in damaged["/papers/c.pdf"].advice


def test_a_damaged_record(library: Library) -> None:
    [path] = (library.root / "records").iterdir()
    path.write_bytes(b"{}")
    with pytest.raises(LibraryError, match="is not a record") as error:
        library.records()
    assert error.value.path == str(path)


def test_one_writer_at_a_time(library: Library) -> None:
    held = FileLock(library.root / "lock")
    with held, pytest.raises(LibraryError, match="another process"), library.writing():
        raise AssertionError("the lock was not kept")
    other = Library.open(library.root)
    with library.writing(), library.writing(), pytest.raises(LibraryError, match="another process"), other.writing():
        raise AssertionError("the lock was not kept")
    with Library.open(library.root).writing():
        pass


def test_what_another_process_wrote_meanwhile_is_kept(library: Library) -> None:
    late = Library.open(library.root)
    with library.writing():
        library.add("/papers/b.pdf", "cd" * 32, PROGRAM, RECORD)
        library.save()
    with late.writing():
        late.add("/papers/c.pdf", "ef" * 32, PROGRAM, RECORD)
        late.save()
    assert list(Library.open(library.root).index.entries) == ["/papers/a.pdf", "/papers/b.pdf", "/papers/c.pdf"]


def test_the_lock_is_given_back_after_an_error(library: Library) -> None:
    with pytest.raises(KgError), library.writing():
        raise KgError("broken")
    with library.writing():
        pass


def test_judgements(library: Library) -> None:
    assert library.judgements() == ()
    judgement = Judgement("mnist", "MNIST set", Verdict.SAME, "same images", "ann", "2026-01-31")
    library.judge([judgement])
    assert library.judgements() == (judgement,)
    library.judge([])
    assert library.judgements() == ()


def test_judgements_in_another_encoding(library: Library) -> None:
    library.judgements_file.write_bytes(b"caf\xe9")
    with pytest.raises(JudgementError, match="is not UTF-8"):
        library.judgements()


def test_an_index_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "library.json").mkdir()
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(tmp_path)


def test_the_index_is_sorted_and_stable(library: Library) -> None:
    library.add("/papers/0.pdf", "cd" * 32, PROGRAM, RECORD)
    library.save()
    before = (library.root / "library.json").read_bytes()
    assert list(json.loads(before)["entries"]) == ["/papers/0.pdf", "/papers/a.pdf"]
    Library.open(library.root).save()
    assert (library.root / "library.json").read_bytes() == before


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "a", b"new")


def test_writing_whole_leaves_no_part_behind(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"old")
    write_whole(tmp_path / "a", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"new")]
