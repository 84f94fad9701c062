"""In-text citations of a plain text, resolved to the entries of its reference list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Marker, Reference
from kg.readers.marker_names import Entries, by_names
from kg.readers.marker_numbers import beyond, bracketed, parenthesised

# Fewer different entries than this in "(3)" form are equations and items, not citations.
_FEWEST_PARENTHESISED = 4
_PRINTED_LABEL = re.compile(r"\s*\[([^\[\]\s]{1,20})\]")


def find_markers(text: str, references: Sequence[Reference]) -> tuple[Marker, ...]:
    """The citations in a text, in its order, each with the keys of the entries it denotes.

    One marker covers a whole numeric group ("[3, 5-7]"), or one author-year citation of a group. What is clearly a
    citation but fits no entry, or several, has no keys. The time needed grows with the length of the text.
    """
    labels = _labels(references)
    lost = dict.fromkeys(beyond(text, labels), "")
    found = [_resolved(marker) for marker in bracketed(text, {**labels, **lost})] if labels else []
    numbered = [label for label in labels if label.isdigit()]
    if numbered and _different(found) < min(_FEWEST_PARENTHESISED, len(references)):
        round_ones = list(parenthesised(text, labels))
        if _different(round_ones) >= max(_FEWEST_PARENTHESISED, len(references) // 2):
            found = round_ones
    named = list(by_names(text, Entries(references)))
    if not found:
        return tuple(named)
    # Of two styles one is the paper's; the other is what looks like it. Labels stand beside names ("Deng et al. [3]").
    resolved = [marker for marker in named if marker.keys]
    if _different(resolved) <= _different(found):
        return tuple(found)
    return tuple(named)


def _labels(references: Sequence[Reference]) -> dict[str, str]:
    """Printed number or label to key: the key itself, or the label that the entry begins with."""
    labels = {reference.key: reference.key for reference in references if reference.key != "0"}
    for reference in references:
        printed = _PRINTED_LABEL.match(reference.raw)
        if printed and printed[1] != "0":
            labels.setdefault(printed[1], reference.key)
    return labels


def _resolved(marker: Marker) -> Marker:
    return marker if all(marker.keys) else replace(marker, keys=tuple(key for key in marker.keys if key))


def _different(markers: Sequence[Marker]) -> int:
    return len({key for marker in markers for key in marker.keys})
