"""Datasets of the catalogue by a part of their name, or by id with all that is known of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset
from kg.names import name_key


def search(catalogue: Catalogue, text: str) -> list[Dataset]:
    """The datasets one of whose names holds a text, those that bear it whole first."""
    key = name_key(text)

    def rank(dataset: Dataset) -> int | None:
        names = [name_key(n) for n in (dataset.id, dataset.name, *dataset.aliases, *dataset.context_aliases)]
        return (
            0
            if key in names
            else 1
            if any(n.startswith(key) for n in names)
            else 2
            if any(key in n for n in names)
            else None
        )

    ranked = [(found, dataset.id) for dataset in catalogue.datasets.values() if (found := rank(dataset)) is not None]
    return [catalogue.datasets[id_] for _, id_ in sorted(ranked)]


def show(catalogue: Catalogue, id_: str) -> dict[str, Any]:
    """All fields of a dataset that hold something, its works written out. Raises CatalogueError for an unknown id."""
    dataset = catalogue.datasets.get(id_)
    if dataset is None:
        near = ", ".join(d.id for d in search(catalogue, id_)[:3])
        raise CatalogueError(
            f"no dataset has the id {id_!r}", advice=f"did you mean {near}?" if near else "try kg catalogue search"
        )
    fields = {key: value for key, value in asdict(dataset).items() if value}
    if dataset.works:
        fields["works"] = [
            {key: value for key, value in asdict(catalogue.works[work]).items() if value}
            for work in dataset.works
            if work in catalogue.works
        ]
    return fields
