"""Short forms and the long forms that a paper gives for them, by scispacy's AbbreviationDetector.

The detector is the algorithm of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation
definitions in biomedical text".
"""

from __future__ import annotations

import warnings

from scispacy.abbreviation import AbbreviationDetector
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.document import Document
from kg.names import name_key

_LONGEST = 12  # tokens between brackets; a definition is shorter


class Abbreviations:
    """The long form of every short form that a document defines in brackets."""

    def __init__(self, nlp: Language) -> None:
        self._detector = AbbreviationDetector(nlp, name="abbreviations", make_serializable=False)
        # Its own pattern pairs every "(" with every later ")": minutes for a paper with thousands of brackets.
        self._detector.matcher = _brackets

    def find(self, document: Document) -> dict[str, str]:
        """Long forms as printed, by the name key of the short form; the first definition wins."""
        found: dict[str, str] = {}
        with warnings.catch_warnings():
            # The detector warns of every paper that defines no abbreviation.
            warnings.filterwarnings("ignore", message=r"\[W036\]", category=UserWarning)
            abbreviations = self._detector(document.doc)._.abbreviations
        for short in sorted(abbreviations, key=lambda span: span.start):
            found.setdefault(name_key(short.text), " ".join(short._.long_form.text.split()))
        return found


def _brackets(doc: Doc) -> list[tuple[int, int, int]]:
    """The shortest bracketed stretches, each as (0, token of "(", token behind ")")."""
    found: list[tuple[int, int, int]] = []
    opened = -1
    for token in doc:
        if token.text == "(":
            opened = token.i
        elif token.text == ")":
            if opened >= 0 and 1 < token.i - opened <= _LONGEST:
                found.append((0, opened, token.i + 1))
            opened = -1
    return found
