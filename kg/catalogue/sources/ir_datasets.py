"""ir_datasets: a YAML page a collection, whose first entry names it, and one bibliography for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.catalogue.sources.wheel import Listed, Wheel

_DOCS = "ir_datasets/docs/"
_NEXT = re.compile(r"^[\w./-]+:[ \t]*$", re.MULTILINE)  # a page goes on with the parts and splits of the collection
_NAME = re.compile(r"^  pretty_name:[ \t]*(['\"]?)(.+?)\1[ \t]*$", re.MULTILINE)
_KEYS = re.compile(r"^  bibtex_ids:[ \t]*\[(.*?)\]", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"[\w:/.+-]+")
_ENTRY = re.compile(r"^@\w+\s*\{\s*([^\s,]+)\s*,.*?(?=^@|\Z)", re.MULTILINE | re.DOTALL)


def listed(wheel: Wheel) -> Iterator[Listed]:
    """The collections, without their parts."""
    entries = {
        entry[1]: entry[0]
        for name in wheel.files(_DOCS, "bibliography.bib")
        for entry in _ENTRY.finditer(wheel.text(name))
    }
    for page in wheel.files(_DOCS, ".yaml"):
        text = wheel.text(page)
        if text.startswith("_:"):
            end = _NEXT.search(text, 2)
            whole = text[: end.start()] if end else text
            name, keys = _NAME.search(whole), _KEYS.search(whole)
            if name and keys:
                yield Listed((name[2],), "\n".join(entries.get(key, "") for key in _KEY.findall(keys[1])))
