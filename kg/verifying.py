"""Can every quote in a graph be found again? Each evidence against the file that it was taken from, read anew."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph import Solutions, TripleStore
from kg.graph.iris import short
from kg.graph.quads import literal
from kg.library import Library
from kg.model import Paper
from kg.processes import worked
from kg.readers import read
from kg.readers.members import stands
from kg.scanning import sha256_of

_EVIDENCE = """
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/citeset/kg#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?paper ?hash ?program ?use ?quote ?start ?end WHERE {
  ?use kg:inPaper ?paper ; kg:evidence ?place ; prov:wasGeneratedBy ?run .
  ?place oa:exact ?quote ; oa:start ?start ; oa:end ?end .
  ?run prov:used/dcterms:identifier ?hash ; prov:wasAssociatedWith/rdfs:label ?program
}"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as the graph says.

    `problem` is one of "file gone", "file changed", "file unreadable", "not checked", "quote moved" and "quote gone";
    `use`, `quote`, `start` and `end` are of the evidence ("" and None where the problem is a file's), `now` is the
    offset at which a moved quote begins now.
    """

    paper: str
    file: str
    problem: str
    detail: str = ""
    use: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at: papers, quotes, and quotes found where they should be; and what was not as it should be.

    Of the `markers` in the texts, `unresolved` lead to no entry of a reference list: they are kept as printed.
    """

    papers: int
    quotes: int
    found: int
    markers: int
    unresolved: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Quote:
    use: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Task:
    """The quotes of one paper and the file they come from; `path` is "" where the library has no such file."""

    paper: str
    sha256: str
    program: str
    path: str
    quotes: tuple[_Quote, ...]


def verify(library: Library, *, workers: int | None = None) -> Verification:
    """Every quote in the graph of a library looked up in its file, which is read again.

    A file that has changed is searched all the same. Raises LibraryError where the library has no graph.
    """
    with library.graph_store() as store:
        tasks = list(_tasks(store, library))
    results = list(_results(tasks, workers or os.cpu_count() or 1))
    return Verification(
        papers=len(tasks),
        quotes=sum(len(task.quotes) for task in tasks),
        found=sum(found for found, _, _, _ in results),
        markers=sum(markers for _, markers, _, _ in results),
        unresolved=sum(unresolved for _, _, unresolved, _ in results),
        findings=tuple(sorted(finding for _, _, _, findings in results for finding in findings)),
    )


def _tasks(store: TripleStore, library: Library) -> Iterator[_Task]:
    path_of = {entry.sha256: path for path, entry in sorted(library.index.entries.items(), reverse=True)}
    answer = store.query(_EVIDENCE)
    if not isinstance(answer, Solutions):
        raise TypeError("evidence is asked for with SELECT")
    quotes: dict[tuple[str, str, str], list[_Quote]] = {}
    for row in answer.rows:
        paper, hash_, program, use, text, start, end = (
            term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row
        )
        quotes.setdefault((paper, hash_, program), []).append(_Quote(use, text, int(start), int(end)))
    for (paper, hash_, program), found in sorted(quotes.items()):
        sha256 = hash_.removeprefix("sha256:")
        ordered = tuple(sorted(found, key=lambda quote: (quote.start, quote.use)))
        yield _Task(short(paper), sha256, program, path_of.get(sha256, ""), ordered)


# Quotes found, markers, markers without an entry, and what is wrong.
_Result = tuple[int, int, int, list[Finding]]


def _results(tasks: Sequence[_Task], workers: int) -> Iterator[_Result]:
    for task, result in worked(_checked, tasks, workers):
        yield result or (0, 0, 0, [Finding(task.paper, task.path, "file unreadable", "the reading process died")])


def _checked(task: _Task) -> _Result:
    path = Path(task.path)
    if not task.path or not stands(path):
        return 0, 0, 0, [Finding(task.paper, task.path, "file gone", "no file of the library has this content")]
    findings = []
    if sha256_of(path) != task.sha256:
        findings.append(Finding(task.paper, task.path, "file changed", "build again to read what it holds now"))
    if "GROBID" in task.program:
        return 0, 0, 0, [*findings, Finding(task.paper, task.path, "not checked", "a GROBID server read this file")]
    try:
        paper = read(path)
    except KgError as error:
        return 0, 0, 0, [*findings, Finding(task.paper, task.path, "file unreadable", error.message)]
    wrong = [finding for quote in task.quotes for finding in _looked_up(task, quote, paper)]
    unresolved = sum(not marker.keys for marker in paper.markers)
    return len(task.quotes) - len(wrong), len(paper.markers), unresolved, [*findings, *wrong]


def _looked_up(task: _Task, quote: _Quote, paper: Paper) -> Iterator[Finding]:
    """Nothing where the quote stands where it should; compared as the graph writes it, character by character."""
    text = literal(paper.text).value
    if text[quote.start : quote.end] == quote.text:
        return
    places = []
    at = text.find(quote.text)
    while at >= 0:
        places.append(at)
        at = text.find(quote.text, at + 1)
    now = min(places, key=lambda place: abs(place - quote.start)) if places else None
    problem = "quote gone" if now is None else "quote moved"
    yield Finding(task.paper, task.path, problem, "", short(quote.use), quote.text, quote.start, quote.end, now)
