"""Catalogue files into one layer of a catalogue: TOML on disk, refused with file and line when a rule is broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args

import tomli

from kg.errors import CatalogueError
from kg.model import Dataset, Kind, Work

Places = Mapping[tuple[str, str], tuple[str, int]]  # ("dataset", id) or ("work", key) to file and line

_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(dataset|work)[ \t]*\]\]", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+([.+-][a-z0-9]+)*\+*")
_TOLD_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_DATASET_KEYS = {f.name for f in fields(Dataset)} - {"field"}
_WORK_KEYS = {f.name for f in fields(Work)}


@dataclass(frozen=True)
class Layer:
    """What the files of one folder say, and where each table of them stands."""

    datasets: dict[str, Dataset] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)


def read(folder: Path) -> Layer:
    """What the `*.toml` files of a folder say.

    Raises CatalogueError with file and line for malformed TOML, an unknown key, a wrong type, or an id or key that
    stands twice, and for a folder without such a file.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise CatalogueError("holds no catalogue file", path=folder, advice="give a folder with .toml files")
    layer = Layer()
    for path in files:
        for kind, line, row in _rows(path):
            if kind == "dataset":
                dataset = _dataset(row, path, line)
                _once(layer, kind, dataset.id, path, line)
                layer.datasets[dataset.id] = dataset
            else:
                work = _work(row, path, line)
                _once(layer, kind, work.key, path, line)
                layer.works[work.key] = work
    return layer


def _once(layer: Layer, kind: str, key: str, path: Path, line: int) -> None:
    if (kind, key) in layer.places:
        first, at = layer.places[kind, key]
        where = f"{Path(first).name}:{at}"
        raise CatalogueError(f"{kind} {key} stands already in {where}", path=path, line=line, advice="merge the two")
    layer.places[kind, key] = (str(path), line)


def _rows(path: Path) -> Iterable[tuple[str, int, Mapping[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8")
        parsed = tomli.loads(text)
    except UnicodeDecodeError as error:
        raise CatalogueError("is not UTF-8 text", path=path, advice="save it as UTF-8") from error
    except OSError as error:
        raise CatalogueError(f"cannot be read: {error.strerror}", path=path) from error
    except tomli.TOMLDecodeError as error:
        told = _TOLD_PLACE.search(str(error))
        line = int(told[1]) if told and told[1] else text.count("\n") + 1
        raise CatalogueError(f"is not valid TOML: {_TOLD_PLACE.sub('', str(error))}", path=path, line=line) from error
    for key in parsed.keys() - {"dataset", "work"}:
        raise CatalogueError(
            f"unknown table {key!r}",
            path=path,
            line=_line_of(text, key),
            advice="only [[dataset]] and [[work]] are known",
        )
    # TOML readers do not tell where a table stood; the n-th header in the text opens the n-th table of its name.
    lines: dict[str, list[int]] = {"dataset": [], "work": []}
    line, at = 1, 0
    for match in _TABLE.finditer(text):
        line, at = line + text.count("\n", at, match.start(1)), match.start(1)
        lines[match[1]].append(line)
    for kind, places in lines.items():
        tables = parsed.get(kind, [])
        if not isinstance(tables, list) or len(tables) != len(places):
            raise CatalogueError(
                f"{kind} is written in another way than [[{kind}]]",
                path=path,
                line=_line_of(text, kind),
                advice=f"begin each with a line [[{kind}]], and nothing else with it",
            )
        for row, line in zip(tables, places, strict=True):
            yield kind, line, row


def _line_of(text: str, key: str) -> int | None:
    """The line where a table or a value of this name stands, counted from 1."""
    found = re.search(rf"^[ \t]*\[*\s*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _dataset(row: Mapping[str, Any], path: Path, line: int) -> Dataset:
    values = _checked(row, _DATASET_KEYS, ("id", "name"), path, line)
    if values.get("kind", "dataset") not in get_args(Kind):
        raise CatalogueError(
            f"unknown kind {values['kind']!r}", path=path, line=line, advice="one of " + ", ".join(get_args(Kind))
        )
    if not _ID.fullmatch(values["id"]):
        raise CatalogueError(
            f"{values['id']!r} is no id", path=path, line=line, advice="small letters and digits, parted by hyphens"
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
