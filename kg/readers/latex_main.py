"""Which file of a LaTeX project is the paper."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator

from kg.readers.file_trees import Files, joined
from kg.readers.latex_encoding import decoded

LARGEST = 32_000_000  # bytes of one LaTeX file; no text is as long
_SUFFIXES = (".tex", ".ltx", ".TEX")
_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)\b", re.MULTILINE)
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_PULLS = re.compile(r"^[^%\n]*\\(?:input|include|section|cite[a-z]*|bibliography)\b", re.MULTILINE)
_PULLED = re.compile(
    r"^[^%\n]*?\\(?:input|include|subfile|(?:sub)?import\*?\s*\{([^{}\n]*)\})\s*\{?\s*([^{}\s\\]+)", re.MULTILINE
)
_PART_CLASS = re.compile(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(?:standalone|subfiles|beamer|letter)\}")
_TEMPLATE = re.compile(r"\\title\s*\{[^}]*(?:Author Guidelines|Instructions for|Formatting Instructions)", re.I)
_NOT_THE_PAPER = re.compile(
    r"rebuttal|response|template|suppl|appendix|poster|slides|cover|review(?!ed)|old|initial|example|(?:^|/)anc/", re.I
)
_USUAL_NAMES = ("main", "paper", "ms", "article", "manuscript", "root")
_PLAIN_TEX = re.compile(r"\\(?:bye|end|input\s*(?:amstex|harvmac|epsf|[a-z]*mac)|magnification|document|section)\b")


def main_file(files: Files) -> str | None:
    r"""The main file of a project: the one that its 00README names, or that looks most like a paper among those with
    `\documentclass` and `\begin{document}`, or where none has both, those with the latter; None where there is none.
    """
    named = _named_by_readme(files)
    if named is not None:
        return named
    ranks: dict[str, tuple[float, ...]] = {}
    begun: dict[str, tuple[float, ...]] = {}
    parts: set[str] = set()
    for name, source in _sources(files):
        parts |= _parts(name, source)
        if _BEGIN.search(source):
            (ranks if _CLASS.search(source) else begun)[name] = _rank(name, source, files)
    # Where none has both, the document class stands in a file that the main file pulls in.
    ranks = ranks or {name: rank for name, rank in begun.items() if name not in parts}
    # The first by name among equals.
    return max(sorted(ranks), key=lambda name: (name not in parts, *ranks[name]), default=None)


def _rank(name: str, source: str, files: Files) -> tuple[float, ...]:
    path = posixpath.splitext(name)[0]
    return (
        -float(bool(_PART_CLASS.search(source))),
        -float(bool(_NOT_THE_PAPER.search(name))) - float(bool(_TEMPLATE.search(source))),
        -float(name.count("/")),
        float(posixpath.basename(path).lower() in _USUAL_NAMES),
        float(files.holds(path + ".bbl")),
        float(len(_PULLS.findall(source))),
    )


def _sources(files: Files) -> Iterator[tuple[str, str]]:
    """The LaTeX files and their text, one after the other, as all together may fill the memory."""
    for suffix in _SUFFIXES:
        for name in files.names(suffix):
            content = files.read(name)
            if len(content) <= LARGEST:
                yield name, decoded(content)


def plain_tex_file(files: Files) -> str | None:
    """The longest file of a project in plain TeX, which knows no document class; None where there is none."""
    lengths = {name: len(source) for name, source in _sources(files) if _PLAIN_TEX.search(source)}
    return max(sorted(lengths), key=lambda name: lengths[name], default=None)


def _named_by_readme(files: Files) -> str | None:
    """What arXiv's own list of the files calls the top level, in its newer and its older form."""
    try:
        listed = json.loads(files.read("00README.json") or "{}")
        sources = listed.get("sources", []) if isinstance(listed, dict) else []
        names = [s.get("filename") for s in sources if isinstance(s, dict) and s.get("usage") == "toplevel"]
    except (ValueError, RecursionError):
        names = []
    for line in decoded(files.read("00README.XXX")).splitlines():
        words = line.split()
        if len(words) > 1 and "toplevelfile" in words[1:]:
            names.append(words[0])
    paths = (joined("", name) for name in names if isinstance(name, str) and name.endswith(_SUFFIXES))
    return next((path for path in paths if path and files.holds(path)), None)


def _parts(name: str, source: str) -> set[str]:
    """The files that a source pulls in, as it may mean them."""
    found = set()
    for folder, pulled in _PULLED.findall(source):
        for base in ("", posixpath.dirname(name)):
            path = joined(base, f"{folder}/{pulled}" if folder else pulled)
            found.update({path, path + ".tex"} - {name})
    return found
