"""Layers of catalogue files on top of each other: a later one wins, as a user's own does over ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg.catalogue.checking import problems
from kg.catalogue.loading import Layer, Places, read
from kg.model import Catalogue, Dataset, Work
from kg.names import tight_key
from kg.resources import shipped


@dataclass(frozen=True)
class Layered:
    """A catalogue of layers, where its tables stand, and a sentence for everything that a later layer won."""

    catalogue: Catalogue
    places: Places
    overrides: tuple[str, ...] = ()


def load(*folders: Path) -> Catalogue:
    """The catalogue in the `*.toml` files of the folders; of two that differ, the later folder wins.

    Without folders: the catalogue that ships with the program. Raises CatalogueError with file and line for malformed
    TOML, an unknown key, a wrong type, or an id or key that stands twice in one folder.
    """
    return layered(*folders).catalogue if folders else _ours().catalogue


def load_with(folder: Path) -> Catalogue:
    """Our catalogue with the files of a folder on top.

    Raises CatalogueError with file and line where the folder holds no catalogue file, or one that breaks a rule.
    """
    on_top = with_ours(folder)
    for problem in problems(on_top.catalogue, on_top.places):
        raise problem
    return on_top.catalogue


def with_ours(folder: Path) -> Layered:
    """Our catalogue with the files of a folder on top, not yet checked; only ours where it is that folder."""
    return _ours() if folder.resolve() == _shipped().resolve() else _on(_ours(), read(folder))


def layered(*folders: Path) -> Layered:
    """The catalogue of some folders, a later one on top of those before it, not yet checked."""
    found = Layered(Catalogue(), {})
    for folder in folders:
        found = _on(found, read(folder))
    return found


@lru_cache(maxsize=1)
def _ours() -> Layered:
    """Our catalogue, on top of what it does not know of a tail that nobody reviewed."""
    core, tail = read(_shipped()), read(_shipped() / "tail")
    known = {key for dataset in core.datasets.values() for key in _keys(dataset)}
    rest = {id_: dataset for id_, dataset in tail.datasets.items() if not known & _keys(dataset)}
    found = _on(Layered(Catalogue(rest, tail.works), tail.places), core)
    return Layered(found.catalogue, found.places)


def _keys(dataset: Dataset) -> set[str]:
    return {tight_key(n) for n in (dataset.id, dataset.name, *dataset.aliases, *dataset.context_aliases)}


def _shipped() -> Path:
    return shipped("data", "catalogue")


def _on(below: Layered, layer: Layer) -> Layered:
    """A layer on top: its datasets and works replace those of the same id and key, and its names are its own."""
    if not below.catalogue.datasets:
        return Layered(Catalogue(layer.datasets, layer.works), layer.places)
    overrides = [
        f"{kind} {key} replaces ours ({_place(below.places, kind, key)})"
        for kind, key in layer.places
        if (kind, key) in below.places
    ]
    owner = {tight_key(name): d.id for d in layer.datasets.values() for name in (d.name, *d.aliases)}
    datasets: dict[str, Dataset] = {}
    for id_, dataset in below.catalogue.datasets.items():
        if id_ not in layer.datasets:
            lost = list(_lost(dataset, owner))
            overrides += [f"the name {name!r} moves from {id_} to {owner[tight_key(name)]}" for name in lost]
            datasets[id_] = _without(dataset, lost) if lost else dataset
    datasets = {**layer.datasets, **datasets}  # where a name has several owners, the first is meant
    cited = {key for dataset in datasets.values() for key in dataset.works}
    works: dict[str, Work] = {
        **{key: work for key, work in below.catalogue.works.items() if key in cited},
        **layer.works,
    }
    return Layered(Catalogue(datasets, works), {**below.places, **layer.places}, tuple(overrides))


def _lost(dataset: Dataset, owner: dict[str, str]) -> Iterator[str]:
    """The names of a dataset that another one on top of it bears."""
    for name in (dataset.name, *dataset.aliases, *dataset.context_aliases):
        if tight_key(name) in owner:
            yield name


def _without(dataset: Dataset, lost: Sequence[str]) -> Dataset:
    """The dataset without some names; where its own is among them, with one that no paper prints."""
    return replace(
        dataset,
        name=f"{dataset.name} ({dataset.id})" if dataset.name in lost else dataset.name,
        aliases=tuple(name for name in dataset.aliases if name not in lost),
        context_aliases=tuple(name for name in dataset.context_aliases if name not in lost),
    )


def _place(places: Places, kind: str, key: str) -> str:
    path, line = places[kind, key]
    return f"{Path(path).name}:{line}"
