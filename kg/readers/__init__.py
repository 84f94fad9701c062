"""A file into a Paper, one file a format; nothing here knows what a dataset is."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kg.errors import ReadError
from kg.model import Paper
from kg.readers.members import LINED, split_member
from kg.readers.unpacking import ARCHIVES, is_archive

__all__ = ["SUFFIXES", "is_pdf", "printable", "read"]

MARKDOWN = (".md", ".markdown", ".qmd", ".rmd")
_PAGES = (".html", ".htm", ".xhtml")
# The reader of each suffix, where the content does not say better.
READERS = {
    ".pdf": "pdf",
    ".tex": "latex",
    ".xml": "",
    ".nxml": "jats",
    **dict.fromkeys((".txt", *MARKDOWN), "plain"),
    **dict.fromkeys(_PAGES, "html"),
    ".json": "json_papers",
    **dict.fromkeys(LINED, "json_papers"),
    **dict.fromkeys(ARCHIVES, "archive"),
}
SUFFIXES = frozenset(READERS)
ADVICE = (
    f"formats read: PDF (.pdf), LaTeX (.tex, or packed: {', '.join(sorted(ARCHIVES))}), GROBID TEI (.tei.xml, .xml), "
    f"JATS (.xml, .nxml), HTML ({', '.join(_PAGES)}), text (.txt), Markdown ({', '.join(MARKDOWN)}), "
    "S2ORC and unarXive (.json, .jsonl, .ndjson)"
)

_SNIFFED = 65536
_ROOTS = (
    (re.compile(rb"<(?:\w+:)?(?:TEI|teiCorpus)[\s>]"), "tei"),
    (re.compile(rb"<(?:\w+:)?article[\s/>]"), "jats"),
)
_HTML = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->)*<(?:!doctype\s+html|html|head|body|div|h1)\b", re.IGNORECASE
)
# What a page or an XML file begins with; text and Markdown may begin with a tag and go on as text.
_MARKED_UP = re.compile(rb"<(?:\?xml|!doctype|html|TEI|teiCorpus|article)\b", re.IGNORECASE)
_LATEX = re.compile(rb"\\(?:documentclass|documentstyle|begin\s*\{document\}|bibitem)")


def read(path: Path, *, grobid: str = "") -> Paper:
    """The paper in a file, or in the line of one (`file.jsonl#3`); content decides the format before the suffix does.

    With the address of a `grobid` server, it reads the PDFs. Raises ReadError, with the path and advice, where the file
    cannot be opened or is in no known format.
    """
    name = _reader_of(path)
    if name == "pdf" and grobid:
        from kg.readers.grobid import read as ask

        return ask(path, server=grobid)
    # Imported when first needed: the PDF and LaTeX readers would slow the start of every command.
    reader: Callable[[Path], Paper] = import_module(f"kg.readers.{name}").read
    return reader(path)


def is_pdf(path: Path) -> bool:
    """Whether a file is read as a PDF, and so by a GROBID server where there is one."""
    try:
        return _reader_of(path) == "pdf"
    except ReadError:
        return False


def _reader_of(path: Path) -> str:
    """The name of the module that reads a file; raises ReadError where there is none."""
    shown = printable(path)
    if shown != str(path):
        raise ReadError(
            "the name is not UTF-8, and no record can hold it", path=shown, advice="rename the file or folder"
        )
    if path.is_dir():
        raise ReadError("this is a folder, not a file", path=path, advice="give the files in it")
    try:
        with split_member(path)[0].open("rb") as file:
            head = file.read(_SNIFFED)
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=path, advice="check path and rights") from error
    if not head.strip():
        raise ReadError("the file is empty", path=path)
    suffix = split_member(path)[0].suffix.lower()
    name = _by_content(head, suffix) or READERS.get(suffix, "")
    if not name:
        what = "XML, but neither TEI nor JATS" if suffix == ".xml" else f"unknown format {suffix or '(no suffix)'}"
        raise ReadError(what, path=path, advice=ADVICE)
    return name


def printable(path: Path) -> str:
    """The path as text that can be written to any file: bytes that are no UTF-8 as "�"."""
    return os.fsencode(path).decode("utf-8", "replace")


def _by_content(head: bytes, suffix: str) -> str:
    """The reader that the first bytes call for; "" where they leave it open."""
    # Before PDF, which may begin a few bytes into an archive; many other formats are zip files of their own.
    if is_archive(head) and (suffix in READERS or not suffix):
        return "archive"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    elif b"\0" in head[:2]:
        head = head.replace(b"\0", b"")  # UTF-16 without a mark
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") and suffix not in (".tex", *MARKDOWN) and (suffix != ".txt" or _MARKED_UP.match(start)):
        if _HTML.match(start):
            return "html"
        # <article> is an element of HTML too
        return next(
            (name for root, name in _ROOTS if not (name == "jats" and suffix in _PAGES) and root.search(head)), ""
        )
    if start.startswith(b"{") and suffix in ("", ".txt", ".xml", ".pdf") and b'"' in start[:200]:
        return "json_papers"
    # What browsers fetch as .gz they have often unpacked already.
    if suffix in (".txt", "", ".pdf", ".xml", ".nxml", *ARCHIVES) and _LATEX.search(head):
        return "latex"
    return ""
