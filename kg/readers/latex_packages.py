r"""The commands that a paper's own package defines: `\usepackage{macros}` with a macros.sty beside the paper.

Style files of conferences lie there too, and are programs: of a package only commands that merely say something are
taken (`\newcommand{\imnet}{ImageNet\xspace}`), not what works on the page.
"""

from __future__ import annotations

from collections.abc import Set

from kg.readers.latex_commands import SIGNATURES
from kg.readers.latex_macros import Macro, Macros
from kg.readers.latex_symbols import ACCENTS, SYMBOLS
from kg.readers.latex_tokens import Stream, tokenise

_LONGEST_BODY = 60  # tokens
_LARGEST = 200_000  # characters; a package of this size is somebody else's


def define_from(source: str, macros: Macros) -> None:
    """Add to a paper's macros the commands that the source of a package defines and that merely say something."""
    if len(source) > _LARGEST:
        return
    own = Macros(macros.protected)
    stream = Stream(tokenise("\\makeatletter " + source))
    while stream.rest:
        token = stream.take()
        if not own.defines(token, stream) and token == r"\endinput":
            break
    for name, macro in own.table.items():
        if _merely_says(name, macro, macros.protected):
            macros.define(name, macro, keep=True)


def _merely_says(name: str, macro: Macro, protected: Set[str]) -> bool:
    known = name in SIGNATURES or name in SYMBOLS or name in ACCENTS
    return (
        not known
        and "@" not in name
        and name[1:].isalpha()
        and len(macro.body) <= _LONGEST_BODY
        and all("@" not in token or token[0] != "\\" for token in macro.body)
    )
