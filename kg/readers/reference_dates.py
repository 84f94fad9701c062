"""The date of a printed reference: behind its authors, or the last that it bears."""

from __future__ import annotations

import re

YEAR = r"(?:1[5-9]\d\d|20[0-3]\d)"
_EDITORS = (
    r"(?:\((?:[Ee]d(?:itor)?s?|[Éé]ds?|[Hh]rsg|[Hh]g|[Tt]rans|dir)\.?\)|(?:[Ee]ds?|[Hh]rsg|[Hh]g|dir)\.|"
    r"[Ee]ditors?\b|trans\.|director\b)"
)
# "(eds.)", or a body's or a writer's full name.
_AFTER_NAMES = re.compile(rf"[\s.,:;]*(?:{_EDITORS}[\s.,:;]*|\([^()\d]{{3,90}}\)(?=[.:]|\s*\()[\s.,:;]*)?")
_DATE = re.compile(
    rf"(?:[(\[]\s*(?:{YEAR}/|[^\W\d_]+\.?\s)?(?P<a>{YEAR})[a-z]?(?:[/–-]\d{{2,4}}|\s*\[{YEAR}\])?(?:,[^)\]]{{0,30}})?\s*[)\]]|"
    rf"(?P<b>{YEAR})[a-z]?(?:/\d{{1,4}}|\s?\[{YEAR}\])?(?=\s*[.,:;]|\s[^\W\d_]|\s[\"“«‘])"
    r"|[(\[]\s*(?:forthcoming|in\spress|n\.\s?d\.|to\sappear|im\sErscheinen|o\.\s?J\.)[^()\[\]]{0,20}[)\]])"
    rf"(?:\s*\((?:[Ee]ds?|[Hh]rsg|[Hh]g|Orig)[^()]{{0,12}}\))?(?P<mark>[\s.,:;–-]*)"
)
_ANY_YEAR = re.compile(rf"(?<![\d/:–.-])(?<!pp )(?<!pp\. )({YEAR})[a-z]?(?![\d/]|[-–]\s?\d|\.\d)")


def date_after_names(text: str, at: int) -> tuple[int | None, int, str]:
    """The year that follows the authors, the offset behind it, and the last mark before the title."""
    skipped = _AFTER_NAMES.match(text, at)
    begin = skipped.end() if skipped else at
    date = _DATE.match(text, begin)
    if not date:
        return None, begin, text[at:begin].strip()[-1:]
    year = date["a"] or date["b"]
    return int(year) if year else None, date.end(), (date["mark"] or "").strip()[-1:]


def last_year(text: str) -> int | None:
    """The last number that reads as a year and belongs to no page range."""
    years = _ANY_YEAR.findall(text)
    return int(years[-1]) if years else None
