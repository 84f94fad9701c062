"""Which entries of a reference list are publications that the catalogue knows as the citation of a dataset."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Catalogue, Paper
from kg.titles import TitleIndex, same_year


class AcceptedWorks:
    """The works of a catalogue, ready to be found in reference lists."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._works = catalogue.works
        self._titles = TitleIndex((key, work.title) for key, work in catalogue.works.items())

    def find(self, paper: Paper) -> Mapping[str, tuple[str, ...]]:
        """Keys of the catalogue works that each reference denotes, by the key of the reference."""
        found: dict[str, tuple[str, ...]] = {}
        for reference in paper.references:
            keys = self._titles.find(reference.title, reference.raw)
            fitting = tuple(k for k in keys if same_year(self._works[k].year, reference.year))
            if fitting:
                found[reference.key] = fitting
        return found
