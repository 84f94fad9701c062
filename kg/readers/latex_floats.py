r"""Figures, tables, captions and notes of a LaTeX paper: passages of their own, after the paragraph they interrupt."""

from __future__ import annotations

from kg.model import Zone
from kg.readers.latex_commands import ENVIRONMENT_SIGNATURES, FIGURE_FLOATS, TABLE_FLOATS, TABULARS
from kg.readers.latex_tokens import plain
from kg.readers.latex_typesetter import BARRIERS, Block, Frame, Handler, Typesetter


def _float(paper: Typesetter, token: str) -> None:
    name = token[token.index("{") + 1 : -1]
    zone: Zone = "table" if name in TABLE_FLOATS else "caption"
    paper.take_arguments(ENVIRONMENT_SIGNATURES.get(name, "o"))
    if paper.zone is None or paper.fixed:
        return
    saved = (paper.out, paper.pending, paper.target, paper.zone)
    # What a figure holds besides its caption is labels; what a table holds besides its cells is notes.
    paper.out, paper.pending, paper.zone = paper.pending, [], zone
    paper.target = Block(zone, paper.heading)

    def close() -> None:
        paper.flush()
        paper.out, paper.pending, paper.target, paper.zone = saved

    paper.frames.append(Frame(name, close))


def _tabular(paper: Typesetter, token: str) -> None:
    name = token[token.index("{") + 1 : -1]
    paper.take_arguments(ENVIRONMENT_SIGNATURES.get(name, "o"))
    saved = (paper.target, paper.fixed, paper.line_break, paper.cell_break, paper.braces)
    if paper.fixed or paper.zone is None:
        paper.line_break, paper.cell_break = " ", " "
    else:
        paper.target = Block("table", paper.heading)
        paper.line_break, paper.cell_break, paper.fixed = "\n", "\t", True
    paper.braces = 0
    block = paper.target

    def close() -> None:
        paper.target, paper.fixed, paper.line_break, paper.cell_break, paper.braces = saved
        if block is not paper.target:
            paper.pending.append(block)

    paper.frames.append(Frame(name, close))


def _cell(paper: Typesetter, token: str) -> None:
    # A cell that opens more braces than it closes must not take the rows after it with it.
    paper.braces = 0
    paper.write(paper.cell_break)


def _line(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    paper.write(paper.line_break if paper.braces <= 0 or paper.cell_break == " " else " ")


def _multicolumn(paper: Typesetter, token: str) -> None:
    count = plain(paper.stream.argument())
    paper.stream.argument()
    text = paper.stream.argument()
    more = min(int(count), 50) - 1 if count.isdecimal() else 0
    paper.stream.put(["{", *text, "}", *["&"] * more])


def _caption(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    if token in (r"\captionof", r"\bicaption"):
        paper.stream.star()
        paper.stream.argument()
    paper.stream.option()
    _note(paper, "caption")


def _subfloat(paper: Typesetter, token: str) -> None:
    tokens = paper.stream.option()
    while (more := paper.stream.option()) is not None:
        tokens = more
    if tokens and paper.target.zone is not None:
        paper.pending.append(paper.aside(tokens, Block("caption", paper.heading)))


def _footnote(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    _note(paper, "footnote")


def _note(paper: Typesetter, zone: Zone) -> None:
    tokens = paper.stream.argument(BARRIERS)
    if paper.zone is not None:
        paper.pending.append(paper.aside(tokens, Block(zone, paper.heading)))


def environment_handlers(names: frozenset[str], handler: Handler) -> dict[str, Handler]:
    """One handler for the beginnings of several environments."""
    return {f"\\begin{{{name}}}": handler for name in names}


FLOATS: dict[str, Handler] = {
    **environment_handlers(TABLE_FLOATS | FIGURE_FLOATS, _float),
    **environment_handlers(TABULARS, _tabular),
    "&": _cell,
    "\\\\": _line,
    r"\tabularnewline": _line,
    r"\multicolumn": _multicolumn,
    **dict.fromkeys((r"\caption", r"\captionof", r"\subcaption", r"\bicaption", r"\topcaption"), _caption),
    **dict.fromkeys((r"\subfloat", r"\subfigure", r"\subtable"), _subfloat),
    **dict.fromkeys((r"\footnote", r"\footnotetext", r"\thanks", r"\tablefootnote", r"\blfootnote"), _footnote),
}  # fmt: skip
