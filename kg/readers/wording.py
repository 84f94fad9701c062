"""Words as readers must understand them: hyphens left over from line ends, titles of data-availability statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

AVAILABILITY = re.compile(
    r"\b(?:data|code|datasets?|materials?|software|resources?|sequences?)\b.{0,40}"
    r"\b(?:availability|available|accessibility|accession|access|sharing|deposition|archiving)\b"
    r"|\b(?:availability|deposition|accessibility) of\b.{0,40}\b(?:data|code|datasets?|materials?)\b"
    r"|^accession (?:numbers?|codes?)|^availability\b",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_BROKEN = re.compile(r"\b([^\W\d_]+)- ([^\W\d_]+)\b")
_COMPOUND = re.compile(r"\b([^\W\d_]{2,})-([^\W\d_A-Z]{2,})\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "pre- and post-processing" is no broken word.
_SUSPENDED = frozenset({"and", "or", "to", "nor", "as", "versus", "vs", "but", "und", "oder", "et"})


def is_availability(heading: str) -> bool:
    """Whether a section title announces where the data are."""
    return len(heading) <= _LONGEST_HEADING and bool(AVAILABILITY.search(heading))


@dataclass(frozen=True)
class Hyphens:
    """Mends words broken at a line end ("fil- ter"), by the words that the same text prints whole."""

    words: Mapping[str, int]

    @staticmethod
    def of(text: str) -> Hyphens:
        """The words of a text, counted."""
        return Hyphens(Counter(word.lower() for word in _WORD.findall(text)))

    def mended(self, text: str) -> str:
        """The text without hyphens that only a line end has put there; compounds keep theirs."""
        if "-" not in text:
            return text
        return _COMPOUND.sub(self._whole, _BROKEN.sub(self._joined, text))

    def _whole(self, found: re.Match[str]) -> str:
        """A "vec-tor" that converters have left: printed so once, whole elsewhere, and its parts are no words."""
        left, right = found[1].lower(), found[2].lower()
        broken = self.words.get(f"{left}-{right}", 0) < 2 <= self.words.get(left + right, 0)
        return found[1] + found[2] if broken and not (left in self.words or right in self.words) else found[0]

    def _joined(self, found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        if right.lower() in _SUSPENDED:
            return found[0]
        if (left + right).lower() in self.words:
            return left + right
        compound = f"{left}-{right}".lower() in self.words or (
            left.lower() in self.words and right.lower() in self.words and len(left) > 2 and len(right) > 2
        )
        return f"{left}-{right}" if compound or not right.islower() else left + right
