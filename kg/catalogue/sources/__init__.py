"""Packages that list datasets, each read by a small file of its own: never imported and never run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.catalogue.sources.ir_datasets import listed as ir_datasets
from kg.catalogue.sources.mirdata import listed as mirdata
from kg.catalogue.sources.mteb import listed as mteb
from kg.catalogue.sources.tensorflow_datasets import listed as tensorflow_datasets
from kg.catalogue.sources.wheel import Listed, Wheel

# By the name of the package, in small letters and with underscores.
SOURCES: Mapping[str, Callable[[Wheel], Iterator[Listed]]] = {
    "ir_datasets": ir_datasets,
    "mirdata": mirdata,
    "mteb": mteb,
    "tensorflow_datasets": tensorflow_datasets,
}

__all__ = ["SOURCES", "Listed", "Wheel"]
