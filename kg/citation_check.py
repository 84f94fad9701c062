"""What the author of a paper should still do for the datasets it uses: cite them, by their own publications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import CatalogueError
from kg.model import Catalogue, Citation, Dataset, Identity, Record, Reference, Use, Work
from kg.names import name_key
from kg.reports import Table, bibtex

# To do: uncited, miscited, unmarked. To know: elsewhere, doubtful, introduced.
Kind = Literal["uncited", "miscited", "unmarked", "elsewhere", "doubtful", "introduced"]
TO_DO: frozenset[Kind] = frozenset({"uncited", "miscited", "unmarked"})
_SURE = 0.5  # confidence of a use that the catalogue does not know; under it a person should look first
_COLUMNS = ("name", "reference", "work", "title", "authors", "year", "venue", "doi", "arxiv", "url", "raw")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do or to know about one dataset: `cited` holds what the paper cites for it, `add` what it should."""

    kind: Kind
    dataset: str
    name: str
    message: str
    evidence: str
    page: int | None
    cited: tuple[str, ...] = ()
    add: Work | None = None

    @property
    def to_do(self) -> bool:
        return self.kind in TO_DO


def check(record: Record, identity: Identity, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Everything to do or to know about the datasets of a paper, what is to do first."""
    of_dataset: dict[str, list[Use]] = {}
    for position, use in enumerate(record.uses):
        of_dataset.setdefault(identity.of_use[record.paper.id, position], []).append(use)
    references = {r.key: r for r in record.paper.references}
    found = [
        finding
        for id_, uses in of_dataset.items()
        for finding in _findings(identity.datasets[id_], uses, record, references, identity, catalogue)
    ]
    return tuple(sorted(found, key=lambda f: (not f.to_do, f.kind, f.name.casefold())))


def _findings(
    dataset: Dataset,
    uses: Sequence[Use],
    record: Record,
    references: dict[str, Reference],
    identity: Identity,
    catalogue: Catalogue,
) -> Iterator[Finding]:
    main = max(uses, key=lambda u: (u.used or u.introduced, u.confidence))
    citations = [c for u in uses for c in u.citations]
    cited = tuple(dict.fromkeys(references[c.reference].title or references[c.reference].raw for c in citations))
    preferred = catalogue.works.get(dataset.works[0]) if dataset.works else None

    def finding(kind: Kind, message: str, add: Work | None = None) -> Finding:
        return Finding(kind, dataset.id, main.name, message, main.evidence.quote, main.evidence.page, cited, add)

    if any(u.introduced for u in uses):
        yield finding("introduced", "presented here: say where it can be had, under which licence, and how to cite it")
        return
    if dataset.kind == "source" or not any(u.used for u in uses):
        return
    accepted = [c for c in citations if identity.work_of.get((record.paper.id, c.reference)) in dataset.works]
    if not citations:
        if dataset.id in catalogue.datasets or main.confidence >= _SURE:
            yield finding("uncited", _uncited(uses) + _nearby(uses, references), preferred)
        else:
            yield finding("doubtful", "perhaps a dataset that is used and not cited: look at the sentence")
    elif dataset.works and not accepted:
        yield finding("miscited", "cited only through what is not known as its publication", preferred)
    elif all(c.basis == "listed" for c in citations):
        yield _listed(citations, finding)


def _listed(citations: Sequence[Citation], finding: Callable[[Kind, str], Finding]) -> Finding:
    if not any(c.marker for c in citations):
        return finding("unmarked", "its publication stands in the list, but no marker in the text cites it")
    markers = ", ".join(dict.fromkeys(c.marker for c in citations if c.marker))
    return finding("elsewhere", f"its publication is cited, but not where the dataset is named: {markers}")


def _uncited(uses: Sequence[Use]) -> str:
    given = list(dict.fromkeys(address for u in uses for address in u.addresses))
    if not given:
        return "used, and nothing is cited for it"
    return f"used, and only an address is given for it, no entry of the reference list: {', '.join(given)}"


def _nearby(uses: Sequence[Use], references: dict[str, Reference]) -> str:
    near = {n.reference: n for u in uses for n in u.nearby}
    told = [f"{n.marker} {n.reason}" for n in list(near.values())[:2] if n.reference in references]
    return f" ({'; '.join(told)})" if told else ""


def entries(findings: Sequence[Finding]) -> str:
    """BibTeX of the publications to add, one entry a publication, ready to be pasted; "" where there is none."""
    rows = tuple((f.name, f.add.key, f.add.key, *_fields(f.add), "") for f in findings if f.add is not None)
    return bibtex(Table("", _COLUMNS, rows)) if rows else ""


def bibtex_of(catalogue: Catalogue, name: str, *, every: bool = False) -> str:
    """BibTeX of the preferred publication of a dataset of the catalogue, by id or name, or of every accepted one.

    Raises CatalogueError where no dataset or several bear the name, or none of its publications is known.
    """
    key = name_key(name)
    found = [d for d in catalogue.datasets.values() if d.id == name] or [
        d for d in catalogue.datasets.values() if key in map(name_key, (d.name, *d.aliases, *d.context_aliases))
    ]
    if len(found) != 1:
        said = "no dataset is" if not found else f"several datasets are ({', '.join(sorted(d.id for d in found))})"
        raise CatalogueError(f"{said} called {name!r}", advice="give an id; kg catalogue search finds it")
    works = [catalogue.works[key] for key in found[0].works if key in catalogue.works]
    if not works:
        raise CatalogueError(f"no publication of {found[0].id} is known", advice="add one to the catalogue")
    rows = [(found[0].name, w.key, w.key, *_fields(w), "") for w in works[: None if every else 1]]
    return bibtex(Table("", _COLUMNS, tuple(rows)))


def _fields(work: Work) -> tuple[str | int | None, ...]:
    authors = "; ".join(work.authors)
    return (work.title, authors, work.year, work.venue, work.doi, work.arxiv, work.url)
