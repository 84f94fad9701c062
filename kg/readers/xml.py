"""An XML file into a plain element tree, safely: no network, no DTD, no external entity, no entity bomb."""

from __future__ import annotations

import codecs
import html.entities
import re
from pathlib import Path

from lxml import etree

from kg.errors import ReadError

XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
ADVICE = "the file is not well-formed XML; export it again, or give the PDF"

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9.]*);")
_DECLARED = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s>]+)\s+(SYSTEM|PUBLIC|\"[^\"]*\"|'[^']*')")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Control characters that XML forbids; converters from PDF leave them in all the same.
_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I
)


def parse(path: Path) -> tuple[etree._Element, bytes]:
    """The root element and the bytes of an XML file; tags and attributes bear their local names.

    The names of HTML entities ("&nbsp;") are known without a DTD. Comments and processing instructions are gone.
    Raises ReadError where the file cannot be opened, is not well-formed, or declares entities that would expand others
    or fetch a file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=path, advice="check path and rights") from error
    if not content.strip():
        raise ReadError("the file is empty", path=path)
    parser = etree.XMLParser(
        resolve_entities=True,  # only those that `_prepared` let pass: declared in the file, flat and short
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_prepared(content, path), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not well-formed XML: {error.msg}", path=path, line=error.lineno, advice=ADVICE) from error
    except ValueError as error:
        raise ReadError(f"cannot decode the file: {error}", path=path, advice=ADVICE) from error
    _strip_namespaces(root)
    return root, content


def _prepared(content: bytes, path: Path) -> bytes:
    """The bytes in an encoding that extends ASCII, with HTML entities as numbers and without forbidden characters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = _DECLARATION.sub("", content.decode("utf-16")).encode()
    declared = set()
    for found in _DECLARED.finditer(content):
        parameter, name, value = found.groups()
        if parameter:
            continue  # never expanded: the subset that would use it is not loaded
        if value in (b"SYSTEM", b"PUBLIC"):
            raise ReadError(
                f"the file asks for an external entity, {name.decode('utf-8', 'replace')!r}",
                path=path,
                line=content.count(b"\n", 0, found.start()) + 1,
                advice="external files are never read; remove the declaration",
            )
        if b"&" in value.replace(b"&#", b"") or len(value) > 200:
            raise ReadError(
                f"the entity {name.decode('utf-8', 'replace')!r} expands others or is very long",
                path=path,
                line=content.count(b"\n", 0, found.start()) + 1,
                advice="such files can fill the memory; remove the declaration",
            )
        declared.add(name)

    def number(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name in XML_ENTITIES or name in declared:
            return found[0]
        known = html.entities.html5.get(name.decode("ascii") + ";")
        if known is None:
            return b"&amp;" + name + b";"
        return b"".join(b"&#%d;" % ord(character) for character in known)

    return _ENTITY.sub(number, _FORBIDDEN.sub(b"", content))


def _strip_namespaces(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        for name, value in [item for item in element.attrib.items() if "}" in item[0]]:
            local = name.rpartition("}")[2]
            if local not in element.attrib:
                element.set(local, value)


def flat(text: str | None) -> str:
    """Text on one line: every run of white space as one space, invisible characters gone."""
    return re.sub(r"\s+", " ", re.sub("\u00ad\\s*|[\u200b\u2060\ufeff]", "", text or ""))


def plain(element: etree._Element | None) -> str:
    """All text within an element on one line; "" for None."""
    return "" if element is None else flat("".join(str(part) for part in element.itertext())).strip()
