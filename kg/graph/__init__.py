"""Records and their Identity as RDF; store.py alone talks to a triple store."""

from kg.graph.shared_triples import dataset_quads, judgement_quads, provenance_quads, work_quads
from kg.graph.store import Answer, GraphStore, Solutions, Triples
from kg.graph.triples import cited_works, paper_quads

__all__ = [
    "Answer",
    "GraphStore",
    "Solutions",
    "Triples",
    "cited_works",
    "dataset_quads",
    "judgement_quads",
    "paper_quads",
    "provenance_quads",
    "work_quads",
]
