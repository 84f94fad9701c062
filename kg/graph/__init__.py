"""Records and their Identity as RDF, and the stores that hold it: on disk, or on a server."""

from kg.graph.endpoint import Endpoint
from kg.graph.opening import Place, find_server, open_to_read, open_to_write
from kg.graph.shared_triples import dataset_quads, judgement_quads, provenance_quads, work_quads
from kg.graph.store import GraphStore
from kg.graph.triple_store import Answer, Scope, Solutions, Triples, TripleStore
from kg.graph.triples import cited_works, paper_quads
from kg.graph.vocabulary import ONTOLOGY

__all__ = [
    "ONTOLOGY",
    "Answer",
    "Endpoint",
    "GraphStore",
    "Place",
    "Scope",
    "Solutions",
    "TripleStore",
    "Triples",
    "cited_works",
    "dataset_quads",
    "find_server",
    "judgement_quads",
    "open_to_read",
    "open_to_write",
    "paper_quads",
    "provenance_quads",
    "work_quads",
]
