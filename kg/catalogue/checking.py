"""Whether a loaded catalogue keeps its own promises: unique names, relations that lead somewhere, no cycles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kg.model import Catalogue, Dataset
from kg.names import name_key


def problems(catalogue: Catalogue) -> Iterator[str]:
    """One sentence for every broken promise; nothing when the catalogue is sound."""
    yield from _shared_names(catalogue)
    for dataset in catalogue.datasets.values():
        for relation in ("part_of", "derived_from", "version_of"):
            for other in getattr(dataset, relation):
                if other not in catalogue.datasets:
                    yield f"{dataset.id} ({dataset.field}): {relation} names the unknown dataset {other!r}"
        for key in dataset.works:
            if key not in catalogue.works:
                yield f"{dataset.id} ({dataset.field}): the work {key!r} is defined nowhere"
        if dataset.context_aliases and not dataset.cues and not dataset.works:
            yield f"{dataset.id} ({dataset.field}): context_aliases need cues or works to decide by"
    for key in catalogue.works.keys() - catalogue.by_work.keys():
        yield f"work {key!r} is cited by no dataset"
    yield from _cycles(catalogue)


def _shared_names(catalogue: Catalogue) -> Iterator[str]:
    owners: dict[str, Dataset] = {}
    for dataset in catalogue.datasets.values():
        for key in {name_key(name) for name in (dataset.name, *dataset.aliases)}:
            owner = owners.setdefault(key, dataset)
            if owner is not dataset:
                yield f"the name {key!r} belongs to {owner.id} ({owner.field}) and to {dataset.id} ({dataset.field})"


def _cycles(catalogue: Catalogue) -> Iterator[str]:
    done: set[str] = set()

    def walk(id_: str, path: tuple[str, ...]) -> Iterator[str]:
        if id_ in path:
            yield "a cycle of relations: " + " -> ".join((*path[path.index(id_) :], id_))
        elif id_ not in done and id_ in catalogue.datasets:
            dataset = catalogue.datasets[id_]
            for other in chain(dataset.part_of, dataset.derived_from, dataset.version_of):
                yield from walk(other, (*path, id_))
            done.add(id_)

    for id_ in catalogue.datasets:
        yield from walk(id_, ())
