"""Which entries of a reference list are publications that the catalogue knows as the citation of a dataset."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Catalogue, Paper
from kg.printed import printed
from kg.titles import WorkIndex


class AcceptedWorks:
    """The works of a catalogue, ready to be found in reference lists."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._works = WorkIndex((key, printed(work)) for key, work in catalogue.works.items())

    def find(self, paper: Paper) -> Mapping[str, tuple[str, ...]]:
        """Keys of the catalogue works that each reference denotes, surest first, by the key of the reference."""
        found: dict[str, tuple[str, ...]] = {}
        for reference in paper.references:
            works = self._works.find(printed(reference, reference.raw))
            if works:
                found[reference.key] = tuple(key for key, _ in works)
        return found
