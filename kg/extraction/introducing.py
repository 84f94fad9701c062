"""Whether a paper presents a dataset as its own: said in a sentence with the name, or in the title.

A rule, because introduced datasets are too rare in the hand-answered papers (16 of 943) to learn it from them.
"""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.naming import Named
from kg.names import name_key

_DATA = r"data ?sets?|corpus|corpora|benchmarks?|database|collection|treebank|challenge|survey|cohort|registry|data"
_PRESENTS = re.compile(
    r"\b(?:we|this (?:paper|work|article|study)|our (?:paper|work))\s+"
    r"(?:(?:also|then|further|thus|here|now|therefore)\s+)?"
    r"(?:introduces?|presents?|releases?|propose[sd]?|publish(?:es|ed)?|contributes?|creates?d?|construct(?:ed|s)?|"
    r"collect(?:ed|s)?|build|built|develop(?:ed|s)?|annotate[sd]?|compile[sd]?|provides?)\b(?P<gap>[^.;]{0,90})$",
    re.IGNORECASE,
)
# Between the verb and the name, these say that something else is presented ("we present results on X").
_ASIDE = re.compile(r"\b(?:on|for|using|with|from|over|in|to|at|by|against|than|includ\w+|such)\b", re.IGNORECASE)
_CALLED_NEW = re.compile(r"\s*(?:\([^)]*\))?,\s+(?:a|our)\s+(?:new|novel)\b", re.IGNORECASE)
_SPEAKS_OF_DATA = re.compile(rf"\b(?:{_DATA})\b", re.IGNORECASE)
_TITLE = re.compile(rf"\b(?:{_DATA})\b(?! (?:\d{{4}} )?task)", re.IGNORECASE)


def introduces(named: Named, document: Document) -> bool:
    """Whether the paper introduces the dataset."""
    return _in_title(named, document.paper.title) or _in_sentence(named, document)


def _in_title(named: Named, title: str) -> bool:
    """Whether the title opens with the name and calls it data ("EPIC-KITCHENS: a dataset of ...")."""
    key = f"{name_key(title)} "
    calls_data = _TITLE.search(title) is not None
    return calls_data and any(key.startswith((f"{name_key(s)} ", f"the {name_key(s)} ")) for s in named.surfaces)


def _in_sentence(named: Named, document: Document) -> bool:
    text = document.paper.text
    for mention in named.mentions:
        sentence = document.sentence_at(mention.span)
        if not _SPEAKS_OF_DATA.search(text, sentence.start, sentence.end):
            continue
        presents = _PRESENTS.search(text[sentence.start : mention.span.start])
        if presents is not None and not _ASIDE.search(presents["gap"]):
            return True
        if _CALLED_NEW.match(text, mention.span.end):
            return True
    return False
