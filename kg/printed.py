"""An entry of a reference list, or a work, as it is compared, and the keys by which others like it are found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from kg.names import name_key

SHORTEST_STARTED = 10  # characters of a title that is looked for in entries without one
SHORTEST_TAIL = 16  # characters; "a survey" ends many titles
_START = 16  # characters by which titles are looked up inside entries
_ENDS = 12  # characters by which titles that may be one are looked up
_PARTS = frozenset("ii iii iv v vi vii viii ix x first second third fourth fifth sixth seventh eighth ninth".split())
# Where a subtitle may begin, or what was wrongly read as part of a title.
_CUT = re.compile(r"[:.?!;][\"'”’]*\s|\s[-–—]+\s|,\s|\s\((?=[^()]*\)\W*$)|\s(?=Proceedings\b|In Proc)")
# Read as a title where there is none.
_NO_TITLE = re.compile(
    r"(?:see )?(?:references?|ibid|op cit|in|available(?: at| from| online)?|(?:private|personal) communication|"
    r"submitted|in preparation|in press|unpublished|to appear|preprint|online|url|https?.*|www .*|editors?|et al|"
    r"(?:in )?proc(?:eedings)? .*|(?:ieee|acm|international|annual|european) .*(?:conference|symposium|workshop)\b.*|"
    r"conference on .*|advances in neural information .*|association for computational linguistics.*|journal of .*)"
)
_STRAY_ACCENTS = re.compile(r"[ˆ˜´`¨^~]")
_BREAK = re.compile(r"[^\w\s'’`´¨~^-]+")  # between the parts of an entry
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}")


class Entry(Protocol):
    """What a reference and a work have in common."""

    @property
    def title(self) -> str: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def year(self) -> int | None: ...
    @property
    def doi(self) -> str: ...
    @property
    def arxiv(self) -> str: ...


class Printed(NamedTuple):
    """An entry as it is compared: keys without case, accents and punctuation; `tight` and `raw` have no spaces.

    `heads` holds the title up to each mark that may begin a subtitle, `tails` what is behind them, `entry_words` the
    words of the entry as printed, `breaks` the places in `raw` where it has punctuation.
    """

    words: tuple[str, ...]
    tight: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    numbers: tuple[str, ...]
    surnames: tuple[str, ...]
    year: int | None
    doi: str
    arxiv: str
    raw: str
    entry_words: tuple[str, ...]
    breaks: frozenset[int]


def printed(entry: Entry, raw: str = "") -> Printed:
    """An entry ready to be compared; `raw` is its text as printed, where there is one."""
    key = name_key(_STRAY_ACCENTS.sub("", entry.title))
    words = () if _NO_TITLE.fullmatch(key) else tuple(key.split())
    cuts = list(_CUT.finditer(entry.title)) if words else []
    raw_words = tuple(name_key(raw).split())
    return Printed(
        words=words,
        tight="".join(words),
        heads=tuple(_tight(entry.title[: m.start()]) for m in cuts),
        tails=tuple(_tight(entry.title[m.end() :]) for m in cuts if m[0][0] in ":.?!"),
        numbers=_numbers(words),
        surnames=tuple(filter(None, map(_surname, entry.authors))),
        year=entry.year,
        doi=entry.doi.lower(),
        arxiv=entry.arxiv.lower(),
        raw="".join(raw_words),
        entry_words=raw_words,
        breaks=_breaks(raw),
    )


def near_keys(one: Printed) -> list[str]:
    """What two entries of one publication have in common, at least one of it; see `entry_keys` for the rest."""
    keys = [f"doi:{one.doi}"] if one.doi else []
    if one.arxiv:
        keys.append(f"arxiv:{one.arxiv}")
    if not one.tight:
        return [*keys, f"entry:{one.raw}"] if one.raw else keys
    longest = sorted(sorted(one.words, key=len)[-3:])
    keys += [
        f"first:{one.tight[:_ENDS]}",
        f"last:{one.tight[-_ENDS:]}",
        f"words:{' '.join(word[:5] for word in longest)}",
    ]
    keys += [f"first:{head}" for head in one.heads if len(head) < _ENDS]
    return [*keys, *(f"first:{tail[:_ENDS]}" for tail in one.tails if len(tail) >= SHORTEST_TAIL)]


def entry_keys(one: Printed) -> list[str]:
    """The beginning of every title that may stand inside an entry, to be looked up among `title_start`s."""
    found, at = [], 0
    for number, word in enumerate(one.entry_words):
        if len(one.raw) - at >= _START:
            found.append(one.raw[at : at + _START])
        if not one.tight:
            end = at + len(word)
            for following in one.entry_words[number + 1 : number + 5]:
                end += len(following)
                if SHORTEST_STARTED <= end - at < _START:
                    found.append(one.raw[at:end])
        at += len(word)
    return found


def title_start(one: Printed) -> str:
    """The beginning of a title that is long enough to be looked for inside entries, "" where it is not."""
    return one.tight[:_START] if len(one.tight) >= SHORTEST_STARTED else ""


def _tight(text: str) -> str:
    return name_key(text).replace(" ", "")


def _numbers(words: Sequence[str]) -> tuple[str, ...]:
    """The digits of a title, its Roman numerals and ordinals: what tells the parts of a series apart."""
    digits = re.sub(r"\D", "", "".join(words))
    return tuple(filter(None, (digits, *(w for w in words if w in _PARTS))))


def _surname(author: str) -> str:
    """The family name of "Deng, Jia", "J. Deng", "Deng J" and "Deng JJ"."""
    family, comma, _ = author.partition(",")
    if comma:
        return "".join(name_key(family).split()[-1:])
    words = author.split()
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]):
        words.pop()
    return "".join(name_key(" ".join(words)).split()[-1:])


def _breaks(raw: str) -> frozenset[int]:
    """The lengths, without spaces, of what stands before each punctuation of an entry; its beginning and end too."""
    places, length, at = {0}, 0, 0
    for match in _BREAK.finditer(raw):
        length += len(name_key(raw[at : match.start()]).replace(" ", ""))
        places.add(length)
        at = match.end()
    return frozenset({*places, length + len(name_key(raw[at:]).replace(" ", ""))})
