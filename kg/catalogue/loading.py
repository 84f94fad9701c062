"""Catalogue files into one Catalogue: TOML on disk, refused with file and line when a rule is broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import tomli

from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset, Kind, Work
from kg.resources import shipped

_TABLE = re.compile(r"^\s*\[\[(dataset|work)\]\]", re.MULTILINE)
_DATASET_KEYS = {f.name for f in fields(Dataset)} - {"field"}
_WORK_KEYS = {f.name for f in fields(Work)}


def load(*folders: Path) -> Catalogue:
    """The catalogue in the `*.toml` files of the folders; a later folder's dataset or work replaces an earlier one's.

    Without folders: the catalogue that ships with the program. Raises CatalogueError with file and line for malformed
    TOML, an unknown key, a wrong type, or an id or key that stands twice in one folder.
    """
    return _load(folders) if folders else _ours()


@lru_cache(maxsize=1)
def _ours() -> Catalogue:
    return _load((shipped("data", "catalogue"),))


def _load(folders: tuple[Path, ...]) -> Catalogue:
    datasets: dict[str, Dataset] = {}
    works: dict[str, Work] = {}
    for folder in folders:
        files = sorted(folder.glob("*.toml"))
        if not files:
            raise CatalogueError("holds no catalogue file", path=folder, advice="give a folder with .toml files")
        seen: dict[str, str] = {}
        for path in files:
            for kind, line, row in _rows(path):
                if kind == "dataset":
                    dataset = _dataset(row, path, line)
                    _once(seen, f"dataset {dataset.id}", path, line)
                    datasets[dataset.id] = dataset
                else:
                    work = _work(row, path, line)
                    _once(seen, f"work {work.key}", path, line)
                    works[work.key] = work
    return Catalogue(datasets, works)


def _once(seen: dict[str, str], what: str, path: Path, line: int) -> None:
    if what in seen:
        raise CatalogueError(f"{what} stands already in {seen[what]}", path=path, line=line, advice="merge the two")
    seen[what] = f"{path.name}:{line}"


def _rows(path: Path) -> Iterable[tuple[str, int, Mapping[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8")
        parsed = tomli.loads(text)
    except UnicodeDecodeError as error:
        raise CatalogueError("is not UTF-8 text", path=path, advice="save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise CatalogueError(f"is not valid TOML: {error}", path=path) from error
    for key in parsed.keys() - {"dataset", "work"}:
        raise CatalogueError(f"unknown table {key!r}", path=path, advice="only [[dataset]] and [[work]] are known")
    # TOML readers do not tell where a table stood; the n-th header in the text opens the n-th table of its name.
    lines: dict[str, list[int]] = {"dataset": [], "work": []}
    for match in _TABLE.finditer(text):
        lines[match[1]].append(text.count("\n", 0, match.start(1)) + 1)
    for kind, places in lines.items():
        for row, line in zip(parsed.get(kind, []), places, strict=True):
            yield kind, line, row


def _dataset(row: Mapping[str, Any], path: Path, line: int) -> Dataset:
    values = _checked(row, _DATASET_KEYS, ("id", "name"), path, line)
    if values.get("kind", "dataset") not in get_args(Kind):
        raise CatalogueError(
            f"unknown kind {values['kind']!r}", path=path, line=line, advice="one of " + ", ".join(get_args(Kind))
        )
    return Dataset(**values, field=path.stem)


def _work(row: Mapping[str, Any], path: Path, line: int) -> Work:
    return Work(**_checked(row, _WORK_KEYS, ("key", "title"), path, line))


_LISTS = {
    "aliases",
    "context_aliases",
    "cues",
    "part_of",
    "derived_from",
    "version_of",
    "works",
    "identifiers",
    "authors",
}
_NUMBERS = {"year", "instances", "classes"}


def _checked(row: Mapping[str, Any], known: set[str], needed: tuple[str, ...], path: Path, line: int) -> dict[str, Any]:
    for key in row.keys() - known:
        raise CatalogueError(f"unknown key {key!r}", path=path, line=line, advice="known: " + ", ".join(sorted(known)))
    for key in needed:
        if not row.get(key):
            raise CatalogueError(f"lacks {key!r}", path=path, line=line)
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise CatalogueError(f"{key!r} must be a list of strings, not {value!r}", path=path, line=line)
            values[key] = tuple(value)
            continue
        expected = int if key in _NUMBERS else bool if key == "is_family" else str
        if type(value) is not expected:
            raise CatalogueError(f"{key!r} must be a {expected.__name__}, not {value!r}", path=path, line=line)
        values[key] = value
    return values
