"""A LaTeX project: its main file, and the files that it pulls in."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ReadError
from kg.readers.file_trees import Files, Filled, Folder, joined
from kg.readers.latex_encoding import declared_encoding, decoded
from kg.readers.latex_main import main_file, plain_tex_file

_SOURCES = ("", ".tex", ".ltx", ".bbl")
# Characters; a book has two million. What is longer takes more memory than a paper may.
MOST_SOURCE = 8_000_000
# Files that a source brings with it, mostly its bibliography.
_FILECONTENTS = re.compile(
    rb"\\begin\s*\{filecontents\*?\}\s*(?:\[[^\]\n]*\])?\s*\{([^{}\n]{1,200})\}(.*?)\\end\s*\{filecontents\*?\}",
    re.DOTALL,
)


@dataclass
class Project:
    """A main file among its files; nothing else is ever read.

    `folders` are those that the files now being read lie in, and whether they were imported from there; `length` counts
    the characters of all files that have been pulled in.
    """

    files: Files
    main: str
    missing: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    folders: list[tuple[str, bool]] = field(default_factory=list)
    declared: str = ""
    length: int = 0

    def find(self, name: str, *suffixes: str) -> str | None:
        """The file that the paper calls by this name, None where there is none.

        Names count from the folder that is imported from; from that of the main file, as LaTeX runs there; or else from
        that of the file that is being read, as `subfiles` has it.
        """
        inner = [folder for folder, _ in reversed(self.folders)]
        imported = [folder for folder, is_imported in reversed(self.folders) if is_imported]
        for folder in dict.fromkeys((*imported[:1], posixpath.dirname(self.main), *inner)):
            for suffix in suffixes:
                path = joined(folder, name)
                if path and self.files.holds(path + suffix):
                    return path + suffix
        return None

    def text(self, path: str) -> str:
        """What a file says."""
        return decoded(self.files.read(path), declared=self.declared)

    def pull_in(self, name: str, *, folder: str = "") -> str | None:
        r"""The text of an `\input` file, its folder open until `leave`; None where it is missing or was read before.

        With `folder`, as `\import` gives it, names count from there first.
        """
        imported = self.find(f"{folder.rstrip('/')}/{name}", *_SOURCES) if folder else None
        path = imported or self.find(name, *_SOURCES)
        if path is None:
            self.missing.append(name)
            return None
        if path in self.seen:
            return None
        self.seen.add(path)
        text = self.text(path)
        if self.length + len(text) > MOST_SOURCE:  # the data of a drawing
            self.missing.append(name)
            return None
        self.length += len(text)
        self.folders.append((posixpath.dirname(path), imported is not None))
        return text

    def leave(self) -> None:
        """A file that was pulled in has been read to its end."""
        if self.folders:
            self.folders.pop()

    def printed_list(self) -> str | None:
        """The .bbl file of the paper: of its name, or the only one in its folder."""
        own = posixpath.splitext(self.main)[0] + ".bbl"
        if self.files.holds(own):
            return own
        found = self.files.names(".bbl", beside=self.main)
        return found[0] if len(found) == 1 else None


def project_in(files: Files, main: str) -> Project:
    """The project with this main file."""
    content = files.read(main)
    more = {
        path: found[2]
        for found in _FILECONTENTS.finditer(content)
        if (path := joined(posixpath.dirname(main), found[1].decode("utf-8", "replace")))
    }
    return Project(Filled(files, more) if more else files, main, seen={main}, declared=declared_encoding(content))


def project_at(path: Path) -> Project:
    """The project that a .tex file, or a folder with one, holds.

    Raises ReadError where a folder holds no file with a document class and a document.
    """
    if not path.is_dir():
        # The file itself is read even where it is a link to somewhere else.
        return project_in(_Beside(path), path.name)
    files = Folder(path)
    main = main_file(files) or plain_tex_file(files)
    if main is None:
        raise ReadError(
            "no LaTeX paper in this folder",
            path=path,
            advice=r"give the .tex file that holds \documentclass and \begin{document}",
        )
    return project_in(files, main)


class _Beside(Folder):
    """A file and those in its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.parent)
        self._path = path

    def holds(self, name: str) -> bool:
        return name == self._path.name or super().holds(name)
