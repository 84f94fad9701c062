"""Formulas as they read in running text: short ones, from TeX or MathML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.readers.latex_plain import printed
from kg.readers.xml import flat

# Characters; a longer one is set apart in print, and its letters are no words.
_LONGEST = 80
_DELIMITED = re.compile(r"^\s*(?:\\\(|\\\[|\$\$?)(.*?)(?:\\\)|\\\]|\$\$?)\s*$", re.DOTALL)
_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.*?)\\end\s*\{document\}", re.DOTALL)
_NOT_SHOWN = frozenset({"annotation", "annotation-xml", "tex-math"})


def of_tex(tex: str) -> str:
    """A formula of TeX as it reads, whatever delimiters or document it stands in; a space for a long one."""
    document = _DOCUMENT.search(tex)
    tex = document[1] if document else tex
    inside = _DELIMITED.match(tex)
    tex = " ".join((inside[1] if inside else tex).replace("$", " ").split())
    if not tex or len(tex) > 4 * _LONGEST:
        return " "
    return _short(printed(f"${tex}$"))


def of_mathml(math: etree._Element) -> str:
    """The letters of a formula in MathML, without the TeX that may stand beside it; a space for a long one."""
    return _short(flat("".join(_letters(math))))


def _letters(element: etree._Element) -> Iterator[str]:
    yield (element.text or "").strip()
    for child in element.iterchildren(etree.Element):
        if child.tag not in _NOT_SHOWN:
            yield from _letters(child)
        yield (child.tail or "").strip()


def _short(shown: str) -> str:
    return shown if len(shown) <= _LONGEST else " "
