"""What the first page of a PDF says of the paper itself: title, authors, year, identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import name_key
from kg.readers.pdf_accents import composed
from kg.readers.pdf_joining import plain
from kg.readers.pdf_roles import Look
from kg.readers.pdf_rows import RAISED_END, RAISED_START, Row

_ARXIV = re.compile(
    r"arXiv:\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:.{0,40}?\b((?:19|20)\d\d)\b)?", re.IGNORECASE
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>|{}]*[^\s\"<>|{}.,;:)\]])")
_YEAR = re.compile(r"(?<![\d/.-])((?:19[5-9]|20[0-4])\d)(?![\d/])")
_DATED_LINE = re.compile(
    r"©|\(c\)|copyright|published|proceedings|conference|workshop|journal|vol(?:ume)?\b|received|accepted|preprint"
    r"|arxiv|january|february|march|april|may|june|july|august|september|october|november|december|\b\d+\(\d+\)|issue",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"journal|proceedings|transactions|\bvol(?:ume|\.)|\bissn\b|discussion paper|working paper|research article"
    r"|open access"
    r"|original (?:article|research|paper)|^research$|^article$|^review$|arxiv|^letter|www\.|https?:|contents|\bdoi\b"
    r"|technical report|^plos|^abstract$|^introduction$|veröffentlichungs|arbeitspapier|^zbw$",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"www\.ssoar\.info|econstor|make your publications visible|suggested citation|empfohlene zitierung", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"universit|institut|department|school|college|laborator|research|centre|center|faculty|academy|hospital|@|\d{3,}|http"
    r"|google|microsoft|facebook|ibm\b|inc\.|corporation|abstract|contribut|correspond|street|avenue|editor|member|fellow"
    r"|society|foundation|ministry|technolog|division|science|group\b|\bai\b|labs?\b|proceedings|published|conference|usa\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w’'.-]*|van|von|de|der|den|di|da|del|la|le|dos|ten|ter|bin|al|el)"
    r"(?:[ -]+(?:[^\W\d_a-z][\w’'.-]*|van|von|de|der|den|di|da|del|la|le|dos|ten|ter|bin|al|el|\w’[A-Z]\w+)){1,4}"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\||·|•|∗|\*|†|‡|§|¶|\band\b|\bund\b|\bwith\b)\s*")
_MARKS = re.compile(f"{RAISED_START}[^{RAISED_END}]*{RAISED_END}|[\\d∗*†‡§¶♯♦♠✉]+(?:,[\\da-z∗*†‡§¶])*|\\((?:B|\\w)\\)")
_HONOURS = re.compile(
    r",?\s*\b(?:Ph\.?D|M\.?D|MPH|MSc|M\.?S|Dr|Prof|BSc|FRCP|RN|DrPH|ScD|MBBS|Jr|Student|Senior|IEEE)\b\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """`end` is where, in reading order, the rows of title and authors are over."""

    title: str
    authors: tuple[str, ...]
    title_rows: list[Row]
    end: int


def read_front(rows: Sequence[Row], look: Look, said: str) -> Front:
    """Title and authors from the rows of the first pages; `said` is the title that the file's own metadata claims."""
    pages = sorted({row.page for row in rows})
    page = pages[0] if pages else 1
    if len(pages) > 1 and _COVER.search(" ".join(row.text for row in rows if row.page == page)):
        page = pages[1]
    begin = next((i for i, row in enumerate(rows) if row.page == page), 0)
    here = [(i, row) for i, row in enumerate(rows) if row.page == page][:90]
    found = _said_title(here, said) or _largest(here, look)
    if not found:
        return Front("", (), [], begin)
    title_rows = [rows[i] for i in found]
    title = composed(plain(_MARKS_AT_END.sub("", _together(title_rows)))).strip()
    end = _front_end(rows, max(found) + 1, page)
    printed = {id(row) for row in title_rows}
    behind = [row for row in rows[min(found) : end] if id(row) not in printed]
    return Front(title, _authors(behind), title_rows, end)


_MARKS_AT_END = re.compile(f"\\s*(?:{RAISED_START}[^{RAISED_END}]*{RAISED_END}|[∗*†‡§¶]+)$")


def _together(rows: Sequence[Row]) -> str:
    text = ""
    for row in rows:
        if text.endswith("-") and row.text[:1].islower():
            text += row.text
        else:
            text += " " + row.text
    return " ".join(text.split())


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", name_key(plain(text))).replace(" ", "")


def _said_title(here: Sequence[tuple[int, Row]], said: str) -> list[int]:
    """The rows that print the title of the metadata, where they stand out from the page."""
    wanted = _letters(said)
    if len(said.split()) < 3 or len(wanted) < 12:
        return []
    for k, (i, _) in enumerate(here):
        text = ""
        for j, row in here[k : k + 6]:
            text += _letters(row.text)
            if text[:-1] == wanted or text == wanted or text[:-2] == wanted:
                return list(range(i, j + 1))
            if not wanted.startswith(text):
                break
    return []


def _largest(here: Sequence[tuple[int, Row]], look: Look) -> list[int]:
    """The first run of rows in the largest type that reads like a title."""
    down = sorted(here, key=lambda pair: (-pair[1].y, pair[0]))
    top = max((row.y for _, row in here), default=0.0)
    bottom = min((row.y for _, row in here), default=0.0)
    candidates = []
    for k, (i, row) in enumerate(here):
        if row.y < bottom + 0.3 * (top - bottom) and top - bottom > 300:
            continue
        run, places = [row], [i]
        if any(_next_line(above, row) for _, above in here):
            continue
        for j, below in down:
            if len(run) < 7 and _next_line(run[-1], below):
                run.append(below)
                places.append(j)
        text = plain(" ".join(r.text for r in run))
        words = [word for word in text.split() if sum(c.isalpha() for c in word) > 1]
        if not words or len(words) > 45 or (_NO_TITLE.search(text) and len(words) < 9) or "@" in text:
            continue
        score = min(row.size / look.size, 2.0) + (0.25 if row.bold else 0.0) + min(len(words), 8) * 0.12 - 0.01 * k
        if len(words) == 1 and len(text) < 12:
            score -= 0.6
        if row.size < 1.12 * look.size:
            score -= 0.5
        candidates.append((score, -i, places))
    return max(candidates)[2] if candidates else []


def _next_line(above: Row, below: Row) -> bool:
    """Whether two rows can be lines of one title; small capitals make lines of two sizes."""
    alike = abs(above.size - below.size) < 0.6 and above.bold == below.bold
    capitals = above.text.isupper() and below.text.isupper() and 0.75 < below.size / above.size < 1.3
    beside = min(above.x1, below.x1) - max(above.x0, below.x0) > 0
    return (alike or capitals) and beside and 0 < above.y - below.y < 1.9 * above.size


def _front_end(rows: Sequence[Row], begin: int, page: int) -> int:
    """Where the text begins: at the first heading, or at running text."""
    for i in range(begin, min(len(rows), begin + 60)):
        row = rows[i]
        if row.page != page:
            return i
        start = plain(row.text)
        if re.match(
            r"(?:abstract|summary|a b s t r a c t|zusammenfassung|keywords?|introduction|editors?:)\b",
            start,
            re.IGNORECASE,
        ):
            return i
        if re.match(r"(?:1|I)\.?\s+Introduction", start, re.IGNORECASE):
            return i
        ahead = rows[i : i + 4]
        if (
            len(ahead) == 4
            and all(_running(r) for r in ahead)
            and not _NO_NAME.search(" ".join(r.text for r in ahead[:2]))
        ):
            return i
    return begin


def _running(row: Row) -> bool:
    words = row.text.split()
    return len(row.cells) == 1 and len(words) >= 5 and sum(word[:1].islower() for word in words) > 0.5 * len(words)


def _authors(rows: Sequence[Row]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows[:25]:
        for cell in row.cells:
            if _NO_NAME.search(cell):
                continue
            text = _HONOURS.sub("", _MARKS.sub(" , ", composed(cell)))
            for part in _SEPARATOR.split(text):
                name = " ".join(part.split()).strip(" .")
                if _NAME.fullmatch(name) and name not in found and len(name) < 45:
                    found.append(name)
        if len(found) > 40:
            break
    return tuple(found)


def identifiers(sideways: str, first_page: Sequence[str]) -> tuple[str, ...]:
    """The paper's own arXiv id and DOI; `first_page` is what page one prints outside the reference list."""
    found = []
    stamp = _ARXIV.search(sideways) or _ARXIV.search(" ".join(first_page[:4]))
    if stamp:
        found.append(f"arxiv:{stamp[1]}")
    dois = []
    for line in first_page:
        for match in _DOI.finditer(plain(line)):
            doi = match[1].lower()
            if doi not in dois:
                dois.append(doi)
    if dois:
        found.append(f"doi:{dois[0]}")
    return tuple(found)


def year_of(sideways: str, first_page: Sequence[str], created: str, cited: Sequence[int]) -> int | None:
    """The year of the paper: of the arXiv stamp, of a dated line on page one, or of the file's own date.

    A year before the youngest reference cannot be the paper's.
    """
    stamp = _ARXIV.search(sideways)
    if stamp and stamp[2]:
        return int(stamp[2])
    made = re.match(r"D:(\d{4})", created)
    newest = int(made[1]) + 1 if made else 2100
    plausible = sorted(year for year in cited if year <= newest)
    # The two youngest may be misread numbers of pages.
    oldest = plausible[max(0, len(plausible) - 3)] if plausible else 0
    dated = [line for line in first_page if _DATED_LINE.search(line)]
    others = [line for line in first_page if not _DATED_LINE.search(line)]
    for year in (int(y) for line in dated + others for y in _YEAR.findall(plain(line))):
        if oldest <= year <= newest:
            return year
    return int(made[1]) if made and int(made[1]) > 1980 else None
