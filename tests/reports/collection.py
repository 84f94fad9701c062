"""A collection of ten papers as a table of uses, for queries about time, relations and many papers.

Base (2015, presented by paper a) has a second version (2018, paper d), and Mini-Base is a part of it; the papers move
from the one to the other. TextSet is of another field. Newset and Hermit are known to no catalogue, and Hermit is never
met with another. Paper h has no dataset.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph import GraphStore, cited_works, dataset_quads, judgement_quads, paper_quads, provenance_quads, work_quads
from kg.model import (
    Catalogue,
    Citation,
    Dataset,
    Description,
    Evidence,
    Identity,
    Judgement,
    Mention,
    Nearby,
    Origin,
    Paper,
    Record,
    Reference,
    Span,
    Use,
    Verdict,
    Work,
)

YEARS = {"a": 2015, "b": 2016, "c": 2017, "d": 2018, "e": 2019, "f": 2020, "g": 2020, "h": None, "i": 2020, "j": 2016}

# paper, dataset, roles (u used, i introduced), name as printed, reference cited, confidence, instances as stated
USES = [
    ("a", "base", "ui", "Base", "", 0.9, 1000),
    ("b", "base", "u", "Base", "base-paper", 0.9, None),
    ("c", "base", "u", "BASE", "base-paper", 0.8, None),
    ("c", "text", "u", "TextSet", "", 0.9, None),
    ("d", "base", "u", "Base", "base-paper", 0.9, None),
    ("d", "base-2", "ui", "Base 2", "", 0.9, 2000),
    ("e", "base-2", "u", "Base 2", "base-2-paper", 0.9, 2500),
    ("e", "text", "u", "TextSet", "base-2-paper", 0.45, None),
    ("f", "base-2", "u", "Base 2", "", 0.9, None),
    ("f", "mini-base", "u", "Mini-Base", "", 0.3, None),
    ("g", "newset", "ui", "Newset", "", 0.7, None),
    ("g", "base", "", "Base", "", 0.6, None),
    ("i", "newset", "u", "Newset", "", 0.7, None),
    ("i", "base-2", "u", "Base", "", 0.9, None),
    ("i", "text", "u", "TextSet", "", 0.9, None),
    ("j", "hermit", "u", "Hermit", "", 0.9, None),
]

WORKS = {
    "base-paper": Work("base-paper", "Base, a dataset", ("A. Lee",), 2015, "CVPR", "10.1/base"),
    "base-2-paper": Work("base-2-paper", "Base 2, a larger dataset", ("B. Li",), 2018, "CVPR"),
}

CATALOGUE = Catalogue(
    datasets={
        dataset.id: dataset
        for dataset in (
            Dataset(
                "base",
                "Base",
                works=("base-paper",),
                description="Photographs of things.",
                instances=1000,
                modality="image",
                field="vision",
            ),
            Dataset("base-2", "Base 2", version_of=("base",), works=("base-2-paper",), field="vision"),
            Dataset("mini-base", "Mini-Base", part_of=("base-2",), field="vision"),
            Dataset("text", "TextSet", field="language"),
        )
    },
    works=WORKS,
)


def _paper(key: str) -> Paper:
    year = YEARS[key]
    return Paper(
        id=f"doi:10.1/{key}",
        source=f"{key}.pdf",
        title=f"Paper {key}",
        authors=("Ann Lee",),
        year=year,
        identifiers=(f"doi:10.1/{key}",),
        text="",
        passages=(),
        markers=(),
        references=(
            Reference("base-paper", "A. Lee. Base, a dataset. 2015.", "Base, a dataset", ("A. Lee",), 2015),
            Reference("base-2-paper", "B. Li. Base 2. 2018.", "Base 2, a larger dataset", ("B. Li",), 2018),
            Reference("net", "C. Net. A network. 2012.", "A network", ("C. Net",), 2012),
        ),
    )


def _use(paper: str, roles: str, name: str, cited: str, confidence: float, stated: int | None) -> Use:
    return Use(
        name=name,
        surfaces=(name,),
        known_as="",
        kind="dataset",
        mentions=(Mention(Span(3, 9), name, "catalogue", 1.0),),
        used="u" in roles,
        introduced="i" in roles,
        evidence=Evidence(f"In {paper} we take {name}.", Span(0, 20), page=3),
        description=None if stated is None else Description(f"{stated} photographs", "paper", stated),
        citations=(Citation(cited, "attached", "[1]", "directly after the name"),) if cited else (),
        nearby=(Nearby("net", "[3]", "stands with a model"),) if (paper, name) == ("f", "Base 2") else (),
        confidence=confidence,
    )


RECORDS = tuple(
    Record(_paper(key), tuple(_use(key, r, n, c, q, s) for k, _, r, n, c, q, s in USES if k == key), "toy 1.0")
    for key in YEARS
)

IDENTITY = Identity(
    of_use={
        (record.paper.id, position): dataset
        for record in RECORDS
        for position, dataset in enumerate(row[1] for row in USES if f"doi:10.1/{row[0]}" == record.paper.id)
    },
    datasets={
        **CATALOGUE.datasets,
        "newset": Dataset("newset", "Newset"),
        "hermit": Dataset("hermit", "Hermit"),
    },
    works=WORKS,
    work_of={(record.paper.id, key): key for record in RECORDS for key in WORKS},
    steps={},
)

JUDGEMENTS = (
    Judgement("base", "base-2", Verdict.DIFFERENT, "other photographs", "ann", "2024-05-01"),
    Judgement("newset", "The New Set", Verdict.SAME, "one release", "bo", "2024-05-02"),
)


def origin(record: Record) -> Origin:
    return Origin(sha256=record.paper.source[0] * 64, maker="0123456789ab")


def all_quads() -> list[ox.Quad]:
    quads = [quad for record in RECORDS for quad in paper_quads(record, IDENTITY, origin(record))]
    quads += dataset_quads(IDENTITY, CATALOGUE, RECORDS)
    quads += work_quads(IDENTITY, {key for record in RECORDS for key in cited_works(record, IDENTITY)})
    quads += judgement_quads(JUDGEMENTS, IDENTITY)
    quads += provenance_quads((record, origin(record)) for record in RECORDS)
    return quads


def graph() -> GraphStore:
    store = GraphStore.in_memory()
    store.load(all_quads())
    return store
