r"""Sections, paragraphs, lists and the abstract of a LaTeX paper: which zone and heading its text stands under."""

from __future__ import annotations

import re

from kg.readers.latex_tokens import PAR, Tokens
from kg.readers.latex_typesetter import BARRIERS, SECTIONS, Block, Frame, Handler, Typesetter
from kg.readers.wording import is_availability

_APPENDIX = re.compile(r"(?:[A-Z\d][.:]?\s+)?(?:appendi(?:x|ces)|supplementa(?:ry|l)|supplement\b)", re.IGNORECASE)


def _section(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    tokens = paper.stream.argument(BARRIERS)
    if paper.fixed and not any(frame.name == "thebibliography" for frame in paper.frames):
        paper.stream.put(["{", *tokens, "}", PAR])
        return
    if any(frame.name == "abstract" for frame in paper.frames) and token != r"\section":
        _run_in_heading(paper, tokens)
        return
    paper.close_frames()
    paper.flush()
    # A heading is text like any other: it may name a dataset, or cite.
    printed = paper.aside(tokens, Block(paper.zone))
    _head(paper, "".join(piece for piece in printed.pieces if isinstance(piece, str)))
    paper.target = Block(printed.zone and paper.zone, paper.heading, printed.pieces)
    paper.flush()


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
    # A full stop keeps the heading apart from the sentence after it.
    stop = "" if paper.text_of(tokens)[-1:] in ("", ".", ":", "?", "!") else "."
    paper.stream.put(["{", *tokens, "}", *stop, " "])


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


def _item(paper: Typesetter, token: str) -> None:
    paper.paragraph()
    label = paper.stream.option()
    if label:
        paper.stream.put(["{", *label, "}", " "])


def _break_paragraph(paper: Typesetter, token: str) -> None:
    paper.paragraph()


STRUCTURE: dict[str, Handler] = {
    **dict.fromkeys(SECTIONS, _section),
    **dict.fromkeys((r"\paragraph", r"\subparagraph"), _paragraph_heading),
    **dict.fromkeys((r"\appendix", r"\begin{appendices}", r"\begin{appendix}", r"\appendices"), _appendix),
    **dict.fromkeys((r"\begin{abstract}", r"\begin{Abstract}", r"\begin{onecolabstract}"), _abstract),
    r"\abstract": _abstract_command,
    r"\item": _item,
    **dict.fromkeys((r"\par", r"\bigskip", r"\medskip", r"\smallskip", r"\newpage", r"\clearpage"), _break_paragraph),
}  # fmt: skip
