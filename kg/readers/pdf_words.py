"""The printed words of a PDF page with their places, from PDFium with few calls a word."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# PDFium puts one of these where it believes that a word is broken at a line end: for the line break, or behind it.
_BROKEN = "\ufffe\x02"
_TOKEN = re.compile(
    r"[\r\n]+[\ufffe\x02]?|[^\s\x00-\x1f\ufffe\ufffd]+(?:[\ufffe\x02](?! ))?|[\x01-\x08\x0b\x0c\x0e-\x1b\ufffd]+"
)
# A glyph of which the font does not say what it is, as for a minus or a Greek letter: no text, but no gap either.
UNKNOWN = "\ufffd"
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-", "\u00a0": " "}
)
# A word that may end in a superscript: a list of numbers, and perhaps a stop.
_GLUED = re.compile(r"(\d[\d,;–−-]*)([.,;:)]?)$")
_BOLD = re.compile(r"bold|black|heavy|semibold|medi\b|demi|-bd|cmbx|sfbx|-b$|b\d\d$", re.IGNORECASE)
# Letters larger than this, in points, may stand over several lines at the head of a paragraph.
_DROP_CAP = 16.0
# No paper is printed in type as small as this; the width of a letter is about this share of its size.
_SMALLEST, _LETTER_WIDTH = 2.5, 0.47
# A raise of the baseline by this share of the type size makes a superscript.
_RAISED = 0.18
# Text that climbs more steeply than this, or less than upright, is a stamp across the page; its turn is no quarter.
_STRAIGHT, _OBLIQUE = 0.2, 4


class Word(NamedTuple):
    """Text between two spaces; `y` is the baseline, `size` the type size, all in points.

    `raised` is the length of the superscript at the end of the text, `broken` says that the word goes on in the next
    line, `first` that PDFium begins a line here; only such a word knows whether it is `bold`.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    raised: int
    broken: bool
    first: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class PageWords:
    """The upright words of a page, in the order of the file; `sideways` is the text that runs another way.

    `length` is the number of all characters, readable or not.
    `turn` counts the quarter turns by which the coordinates were turned to make the text upright.
    """

    number: int
    words: list[Word]
    sideways: str
    turn: int
    length: int


def page_words(textpage: Any, number: int) -> PageWords:
    """The words of a page."""
    raw = textpage.raw
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        # Glyphs without a character are missing in the text: only the slow way keeps the positions right.
        text = "".join(chr(pdfium.FPDFText_GetUnicode(raw, i)) for i in range(count))
    by_turn: dict[int, list[Word]] = {}
    for turn, word in _placed(raw, text):
        by_turn.setdefault(turn, []).append(word)
    if not by_turn:
        return PageWords(number, [], "", 0, count)
    for turn, words in by_turn.items():
        if words[0].size < _SMALLEST:
            by_turn[turn] = _sized(words)
    main = max(by_turn, key=lambda turn: (sum(len(word.text) for word in by_turn[turn]), -turn))
    # Side stamps and axis labels run another way than the page; a table printed sideways fills its page.
    sideways = " ".join(word.text for turn, words in by_turn.items() if turn != main for word in words)
    return PageWords(number, by_turn[main], sideways, main, count)


def _placed(raw: Any, text: str) -> list[tuple[int, Word]]:
    found: list[tuple[int, Word]] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    p_left, p_right, p_bottom, p_top = (ctypes.byref(x) for x in (left, right, bottom, top))
    matrix = pdfium.FS_MATRIX()
    p_matrix = ctypes.byref(matrix)
    origin, box, fontsize = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox, pdfium.FPDFText_GetFontSize
    name = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    first, turn, scale, last_size, bold = True, 0, 1.0, 0.0, False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] in "\r\n":
            first = True
            if token[-1] in _BROKEN and found:
                turned, word = found[-1]
                found[-1] = turned, word._replace(text=word.text + "-", broken=True)
            continue
        start, end = match.span()
        if token[0] < " " or token[0] == UNKNOWN:
            token = UNKNOWN
        broken = token[-1] in _BROKEN
        if broken:
            token, end = token[:-1] + "-", end - 1
            if len(token) == 1:
                continue
        size = fontsize(raw, start)
        if first or size != last_size:
            pdfium.FPDFText_GetMatrix(raw, start, p_matrix)
            turn = _quarter_turn(matrix.a, matrix.b)
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            last_size = size
            pdfium.FPDFText_GetFontInfo(raw, start, name, 64, flags)
            bold = bool(_BOLD.search(name.value.decode("latin-1")))
        size *= scale
        origin(raw, start, p_left, p_top)
        x0, y = left.value, top.value
        box(raw, end - 1, p_left, p_right, p_bottom, p_top)
        x1 = right.value
        if turn in (1, 2, 3):
            x0, x1, y = _turned(turn, x0, y, x1, top.value, bottom.value)
        if size > _DROP_CAP and end - start > 1 and fontsize(raw, start + 1) * scale < 0.6 * size:
            # A letter several lines tall begins the word; the word stands where its second letter does.
            size = fontsize(raw, start + 1) * scale
            origin(raw, start + 1, p_left, p_top)
            y = top.value
        raised = 0
        if not turn and (token[-1].isdigit() or token[-2:-1].isdigit()):
            glued = _GLUED.search(token)
            if glued:
                for k in range(glued.end(1) - 1, glued.start(1) - 1, -1):
                    if not token[k].isdigit():
                        continue
                    # The box and not the origin: some fonts have own glyphs for raised digits, set on the baseline.
                    box(raw, start + k, p_left, p_right, p_bottom, p_top)
                    if bottom.value - y <= _RAISED * size:
                        break
                    raised = len(token) - k
        word = Word(_clean(token), x0, max(x0, x1), y, size, raised, broken, first, bold)
        if found and _continues_drop_cap(found[-1][1], word):
            word = word._replace(text=found[-1][1].text + word.text, x0=found.pop()[1].x0)
        found.append((turn, word))
        first = False
    return found


def _continues_drop_cap(cap: Word, word: Word) -> bool:
    tall = len(cap.text) == 1 and cap.text.isupper() and cap.size > max(_DROP_CAP, 1.7 * word.size)
    return tall and word.y > cap.y - 0.2 * word.size and -2 < word.x0 - cap.x1 < word.size and word.text[0].isalpha()


def _clean(token: str) -> str:
    return token if token.isascii() else token.translate(_LIGATURES)


def _quarter_turn(a: float, b: float) -> int:
    if min(abs(a), abs(b)) > _STRAIGHT * max(abs(a), abs(b)):
        return _OBLIQUE
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _turned(turn: int, x: float, y: float, right: float, top: float, bottom: float) -> tuple[float, float, float]:
    if turn == 1:
        return y, top, -x
    if turn == 2:
        return -x, -right, -y
    return -y, -bottom, x


def _sized(words: list[Word]) -> list[Word]:
    """The words with sizes judged by their widths: fonts drawn letter by letter (Type 3) tell none."""
    lines: list[list[Word]] = []
    for word in words:
        if word.first or not lines:
            lines.append([])
        lines[-1].append(word)
    judged = [sum(w.x1 - w.x0 for w in line) / sum(len(w.text) for w in line) / _LETTER_WIDTH for line in lines]
    usual = median([size for size, line in zip(judged, lines, strict=True) if len(line) > 3] or judged)
    return [
        word._replace(size=usual if abs(size - usual) < 0.25 * usual else size)
        for size, line in zip(judged, lines, strict=True)
        for word in line
    ]
