r"""Mathematics of a LaTeX paper as plain text where it is short, and environments that print no words."""

from __future__ import annotations

import re

from kg.readers.latex_commands import DISPLAYS, LEFT_OUT
from kg.readers.latex_floats import environment_handlers
from kg.readers.latex_tokens import PAR, Tokens
from kg.readers.latex_typesetter import BARRIERS, Block, Handler, Typesetter

_LONGEST_DISPLAY = 80
# Mathematics never runs over the end of a paragraph: what would has lost its end.
_DISPLAY_BARRIERS = BARRIERS | {PAR}
_MATH_BARRIERS = _DISPLAY_BARRIERS | {r"\item", r"\caption", r"\footnote"}
_RAISED_WORD = re.compile(r"[^\W\d_]+|[°′″†‡*⋆+]+")


def _math(paper: Typesetter, token: str) -> None:
    if paper.in_math:
        return
    if paper.stream.peek() == "$":
        paper.stream.take()
        tokens = paper.stream.until(frozenset({"$"}), _DISPLAY_BARRIERS)
        if tokens is not None and paper.stream.peek() == "$":
            paper.stream.take()
    else:
        tokens = paper.stream.until(frozenset({"$"}), _MATH_BARRIERS)
    if tokens is not None:
        # However long: a dollar sign too many makes a formula of a sentence.
        _formula(paper, tokens, longest=None)


def _bracketed_math(paper: Typesetter, token: str) -> None:
    tokens = paper.stream.until(frozenset({r"\)" if token == r"\(" else r"\]"}), _DISPLAY_BARRIERS)
    if tokens is not None:
        _formula(paper, tokens)


def _display(paper: Typesetter, token: str) -> None:
    tokens = _whole(paper, token, _DISPLAY_BARRIERS)
    if tokens is not None and not paper.in_math:
        paper.write(" ")
        _formula(paper, tokens)
        paper.write(" ")
    elif tokens is not None:
        paper.stream.put(tokens)


def _whole(paper: Typesetter, token: str, barriers: frozenset[str]) -> Tokens | None:
    """The contents of the environment just begun, also where a macro of the paper ends it."""
    end = token.replace(r"\begin", r"\end", 1)
    tokens = paper.stream.nested_until(token, end, barriers)
    if tokens is None:
        tokens = paper.stream.until(paper.macros.ending_in(end), barriers or BARRIERS)
    return tokens


def _formula(paper: Typesetter, tokens: Tokens, *, longest: int | None = _LONGEST_DISPLAY) -> None:
    block = paper.aside(tokens, Block(paper.target.zone), in_math=True)
    if longest is None or len(block.text()) <= longest:
        paper.target.pieces += block.pieces


def _script(paper: Typesetter, token: str) -> None:
    """A sub- or superscript: "10^6" and "x_i", but "4th", "90°" and "BERTbase"."""
    if not paper.in_math:
        paper.write(token)
        return
    words = paper.text_of(paper.stream.argument()).strip()
    leads = not any(isinstance(piece, str) and piece.strip() for piece in paper.target.pieces)
    bare = (
        _RAISED_WORD.fullmatch(words) if leads or words in ("th", "st", "nd", "rd") else re.fullmatch(r"[°′†*]+", words)
    )
    paper.write(words if bare or (leads and token == "_") or not words else token + words)


def _raised(paper: Typesetter, token: str) -> None:
    words = paper.text_of(paper.stream.argument())
    paper.write("^" + words if words[:1].isdigit() else words)


def _fraction(paper: Typesetter, token: str) -> None:
    above, below = paper.stream.argument(), paper.stream.argument()
    paper.stream.put(["{", *above, "}", "/", "{", *below, "}"])


def _delimiter(paper: Typesetter, token: str) -> None:
    following = paper.stream.peek()
    if following.startswith("."):
        paper.stream.take()
        if following[1:]:
            paper.stream.put([following[1:]])


def _leave_out(paper: Typesetter, token: str) -> None:
    # The captions of a drawing or listing are kept: they are said outside of it.
    _whole(paper, token, frozenset())


MATH: dict[str, Handler] = {
    **environment_handlers(DISPLAYS, _display),
    **environment_handlers(LEFT_OUT, _leave_out),
    "$": _math,
    **dict.fromkeys((r"\(", r"\["), _bracketed_math),
    **dict.fromkeys(("^", "_"), _script),
    r"\textsuperscript": _raised,
    **dict.fromkeys((r"\frac", r"\tfrac", r"\dfrac", r"\nicefrac", r"\sfrac"), _fraction),
    **dict.fromkeys((r"\left", r"\right", r"\middle"), _delimiter),
}  # fmt: skip
