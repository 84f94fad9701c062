"""What makes a sibling of a name, digits, letters and words like "tiny", apart from the core that siblings share.

"FooBench-10", "FooBench-100", "Tiny FooBench" and "FooBench-C" have the core "foobench" and other marks each: they are
never one dataset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.names import name_key

# Words that make another dataset of the one whose name they stand with.
MARKING_WORDS = frozenset(
    """
    adversarial affine augmented balanced base binarized binarised clean cleaned cluttered colored coloured
    corrupted diverse easy enriched extended extension extra fashion filtered foggy full hard hq imbalanced kuzushiji
    large light lite long lt masked medium micro mini moving multilingual nano noisy occluded other permuted perturbed
    plus polyphonic pro quick rainy reduced rotated sequential short sketch small split stylized stylised subset
    synthetic tailed tiered tiny translated unbalanced unfiltered unlabeled unlabelled
    """.split()
)
_GLUED = re.compile(r"^(tiny|mini|micro|nano|tiered)(?=[A-Z])", re.IGNORECASE)
_CAMEL_MARK = re.compile(r"(?<=[a-z0-9])(?=(?:LT|HQ|Tiny|Mini|Hard|Easy|Plus)$)")
_VERSION = re.compile(r"(?<![^\W\d_])(?:version|ver\.?|v\.?) ?(?=\d)|(?<=[a-z\d])V(?=\d)", re.IGNORECASE)
_ROMAN = re.compile(r"(?<![^\s_–-])(?:II|III|IV|VI|VII|VIII|IX)(?![^\s_–-])")
_VALUE = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
_TO_CHANGE = re.compile(r"\d|II|IV|VI|IX|['’]s")  # most names have nothing of it
_POSSESSIVE = re.compile(r"['’]s\b")
_POINT_ZERO = re.compile(r"(?<![\d.])(\d+)\.0(?![\d.])")
PART = re.compile(r"[^\W\d_]+|\d+|[+#]+")
_STOP_WORDS = frozenset("a an and at by for from in of on the to with".split())
_LONGEST_MARK = 2  # letters; "C", "LT" and "De" make siblings of a name


def plain_numbers(name: str) -> str:
    """The name with its version as a bare number, "X v2", "X 2.0" and "X II" as "X 2", and without "'s"."""
    if not _TO_CHANGE.search(name):
        return name
    return _ROMAN.sub(lambda m: _VALUE[m[0]], _POINT_ZERO.sub(r"\1", _VERSION.sub(" ", _POSSESSIVE.sub("", name))))


@dataclass(frozen=True, slots=True)
class Marks:
    """A name cut in two: the words that siblings share, in one string, and the sorted marks that tell them apart."""

    core: str
    marks: tuple[str, ...]


@lru_cache(maxsize=1_000_000)
def marks_of(name: str) -> Marks:
    """The core and the marks of a name as printed; digits alone are marks where nothing else leaves a core."""
    spaced = _CAMEL_MARK.sub(" ", _GLUED.sub(r"\1 ", plain_numbers(name)))
    parts = [p for p in PART.findall(name_key(spaced)) if p not in _STOP_WORDS]
    core = "".join(p for p in parts if not is_mark(p))
    if len(core) > _LONGEST_MARK:
        return Marks(core, tuple(sorted(filter(is_mark, parts))))
    letters = "".join(p for p in parts if not p.isdigit())
    return Marks(letters, tuple(sorted(p for p in parts if p.isdigit())))


def is_mark(word: str) -> bool:
    """Whether a word of a name key makes a sibling of the name it stands with."""
    return not word.isalpha() or len(word) <= _LONGEST_MARK or word in MARKING_WORDS
