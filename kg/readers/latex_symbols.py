"""Control sequences that print a character: symbols, accents, letters of other alphabets.

Symbols come from the tables of pylatexenc; what these lack or print otherwise than readers expect stands here.
"""

from __future__ import annotations

import unicodedata

from pylatexenc.latex2text import get_default_latex_context_db

# Combining characters by the command that sets them.
_TEXT_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
ACCENTS = {"\\" + name: mark for name, mark in _TEXT_ACCENTS.items()}
MATH_ACCENTS = {
    r"\hat": "\u0302", r"\widehat": "\u0302", r"\tilde": "\u0303", r"\widetilde": "\u0303", r"\bar": "\u0304",
    r"\dot": "\u0307", r"\ddot": "\u0308", r"\acute": "\u0301", r"\grave": "\u0300", r"\check": "\u030c",
}  # fmt: skip

_OURS = {
    "%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ",
    ":": " ", ">": " ", "!": "", "/": "", "-": "", "@": "", "(": "", ")": "", "|": "‖", "quad": "  ", "qquad": "  ",
    "enspace": " ", "enskip": " ", "thinspace": " ", "space": " ", "nobreakspace": " ",
    "bibnamedelima": " ", "bibnamedelimb": " ", "bibnamedelimc": " ", "bibnamedelimd": " ", "bibnamedelimi": " ",
    "newline": " ", "linebreak": " ", "checkmark": "✓", "cmark": "✓", "xmark": "✗", "ding": "", "copyright": "©",
    "textcopyright": "©", "S": "§", "P": "¶", "pounds": "£", "euro": "€", "texteuro": "€", "dag": "†", "ddag": "‡",
    "textdagger": "†", "textdaggerdbl": "‡", "sim": "~", "textasciitilde": "~", "approx": "≈", "textbar": "|",
    "textbackslash": "\\", "textunderscore": "_", "textasciicircum": "^", "textdegree": "°", "degree": "°", "circ": "°",
    "textquotesingle": "'", "textquotedbl": '"', "lq": "‘", "rq": "’", "TeX": "TeX", "LaTeX": "LaTeX",
    "BibTeX": "BibTeX", "eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "wrt": "w.r.t.", "vs": "vs.",
    "cf": "cf.", "Eg": "E.g.", "Ie": "I.e.", "aka": "a.k.a.", "mid": "|", "vert": "|", "Vert": "‖", "lbrace": "{",
    "rbrace": "}", "colon": ":", "prime": "′", "ast": "*", "star": "⋆", "le": "≤", "ge": "≥", "ne": "≠", "textmu": "µ",
    "textregistered": "®", "texttrademark": "™", "slash": "/", "textgreater": ">", "textless": "<", "ell": "ℓ",
    "backslash": "\\", "lesssim": "≲", "gtrsim": "≳", "textendash": "–", "textemdash": "—", "dots": "…", "ldots": "…",
    "dotsc": "…", "dotsb": "…", "cdots": "⋯", "textellipsis": "…", "i": "ı", "j": "ȷ", "deg": "deg", "Pr": "Pr",
    "arg": "arg", "argmax": "arg max", "argmin": "arg min", "det": "det", "dim": "dim", "ker": "ker", "gcd": "gcd",
    "ln": "ln", "lg": "lg", "bmod": "mod", "mod": "mod", "BibUrl": "", "and": " and ", "slashed": "", "cent": "¢",
}  # fmt: skip


def _symbols() -> dict[str, str]:
    table: dict[str, str] = {}
    for spec in get_default_latex_context_db().iter_macro_specs():
        text = spec.simplify_repl
        # Longer texts are placeholders ("<ref>") and templates, not characters.
        if isinstance(text, str) and (len(text) <= 2 or text.isalpha()) and "%" not in text and spec.macroname:
            table["\\" + spec.macroname] = text
    table.update({"\\" + name: text for name, text in _OURS.items()})
    return table


SYMBOLS = _symbols()


def accented(letter: str, mark: str) -> str:
    """A letter with a combining mark, as one character where there is one; a dotless i or j gets its usual accents."""
    letter = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1]) + letter[1:]
    if not letter.strip():
        return letter
    return unicodedata.normalize("NFC", letter[0] + mark) + letter[1:]
