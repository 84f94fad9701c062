"""The reference list of a PDF: where it stands among the rows, and its entries cut by labels, indents or gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kg.model import Reference
from kg.names import name_key
from kg.readers.pdf_joining import Vocabulary, joined, plain
from kg.readers.pdf_roles import CAPTION, is_heading_like
from kg.readers.pdf_rows import Row
from kg.readers.reference_entries import split_entries
from kg.readers.references import parse_reference

_TITLE = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4}|[A-Z])\.?\d?\.?\s+)?"
    r"(?:(?:list of |cited )?references?(?: and notes| cited| list)?|bibliograph(?:y|ie)|literature(?: cited)?"
    r"|works cited|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?"
    r"|refer[eê]ncias(?: bibliogr[aá]ficas)?|références)\s*:?",
    re.IGNORECASE,
)
# Some journals print their references among numbered notes.
_NOTES = re.compile(r"(?:end ?)?notes(?: and references)?|anmerkungen", re.IGNORECASE)
_END = re.compile(
    r"(?:\d{1,2}\.?\s+|[A-Z]\.?\s+)?(?:appendi(?:x|ces)\b|supplement(?:ary|al)\b|supporting information\b"
    r"|acknowledge?ments?\b|anhang\b|funding\b|(?:competing|conflicts? of) interests?\b|data availability\b"
    r"|about the authors?\b|author contributions\b|author(?:s['’])? biograph|publish with|pre-publication history"
    r"|received:?\s+\d|endnotes?$|notes$|table \d+[.:]|checklist$)",
    re.IGNORECASE,
)
_LABELS = (
    re.compile(r"\[(\d{1,3})\]"),
    re.compile(r"\(?(\d{1,3})[.)](?=\s|$)"),
    re.compile(r"(\d{1,3})\s+(?=[^\W\d_a-z])"),
    re.compile(r"(\d{1,3})(?=[^\W\d_a-z][^\W\d_A-Z])"),
)
_ALPHA = re.compile(r"\[([^\W\d_][^\]\d]{0,60}\+?[’']?\(?\d{2,4}[a-z]?\)?)\]")
_DATED = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)|\bn\.? ?d\.|in press|forthcoming|to appear|im Erscheinen", re.IGNORECASE
)
_BULLET = re.compile(r"\s*[•◦▪‣●○■]\s*")
_OPENING = re.compile(
    r"[•◦▪‣●○■]?\s?[\"“„‘'(*]?(?:[^\W\d_a-z]|(?:van|von|de|der|den|di|da|del|la|le|dos|d’|d'|al-|el-)\b)"
)
# So many entries make a column a reference list without a title.
_FEWEST_UNTITLED = 8
_REPEATED = re.compile(r"[—–_-]{2,}|—|−{2,}")


def reference_rows(columns: Sequence[list[Row]], body_size: float) -> list[list[Row]]:
    """The rows of the reference lists, a list a printed list, its heading first."""
    rows = [row for column in columns for row in column]
    return _lists(rows, body_size, _TITLE) or _lists(rows, body_size, _NOTES) or _untitled(columns)


def _untitled(columns: Sequence[list[Row]]) -> list[list[Row]]:
    """Whole columns in the second half of the document that read like entries; their first row stands for a title."""
    found = []
    for column in columns[len(columns) // 2 :]:
        entries = _cut(column) or []
        texts = [" ".join(plain(row.text) for row in part) for _, part in entries]
        if len(texts) >= _FEWEST_UNTITLED and _score(texts, range(len(texts))) > 0.7 * len(texts):
            found += column
    return [[found[0], *found]] if found else []


def _lists(rows: list[Row], body_size: float, title: re.Pattern[str]) -> list[list[Row]]:
    found: list[list[Row]] = []
    i = 0
    while i < len(rows):
        if _is_title(rows[i], body_size, title):
            end = _end(rows, i)
            if end - i > 3 and sum(bool(_DATED.search(row.text)) for row in rows[i + 1 : end]) >= max(
                2, 0.12 * (end - i)
            ):
                found.append(rows[i:end])
                i = end
                continue
        i += 1
    return found


def _is_title(row: Row, body_size: float, title: re.Pattern[str]) -> bool:
    text = " ".join(row.text.split())
    return len(text) < 46 and bool(title.fullmatch(text)) and not text[0].islower() and row.size > 0.6 * body_size


def _end(rows: Sequence[Row], begin: int) -> int:
    """Where the list that begins with a heading is over: at the next heading."""
    title = rows[begin]
    ahead = rows[begin + 1 : begin + 41]
    if not ahead:
        return begin + 1
    size = Counter(round(row.size * 2) / 2 for row in ahead).most_common(1)[0][0]
    mostly_bold = sum(row.bold for row in ahead) > len(ahead) / 3
    leading = _leading(ahead)
    for i in range(begin + 2, len(rows)):
        row, above = rows[i], rows[i - 1]
        text = row.text
        apart = above.page != row.page or above.y < row.y or above.y - row.y > 1.2 * leading
        if not apart or len(row.cells) > 2 or any(label.match(text) for label in _LABELS[:1]):
            continue
        named = _END.match(text) and len(text) < 90 and not text.endswith((",", "-"))
        if named and (row.bold or row.size >= size - 0.3):
            return i
        if row.page == above.page and above.y > row.y and above.y - row.y < 1.3 * leading and row.size < size + 1.5:
            continue
        larger = row.size > size + 0.8 and row.size >= title.size - 0.6
        bolder = row.bold and title.bold and not mostly_bold and row.size >= title.size - 1.6
        if (larger or bolder) and is_heading_like(text) and not _DATED.search(text) and not CAPTION.match(text):
            return i
    return len(rows)


def _leading(rows: Sequence[Row]) -> float:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.page == b.page and 0 < a.y - b.y < 3 * a.size]
    return median(steps) if steps else 12.0


def read_references(lists: Sequence[list[Row]], vocabulary: Vocabulary) -> tuple[Reference, ...]:
    """The entries of all lists, parsed, with unique keys: the printed number or label, or else "Deng-2009"."""
    found: list[Reference] = []
    for rows in lists:
        kept = _without_strangers(rows[1:])
        entries = _cut(kept)
        if entries is None:
            found += [parse_reference(key, raw) for key, raw in split_entries([plain(row.text) for row in kept])]
            continue
        for label, part in entries:
            raw = _BULLET.sub("", joined(part, vocabulary), count=1) if not label else joined(part, vocabulary)
            if sum(c.isalpha() for c in raw) < 8:
                continue
            reference = parse_reference(label, raw)
            found.append(reference if label else replace(reference, key=_made_key(reference)))
    return _unique(found)


def _made_key(reference: Reference) -> str:
    words = reference.authors[0].split() if reference.authors else re.findall(r"[^\W\d_]{2,}", reference.raw)[:1]
    surname = name_key(words[-1]).replace(" ", "-").title() if words else ""
    return f"{surname or 'Entry'}-{reference.year or 'nd'}"


def _unique(references: Sequence[Reference]) -> tuple[Reference, ...]:
    often = Counter(reference.key for reference in references)
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    unique = []
    for reference in references:
        key = reference.key
        if often[key] > 1:
            seen[key] += 1
            letter = chr(96 + seen[key]) if seen[key] <= 26 and not key.isdigit() else f"-{seen[key]}"
            # The first of two numbered lists keeps its numbers: the text cites that one.
            key = key if key.isdigit() and seen[key] == 1 else f"{key}{letter}"
        while key in taken:
            key += "-2"
        taken.add(key)
        unique.append(replace(reference, key=key))
    return tuple(unique)


def _without_strangers(rows: Sequence[Row]) -> list[Row]:
    """The rows less floats and footnotes that were printed among the entries."""
    if not rows:
        return []
    # The first rows tell: an end that was missed leaves other lists in other type behind them.
    size = Counter(round(row.size * 2) / 2 for row in rows[:40]).most_common(1)[0][0]
    return [row for row in rows if abs(row.size - size) < 1.3 and len(row.cells) < 4]


def _cut(rows: Sequence[Row]) -> list[tuple[str, list[Row]]] | None:
    """The entries as label and rows, or None where nothing in the print tells them apart."""
    if not rows:
        return []
    texts = [plain(row.text).strip() for row in rows]
    best: list[tuple[int, str]] = []
    for label in _LABELS:
        numbered = _numbered(texts, label)
        if len(numbered) > 1.5 * len(best):
            best = numbered
    alpha = [(i, m[1]) for i, m in ((i, _ALPHA.match(text)) for i, text in enumerate(texts)) if m]
    if len(alpha) > len(best):
        best = alpha
    if len(best) >= 3 and best[0][0] <= 2 and len(best) * 9 > len(rows):
        return _parts(rows, best)
    choices = [_by_indent(rows, hanging=True), _by_indent(rows, hanging=False), _by_gap(rows, texts)]
    scored = [(_score(texts, starts), starts) for starts in choices if len(starts) > 1]
    if not scored:
        return None
    score, starts = max(scored, key=lambda pair: pair[0])
    if score < 0.4 * len(starts):
        return None
    return _parts(rows, [(i, "") for i in starts])


def _numbered(texts: Sequence[str], label: re.Pattern[str]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    last = 0
    for i, text in enumerate(texts):
        match = label.match(text)
        if match and (last < int(match[1]) <= last + (2 if found else 1)):
            last = int(match[1])
            found.append((i, match[1]))
    return found


def _parts(rows: Sequence[Row], starts: Sequence[tuple[int, str]]) -> list[tuple[str, list[Row]]]:
    ends = [*(i for i, _ in starts[1:]), len(rows)]
    return [(label, list(rows[i:end])) for (i, label), end in zip(starts, ends, strict=True)]


def _edges(rows: Sequence[Row]) -> list[float]:
    """For each row its indent from the left edge of the list in its column."""
    places: dict[tuple[int, float], list[float]] = {}
    for row in rows:
        places.setdefault((row.page, row.left), []).append(row.x0)
    edge = {place: _edge(sorted(starts)) for place, starts in places.items()}
    return [row.x0 - edge[row.page, row.left] for row in rows]


def _edge(starts: Sequence[float]) -> float:
    """The leftmost start that several rows share: a stamp in the margin is not the edge of the list."""
    enough = max(2, len(starts) // 12)
    shared = (x for i, x in enumerate(starts) if i + enough <= len(starts) and starts[i + enough - 1] - x < 2)
    return next(shared, starts[0])


def _by_indent(rows: Sequence[Row], *, hanging: bool) -> list[int]:
    indents = _edges(rows)
    flush = [i for i, indent in enumerate(indents) if indent < 3]
    inner = [i for i, indent in enumerate(indents) if indent >= 3]
    if len(inner) < 0.1 * len(rows) or len(flush) < 0.1 * len(rows):
        return []
    return flush if hanging else inner


def _by_gap(rows: Sequence[Row], texts: Sequence[str]) -> list[int]:
    steps = [a.y - b.y for a, b in pairwise(rows) if a.page == b.page and a.left == b.left]
    steps = sorted(step for step in steps if 0 < step < 40)
    if not steps:
        return []
    tight = steps[len(steps) // 5]
    starts = [0]
    for i in range(1, len(rows)):
        above, row = rows[i - 1], rows[i]
        if above.page == row.page and above.left == row.left:
            if above.y - row.y > 1.18 * tight:
                starts.append(i)
        elif texts[i - 1].endswith(".") and _OPENING.match(texts[i]):
            starts.append(i)
    return starts


def _score(texts: Sequence[str], starts: Sequence[int]) -> float:
    """How much the parts look like entries: a good one counts 1, another one -1.5."""
    score = 0.0
    for begin, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        raw = " ".join(texts[begin:end])
        opening = _OPENING.match(raw) or _REPEATED.match(raw)
        good = opening and _DATED.search(raw) and 25 < len(raw) < 900
        score += 1 if good else -1.5
    return score
