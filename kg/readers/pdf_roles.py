"""What each printed row of a PDF is: running text, heading, caption, table or footnote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.readers.pdf_joining import plain
from kg.readers.pdf_rows import RAISED_START, Row, typical_leading

Role = Literal["text", "heading", "caption", "table", "footnote", "reference", "display"]

CAPTION = re.compile(
    r"(?:supplementary |supp\. |online |appendix |extended data )?"
    r"(?:table|tab\.|figure|fig\.?|tabelle|abbildung|abb\.|algorithm|scheme|chart|box|exhibit|graph|übersicht)"
    r"(?:\s*(?-i:[A-Z]{0,2}[.-]?\d{1,3}(?:[.-]\d{1,2})?[a-z]?)|\s+(?-i:[IVX]{1,5}|[A-Z]))(?![^\W_])"
    r"\s*(?P<stop>[.:|–—)]|-\s|$)?(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:(?:section\s+)?(?:[1-9]\d?|[A-Z])(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+(?=\S)")
_KNOWN = re.compile(
    r"abstract|summary|zusammenfassung|introduction|einleitung|background|related works?|methods?|methodology"
    r"|materials? and methods?|data|datasets?|experiments?|experimental (?:setup|results)|results(?: and discussion)?"
    r"|discussions?|conclusions?|concluding remarks|limitations?|acknowledge?ments?|appendix(?: [A-Z])?|references"
    r"|bibliography|keywords?|data availability(?: statement)?|availability of data(?: and materials?)?|funding|notes"
    r"|future work",
    re.IGNORECASE,
)
_NOTE = re.compile(rf"(?:{RAISED_START}|\d{{1,3}}\s?[^\W\d_]|[*∗†‡§¶♯#]|\d{{1,3}}\.?\s)")
_BRACKETED = re.compile(r"\[[\d\s,;–−-]*(?:\]|$)|\([^()]*\b(?:1[5-9]|20)\d\d[a-z]?\)|^[\d\s,;–−-]+[\])]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a document: type size of the text, distance of its lines, and whether bold means anything."""

    size: float
    leading: float
    bold_counts: bool


def look_of(columns: Sequence[list[Row]]) -> Look:
    """What is usual among the rows of a document."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for column in columns:
        for row in column:
            if len(row.cells) == 1:
                sizes[round(row.size * 2) / 2] += len(row.text)
                bold[row.bold] += len(row.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    return Look(size, typical_leading(columns, size), bold[True] < 0.4 * bold[False])


def is_heading_like(text: str) -> bool:
    """Whether a text could be a heading: a few words that begin big and do not end like a sentence or a clause."""
    text = plain(text)
    bare = _NUMBERED.sub("", text, count=1)
    words = bare.split()
    if not 1 <= len(words) <= 16 or len(text) > 120 or not _WORDS.search(bare):
        return False
    if text.endswith((",", ";", "-", "=")) or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in '“"‘'):
        return False
    letters = sum(c.isalpha() for c in bare)
    return letters > 0.6 * len(bare.replace(" ", ""))


def roles(column: Sequence[Row], look: Look) -> list[Role]:
    """The role of each row of a column."""
    found: list[Role] = ["text"] * len(column)
    _mark_captions(column, look, found)
    _mark_tables(column, look, found)
    _mark_between(column, found)
    _mark_footnotes(column, look, found)
    for i, row in enumerate(column):
        if found[i] == "text":
            small = row.size < 0.85 * look.size or _is_figures(row.text)
            if _is_heading(column, i, look, found) or (i and found[i - 1] == "heading" and _carries_on(column, i)):
                found[i] = "heading"
            elif small and not _is_prose(row) and _beside_float(found, i):
                found[i] = "table"
    return found


def _carries_on(column: Sequence[Row], i: int) -> bool:
    """Whether a row is the next line of the heading above it."""
    above, row = column[i - 1], column[i]
    alike = above.bold == row.bold and abs(above.size - row.size) < 0.2 and row.text[:1].islower()
    return alike and row.bold and above.y - row.y < 1.4 * row.size and row.width < 0.9


def _is_figures(text: str) -> bool:
    """Whether a text is numbers more than words, as on the axes of a plot; numbers of citations do not count."""
    tokens = [token for token in _BRACKETED.sub("", text).split() if _LETTER_OR_DIGIT.search(token)]
    return bool(tokens) and sum(1 for token in tokens if _WORDS.search(token)) < 0.4 * len(tokens)


def _gap_above(column: Sequence[Row], i: int) -> float:
    return column[i - 1].y - column[i].y if i else 1e9


def _is_prose(row: Row) -> bool:
    return len(row.cells) == 1 and row.width > 0.55 and len(_WORDS.findall(row.text)) >= 5


def _starts_caption(column: Sequence[Row], i: int, look: Look) -> bool:
    row = column[i]
    match = CAPTION.match(row.text)
    if not match or not row.text[0].isupper():
        return False
    rest = match["rest"].strip()
    if not match["stop"] and rest and (rest[0].islower() or rest[0] in ",;(") and not row.bold:
        return False
    if not i or _gap_above(column, i) > 1.25 * look.leading or abs(column[i - 1].size - row.size) > 0.4:
        return True
    # Tight under a line of running text it is the text that speaks of a table.
    return not _is_prose(column[i - 1]) and bool(match["stop"] or row.bold)


def _mark_captions(column: Sequence[Row], look: Look, found: list[Role]) -> None:
    i = 0
    while i < len(column):
        if not _starts_caption(column, i, look):
            i += 1
            continue
        found[i] = "caption"
        first, step = column[i], None
        i += 1
        while i < len(column):
            row, gap = column[i], _gap_above(column, i)
            usual = step or 1.5 * first.size
            if (
                gap > 1.25 * usual
                or abs(row.size - first.size) > 0.6
                or len(row.cells) > 2
                or _starts_caption(column, i, look)
            ):
                break
            if len(row.cells) == 2 or (
                not _is_prose(column[i - 1]) and column[i - 1].width < 0.8 and len(column[i - 1].text) > 25
            ):
                break
            step = step or gap
            found[i] = "caption"
            i += 1


def _mark_tables(column: Sequence[Row], look: Look, found: list[Role]) -> None:
    """Runs of rows with several cells; rows between them that are no running text belong to the run."""
    i = 0
    while i < len(column):
        if found[i] != "text" or len(column[i].cells) < 2:
            i += 1
            continue
        last, rich, j = i, 1, i + 1
        while j < len(column) and found[j] == "text" and j - last <= 3 and _gap_above(column, j) < 3 * look.leading:
            row = column[j]
            if len(row.cells) >= 2:
                last, rich = j, rich + 1
            elif _is_prose(row) and row.size > 0.92 * look.size and row.width > 0.85:
                break
            j += 1
        first = i
        beside = (first and found[first - 1] == "caption") or (last + 1 < len(found) and found[last + 1] == "caption")
        many = max(len(row.cells) for row in column[first : last + 1])
        if rich >= 4 or (rich >= 2 and (beside or many >= 4)):
            while (
                first
                and found[first - 1] == "text"
                and (_hangs_on(column, first - 1, first, look) or _heads(column, first - 1, column[first : last + 1]))
            ):
                first -= 1
            while last + 1 < len(column) and found[last + 1] == "text" and _hangs_on(column, last + 1, last + 1, look):
                last += 1
            role: Role = "table" if beside or _is_wordy(column[first : last + 1]) else "display"
            found[first : last + 1] = [role] * (last + 1 - first)
        i = max(last, i) + 1


def _mark_between(column: Sequence[Row], found: list[Role]) -> None:
    """Short rows between a caption or a part of a table and the next part: heads, group names."""
    last: int | None = None
    for i, role in enumerate(found):
        if role == "table" and last is not None and last + 1 < i <= last + 9:
            between = column[last + 1 : i]
            if all(found[k] == "text" for k in range(last + 1, i)) and not any(_is_prose(row) for row in between):
                found[last + 1 : i] = ["table"] * len(between)
        if role == "table" or (role == "caption" and _of_table(column, found, i)):
            last = i


def _of_table(column: Sequence[Row], found: Sequence[Role], i: int) -> bool:
    while i and found[i - 1] == "caption" and not CAPTION.match(column[i].text):
        i -= 1
    return column[i].text[:3].lower() == "tab"


def _is_wordy(rows: Sequence[Row]) -> bool:
    """Whether cells hold words and numbers; displayed formulas are mostly symbols and single letters."""
    tokens = [token for row in rows for token in row.text.split()]
    whole = sum(1 for token in tokens if re.fullmatch(r"[^\W\d_]{3,}\W?|[-–−+±(]?\d+[.,]?\d*[%)*]?", token))
    return whole > 0.45 * len(tokens)


def _hangs_on(column: Sequence[Row], i: int, lower: int, look: Look) -> bool:
    row = column[i]
    short = row.width < 0.5 and not is_heading_like(row.text)
    return _gap_above(column, lower) < 1.5 * look.leading and short and not row.text.endswith((".", ":"))


def _mark_footnotes(column: Sequence[Row], look: Look, found: list[Role]) -> None:
    """Small rows at the foot of a column, from a mark or an unusual gap on."""
    i = len(column)
    while (
        i
        and found[i - 1] in ("text", "table")
        and column[i - 1].size < look.size - 0.6
        and len(column[i - 1].cells) < 3
        and not (found[i - 1] == "table" and _is_captioned(found, i - 1))
    ):
        i -= 1
    if i == len(column) or i == 0:
        return
    if not any(found[k] == "text" and abs(column[k].size - look.size) < 0.6 for k in range(i)):
        return
    for k in range(i, len(column)):
        marked = _NOTE.match(column[k].text)
        if marked or _gap_above(column, k) > 1.25 * look.leading:
            found[k:] = ["footnote"] * (len(column) - k)
            return


def _is_captioned(found: Sequence[Role], i: int) -> bool:
    """Whether a row is of a table with a caption right above or below: small type alone makes no footnote of it."""
    first = last = i
    while first and found[first - 1] == "table":
        first -= 1
    while last + 1 < len(found) and found[last + 1] == "table":
        last += 1
    return "caption" in (*found[max(0, first - 1) : first], *found[last + 1 : last + 2])


def _heads(column: Sequence[Row], i: int, table: Sequence[Row]) -> bool:
    """Whether a row is the head of the table below it: as far from it as its rows are, and over its middle."""
    row = column[i]
    pitch = max((a.y - b.y for a, b in pairwise(table)), default=0.0)
    left, right = min(r.x0 for r in table), max(r.x1 for r in table)
    inside = left < (row.x0 + row.x1) / 2 < right and row.x1 - row.x0 < 1.6 * (right - left)
    alike = row.size < table[0].size + 0.3 and not _NUMBERED.match(row.text) and not row.text.endswith((".", ":"))
    return inside and alike and 0 < row.y - table[0].y < 1.1 * pitch and not _is_prose(row)


def _beside_float(found: Sequence[Role], i: int) -> bool:
    near = found[max(0, i - 12) : i + 13]
    return "caption" in near or "table" in near


def _is_heading(column: Sequence[Row], i: int, look: Look, found: Sequence[Role]) -> bool:
    row = column[i]
    text = plain(row.text)
    if text.endswith("-") and row.bold and i + 1 < len(column) and column[i + 1].text[:1].islower():
        # A title that is broken at the end of its line.
        text = text[:-1]
    if len(row.cells) > 2 or not is_heading_like(text) or row.size < 0.85 * look.size:
        return False
    numbered = _NUMBERED.match(text)
    bare = text[numbered.end() :] if numbered else text
    known = bool(_KNOWN.fullmatch(bare.strip(" .:")))
    capitals = bare.isupper() and sum(c.isalpha() for c in bare) >= 4
    strong = (row.bold and look.bold_counts) or row.size > look.size + 0.8
    apart = _gap_above(column, i) > 1.12 * look.leading or found[i - 1] != "text" or row.size > look.size + 0.8
    if (text.endswith((".", "?", "!")) and not (numbered or known or strong)) or _mid_sentence(column, i):
        return False
    if text.endswith(".") and row.width > 0.9:
        return False
    if known and (strong or capitals or apart):
        return row.width < 0.7
    if numbered and text[0].isalpha() and not strong:
        return capitals and apart
    if not (apart and (strong or capitals) and (row.width < 0.97 or row.size > look.size + 0.8)):
        return False
    # Words in a figure can be large or bold too; a title stands over text, or over another title.
    below = column[i + 1 : i + 4]
    goes_on = bool(below) and below[0].bold == row.bold and below[0].size == row.size and _may_go_on(below[0].text)
    return sum(c.isalpha() for c in bare) >= 4 and (not below or goes_on or any(_is_prose(other) for other in below))


def _may_go_on(text: str) -> bool:
    """Whether a text could be the next line of a title."""
    return is_heading_like(text[:1].upper() + text[1:])


def _mid_sentence(column: Sequence[Row], i: int) -> bool:
    """Whether only the first words of this row are bold, or large: the text goes on below without a gap."""
    row = column[i]
    if i + 1 == len(column) or row.width < 0.85:
        return False
    below = column[i + 1]
    return row.y - below.y < 1.4 * row.size and abs(below.size - row.size) < 0.3 and not below.bold


def usual_left(column: Sequence[Row]) -> float:
    """The left edge of the text of a column."""
    edges = Counter(round(row.x0) for row in column if row.width > 0.6)
    if not edges:
        return column[0].left
    best = max(edges, key=lambda x: edges[x] + edges.get(x + 1, 0) + edges.get(x - 1, 0))
    return float(best)
