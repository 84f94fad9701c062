"""The files of a collection that can be papers."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.readers import MARKDOWN, SUFFIXES, printable
from kg.readers.file_trees import Folder, joined
from kg.readers.members import SIGNS, content_of, members, split_member, stands
from kg.readers.unpacking import unpacked

# "\input{x}", "\input x", "\bibliography{x, y}", "\import{folder}{x}".
_DRAWS_IN = re.compile(
    rb"\\(?:input|include|subfile|subfileinclude|InputIfFileExists|bibliography|addbibresource|usepackage)\b"
    rb"(?:\[[^\]\n]*\])?(?:\s*\{([^{}\n]{1,200})\}|[ \t]+([^\s{}\\%]{1,200}))"
    rb"|\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}\n]{0,200})\}\s*\{([^{}\n]{1,200})\}",
)
# "bibliography: x" at the head of a Markdown file.
_NAMES_LIST = re.compile(rb"^bibliography:[ \t]*(.{1,200})", re.MULTILINE)
# The class may stand in a preamble that the paper pulls in.
_WHOLE = re.compile(rb"\\document(?:class|style)|^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_PART_CLASS = re.compile(rb"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(?:subfiles|standalone)\}")
_PACKED = frozenset(".tar .tex .ltx .pdf .xml .nxml .html".split())  # before ".gz"
_PAPERS_IN_ZIPS = frozenset(".tex .ltx .pdf .xml .nxml .html".split())
_CHUNK = 1024 * 1024
_SNIFFED = 65536  # bytes; what tells a paper in JSON from other JSON stands in these


def paper_files(paths: Iterable[Path]) -> tuple[list[Path], list[ReadError]]:
    """The files named, and all files with a suffix that the readers know in the folders named, sorted, each once; and
    an error for every folder without a paper, or that cannot be looked at.

    A file with several papers, one a line, gives a path for each of them (`file.jsonl#3`). Hidden files and folders are
    left out. Raises ReadError for a path that does not exist or cannot be looked at.
    """
    found: set[Path] = set()
    empty: list[ReadError] = []
    for path in paths:
        try:
            if path.is_dir():
                inside, closed = _inside(path)
                empty += [_closed(folder, error) for folder, error in closed.items()]
                if not inside and not closed:
                    advice = "papers end in " + ", ".join(sorted(SUFFIXES))
                    empty.append(ReadError("holds no paper", path=printable(path), advice=advice))
                found.update(member for p in inside for member in members(p.resolve()))
            elif path.is_file():
                found.update(members(path.resolve()))
            elif stands(path):
                found.add(path.resolve())
            else:
                raise ReadError("does not exist", path=printable(path), advice="name a file or a folder of papers")
        except OSError as error:
            raise _closed(path, error) from error
    return sorted(found, key=_place), empty


def _inside(folder: Path) -> tuple[list[Path], dict[Path, OSError]]:
    """The papers below a folder, and the folders in it that do not let us look at their files, each with the error."""
    inside: list[Path] = []
    closed: dict[Path, OSError] = {}
    for path in folder.rglob("*"):
        try:
            if path.is_file() and _wanted(path, folder):
                inside.append(path)
        except OSError as error:
            closed.setdefault(path.parent, error)
    return inside, closed


def _closed(path: Path, error: OSError) -> ReadError:
    return ReadError(
        f"cannot be looked at: {error.strerror}", path=printable(path), advice="see who may read it, or name another"
    )


def _place(path: Path) -> tuple[Path, int]:
    """The file, and the line in it where the path means one: line 2 stands before line 10."""
    file, line = split_member(path)
    return file, line or 0


def _wanted(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in SUFFIXES and not hidden and not _belongs_to_another(path)


def _belongs_to_another(path: Path) -> bool:
    """Whether a file is a part of a paper and not a paper: a README, a chapter without a preamble, packed data."""
    if path.suffix.lower() == ".tex":
        try:
            content = path.read_bytes()
        except OSError:
            return False  # its reader will tell
        return not _WHOLE.search(content) or _PART_CLASS.search(content) is not None
    if path.suffix.lower() == ".gz":
        inner = Path(path.stem).suffix.lower()
        return inner not in _PACKED and inner[1:2].isalpha()  # arXiv's "1705.07565v2.gz" says nothing of its format
    if path.suffix.lower() == ".zip":
        return not _has_papers(path)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return not any(sign in _head(path) for sign in SIGNS)
    return path.stem.upper() in ("README", "LICENSE", "NOTICE", "CHANGELOG", "REQUIREMENTS")


def _has_papers(path: Path) -> bool:
    """Whether the list of a zip file names something that can be a paper; so does one that cannot be listed."""
    try:
        return any(Path(name).suffix.lower() in _PAPERS_IN_ZIPS for name in unpacked(path, lambda _: False)[0])
    except ReadError:
        return True  # its reader will tell


def _head(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_SNIFFED)
    except OSError:
        return b""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a paper's files, in hexadecimal: the file itself and what it draws in, such as a bibliography.

    Of a paper that is one line of a file only this line counts. "" where the file cannot be read, which its reader
    will tell.
    """
    digest = hashlib.sha256()
    try:
        if split_member(path)[1] is None:
            with path.open("rb") as file:
                while piece := file.read(_CHUNK):
                    digest.update(piece)
        else:
            digest.update(content_of(path))
    except (OSError, ReadError):
        return ""
    for name, content in _companions(path):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + content)
    return digest.hexdigest()


def _companions(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a paper in LaTeX or text besides its own: what it draws in, and the bibliographies beside it."""
    suffix = path.suffix.lower()
    if suffix not in (".tex", ".txt", *MARKDOWN):
        return
    files = Folder(path.parent)
    found = {path.with_suffix(".bib").name, "paper.bib", path.with_suffix(".bbl").name}
    if suffix == ".tex" and not files.holds(path.with_suffix(".bbl").name):
        found.update(files.names(".bbl", beside=path.name))  # the only one is the paper's, whatever its name
    waiting = [path.name]
    while waiting:
        for file in _drawn_in(waiting.pop(), files, is_latex=suffix == ".tex"):
            if file not in found and file != path.name:
                found.add(file)
                waiting.append(file)
    for name in sorted(found):
        if files.holds(name):
            yield name, files.read(name)


def _drawn_in(name: str, files: Folder, *, is_latex: bool) -> Iterator[str]:
    """The files that another one names: from its own folder, from that of the paper, or from one that it imports."""
    content, own = files.read(name), posixpath.dirname(name)
    for found in (_DRAWS_IN if is_latex else _NAMES_LIST).finditer(content):
        groups = [group.decode("utf-8", "replace") for group in found.groups() if group is not None]
        folder = groups[0] + "/" if len(groups) > 1 else ""
        for written in groups[-1].strip("[] ").split(","):
            for base in dict.fromkeys(("", own)):
                drawn = joined(base, folder + written.strip(" \"'\r"))
                yield from (drawn + end for end in ("", ".tex", ".bib", ".sty") if drawn and files.holds(drawn + end))


def fingerprint(roots: Sequence[Path]) -> str:
    """A short hash over the content of files, and of all files below folders: what records depend on besides papers."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(p for p in (root, *root.rglob("*")) if p.suffix in (".py", ".json", ".toml", ".txt")):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
