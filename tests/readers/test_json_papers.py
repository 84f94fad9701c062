"""JSON that is a paper, in a file or in a line of one, and JSON that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers import read

PAPER = {"title": "Müller", "body_text": [{"text": "Of Müller.", "cite_spans": []}], "bib_entries": {}}
ENCODINGS = [
    json.dumps(PAPER).encode(),
    json.dumps(PAPER, ensure_ascii=False).encode(),
    b"\xef\xbb\xbf" + json.dumps(PAPER, ensure_ascii=False).encode(),
    json.dumps(PAPER, ensure_ascii=False, indent=2).encode("utf-16"),
    json.dumps(PAPER, ensure_ascii=False).encode("utf-16-be"),
    json.dumps(PAPER).encode() + b"\0\0",
]


@pytest.mark.parametrize("content", ENCODINGS)
@pytest.mark.parametrize("name", ["a.json", "a", "a.txt"])
def test_encodings(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "Of Müller." in read(path).text


def test_a_line_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(PAPER)}\n\n{json.dumps({**PAPER, 'title': 'Other'})}\n", encoding="utf-8")
    found = read(tmp_path / "a.jsonl#3")
    assert (found.title, found.source) == ("Other", "a.jsonl#3")
    assert found.id != read(tmp_path / "a.jsonl#1").id
    with pytest.raises(ReadError, match="2 papers in one file"):
        read(path)


# content, line of it, message
REFUSED = [
    (b'{"body_text": [{"text": "cut', "a.json", "not JSON", None),
    (json.dumps(PAPER).encode() + b'\n{"body_text": [', "a.jsonl#2", "not JSON", 2),
    (json.dumps(PAPER).encode(), "a.jsonl#2", "no such line", 2),
    (b"\n\n[1, 2]\n", "a.jsonl#3", "a list", 3),
    (b'"only words"', "a.json", "a single value", None),
    (b'{"name": "package", "version": 1}', "a.json", "no paper: it has name, version", None),
    (b"{}", "a.json", "it has nothing", None),
    (b'{"body_text": [], "bib_entries": {}}', "a.json", "no text", None),
    (b'{"body_text": [3, null, "x"], "bib_entries": []}', "a.json", "no text", None),
    (b'{"body_text": {"text": "x"}}', "a.json", "no paper", None),
    (b'{"content": {"text": "x", "annotations": 3}}', "a.json", "no paper", None),
    (b'{"body_text": ' + b"[" * 100_000, "a.json", "nested too deep", None),
    (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "a.json", "nested too deep", None),
    (b'{"body_text": [{"text": "\xff\xfe"}]}', "a.json", "not JSON", None),
    (json.dumps(PAPER, ensure_ascii=False).encode("latin-1"), "a.json", "not JSON", None),
]


@pytest.mark.parametrize(("content", "name", "message", "line"), REFUSED)
def test_refused_with_path_line_and_advice(
    tmp_path: Path, content: bytes, name: str, message: str, line: int | None
) -> None:
    (tmp_path / name.split("#")[0]).write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert message in caught.value.message
    assert (caught.value.path, caught.value.line) == (str(tmp_path / name.split("#")[0]), line)
    assert caught.value.advice
