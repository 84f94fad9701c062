"""How many items a paper says that a dataset has to train, to validate and to test on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.numbers import EACH, NUMBER, number
from kg.model import Part, Span, Split

_NAMES: tuple[tuple[Part, str], ...] = (
    ("train", r"train(?:ing)?"),
    ("validation", r"valid(?:ation)?|val|dev(?:elopment)?"),
    ("test", r"test(?:ing)?"),
)
_NAME = "|".join(f"(?P<{part}>{words})" for part, words in _NAMES)
_NO_ITEM = r"(?!accuracy|error|time|epochs?|iterations?|steps?|loss|hours?)"
# Further parts behind a first one, up to the items that all of them count: ", 5,000 validation and 10,000 test images".
_MORE_PARTS = (
    rf"(?:,?\s+(?:and\s+)?\d[\d,.]*\s?(?:k|m|thousand|million)?\s+(?:{'|'.join(words for _, words in _NAMES)})){{1,2}}"
)
_ITEMS = r"(?:(?!and\b|for\b|in\b|as\b|of\b|to\b|on\b)[A-Za-z-]+\s+){0,3}?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "60,000 training images", "50k validation examples"
        rf"{NUMBER}\s+(?:{_NAME})\s+{_NO_ITEM}[a-z]{{4,}}",
        # "50,000 training and 10,000 test images"
        rf"{NUMBER}\s+(?:{_NAME})(?={_MORE_PARTS}\s+{_NO_ITEM}[a-z]{{4,}})",
        # "50,000 images for training", "10k for development"
        rf"{NUMBER}\s+{_ITEMS}(?:are\s+|were\s+)?(?:used\s+)?(?:for|in|as)\s+(?:the\s+)?(?:{_NAME})\b",
        # "a training set of 60,000 examples", but not "training and test sets of 60,000 and 10,000 examples"
        rf"\b(?:{_NAME})\s+(?:set|split)s?\s+(?:of|with|contains|has|consists\s+of)\s+{NUMBER}(?!\s*%|,?\s+and\s+\d|,\s*\d)",
    )
)
_OF_EACH = re.compile(rf"(?:\s+[a-z-]+){{0,3}}?{EACH}", re.IGNORECASE)
_HEADING = re.compile(
    rf"\W*(?:(?:no|num|number)\W*(?:of\s+)?)?(?:{_NAME})(?:\s*(?:set|split|size|data))?\W*", re.IGNORECASE
)
_CELL = re.compile(rf"\s*{NUMBER}\s*")
_FEWEST = 100  # items of the largest part in a table; where all are fewer, they may be scores


def splits_in(text: str) -> tuple[Split, ...]:
    """The parts that a text gives sizes of; nothing where it gives two sizes of one part."""
    return _settled(
        (part, size)
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
        if not _OF_EACH.match(text, match.end())
        for part, size in _of(match)
    )


def splits_in_row(document: Document, span: Span) -> tuple[Split, ...]:
    """The parts that the row of a table gives sizes of, under headings that name the parts."""
    passage, row = document.passage_at(span.start), document.sentence_at(span)
    if passage is None or passage.zone != "table":
        return ()
    headings = document.paper.quote(passage.span).partition("\n")[0].split("\t")
    cells = document.paper.quote(row).split("\t")
    if len(headings) != len(cells):
        return ()
    pairs = [
        (h, c) for heading, c in zip(headings, cells, strict=True) if (h := _HEADING.fullmatch(heading)) and c.strip()
    ]
    sizes = [
        (part, size) for h, cell in pairs if (m := _CELL.fullmatch(cell)) and (size := number(m)) for part in _parts(h)
    ]
    return _settled(sizes) if len(sizes) == len(pairs) and max((s for _, s in sizes), default=0) >= _FEWEST else ()


def _of(match: re.Match[str]) -> Iterator[tuple[Part, int]]:
    size = number(match)
    if size is not None:
        yield from ((part, size) for part in _parts(match))


def _parts(match: re.Match[str]) -> Iterator[Part]:
    yield from (part for part, _ in _NAMES if match[part])


def _settled(found: Iterator[tuple[Part, int]] | list[tuple[Part, int]]) -> tuple[Split, ...]:
    sizes: dict[Part, set[int]] = {}
    for part, size in found:
        sizes.setdefault(part, set()).add(size)
    if any(len(of_part) > 1 for of_part in sizes.values()):
        return ()
    return tuple(Split(part, *sizes[part]) for part, _ in _NAMES if part in sizes)
