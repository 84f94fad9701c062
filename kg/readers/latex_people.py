r"""Names of authors out of what `\author` prints, with its addresses, marks and mail."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What `\and` and its kin leave in the text.
BETWEEN = "\x1e"
_INSTITUTION = re.compile(
    r"univers|institut|depart|dept|labor|\blabs?\b|school|college|research|cent(?:er|re)|inc\b|ltd|gmbh|academy|faculty|"
    r"@|http|google|microsoft|facebook|amazon|nvidia|deepmind|openai|ibm\b|street|hospital|\bunit\b|group|equal|correspond|"
    r"technolog|company|corporation|politec|ecole|école|\bcnrs\b|\binria\b|\busa\b|china|germany|france|student|member",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\^*†‡§¶⋆°∗{}|]+|\d+|\[[^\]]*\]|\([^)]*\)")
_APART = re.compile(r"\s*(?:,|;|&|\band\b|·|•|\t)\s*|\s{2,}")
_LONGEST_NAME = 5


def names_of(printed: Iterable[str]) -> tuple[str, ...]:
    r"""The authors, in order; best effort, as authors print what they like. Lines end with a newline."""
    names: dict[str, None] = {}
    for author in printed:
        for part in author.split(BETWEEN):
            lines = [line for line in part.split("\n") if line.strip()]
            for line in lines:
                found = _names_in(line)
                # After the names come their addresses, unless the line before was only marks.
                names.update(dict.fromkeys(found))
                if found:
                    break
    return tuple(names)


def _names_in(line: str) -> list[str]:
    names = []
    for text in _APART.split(line):
        name = " ".join(_MARKS.sub(" ", text).split()).strip(" .,:-")
        words = name.split()
        if 2 <= len(words) <= _LONGEST_NAME and words[0][:1].isupper() and not _INSTITUTION.search(text):
            names.append(name)
    return names
