"""What Virtuoso 7 does otherwise than the standards say, and how the same answers are had from it.

Found by the tests in tests/graph/test_stores.py with Virtuoso 7.2.5, each by asking it.
"""

from __future__ import annotations

import pyoxigraph as ox
import requests

from kg.graph.query_text import prologue
from kg.graph.triple_store import Term
from kg.graph.vocabulary import XSD

# It cuts longer IRIs off without a word; found by trying.
LONGEST_IRI = 1_800  # bytes
# It guesses the syntax of a graph from the beginning, and refuses one whose first long text fills that: the first line
# is sent so many times, which is the same graph. Five were enough.
FIRST_LINES = 10
# CONSTRUCT and DESCRIBE are cut off here, where the server's settings do not say otherwise, without a word.
MOST_TRIPLES = 10_000

_BOOLEAN = ox.NamedNode(XSD.boolean)
_BOOLEANS = {"1": "true", "0": "false"}


def is_virtuoso(answer: requests.Response) -> bool:
    """Whether an answer comes from Virtuoso."""
    return answer.headers.get("server", "").startswith("Virtuoso")


def rows_at_most(answer: requests.Response) -> int | None:
    """After how many rows an answer was cut off, None where it is whole."""
    limit = answer.headers.get("X-SPARQL-MaxRows", "")
    return int(limit) if limit.isdigit() else None


def page(query: str, *, start: int, size: int) -> str:
    """The query for some rows of a SELECT query. From inside, because a sorted query may not skip many rows itself."""
    head = prologue(query)
    return f"{head}SELECT * WHERE {{ {{ {query[len(head) :]}\n}} }} OFFSET {start} LIMIT {size}"


def repaired(term: Term | None) -> Term | None:
    """The term as it was written: truth values come back as numbers."""
    if isinstance(term, ox.Literal) and term.datatype == _BOOLEAN:
        return ox.Literal(_BOOLEANS.get(term.value, term.value), datatype=_BOOLEAN)
    return term


def truth(answer: ox.QuerySolutions) -> bool:
    """The answer to ASK, which it gives as a row with the number 1, or as no row."""
    return any(isinstance(row[0], ox.Literal) and row[0].value == "1" for row in answer)
