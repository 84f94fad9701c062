"""A JSON object into a Paper: S2ORC in its forms, and unarXive; one a file, or one a line of a file."""

from __future__ import annotations

import codecs
from pathlib import Path

import msgspec

from kg.errors import ReadError
from kg.model import Paper
from kg.readers import s2orc, s2orc_annotated
from kg.readers.json_values import Json, mapping
from kg.readers.members import content_of, members, split_member

_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"{\0", "utf-16-le"),  # no mark, but a first sign of two bytes
    (b"\0{", "utf-16-be"),
)
ADVICE = "JSON read: S2ORC (body_text with cite_spans, or content with annotations) and unarXive"


def read(path: Path) -> Paper:
    """The paper in a JSON file, or in the line of one that the path names (`file.jsonl#3`).

    Raises ReadError, with the line, where there is no JSON object or none that is a paper.
    """
    file, line = split_member(path)
    if line is None:
        inside = members(file)
        if len(inside) > 1:
            raise ReadError(f"{len(inside)} papers in one file", path=file, advice=f"name one of them: {inside[0]}")
        path = inside[0]
        file, line = split_member(path)
    content = content_of(path)
    data = _object(content, file, line)
    if s2orc_annotated.is_paper(data):
        paper = s2orc_annotated.paper_of(data, content=content, source=path.name)
    elif s2orc.is_paper(data):
        paper = s2orc.paper_of(data, content=content, source=path.name)
    else:
        found = ", ".join(sorted(data)[:5]) or "nothing"
        raise ReadError(f"JSON, but no paper: it has {found[:200]}", path=file, line=line, advice=ADVICE)
    if not paper.text.strip():
        raise ReadError("the paper has no text", path=file, line=line, advice=ADVICE)
    return paper


def _object(content: bytes, file: Path, line: int | None) -> Json:
    try:
        data = msgspec.json.decode(_utf8(content))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message, advice = f"not JSON: {error}", "the file is cut off or damaged; get it again, as UTF-8"
        raise ReadError(message, path=file, line=line, advice=advice) from error
    except RecursionError as error:
        raise ReadError("nested too deep", path=file, line=line, advice="no paper is; see the file") from error
    if not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "a single value"
        raise ReadError(
            f"{kind}, where a JSON object was expected", path=file, line=line, advice="write one paper a line (.jsonl)"
        )
    return mapping(data)


def _utf8(content: bytes) -> bytes:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content = content.decode(encoding).encode()
    return content.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"")
