"""The graph as a file: N-Quads, TriG, Turtle and JSON-LD, sorted, the same bytes for the same graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any, Literal, TypeAlias, cast, get_args

import pyoxigraph as ox
import rdflib
from rdflib.plugins.serializers.jsonld import from_rdf

from kg.errors import KgError
from kg.graph.same_as import same_as_quads
from kg.graph.triple_store import TripleStore
from kg.graph.vocabulary import C4O, DCTERMS, OA, PREFIXES
from kg.resources import shipped

Syntax: TypeAlias = Literal["turtle", "nquads", "trig", "jsonld"]
SYNTAXES: tuple[Syntax, ...] = get_args(Syntax)

# The words of papers, which may be copyrighted, beside dcterms:description of a use; everything else in the graph is a
# fact.
QUOTED = frozenset({str(OA.exact), str(C4O.hasContent)})


def export(
    store: TripleStore, output: IO[bytes], *, syntax: Syntax, quotes: bool = True, same_as: bool = False
) -> None:
    """Writes the whole graph to `output`. Turtle has no named graphs: it holds the union of all.

    Without `quotes` the sentences, descriptions and reference strings taken from papers are left out, and what remains
    are facts that can be passed on: titles, names, places, links. With `same_as` a graph of owl:sameAs comes last.
    JSON-LD is made in memory, the others stream graph by graph.

    Raises KgError for a syntax that is not one of `SYNTAXES`.
    """
    more = same_as_quads(store) if same_as else ()
    write(chain(_sorted_quads(store, quotes=quotes), more), output, syntax=syntax)


def write(quads: Iterable[ox.Quad], output: IO[bytes], *, syntax: Syntax) -> None:
    """Writes quads in the order given. Raises KgError for a syntax that is not one of `SYNTAXES`."""
    if syntax == "jsonld":
        text = json.dumps(_json_ld(quads), indent=2, sort_keys=True, ensure_ascii=False)
        output.write((text + "\n").encode())
    elif syntax == "nquads":
        ox.serialize(quads, output, format=ox.RdfFormat.N_QUADS)
    elif syntax in ("turtle", "trig"):
        output.write("".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode())
        body = cast(IO[bytes], _Headless(output, lines=len(PREFIXES)))
        if syntax == "trig":
            ox.serialize(quads, body, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
        else:
            triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
            ox.serialize(triples, body, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        raise KgError(f"{syntax!r} is no RDF syntax known here", advice=f"use one of {', '.join(SYNTAXES)}")


class _Headless:
    """Passes on what is written after the first lines: the library writes its prefixes in another order each time."""

    def __init__(self, output: IO[bytes], *, lines: int) -> None:
        self._output = output
        self._left = lines

    def write(self, data: bytes) -> int:
        rest = data
        while self._left and rest:
            _, newline, rest = rest.partition(b"\n")
            self._left -= len(newline)
        self._output.write(rest)
        return len(data)

    def flush(self) -> None:
        self._output.flush()


def _sorted_quads(store: TripleStore, *, quotes: bool) -> Iterator[ox.Quad]:
    """Graph by graph, so that no more than one graph has to be in memory to be sorted."""
    for graph in store.graphs():
        yield from sorted((quad for quad in store.quads(graph) if quotes or not _quotes_a_paper(quad)), key=str)


def _quotes_a_paper(quad: ox.Quad) -> bool:
    if quad.predicate.value == str(DCTERMS.description):
        # Those on a use are a paper's words; those on a dataset are the catalogue's own.
        return isinstance(quad.subject, ox.NamedNode) and "#use-" in quad.subject.value
    return quad.predicate.value in QUOTED


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # rdflib keeps plain strings and xsd:string apart, RDF 1.1 does not.
        datatype = term.datatype.value
        plain = datatype == str(rdflib.XSD.string)
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(datatype))
    raise ValueError(f"rdflib has no term for {term!r}")


def rdflib_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The union of the quads' graphs, for rdflib and what is built on it."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def context() -> dict[str, Any]:
    """The JSON-LD context: the short names of ontology/context.jsonld."""
    text = shipped("ontology", "context.jsonld").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)["@context"]
    return loaded


def _json_ld(quads: Iterable[ox.Quad]) -> dict[str, Any]:
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise ValueError(f"every quad of ours is in a named graph: {quad}")
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    graphs = [{"id": name, "@graph": _nodes(graph)} for name, graph in sorted(by_graph.items())]
    return {"@context": context(), "@graph": graphs}


def _nodes(quads: Iterable[ox.Quad]) -> list[Any]:
    """The nodes of one graph. Graph by graph, because rdflib's own way with datasets is deprecated inside rdflib."""
    found: dict[str, Any] = from_rdf(  # type: ignore[no-untyped-call]
        rdflib_graph(quads), context_data=context(), auto_compact=False, use_native_types=True
    )
    found.pop("@context")
    # rdflib writes a lone node without the array around it.
    nodes: list[Any] = _ordered(found["@graph"] if found.keys() == {"@graph"} else [found])
    return nodes


def _ordered(value: Any) -> Any:
    """The same JSON-LD with every array sorted: its arrays are sets, and rdflib leaves them in the order of hashes."""
    if isinstance(value, dict):
        return {key: _ordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda inner: json.dumps(inner, sort_keys=True))
    return value
