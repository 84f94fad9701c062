"""Whole numbers as papers print sizes: "60,000", "1.2M", "25, 000", "14 million"."""

from __future__ import annotations

import re

# "94, 200" is one number, but "800, 100 and 100" are three.
_DIGITS = (
    r"\d{1,3}(?:,\s\d{3})+(?!\d|,\s?\d{3}|,?\s(?:and|or|&)\s\d)|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d{1,3}(?:[\u2009\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
)
# What is measured in these is no number of items: "10 m resolution", "16 kHz". In "1.2m images" the m means million.
_UNITS = r"(?-i:[cmk]?m|[kMG]?Hz|[kKMGT]B|fps)"
# Groups of a match: number and scale. No measure of a picture ("32 x 32") and no part of another number.
NUMBER = (
    rf"(?<![\w.,×])(?<![\d×x] )(?P<number>{_DIGITS})"
    rf"(?!\s?[×*]|\s?x\s?\d|[\d%]|[.,]\d|\s{_UNITS}\b)(?:\s?(?P<scale>k|K|M|m|B|thousand|million|billion))?\b"
)
# Behind what is counted, these say that it is counted by the class and not as a whole: "6,000 images for each class",
# "500 training images and 100 test images per class".
EACH = r"(?:\s+and\s+\d[\d,]*(?:\s+[\w-]+){1,3})?\s+(?:per|each|(?:in|for|from|of)\s+(?:each|every))\b"
_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "billion": 1_000_000_000,
}
_SPACES = re.compile(r"[,\s]")


def number(match: re.Match[str]) -> int | None:
    """The number that a match of NUMBER holds, None for a fraction ("3.2 images a class") or what looks like one."""
    scale = (match["scale"] or "").lower()
    value = float(_SPACES.sub("", match["number"])) * _SCALES.get(scale, 1)
    return round(value) if scale or "." not in match["number"] else None
