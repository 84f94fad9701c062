"""Citations of a text that links none of them to its list, found by number or name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Marker, Reference
from kg.readers.assembly import Assembly
from kg.readers.markers import find_markers


def find_unlinked(assembly: Assembly, references: Sequence[Reference]) -> None:
    """Give an assembly the markers that its text prints, where it has none that denotes a reference.

    Numbers are those of the list, where the keys are not numbers themselves.
    """
    assembly.close()
    if not references or any(marker.keys for marker in assembly.markers):
        return
    numbered = all(entry.key.isdigit() for entry in references)
    inside = iter(assembly.passages)
    passage = next(inside, None)
    markers: list[Marker] = []
    keys = {entry.key if numbered else str(i): entry.key for i, entry in enumerate(references, 1)}
    renamed = [replace(entry, key=name) for name, entry in zip(keys, references, strict=True)]
    for marker in find_markers("".join(assembly.parts), renamed):
        while passage is not None and passage.span.end < marker.span.end:
            passage = next(inside, None)
        if passage is not None and passage.span.contains(marker.span):
            markers.append(replace(marker, keys=tuple(keys[name] for name in marker.keys)))
    if any(marker.keys for marker in markers):
        assembly.markers[:] = markers
