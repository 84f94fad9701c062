"""LaTeX papers to Paper: a .tex file, or the folder of a project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.model import Paper, Zone
from kg.readers.assembly import Assembly
from kg.readers.latex_encoding import decoded
from kg.readers.latex_entries import references_of
from kg.readers.latex_files import MOST_SOURCE, Project, project_at
from kg.readers.latex_main import LARGEST
from kg.readers.latex_people import names_of
from kg.readers.latex_plain import HANDLERS, PROTECTED
from kg.readers.latex_tokens import tokenise
from kg.readers.latex_typesetter import Block, Cite, Typesetter

_COMMAND = re.compile(r"\\[a-zA-Z]{2,}")
_SUFFIXES = re.compile(r"(?:\.[a-z]{2,4})+$")
_FILE_ID = re.compile(r"(?:arxiv[-_])?(\d{4}\.\d{4,5})(?:v\d+)?")
_OLD_FILE_ID = re.compile(r"(?:arxiv[-_])?([a-z]+(?:-[a-z]+)?)[_-]?(\d{7})(?:v\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPACE = re.compile(r"\s+")
# What stood there (a figure's number, a formula) has been left out.
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:](?:\s|$))")
_SPACE_IN_ROW = re.compile(r"[^\S\n\t]+")


def read(path: Path) -> Paper:
    """The paper that a .tex file or a project's folder holds.

    A missing input file is passed over. Raises ReadError where nothing can be read: an empty file, one that is not
    LaTeX, a paper without text, a folder without a main file.
    """
    project = project_at(path)
    file = path / project.main if path.is_dir() else path
    return paper_of(project, path=file, source=file.name, names=(file.name, file.resolve().parent.name))


def paper_of(project: Project, *, path: Path, source: str, names: Sequence[str]) -> Paper:
    """The paper of a project. `path` is for errors, `source` its file name; `names`, of files and folders, may hold the
    paper's arXiv number. Raises ReadError where nothing can be read.
    """
    content = project.files.read(project.main)
    written = decoded(content[: LARGEST + 1])
    if len(content) > LARGEST or len(written) > MOST_SOURCE:
        raise ReadError(
            f"{len(content) // 1_000_000} MB are too much for one paper",
            path=path,
            advice="take out what is no text, such as the data of drawings",
        )
    if not written.strip():
        raise ReadError("the file is empty", path=path, advice="give the .tex file of the paper")
    if content.startswith(b"%PDF") or not _COMMAND.search(written):
        raise ReadError(
            "this is not LaTeX", path=path, advice="give the paper's .tex file, or the right suffix to this"
        )
    project.length = len(written)
    paper = _typeset(Typesetter(project, HANDLERS, PROTECTED), written)
    references = references_of(paper)
    assembly = Assembly()
    # A citation may spell a key in other letters than its entry; two entries may differ in these alone.
    keys = {reference.key.lower(): reference.key for reference in reversed(references)}
    keys.update((reference.key, reference.key) for reference in references)
    title = Block("title")
    paper.pending = []
    paper.zone, paper.heading = "body", ""
    paper.aside(paper.title, title)
    authors = names_of([paper.text_of(tokens, line_break="\n") for tokens in paper.authors])
    for block in [title, *paper.pending, *paper.out]:
        _write(block, assembly, keys)
    if not assembly.passages:
        missing = f"; missing: {', '.join(project.missing[:5])}" if project.missing else ""
        raise ReadError("no text in this LaTeX file" + missing, path=path, advice="give the paper's main file")
    identifiers = _identifiers(names)
    return assembly.paper(
        content=content,
        source=source,
        title=title.text(),
        authors=authors,
        year=_year(paper.text_of(paper.date), identifiers),
        identifiers=identifiers,
        references=references,
    )


def _typeset(paper: Typesetter, source: str) -> Typesetter:
    tokens = tokenise(source)
    if r"\begin{document}" in tokens:
        # What stands before it prints nothing.
        paper.zone = None
        paper.target = Block(None)
    paper.stream.put(tokens)
    paper.run()
    paper.close_frames()
    paper.flush()
    return paper


def _write(block: Block, assembly: Assembly, keys: Mapping[str, str]) -> None:
    zone: Zone = block.zone or "body"
    pieces = _rows(block.pieces) if zone == "table" else _lines(block.pieces)
    assembly.open(zone, block.heading)
    for piece in pieces:
        if isinstance(piece, Cite):
            found = (keys.get(key) or keys.get(key.lower()) for key in piece.keys)
            assembly.cite(f"[{', '.join(piece.keys)}]", tuple(dict.fromkeys(key for key in found if key)))
        else:
            assembly.write(piece)
    assembly.close()


def _lines(pieces: list[str | Cite]) -> list[str | Cite]:
    """Pieces with every space a plain one, text between two citations in one piece."""
    joined = _joined(pieces)
    done = [
        piece if isinstance(piece, Cite) else _SPACE_BEFORE_MARK.sub("", _SPACE.sub(" ", piece)) for piece in joined
    ]
    if done and isinstance(done[0], str):
        done[0] = done[0].lstrip()
    return done


def _rows(pieces: list[str | Cite]) -> list[str | Cite]:
    """Pieces with cells trimmed and empty rows left out."""
    rows: list[list[str | Cite]] = [[]]
    for piece in _joined(pieces):
        if isinstance(piece, Cite):
            rows[-1].append(piece)
            continue
        first, *more = piece.split("\n")
        rows[-1].append(first)
        rows += [[text.lstrip(" ")] for text in more]
    done: list[str | Cite] = []
    for row in rows:
        if any(isinstance(piece, Cite) or piece.strip() for piece in row):
            done += [piece if isinstance(piece, Cite) else _cells(piece) for piece in row]
            if isinstance(done[-1], str):
                done[-1] = done[-1].rstrip(" ")
            done.append("\n")
    return _joined(done)


def _cells(text: str) -> str:
    return re.sub(r" ?\t ?", "\t", _SPACE_IN_ROW.sub(" ", text))


def _joined(pieces: list[str | Cite]) -> list[str | Cite]:
    done: list[str | Cite] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if run:
            done.append("".join(run))
            run = []
        done.append(piece)
    return [*done, "".join(run)] if run else done


def _identifiers(names: Sequence[str]) -> tuple[str, ...]:
    """The arXiv number that one of some names is ("1705.07565v2.tex", "arXiv-1705.07565v2.tar.gz")."""
    for name in names:
        stem = _SUFFIXES.sub("", name.lower())
        new, old = _FILE_ID.fullmatch(stem), _OLD_FILE_ID.fullmatch(stem)
        if new:
            return (f"arxiv:{new[1]}",)
        if old:
            return (f"arxiv:{old[1]}/{old[2]}",)
    return ()


def _year(date: str, identifiers: tuple[str, ...]) -> int | None:
    """The year printed as the date, or else that of the arXiv number."""
    found = _YEAR.search(date)
    if found:
        return int(found[0])
    for identifier in identifiers:
        short = int(identifier.rpartition("/")[2].removeprefix("arxiv:")[:2])
        return (1900 if short > 90 else 2000) + short
    return None
