"""Whether a loaded catalogue keeps its own promises: unique names, relations that lead somewhere, no cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset
from kg.names import name_key

_RELATIONS = ("part_of", "derived_from", "version_of")
_NOWHERE: Mapping[tuple[str, str], tuple[str, int]] = MappingProxyType({})


def problems(
    catalogue: Catalogue, places: Mapping[tuple[str, str], tuple[str, int]] = _NOWHERE
) -> Iterator[CatalogueError]:
    """An error for every broken promise, with file and line where `places` has them; nothing where all is sound.

    `places` holds, by ("dataset", id) and ("work", key), the file and the line where the table begins.
    """

    def at(kind: str, key: str, message: str, advice: str = "") -> CatalogueError:
        path, line = places.get((kind, key), (None, None))
        return CatalogueError(message, path=path, line=line, advice=advice)

    def of(dataset: Dataset, message: str, advice: str = "") -> CatalogueError:
        return at("dataset", dataset.id, f"{dataset.id} ({dataset.field}): {message}", advice)

    for key, owner, dataset in _shared_names(catalogue):
        message = f"the name {key!r} belongs to {owner.id} ({owner.field}) and to {dataset.id} ({dataset.field})"
        path, line = places.get(("dataset", owner.id), ("", 0))
        advice = f"{owner.id} stands in {Path(path).name}:{line}; leave one of them, or make both context aliases"
        yield at("dataset", dataset.id, message, advice if path else "")
    for dataset in catalogue.datasets.values():
        for relation in _RELATIONS:
            for other in getattr(dataset, relation):
                if other not in catalogue.datasets:
                    yield of(dataset, f"{relation} names the unknown dataset {other!r}")
        for key in dataset.works:
            if key not in catalogue.works:
                yield of(dataset, f"the work {key!r} is defined nowhere")
        if dataset.context_aliases and not dataset.cues and not dataset.works:
            yield of(dataset, "context_aliases need cues or works to decide by")
    for key in catalogue.works.keys() - catalogue.by_work.keys():
        yield at("work", key, f"work {key!r} is cited by no dataset")
    for cycle in _cycles(catalogue):
        yield at("dataset", cycle[0], "a cycle of relations: " + " -> ".join(cycle), "take one of them away")


def _shared_names(catalogue: Catalogue) -> Iterator[tuple[str, Dataset, Dataset]]:
    """Every name that two datasets bear, by its key, with the first that bears it and the other."""
    owners: dict[str, Dataset] = {}
    for dataset in catalogue.datasets.values():
        for key in sorted({name_key(name) for name in (dataset.name, *dataset.aliases)}):
            owner = owners.setdefault(key, dataset)
            if owner is not dataset:
                yield key, owner, dataset


def _cycles(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    done: set[str] = set()

    def walk(id_: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if id_ in path:
            yield (*path[path.index(id_) :], id_)
        elif id_ not in done and id_ in catalogue.datasets:
            dataset = catalogue.datasets[id_]
            for other in chain(dataset.part_of, dataset.derived_from, dataset.version_of):
                yield from walk(other, (*path, id_))
            done.add(id_)

    for id_ in catalogue.datasets:
        yield from walk(id_, ())
