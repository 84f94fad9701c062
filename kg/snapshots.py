"""A graph as the facts that two of its states are compared by, from a library or from an exported file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.iris import short
from kg.graph.vocabulary import BIRO, C4O, DCTERMS, FABIO, KG, RDF, SKOS
from kg.library import Library

_SYNTAXES = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}


@dataclass
class UseState:
    """What one use says; `cited` holds ids of works, and of references whose work is not known."""

    paper: str = ""
    dataset: str = ""
    roles: frozenset[str] = frozenset()
    cited: frozenset[str] = frozenset()


@dataclass
class Snapshot:
    """Papers, datasets and works with their names, and uses, by the ids in their IRIs."""

    papers: dict[str, str] = field(default_factory=dict)
    datasets: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    uses: dict[str, UseState] = field(default_factory=dict)


def snapshot(path: Path) -> Snapshot:
    """The facts of a library folder, or of a file that `kg export` wrote (.nq, .trig, .ttl).

    Raises LibraryError for a folder that is no library, KgError for a file that cannot be read.
    """
    with _quads(path) as quads:
        return snapshot_of(quads)


@contextmanager
def _quads(path: Path) -> Iterator[Iterable[ox.Quad]]:
    if path.is_dir() or not path.exists():
        with Library.open(path).graph_store() as store:
            yield store.quads()
        return
    syntax = _SYNTAXES.get(path.suffix.lower())
    if syntax is None:
        raise KgError("is no graph", path=path, advice=f"name a library, or a file in {', '.join(_SYNTAXES)}")
    try:
        with path.open("rb") as file:
            yield ox.parse(file, format=syntax)
    except SyntaxError as error:
        raise KgError(f"cannot be read: {error.msg}", path=path, line=error.lineno, advice="export it again") from error
    except OSError as error:
        raise KgError(f"cannot be read: {error.strerror}", path=path, advice="look at who may read it") from error


def snapshot_of(quads: Iterable[ox.Quad]) -> Snapshot:
    """The facts in some quads, read once."""
    found = Snapshot()
    names: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    citations: dict[str, set[str]] = {}
    reference_of: dict[str, str] = {}
    work_of: dict[str, str] = {}
    papers: set[str] = set()
    for quad in quads:
        subject, predicate, value = short(_text(quad.subject)), quad.predicate.value, _text(quad.object)
        if predicate == str(KG.inPaper):
            found.uses.setdefault(subject, UseState()).paper = short(value)
        elif predicate == str(KG.ofDataset):
            found.uses.setdefault(subject, UseState()).dataset = short(value)
        elif predicate == str(KG.role):
            roles.setdefault(subject, set()).add(value)
        elif predicate == str(KG.citation):
            citations.setdefault(subject, set()).add(short(value))
        elif predicate == str(KG.reference):
            reference_of[subject] = short(value)
        elif predicate == str(BIRO.references):
            work_of[subject] = short(value)
        elif predicate == str(SKOS.prefLabel):
            names[subject] = value
        elif predicate == str(DCTERMS.title):
            found.titles[subject] = value
        elif predicate == str(C4O.hasContent):
            found.titles.setdefault(subject, value)
        elif predicate == str(RDF.type) and value == str(FABIO.ResearchPaper):
            papers.add(subject)
    for iri, use in found.uses.items():
        use.roles = frozenset(roles.get(iri, ()))
        references = (reference_of[node] for node in citations.get(iri, ()) if node in reference_of)
        use.cited = frozenset(work_of.get(reference, reference) for reference in references)
    found.papers = {paper: found.titles.get(paper, "") for paper in papers}
    # A dataset that no paper names any more says nothing of a library, though the catalogue knows it.
    named = {use.dataset for use in found.uses.values()}
    found.datasets = {dataset: names.get(dataset, dataset) for dataset in named}
    return found


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else ""
