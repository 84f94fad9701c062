"""Records and their Identity as RDF, and the stores that hold it: on disk, or on a server."""

from kg.graph.shared_triples import dataset_quads, judgement_quads, provenance_quads, work_quads
from kg.graph.store import GraphStore
from kg.graph.triple_store import Answer, Scope, Solutions, Triples, TripleStore
from kg.graph.triples import cited_works, paper_quads

__all__ = [
    "Answer",
    "GraphStore",
    "Scope",
    "Solutions",
    "TripleStore",
    "Triples",
    "cited_works",
    "dataset_quads",
    "judgement_quads",
    "paper_quads",
    "provenance_quads",
    "work_quads",
]
