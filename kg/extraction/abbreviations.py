"""Short forms and the long forms that a paper gives for them, by the steps of scispacy's AbbreviationDetector.

They are the algorithm of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text".
"""

from __future__ import annotations

from scispacy.abbreviation import filter_matches, find_abbreviation
from spacy.tokens import Doc

from kg.extraction.document import Document
from kg.names import name_key

_LONGEST = 12  # tokens between brackets; a definition is shorter


def find_long_forms(document: Document) -> dict[str, str]:
    """Long forms as printed, by the name key of the short form that is defined in brackets; the first one wins.

    The detector itself pairs every "(" with every later ")" and looks for every short form at every word: minutes for a
    paper with thousands of them.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for before, bracketed in filter_matches(_brackets(document.doc), document.doc):
        short, long = find_abbreviation(before, bracketed)
        if long is not None and long.text not in taken:
            taken.add(long.text)
            found.setdefault(name_key(short.text), " ".join(long.text.split()))
    return found


def _brackets(doc: Doc) -> list[tuple[int, int, int]]:
    """What stands in the shortest brackets, each as (0, token behind "(", token of ")")."""
    found: list[tuple[int, int, int]] = []
    opened = -1
    for at, token in enumerate(doc):
        if token.text == "(":
            opened = at
        elif token.text == ")":
            if opened >= 0 and 1 < at - opened <= _LONGEST:
                found.append((0, opened + 1, at))
            opened = -1
    return found
