"""The worked example of docs/graph.md is what a build of the sample papers says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from kg.graph.exporting import rdflib_graph
from kg.graph.vocabulary import KG, OA
from kg.library import Library

PAGE = Path(__file__).resolve().parents[1] / "docs" / "graph.md"
BLOCKS = re.findall(r"^```turtle\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
# What the next training of the models, or a better reader, may change.
VOLATILE = {KG.confidence, OA.start, OA.end}


def test_there_are_examples() -> None:
    assert len(BLOCKS) == 2


@pytest.mark.parametrize("block", BLOCKS, ids=["plain", "qualified"])
def test_the_example_is_in_the_graph(block: str, demo: Library) -> None:
    example = rdflib.Graph().parse(data=block, format="turtle")
    with demo.graph_store() as store:
        graph = rdflib_graph(store.quads())
    assert len(example) >= 3
    for subject, predicate, value in example:
        wanted = None if predicate in VOLATILE else value
        assert (subject, predicate, wanted) in graph, (subject, predicate, value)
