"""The bytes of a LaTeX or BibTeX file as text, whatever the encoding."""

from __future__ import annotations

import codecs
import re

_INPUTENC = re.compile(rb"^[^%\n]*\\usepackage\s*\[\s*([\w-]+)\s*\]\s*\{inputenc\}", re.MULTILINE)
_ON_ONE_SIDE = 0.9
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


def declared_encoding(content: bytes) -> str:
    """What a source declares with inputenc, as Python calls it; Windows-1252 where it declares nothing that fits."""
    declared = _INPUTENC.search(content)
    name = declared[1].decode("ascii", "replace") if declared else "latin1"
    encoding = _ENCODINGS.get(name, name.replace("latin", "iso8859-"))
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "cp1252"
    return encoding if encoding not in ("utf8", "utf8x", "utf-8") else "cp1252"


def decoded(content: bytes, *, declared: str = "") -> str:
    """The text of a file: by its byte order mark, as UTF-8, as its main file or itself declares, or as Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    zeros, even = content.count(0), content[::2].count(0)
    # In UTF-16 one byte of every two is mostly zero; zeros in a row are what a crash leaves in a file.
    if zeros > len(content) // 4 and max(even, zeros - even) > _ON_ONE_SIDE * zeros:
        return content.decode("utf-16-be" if even > zeros // 2 else "utf-16-le", errors="replace")
    content = content.replace(b"\x00", b"")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(declared or declared_encoding(content), errors="replace")
