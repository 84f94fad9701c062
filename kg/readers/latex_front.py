r"""The frame of a LaTeX document: front matter, files it pulls in, acronyms, gaps."""

from __future__ import annotations

from kg.readers.latex_packages import define_from
from kg.readers.latex_people import BETWEEN
from kg.readers.latex_tokens import PAR, Tokens, plain
from kg.readers.latex_typesetter import BARRIERS, Block, Handler, Typesetter

# Stands behind the text of a file; no source can say it, as it has a space in it.
_FILE_END = r"\end of file"


def _begin_document(paper: Typesetter, token: str) -> None:
    paper.close_frames()
    paper.flush()
    paper.zone = "body"
    paper.target = Block("body")


def _end_document(paper: Typesetter, token: str) -> None:
    paper.stream.rest.clear()


def _title(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    title = paper.stream.argument(BARRIERS)
    paper.title = paper.title or title


def _author(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    paper.stream.option()
    paper.authors.append(paper.stream.argument(BARRIERS))


def _between(paper: Typesetter, token: str) -> None:
    paper.write(BETWEEN if paper.line_break == "\n" and paper.fixed else " ")


def _address(paper: Typesetter, token: str) -> None:
    paper.stream.star()
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
    else:
        taken: Tokens = []
        while paper.stream.peek() not in ("", " ", PAR) and paper.stream.peek()[0] not in "\\{}":
            taken.append(paper.stream.take())
        name = plain(taken)
    _read_file(paper, paper.project.pull_in(name))


def _input_if_there(paper: Typesetter, token: str) -> None:
    name, there, missing = (paper.stream.argument() for _ in range(3))
    found = paper.project.find(plain(name), "", ".tex")
    paper.stream.put(missing if found is None else there)
    if found is not None and token == r"\InputIfFileExists":
        _read_file(paper, paper.project.pull_in(plain(name)))


def _package(paper: Typesetter, token: str) -> None:
    paper.stream.option()
    for name in plain(paper.stream.argument()).split(","):
        path = paper.project.find(name, ".sty")
        if path is not None and path not in paper.project.seen:
            paper.project.seen.add(path)
            define_from(paper.project.text(path), paper.macros)


def _import(paper: Typesetter, token: str) -> None:
    paper.stream.star()
    folder = plain(paper.stream.argument())
    _read_file(paper, paper.project.pull_in(plain(paper.stream.argument()), folder=folder))


def _read_file(paper: Typesetter, source: str | None) -> None:
    if source is not None:
        paper.read_first(source, _FILE_END)


def _leave_file(paper: Typesetter, token: str) -> None:
    paper.project.leave()


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


FRONT: dict[str, Handler] = {
    "~": lambda paper, token: paper.write(" "),
    r"\begin{document}": _begin_document,
    r"\end{document}": _end_document,
    **dict.fromkeys((r"\title", r"\icmltitle", r"\Title", r"\aistatstitle", r"\jmlrtitle"), _title),
    **dict.fromkeys((r"\author", r"\icmlauthor", r"\Author", r"\aistatsauthor", r"\name"), _author),
    r"\date": _date,
    r"\twocolumn": _optional_text,
    **dict.fromkeys((r"\input", r"\include", r"\subfile", r"\subfileinclude"), _input),
    **dict.fromkeys((r"\InputIfFileExists", r"\IfFileExists"), _input_if_there),
    **dict.fromkeys((r"\import", r"\subimport", r"\includefrom", r"\subincludefrom", r"\inputfrom",
                     r"\subinputfrom"), _import),
    _FILE_END: _leave_file,
    **dict.fromkeys((r"\usepackage", r"\RequirePackage"), _package),
    r"\xspace": _xspace,
    **dict.fromkeys((r"\vskip", r"\hskip", r"\kern", r"\mkern", r"\penalty", r"\fontdimen", r"\advance", r"\vrule",
                     r"\hrule", r"\spacefactor", r"\raise", r"\lower", r"\moveleft", r"\moveright"), _length),
    **dict.fromkeys((r"\hspace", r"\hfill", r"\hfil"), _gap),
    r"\csname": _csname,
    **dict.fromkeys((r"\and", r"\And", r"\AND"), _between),
    **dict.fromkeys((r"\IEEEauthorblockA", r"\affil"), _address),
}  # fmt: skip
ACRONYMS: dict[str, Handler] = {
    **dict.fromkeys((r"\newacronym", r"\acrodef", r"\acro"), _acronym),
    **dict.fromkeys(
        (r"\gls", r"\Gls", r"\glspl", r"\Glspl", r"\acrshort", r"\acrlong", r"\acrfull", r"\ac", r"\acp", r"\acs",
         r"\acsp", r"\acl", r"\acf"), _glossary),
}  # fmt: skip
