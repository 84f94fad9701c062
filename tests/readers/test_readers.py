"""The right reader for every file, and a ReadError with advice for what none of them can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers import SUFFIXES, read

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p>From TEI.</p></div></body></text></TEI>'
JATS = "<article><body><p>From JATS.</p></body></article>"
LATEX = "\\documentclass{article}\\begin{document}From LaTeX.\\end{document}"

XML_CASES = [
    ("a.tei.xml", TEI, "From TEI."),
    ("a.xml", TEI, "From TEI."),
    ("a.xml", JATS, "From JATS."),
    ("a.nxml", JATS, "From JATS."),
    ("a.XML", "\ufeff" + JATS, "From JATS."),
    ("no_suffix", '<?xml version="1.0"?>\n<!-- note -->\n' + JATS, "From JATS."),
    ("a.xml", f"<records><record>{JATS}</record></records>", "From JATS."),
    ("misnamed.pdf", TEI, "From TEI."),
    ("misnamed.html", TEI, "From TEI."),
    ("a.html", "<html><body><article><p>From HTML.</p></article></body></html>", "From HTML."),
    ("a.htm", "<article><p>From HTML.</p></article>", "From HTML."),
    (
        "a.xhtml",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>From HTML.</p></html>',
        "From HTML.",
    ),
    ("a.xml", "<!-- a note --><!DOCTYPE html><html><body><p>From HTML.</p></body></html>", "From HTML."),
    ("no_suffix", "<html><body><p>From HTML.</p></body></html>", "From HTML."),
    ("a.txt", "<!DOCTYPE html><html><body><p>From HTML.</p></body></html>", "From HTML."),
    ("a.txt", '<?xml version="1.0"?>' + JATS, "From JATS."),
    ("a.txt", "<Untitled>\n\nFrom a text.", "From a text."),
    ("a.md", "<h1>Title</h1>\n\nFrom Markdown.", "From Markdown."),
    ("misnamed.pdf", LATEX, "From LaTeX."),
    ("misnamed.xml", LATEX, "From LaTeX."),
    ("misnamed.pdf", '{"body_text": [{"text": "From S2ORC."}]}', "From S2ORC."),
    ("a.json", '{"body_text": [{"text": "From S2ORC."}]}', "From S2ORC."),
]


@pytest.mark.parametrize(("name", "content", "text"), XML_CASES)
def test_content_decides_before_the_suffix(tmp_path: Path, name: str, content: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    paper = read(path)
    assert text in paper.text
    assert paper.source == name


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(f'<?xml version="1.0" encoding="UTF-16"?>{JATS}'.encode("utf-16"))
    assert "From JATS." in read(path).text


REFUSED = [
    ("a.docx", b"PK\x03\x04 something", "unknown format .docx"),
    ("no_suffix", b"words", "unknown format (no suffix)"),
    ("a.xml", b"<svg><text>no paper</text></svg>", "neither TEI nor JATS"),
    ("a.html", b"<html><body></body></html>", "no text"),
    ("a.jsonl", b"\n\n", "empty"),
    ("a.xml", b"   \n", "empty"),
    ("a.txt", b"", "empty"),
    ("a.nxml", b"<article><body><p>cut off", "not well-formed XML"),
    ("a.nxml", b"<book><p>other</p></book>", "not a JATS <article>"),
    ("a.xml", b"<article><p>\xff\xfe\xfa</p></article>", "cannot decode"),
    ("a.xml", b'<?xml version="1.0" encoding="no-such"?><article/>', "cannot decode"),
    ("a.pdf", b"%PDF-1.4\nnot really", ""),
]


@pytest.mark.parametrize(("name", "content", "message"), REFUSED)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert message in caught.value.message
    assert caught.value.path == str(path)


def test_a_missing_file_and_a_folder_are_read_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot open"):
        read(tmp_path / "missing.xml")
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_unknown_formats_are_told_which_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert all(suffix in caught.value.advice for suffix in SUFFIXES)
