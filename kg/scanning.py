"""The files of a collection that can be papers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.readers import SUFFIXES
from kg.readers.members import SIGNS, content_of, members, split_member, stands

# "\input{x}", "\input x", "\bibliography{x, y}", and "bibliography: x" at the head of a Markdown file.
_DRAWS_IN = re.compile(
    rb"\\(?:input|include|subfile|bibliography|addbibresource)\b(?:\[[^\]\n]*\])?"
    rb"(?:\s*\{([^{}\n]{1,200})\}|[ \t]+([^\s{}\\%]{1,200}))|^bibliography:[ \t]*(.{1,200})",
    re.MULTILINE,
)
_SNIFFED = 65536  # bytes; what tells a paper in JSON from other JSON stands in these


def paper_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all files with a suffix that the readers know in the folders named, sorted, each once.

    A file with several papers, one a line, gives a path for each of them (`file.jsonl#3`). Hidden files and folders are
    left out. Raises ReadError for a path that does not exist and for a folder without a paper.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file() and _wanted(p, path)]
            if not inside:
                raise ReadError("holds no paper", path=path, advice="papers end in " + ", ".join(sorted(SUFFIXES)))
            found.update(member for p in inside for member in members(p.resolve()))
        elif path.is_file():
            found.update(members(path.resolve()))
        elif stands(path):
            found.add(path.resolve())
        else:
            raise ReadError("does not exist", path=path, advice="name a file or a folder of papers")
    return sorted(found, key=_place)


def _place(path: Path) -> tuple[Path, int]:
    """The file, and the line in it where the path means one: line 2 stands before line 10."""
    file, line = split_member(path)
    return file, line or 0


def _wanted(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in SUFFIXES and not hidden and not _belongs_to_another(path)


def _belongs_to_another(path: Path) -> bool:
    """Whether a file is a part of a paper and not a paper: a README, a chapter without a preamble."""
    if path.suffix.lower() == ".tex":
        try:
            content = path.read_bytes()
        except OSError:
            return False  # its reader will tell
        return b"\\documentclass" not in content and b"\\documentstyle" not in content
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return not any(sign in _head(path) for sign in SIGNS)
    return path.stem.upper() in ("README", "LICENSE", "NOTICE", "CHANGELOG", "REQUIREMENTS")


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
    try:
        digest = hashlib.sha256(path.read_bytes() if split_member(path)[1] is None else content_of(path))
    except (OSError, ReadError):
        return ""
    for companion in _companions(path):
        digest.update(companion.name.encode() + b"\0" + _content(companion))
    return digest.hexdigest()


def _companions(path: Path) -> list[Path]:
    """The files of a paper in LaTeX or text besides its own: what it draws in, and the bibliographies beside it."""
    if path.suffix.lower() not in (".tex", ".md", ".txt"):
        return []
    folder, own_list = path.parent, path.with_suffix(".bbl")
    found = {path.with_suffix(".bib"), folder / "paper.bib", own_list}
    if path.suffix.lower() == ".tex" and not own_list.exists():
        found.update(folder.glob("*.bbl"))  # the only one in a folder is the paper's, whatever its name
    waiting = [path]
    while waiting:
        for match in _DRAWS_IN.finditer(_content(waiting.pop())):
            for name in next(filter(None, match.groups())).strip(b"[] ").split(b","):
                written = name.strip(b" \"'\r").decode("utf-8", "replace")
                for file in (folder / (written + suffix) for suffix in ("", ".tex", ".bib")):
                    if file not in found and file != path and file.is_relative_to(folder) and file.is_file():
                        found.add(file)
                        waiting.append(file)
    return sorted(file for file in found if file.is_file())


def _content(path: Path) -> bytes:
    """What a file beside a paper holds; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def fingerprint(roots: Sequence[Path]) -> str:
    """A short hash over the content of files, and of all files below folders: what records depend on besides papers."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(p for p in (root, *root.rglob("*")) if p.suffix in (".py", ".json", ".toml", ".txt")):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
