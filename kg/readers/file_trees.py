"""The text files of a LaTeX project, wherever they lie: in a folder, or in memory out of an archive."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    """Files below one root, by their path from it with forward slashes ("sections/intro.tex")."""

    def names(self, suffix: str, *, beside: str | None = None) -> list[str]:
        """The files whose name ends in this, sorted: all, or those in the folder of the file `beside`."""

    def holds(self, name: str) -> bool:
        """Whether there is a file of this name below the root."""

    def read(self, name: str) -> bytes:
        """What a file holds; nothing where there is none that can be read."""


class Folder:
    """The files of a folder on disk; nothing outside it is ever read, not by a link either."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self, suffix: str, *, beside: str | None = None) -> list[str]:
        paths = self._root.rglob("*" + suffix) if beside is None else (self._root / beside).parent.glob("*" + suffix)
        return sorted(name for path in paths if self.holds(name := path.relative_to(self._root).as_posix()))

    def holds(self, name: str) -> bool:
        try:
            path = (self._root / name).resolve()
            return path.is_relative_to(self._root) and path.is_file()
        except (OSError, ValueError, RuntimeError):  # a name too long or with a NUL, a loop of links
            return False

    def read(self, name: str) -> bytes:
        try:
            return (self._root / name).read_bytes() if self.holds(name) else b""
        except OSError:
            return b""


class InMemory:
    """Files that have been unpacked into memory."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def names(self, suffix: str, *, beside: str | None = None) -> list[str]:
        folder = None if beside is None else posixpath.dirname(beside)
        return sorted(
            name
            for name in self._contents
            if name.endswith(suffix) and (folder is None or posixpath.dirname(name) == folder)
        )

    def holds(self, name: str) -> bool:
        return name in self._contents

    def read(self, name: str) -> bytes:
        return self._contents.get(name, b"")


class Filled:
    """Files, and others that one of them holds within it; what is there already stays."""

    def __init__(self, files: Files, more: Mapping[str, bytes]) -> None:
        self._files = files
        self._more = InMemory(more)

    def names(self, suffix: str, *, beside: str | None = None) -> list[str]:
        return sorted({*self._files.names(suffix, beside=beside), *self._more.names(suffix, beside=beside)})

    def holds(self, name: str) -> bool:
        return self._files.holds(name) or self._more.holds(name)

    def read(self, name: str) -> bytes:
        return self._files.read(name) if self._files.holds(name) else self._more.read(name)


def joined(folder: str, name: str) -> str:
    """The path of a file that something in a folder names; "" where it leads out of the root."""
    name = name.strip().strip("\"'").replace("\\", "/")
    if not name or "\x00" in name or name.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(folder, name))
    return "" if path == "." or path == ".." or path.startswith(("../", "/")) else path
