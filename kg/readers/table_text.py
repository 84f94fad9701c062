"""A table that stands as a string, in HTML or LaTeX, into rows of cells."""

from __future__ import annotations

import re

from lxml import html

from kg.readers.latex_plain import printed
from kg.readers.xml import flat

_TABULAR = re.compile(
    r"\\begin\s*\{(?:tabular[xy]?|longtable|array|tabu)\*?\}(?:\s*\[[^\]]*\])?(.*?)\\end\s*\{(?:tabular|longtable|array|tabu)",
    re.DOTALL,
)
_COLUMNS = re.compile(r"\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}\s*){1,2}")
_RULE = re.compile(r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^{}]*\}|cmidrule(?:\([^()]*\))?\{[^{}]*\})")
_SPANNING = re.compile(r"\\multi(?:column|row)\s*\{[^{}]*\}\s*\{[^{}]*\}")


def html_rows(source: str) -> list[list[str]]:
    """The rows of all tables in a piece of HTML."""
    fragment = html.fromstring(f"<div>{source}</div>")
    return [
        [flat("".join(map(str, cell.itertext()))).strip() for cell in row.iterchildren("td", "th")]
        for row in fragment.iter("tr")
    ]


def latex_rows(source: str) -> list[list[str]]:
    r"""The rows of the tabulars in a piece of LaTeX; of a piece without one, its rows by "\\" and "&"."""
    found = [_COLUMNS.sub("", body, count=1) for body in _TABULAR.findall(source)] or [source]
    rows = []
    for body in found:
        for row in re.split(r"\\\\(?:\s*\[[^\]]*\])?|\\tabularnewline", _SPANNING.sub("", _RULE.sub("", body))):
            cells = [printed(cell).strip() for cell in re.split(r"(?<!\\)&", row)]
            if any(cells):
                rows.append(cells)
    return rows
