"""Which files of a folder are papers, and what a record depends on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.scanning import fingerprint, paper_files, sha256_of

FILES = [
    ("a.pdf", "", True),
    ("A.PDF", "", True),
    ("deep/er/b.xml", "", True),
    ("c.tei.xml", "", True),
    ("d.nxml", "", True),
    ("e.md", "", True),
    ("f.txt", "", True),
    ("g.json", '{"body_text": []}', True),
    ("v2.json", '{"corpusid": 3, "content": {}}', True),
    ("package.json", '{"name": "x"}', False),
    ("coco.json", '{"annotations": []}', False),
    ("empty.jsonl", "", False),
    ("whole.tex", r"\documentclass{article}", True),
    ("old.tex", r"\documentstyle{article}", True),
    ("begun.tex", r"\input{preamble} \begin{document}", True),
    ("chapter.tex", r"\section{Method}", False),
    ("remark.tex", r"\section{Method} % \begin{document}", False),
    ("sub.tex", r"\documentclass[main]{subfiles}", False),
    ("figure.tex", r"\documentclass{standalone}", False),
    ("1705.07565v2.tar.gz", "", True),
    ("a.tgz", "", True),
    ("1705.07565v2.gz", "", True),
    ("a.tex.gz", "", True),
    ("data.csv.gz", "", False),
    ("broken.zip", "", True),
    ("a.bib", "", False),
    ("a.docx", "", False),
    ("no_suffix", "", False),
    ("README.md", "", False),
    ("readme.txt", "", False),
    ("LICENSE.txt", "", False),
    (".hidden.pdf", "", False),
    (".git/a.pdf", "", False),
    ("deep/.cache/a.pdf", "", False),
]


def test_a_folder_that_does_not_let_us_look_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "b.txt").touch()
    (tmp_path / "closed" / "c.txt").touch()
    is_file = Path.is_file

    def looked_at(path: Path) -> bool:
        if path.parent.name == "closed":
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", looked_at)
    files, errors = paper_files([tmp_path])
    assert [path.name for path in files] == ["a.txt"]
    assert [(Path(error.path or "").name, error.message) for error in errors] == [
        ("closed", "cannot be looked at: Permission denied")
    ]
    with pytest.raises(ReadError, match="cannot be looked at: Permission denied"):
        paper_files([tmp_path / "closed" / "b.txt"])


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"cannot be looked at|does not exist"):
        paper_files([tmp_path / ("x" * 300)])


@pytest.mark.parametrize(("name", "content", "wanted"), FILES)
def test_files_of_a_folder(name: str, content: str, wanted: bool, tmp_path: Path) -> None:
    always = tmp_path / "always.pdf"
    always.touch()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    assert (path.resolve() in paper_files([tmp_path])[0]) is wanted


@pytest.mark.parametrize(
    ("inside", "wanted"), [("paper/main.tex", True), ("a.pdf", True), ("x/A.XML", True), ("data.csv", False)]
)
def test_zip_files_of_a_folder(inside: str, wanted: bool, tmp_path: Path) -> None:
    (tmp_path / "always.pdf").touch()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inside, "x")
    assert ((tmp_path / "a.zip").resolve() in paper_files([tmp_path])[0]) is wanted


def test_a_hidden_folder_that_is_named_is_searched(tmp_path: Path) -> None:
    path = tmp_path / ".papers" / "a.pdf"
    path.parent.mkdir()
    path.touch()
    assert paper_files([path.parent]) == ([path.resolve()], [])


def test_each_file_once_and_sorted(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.pdf"):
        (tmp_path / name).touch()
    (tmp_path / "x").mkdir()
    found, _ = paper_files([tmp_path / "b.pdf", tmp_path, tmp_path / "x" / ".." / "b.pdf"])
    assert [p.name for p in found] == ["a.pdf", "b.pdf"]


def test_a_file_that_is_named_needs_no_suffix(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.touch()
    assert paper_files([path]) == ([path.resolve()], [])


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist") as error:
        paper_files([tmp_path / "nowhere"])
    assert error.value.path == str(tmp_path / "nowhere")
    assert error.value.advice


@pytest.mark.parametrize("name", ["empty", "other"])
def test_a_folder_without_a_paper_is_said_and_the_rest_found(name: str, tmp_path: Path) -> None:
    for folder in ("empty", "other", "good"):
        (tmp_path / folder).mkdir()
    (tmp_path / "other" / "data.csv").touch()
    (tmp_path / "good" / "a.pdf").touch()
    found, [error] = paper_files([tmp_path / name, tmp_path / "good"])
    assert [p.name for p in found] == ["a.pdf"]
    assert (error.message, error.path) == ("holds no paper", str(tmp_path / name))
    assert error.advice


def test_a_file_with_a_paper_a_line_gives_a_path_for_each(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"body_text": []}\n' * 11, encoding="utf-8")
    for given in (tmp_path, path):
        assert [p.name for p in paper_files([given])[0]] == [f"a.jsonl#{line}" for line in range(1, 12)]
    assert paper_files([tmp_path / "a.jsonl#3"])[0] == [tmp_path.resolve() / "a.jsonl#3"]
    with pytest.raises(ReadError, match="does not exist"):
        paper_files([tmp_path / "a.jsonl#12"])


def test_only_its_own_line_counts_for_the_hash_of_a_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n{}\n", encoding="utf-8")
    before = sha256_of(tmp_path / "a.jsonl#1")
    path.write_text('{}\n{"a":1}\n', encoding="utf-8")
    assert sha256_of(tmp_path / "a.jsonl#1") == before != sha256_of(tmp_path / "a.jsonl#2") != ""
    assert sha256_of(tmp_path / "a.jsonl#3") == ""


def test_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_that_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    assert sha256_of(tmp_path) == sha256_of(tmp_path / "nowhere") == ""


# What is in the second file is a part of the paper in the first.
COMPANIONS = [
    ("a.tex", r"\input{one}", "one.tex"),
    ("a.tex", r"\input{chapters/one.tex}", "chapters/one.tex"),
    ("a.tex", r"\input one", "one.tex"),
    ("a.tex", r"\include{one}", "one.tex"),
    ("a.tex", r"\subfile{one}", "one.tex"),
    ("a.tex", r"\import{chapters/}{one}", "chapters/one.tex"),
    ("a.tex", r"\subimport*{./chapters}{one.tex}", "chapters/one.tex"),
    ("a.tex", r"\usepackage{macros}", "macros.sty"),
    ("a.tex", r"\bibliography{refs}", "refs.bib"),
    ("a.tex", r"\bibliography{other, refs}", "refs.bib"),
    ("a.tex", r"\addbibresource[location=local]{refs.bib}", "refs.bib"),
    ("a.tex", "", "a.bbl"),
    ("a.tex", "", "only.bbl"),
    ("a.md", "---\nbibliography: refs.bib\n---\n", "refs.bib"),
    ("a.md", "", "paper.bib"),
    ("a.qmd", "---\nbibliography: refs.bib\n---\n", "refs.bib"),
]


@pytest.mark.parametrize(("name", "content", "companion"), COMPANIONS)
def test_what_a_paper_draws_in_counts_for_its_hash(name: str, content: str, companion: str, tmp_path: Path) -> None:
    path, other = tmp_path / name, tmp_path / companion
    path.write_text(content, encoding="utf-8")
    alone = sha256_of(path)
    other.parent.mkdir(exist_ok=True)
    other.write_text("one", encoding="utf-8")
    before = sha256_of(path)
    assert before != alone
    other.write_text("two", encoding="utf-8")
    assert sha256_of(path) != before


def test_what_an_imported_file_draws_in_counts_too(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(r"\import{chapters/}{one}", encoding="utf-8")
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.tex").write_text(r"\input{two}", encoding="utf-8")
    before = sha256_of(tmp_path / "a.tex")
    (tmp_path / "chapters" / "two.tex").touch()
    assert sha256_of(tmp_path / "a.tex") != before


def test_what_companions_draw_in_counts_too(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(r"\input{one}", encoding="utf-8")
    (tmp_path / "one.tex").write_text(r"\input{two}\input{a}", encoding="utf-8")
    before = sha256_of(tmp_path / "a.tex")
    (tmp_path / "two.tex").touch()
    assert sha256_of(tmp_path / "a.tex") != before


@pytest.mark.parametrize(
    "content", [r"\input{/}", r"\input{.}", r"\input{..}", "\\input{\x00}", r"\input{#1}", r"\input{}"]
)
def test_odd_names_of_companions_do_no_harm(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(content, encoding="utf-8")
    (tmp_path / "b.tex").write_text("another paper", encoding="utf-8")
    before = sha256_of(tmp_path / "a.tex")
    (tmp_path / "b.tex").unlink()
    assert sha256_of(tmp_path / "a.tex") == before != ""


CHANGES = [
    ("content", lambda root: (root / "a.py").write_text("2", encoding="utf-8"), True),
    ("name", lambda root: (root / "a.py").rename(root / "b.py"), True),
    ("a file more", lambda root: (root / "c.toml").write_text("", encoding="utf-8"), True),
    ("compiled code", lambda root: (root / "a.pyc").write_text("", encoding="utf-8"), False),
]


@pytest.mark.parametrize(("why", "change", "differs"), CHANGES, ids=[c[0] for c in CHANGES])
def test_fingerprint(why: str, change: Callable[[Path], object], differs: bool, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    before = fingerprint([tmp_path])
    assert before == fingerprint([tmp_path])
    change(tmp_path)
    assert (fingerprint([tmp_path]) != before) is differs


@pytest.mark.parametrize("name", ["names.txt", "deep/names.txt"])
def test_word_lists_count_for_the_fingerprint(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("one", encoding="utf-8")
    before = fingerprint([tmp_path])
    path.write_text("two", encoding="utf-8")
    assert fingerprint([tmp_path]) != before


def test_a_file_counts_for_the_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("one", encoding="utf-8")
    before = fingerprint([path])
    path.write_text("two", encoding="utf-8")
    assert fingerprint([path]) != before
