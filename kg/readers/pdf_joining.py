"""Printed rows into running text: broken words made whole, accents put together, superscripts given their meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.readers.pdf_accents import composed
from kg.readers.pdf_rows import RAISED_END, RAISED_START, Row

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(r"[^\W_]+")
_TAIL = re.compile(r"([^\W_]+)-$")
_RAISED = re.compile(f"(\\s?){RAISED_START}([^{RAISED_END}]*){RAISED_END}")
_TOUCHING = re.compile(f"{RAISED_END}\\s?{RAISED_START}")
_NUMBERS = re.compile(r"\d+(?:\s*[–−-]\s*\d+)?")
_BRACKETED = re.compile(r"\[\d{1,3}(?:[,;–−-]\s*\d{1,3})*\]")
# Shares of the reference list that superscripts must cover before they are taken for citations.
_COVER = 0.4


@dataclass(frozen=True)
class Vocabulary:
    """How often a document prints a word in one piece; it decides whether a hyphen at a line end stays."""

    counts: Counter[str]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Vocabulary:
        counts: Counter[str] = Counter()
        for row in rows:
            text = row.text
            if text.endswith("-"):
                text = text[: text.rfind(" ") + 1]
            words = _WORD.findall(text.lower())
            counts.update(words)
            for word in words:
                if "-" in word:
                    counts.update(word.split("-"))
        return cls(counts)

    def join(self, before: str, after: str) -> str:
        """What ends `before` and separates it from `after`: " " between words, "-" or "" within a broken one."""
        tail = _TAIL.search(before)
        if tail is None:
            return "" if before.endswith(("-", "/", "–")) and after[:1].isalnum() and "://" in before[-60:] else " "
        head = _HEAD.match(after)
        if head is None:
            return " "
        first, second = tail[1], head[0]
        if before[: tail.start()].endswith("-") or not second[0].islower() or not first[-1].isalpha():
            return "-"
        low = first.lower()
        whole, hyphened = self.counts[low + second], self.counts[f"{low}-{second}"]
        if whole or hyphened:
            return "" if whole >= hyphened else "-"
        both_words = len(low) > 3 and len(second) > 3 and self.counts[low] and self.counts[second]
        return "-" if both_words or not first.isalpha() else ""


def row_pieces(rows: Sequence[Row], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Each row's text and what parts it from the next row."""
    return pieces([row.text for row in rows], vocabulary)


def pieces(printed: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Each printed line and what parts it from the next one."""
    texts = [composed(text) for text in printed]
    found: list[tuple[str, str]] = []
    for i, text in enumerate(texts):
        after = texts[i + 1] if i + 1 < len(texts) else ""
        link = vocabulary.join(text, after) if after else ""
        if text.endswith("-") and after and link != " ":
            # The hyphen is printed at the end of this line, or goes.
            text, link = text[:-1] + link, ""
        found.append((text, link))
    return found


def joined(rows: Sequence[Row], vocabulary: Vocabulary) -> str:
    """The rows as one line of plain text, superscripts set as plain digits."""
    text = "".join(piece + link for piece, link in row_pieces(rows, vocabulary))
    return plain(text)


def plain(text: str) -> str:
    """The text with superscripts set as plain digits."""
    return text.replace(RAISED_START, "").replace(RAISED_END, "") if RAISED_START in text else text


@dataclass(frozen=True)
class Superscripts:
    """What small raised numbers mean in a document: citations, or marks of footnotes and affiliations."""

    keys: frozenset[str]
    cite: bool

    @classmethod
    def of(cls, rows: Iterable[Row], keys: Iterable[str]) -> Superscripts:
        known = frozenset(key for key in keys if key.isdigit())
        raised: set[str] = set()
        bracketed = 0
        for row in rows:
            text = row.text
            bracketed += len(_BRACKETED.findall(text))
            if RAISED_START in text:
                for match in _RAISED.finditer(_TOUCHING.sub("", text)):
                    if _after_word(text, match.start()):
                        raised |= set(re.findall(r"\d+", match[2])) & known
        return cls(known, len(raised) > bracketed / 2 and len(raised) >= max(3, _COVER * len(known)))

    def shown(self, text: str) -> str:
        """The text with citations as "[12]", marks left out, and exponents as plain digits."""
        if RAISED_START not in text:
            return text
        return _RAISED.sub(self._show, _TOUCHING.sub("", text))

    def _show(self, match: re.Match[str]) -> str:
        printed = match[2].strip()
        numbers = _NUMBERS.findall(printed)
        if not _after_word(match.string, match.start()) or not numbers:
            return match[1] + printed
        if self.cite and any(number in self.keys for n in numbers for number in re.findall(r"\d+", n)):
            return f" [{printed.rstrip(',;')}]"
        return ""


def _after_word(text: str, at: int) -> bool:
    """Whether a superscript follows a word or a stop: after a digit, a unit or a single letter it is an exponent."""
    before = text[max(0, at - 14) : at].rstrip()
    if not before:
        return False
    if before[-1] in ".,;:)]”\"’'":
        return len(before) > 1
    # "CIFAR-10" and "COVID-19" are names; "cm2" is a unit.
    return bool(re.search(r"[^\W\d_]{3,}$|[^\W\d_]{2,}-\d{1,4}$|[^\W\d_]{3,}\d{1,4}$", before))
