"""Papers in the lines of a file: their names, their bytes, and what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers import members as module
from kg.readers.members import content_of, members, split_member, stands

# file name, content, the lines that are papers (none: the file as a whole)
FILES = [
    ("a.jsonl", b'{"a":1}\n{"a":2}\n', [1, 2]),
    ("a.jsonl", b'{"a":1}\r\n\r\n{"a":2}', [1, 3]),
    ("a.jsonl", b'{"a":1}', [1]),
    ("a.jsonl", b"\n  \n", []),
    ("a.jsonl", b"", []),
    ("a.NDJSON", b"{}\nnot json\n", [1, 2]),
    ("a.json", b'{"a":1}\n{"a":2}\n', [1, 2]),
    ("a.json", b'\xef\xbb\xbf{"a":1}\n{"a":2}\n', [1, 2]),
    ("a.json", b'{"a":1}\n', []),
    ("a.json", b'{\n"a": {"b":1}\n}\n', []),
    ("a.txt", b'{"a":1}\n{"a":2}\n', []),
]


@pytest.mark.parametrize(("name", "content", "lines"), FILES)
def test_members(tmp_path: Path, name: str, content: bytes, lines: list[int]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert members(path) == ([path.with_name(f"{name}#{line}") for line in lines] or [path])
    assert all(split_member(member) == (path, line) for member, line in zip(members(path), lines, strict=False))
    assert all(content_of(member).strip() in content for member in members(path))


def test_a_line_longer_than_what_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 3)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"first line\n\n   \nsecond line")
    assert [content_of(member) for member in members(path)] == [b"first line", b"second line"]


def test_a_file_may_have_a_number_sign_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "paper#3"
    path.touch()
    assert split_member(path) == (path, None)


def test_what_stands_and_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{}\n\n{}\n")
    standing = {name: stands(tmp_path / name) for name in ("a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl", "b#1")}
    assert standing == {"a.jsonl#1": True, "a.jsonl#2": False, "a.jsonl#3": True, "a.jsonl": False, "b#1": False}
    path.write_bytes(b"{}\n")
    assert not stands(tmp_path / "a.jsonl#3")


def test_what_cannot_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{}\n")
    with pytest.raises(ReadError, match="no such line") as caught:
        content_of(tmp_path / "a.jsonl#7")
    assert (caught.value.path, caught.value.line) == (str(path), 7)
    with pytest.raises(ReadError, match="cannot open"):
        content_of(tmp_path / "none.jsonl#1")
    monkeypatch.setattr(module, "LONGEST", 1)
    with pytest.raises(ReadError, match="too much for one paper"):
        content_of(tmp_path / "a.jsonl#1")


def test_what_nobody_lets_us_look_at_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    assert not stands(tmp_path / "a.pdf")
    monkeypatch.setattr(Path, "exists", refused)
    assert stands(tmp_path / "a.pdf")
