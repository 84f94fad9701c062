r"""Sections, floats, tables, notes, mathematics and the front matter of a LaTeX paper: what makes its passages."""

from __future__ import annotations

import re

from kg.model import Zone
from kg.readers.latex_commands import (
    DISPLAYS,
    ENVIRONMENT_SIGNATURES,
    FIGURE_FLOATS,
    LEFT_OUT,
    TABLE_FLOATS,
    TABULARS,
)
from kg.readers.latex_people import BETWEEN
from kg.readers.latex_tokens import PAR, Tokens, plain
from kg.readers.latex_typesetter import BARRIERS, SECTIONS, Block, Frame, Handler, Typesetter
from kg.readers.wording import is_availability

_APPENDIX = re.compile(r"(?:[A-Z\d][.:]?\s+)?(?:appendi(?:x|ces)|supplementa(?:ry|l)|supplement\b)", re.IGNORECASE)
_LONGEST_MATH = 80
_MATH_BARRIERS = BARRIERS | {PAR, r"\item", r"\caption", r"\footnote"}
_RAISED_WORD = re.compile(r"[^\W\d_]+|[°′″†‡*⋆+]+")


def _section(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    tokens = paper.stream.argument(BARRIERS)
    if paper.fixed and any(frame.name == "thebibliography" for frame in paper.frames) is False:
        paper.stream.put(["{", *tokens, "}", PAR])
        return
    if any(frame.name == "abstract" for frame in paper.frames) and token != r"\section":
        _run_in_heading(paper, tokens)
        return
    paper.close_frames()
    paper.flush()
    _head(paper, paper.text_of(tokens))


def _head(paper: Typesetter, heading: str) -> None:
    if paper.zone is None:
        return
    paper.heading = " ".join(heading.split())
    if paper.zone == "appendix" or _APPENDIX.match(heading):
        paper.zone = "appendix"
    else:
        paper.zone = "availability" if is_availability(heading) else "body"
    paper.target = Block(paper.zone, paper.heading)


def _run_in_heading(paper: Typesetter, tokens: Tokens) -> None:
    paper.paragraph()
    paper.stream.put(["{", *tokens, "}", " "])


def _paragraph_heading(paper: Typesetter, token: str) -> None:
    r"""`\paragraph{Datasets.}` is printed in the line: its words are text, and the heading of what follows."""
    paper.stream.star()
    paper.stream.option()
    tokens = paper.stream.argument(BARRIERS)
    if not paper.fixed and not paper.frames:
        paper.flush()
        _head(paper, paper.text_of(tokens).rstrip(" .:"))
    _run_in_heading(paper, tokens)


def _appendix(paper: Typesetter, token: str) -> None:
    paper.paragraph()
    if paper.zone is not None:
        paper.zone = "appendix"
        paper.target = Block(paper.zone, paper.heading) if not paper.fixed else paper.target


def _abstract(paper: Typesetter, token: str) -> None:
    paper.flush()
    zone, heading = paper.zone, paper.heading
    paper.zone, paper.heading = "abstract", "Abstract"
    paper.target = Block("abstract", "Abstract")

    def close() -> None:
        paper.zone, paper.heading = zone, heading
        paper.flush()

    paper.frames.append(Frame("abstract", close))


def _abstract_command(paper: Typesetter, token: str) -> None:
    paper.stream.put([r"\begin{abstract}", *paper.stream.argument(BARRIERS), r"\end{abstract}"])


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


def _item(paper: Typesetter, token: str) -> None:
    paper.paragraph()
    label = paper.stream.option()
    if label:
        paper.stream.put(["{", *label, "}", " "])


def _math(paper: Typesetter, token: str) -> None:
    if paper.in_math:
        return
    if paper.stream.peek() == "$":
        paper.stream.take()
        tokens = paper.stream.until(frozenset({"$"}), BARRIERS)
        if tokens is not None and paper.stream.peek() == "$":
            paper.stream.take()
    else:
        tokens = paper.stream.until(frozenset({"$"}), _MATH_BARRIERS)
    if tokens is not None:
        # However long: a dollar sign too many makes a formula of a sentence.
        _formula(paper, tokens, longest=None)


def _bracketed_math(paper: Typesetter, token: str) -> None:
    tokens = paper.stream.until(frozenset({r"\)" if token == r"\(" else r"\]"}), BARRIERS)
    if tokens is not None:
        _formula(paper, tokens)


def _display(paper: Typesetter, token: str) -> None:
    tokens = _whole(paper, token)
    if tokens is not None and not paper.in_math:
        paper.write(" ")
        _formula(paper, tokens)
        paper.write(" ")
    elif tokens is not None:
        paper.stream.put(tokens)


def _whole(paper: Typesetter, token: str) -> Tokens | None:
    """The contents of the environment just begun, also where a macro of the paper ends it."""
    end = token.replace(r"\begin", r"\end", 1)
    tokens = paper.stream.nested_until(token, end)
    if tokens is None:
        tokens = paper.stream.until(paper.macros.ending_in(end), BARRIERS)
    return tokens


def _formula(paper: Typesetter, tokens: Tokens, *, longest: int | None = _LONGEST_MATH) -> None:
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
    _whole(paper, token)


def _begin_document(paper: Typesetter, token: str) -> None:
    paper.close_frames()
    paper.flush()
    paper.zone = "body"
    paper.target = Block("body")


def _end_document(paper: Typesetter, token: str) -> None:
    paper.stream.rest.clear()


def _title(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    title = paper.stream.argument(BARRIERS)
    paper.title = paper.title or title


def _author(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    paper.authors.append(paper.stream.argument(BARRIERS))


def _between(paper: Typesetter, token: str) -> None:
    paper.write(BETWEEN if paper.line_break == "\n" and paper.fixed else " ")


def _address(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    paper.stream.argument(BARRIERS)


def _date(paper: Typesetter, token: str) -> None:
    paper.date = paper.stream.argument(BARRIERS)


def _optional_text(paper: Typesetter, token: str) -> None:
    r"""`\twocolumn[...]` prints its optional argument."""
    paper.stream.put(paper.stream.option() or [])


def _input(paper: Typesetter, token: str) -> None:
    if paper.stream.peek() == "{":
        name = plain(paper.stream.argument())
        if token in (r"\import", r"\subimport"):
            name += plain(paper.stream.argument())
    else:
        taken: Tokens = []
        while paper.stream.peek() not in ("", " ", PAR) and paper.stream.peek()[0] not in "\\{}":
            taken.append(paper.stream.take())
        name = plain(taken)
    paper.pull_in(paper.project.pull_in(name))


def _acronym(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    key = plain(paper.stream.argument())
    short = paper.stream.option() if token == r"\acro" else paper.stream.argument()
    paper.acronyms[key] = (short or [key], paper.stream.argument())


def _glossary(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    key = plain(paper.stream.argument())
    short, long = paper.acronyms.get(key, ([key], []))
    name = token.lower()
    tokens = long if "long" in name and long else [*long, " (", *short, ")"] if "full" in name and long else short
    paper.stream.put(["{", *tokens, *(["s"] if name.endswith(("pl", "acp", "acsp")) else []), "}"])


def _xspace(paper: Typesetter, token: str) -> None:
    paper.xspace()


def _break_paragraph(paper: Typesetter, token: str) -> None:
    paper.paragraph()


def _length(paper: Typesetter, token: str) -> None:
    """Spacing that ends in a length without braces."""
    paper.drop_length()


def _gap(paper: Typesetter, token: str) -> None:
    # Wider than one space: names of authors are set apart by such gaps alone.
    if token == r"\hspace":
        paper.take_arguments("sm")
    paper.write("  ")


def _csname(paper: Typesetter, token: str) -> None:
    tokens = paper.stream.until(frozenset({r"\endcsname"}), BARRIERS)
    if tokens is not None:
        paper.stream.put(["\\" + plain(tokens)])


def _environments(names: frozenset[str], handler: Handler) -> dict[str, Handler]:
    return {f"\\begin{{{name}}}": handler for name in names}


LAYOUT: dict[str, Handler] = {
    **dict.fromkeys(SECTIONS, _section),
    **dict.fromkeys((r"\paragraph", r"\subparagraph"), _paragraph_heading),
    **dict.fromkeys((r"\appendix", r"\begin{appendices}", r"\begin{appendix}", r"\appendices"), _appendix),
    **dict.fromkeys((r"\begin{abstract}", r"\begin{Abstract}", r"\begin{onecolabstract}"), _abstract),
    r"\abstract": _abstract_command,
    **_environments(TABLE_FLOATS | FIGURE_FLOATS, _float),
    **_environments(TABULARS, _tabular),
    **_environments(DISPLAYS, _display),
    **_environments(LEFT_OUT, _leave_out),
    "&": _cell,
    "\\\\": _line,
    r"\tabularnewline": _line,
    r"\multicolumn": _multicolumn,
    **dict.fromkeys((r"\caption", r"\captionof", r"\subcaption", r"\bicaption", r"\topcaption"), _caption),
    **dict.fromkeys((r"\subfloat", r"\subfigure", r"\subtable"), _subfloat),
    **dict.fromkeys((r"\footnote", r"\footnotetext", r"\thanks", r"\tablefootnote", r"\blfootnote"), _footnote),
    r"\item": _item,
    "$": _math,
    **dict.fromkeys((r"\(", r"\["), _bracketed_math),
    **dict.fromkeys(("^", "_"), _script),
    "~": lambda paper, token: paper.write(" "),
    r"\textsuperscript": _raised,
    **dict.fromkeys((r"\frac", r"\tfrac", r"\dfrac", r"\nicefrac", r"\sfrac"), _fraction),
    **dict.fromkeys((r"\left", r"\right", r"\middle"), _delimiter),
    r"\begin{document}": _begin_document,
    r"\end{document}": _end_document,
    **dict.fromkeys((r"\title", r"\icmltitle", r"\Title", r"\aistatstitle", r"\jmlrtitle"), _title),
    **dict.fromkeys((r"\author", r"\icmlauthor", r"\Author", r"\aistatsauthor", r"\name"), _author),
    r"\date": _date,
    r"\twocolumn": _optional_text,
    **dict.fromkeys((r"\input", r"\include", r"\subfile", r"\import", r"\subimport"), _input),
    **dict.fromkeys((r"\newacronym", r"\acrodef", r"\acro"), _acronym),
    **dict.fromkeys(
        (r"\gls", r"\Gls", r"\glspl", r"\Glspl", r"\acrshort", r"\acrlong", r"\acrfull", r"\ac", r"\acp", r"\acs",
         r"\acsp", r"\acl", r"\acf"), _glossary),
    r"\xspace": _xspace,
    **dict.fromkeys((r"\par", r"\bigskip", r"\medskip", r"\smallskip", r"\newpage", r"\clearpage"), _break_paragraph),
    **dict.fromkeys((r"\vskip", r"\hskip", r"\kern", r"\mkern", r"\penalty", r"\fontdimen", r"\advance", r"\vrule",
                     r"\hrule", r"\raise", r"\lower", r"\moveleft", r"\moveright"), _length),
    **dict.fromkeys((r"\hspace", r"\hfill", r"\hfil"), _gap),
    r"\csname": _csname,
    **dict.fromkeys((r"\and", r"\And", r"\AND"), _between),
    **dict.fromkeys((r"\IEEEauthorblockA", r"\affil"), _address),
}  # fmt: skip
