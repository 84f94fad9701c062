"""The recipe: read, extract, resolve, store. Top to bottom, this is what `kg build` and `kg extract` do."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from kg import catalogue as catalogues
from kg.deciding import agreed_judgements, refuse_unknown
from kg.errors import KgError
from kg.extraction import Extractor
from kg.extraction.extractor import MADE_BY
from kg.graph import (
    ONTOLOGY,
    Endpoint,
    Place,
    cited_works,
    dataset_quads,
    find_server,
    iris,
    judgement_quads,
    open_to_write,
    paper_quads,
    provenance_quads,
    work_quads,
)
from kg.graph.validation import Violation, validate_papers
from kg.library import Library, catalogue_files, catalogue_of
from kg.model import Catalogue, Failure, Identity, Judgement, Origin, Record
from kg.processes import worked
from kg.readers import is_pdf, printable, read
from kg.readers.grobid import address
from kg.readers.members import stands
from kg.resolution import resolve
from kg.resources import shipped
from kg.scanning import fingerprint, paper_files, sha256_of
from kg.written import graph_maker, read_stamps, save_stamps, stamp

Progress = Callable[[int, int, str], None]  # done, of how many, the file just done
_SERVED = "-grobid"  # behind the maker of a record that a GROBID server had a part in
_SECONDS_UNSAVED = 20.0  # of work that a killed build loses at most; a large index takes a second to write
_FOLDER = "folder"  # the name of the library's own store
# The parts of the program that records depend on.
MAKES_RECORDS = ("readers", "extraction", "boxes.py", "model.py", "names.py", "printed.py", "titles.py")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: files read anew, unchanged, gone and failed, and graphs written.

    `repeated` counts the files of the whole library whose paper another file holds too. `violations` are rules of the
    ontology that the papers read anew break: mistakes of the program, which are stored all the same.
    """

    read: int
    unchanged: int
    gone: int
    failures: tuple[Failure, ...]
    graphs: int
    repeated: int = 0
    violations: tuple[Violation, ...] = ()


def extract(
    paths: Iterable[Path], *, workers: int | None = None, grobid: str = "", catalogue: Catalogue | None = None
) -> tuple[list[Record], Identity, list[Failure]]:
    """The records of some files, resolved together, without a library; a `grobid` server reads the PDFs.

    `catalogue` is ours by default.
    """
    catalogue = catalogue or catalogues.load()
    server = address(grobid) if grobid else ""
    found: dict[str, Record] = {}
    files, empty = paper_files(paths)
    if empty and not files:
        raise empty[0]
    failures = [Failure(str(error.path), str(error)) for error in empty]
    with closing(_records(files, workers or os.cpu_count() or 1, server, catalogue)) as made:
        for path, result in made:
            if isinstance(result, Failure):
                failures.append(result)
            else:
                found[path] = result
    records = _told_apart(found[str(path)] for path in files if str(path) in found)
    return records, resolve(records, catalogue), failures


def _told_apart(records: Iterable[Record]) -> list[Record]:
    """Records of files that hold one paper under ids of their own: a use is known by its paper and its number there."""
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        seen[record.paper.id] += 1
        if (nth := seen[record.paper.id]) > 1:
            record = replace(record, paper=replace(record.paper, id=f"{record.paper.id}#{nth}"))
        found.append(record)
    return found


def build(
    paths: Iterable[Path],
    root: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    grobid: str = "",
    store_at: str = "",
) -> BuildReport:
    """Bring a library up to date with some files and folders: only what changed is read again.

    A file that fails keeps the record that it had. A PDF is read again too where a `grobid` server is to read it that
    did not, or the other way round. The graph goes to `store_at`, the address of a SPARQL server or "folder" for the
    library's own folder, and to the same place in later builds. Raises LibraryError when the library or the server
    cannot be written, and CatalogueError for a broken file of the library's own catalogue, before anything is read.
    """
    server = address(grobid) if grobid else ""
    paths = list(paths)
    catalogue = catalogue_of(root)
    files, empty = paper_files(paths)
    if empty and not files and not (root / "library.json").exists():
        raise empty[0]
    library = Library.create(root)
    with library.writing():
        place = _place(library, store_at)
        here = maker(catalogue_files(root))
        stored, damaged = library.stored()
        # A record that cannot be read is made again, wherever its paper lies.
        lost = [path for path in map(Path, damaged) if path not in files]
        files += [path for path in lost if stands(path)]
        failures = [Failure(str(error.path), str(error)) for error in empty]
        failures += [Failure(str(path), str(damaged[str(path)])) for path in lost if not stands(path)]
        unread = len(failures)
        makers = {str(path): f"{here}{_SERVED}" if server and is_pdf(path) else here for path in files}
        hashes = {str(path): sha256_of(path) for path in files}
        waiting = [p for p in files if str(p) in damaged or not library.has(str(p), hashes[str(p)], makers[str(p)])]
        fresh: list[str] = []
        try:
            saved = monotonic()
            with closing(_records(waiting, workers or os.cpu_count() or 1, server, catalogue)) as made:
                for done, (path, result) in enumerate(made, 1):
                    if isinstance(result, Failure):
                        failures.append(result)
                    else:
                        library.add(path, hashes[path], makers[path], result)
                        stored[path] = result
                        fresh.append(result.paper.id)
                    if monotonic() - saved > _SECONDS_UNSAVED:
                        library.save()
                        saved = monotonic()
                    if progress is not None:
                        progress(done, len(waiting), path)
        finally:
            library.save()  # so that an interrupted build goes on where it ended
        gone = library.forget_missing(paths)
        library.index.failures = sorted(failures, key=lambda f: f.path)
        stored = {path: record for path, record in stored.items() if path in library.index.entries}
        papers = library.papers(stored)
        graphs = store(library, papers, place)
        library.index.server = str(place) if isinstance(place, Endpoint) else ""
        library.save()
        library.tidy()
        with library.graph_store() as graph:
            violations = validate_papers(graph, fresh)
        library.log(program=f"{MADE_BY}+{here}", read=len(fresh), gone=gone, failed=len(failures), graphs=graphs)
    return BuildReport(
        read=len(waiting) - len(failures) + unread,
        unchanged=len(files) - len(waiting),
        gone=gone,
        failures=tuple(library.index.failures),
        graphs=graphs,
        repeated=len(stored) - len(papers),
        violations=tuple(violations),
    )


def maker(own: Sequence[Path] = ()) -> str:
    """What every record depends on besides its paper: the program, catalogue and models, and the user's `own` files."""
    here = Path(__file__).parent
    code = [here / name for name in MAKES_RECORDS]
    return fingerprint([*code, shipped("data", "catalogue"), shipped("data", "models"), *own])


def _place(library: Library, store_at: str) -> Place:
    """Where the graph goes; a server is asked whether it answers before hours of reading."""
    if store_at == _FOLDER or (not store_at and not library.index.server):
        return library.graph
    return find_server(store_at or library.index.server)


def store(library: Library, papers: Sequence[tuple[Record, Origin]] | None = None, place: Place | None = None) -> int:
    """Resolve the records of a library and write the graphs that changed; how many these are.

    `papers` are those of the library, where they have been read already. The graphs go to `place`, by default where
    they are.
    """
    catalogue = library.catalogue()
    judgements = agreed_judgements(library, catalogue)
    papers = library.papers() if papers is None else papers
    records = [record for record, _ in papers]
    origins = {record.paper.id: origin for record, origin in papers}
    identity = resolve(records, catalogue, judgements)
    graphs = _graphs(records, identity, catalogue, judgements, origins)
    program = graph_maker()
    stamps = {iris.record(r.paper.id): stamp(r, origins.get(r.paper.id), identity, program) for r in records}
    place = place or library.place
    with open_to_write(place) as target:
        # The index remembers what the graph had, in case the graph is built anew.
        subjects = (quad.subject for quad in target.quads(iris.JUDGEMENTS))
        accepted = library.index.judged | {node.value for node in subjects if isinstance(node, NamedNode)}
        refuse_unknown(library, records, catalogue, accepted)
        library.index.judged = {iris.judgement(judgement) for judgement in judgements}
        stored = set(target.graphs())
        former = read_stamps(place)
        kept = {name: value for name, value in stamps.items() if name in stored and former.get(name) == value}
        # What is about to change must not pass for written: an interrupted build goes on where it ended.
        save_stamps(place, kept)
        for name in stored - graphs.keys():
            target.remove(name)
        if stored & graphs.keys():
            changed = sum(target.replace(name, make()) for name, make in graphs.items() if name not in kept)
        else:
            target.load(quad for make in graphs.values() for quad in make())
            changed = len(graphs)
        save_stamps(place, stamps)
    if library.index.ontology != ONTOLOGY:
        library.index.ontology = ONTOLOGY
        library.save()
    return changed + len(stored - graphs.keys())


def graphs_of(
    records: Sequence[Record],
    identity: Identity,
    catalogue: Catalogue,
    judgements: Sequence[Judgement] = (),
    *,
    origins: Mapping[str, Origin] = MappingProxyType({}),
) -> dict[str, list[Quad]]:
    """Every named graph of a collection, by its IRI; `origins` says by paper what its record was made of."""
    graphs = _graphs(records, identity, catalogue, judgements, origins)
    return {name: list(make()) for name, make in graphs.items()}


def _graphs(
    records: Sequence[Record],
    identity: Identity,
    catalogue: Catalogue,
    judgements: Sequence[Judgement],
    origins: Mapping[str, Origin],
) -> dict[str, Callable[[], Iterator[Quad]]]:
    """How to make each graph: the quads of a large library do not fit in memory together."""
    made = [(record, origins.get(record.paper.id)) for record in records]
    works = {key for record in records for key in cited_works(record, identity)}
    return {
        **{iris.record(record.paper.id): partial(paper_quads, record, identity, origin) for record, origin in made},
        iris.DATASETS: partial(dataset_quads, identity, catalogue, records),
        iris.WORKS: partial(work_quads, identity, works),
        iris.JUDGEMENTS: partial(judgement_quads, judgements, identity),
        iris.PROVENANCE: partial(provenance_quads, made),
    }


def _records(
    files: Sequence[Path], workers: int, server: str, catalogue: Catalogue
) -> Generator[tuple[str, Record | Failure], None, None]:
    """The record of each file, or why there is none, in the order in which they are done."""
    job = partial(_record, server=server)
    died = "the reading process died (not enough memory? try --workers 1)"
    with closing(worked(job, files, workers, start=_start, given=(catalogue,))) as results:
        for path, result in results:
            yield str(path), result or Failure(printable(path), died)


_extractor: Extractor | None = None


def _start(catalogue: Catalogue) -> None:
    """Load the models once a process and catalogue."""
    global _extractor
    if _extractor is None or _extractor.catalogue is not catalogue:
        _extractor = Extractor(catalogue)


def _record(path: Path, server: str) -> Record | Failure:
    assert _extractor is not None
    try:
        record = _extractor.extract(read(path, grobid=server))
        return replace(record, made_by=f"{record.made_by} with GROBID") if server and is_pdf(path) else record
    except KgError as error:
        return Failure(printable(path), str(error))
