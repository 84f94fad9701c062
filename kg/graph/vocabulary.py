"""Every RDF term this project writes or queries, by namespace; a term that is not listed here raises AttributeError.

The terms of `KG` are defined in ontology/kg.ttl. The others are reused: each name below was looked up in its own
ontology, because RDF takes a misspelt term without complaint and every query over it then finds nothing.
"""

from __future__ import annotations

from rdflib.namespace import OWL, RDF, RDFS, XSD, DefinedNamespace, Namespace
from rdflib.term import URIRef

__all__ = [
    "BIRO",
    "C4O",
    "CITO",
    "DC",
    "DCAT",
    "DCTERMS",
    "FABIO",
    "FRBR",
    "KG",
    "OA",
    "ONTOLOGY",
    "OWL",
    "PAV",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SEMAPV",
    "SKOS",
    "SSSOM",
    "VOID",
    "XSD",
    "described",
    "terms",
]


ONTOLOGY = "0.3.0"  # the version of ontology/kg.ttl


class KG(DefinedNamespace):
    """Our own terms."""

    _fail = True
    _NS = Namespace("https://w3id.org/citeset/kg#")

    DatasetUse: URIRef
    NearbyReference: URIRef

    usesDataset: URIRef  # noqa: N815
    introducesDataset: URIRef  # noqa: N815
    mentionsDataset: URIRef  # noqa: N815
    citesDataset: URIRef  # noqa: N815
    citedAs: URIRef  # noqa: N815
    citedWork: URIRef  # noqa: N815
    printedAs: URIRef  # noqa: N815
    inPaper: URIRef  # noqa: N815
    ofDataset: URIRef  # noqa: N815
    evidence: URIRef
    citation: URIRef
    nearby: URIRef
    reference: URIRef
    acceptedWork: URIRef  # noqa: N815
    preferredWork: URIRef  # noqa: N815

    role: URIRef
    address: URIRef
    printedName: URIRef  # noqa: N815
    printedYear: URIRef  # noqa: N815
    mentionCount: URIRef  # noqa: N815
    confidence: URIRef
    basis: URIRef
    marker: URIRef
    reason: URIRef
    page: URIRef
    box: URIRef
    kind: URIRef
    instances: URIRef
    classes: URIRef
    trainInstances: URIRef  # noqa: N815
    validationInstances: URIRef  # noqa: N815
    testInstances: URIRef  # noqa: N815
    modality: URIRef
    authorList: URIRef  # noqa: N815
    venue: URIRef


class FABIO(DefinedNamespace):
    """Papers and works."""

    _fail = True
    _NS = Namespace("http://purl.org/spar/fabio/")

    ResearchPaper: URIRef
    Work: URIRef
    hasPublicationYear: URIRef  # noqa: N815
    hasURL: URIRef  # noqa: N815


class CITO(DefinedNamespace):
    """Citations as nodes."""

    _fail = True
    _NS = Namespace("http://purl.org/spar/cito/")

    Citation: URIRef
    hasCitingEntity: URIRef  # noqa: N815
    hasCitedEntity: URIRef  # noqa: N815
    hasCitationCharacterization: URIRef  # noqa: N815
    usesDataFrom: URIRef  # noqa: N815


class BIRO(DefinedNamespace):
    """Entries of reference lists."""

    _fail = True
    _NS = Namespace("http://purl.org/spar/biro/")

    BibliographicReference: URIRef
    references: URIRef


class C4O(DefinedNamespace):
    """The text of a reference as printed."""

    _fail = True
    _NS = Namespace("http://purl.org/spar/c4o/")

    hasContent: URIRef  # noqa: N815


class FRBR(DefinedNamespace):
    """A paper has its references as parts, as in OpenCitations."""

    _fail = True
    _NS = Namespace("http://purl.org/vocab/frbr/core#")

    part: URIRef


class OA(DefinedNamespace):
    """Places in a text."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    TextQuoteSelector: URIRef
    TextPositionSelector: URIRef
    FragmentSelector: URIRef
    exact: URIRef
    start: URIRef
    end: URIRef


class DC(DefinedNamespace):
    """Dublin Core elements, where the value is plain text."""

    _fail = True
    _NS = Namespace("http://purl.org/dc/elements/1.1/")

    source: URIRef


class DCTERMS(DefinedNamespace):
    """Dublin Core terms."""

    _fail = True
    _NS = Namespace("http://purl.org/dc/terms/")

    title: URIRef
    identifier: URIRef
    description: URIRef
    hasFormat: URIRef  # noqa: N815
    isPartOf: URIRef  # noqa: N815
    isVersionOf: URIRef  # noqa: N815
    license: URIRef
    rights: URIRef
    modified: URIRef
    conformsTo: URIRef  # noqa: N815


class DCAT(DefinedNamespace):
    """Datasets and the catalogue of them (DCAT 3)."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/dcat#")

    Dataset: URIRef
    DatasetSeries: URIRef
    Catalog: URIRef
    dataset: URIRef
    landingPage: URIRef  # noqa: N815
    keyword: URIRef


class SKOS(DefinedNamespace):
    """Names of datasets, and the relation that a judgement asserts or denies."""

    _fail = True
    _NS = Namespace("http://www.w3.org/2004/02/skos/core#")

    prefLabel: URIRef  # noqa: N815
    altLabel: URIRef  # noqa: N815
    hiddenLabel: URIRef  # noqa: N815
    exactMatch: URIRef  # noqa: N815


class PROV(DefinedNamespace):
    """What made a record, and what a dataset was made of."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/prov#")

    Activity: URIRef
    Entity: URIRef
    SoftwareAgent: URIRef
    used: URIRef
    wasGeneratedBy: URIRef  # noqa: N815
    wasAssociatedWith: URIRef  # noqa: N815
    wasDerivedFrom: URIRef  # noqa: N815


class VOID(DefinedNamespace):
    """The library as a whole: its counts and vocabularies."""

    _fail = True
    _NS = Namespace("http://rdfs.org/ns/void#")

    Dataset: URIRef
    triples: URIRef
    vocabulary: URIRef
    uriSpace: URIRef  # noqa: N815
    classPartition: URIRef  # noqa: N815
    entities: URIRef
    propertyPartition: URIRef  # noqa: N815
    property: URIRef

    _extras = ["class"]  # noqa: RUF012  # a word of Python


class SSSOM(DefinedNamespace):
    """Judgements, in the RDF form of SSSOM: an owl:Axiom about subject, predicate and object."""

    _fail = True
    _NS = Namespace("https://w3id.org/sssom/")

    subject_label: URIRef
    object_label: URIRef
    predicate_modifier: URIRef
    mapping_justification: URIRef
    author_label: URIRef


class SEMAPV(DefinedNamespace):
    """How a judgement was reached."""

    _fail = True
    _NS = Namespace("https://w3id.org/semapv/vocab/")

    ManualMappingCuration: URIRef


class PAV(DefinedNamespace):
    """The date of a judgement, as SSSOM's RDF form writes it."""

    _fail = True
    _NS = Namespace("http://purl.org/pav/")

    authoredOn: URIRef  # noqa: N815


_LISTED: dict[str, type[DefinedNamespace]] = {
    "biro": BIRO,
    "c4o": C4O,
    "cito": CITO,
    "dc": DC,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "fabio": FABIO,
    "frbr": FRBR,
    "kg": KG,
    "oa": OA,
    "pav": PAV,
    "prov": PROV,
    "semapv": SEMAPV,
    "skos": SKOS,
    "sssom": SSSOM,
    "void": VOID,
}

PREFIXES: dict[str, str] = {prefix: str(space._NS) for prefix, space in _LISTED.items()} | {
    "owl": str(OWL._NS),
    "rdf": str(RDF._NS),
    "rdfs": str(RDFS._NS),
    "xsd": str(XSD._NS),
}


def terms() -> frozenset[str]:
    """The IRI of every term that the graph may hold, without those of OWL, RDF, RDFS and XSD."""
    return frozenset(
        str(space._NS) + name
        for space in _LISTED.values()
        for name in (*space.__annotations__, *space._extras)
        if name[0] != "_"
    )


def described() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What each vocabulary is for and which of its terms are listed here, by prefix."""
    return {
        prefix: (
            (space.__doc__ or "").split("\n")[0].rstrip("."),
            tuple(sorted(name for name in (*space.__annotations__, *space._extras) if name[0] != "_")),
        )
        for prefix, space in _LISTED.items()
    }
