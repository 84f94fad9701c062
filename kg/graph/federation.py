"""Would a query leave this machine? The store's library follows SERVICE to any address without asking.

A library that answers to others would then fetch addresses for them from inside the network it stands in.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import QueryError
from kg.graph.query_text import asks_elsewhere


def refuse_elsewhere(query: str, path: Path | None = None) -> None:
    """Raises QueryError with the line where a query asks another server."""
    line = asks_elsewhere(query)
    if line is not None:
        # With a path the error shows the line itself.
        place = "" if path else f"line {line}: "
        raise QueryError(
            f"{place}the word SERVICE is not allowed in a query",
            path=path,
            line=line,
            advice="the graph answers from its own data only; rename a variable of that name",
        )
