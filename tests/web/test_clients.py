"""Clients that other people wrote, against the demo library."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.graph import iris

KG = "https://w3id.org/citeset/kg#"
SELECT = f"SELECT DISTINCT ?d {{ ?p <{KG}usesDataset> ?d }} ORDER BY ?d"
USED = [iris.dataset(name) for name in ("cifar-10", "cifar-100", "imagenet-1k", "mnist")]


def wrapper(site: str, query: str, form: str) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{site}/sparql", returnFormat=form)
    made.setQuery(query)
    return made


@pytest.mark.parametrize("posted", [None, "urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_selects(site: str, posted: str | None) -> None:
    client = wrapper(site, SELECT, JSON)
    if posted:
        client.setMethod(POST)
        client.setRequestMethod(posted)
    assert [row["d"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == USED


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside SPARQLWrapper
def test_sparqlwrapper_in_other_formats(site: str) -> None:
    assert wrapper(site, SELECT, CSV).queryAndConvert().decode().split() == ["d", *USED]
    document = wrapper(site, SELECT, XML).queryAndConvert()
    assert [node.firstChild.data for node in document.getElementsByTagName("uri")] == USED
    assert wrapper(site, "ASK { ?s ?p ?o }", JSON).queryAndConvert()["boolean"] is True
    construct = f"CONSTRUCT WHERE {{ ?p <{KG}usesDataset> ?d }}"
    assert len(wrapper(site, construct, RDFXML).queryAndConvert()) == 7
    assert len(Graph().parse(wrapper(site, construct, TURTLE).queryAndConvert(), format="turtle")) == 7


def test_sparqlwrapper_is_told_of_an_error(site: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapper(site, "SELECT ?s {", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(site: str, method: str) -> None:
    graph = Graph(SPARQLStore(f"{site}/sparql", method=method))
    assert [str(row[0]) for row in graph.query(SELECT)] == USED
    assert (None, URIRef(KG + "usesDataset"), URIRef(USED[0])) in graph
    assert len(graph) > 100
    assert bool(graph.query("ASK { ?s ?p ?o }"))
