"""When two printed names are one name: the key under which resolution compares names, and the names inside a name."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.names import name_key, tight_key
from kg.resolution.marks import plain_numbers

# Words that say that a name names data: "AMASS" and "AMASS dataset" are one name. A part of it is the data, too.
_DATA = r"(?:data ?sets?|corpus|corpora|benchmarks?|databases?|data)"
_PARTS = r"(?:training|train|testing|test|validation|valid|val|development|dev|evaluation|eval|held out)"
_BEHIND = re.compile(rf"(?: {_PARTS} (?:sets?|splits?|data|partitions?|portions?)| {_DATA})$")
_BEFORE = re.compile(rf"^(?:the )?(?:{_DATA} of (?:the )?)?")
_BRACKETS = re.compile(r"^(?P<outer>[^()]+?) ?\((?P<inner>[^()]+)\)(?P<rest>[^()]*)$")
_SHORTEST_ACRONYM = 2  # capitals


@lru_cache(maxsize=1_000_000)
def bare_key(name: str) -> str:
    """The tight name key without words that only say that it is data, or which part of it."""
    return tight_key(bare(name))


@lru_cache(maxsize=1_000_000)
def bare(name: str) -> str:
    """The name key without words that only say that it is data, or which part of it; versions as bare numbers."""
    key = name_key(plain_numbers(name))
    shorter = _BEFORE.sub("", key) or key
    while (cut := _BEHIND.sub("", shorter)) != shorter and cut:
        shorter = cut
    return shorter


def names_inside(name: str) -> tuple[str, ...]:
    """The long and the short name of "Sediment Grain Images (SGI-7)", the long one first; else the name itself."""
    match = _BRACKETS.match(name)
    if match is None:
        return (name,)
    outer, inner = f"{match['outer']}{match['rest']}", match["inner"]
    for long, short in ((outer, inner), (inner, match["outer"])):
        if _defines(short.strip(), long):
            return (long.strip(), short.strip())
    return (name,)


def _defines(short: str, long: str) -> bool:
    """Whether brackets say that one name is short for another: all its letters stand in the longer one, in order.

    The test of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical
    text", read forwards.
    """
    letters, words = [c.lower() for c in short if c.isalpha()], name_key(long)
    if " " in short or sum(c.isupper() for c in short) < _SHORTEST_ACRONYM or len(words) <= len(short):
        return False
    at = iter(words)
    return words[:1] == letters[0] and all(letter in at for letter in letters)


def shortens(short: str, long: str) -> bool:
    """Whether one name is made of the first letters of another's words, in their order ("FBAR", "SGI-7")."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = name_key(long).split()
    if " " in short.strip() or sum(c.isupper() for c in short) < _SHORTEST_ACRONYM or len(words) < _SHORTEST_ACRONYM:
        return False
    return _in_order(letters, words, 0)


def _in_order(letters: list[str], words: list[str], at: int) -> bool:
    """Whether the letters can be had one after the other from the words, each word's first letter first."""
    if not letters:
        return True
    for i in range(at, len(words)):
        for taken in range(min(len(letters), len(words[i])), 0, -1):
            if words[i][:taken] == "".join(letters[:taken]) and _in_order(letters[taken:], words, i + 1):
                return True
        if i == at == 0:
            return False  # the first word gives the first letter
    return False
