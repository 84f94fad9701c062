"""No term stands anywhere that its ontology does not define.

RDF takes a misspelt term without complaint, and every query and shape over it then matches nothing: a published shape
names fabio:hasArXivID, which is fabio:hasArXivId, and so checks nothing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VOID, XSD

from kg.graph import GraphStore
from kg.graph.describing import description_quads
from kg.graph.ontology_page import page
from kg.graph.vocabulary import KG, ONTOLOGY, PREFIXES, terms
from kg.resources import shipped

ROOT = Path(__file__).resolve().parents[2]
KG_BASE = str(KG._NS)
QUERIES = sorted([*shipped("queries").rglob("*.rq"), *shipped("ontology", "checks").glob("*.rq")])
# SHACL's own terms, and the names of our shapes
SHAPES_ONLY = {"sh": str(SH._NS), "shape": "https://w3id.org/citeset/shapes#"}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(shipped("ontology", "kg.ttl"), format="turtle")


def defined(ontology: rdflib.Graph) -> set[str]:
    return {str(s) for s in ontology.subjects(RDFS.isDefinedBy) if str(s).startswith(KG_BASE)}


def allowed(iri: str) -> bool:
    """A term that is listed in vocabulary.py, or exists in one of the four basic vocabularies."""
    for space in (RDF, RDFS, OWL, XSD):
        if iri.startswith(str(space._NS)):
            return iri.removeprefix(str(space._NS)) in space.__annotations__ or iri in map(str, dir(space))
    return iri in terms()


def test_the_vocabulary_is_what_kg_ttl_defines(ontology: rdflib.Graph) -> None:
    assert {iri for iri in terms() if iri.startswith(KG_BASE)} == defined(ontology)


def test_the_ontology_has_a_version(ontology: rdflib.Graph) -> None:
    head = ontology.value(None, RDF.type, OWL.Ontology)
    assert str(head) == KG_BASE.removesuffix("#")
    assert ontology.value(head, OWL.versionInfo)
    assert str(ontology.value(head, OWL.versionIRI)).endswith(str(ontology.value(head, OWL.versionInfo)))


def test_every_term_is_explained(ontology: rdflib.Graph) -> None:
    for term in sorted(defined(ontology)):
        node = rdflib.URIRef(term)
        for predicate in (RDFS.label, RDFS.comment):
            assert len(list(ontology.objects(node, predicate))) == 1, (term, predicate)
        if (node, RDF.type, OWL.Class) not in ontology:
            for predicate in (RDFS.domain, RDFS.range):
                assert len(list(ontology.objects(node, predicate))) == 1, (term, predicate)


def test_a_use_is_no_citation(ontology: rdflib.Graph) -> None:
    assert not [p for p in ontology.objects(None, RDFS.subPropertyOf) if not str(p).startswith(KG_BASE)]


def test_the_version_is_that_of_the_ontology(ontology: rdflib.Graph) -> None:
    assert [str(version) for version in ontology.objects(None, OWL.versionInfo)] == [ONTOLOGY]


def test_the_page_is_made_from_the_ontology(ontology: rdflib.Graph) -> None:
    path = ROOT / "docs" / "ontology.md"
    assert path.read_text(encoding="utf-8") == page(), "make it again: kg ontology > docs/ontology.md"
    explained = set(re.findall(r"^### `kg:(\w+)`$", page(), re.MULTILINE))
    assert explained == {iri.removeprefix(KG_BASE) for iri in defined(ontology)}


PAGES = [ROOT / "ontology" / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_use_known_terms(path: Path) -> None:
    """A term in code quotes or in a block of SPARQL or Turtle."""
    text = path.read_text(encoding="utf-8")
    for prefix, name in re.findall(r"(?<![\w:/.-])([a-z0-9]+):([A-Za-z_]\w*)", text):
        iri = PREFIXES.get(prefix, "") + name
        assert prefix not in PREFIXES or allowed(iri) or iri in SPOKEN_OF, f"{prefix}:{name}"


# Terms that no graph holds: those of the alignment, and the one that kg:usesDataset must not be a kind of.
SPOKEN_OF = {
    *map(str, (SKOS.closeMatch, SKOS.relatedMatch, PROV.Usage, DCAT.Relationship, DCTERMS.isReferencedBy)),
    f"{PREFIXES['cito']}cites",
}

# Where each term of another vocabulary is defined that rdflib has no list of.
CONFIRMED = {
    # the scripts that make Linked Papers With Code (transformation-scripts/04 and 05)
    "https://linkedpaperswithcode.com/property/usesDataset",
    "https://linkedpaperswithcode.com/property/introducedBy",
    "https://linkedpaperswithcode.com/property/modality",
    "https://linkedpaperswithcode.com/class/dataset",
    # MLSO 1.0.0 (ontology/ml-onto.ttl)
    "http://w3id.org/mlso/hasScientificReference",
    "http://w3id.org/mlso/hasModality",
    "http://w3id.org/mlso/ScientificWork",
}


def test_alignments_lead_to_terms_that_exist(ontology: rdflib.Graph) -> None:
    targets = {o for p in (SKOS.closeMatch, SKOS.relatedMatch) for o in ontology.objects(None, p)}
    assert {str(target) for target in targets} >= CONFIRMED
    for target in targets - {rdflib.URIRef(iri) for iri in CONFIRMED}:
        space = next(s for s in (SDO, DCAT, DCTERMS, PROV) if str(target).startswith(str(s._NS)))
        assert str(target).removeprefix(str(space._NS)) in space.__annotations__, target
    for term in {s for p in (SKOS.closeMatch, SKOS.relatedMatch) for s in ontology.subjects(p)}:
        assert str(term) in defined(ontology) or allowed(str(term)), term


def prefixed_names(text: str, prefixes: dict[str, str]) -> set[str]:
    bare = re.sub(r'"[^"\n]*"|<[^>\s]*>|(?m:(^|(?<=\s))#.*$)', " ", text)
    return {prefixes[p] + name for p, name in re.findall(r"(?<![\w?$])([a-z0-9]+):([A-Za-z_]\w*)", bare)}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_queries_use_known_terms_and_prefixes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = dict(re.findall(r"^PREFIX (\w+): <(\S+)>$", text, re.MULTILINE))
    assert declared.items() <= PREFIXES.items()
    used = prefixed_names(text, declared)
    assert used
    assert {iri for iri in used if not allowed(iri)} == set()
    assert all(any(iri.startswith(base) for iri in used) for base in declared.values()), "a prefix is not used"


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 60


def test_shapes_use_known_terms() -> None:
    graph = rdflib.Graph().parse(shipped("ontology", "shapes.ttl"), format="turtle")
    ours = {str(s) for s in graph.subjects() if str(s).startswith(SHAPES_ONLY["shape"])}
    seen = {str(term) for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    own = {iri for iri in seen if iri.startswith(SHAPES_ONLY["shape"])}
    shacl = {iri for iri in seen if iri.startswith(SHAPES_ONLY["sh"])}
    # rdflib's list leaves out the two that are words of Python
    known_to_shacl = {*map(str, dir(SH)), str(SH["in"]), str(SH["class"])}
    assert own == ours
    assert {iri for iri in shacl if iri not in known_to_shacl} == set()
    assert {iri for iri in seen - own - shacl if not allowed(iri)} == set()


def test_the_context_uses_known_terms() -> None:
    context = json.loads(shipped("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {name: value for name, value in context.items() if isinstance(value, str) and value.startswith("http")}
    assert prefixes == PREFIXES
    for name, value in context.items():
        target = value if isinstance(value, str) else value["@id"]
        if name in prefixes or target.startswith("@"):
            continue
        prefix, _, local = target.partition(":")
        assert allowed(PREFIXES[prefix] + local), name


def test_the_data_use_known_terms(toy: ModuleType) -> None:
    quads = toy.all_quads()
    types = {q.object.value for q in quads if q.predicate.value == str(RDF.type)}
    predicates = {q.predicate.value for q in quads}
    datatypes = {q.object.datatype.value for q in quads if hasattr(q.object, "datatype")}
    assert {iri for iri in types | predicates | datatypes if not allowed(iri)} == set()


def test_no_listed_term_is_idle(toy: ModuleType, store: GraphStore) -> None:
    """What vocabulary.py lists is in a graph or in the description of one, or in the head of the ontology."""
    quads = [*toy.all_quads(), *description_quads(store, when="2026-01-02T03:04:05+00:00")]
    written = {term.value for quad in quads for term in quad if hasattr(term, "value")}
    head = {str(DCTERMS.license)}
    assert sorted(terms() - written - head) == []


# DCAT 3, which is younger than rdflib's list
ADDED_LATER = {str(DCAT._NS): {"DatasetSeries"}}


@pytest.mark.parametrize("space", [DCAT, DCTERMS, PROV, SKOS, VOID], ids=lambda space: str(space._NS))
def test_reused_terms_exist(space: type[rdflib.namespace.DefinedNamespace]) -> None:
    """Against the lists that rdflib ships; those of the other vocabularies were looked up by hand."""
    base = str(space._NS)
    names = [iri.removeprefix(base) for iri in terms() if iri.startswith(base)]
    assert names
    known = {*space.__annotations__, *space._extras} | ADDED_LATER.get(base, set())
    assert [name for name in names if name not in known] == []


def test_domains_and_ranges_hold_in_the_data(toy: ModuleType, ontology: rdflib.Graph) -> None:
    quads = toy.all_quads()
    types: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == str(RDF.type):
            types.setdefault(quad.subject.value, set()).add(quad.object.value)

    def classes(node: rdflib.term.Node | None) -> set[str]:
        union = ontology.value(node, OWL.unionOf)
        return {str(c) for c in ontology.items(union)} if union else {str(node)}

    checked = 0
    for quad in quads:
        term = rdflib.URIRef(quad.predicate.value)
        if not term.startswith(KG_BASE):
            continue
        assert types[quad.subject.value] & classes(ontology.value(term, RDFS.domain)), quad
        if (term, RDF.type, OWL.ObjectProperty) in ontology:
            assert types[quad.object.value] & classes(ontology.value(term, RDFS.range)), quad
        else:
            range_ = ontology.value(term, RDFS.range)
            values = ontology.value(range_, OWL.oneOf)
            if values:
                assert quad.object.value in {str(v) for v in ontology.items(values)}
            else:
                assert quad.object.datatype.value == str(range_), quad
        checked += 1
    assert checked > 50
