from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest
import rdflib
from rdflib.namespace import RDF, SDO

from kg.graph import GraphStore, dataset_quads, iris
from kg.graph.schema_org import schema_org
from kg.model import Dataset, Identity

# rdflib calls its own deprecated methods when it reads JSON-LD
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

BASE = str(SDO._NS)
# What we say of each class. That the terms exist is held against rdflib's list, which has no domains.
USED = {
    "DataCatalog": {"name", "dataset"},
    "Dataset": {
        "name",
        "alternateName",
        "description",
        "identifier",
        "url",
        "isPartOf",
        "isBasedOn",
        "exampleOfWork",
        "citation",
        "subjectOf",
    },
    "ScholarlyArticle": {"name", "author", "datePublished", "identifier", "url", "mentions"},
}
# The classes of what a property leads to, for those that lead to a node.
RANGES = {
    "dataset": "Dataset",
    "isPartOf": "Dataset",
    "isBasedOn": "Dataset",
    "exampleOfWork": "Dataset",
    "citation": "ScholarlyArticle",
    "subjectOf": "ScholarlyArticle",
    "mentions": "Dataset",
}


@pytest.fixture(scope="module")
def nodes(store: GraphStore) -> dict[str, dict[str, Any]]:
    """The nodes by the id in their IRI, which the library has none of."""
    return {iris.short(node["@id"]) or "library": node for node in json.loads(schema_org(store))["@graph"]}


@pytest.fixture(scope="module")
def graph(store: GraphStore) -> rdflib.Graph:
    return rdflib.Graph().parse(data=schema_org(store), format="json-ld")


def ids(value: dict[str, str] | list[dict[str, str]]) -> list[str]:
    return [iris.short(one["@id"]) for one in (value if isinstance(value, list) else [value])]


def test_every_term_is_one_of_schema_org() -> None:
    listed = {*USED, *set().union(*USED.values())}
    assert sorted(listed - SDO.__annotations__.keys()) == []
    assert RANGES.keys() <= listed


def test_rdflib_reads_each_class_with_its_terms(graph: rdflib.Graph) -> None:
    found: dict[str, set[str]] = {}
    for subject, kind in graph.subject_objects(RDF.type):
        terms = {str(p) for p in graph.predicates(subject) if p != RDF.type}
        assert all(term.startswith(BASE) for term in terms)
        found.setdefault(str(kind).removeprefix(BASE), set()).update(term.removeprefix(BASE) for term in terms)
    assert found == USED


def test_links_lead_to_nodes_that_are_there(graph: rdflib.Graph) -> None:
    seen = set()
    for subject, predicate, target in graph:
        assert isinstance(subject, rdflib.URIRef), "no blank nodes"
        name = str(predicate).removeprefix(BASE)
        assert isinstance(target, rdflib.URIRef) == (name in RANGES or predicate == RDF.type), (subject, name)
        if name in RANGES:
            assert (target, RDF.type, SDO[RANGES[name]]) in graph, (subject, name, target)
            seen.add(name)
    assert seen == RANGES.keys()


DATASETS = [
    ("library", "dataset", ["cifar", "cifar-10", "cifar-100", "fashion-toy", "imagenet-1k", "mnist", "toyset"]),
    ("fashion-toy", "isPartOf", ["mnist"]),
    ("fashion-toy", "isBasedOn", ["cifar-10"]),
    ("cifar-10", "exampleOfWork", ["cifar"]),
    ("cifar-10", "citation", ["krizhevsky-2009-learning"]),  # a paper cites Deng 2009, wrongly
    ("imagenet-1k", "citation", ["deng-2009-imagenet", "russakovsky-2015-imagenet"]),
    ("imagenet-1k", "subjectOf", ["arxiv:2017.00001", "arxiv:2020.00002", "arxiv:2020.00003"]),
    ("toyset", "subjectOf", ["arxiv:2020.00003"]),
    ("arxiv:2020.00002", "mentions", ["mnist"]),
]


@pytest.mark.parametrize(("one", "term", "targets"), DATASETS)
def test_links(nodes: dict[str, dict[str, Any]], one: str, term: str, targets: list[str]) -> None:
    assert ids(nodes[one][term]) == targets


VALUES = [
    ("imagenet-1k", "name", "ImageNet-1k"),
    ("imagenet-1k", "alternateName", ["ILSVRC-2012", "ImageNet"]),
    ("imagenet-1k", "description", "Photographs of 1,000 object classes."),
    ("imagenet-1k", "identifier", "imagenet-1k"),
    ("imagenet-1k", "url", "https://www.image-net.org/"),
    ("cifar-10", "alternateName", "CIFAR10"),
    ("mnist", "url", None),
    ("mnist", "subjectOf", None),
    ("toyset", "citation", None),
    ("deng-2009-imagenet", "author", ["Jia Deng", "Wei Dong"]),
    ("deng-2009-imagenet", "datePublished", "2009"),
    ("deng-2009-imagenet", "identifier", "doi:10.1109/cvpr.2009.5206848"),
    ("deng-2009-imagenet", "url", "https://doi.org/10.1109/cvpr.2009.5206848"),
    ("krizhevsky-2009-learning", "url", "https://example.org/tr.pdf"),
    ("arxiv:2017.00001", "name", "Paper 1"),
    ("arxiv:2017.00001", "identifier", ["arxiv:2017.00001", "doi:10.1/p1"]),
    ("arxiv:2017.00001", "url", "https://doi.org/10.1/p1"),
    ("arxiv:2017.00001", "mentions", None),
]


@pytest.mark.parametrize(("one", "term", "value"), VALUES)
def test_values(nodes: dict[str, dict[str, Any]], one: str, term: str, value: object) -> None:
    assert nodes[one].get(term) == value


def test_works_that_papers_cite_where_none_is_accepted(toy: ModuleType) -> None:
    quads = [
        quad
        for quad in toy.all_quads()
        if "acceptedWork" not in quad.predicate.value and "preferredWork" not in quad.predicate.value
    ]
    cited = GraphStore.in_memory()
    cited.load(quads)
    found = {node["@id"]: node for node in json.loads(schema_org(cited))["@graph"]}
    assert ids(found[iris.dataset("cifar-10")]["citation"]) == ["deng-2009-imagenet"]
    assert "citation" not in found[iris.dataset("cifar-100")], "no known work"


def test_the_preferred_work_comes_first(toy: ModuleType) -> None:
    works = ("russakovsky-2015-imagenet", "deng-2009-imagenet")
    identity = Identity({}, {"x": Dataset("x", "X", works=works)}, toy.WORKS, {}, {})
    preferred = GraphStore.in_memory()
    preferred.load(dataset_quads(identity, toy.CATALOGUE, ()))
    found = {node["@id"]: node for node in json.loads(schema_org(preferred))["@graph"]}
    assert ids(found[iris.dataset("x")]["citation"]) == list(works)


def test_no_words_of_papers_are_in_it(store: GraphStore) -> None:
    text = schema_org(store)
    assert not [words for words in ("We train on", "1.2 million images", "CVPR 2009.") if words in text]


def test_the_order_of_quads_does_not_matter(toy: ModuleType, store: GraphStore) -> None:
    backwards = GraphStore.in_memory()
    backwards.load(reversed(toy.all_quads()))
    assert schema_org(backwards) == schema_org(store)


def test_a_library_without_datasets() -> None:
    empty = json.loads(schema_org(GraphStore.in_memory()))["@graph"]
    assert [(node["@type"], node.get("dataset")) for node in empty] == [("DataCatalog", None)]
