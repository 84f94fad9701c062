"""Which dataset of a paper one more name stands for: the same name, its short or long form, a part or a slip of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from kg.extraction.wording import DATA_NOUNS
from kg.names import name_key

_SHORTEST_SWAPPED = 4  # letters
_SHORTEST_SLIP = 8  # with another letter in place of one
_SHORTEST_GAP = 5  # with a letter more or less: "MINIST" for MNIST, but SNLI and MNLI are two
_PLURAL = re.compile(r"\b([^\W\d_]{4,}[^\W\d_s])s\b")
_SHORTEST_PART = 4  # characters of a name that may stand for a longer one


class Owners:
    """The dataset that each name of a paper denotes, by name key; the first owner of a name keeps it."""

    def __init__(self, owner_of: Mapping[str, str], long_forms: Mapping[str, str]) -> None:
        self._of: dict[str, str] = {}
        self._by_part: dict[str, set[str]] = {}
        self._alike: dict[tuple[str, ...], list[str]] = {}
        self._singular: dict[str, str] = {}
        self._long = {short: bare(name_key(long_form)) for short, long_form in long_forms.items()}
        self._short: dict[str, list[str]] = {}
        for short, long_key in self._long.items():
            self._short.setdefault(long_key, []).append(short)
        for key, owner in owner_of.items():
            self.add(key, owner)

    def add(self, key: str, owner: str) -> None:
        if key in self._of:
            return
        self._of[key] = owner
        self._singular.setdefault(_singular(key), owner)
        for part in _parts(key):
            self._by_part.setdefault(part, set()).add(owner)
        for alike, _ in _slots(key):
            self._alike.setdefault(alike, []).append(key)

    def get(self, key: str) -> str | None:
        """The owner of just this name, with or without a last word that only says that it is data."""
        return self._of.get(key) or self._of.get(bare(key))

    def of_other_form(self, key: str) -> str | None:
        """The owner of the long form that the paper gives for this name, or of the short form."""
        if self._long.get(key) in self._of:
            return self._of[self._long[key]]
        return next((self._of[short] for short in self._short.get(bare(key), ()) if short in self._of), None)

    def of_other_number(self, key: str) -> str | None:
        """The owner of the name in the plural or the singular ("Large Exposures" for Large Exposure)."""
        return self._singular.get(_singular(key))

    def of_longer(self, key: str) -> str | None:
        """The one dataset whose name begins or ends with this name ("En-De" of "WMT14 En-De")."""
        owners = self._by_part.get(key, set()) if len(key) >= _SHORTEST_PART else set()
        return next(iter(owners)) if len(owners) == 1 else None

    def of_misprinted(self, key: str) -> str | None:
        """The dataset whose name this one is but for a slip: "SVNH" for SVHN, "ImagetNet" for ImageNet.

        In one word two letters changed places, one letter inside is missing or added, or one inside a long word is
        another. Digits and short words never differ: "IWSLT He-En" is no slip of "IWSLT De-En".
        """
        right = [
            other
            for alike, at in _slots(key)
            for other in self._alike.get(alike, ())
            if _is_slip(key.split()[at], other.split()[at])
        ]
        return self._of[min(right)] if right else None


def bare(key: str) -> str:
    """The key without a last word that only says that it is data."""
    words = key.split()
    while len(words) > 1 and words[-1] in DATA_NOUNS:
        words.pop()
    return " ".join(words)


def _singular(key: str) -> str:
    return _PLURAL.sub(r"\1", bare(key))


def _parts(key: str) -> Iterator[str]:
    words = key.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at])
        yield " ".join(words[at:])


def _slots(key: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """For each word in which a slip may be: what a slip leaves as it is, and the position of the word."""
    words = key.split()
    for at, word in enumerate(words):
        if len(word) >= _SHORTEST_SWAPPED:
            digits = "".join(c for c in word if c.isdigit())
            yield (*words[:at], f"{word[0]} {word[-1]} {digits}", *words[at + 1 :]), at


def _is_slip(word: str, right: str) -> bool:
    swapped = sorted(word) == sorted(right)
    shortest = _SHORTEST_SLIP if len(word) == len(right) else _SHORTEST_GAP
    return (swapped or min(len(word), len(right)) >= shortest) and OSA.distance(word, right) == 1
