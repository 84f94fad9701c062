"""The addresses on the web that a paper gives for a dataset: "X, available at https://..."."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extraction.document import WEB_ADDRESS, Document
from kg.extraction.naming import Named
from kg.model import Span
from kg.names import tight_key

_NO_PART = re.compile(r"[<>\"'“”{}\[\]|\\^`]")  # what no address holds: it ends before
_CLOSING = ".,;:!?’"
_TELLING = 4  # characters of a name that an address tells it by
_MOST = 5  # of a list of links only the first are the dataset's


def addresses_of(found: Sequence[Named], document: Document) -> list[tuple[str, ...]]:
    """For each dataset the addresses that stand with it, in the order of the text.

    An address belongs to the last name before it in its sentence, to the first name behind it where none stands before,
    and to no other: "X (https://a) and Y (https://b)" gives each its own. One that stands alone, in a footnote say,
    belongs to the dataset whose name it holds.
    """
    places = sorted((m.span, i) for i, named in enumerate(found) for m in named.mentions)
    starts = [span.start for span, _ in places]
    given: list[list[str]] = [[] for _ in found]
    names = [(key, i) for i, n in enumerate(found) for s in n.surfaces if len(key := tight_key(s)) >= _TELLING]
    named: dict[str, int | None] = {}  # papers repeat their addresses
    for match in WEB_ADDRESS.finditer(document.paper.text):
        sentence = document.sentence_at(Span(*match.span()))
        last = bisect_right(starts, match.start()) - 1
        owner = None
        if last >= 0 and starts[last] >= sentence.start:
            owner = places[last][1]
        elif last + 1 < len(places) and starts[last + 1] < sentence.end:
            owner = places[last + 1][1]
        address = _without_what_follows(match[0])
        if owner is None:
            if address not in named:
                named[address] = _named_in(tight_key(address), names)
            owner = named[address]
        if owner is not None:
            given[owner].append(address)
    return [tuple(dict.fromkeys(addresses))[:_MOST] for addresses in given]


def _without_what_follows(text: str) -> str:
    """The address at the beginning of a text without spaces: "www.x.org)[23]" stood in brackets."""
    address = _NO_PART.split(text, maxsplit=1)[0]
    opened = 0
    for at, sign in enumerate(address):
        opened += (sign == "(") - (sign == ")")
        if opened < 0:
            address = address[:at]
            break
    return address.rstrip(_CLOSING)


def _named_in(address: str, names: Sequence[tuple[str, int]]) -> int | None:
    """The position of the dataset whose name stands in the tight key of an address, the longest name of several."""
    found = max(((len(name), -i) for name, i in names if name in address), default=None)
    return -found[1] if found is not None else None
