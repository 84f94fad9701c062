"""Does a graph keep the rules of ontology/shapes.ttl? Violations are values, not errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Node

from kg.graph.exporting import rdflib_graph
from kg.resources import shipped


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the node it is about, the name of the rule, the message, and the value at fault ("" if none)."""

    node: str
    rule: str
    message: str
    value: str = ""


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    return Graph().parse(shipped("ontology", "shapes.ttl"), format="turtle")


def violations(quads: Iterable[ox.Quad]) -> list[Violation]:
    """Every violation in the union of the quads' graphs, sorted; an empty list says that all is well.

    A rule may look at what a node links to, so a paper's graph is to be given together with the graphs of datasets and
    works. Memory and time grow with the quads (about 10,000 a second): give papers in batches.
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
