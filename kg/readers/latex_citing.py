r"""In-text citations and the reference list of a LaTeX paper: `\cite` and its kin, `\bibitem`, `\bibliography`."""

from __future__ import annotations

from kg.readers.latex_biblatex import is_biblatex, tokens_of_entries
from kg.readers.latex_tokens import PAR, Tokens, plain
from kg.readers.latex_typesetter import Block, Cite, Frame, Handler, Typesetter

NEWBLOCK = "\x1f"
_SEVERAL = frozenset({r"\cites", r"\parencites", r"\textcites", r"\autocites", r"\footcites", r"\citets", r"\citeps"})


def _keys(tokens: Tokens) -> tuple[str, ...]:
    found = (" ".join(key.split()) for key in plain(tokens).split(","))
    return tuple(dict.fromkeys(key for key in found if key))


def _cite(paper: Typesetter, token: str) -> None:
    stream = paper.stream
    keys: tuple[str, ...] = ()
    while True:
        stream.star()
        while stream.option() is not None:
            pass
        keys += tuple(key for key in _keys(stream.argument()) if key not in keys)
        if token not in _SEVERAL or stream.peek() not in ("{", "["):
            break
    if keys and paper.target.zone is not None:
        paper.cited.update(dict.fromkeys(keys))
        # An apostrophe or a bracket may precede, a word may not.
        last = paper.target.pieces[-1] if paper.target.pieces else " "
        if isinstance(last, str) and last[-1:].isalnum():
            paper.write(" ")
        paper.target.pieces.append(Cite(keys))


def _nocite(paper: Typesetter, token: str) -> None:
    paper.cited.update(dict.fromkeys(_keys(paper.stream.argument())))


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


def _newblock(paper: Typesetter, token: str) -> None:
    paper.write(f" {NEWBLOCK}")


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
    r"\nocite": _nocite,
    r"\begin{thebibliography}": _begin_list,
    r"\bibitem": _entry,
    r"\newblock": _newblock,
    r"\bibliography": _bibliography,
    r"\addbibresource": _bibliography,
    r"\printbibliography": _print_list,
}  # fmt: skip
