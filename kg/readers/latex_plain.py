"""A snippet of LaTeX as the words it prints: names, titles, fields of BibTeX files."""

from __future__ import annotations

import re

from kg.readers.file_trees import InMemory
from kg.readers.latex_citing import CITING
from kg.readers.latex_commands import SPECIAL_ENVIRONMENTS
from kg.readers.latex_files import Project
from kg.readers.latex_floats import FLOATS
from kg.readers.latex_front import ACRONYMS, FRONT
from kg.readers.latex_macros import DEFINING
from kg.readers.latex_math import MATH
from kg.readers.latex_sections import STRUCTURE
from kg.readers.latex_tokens import tokenise
from kg.readers.latex_typesetter import Typesetter

HANDLERS = {**FRONT, **ACRONYMS, **STRUCTURE, **FLOATS, **MATH, **CITING}
# Names so short or common that a paper's own meaning of them comes first.
_FREE = frozenset(ACRONYMS) | {r"\name", r"\Title", r"\Author", r"\cites", r"\nicefrac", r"\subtable"}
# BibTeX knows no comments.
_PERCENT = re.compile(r"(?<!\\)%")
PROTECTED = (
    (frozenset(HANDLERS) - _FREE)
    | DEFINING
    | {f"\\{side}{{{name}}}" for side in ("begin", "end") for name in SPECIAL_ENVIRONMENTS}
)


def printed(source: str) -> str:
    """The words that a snippet of LaTeX prints, on one line."""
    if not any(mark in source for mark in "\\{}$~`'-%"):
        return " ".join(source.split())
    typesetter = Typesetter(Project(InMemory({}), ""), HANDLERS, PROTECTED)
    return " ".join(typesetter.text_of(tokenise(_PERCENT.sub(r"\\%", source))).split())
