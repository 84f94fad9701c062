"""When two printed entries denote one publication: shared by extraction and resolution, so that both say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from kg.printed import SHORTEST_STARTED, SHORTEST_TAIL, Printed, entry_keys, near_keys, title_start

SAME_TITLE = 93.0  # of 100; lower lets titles through that differ in a telling word
LONG_TITLE = 20  # characters of a title without spaces; a shorter one needs the authors and the year too
MOST_YEARS = 3  # between preprint and print
_SHORTEST_TITLE = 12  # characters; a title that tells something, where nobody is named as its author
_SHORTEST_SHARED = 6  # characters; "GANs" and "Index" tell nothing even with two authors
_TELLING_TITLE = 30  # characters; nobody else gives a publication the same long title in the same year
_IN_ENTRY = 20  # characters of a title that is looked for inside an entry
_MISPRINT = 75.0  # of 100; the likeness of a word and its misprint
_SAME_TAIL = 97.0  # of 100
_LOST_END = 25  # characters; who leaves more of a title out means another one
_CONTRADICTION = 55.0  # of 100; titles less alike than this belong to two publications, whatever their ids say
# Publications of a series bear one title every year.
_SERIES = re.compile(
    r"\b(?:overview|proceedings|report|editorial|introduction to|preface|annual|results|findings|shared task|yearbook|"
    r"statistics|update|release|codebook|user guide|documentation|survey data)\b"
)
_LITTLE = frozenset("a an the of in on for and to with from by at as".split())
_PREFIXES = ("un", "semi", "non", "multi", "bi", "self", "re", "inter", "intra", "sub", "super", "co", "anti", "weakly")


class Sameness(NamedTuple):
    """That two entries denote one publication: how sure that is, in 0..1, and why."""

    score: float
    reason: str


def same_work(left: Printed, right: Printed) -> Sameness | None:
    """That two entries denote one publication, None where they do not or nothing tells."""
    if (left.doi and left.doi == right.doi) or (left.arxiv and left.arxiv == right.arxiv):
        if _contradict(left, right):
            return None
        return Sameness(0.99, "one DOI" if left.doi and left.doi == right.doi else "one arXiv id")
    if left.tight and right.tight and (found := _by_title(left, right)) is not None:
        return found
    if not left.tight and not right.tight:
        return Sameness(0.95, "one entry, letter by letter") if left.raw and left.raw == right.raw else None
    for titled, other in ((left, right), (right, left)):
        if (found := _in_entry(titled, other)) is not None:
            return found
    return None


def same_year(left: int | None, right: int | None, most: int = MOST_YEARS) -> bool:
    """Whether two years can be those of one publication; an unknown year excludes nothing."""
    return left is None or right is None or abs(left - right) <= most


def _by_title(left: Printed, right: Printed) -> Sameness | None:
    authors = _authors_agree(left, right)
    if left.tight == right.tight:
        fits = _equal_titles_fit(left, right, authors=authors)
        return Sameness(0.97 if authors else 0.9, "one title and author" if authors else "one title") if fits else None
    other_preprint = bool(left.arxiv and right.arxiv)  # they are not the same, or that would have decided
    if other_preprint or authors is False:
        return None
    # The year of an entry is often misread, of a page or of a reprint: two authors tell more.
    if _SERIES.search(" ".join(left.words)) or not (authors and _share_authors(left, right)):
        most = 0 if _SERIES.search(" ".join(left.words)) else 1
        if not same_year(left.year, right.year, most):
            return None
    if authors and (_cut(left, right) or _broken_off(left, right)):
        return Sameness(0.85, "one title, once with more about it, and one author")
    if min(len(left.tight), len(right.tight)) < LONG_TITLE or left.numbers != right.numbers:
        return None
    likeness = fuzz.ratio(left.tight, right.tight, score_cutoff=SAME_TITLE)
    if likeness >= SAME_TITLE and _misprinted(left.words, right.words):
        return Sameness(0.8 + likeness / 1000, "one title, misprinted")
    if authors and any(
        fuzz.ratio(one.tight, tail, score_cutoff=_SAME_TAIL) >= _SAME_TAIL
        for one, other in ((left, right), (right, left))
        for tail in other.tails
    ):
        return Sameness(0.8, "one title, misprinted and without its short name")
    return None


def _equal_titles_fit(left: Printed, right: Printed, *, authors: bool | None) -> bool:
    """Whether authors and years allow that two equal titles are those of one publication."""
    if _SERIES.search(" ".join(left.words)):
        return authors is not False and same_year(left.year, right.year, 0) and len(left.tight) >= LONG_TITLE
    if authors:
        if len(left.tight) >= LONG_TITLE or _share_authors(left, right):
            return True  # the year of an entry is often misread, of a page or of a reprint
        if left.doi and right.doi:
            return False
        return left.year is not None and right.year is not None and same_year(left.year, right.year, 1)
    if authors is None:
        nobody = not left.surnames and not right.surnames and len(left.tight) >= _SHORTEST_TITLE
        return (nobody or len(left.tight) >= LONG_TITLE) and same_year(left.year, right.year)
    if left.year is None or right.year is None:
        return False
    return left.year == right.year and len(left.tight) >= _TELLING_TITLE


def _share_authors(left: Printed, right: Printed) -> bool:
    """Whether two entries have two authors in common: then even a short title tells."""
    longest = max(len(left.tight), len(right.tight))
    return longest >= _SHORTEST_SHARED and len({*left.surnames} & {*right.surnames}) > 1


def _authors_agree(left: Printed, right: Printed) -> bool | None:
    """Whether the first author of one is an author of the other; None where an author is not known."""
    for one, other in ((left, right), (right, left)):
        if one.surnames and (one.surnames[0] in other.surnames or one.surnames[0] in other.entry_words):
            return True
    if not left.surnames or not right.surnames:
        return None
    return any(fuzz.ratio(left.surnames[0], name) >= _MISPRINT for name in right.surnames[:3])


def _contradict(left: Printed, right: Printed) -> bool:
    """Whether two titles are those of two publications: ids in lists are sometimes wrong."""
    short, long = sorted((left.tight, right.tight), key=len)
    if not short or short in long or (short in left.raw and short in right.raw):
        return False
    return min(len(left.words), len(right.words)) > 1 and fuzz.ratio(short, long) < _CONTRADICTION


def _cut(left: Printed, right: Printed) -> bool:
    """Whether one title is the other without its subtitle, its short name, or what was wrongly read as part of it."""
    return any(
        one.tight in other.heads or (one.tight in other.tails and len(one.tight) >= SHORTEST_TAIL)
        for one, other in ((left, right), (right, left))
    )


def _broken_off(left: Printed, right: Printed) -> bool:
    """Whether one title is the other without its last words, as in an entry that was cut at the end of a line."""
    short, long = sorted((left, right), key=lambda one: len(one.tight))
    return (
        len(short.tight) >= _TELLING_TITLE
        and long.words[: len(short.words)] == short.words
        and len(long.tight) - len(short.tight) <= _LOST_END
        and short.numbers == long.numbers
        and _share_authors(left, right)
        and same_year(left.year, right.year, 1)
    )


def _misprinted(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two titles differ by misprints, small words and spaces only, not in a telling word."""
    only_left, only_right = Counter(left) - Counter(right), Counter(right) - Counter(left)
    rest = [[w for w in one.elements() if w not in _LITTLE] for one in (only_left, only_right)]
    one, other = ("".join(words) for words in rest)
    if one == other:
        return True
    if not one or not other:
        return False
    if any(a == prefix + b or b == prefix + a for prefix in _PREFIXES for a in rest[0] for b in rest[1]):
        return False
    return all(
        fuzz.partial_ratio(word, against) >= _MISPRINT
        for words, against in ((rest[0], other), (rest[1], one))
        for word in words
        if len(word) > 2
    )


def _in_entry(titled: Printed, other: Printed) -> Sameness | None:
    """That the title of one stands in the other's entry, whose own title was not read, or is its authors."""
    if titled.tight == other.tight:
        return None
    least = _IN_ENTRY if other.tight or not _share_authors(titled, other) else SHORTEST_STARTED
    for title in (titled.tight, *(() if other.tight else titled.heads)):
        if len(title) < least or title not in other.raw or not _misread(other, titled):
            continue
        at = other.raw.find(title)
        while at >= 0 and not (at in other.breaks and at + len(title) in other.breaks):
            at = other.raw.find(title, at + 1)
        if at < 0 or _authors_agree(titled, other) is False:
            continue
        return Sameness(0.85, "the title stands in the other's entry") if _years_fit(titled, other) else None
    return None


def _years_fit(left: Printed, right: Printed) -> bool:
    return _share_authors(left, right) or same_year(left.year, right.year)


def _misread(other: Printed, titled: Printed) -> bool:
    """Whether what was read as an entry's title is none: nothing, the end of the authors, or more than the title."""
    return (
        len(other.tight) < _SHORTEST_TITLE
        or not set(titled.surnames).isdisjoint(other.words)
        or other.tight.startswith(titled.tight)
        or other.tight.endswith(titled.tight)
    )


class WorkIndex:
    """Publications under a key each, to be found again in the entries of reference lists."""

    def __init__(self, works: Iterable[tuple[str, Printed]]) -> None:
        self._works = dict(works)
        self._near: dict[str, list[str]] = {}
        self._starts: dict[str, list[str]] = {}
        for key, work in self._works.items():
            for near in near_keys(work):
                self._near.setdefault(near, []).append(key)
            if start := title_start(work):
                self._starts.setdefault(start, []).append(key)

    def find(self, entry: Printed) -> list[tuple[str, Sameness]]:
        """The keys of the publications that an entry denotes, the surest first."""
        keys = dict.fromkeys(key for near in near_keys(entry) for key in self._near.get(near, ()))
        keys.update(dict.fromkeys(key for start in entry_keys(entry) for key in self._starts.get(start, ())))
        found = [(key, same) for key in keys if (same := same_work(self._works[key], entry)) is not None]
        return sorted(found, key=lambda f: (-f[1].score, f[0]))
