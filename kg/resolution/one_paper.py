"""Several records of one paper as one: the richest speaks, and bears what identifies the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from kg.model import Record

# What a format says of the structure of a paper: in PDF it is guessed from the print, in text mostly lost.
_STRUCTURE = {".pdf": 1, ".txt": 0, ".md": 0}
_MARKED_UP = 2


def speaker(records: Sequence[Record]) -> int:
    """The position of the record that speaks for a paper: one with a reference list, of a format with structure, with
    the most references that have a title, with the most numbers; the first of equals.
    """
    return max(range(len(records)), key=lambda i: (_richness(records[i]), -i))


def _richness(record: Record) -> tuple[int, ...]:
    paper = record.paper
    return (
        int(bool(paper.references)),
        _STRUCTURE.get(PurePath(paper.source).suffix.lower(), _MARKED_UP),
        sum(bool(reference.title) for reference in paper.references),
        len(paper.identifiers),
    )


def one_record(records: Sequence[Record]) -> Record:
    """The record that speaks for a paper, with the identifiers of all; from others title, authors and year it lacks.

    Its id is the best of theirs: an arXiv number, or else a DOI, or else its own.
    """
    chosen = records[speaker(records)]
    others = [record.paper for record in records if record.paper != chosen.paper]
    if not others:
        return chosen
    paper = chosen.paper
    known = sorted({n for other in others for n in (other.id, *other.identifiers)})
    numbers = tuple(dict.fromkeys((paper.id, *paper.identifiers, *known)))
    # Of their ids alone: another group may bear one of the other numbers.
    ids = (paper.id, *sorted({other.id for other in others}))
    id_ = next((n for scheme in ("arxiv:", "doi:") for n in ids if n.startswith(scheme)), paper.id)
    return replace(
        chosen,
        paper=replace(
            paper,
            id=id_,
            identifiers=tuple(n for n in numbers if n != id_ or n in (*paper.identifiers, *known)),
            title=paper.title or next((other.title for other in others if other.title), ""),
            authors=paper.authors or next((other.authors for other in others if other.authors), ()),
            year=paper.year or next((other.year for other in others if other.year), None),
        ),
    )
