"""Names of surveys and registers, whose last word tells what they are: "Central Personnel Data file"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.wording import DATA_NOUNS, RECORD_NOUNS
from kg.model import Span

_RECORDS = "|".join(sorted(RECORD_NOUNS))
_DATA = "|".join(sorted(noun.capitalize() for noun in DATA_NOUNS - {"data", "set", "sets"}))
# "Radboud Faces Database", but "MNIST database": a noun that only says that it is data belongs to the name in capitals.
_HEAD = re.compile(
    rf"[®™]?[ \n](?:(?:[Dd]ata[ \n])?(?:{_RECORDS}|{_RECORDS.title()})|{_DATA}|Data [Ss]ets?|Data ?[Bb]ase)"
    r"(?![\w-]|['’]s\b)"
)
# "Italian national bovine registry", "Swedish medical birth register": named by country and matter, in small letters.
_COUNTRY = (
    r"(?:(?!These|Human|Urban|Median)[A-Z][a-z]+(?:an|ish|ese|i)|French|Dutch|Czech|Greek|Swiss|Icelandic|Nordic|Baltic"
    r"|U\.?[KS]\.?|[A-Z][a-z]+[’']s)"
)
_LOWER = re.compile(
    rf"(?<![\w-])(?:{_COUNTRY} (?:(?:national|nationwide|federal|central|population|medical|hospital) )?"
    r"|(?:national|nationwide|federal|central) )"
    rf"(?:[a-z][a-z-]+ (?:of |and |& )?){{1,4}}(?:{_RECORDS}|database|statistics)(?![\w-])"
)
_NO_NAME = re.compile(
    r"\b(?:a|an|the|this|these|our|in|on|to|is|was|were|are|from|by|with|for|that|which|using|one|two|three|first|second|"
    r"recent|large|new|present|current|own|based|previous|earlier|other|such|several|case-control|control|experimental|"
    r"observational|prospective|retrospective|comparative|qualitative|quantitative|pilot|clinical|randomi[sz]ed|"
    r"cross-sectional|longitudinal|empirical|linkage|association|field|follow-up|representative|data)\b"
)


def with_head_noun(text: str, name: Span) -> Span:
    """The name with the noun behind it that belongs to it, or the name as it is."""
    head = _HEAD.match(text, name.end)
    return Span(name.start, head.end()) if head is not None else name


def lower_names(text: str, start: int, end: int) -> Iterator[Span]:
    """Names in small letters between two offsets, each with the country or the word that makes it one of a kind."""
    for match in _LOWER.finditer(text, start, end):
        if not _NO_NAME.search(match[0]):
            yield Span(*match.span())
