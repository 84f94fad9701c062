"""An XML file into a plain element tree, safely: no network, no DTD, no external entity, no entity bomb."""

from __future__ import annotations

import codecs
import html.entities
import re
from pathlib import Path

from lxml import etree

from kg.errors import ReadError
from kg.readers.members import content_of

ADVICE = "the file is cut off or damaged; get it again, or give the PDF"

# Characters; an entity that is expanded is at most this long and expands no other, and all together add no more.
LONGEST_ENTITY = 200
MOST_EXPANDED = 10_000_000
# Readers follow elements by recursion, so a file must not be able to exhaust the stack.
DEEPEST = 100

_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTITY = re.compile(r"&([A-Za-z][\w.-]*);")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*"  # root element and public identifier
    r"(?:\[(?:<!--.*?-->|[^\]\"'<]|<(?!!--)|\"[^\"]*\"|'[^']*')*\]\s*)?>",  # internal subset
    re.DOTALL,
)
_DECLARED = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(SYSTEM|PUBLIC|\"[^\"]*\"|'[^']*')")
# Control characters that XML forbids; converters from PDF leave them in all the same.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.IGNORECASE,
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),  # no mark, but a first sign of two bytes
    (b"\0<", "utf-16-be"),
)


def parse(path: Path) -> tuple[etree._Element, bytes]:
    """The root element and the bytes of an XML file; tags and attributes bear their local names.

    The names of HTML entities ("&nbsp;") are known without a DTD. Comments and processing instructions are gone.
    Raises ReadError where the file cannot be opened, is not well-formed, or declares entities that would expand others
    or fetch a file.
    """
    content = content_of(path)
    if not content.strip():
        raise ReadError("the file is empty", path=path)
    return parse_bytes(content, path=path), content


def parse_bytes(content: bytes, *, path: Path) -> etree._Element:
    """The root element of an XML document, as `parse` gives it; `path` is the file that errors speak of."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # an id that stands twice is no reason to refuse a paper
    )
    try:
        root = etree.fromstring(_prepared(_decoded(content), path).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not well-formed XML: {error.msg}", path=path, line=error.lineno, advice=ADVICE) from error
    except (ValueError, LookupError) as error:
        raise ReadError(f"cannot decode the file: {error}", path=path, advice=ADVICE) from error
    if root.xpath(f"boolean(//*[count(ancestor::*) > {DEEPEST}])"):
        raise ReadError(f"elements are nested more than {DEEPEST} deep", path=path, advice="no paper is; see the file")
    _strip_namespaces(root)
    return root


def _decoded(content: bytes) -> str:
    """The text of a file, by its byte order mark, its declaration, or else as UTF-8."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding)
    declared = _ENCODING.match(content.lstrip()[:200])
    return content.decode(declared[1].decode("ascii") if declared else "utf-8")


def _prepared(text: str, path: Path) -> str:
    """The text without document type, which libxml2 would fetch parameter entities for; entities as characters."""
    text = _DECLARATION.sub("", _FORBIDDEN.sub("", text), count=1)
    doctype = _DOCTYPE.match(text, begin) if (begin := text.find("<!DOCTYPE")) >= 0 else None
    own: dict[str, str] = {}
    if doctype:
        own = _declared(doctype[0], path)
        lines = "\n" * doctype[0].count("\n")  # so that line numbers in messages stay right
        text = text[: doctype.start()] + lines + text[doctype.end() :]
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReadError("the document type declaration cannot be read", path=path, advice="remove it")

    added = 0

    def characters(found: re.Match[str]) -> str:
        nonlocal added
        name = found[1]
        if name in _XML_ENTITIES:
            return found[0]
        if name in own:
            added += len(own[name])
            if added > MOST_EXPANDED:
                advice = "such files can fill the memory; remove the declaration"
                raise ReadError(f"the entity {name!r} is used too often", path=path, advice=advice)
            return own[name]
        known = html.entities.html5.get(name + ";")
        return f"&amp;{name};" if known is None else "".join(f"&#{ord(character)};" for character in known)

    return _ENTITY.sub(characters, text)


def _declared(doctype: str, path: Path) -> dict[str, str]:
    """The entities that a document type declares in the file itself; those that could do harm are refused."""
    own = {}
    for name, value in _DECLARED.findall(doctype):
        if value in ("SYSTEM", "PUBLIC"):
            advice = "external files are never read; remove the declaration"
            raise ReadError(f"the file asks for an external entity, {name!r}", path=path, advice=advice)
        if "&" in value.replace("&#", "") or len(value) > LONGEST_ENTITY:
            advice = "such files can fill the memory; remove the declaration"
            raise ReadError(f"the entity {name!r} expands others or is very long", path=path, advice=advice)
        own[name] = value[1:-1]
    return own


def _strip_namespaces(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        for name, value in [item for item in element.attrib.items() if "}" in item[0]]:
            local = name.rpartition("}")[2]
            if local not in element.attrib:
                element.set(local, value)


def only(root: etree._Element, tag: str, path: Path) -> etree._Element | None:
    """The one element of this name that stands in no other of it, None where there is none.

    Raises ReadError where there are several: each of them is a paper.
    """
    found = [root] if root.tag == tag else [e for e in root.iter(tag) if next(e.iterancestors(tag), None) is None]
    if len(found) > 1:
        raise ReadError(
            f"{len(found)} papers in one file", path=path, advice=f"write each <{tag}> to a file of its own"
        )
    return found[0] if found else None


def flat(text: str | None) -> str:
    """Text on one line: every run of white space as one space, invisible characters gone."""
    return re.sub(r"\s+", " ", re.sub("\u00ad\\s*|[\u200b\u2060\ufeff]", "", text or ""))


def plain(element: etree._Element | None) -> str:
    """All text within an element on one line; "" for None."""
    return "" if element is None else flat("".join(str(part) for part in element.itertext())).strip()
