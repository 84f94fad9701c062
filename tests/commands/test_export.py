"""`kg export`: what each format writes, and to where."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from click.testing import Result
from rdflib.namespace import RDF, SDO, VOID

from kg.graph.iris import DATASETS
from kg.graph.vocabulary import DCTERMS, SKOS
from kg.library import Library

Run = Callable[..., Result]
TABLES = ["datasets", "papers", "references", "uses"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_four_tables_in_a_folder(kg: Run, demo: Library, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "tables"
    assert kg("export", "-l", demo.root, "-f", form, "-o", folder).stdout == ""
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(first) == [f"{name}.{form}" for name in TABLES]
    kg("export", "-l", demo.root, "-f", form, "-o", folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_the_description_has_counts_and_a_date(kg: Run, demo: Library) -> None:
    graph = rdflib.Graph().parse(data=kg("export", "-l", demo.root, "-f", "void").stdout, format="turtle")
    library = graph.value(None, VOID.uriSpace, None) or next(graph.subjects(VOID.uriSpace))
    assert str(graph.value(library, DCTERMS.modified)).startswith(demo.last_build()[:19])
    with demo.graph_store() as store:
        assert int(str(graph.value(library, VOID.triples))) == len(store)


def test_the_description_of_an_export_without_words_counts_what_is_in_it(kg: Run, demo: Library) -> None:
    text = kg("export", "-l", demo.root, "-f", "void", "--facts-only").stdout
    assert "publicdomain/zero" in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    library = next(graph.subjects(VOID.uriSpace))
    triples = kg("export", "-l", demo.root, "-f", "nquads", "--facts-only").stdout.splitlines()
    assert int(str(graph.value(library, VOID.triples))) == len(triples)
    counted = {
        str(graph.value(p, VOID.property)): int(str(graph.value(p, VOID.triples)))
        for p in graph.objects(library, VOID.propertyPartition)
    }
    assert counted == Counter(line.split()[1].strip("<>") for line in triples)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_datasets_in_the_words_of_schema_org(kg: Run, demo: Library, tmp_path: Path) -> None:
    path = tmp_path / "datasets.jsonld"
    assert kg("export", "-l", demo.root, "-f", "schema", "-o", path).stdout == ""
    graph = rdflib.Graph().parse(path, format="json-ld")
    (catalog,) = graph.subjects(RDF.type, SDO.DataCatalog)
    with demo.graph_store() as store:
        datasets = {quad.subject.value for quad in store.quads(DATASETS) if quad.predicate.value == str(SKOS.prefLabel)}
    assert datasets
    assert {str(one) for one in graph.objects(catalog, SDO.dataset)} == datasets
    assert kg("export", "-l", demo.root, "-f", "schema").stdout == path.read_text(encoding="utf-8")


def test_same_as(kg: Run, demo: Library) -> None:
    assert "owl:sameAs" in kg("export", "-l", demo.root, "--same-as").stdout
    assert "owl:sameAs" not in kg("export", "-l", demo.root).stdout


def test_a_link_stays_a_link(kg: Run, demo: Library, tmp_path: Path) -> None:
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    for _ in range(2):
        kg("export", "-l", demo.root, "-o", tmp_path / "link.ttl")
        assert (tmp_path / "link.ttl").is_symlink()
        assert (tmp_path / "real.ttl").read_text(encoding="utf-8") == kg("export", "-l", demo.root).stdout
    assert {path.name for path in tmp_path.iterdir()} == {"link.ttl", "real.ttl"}


def test_a_pipe_is_written_to_and_not_replaced(kg: Run, demo: Library, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    kg("export", "-l", demo.root, "-o", pipe)
    reader.join(60)
    assert pipe.is_fifo()
    assert read == [kg("export", "-l", demo.root).stdout]


WRONG = [
    ("tables without a folder", ("-f", "csv"), 2, "name a folder for the four tables"),
    ("tables in a file", ("-f", "parquet", "-o", "{tmp}/file"), 1, "is no folder to write to"),
    ("tables in no folder", ("-f", "csv", "-o", "{tmp}/no/where"), 1, "is no folder to write to"),
    ("sameAs as a table", ("-f", "csv", "-o", "{tmp}/x", "--same-as"), 2, "csv cannot say it"),
    ("sameAs in schema.org", ("-f", "schema", "--same-as"), 2, "schema cannot say it"),
    ("references without words", ("-f", "bibtex", "--facts-only"), 2, "no reference without its words"),
    ("a file in no folder", ("-o", "{tmp}/no/where.ttl"), 1, "cannot be written"),
]


@pytest.mark.parametrize(("why", "arguments", "code", "message"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_said(
    why: str, arguments: tuple[str, ...], code: int, message: str, kg: Run, demo: Library, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    result = kg("export", "-l", demo.root, *(a.format(tmp=tmp_path) for a in arguments), code=code)
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
