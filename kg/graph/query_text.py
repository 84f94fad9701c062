"""What the text of a query says before it is run: its words, outside of strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TEXT = r'''
    """(?:[^"\\]|\\.|"(?!""))*"""       # long strings
  | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
  | "(?:[^"\\\n\r]|\\.)*"              # strings
  | '(?:[^'\\\n\r]|\\.)*'
  | <[^<>"{}|^`\x00-\x20]*>            # IRIs
  | \#[^\n\r]*                         # comments
  | \\.                                # an escape in a local name: the quote after it begins no string
'''


def _words(word: str) -> re.Pattern[str]:
    return re.compile(rf"{_TEXT} | (?P<word>{word})", re.VERBOSE | re.DOTALL | re.IGNORECASE)


_SERVICE = _words("service")
_FROM = _words(r"(?<![\w?$:@.-]) from (?![\w:.-]) \s* (?:named\s*)? (?: <[^<>\s]*> | [\w.-]*:[\w.:%-]*\w )")
_FORM = _words(r"(?<![\w?$:@.-]) (?:select|ask|construct|describe) (?![\w:.-])")
_UPDATE = re.compile(
    r"""(?: \s | \#[^\n\r]* | prefix \s+ [^\s:]*: \s* <[^<>\s]*> | base \s* <[^<>\s]*> )*  # its head
        (?: insert | delete | load | clear | drop | create | copy | move | add | with) (?![\w:.-])""",
    re.VERBOSE | re.IGNORECASE,
)
_LIMIT = _words(r"(?<![\w?$:@.-]) limit \s+ (?P<number>\d+) (?![\w:.-])")
_SELECT_OR_BRACE = _words(r"(?<![\w?$:@.-]) select (?![\w:.-]) | \{")
_ALL = re.compile(r"^\s*(?:distinct|reduced)?\s*\*", re.IGNORECASE)


def asks_elsewhere(query: str) -> int | None:
    """The line of the first word that may be the keyword SERVICE, None where there is none.

    The library's parser takes "SERVICEex:a" and "1.SERVICE" for the keyword too, so the word counts wherever it stands
    outside of strings, IRIs and comments: as part of a variable or a local name it is refused needlessly.
    """
    at = _first(_SERVICE, query)
    return None if at is None else query.count("\n", 0, at) + 1


def is_update(query: str) -> bool:
    """Whether the text begins as an update of SPARQL 1.1."""
    return _UPDATE.match(query) is not None


def names_graphs(query: str) -> bool:
    """Whether the query has a FROM clause, and with it says itself which graphs it is about."""
    return _first(_FROM, query) is not None


def without_graphs(query: str) -> str:
    """The query without its FROM clauses."""
    return _FROM.sub(lambda match: " " if match["word"] else match[0], query)


def with_values(query: str, values: Mapping[str, str]) -> str:
    """A SELECT query whose solutions are joined with one row of values: terms in SPARQL's syntax, by variable.

    They stand at the head of every SELECT that names the variable, the outermost and those inside it, because filters
    and counts see only what stands in their own group.
    """
    pieces, copied, selecting = [], 0, None
    for match in _SELECT_OR_BRACE.finditer(query):
        if match["word"] == "{" and selecting is not None:
            selected = query[selecting : match.start()]
            here = [name for name in values if re.search(rf"[?$]{name}\b", selected) or _ALL.search(selected)]
            pieces.append(query[copied : match.end()])
            if here:
                names, terms = " ".join(f"?{name}" for name in here), " ".join(values[name] for name in here)
                pieces.append(f" VALUES ({names}) {{ ({terms}) }} ")
            copied, selecting = match.end(), None
        elif match["word"] and match["word"] != "{":
            selecting = match.end()
    return "".join([*pieces, query[copied:]])


def limits(query: str) -> list[int]:
    """The numbers behind LIMIT, in the order of the text."""
    return [int(match["number"]) for match in _LIMIT.finditer(query) if match["word"]]


def with_limit(query: str, rows: int | None) -> str:
    """The query with this number behind every LIMIT, or without any LIMIT for None."""
    return _LIMIT.sub(lambda m: m[0] if not m["word"] else "" if rows is None else f"LIMIT {rows:d}", query)


def with_prefixes(query: str, known: Mapping[str, str]) -> str:
    """The query with a declaration of each known prefix that it uses and does not declare."""
    declared = set(re.findall(r"(?i)\bprefix\s+([^\s:]*):", prologue(query)))
    used = set(re.findall(r"(?<![\w<:/#?$@-])([A-Za-z][\w-]*):(?=[\w%\\])", query))
    missing = sorted(used & known.keys() - declared)
    return "".join(f"PREFIX {prefix}: <{known[prefix]}>\n" for prefix in missing) + query


def prologue(query: str) -> str:
    """The part of a query before its first keyword: its prefixes, base and comments."""
    at = _first(_FORM, query)
    return query if at is None else query[:at]


def _first(words: re.Pattern[str], query: str) -> int | None:
    return next((match.start() for match in words.finditer(query) if match["word"]), None)
