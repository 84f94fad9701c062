from __future__ import annotations

import pyoxigraph as ox

from kg.graph import GraphStore, iris
from kg.graph.describing import description_quads
from kg.graph.vocabulary import DCTERMS, FABIO, KG, PREFIXES, VOID


def values(quads: list[ox.Quad], subject: str, predicate: str) -> list[str]:
    return [q.object.value for q in quads if (q.subject.value, q.predicate.value) == (subject, str(predicate))]


def test_counts(store: GraphStore) -> None:
    quads = list(description_quads(store, when="2026-01-02T03:04:05+00:00"))
    assert values(quads, iris.LIBRARY, VOID.triples) == [str(len(store))]
    papers = f"{iris.LIBRARY}#class-fabio-ResearchPaper"
    assert values(quads, papers, VOID["class"]) == [str(FABIO.ResearchPaper)]
    assert values(quads, papers, VOID.entities) == ["3"]
    uses = f"{iris.LIBRARY}#property-kg-usesDataset"
    assert values(quads, uses, VOID.property) == [str(KG.usesDataset)]
    assert values(quads, uses, VOID.triples) == ["7"]
    assert values(quads, iris.LIBRARY, DCTERMS.modified) == ["2026-01-02T03:04:05+00:00"]
    assert PREFIXES["kg"] in values(quads, iris.LIBRARY, VOID.vocabulary)
    assert PREFIXES["void"] not in values(quads, iris.LIBRARY, VOID.vocabulary)


def test_rights(store: GraphStore) -> None:
    full, facts = list(description_quads(store)), list(description_quads(store, facts_only=True))
    assert values(full, iris.LIBRARY, DCTERMS.license) == []
    assert values(full, iris.LIBRARY, DCTERMS.rights)
    assert values(facts, iris.LIBRARY, DCTERMS.license) == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    assert values(facts, iris.LIBRARY, DCTERMS.rights) == []
    assert values(full, iris.LIBRARY, DCTERMS.modified) == []
