"""Markdown into titled blocks: headings, tables, captions, footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from kg.model import Zone
from kg.readers.plain_blocks import REFERENCES, Block, Document, zone_of
from kg.readers.plain_front_matter import read_front_matter

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*(?:\{[^{}]*\}\s*)?$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
_CAPTION = re.compile(r"\s*(?:Table)?:\s+(?=\S)|\s*(?=(?:Table|Figure|Fig\.)\s*\d+\s*[:.])")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+")
_IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)\s?(?:\{[^{}]*\})?")
# A note that stands in its sentence: "^[Found in the attic.]"
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
_FENCED_DIV = re.compile(r"\s{0,3}:{3,}\s*(?:\{[^{}]*\}|\w*)\s*:*\s*")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")


def _as_pandoc(cited: re.Match[str]) -> str:
    return "[" + "; ".join(f"@{key.strip()}" for key in cited[1].split(",")) + "]"


_INLINE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\\(?:label|autoref|[cC]?ref|eqref|index)\{[^{}]*\}"), ""),
    (re.compile(r"\\(?:[cC]ite\w*|parencite|textcite|autocite)\*?(?:\[[^\[\]]*\])*\{([^{}]*)\}"), _as_pandoc),
    (_IMAGE, r"\1"),
    (re.compile(r"\[\^[^\]\s]{1,80}\]"), ""),
    (_LINK, r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,200}>"), ""),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*\n]{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`+([^`\n]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!~<>@$-])"), r"\1"),
)


def read_markdown(text: str) -> Document:
    """The document in a Markdown text; code is left out."""
    document = Document()
    lines = _without_comments(text).splitlines()
    lines = _without_code(lines[read_front_matter(lines, document) :])
    document.title = plain(document.title)
    document.blocks = [Block(block.zone, block.heading, plain(block.text)) for block in document.blocks]
    heading, in_list, after = "", False, False
    listed: list[list[str]] = []
    zone: Zone = "body"
    if document.title:
        document.blocks.insert(0, Block("title", "", document.title))
    for level, piece in _pieces(lines):
        if level:
            title = plain(piece[0])
            if level == 1 and not document.title and not document.blocks:
                document.title = title
                document.blocks.append(Block("title", "", title))
                continue
            after, in_list = after or in_list, bool(REFERENCES.fullmatch(title))
            heading, zone = title, zone_of(title, after_references=after)
        elif in_list:
            listed.append([re.sub(r"^\s*[-*+]\s+", "", plain(line)) for line in piece])
        else:
            document.blocks += _blocks(piece, heading, zone)
    document.reference_lines += _counted([line for piece in listed for line in (*piece, "")])
    if not document.title and document.blocks:
        document.title = document.blocks[0].text.split("\n")[0][:300]
    return document


def _counted(lines: list[str]) -> list[str]:
    """The lines of a list; its items keep their numbers, which the text cites, save where all are written as "1."."""
    if [found[1] for line in lines if (found := _NUMBERED.match(line))][1:2] != ["1"]:
        return lines
    numbers = count(1)
    return [_NUMBERED.sub(lambda _: f"{next(numbers)}. ", line) for line in lines]


def plain(text: str) -> str:
    """Text without inline mark-up; a link keeps its words."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join([*kept, text[at:]])


def _without_code(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if found:
            fence = found[1]
            kept.append("")
            continue
        kept.append("" if _FENCED_DIV.fullmatch(line) else line)
    return kept


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Headings with their level, and paragraphs with level 0."""
    piece: list[str] = []
    for line in [*lines, ""]:
        atx = _ATX.match(line)
        if len(piece) == 1 and line.strip() and _UNDERLINE.fullmatch(line) and "|" not in piece[0]:
            yield (1 if "=" in line else 2), piece
            piece = []
        elif atx or not line.strip() or _FOOTNOTE.match(line):
            if piece:
                yield 0, piece
            piece = [line] if line.strip() and not atx else []
            if atx and atx[2]:
                yield len(atx[1]), [atx[2]]
        else:
            piece.append(line)


def _blocks(piece: list[str], heading: str, zone: Zone) -> Iterator[Block]:
    """A paragraph as blocks: a table, a caption, a footnote, or text."""
    rule = next((i for i, line in enumerate(piece) if i and "|" in line and _RULE_ROW.fullmatch(line)), 0)
    footnote = _FOOTNOTE.match(piece[0])
    image = _IMAGE.fullmatch(" ".join(piece).strip())
    caption = _CAPTION.match(piece[0])
    if rule and "|" in piece[rule - 1]:
        above, rows = piece[: rule - 1], [piece[rule - 1], *piece[rule + 1 :]]
        if above:
            yield from _blocks(above, heading, zone)
        body = [line for line in rows if "|" in line]
        yield Block("table", heading, "\n".join(map(_row, body)))
        below = [line for line in rows if "|" not in line]
        if below:
            yield from _blocks(below, heading, zone)
    elif footnote:
        yield Block("footnote", heading, plain(" ".join([footnote[2], *map(str.strip, piece[1:])])))
    elif image:
        yield Block("caption", heading, plain(image[1]))
    elif caption:
        yield Block("caption", heading, plain(_ATTRIBUTES.sub("", " ".join(map(str.strip, piece))[caption.end() :])))
    elif not _UNDERLINE.fullmatch(" ".join(piece)):
        text = " ".join(re.sub(r"^[>\s]+", "", _BULLET.sub("", line)).strip() for line in piece)
        yield Block(zone, heading, plain(_INLINE_NOTE.sub("", text)))
        yield from (Block("footnote", heading, plain(note[1])) for note in _INLINE_NOTE.finditer(text))


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return "\t".join(" ".join(plain(cell).split()) for cell in cells)
