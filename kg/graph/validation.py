"""Does a graph keep the rules of ontology/shapes.ttl? Violations are values, not errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.graph.checks import Violation, broken
from kg.graph.exporting import rdflib_graph
from kg.graph.store import GraphStore
from kg.graph.triple_store import TripleStore
from kg.resources import shipped

__all__ = ["SMALL", "Violation", "validate", "validate_quads", "violations", "violations_of"]

SMALL = 20_000  # quads; about two seconds of pySHACL, which takes 10,000 a second


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    return Graph().parse(shipped("ontology", "shapes.ttl"), format="turtle")


def violations(quads: Iterable[ox.Quad]) -> list[Violation]:
    """Every violation of a shape in the union of the quads' graphs, sorted; an empty list says that all is well.

    A rule may look at what a node links to, so a paper's graph is to be given together with the graphs of datasets and
    works. Memory and time grow with the quads (about 10,000 a second).
    """
    _, report, _ = pyshacl.validate(rdflib_graph(quads), shacl_graph=_shapes(), inference="none")
    return violations_of(report)


def violations_of(report: Graph) -> list[Violation]:
    """The results of a SHACL validation report as values, sorted."""

    def text(node: Node | None) -> str:
        return "" if node is None else str(node)

    return sorted(
        Violation(
            text(report.value(result, SH.focusNode)),
            text(report.value(result, SH.sourceShape)).rpartition("#")[2],
            text(report.value(result, SH.resultMessage)),
            text(report.value(result, SH.value)),
        )
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )


def validate(store: TripleStore, *, fast: bool = False) -> list[Violation]:
    """Every violation in a store, sorted: by the checks, and by the shapes too where the graph is small.

    With `fast` the checks alone are asked, whatever the size.
    """
    found = set(broken(store))
    if not fast and len(store) <= SMALL:
        found.update(violations(store.quads()))
    return sorted(found)


def validate_quads(quads: Sequence[ox.Quad]) -> list[Violation]:
    """Every violation in some graphs that are not stored yet, or are a part of what is stored; see `validate`."""
    with GraphStore.in_memory() as store:
        store.load(quads)
        return validate(store)
