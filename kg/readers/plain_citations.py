"""Citations as pandoc's Markdown writes them: "[see @a; @b, p. 3]", "@a [p. 3]", "@{a}", "-@a"."""

from __future__ import annotations

import re

from kg.model import Marker, Span

_GROUP = re.compile(r"\[[^\[\]@]*@[^\[\]]*\]")
# Letters and digits with single signs between them; anything in braces. A letter before the sign makes an address.
_KEY = re.compile(r"(?<![\w@.])-?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>\w+(?:[:.#$%&+?<>~/-]\w+)*/?))")
# What pandoc-crossref and Quarto write in the same way for figures, tables and the like.
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|tab|eq|sec|lst|thm|lem|cor|def|exm|alg)[:-]", re.IGNORECASE)


def pandoc_markers(text: str, keys: frozenset[str]) -> list[Marker]:
    """The citations in a text, in its order; `keys` are those of the bibliography.

    One marker covers all that stands in one pair of brackets. A key that the bibliography does not have makes a marker
    without keys in brackets, and none in running text, where handles look the same.
    """
    found: list[Marker] = []
    done = 0
    for group in _GROUP.finditer(text):
        found += _bare(text, done, group.start(), keys)
        done = group.end()
        cited = [
            key for one in _KEY.finditer(group[0]) if not _CROSS_REFERENCE.match(key := _key(one, keys)) or key in keys
        ]
        if cited:
            known = tuple(key for key in dict.fromkeys(cited) if key in keys)
            found.append(Marker(Span(group.start(), group.end()), known))
    return found + _bare(text, done, len(text), keys)


def _bare(text: str, begin: int, end: int, keys: frozenset[str]) -> list[Marker]:
    """Citations without brackets."""
    found = []
    for one in _KEY.finditer(text, begin, end):
        key = _key(one, keys)
        if key in keys:
            close = one.end() if one["braced"] else one.start() + one[0].index(key) + len(key)
            found.append(Marker(Span(one.start(), close), (key,)))
    return found


def _key(found: re.Match[str], keys: frozenset[str]) -> str:
    """The key that is written; of a bare one, the longest beginning that is known ends it."""
    key = found["braced"] or found["bare"]
    if found["braced"] or key in keys:
        return key
    shorter = key
    while shorter not in keys and (cut := re.search(r"\W+\w*/?$", shorter)):
        shorter = shorter[: cut.start()]
    return shorter if shorter in keys else key
