"""`kg ontology`: the terms of the graph as a page."""

from __future__ import annotations


def ontology() -> None:
    """Every term that the graph may hold, with its definition, as a page in Markdown (docs/ontology.md)."""
    from kg.graph.ontology_page import page

    print(page(), end="")
