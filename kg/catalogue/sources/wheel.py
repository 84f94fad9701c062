"""A downloaded wheel as files and syntax trees: opened as a zip file, never installed and never run."""

from __future__ import annotations

import ast
import email
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CatalogueError

_LARGEST = 4_000_000  # bytes of a file inside; those that list datasets are far smaller
_ADVICE = "get one with `pip download --no-deps PACKAGE`"


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset as a package lists it: its names, the address of its page, and its citation in BibTeX."""

    names: tuple[str, ...]
    bibtex: str
    url: str = ""


class Wheel:
    """The files of one wheel; `name`, `version` and `licence` are what its metadata say."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self._files = archive.namelist()
        metadata = [name for name in self._files if name.endswith(".dist-info/METADATA") and name.count("/") == 1]
        if not metadata:
            raise CatalogueError("is not a wheel: it holds no METADATA", path=path, advice=_ADVICE)
        told = email.message_from_string(self.text(metadata[0]))
        self.name = str(told.get("Name", "")).lower().replace("-", "_")
        self.version = str(told.get("Version", ""))
        classified = [c.split(" :: ")[-1] for c in told.get_all("Classifier", []) if c.startswith("License :: ")]
        stated = [told.get("License-Expression"), *classified, told.get("License")]
        self.licence = next((str(one).strip().splitlines()[0] for one in stated if one), "see its licence file")

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Wheel]:
        """The wheel in a file; raises CatalogueError where it is none."""
        try:
            with zipfile.ZipFile(path) as archive:
                yield cls(path, archive)
        except OSError as error:
            raise CatalogueError(f"cannot be read: {error.strerror}", path=path, advice=_ADVICE) from error
        except zipfile.BadZipFile as error:
            raise CatalogueError("is not a wheel", path=path, advice=_ADVICE) from error

    def files(self, folder: str, suffix: str) -> list[str]:
        """The files below a folder that end so, sorted."""
        return sorted(name for name in self._files if name.startswith(folder) and name.endswith(suffix))

    def text(self, name: str) -> str:
        """A file as text; "" for one that is too large to be a list of datasets."""
        if self._archive.getinfo(name).file_size > _LARGEST:
            return ""
        try:
            return self._archive.read(name).decode("utf-8", "replace")
        except (zlib.error, RuntimeError, EOFError) as error:  # damaged, or locked with a password
            raise CatalogueError(f"{name} in it cannot be unpacked", path=self.path, advice=_ADVICE) from error

    def tree(self, name: str) -> ast.Module:
        """The syntax tree of a file; an empty one where this interpreter cannot parse it."""
        try:
            return ast.parse(self.text(name))
        except (SyntaxError, ValueError, RecursionError):
            return ast.Module(body=[], type_ignores=[])


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a file assigns to names at its top."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = text_of(node.value, found)
            if value:
                found[node.targets[0].id] = value
    return found


def text_of(node: ast.expr | None, known: dict[str, str]) -> str:
    """The text that an expression is: a literal, a constant of the file, or their sum; "" where it is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name):
        return known.get(node.id, "")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text_of(node.left, known), text_of(node.right, known)
        return left + right if left and right else ""
    return ""


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    """The named arguments of a call."""
    return {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
