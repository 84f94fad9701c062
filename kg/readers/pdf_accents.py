"""Accents that a PDF prints apart from their letters, put together again."""

from __future__ import annotations

import re
import unicodedata

from kg.readers.pdf_words import Word

# TeX fonts without own accented letters print the accent first and the letter over it.
_ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "˚": "\u030a",
    "ˇ": "\u030c",
    "¸": "\u0327",
}
_ACCENTED = re.compile(r"(?:(?<=[^\W\d_]) ?([¨´`ˆ˜˚ˇ¸])|(?<![^\s(])([¨´ˇ])) ?([A-Za-zı])(?=[^\W\d_]|\b)")


def composed(text: str) -> str:
    """The text with accents that were printed apart put on their letters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTED.sub(_compose, text))


def _compose(match: re.Match[str]) -> str:
    letter = "i" if match[3] == "ı" else match[3]
    whole = unicodedata.normalize("NFC", letter + _ACCENTS[match[1] or match[2]])
    return whole if len(whole) == 1 else match[0]


def with_accents(words: list[Word]) -> list[Word]:
    """The words with accents that stand alone, over a letter of another word, moved into it."""
    if not any(word.text in _ACCENTS for word in words):
        return words
    found = list(words)
    dropped: set[int] = set()
    for i, accent in enumerate(words):
        if accent.text not in _ACCENTS:
            continue
        middle = (accent.x0 + accent.x1) / 2
        for k in (i + 1, i - 1, i + 2, i - 2):
            if not 0 <= k < len(found) or k in dropped:
                continue
            word = found[k]
            if word.x0 < middle < word.x1 and abs(word.y - accent.y) < 0.7 * word.size:
                whole = _accented(word.text, (middle - word.x0) / (word.x1 - word.x0), accent.text)
                if whole:
                    found[k] = word._replace(text=whole, first=word.first or (accent.first and k == i + 1))
                    dropped.add(i)
                    break
    return [word for i, word in enumerate(found) if i not in dropped]


def _accented(text: str, share: float, accent: str) -> str:
    """The text with an accent on the letter nearest to a share of its width; "" where no letter there takes it."""
    at = share * len(text) - 0.5
    for i in sorted(range(len(text)), key=lambda i: abs(i - at))[:3]:
        letter = unicodedata.normalize("NFC", text[i].replace("ı", "i") + _ACCENTS[accent])
        if text[i].isascii() and text[i].isalpha() and len(letter) == 1:
            return text[:i] + letter + text[i + 1 :]
    return ""
