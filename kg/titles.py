"""When two printed titles denote one publication: shared by extraction and resolution, so that both say the same."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from kg.names import name_key

SAME_TITLE = 93.0  # of 100; lower lets titles through that differ in a telling word
LONG_TITLE = 20  # characters of a title key; a shorter one must match exactly
MOST_YEARS = 3  # between preprint and print


class TitleIndex:
    """Titles under a key each, to be found again in other spellings."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """`titles` are pairs of a key and a title."""
        self._keys: dict[str, list[str]] = {}
        for key, title in titles:
            self._keys.setdefault(name_key(title), []).append(key)
        self._titles = list(self._keys)
        self._long = [t for t in self._titles if len(t) >= LONG_TITLE]

    def find(self, title: str, raw: str = "") -> list[str]:
        """The keys whose title is this one, tolerating small misprints, or stands in the unparsed entry `raw`."""
        key = name_key(title)
        if key in self._keys:
            return self._keys[key]
        if len(key) >= LONG_TITLE:
            match = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=SAME_TITLE)
            if match is not None and _digits(match[0]) == _digits(key):
                return self._keys[match[0]]
        entry = f" {name_key(raw)} "
        return next((self._keys[t] for t in self._long if f" {t} " in entry), [])


def same_year(left: int | None, right: int | None) -> bool:
    """Whether two years can be those of one publication; an unknown year excludes nothing."""
    return left is None or right is None or abs(left - right) <= MOST_YEARS


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
