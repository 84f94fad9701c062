r"""In-text citations and the reference list of a LaTeX paper: `\cite` and its kin, `\bibitem`, `\bibliography`."""

from __future__ import annotations

from kg.readers.latex_biblatex import is_biblatex, tokens_of_entries
from kg.readers.latex_macros import Macro
from kg.readers.latex_tokens import PAR, Stream, Tokens, plain
from kg.readers.latex_typesetter import Block, Cite, Frame, Handler, Typesetter

_LONGEST_NOTE = 40  # tokens
# For private use, so that no source means anything by it; a control character would count as a space.
NEWBLOCK = "\ue000"
_SEVERAL = frozenset({r"\cites", r"\parencites", r"\textcites", r"\autocites", r"\footcites", r"\citets", r"\citeps"})


def _keys(paper: Typesetter, tokens: Tokens) -> tuple[str, ...]:
    """The keys that an argument lists, also where a macro of the paper stands for some of them."""
    listed = paper.text_of(tokens) if any(token in paper.macros.table for token in tokens) else plain(tokens)
    found = (" ".join(key.split()) for key in listed.split(","))
    return tuple(dict.fromkeys(key for key in found if key))


def _skip_note(stream: Stream, opening: str, closing: str) -> None:
    r"""Drop a note in marks that are no tokens of their own: `\cite<e.g.,>{key}`, `\cites(see)()[1]{key}`."""
    if not stream.peek().startswith(opening):
        return
    taken: Tokens = []
    while len(taken) < _LONGEST_NOTE and stream.peek() not in ("", "{", PAR):
        taken.append(stream.take())
        if taken[-1].endswith(closing):
            return
    stream.put(taken)


def _cite(paper: Typesetter, token: str) -> None:
    stream = paper.stream
    keys: tuple[str, ...] = ()
    while True:
        stream.star()
        _skip_note(stream, "<", ">")
        if token in _SEVERAL:
            _skip_note(stream, "(", ")")
        while stream.option() is not None:
            pass
        keys += tuple(key for key in _keys(paper, stream.argument()) if key not in keys)
        if token not in _SEVERAL or stream.peek() not in ("{", "["):
            break
    if keys and paper.target.zone is not None:
        paper.cited.update(dict.fromkeys(keys))
        # An apostrophe or a bracket may precede, a word may not.
        last = paper.target.pieces[-1] if paper.target.pieces else " "
        if isinstance(last, str) and last[-1:].isalnum():
            paper.write(" ")
        paper.target.pieces.append(Cite(keys))


def _cite_text(paper: Typesetter, token: str) -> None:
    """Words and citations of natbib between the brackets of one."""
    paper.stream.put(["{", "(", *paper.stream.argument(), ")", "}"])


def _new_cites(paper: Typesetter, token: str) -> None:
    r"""`\newcites{sm}{Supplement}` of multibib: `\bibliographysm` prints a list of its own, left in sm.bbl."""
    for name in plain(paper.stream.argument()).split(","):
        listed = (r"\addbibresource", "{", "#1", "}", r"\input", "{", f"{name}.bbl", "}")
        paper.macros.define(rf"\bibliography{name}", Macro(listed, ((), ())))
        paper.macros.define(rf"\bibliographystyle{name}", Macro((), ((), ())))
    paper.stream.argument()


def _nocite(paper: Typesetter, token: str) -> None:
    paper.cited.update(dict.fromkeys(_keys(paper, paper.stream.argument())))


def _label_part(paper: Typesetter, token: str) -> None:
    r"""`\citeauthoryear` and the like stand in labels of entries, which are not printed with them."""
    while paper.stream.peek() == "{":
        paper.stream.argument()


def _begin_list(paper: Typesetter, token: str) -> None:
    paper.close_frames()
    paper.flush()
    if token == r"\begin{thebibliography}":
        paper.stream.argument()
    _open_list(paper)


def _open_list(paper: Typesetter) -> None:
    fixed, paper.fixed = paper.fixed, True
    paper.target = Block(None)

    def close() -> None:
        paper.fixed = fixed
        paper.target = Block(paper.zone, paper.heading)

    paper.frames.append(Frame("thebibliography", close))


def _entry(paper: Typesetter, token: str) -> None:
    if not any(frame.name == "thebibliography" for frame in paper.frames):
        _begin_list(paper, token)
    paper.stream.option()
    key = " ".join(plain(paper.stream.argument()).split())
    paper.target = Block(None)
    paper.entries.append((key, paper.target))


def _harvard_entry(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    paper.stream.argument()
    paper.stream.argument()
    _entry(paper, token)


def _newblock(paper: Typesetter, token: str) -> None:
    in_entry = bool(paper.entries) and paper.target is paper.entries[-1][1]
    paper.write(f" {NEWBLOCK}" if in_entry else " ")


def _spacing(paper: Typesetter, token: str) -> None:
    """IEEEtran stretches the spaces of entries with an address by a macro full of lengths, which print nothing."""


def _bibliography(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    paper.bibliographies += [name.strip() for name in plain(paper.stream.argument()).split(",")]
    if token == r"\bibliography":
        _print_list(paper, token)


def _print_list(paper: Typesetter, token: str) -> None:
    """The list as BibTeX or biber has left it beside the paper."""
    paper.stream.option()
    path = paper.project.printed_list()
    if path is None or path in paper.project.seen:
        return
    paper.project.seen.add(path)
    source = paper.project.text(path)
    if is_biblatex(source):
        paper.stream.put([PAR, *tokens_of_entries(source)])
    else:
        paper.read_first(source)


CITING: dict[str, Handler] = {
    r"\cite": _cite,
    **dict.fromkeys(
        (r"\citep", r"\citet", r"\citealp", r"\citealt", r"\citeauthor", r"\citeyear", r"\citeyearpar", r"\Citet",
         r"\Citep", r"\parencite", r"\textcite", r"\autocite", r"\footcite", r"\fullcite", r"\smartcite", r"\supercite",
         r"\onlinecite", r"\cites", r"\parencites", r"\textcites", r"\autocites", r"\footcites", r"\citenum"), _cite),
    **dict.fromkeys((r"\citeauthoryear", r"\citename", r"\astroncite", r"\citestyle@", r"\citeform", r"\citetext@",
                     r"\citepunct", r"\citedash", r"\citemid", r"\citeleft", r"\citeright"), _label_part),
    r"\citetext": _cite_text,
    r"\newcites": _new_cites,
    r"\nocite": _nocite,
    r"\begin{thebibliography}": _begin_list,
    r"\bibitem": _entry,
    r"\harvarditem": _harvard_entry,
    r"\newblock": _newblock,
    **dict.fromkeys((r"\BIBentryALTinterwordspacing", r"\BIBentrySTDinterwordspacing"), _spacing),
    r"\bibliography": _bibliography,
    r"\addbibresource": _bibliography,
    r"\addglobalbib": _bibliography,
    r"\printbibliography": _print_list,
}  # fmt: skip
