"""Which of the names that a paper prints for a dataset tell it in other papers too.

One paper may call "FooBench-10" just "FooBench" and be understood; another does so for "FooBench-100". Such a name
joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.model import Use
from kg.names import name_key, tight_key

# Words that say that a name names data: "AMASS" and "AMASS dataset" are one name.
_DATA_WORDS = re.compile(r" (?:data ?sets?|corpus|corpora|benchmark|database|data)$")
_PART = re.compile(r"[^\W\d_]+|\d+|[+#]+")
_SHORTEST_NAME = 2  # characters of a key; one letter is a column or a symbol
_SHORTEST_WORD = 3  # letters; "C", "LT" and "De" make siblings of a name
_SIBLING_WORDS = frozenset(
    """
    augmented balanced base clean corrupted diverse dev easy extended extra fashion filtered full hard large light lite
    long medium micro mini multilingual nano noisy plus pro quick sequential short small subset synthetic test tiny
    train translated unbalanced unlabeled unlabelled
    """.split()
)


def bare_key(name: str) -> str:
    """The tight name key without a last word that only says that it is data."""
    return tight_key(_bare(name))


def telling_keys(uses: Iterable[Use]) -> list[tuple[str, ...]]:
    """For each use the bare keys of the names that tell its dataset in any paper, that of its full name first."""
    uses = list(uses)
    stands_for: dict[str, set[str]] = {}
    for use in uses:
        for short in _shorter(use):
            stands_for.setdefault(short, set()).add(_bare(use.name))
    vague = {short for short, fulls in stands_for.items() if _is_vague(short, fulls)}
    return [_keys(use, vague) for use in uses]


def siblings(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys with the same letters and other digits: never one dataset."""
    same_letters: dict[tuple[str, ...], set[str]] = {}
    for key in keys:
        same_letters.setdefault(_letters(key), set()).add(key)
    for members in same_letters.values():
        yield from ((a, b) for a, b in combinations(sorted(members), 2) if _digits(a) != _digits(b))


def _keys(use: Use, vague: set[str]) -> tuple[str, ...]:
    full = _bare(use.name)
    kept = [s for s in _shorter(use) if s not in vague and not _makes_sibling(full, s)]
    keys = list(dict.fromkeys([tight_key(full), *sorted(map(tight_key, kept))]))
    return tuple(k for k in keys if len(k) >= _SHORTEST_NAME) or tuple(keys)


def _shorter(use: Use) -> set[str]:
    """The names of a use besides its full name."""
    return {_bare(s) for s in use.surfaces} - {_bare(use.name), ""}


def _bare(name: str) -> str:
    key = name_key(name)
    return _DATA_WORDS.sub("", key) or key


def _is_vague(short: str, fulls: set[str]) -> bool:
    """Whether a name shortens several full names, or is printed for names that differ in their digits."""
    shortened = {tight_key(full) for full in fulls if _rest(full, short)}
    return len(shortened) > 1 or next(siblings(fulls), None) is not None


def _makes_sibling(full: str, short: str) -> bool:
    """Whether what the full name has more than the short one makes another dataset of it: digits, "-C", "tiny"."""
    rest = _rest(full, short)
    return any(p.isdigit() or len(p) < _SHORTEST_WORD or p in _SIBLING_WORDS for p in rest) or (
        _letters(full) == _letters(short) and _digits(full) != _digits(short)
    )


def _rest(full: str, short: str) -> list[str]:
    """The parts of a name before or after a shorter one; nothing where it neither begins nor ends with that."""
    long, part = _PART.findall(full), _PART.findall(short)
    if part and long[: len(part)] == part:
        return long[len(part) :]
    if part and long[-len(part) :] == part:
        return long[: -len(part)]
    return []


def _letters(key: str) -> tuple[str, ...]:
    return tuple(p for p in _PART.findall(key) if not p.isdigit())


def _digits(key: str) -> tuple[str, ...]:
    return tuple(p for p in _PART.findall(key) if p.isdigit())


def by_key(uses: Iterable[Use]) -> Mapping[str, set[str]]:
    """Every printed name, by its bare key."""
    found: dict[str, set[str]] = {}
    for use in uses:
        for name in (use.name, *use.surfaces):
            found.setdefault(bare_key(name), set()).add(name)
    return found
