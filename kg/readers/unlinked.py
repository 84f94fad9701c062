"""Citations of a text that links none of them to its list, found by number or name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Marker, Reference
from kg.readers.assembly import Assembly
from kg.readers.markers import find_markers


def find_unlinked(assembly: Assembly, references: Sequence[Reference]) -> None:
    """Give an assembly the markers that its text prints, where it has none that denotes a reference."""
    assembly.close()
    if not references or any(marker.keys for marker in assembly.markers):
        return
    inside = iter(assembly.passages)
    passage = next(inside, None)
    markers: list[Marker] = []
    for marker in find_markers("".join(assembly.parts), references):
        while passage is not None and passage.span.end < marker.span.end:
            passage = next(inside, None)
        if passage is not None and passage.span.contains(marker.span):
            markers.append(marker)
    if any(marker.keys for marker in markers):
        assembly.markers[:] = markers
