"""An HTML page into an element tree, whatever its encoding; nothing is fetched, nothing is run."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from kg.errors import ReadError
from kg.readers import xml
from kg.readers.members import content_of

ADVICE = "save the page again as HTML in UTF-8, or give the PDF"
# Readers follow elements by recursion, so a page must not be able to exhaust the stack.
DEEPEST = 150

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),  # no mark, but a first sign of two bytes
    (b"\0<", "utf-16-be"),
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})|encoding=[\"']([\w.-]{2,40})", re.I
)
_XHTML = re.compile(rb"<\?xml|<html[^>]{0,500}xmlns\s*=|<!DOCTYPE[^>]{0,300}XHTML", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = 4096
# Browsers read these as the Windows code page, which has letters where Latin-1 has control characters.
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "l1"})


def parse_page(path: Path) -> tuple[etree._Element, bytes]:
    """The root element and the bytes of a page; tags bear lower-case local names.

    Raises ReadError where the file cannot be opened, holds no elements, or nests them too deep.
    """
    content = content_of(path)
    if not content.strip(b"\0 \r\n\t"):
        raise ReadError("the file is empty", path=path)
    root = _as_xhtml(path) if _XHTML.search(content[:_HEAD]) else None
    if root is None:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root = html.document_fromstring(_CONTROL.sub("", _decoded(content)).encode(), parser)
        except etree.LxmlError as error:
            raise ReadError(f"not HTML: {error}", path=path, advice=ADVICE) from error
    if _depth(root) > DEEPEST:
        raise ReadError(f"elements are nested more than {DEEPEST} deep", path=path, advice="no paper is; see the file")
    return root, content


def _as_xhtml(path: Path) -> etree._Element | None:
    """The page as XML, where it is well-formed: only so is an empty `<a id="x"/>` closed again."""
    try:
        return xml.parse(path)[0]
    except ReadError:
        return None


def _decoded(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    found = _CHARSET.search(content[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else ""
    for encoding in ("utf-8" if declared in _LATIN or declared.startswith("utf-16") else declared, "utf-8"):
        try:
            return content.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def _depth(root: etree._Element) -> int:
    """How deep elements are nested, up to one more than is allowed."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    return deepest


def classes(element: etree._Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((element.get("class") or "").split())


def with_class(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements below that bear a class, in order."""
    return (element for element in root.iter(etree.Element) if name in (element.get("class") or "").split())


def with_role(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements below that bear a role, in order."""
    return (element for element in root.iter(etree.Element) if name in (element.get("role") or "").split())
