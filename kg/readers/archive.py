"""Papers out of archives, as arXiv and publishers hand them out: a packed LaTeX project, or one packed file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import readers
from kg.errors import ReadError
from kg.model import Paper
from kg.readers import latex
from kg.readers.file_trees import InMemory
from kg.readers.latex_files import project_in
from kg.readers.latex_main import main_file, plain_tex_file
from kg.readers.unpacking import is_archive, unpacked

# What a LaTeX project is read from. Pictures, fonts, classes and data are never looked at.
_SOURCES = frozenset(".tex .ltx .bib .bbl .sty .def .inc .txt .tab .pdf_tex .pgf .tikz".split())
_LISTS = ("00README.XXX", "00README.json")
_ARCHIVES = frozenset(".gz .tgz .tar .zip .bz2 .xz .7z .rar".split())
# Papers of their own. The XML of a publisher comes with the PDF and its supplements; it says all, and better.
_DOCUMENTS = ((".xml", ".nxml"), (".pdf",), (".html", ".htm", ".xhtml"), (".md", ".json", ".txt"))
_BESIDE_PAPERS = frozenset("readme license licence notice changelog requirements manifest index".split())
_TEX = re.compile(rb"\\(?:documentclass|documentstyle|begin\s*\{|section|input|bye\b)")
_LONGEST_NAME = 100  # characters; a file system takes no more than 255 bytes
_ADVICE = "an archive is read where it holds a LaTeX project, or one paper in another format"


def read(path: Path) -> Paper:
    """The paper in an archive (.tar.gz, .tgz, .tar, .zip, .gz). Of a LaTeX project nothing is written to disk; a PDF or
    the like is, for a moment.

    Raises ReadError where it holds no paper or several, and where it is damaged, encrypted, or too large to be one.
    """
    names, contents = unpacked(path, _is_source)
    files = InMemory(_with_suffix(_without_top(contents)))
    main = main_file(files)
    documents = [] if main else _documents(names)
    if len(documents) == 1:
        return _single(path, documents[0])
    main = main or plain_tex_file(files)
    if main is not None:
        project = project_in(files, main)
        return latex.paper_of(project, path=path, source=path.name, names=(path.name, posixpath.basename(main)))
    if documents:
        shown = ", ".join(documents[:3]) + (" ..." if len(documents) > 3 else "")
        raise ReadError(f"holds {len(documents)} papers: {shown}", path=path, advice="unpack it, and give the folder")
    if len(names) == 1:
        return _single(path, names[0])
    inner = next((name for name in names if _suffix(name) in _ARCHIVES), None)
    if inner is not None:
        raise ReadError(f"holds another archive, {inner}, which is not opened", path=path, advice="unpack it yourself")
    raise ReadError("holds no paper", path=path, advice=_ADVICE)


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _is_source(name: str) -> bool:
    return not _is_hidden(name) and (_suffix(name) in _SOURCES or name.endswith(_LISTS) or _has_no_suffix(name))


def _has_no_suffix(name: str) -> bool:
    """Whether nothing in its name tells the format of a file ("paper", "1705.07565v2")."""
    return not _suffix(name)[1:2].isalpha()


def _with_suffix(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, LaTeX that is not called so with ".tex" behind its name: arXiv leaves it out of what it packs."""
    return {
        name + ".tex" if _has_no_suffix(name) and _TEX.search(content) else name: content
        for name, content in contents.items()
    }


def _without_top(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files without the one folder that all of them lie in."""
    tops = {name.partition("/")[0] for name in contents}
    if len(tops) == 1 and all("/" in name for name in contents):
        return {name.partition("/")[2]: content for name, content in contents.items()}
    return dict(contents)


def _documents(names: Sequence[str]) -> list[str]:
    """The papers among some files, all of the first format that there is any in."""
    found: list[str] = []
    for suffixes in _DOCUMENTS:
        found = [
            name
            for name in names
            if _suffix(name) in suffixes
            and not _is_hidden(name)
            and posixpath.splitext(posixpath.basename(name))[0].lower() not in _BESIDE_PAPERS
        ]
        if found:
            break
    return found


def _single(path: Path, name: str) -> Paper:
    """The paper in one file of an archive, whatever its format."""
    _, contents = unpacked(path, lambda other: other == name)
    content = contents[name]
    if is_archive(content[:512]):
        raise ReadError(f"holds another archive, {name}, which is not opened", path=path, advice="unpack it yourself")
    with TemporaryDirectory() as folder:
        base = posixpath.basename(name)[-_LONGEST_NAME:]
        # A number is no suffix.
        file = Path(folder) / (base.replace(".", "-") if _has_no_suffix(name) else base)
        file.write_bytes(content)
        del content, contents
        try:
            return replace(readers.read(file), source=path.name)
        except ReadError as error:
            raise ReadError(f"{name} in it: {error.message}", path=path, advice=error.advice) from error
