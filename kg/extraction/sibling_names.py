"""Where a paper prints a longer name around one that the catalogue knows, and means a sibling by it."""

from __future__ import annotations

import re

from kg.extraction.known_names import KnownName
from kg.model import Catalogue, Dataset, Span

# In capitals before a name, these make another dataset of it: "Foggy KITTI", but not "the noisy MNIST images".
_MAKING = frozenset(
    """tiny mini micro foggy rainy stylized stylised rotated permuted noisy colored coloured corrupted masked binarized
    binarised cluttered stacked multilingual imbalanced""".split()
)
_WORD_BEFORE = re.compile(r"(?<=[a-z,(] )([A-Z][a-z]+)[ -]$")
_LONGEST_WORD = 16  # characters of a making word, with what stands around it
_YEAR_BEHIND = re.compile(r"[ -]((?:19|20)\d\d)(?![\d.]*\d|[-–/]\d)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLUS_BEHIND = re.compile(r"\++(?![\w(])")


def sibling_at(text: str, name: KnownName, catalogue: Catalogue) -> Span | None:
    """The place of the longer name of another dataset, None where the known name stands for itself.

    "Foggy KITTI", "TVQA+" and, where the catalogue knows the edition of 2018 alone, "CMRC 2017" are other datasets than
    KITTI, TVQA and CMRC. A year behind the name of a survey tells a wave of it, which is no dataset of its own.
    """
    span = name.span
    before = _WORD_BEFORE.search(text, max(0, span.start - _LONGEST_WORD), span.start)
    if before is not None and before[1].lower() in _MAKING:
        return Span(before.start(1), span.end)
    plus = _PLUS_BEHIND.match(text, span.end)
    if plus is not None and text[span.end - 1].isalpha() and not name.in_context:
        return Span(span.start, plus.end())
    year = _YEAR_BEHIND.match(text, span.end)
    if year is not None and not name.in_context and _is_other_edition(catalogue.datasets[name.ids[0]], year[1]):
        return Span(span.start, year.end(1))
    return None


def _is_other_edition(dataset: Dataset, year: str) -> bool:
    """Whether a dataset with editions has none of a year, so that the name with the year is another dataset's."""
    if dataset.modality == "survey" or dataset.field == "social_science" or dataset.kind == "source":
        return False
    years = {found for known in (dataset.name, *dataset.aliases) for found in _YEAR.findall(known)}
    return year not in years and (dataset.is_family or bool(years))
