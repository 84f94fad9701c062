"""What the library of the sample papers says: one dataset under three names, cited in two ways and once not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kg import catalogue as catalogues
from kg.answers import answer
from kg.build import extract
from kg.graph import GraphStore, Solutions
from kg.library import Library
from kg.model import Paper, Passage, Reference
from kg.readers import read

PREFIXES = """
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/citeset/kg#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX d: <https://w3id.org/citeset/id/dataset/>
"""

KRIZHEVSKY = "Learning multiple layers of features from tiny images"
DENG = "ImageNet: A large-scale hierarchical image database"
RUSSAKOVSKY = "ImageNet large scale visual recognition challenge"

# Paper, dataset, fullest printed name, and the reference cited for it with its title.
FACTS = {
    ("lobs.tex", "mnist", "MNIST"): {("lecun1998gradient", "Gradient-based learning applied to document recognition")},
    ("lobs.tex", "cifar-10", "CIFAR-10"): {("krizhevsky2009learning", KRIZHEVSKY)},
    ("lobs.tex", "imagenet-1k", "ImageNet ILSVRC-2012"): set(),
    ("ftwt.tei.xml", "cifar-10", "CIFAR-10"): {("b0", KRIZHEVSKY)},
    ("ftwt.tei.xml", "imagenet-1k", "ImageNet"): {("b1", DENG)},
    ("zap.xml", "cifar-100", "CIFAR-100"): {("r1", "CIFAR-10 and CIFAR-100 datasets")},
    ("zap.xml", "imagenet-1k", "ILSVRC-2012"): {("r2", RUSSAKOVSKY)},
}


def rows(store: GraphStore, query: str) -> list[tuple[str, ...]]:
    """The answer to a SELECT query as text; "" where a variable is unbound."""
    found = store.query(PREFIXES + query)
    assert isinstance(found, Solutions)
    return [tuple(t.value if isinstance(t, ox.NamedNode | ox.Literal) else "" for t in row) for row in found.rows]


@pytest.fixture(scope="module")
def store(demo: Library) -> GraphStore:
    return demo.graph_store()


def test_which_paper_uses_which_dataset(store: GraphStore) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?source ?id ?name {
             ?paper dc:source ?source ; kg:usesDataset ?dataset . ?dataset dcterms:identifier ?id .
             ?use kg:inPaper ?paper ; kg:ofDataset ?dataset ; rdfs:label ?name }""",
    )
    assert sorted(found) == sorted(FACTS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact[0]} {fact[1]}")
def test_which_reference_a_paper_cites_for_a_dataset(fact: tuple[str, str, str], store: GraphStore) -> None:
    source, dataset, _ = fact
    found = rows(
        store,
        f"""SELECT DISTINCT ?key ?title {{
              ?use kg:inPaper/dc:source "{source}" ; kg:ofDataset d:{dataset} ; kg:citation/kg:reference ?reference .
              ?reference rdfs:label ?key OPTIONAL {{ ?reference dcterms:title ?title }} }}""",
    )
    assert set(found) == FACTS[fact]


BASES = [
    ("lobs.tex", "mnist", "listed"),  # its markers stand with LeNet
    ("lobs.tex", "cifar-10", "listed"),  # its marker stands with a network
    ("ftwt.tei.xml", "cifar-10", "attached"),
    ("ftwt.tei.xml", "imagenet-1k", "attached"),
    ("zap.xml", "cifar-100", "attached"),
    ("zap.xml", "imagenet-1k", "attached"),
]


@pytest.mark.parametrize(("source", "dataset", "basis"), BASES)
def test_whether_the_marker_is_meant_for_the_dataset(source: str, dataset: str, basis: str, store: GraphStore) -> None:
    found = rows(
        store,
        f"""SELECT DISTINCT ?basis {{
              ?use kg:inPaper/dc:source "{source}" ; kg:ofDataset d:{dataset} ; kg:citation/kg:basis ?basis }}""",
    )
    assert found == [(basis,)]


def test_the_plain_triples_say_the_same(store: GraphStore) -> None:
    found = rows(store, "SELECT DISTINCT ?id ?key { ?d kg:citedAs ?r ; dcterms:identifier ?id . ?r rdfs:label ?key }")
    assert set(found) == {(id_, key) for (_, id_, _), cited in FACTS.items() for key, _ in cited}


def test_imagenet_has_three_names_and_is_cited_in_two_ways(store: GraphStore) -> None:
    names = rows(store, "SELECT DISTINCT ?name { ?use kg:ofDataset d:imagenet-1k ; rdfs:label ?name }")
    assert sorted(names) == [("ILSVRC-2012",), ("ImageNet",), ("ImageNet ILSVRC-2012",)]
    cited = rows(store, "SELECT DISTINCT ?title { d:imagenet-1k kg:citedAs/dcterms:title ?title }")
    assert sorted(cited) == sorted([(DENG,), (RUSSAKOVSKY,)])
    uncited = rows(
        store,
        """SELECT ?source { ?paper kg:usesDataset d:imagenet-1k ; dc:source ?source
             FILTER NOT EXISTS { ?use kg:inPaper ?paper ; kg:ofDataset d:imagenet-1k ; kg:citation ?citation } }""",
    )
    assert uncited == [("lobs.tex",)]


def test_cifar_10_and_cifar_100_are_two_datasets(store: GraphStore) -> None:
    found = rows(
        store,
        """SELECT ?id (COUNT(DISTINCT ?paper) AS ?papers) {
             ?paper kg:usesDataset ?dataset . ?dataset dcterms:identifier ?id FILTER(STRSTARTS(?id, "cifar")) }
           GROUP BY ?id ORDER BY ?id""",
    )
    assert found == [("cifar-10", "2"), ("cifar-100", "1")]


def test_what_stands_near_imagenet_and_is_not_its_citation(store: GraphStore) -> None:
    found = rows(
        store,
        """SELECT DISTINCT ?key ?reason {
             ?use kg:inPaper/dc:source "lobs.tex" ; kg:ofDataset d:imagenet-1k ; kg:nearby ?near .
             ?near kg:reference/rdfs:label ?key ; kg:reason ?reason }""",
    )
    assert ("krizhevsky2012imagenet", "stands with the model 'AlexNet'") in found
    assert ("simonyan2014very", "stands with the model 'VGG-16'") in found


# Two columns on letter paper, in points.
_LEFT, _RIGHT, _WIDTH, _TOP, _BOTTOM = 54, 320, 238, 640, 54


def two_columns(path: Path, paper: Paper) -> None:
    """The paper set in two columns, its references numbered as its markers have them."""
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setFont("Times-Bold", 16)
    for i, line in enumerate(simpleSplit(paper.title, "Times-Bold", 16, 480)):
        canvas.drawCentredString(306, 730 - 20 * i, line)
    canvas.setFont("Times-Roman", 11)
    canvas.drawCentredString(306, 665, ", ".join(paper.authors))
    split = next(i for i, p in enumerate(paper.passages) if p.heading.endswith("Experiments"))
    left = [line for p in paper.passages[:split] for line in lines_of(paper, p)]
    right = [line for p in paper.passages[split:] for line in lines_of(paper, p)]
    right += [("Times-Bold", 12.0, [(0.0, "References")])]
    for number, reference in enumerate(paper.references, 1):
        entry = simpleSplit(f"[{number}] {printed(reference)}", "Times-Roman", 9, _WIDTH - 12)
        right += [("Times-Roman", 9.0, [(12.0 * bool(i), line)]) for i, line in enumerate(entry)]
    for x, lines in ((_LEFT, left), (_RIGHT, right)):
        y = float(_TOP)
        for font, size, pieces in lines:
            y -= 1.2 * size + (10 if font == "Times-Bold" else 0)
            assert y > _BOTTOM, "the digest has grown past one page"
            canvas.setFont(font, size)
            for shift, text in pieces:
                canvas.drawString(x + shift, y, text)
            y -= 4 if font == "Times-Bold" else 0
    canvas.save()


Line = tuple[str, float, Sequence[tuple[float, str]]]  # font, size, and pieces of text with their shift to the right


def lines_of(paper: Paper, passage: Passage) -> list[Line]:
    text = paper.quote(passage.span)
    if passage.zone == "title":
        return []
    if passage.zone == "table":
        cells = [row.split("\t") for row in text.split("\n")]
        return [("Times-Roman", 9.0, [(80.0 * i, cell) for i, cell in enumerate(row)]) for row in cells]
    if text == passage.heading:
        return [("Times-Bold", 12.0, [(0.0, text)])]
    head: list[Line] = [("Times-Bold", 12.0, [(0.0, "Abstract")])] if passage.zone == "abstract" else []
    return head + [("Times-Roman", 10.0, [(0.0, line)]) for line in simpleSplit(text, "Times-Roman", 10, _WIDTH)]


def printed(reference: Reference) -> str:
    return f"{', '.join(reference.authors)}. {reference.title}. {reference.venue or 'Report'}, {reference.year}."


def test_a_pdf_of_a_digest_says_the_same(sample_papers: Path, tmp_path: Path) -> None:
    two_columns(tmp_path / "ftwt.pdf", read(sample_papers / "ftwt.tei.xml"))
    records, identity, failures = extract([tmp_path / "ftwt.pdf"], workers=1)
    assert failures == []
    found = answer(records[0], identity, catalogues.load())["datasets"]
    titles = {d["id"]: [r["title"].lower() for r in d["references"]] for d in found if d["used"]}
    assert titles == {"cifar-10": [KRIZHEVSKY.lower()], "imagenet-1k": [DENG.lower()]}
