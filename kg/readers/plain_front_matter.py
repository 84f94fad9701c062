"""The YAML block at the head of a Markdown paper: title, authors, date, identifiers, bibliography.

Only the forms that papers use are read, line by line, so that a head that is no valid YAML ("title: Gala: a package")
still says what it says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.readers.entries import year_in
from kg.readers.plain_blocks import Block, Document

_TOP = re.compile(r"([\w-]+):\s*(.*)$")
_FIELD = re.compile(r"\s*([\w-]+):\s+(.*)$|\s*([\w-]+):()$")
_FOLDED = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
_KNOWN_IDS = (("arxiv", r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}"), ("doi", r"10\.\d{4,9}/\S+"))
_PARTS = ("given", "given-names", "firstname", "dropping-particle", "non-dropping-particle", "particle")
_LAST_PARTS = ("surname", "family", "lastname", "suffix")


def read_front_matter(lines: Sequence[str], document: Document) -> int:
    """Put what the head says into the document; how many lines it takes."""
    if not lines or lines[0].strip() != "---":
        return 0
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    if not end:
        return 0
    fields = _fields(lines[1:end])
    document.title = _text(fields.get("title", ()))
    document.authors = tuple(_authors(fields.get("authors") or fields.get("author") or ()))
    document.year = year_in(_text([*fields.get("date", ()), *fields.get("year", ())]))
    document.bibliography = tuple(_items(fields.get("bibliography", ())))
    found = ((scheme, re.search(pattern, _text(fields.get(scheme, ())))) for scheme, pattern in _KNOWN_IDS)
    document.identifiers = tuple(f"{scheme}:{value[0].lower()}" for scheme, value in found if value)
    if abstract := _text(fields.get("abstract", ())):
        document.blocks.append(Block("abstract", "Abstract", abstract))
    return end + 1


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """The lines of every field, the first without its name."""
    fields: dict[str, list[str]] = {}
    lines_of: list[str] = []
    for line in lines:
        top = _TOP.match(line)
        if top:
            lines_of = fields.setdefault(top[1].lower(), [])
            lines_of.append(re.sub(r"\s+#\s.*$", "", top[2]) if top[2][:1] not in ("'", '"') else top[2])
        elif line.strip() and not line.lstrip().startswith("#"):
            lines_of.append(line)
    return fields


def _text(lines: Sequence[str]) -> str:
    """A field as running text."""
    return _unquoted(" ".join(line.strip() for line in lines if line.strip() not in _FOLDED))


def _items(lines: Sequence[str]) -> list[str]:
    """A field as a list, however it is written: "[a, b]", "- a" a line, or one value alone."""
    whole = _text(lines)
    inside = re.fullmatch(r"\[(.*)\]", whole)
    if inside:
        parts = inside[1].split(",")
    elif any(line.lstrip().startswith("- ") for line in lines):
        parts = [line.lstrip()[2:] for line in lines if line.lstrip().startswith("- ")]
    else:
        parts = [whole]
    return [value for part in parts if (value := _unquoted(part))]


def _authors(lines: Sequence[str]) -> list[str]:
    """The names of people, of items with fields or without."""
    starts = [i for i, line in enumerate(lines) if line.lstrip().startswith("- ")]
    if not starts:
        return [name for part in _items(lines) for name in re.split(r"\s+and\s+|;\s*", part) if name]
    # Items of an inner list ("affiliations: - 1") stand deeper than those of the list of people.
    indent = min(len(lines[i]) - len(lines[i].lstrip()) for i in starts)
    starts = [i for i in starts if len(lines[i]) - len(lines[i].lstrip()) == indent]
    names = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        first = lines[start].lstrip()[2:]
        inner: dict[str, str] = {}
        for line in (first.strip("{} "), *lines[start + 1 : end]):
            for part in line.split(", ") if first.startswith("{") else [line]:
                if field := _FIELD.match(part):
                    inner.setdefault((field[1] or field[3]).lower(), _unquoted(field[2] or ""))
        names.append(_name(inner) or ("" if _FIELD.match(first) else _unquoted(first)))
    return [name for name in names if name]


def _name(fields: Mapping[str, str]) -> str:
    whole = fields.get("name", "") or fields.get("literal", "")
    return whole or " ".join(value for part in (*_PARTS, *_LAST_PARTS) if (value := fields.get(part, "")))


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return " ".join(value.split())
