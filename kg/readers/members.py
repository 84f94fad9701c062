"""Files that hold several papers, one a line (JSON lines): a paper in one is named `file.jsonl#3`, by its line."""

from __future__ import annotations

import os
import re
from array import array
from functools import lru_cache
from pathlib import Path

from kg.errors import ReadError

LINED = frozenset({".jsonl", ".ndjson"})
# What papers in JSON have at the top of their object; other JSON that lies beside papers has none of it.
SIGNS = (b'"body_text"', b'"pdf_parse"', b'"latex_parse"', b'"grobid_parse"', b'"corpusid"', b'"bib_entries"')
# No paper is longer; a line that is would fill the memory before anything could be said about it.
LONGEST = 64 * 1024 * 1024
_MEMBER = re.compile(r"(.+)#(\d{1,12})", re.DOTALL)
_CHUNK = 1024 * 1024


def split_member(path: Path) -> tuple[Path, int | None]:
    """The file that a path means and the line of the paper in it; no line where the path is a whole file."""
    found = _MEMBER.fullmatch(path.name)
    if found is None or path.exists():
        return path, None
    return path.with_name(found[1]), int(found[2])


def members(path: Path) -> list[Path]:
    """Every paper of a file as a path of its own (`file.jsonl#3`), in order; the file itself where it holds one."""
    try:
        if path.suffix.lower() not in LINED and not (path.suffix.lower() == ".json" and _is_lined(path)):
            return [path]
        return [path.with_name(f"{path.name}#{line}") for line in _lines(path)] or [path]
    except OSError:
        return [path]  # its reader will tell


def stands(path: Path) -> bool:
    """Whether a path still means one paper: a file with one is there, or the line of a file with several.

    True where nobody lets us look: what may come back is not gone.
    """
    try:
        file, line = split_member(path)
        return file.exists() and members(file) == [file] if line is None else line in _lines(file)
    except PermissionError:
        return True
    except OSError:
        return False


def content_of(path: Path) -> bytes:
    """The bytes of a paper: those of its file, or of its line.

    Raises ReadError where the file cannot be opened, has no such line, or holds more than any paper does.
    """
    file, line = split_member(path)
    try:
        if line is None:
            start, end = 0, file.stat().st_size
        else:
            start, end = _lines(file).get(line, (0, -1))
        if end < start:
            raise ReadError("the file has no such line", path=file, line=line, advice="see how many lines it has")
        if end - start > LONGEST:
            size = f"{(end - start) // 1024**2} MB"
            raise ReadError(f"{size} are too much for one paper", path=file, line=line, advice="see what the file is")
        with file.open("rb") as opened:
            opened.seek(start)
            return opened.read(end - start)
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=file, advice="check path and rights") from error


def _is_lined(path: Path) -> bool:
    """Whether a .json file holds an object a line: the first line ends as it began, and another follows."""
    with path.open("rb") as file:
        first = file.readline(LONGEST).strip().removeprefix(b"\xef\xbb\xbf")
        if not (first.startswith(b"{") and first.endswith(b"}")):
            return False
        return any(line.lstrip().startswith(b"{") for line in iter(lambda: file.readline(_CHUNK), b"") if line.strip())


def _lines(path: Path) -> dict[int, tuple[int, int]]:
    """Where the lines with content stand in a file, by their number from 1."""
    state = path.stat()
    return _lines_of(os.fspath(path.resolve()), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)  # every member of a file asks for the same
def _lines_of(path: str, changed: int, size: int) -> dict[int, tuple[int, int]]:
    ends = array("Q")
    filled = array("b")
    has_content = False
    at = 0
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            parts = chunk.split(b"\n")
            for part in parts[:-1]:
                ends.append(at + len(part))
                filled.append(has_content or bool(part.strip()))
                at += len(part) + 1
                has_content = False
            has_content = has_content or bool(parts[-1].strip())
            at += len(parts[-1])
    ends.append(at)
    filled.append(has_content)
    starts = [0, *(end + 1 for end in ends[:-1])]
    return {i: (start, end) for i, (start, end, full) in enumerate(zip(starts, ends, filled, strict=True), 1) if full}
