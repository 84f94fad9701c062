"""The files of a LaTeX project: which is the main one, what it pulls in, and their text whatever the encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ReadError

_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)\b", re.MULTILINE)
_BEGIN = re.compile(r"^[^%\n]*\\begin\s*\{document\}", re.MULTILINE)
_PULLS = re.compile(r"^[^%\n]*\\(?:input|include|section|cite|bibliography)\b", re.MULTILINE)
_STANDALONE = re.compile(r"\\documentclass(?:\[[^\]]*\])?\{(?:standalone|beamer|letter)\}")
_INPUTENC = re.compile(rb"^[^%\n]*\\usepackage\s*\[\s*([\w-]+)\s*\]\s*\{inputenc\}", re.MULTILINE)
_NOT_THE_PAPER = re.compile(
    r"rebuttal|response|template|suppl|appendix|poster|slides|cover|review(?!ed)|old|initial|example", re.I
)
_USUAL_NAMES = ("main", "paper", "ms", "article", "manuscript", "root")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = {
    "latin1": "cp1252",
    "ansinew": "cp1252",
    "applemac": "mac_roman",
    "latin9": "iso8859-15",
    "koi8-r": "koi8-r",
}


@dataclass
class Project:
    """A main file and the folder it stands in; nothing outside that folder is ever read."""

    main: Path
    missing: list[str] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        return self.main.parent

    def find(self, name: str, *suffixes: str) -> Path | None:
        """The file that the paper calls by this name, None where the folder does not hold it."""
        name = name.strip().strip('"').replace("\\", "/")
        if not name or "\x00" in name:
            return None
        root = self.folder.resolve()
        for suffix in suffixes:
            path = (root / (name + suffix)).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
        return None

    def pull_in(self, name: str) -> str:
        r"""The text of an `\input` file; "" where it is missing or has been read before."""
        path = self.find(name, "", ".tex", ".ltx", ".bbl")
        if path is None:
            self.missing.append(name)
            return ""
        if path in self.seen:
            return ""
        self.seen.add(path)
        return decoded(path.read_bytes())

    def printed_list(self) -> Path | None:
        """The .bbl file of the paper: of its name, or the only one in its folder."""
        own = self.main.with_suffix(".bbl")
        if own.is_file():
            return own
        found = sorted(self.folder.glob("*.bbl"))
        return found[0] if len(found) == 1 else None


def project_at(path: Path) -> Project:
    """The project that a .tex file, or a folder with one, holds.

    Raises ReadError where a folder holds no file with a document class and a document.
    """
    main = _main_file(path) if path.is_dir() else path
    return Project(main, seen={main.resolve()})


def _main_file(folder: Path) -> Path:
    best: tuple[tuple[float, ...], Path] | None = None
    for path in sorted(folder.rglob("*.tex")):
        source = decoded(path.read_bytes())
        if not (_CLASS.search(source) and _BEGIN.search(source)):
            continue
        score = (
            -float(bool(_STANDALONE.search(source))),
            -float(bool(_NOT_THE_PAPER.search(path.relative_to(folder).as_posix()))),
            -float(len(path.relative_to(folder).parts)),
            float(path.stem.lower() in _USUAL_NAMES),
            float(path.with_suffix(".bbl").exists()),
            float(len(_PULLS.findall(source))),
        )
        if best is None or score > best[0]:
            best = (score, path)
    if best is None:
        raise ReadError(
            "no LaTeX paper in this folder",
            path=folder,
            advice=r"give the .tex file that holds \documentclass and \begin{document}",
        )
    return best[1]


def decoded(content: bytes) -> str:
    """The text of a file: by its byte order mark, as UTF-8, by what it declares, or as Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    zeros = content.count(0)
    if zeros > len(content) // 4:
        even = content[::2].count(0)
        return content.decode("utf-16-be" if even > zeros // 2 else "utf-16-le", errors="replace")
    content = content.replace(b"\x00", b"")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        declared = _INPUTENC.search(content)
        name = declared[1].decode("ascii") if declared else "latin1"
        encoding = _ENCODINGS.get(name, name.replace("latin", "iso8859-"))
        try:
            return content.decode(encoding if encoding not in ("utf8", "utf8x") else "cp1252", errors="replace")
        except LookupError:
            return content.decode("cp1252", errors="replace")
