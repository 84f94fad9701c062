"""The ontology as a page: every term of ours with its definition, and every term reused, from kg.ttl and the code."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.graph.vocabulary import KG, PREFIXES, described
from kg.resources import shipped

_FOREIGN = {
    "lpwc": "https://linkedpaperswithcode.com/property/",
    "lpwcc": "https://linkedpaperswithcode.com/class/",
    "mlso": "http://w3id.org/mlso/",
    "schema": "https://schema.org/",
}
_HEAD = """# The ontology

Made by `kg ontology` from [kg.ttl](../ontology/kg.ttl), version {version}; do not edit it by hand. How the terms play
together is told in [graph.md](graph.md).

Namespace `{base}`, prefix `kg`. "Close" and "related" name terms of other vocabularies that
say nearly the same, or something near it (`skos:closeMatch`, `skos:relatedMatch`).
"""


def ontology() -> Graph:
    """The ontology in ontology/kg.ttl."""
    return Graph().parse(shipped("ontology", "kg.ttl"), format="turtle")


def page() -> str:
    """The page in Markdown, the same for the same ontology."""
    graph = ontology()
    version = str(graph.value(URIRef(str(KG._NS).removesuffix("#")), OWL.versionInfo))
    return "\n".join([_HEAD.format(version=version, base=KG._NS), *_own(graph), *_reused(graph)])


def _own(graph: Graph) -> Iterator[str]:
    terms = sorted({t for t in graph.subjects(RDFS.isDefinedBy) if str(t).startswith(str(KG._NS))}, key=str)
    classes = [term for term in terms if (term, RDF.type, OWL.Class) in graph]
    yield "## Classes\n"
    for term in classes:
        yield from _term(graph, term)
    yield "## Properties\n"
    for term in terms:
        if term not in classes:
            yield from _term(graph, term)


def _term(graph: Graph, term: Node) -> Iterator[str]:
    yield f"### {_name(term)}\n"
    yield f"{graph.value(term, RDFS.comment)}\n"
    facts = [
        ("from", [_class(graph, node) for node in graph.objects(term, RDFS.domain)]),
        ("to", [_class(graph, node) for node in graph.objects(term, RDFS.range)]),
        ("kind of", [_name(node) for node in graph.objects(term, RDFS.subPropertyOf)]),
        ("close", [_name(node) for node in graph.objects(term, SKOS.closeMatch)]),
        ("related", [_name(node) for node in graph.objects(term, SKOS.relatedMatch)]),
    ]
    for label, values in facts:
        if values:
            yield f"- {label}: {', '.join(sorted(values))}"
    if any(values for _, values in facts):
        yield ""


def _class(graph: Graph, node: Node) -> str:
    """A class, the classes of a union, or the values of an enumeration."""
    union, values = graph.value(node, OWL.unionOf), graph.value(node, OWL.oneOf)
    if union is not None:
        return " or ".join(sorted(_name(member) for member in graph.items(union)))
    if values is not None:
        return " or ".join(f'"{member}"' for member in graph.items(values))
    return _name(node)


def _reused(graph: Graph) -> Iterator[str]:
    yield "## Terms reused\n"
    yield "| vocabulary | for | terms |"
    yield "| --- | --- | --- |"
    for prefix, (purpose, names) in described().items():
        if prefix != "kg":
            yield f"| `{PREFIXES[prefix]}` | {purpose} | {', '.join(f'`{prefix}:{name}`' for name in names)} |"
    yield ""
    yield "Of these, other vocabularies have:\n"
    for term in sorted({t for t in graph.subjects(SKOS.closeMatch) if not str(t).startswith(str(KG._NS))}, key=str):
        yield f"- {_name(term)}: {', '.join(sorted(_name(node) for node in graph.objects(term, SKOS.closeMatch)))}"
    yield ""


def _name(node: Node) -> str:
    """A term under its prefix, as code."""
    for prefix, base in sorted({**PREFIXES, **_FOREIGN}.items(), key=lambda item: -len(item[1])):
        if str(node).startswith(base):
            return f"`{prefix}:{str(node).removeprefix(base)}`"
    return f"`{node}`"
