"""Passages of a PDF from its rows: paragraphs over column and page breaks, floats and notes between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Zone
from kg.readers.pdf_joining import plain
from kg.readers.pdf_roles import Look, Role, roles, usual_left
from kg.readers.pdf_rows import Row
from kg.readers.wording import is_availability

_ABSTRACT = re.compile(
    r"(?:\d\.?\s*)?(?:abstract|summary|zusammenfassung|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|kurzfassung)\b\W*", re.IGNORECASE
)
_RUN_IN_ABSTRACT = re.compile(r"(?:abstract|summary|zusammenfassung)\s*[.:—–-]", re.IGNORECASE)
# The parts of an abstract, where each begins with its title.
_PART_OF_ABSTRACT = re.compile(
    r"(?:background|objectives?|aims?|purpose|introduction|context|designs?|settings?|participants|methods?|"
    r"(?:patients|materials?) and methods|data sources?|main outcome measures?|interventions?|results?|findings|"
    r"conclusions?|interpretation|limitations|discussion|originality|practical implications)[.:]?\s+(?-i:[A-Z])",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"(?:appendi(?:x|ces)|supplement(?:ary|al)|supporting information|anhang)\b", re.IGNORECASE)
_KEYWORDS = re.compile(r"(?:key ?words|index terms|ccs concepts|categories and subject)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.?!:][)\]”\"’']?(?:\s?\[\d[\d, –-]*\])?$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[:])(?:pp?|cf|vs|al|etc|i\.e|e\.g|[Ff]igs?|[Ee]qs?|[Ss]ec|[Tt]ab|[Nn]os?|[Rr]efs?|vol|approx)\.$"
)
_ITEM = re.compile(r"(?:[•◦▪‣●○■–—*·]\s|\(?\d{1,2}[.)]\s|\([a-z]\)\s|[a-z]\)\s)")
_FLOATS: dict[Role, Zone] = {"caption": "caption", "table": "table", "footnote": "footnote", "display": "body"}


@dataclass(slots=True)
class Block:
    """The rows of one passage."""

    zone: Zone
    heading: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Flow:
    """The state of the walk over a document: the open paragraph, the section, the floats that wait for its end."""

    done: list[Block] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    open: Block | None = None
    heading: str = ""
    zone: Zone = "body"
    headed: bool = False

    def end(self) -> None:
        if self.open is not None:
            self.done.append(self.open)
            self.open = None
        self.done += self.waiting
        self.waiting = []


def blocks(columns: Sequence[list[Row]], look: Look, references: set[int], front: set[int]) -> list[Block]:
    """The passages in reading order; rows whose id is among `references` or `front` are left out."""
    flow = _Flow()
    listed = False
    for column in columns:
        rows = [row for row in column if id(row) not in references and id(row) not in front]
        found = roles(rows, look)
        here = [i for i, row in enumerate(column) if id(row) in references]
        listed = listed or bool(here)
        # What stands above a list, beside others in its column, is still the text before it.
        above = 0
        if here and flow.zone != "appendix":
            behind = {id(row) for row in column[here[-1] :]}
            above = next((i for i, row in enumerate(rows) if id(row) in behind), len(rows))
            _walk(rows[:above], found[:above], look, flow, after_list=False)
        _walk(rows[above:], found[above:], look, flow, after_list=listed)
    flow.end()
    return flow.done


def _walk(column: Sequence[Row], found: Sequence[Role], look: Look, flow: _Flow, *, after_list: bool) -> None:
    if not column:
        return
    left = usual_left(column)
    previous: int | None = None
    for i, (row, role) in enumerate(zip(column, found, strict=True)):
        if role == "heading":
            continued = bool(i and found[i - 1] == "heading" and _same_heading(column[i - 1], row))
            _head(row, flow, continued=continued, after_list=after_list)
            previous = None
        elif role in _FLOATS:
            joins = i and found[i - 1] == role and not (role == "footnote" and _starts_note(column, i))
            joins = joins and not (role == "caption" and _starts_new(column, i))
            if joins and flow.waiting:
                flow.waiting[-1].rows.append(row)
            else:
                flow.waiting.append(Block(_FLOATS[role], flow.heading, [row]))
        else:
            _text(column, i, previous, left, look, flow)
            previous = i


def _same_heading(above: Row, row: Row) -> bool:
    close = above.page == row.page and 0 < above.y - row.y < 1.45 * above.size
    return close and abs(above.size - row.size) < 0.4 and above.bold == row.bold and not re.match(r"\d", row.text)


def _starts_note(column: Sequence[Row], i: int) -> bool:
    return (not column[i].text[:1].isalpha() and column[i].text[:1] not in '([“"') or column[i - 1].y - column[
        i
    ].y > 1.4 * column[i].size * 1.2


def _starts_new(column: Sequence[Row], i: int) -> bool:
    return bool(re.match(r"(?:Table|Figure|Fig\.|TABLE|FIGURE)\s", column[i].text)) and column[
        i - 1
    ].text.rstrip().endswith(".")


def _head(row: Row, flow: _Flow, *, continued: bool, after_list: bool) -> None:
    text = " ".join(plain(row.text).split())
    flow.end()
    if continued and flow.done and flow.done[-1].zone != "title" and flow.done[-1].rows[-1].page == row.page:
        flow.heading = flow.heading[:-1] + text if flow.heading.endswith("-") else f"{flow.heading} {text}"
        flow.done[-1].rows.append(row)
        flow.done[-1].heading = flow.heading
        return
    flow.heading = text
    bare = re.sub(r"^(?:[\dIVX]{1,4}(?:\.\d+)*\.?|[A-Z](?:\.\d+)*\.?)\s+", "", text)
    if _ABSTRACT.fullmatch(bare):
        flow.zone = "abstract"
    elif is_availability(bare):
        flow.zone = "availability"
    elif (
        _APPENDIX.match(bare)
        or flow.zone == "appendix"
        or (after_list and re.match(r"[A-Z](?:\.\d|\b)", text))
        or (after_list and not re.match(r"acknowledg|funding|author|compet|conflict", bare, re.IGNORECASE))
    ):
        flow.zone = "appendix"
    else:
        flow.zone = "body"
    flow.headed = True
    flow.done.append(Block("body" if flow.zone == "abstract" else flow.zone, text, [row]))


def _text(column: Sequence[Row], i: int, previous: int | None, left: float, look: Look, flow: _Flow) -> None:
    row = column[i]
    if flow.open is not None and not _begins(column, i, previous, left, look, flow.open):
        flow.open.rows.append(row)
        return
    flow.end()
    zone = flow.zone
    text = plain(row.text)
    if _RUN_IN_ABSTRACT.match(text) and row.page <= 3:
        zone = flow.zone = "abstract"
    elif _KEYWORDS.match(text) and zone == "abstract":
        zone = flow.zone = "body"
    elif not flow.headed and row.page <= 2 and (not _has_text(flow) or _PART_OF_ABSTRACT.match(text)):
        zone = "abstract"
    elif zone == "body" and re.match(r"(?:data|code)[^.]{0,30}availab[^.]{0,20}[.:]", text, re.IGNORECASE):
        zone = "availability"
    flow.open = Block(zone, flow.heading, [row])


def _is_ended(now: Block) -> bool:
    """Whether the rows of a block end with a sentence: not within a bracket, and not at an abbreviation."""
    text = plain(now.rows[-1].text)
    if not _ENDS.search(text) or _ABBREVIATED.search(text):
        return False
    tail = plain(" ".join(row.text for row in now.rows[-3:]))
    return all(tail.rfind(opening) <= tail.rfind(closing) for opening, closing in ("()", "[]"))


def _has_text(flow: _Flow) -> bool:
    return any(block.zone in ("body", "abstract") for block in flow.done)


def _begins(column: Sequence[Row], i: int, previous: int | None, left: float, look: Look, now: Block) -> bool:
    """Whether a row of text begins a new paragraph after the rows of `now`."""
    row, last = column[i], now.rows[-1]
    text = row.text
    if abs(row.size - last.size) > 1.0 and min(row.width, last.width) > 0.3:
        return True
    indent = row.x0 - left
    indented = 0.6 * row.size < indent < 4 * row.size
    ended = _is_ended(now)
    if previous is None:
        # Over a column, a page or a float a sentence goes on; a finished one does where the line is full and flush.
        if not ended:
            return bool(_ITEM.match(text)) or (text[:1].isupper() and indented and last.width < 0.8)
        return indented or last.width < 0.9 or not text[:1].islower()
    gap = last.y - row.y
    if previous != i - 1:
        return ended
    if gap > 1.35 * look.leading and ended:
        return True
    if gap > 1.9 * look.leading:
        return not text[:1].islower() and ended
    if _ITEM.match(text) and ended:
        return True
    hanging = last.x0 - left > 0.6 * row.size
    if indented and not hanging and (ended or last.width < 0.9):
        return True
    return ended and last.width < 0.82 and not text[:1].islower() and row.x0 >= left - 2
