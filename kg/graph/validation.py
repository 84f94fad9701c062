"""Does a graph keep the rules of ontology/shapes.ttl? Violations are values, not errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.graph import iris
from kg.graph.checks import Violation, broken
from kg.graph.exporting import rdflib_graph
from kg.graph.store import GraphStore
from kg.graph.triple_store import TripleStore
from kg.resources import shipped

__all__ = ["MANY", "SMALL", "Violation", "validate", "validate_papers", "validate_quads", "violations", "violations_of"]

MANY = 2_000  # papers; about 250,000 quads
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


def validate_papers(store: TripleStore, papers: Iterable[str]) -> list[Violation]:
    """Every violation in the graphs of some papers, by id, and in what they link to: datasets, works.

    For more papers than `MANY` the checks are asked of the whole store: a copy of that much would fill the memory.
    """
    wanted = sorted(set(papers))
    if len(wanted) > MANY:
        return validate(store, fast=True)
    quads = [quad for paper in wanted for quad in store.quads(iris.record(paper))]
    shared: dict[str, list[ox.Quad]] = {}
    for graph in (iris.DATASETS, iris.WORKS) if quads else ():
        for quad in store.quads(graph):
            shared.setdefault(str(quad.subject), []).append(quad)
    waiting, seen = quads, set[str]()
    while waiting:
        linked = {str(quad.object) for quad in waiting if isinstance(quad.object, ox.NamedNode)} - seen
        seen |= linked
        waiting = [quad for node in linked for quad in shared.get(node, ())]
        quads = quads + waiting
    return validate_quads(quads)


def validate_quads(quads: Sequence[ox.Quad]) -> list[Violation]:
    """Every violation in some graphs that are not stored yet, or are a part of what is stored; see `validate`."""
    with GraphStore.in_memory() as store:
        store.load(quads)
        return validate(store)
