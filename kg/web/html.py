"""Values into pages: the templates, in which everything is escaped."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.reports import Cell, left_out
from kg.web.resources import PREFIX, address_of

# The columns of reports whose values are ids of what they are called after.
_IDS = ("dataset", "paper")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("kg.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(address=address_of, fragment=_fragment, web=_web)
    made.globals.update(cell_address=_cell_address, left_out=left_out)
    return made


def page(template: str, **values: object) -> str:
    """A template filled with values."""
    return _environment().get_template(template).render(**values)


def _fragment(iri: str) -> str:
    """The part of an IRI behind its hash, by which a page can be entered at that place."""
    return iri.partition("#")[2]


def _web(text: str) -> str:
    """A text that is a web address, "" for any other: a link to `javascript:` would run."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _cell_address(column: str, cell: Cell) -> str:
    """Where the thing that a cell of a report names is served, "" where it names none."""
    return f"{PREFIX}{column}/{quote(str(cell), safe=':/')}" if column in _IDS and cell else ""
