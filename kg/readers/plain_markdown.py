"""Markdown into titled blocks: front matter, headings, tables, captions, footnotes, pandoc's citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Marker, Span, Zone
from kg.readers.plain_blocks import REFERENCES, Block, Document, zone_of

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
_CAPTION = re.compile(r"\s*(?:Table)?:\s+(?=\S)|\s*(?=(?:Table|Figure|Fig\.)\s*\d+\s*[:.])")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)(?:\{[^{}]*\})?")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (_IMAGE, r"\1"),
    (re.compile(r"\[\^[^\]\s]+\]"), ""),
    (_LINK, r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,200}>"), ""),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`+([^`\n]+)`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!~<>@$-])"), r"\1"),
)
_KEY = re.compile(r"(?<![\w@.])-?@\{?(?P<key>\w(?:[\w:.#$%&+?<>~/-]*[\w/])?)\}?")
_GROUP = re.compile(r"\[[^\[\]@]*@[^\[\]]*\]")
_NAME_IN_LIST = re.compile(r"\s*-\s+(?:name:\s*)?(.+)|\s+name:\s*(.+)")


def read_markdown(text: str) -> Document:
    """The document in a Markdown text; code is left out."""
    document = Document()
    lines = _without_code(_front_matter(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines(), document))
    heading, in_list, after = "", False, False
    zone: Zone = "body"
    if document.title:
        document.blocks.append(Block("title", "", document.title))
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
            # A numbered item keeps its number, which the text cites.
            document.reference_lines += [re.sub(r"^\s*[-*+]\s+", "", plain(line)) for line in piece] + [""]
        else:
            document.blocks += _blocks(piece, heading, zone)
    if not document.title and document.blocks:
        document.title = document.blocks[0].text.split("\n")[0][:300]
    return document


def plain(text: str) -> str:
    """Text without inline mark-up; a link keeps its words."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()


def pandoc_markers(text: str, keys: frozenset[str]) -> list[Marker]:
    """Citations as pandoc writes them: one for "[see @a; @b, p. 3]", one for "@a [p. 3]" in running text."""
    found = []
    done = 0
    for group in _GROUP.finditer(text):
        found += _bare(text, done, group.start(), keys)
        cited = _keys(group[0], keys)
        if cited:
            found.append(Marker(Span(group.start(), group.end()), tuple(k for k in dict.fromkeys(cited) if k in keys)))
        done = group.end()
    return found + _bare(text, done, len(text), keys)


def _bare(text: str, begin: int, end: int, keys: frozenset[str]) -> list[Marker]:
    """Citations without brackets; only known keys, because a handle looks the same."""
    found = []
    for one in _KEY.finditer(text, begin, end):
        cited = _keys(one[0], keys)
        if cited and cited[0] in keys:
            found.append(Marker(Span(one.start(), one.start() + one[0].index(cited[0]) + len(cited[0])), (cited[0],)))
    return found


def _keys(text: str, keys: frozenset[str]) -> list[str]:
    """The keys in a citation; one that is not known is tried without the stop behind it."""
    cited = []
    for found in _KEY.finditer(text):
        key = found["key"]
        while key not in keys and re.search(r"\W$", key):
            key = key[:-1]
        cited.append(key)
    return cited


def _front_matter(lines: Sequence[str], document: Document) -> Sequence[str]:
    """The lines behind the YAML block at the head, whose plain fields go into the document."""
    if not lines or lines[0].strip() != "---":
        return lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    if not end:
        return lines
    fields: dict[str, list[str]] = {}
    name = ""
    for line in lines[1:end]:
        top = re.match(r"([\w-]+):\s*(.*)$", line)
        item = _NAME_IN_LIST.match(line)
        if top:
            name = top[1].lower()
            value = top[2].strip()
            inside = re.fullmatch(r"\[(.*)\]", value)
            values = inside[1].split(",") if inside else [value] if value not in ("", "|", ">", "|-", ">-") else []
            fields.setdefault(name, []).extend(_unquoted(v) for v in values)
        elif item and name:
            fields[name].append(_unquoted(item[1] or item[2]))
        elif name == "abstract" and line.strip():
            fields[name].append(line.strip())
    document.title = plain(" ".join(fields.get("title", [])[:1]))
    authors = fields.get("authors") or fields.get("author") or []
    document.authors = tuple(a for a in authors if a and ":" not in a)
    year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", " ".join(fields.get("date", []) + fields.get("year", [])))
    document.year = int(year[0]) if year else None
    document.bibliography = tuple(b for b in fields.get("bibliography", []) if b)
    known = (("arxiv", r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}"), ("doi", r"10\.\d{4,9}/\S+"))
    found = ((scheme, re.search(pattern, " ".join(fields.get(scheme, [])))) for scheme, pattern in known)
    document.identifiers = tuple(f"{scheme}:{value[0].lower()}" for scheme, value in found if value)
    if fields.get("abstract"):
        document.blocks.append(Block("abstract", "Abstract", plain(" ".join(fields["abstract"]))))
    return lines[end + 1 :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return value.strip()


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
        kept.append(line)
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
        yield Block("caption", heading, plain(" ".join(map(str.strip, piece))[caption.end() :]))
    elif not _UNDERLINE.fullmatch(" ".join(piece)):
        yield Block(
            zone, heading, plain(" ".join(re.sub(r"^[>\s]+", "", _BULLET.sub("", line)).strip() for line in piece))
        )


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return "\t".join(" ".join(plain(cell).split()) for cell in cells)
