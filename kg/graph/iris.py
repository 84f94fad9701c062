"""IRIs made of content alone, so that the same papers give the same graph, and the way back from an IRI to an id.

What belongs to a paper (its references, uses and their parts) is a fragment of the paper's IRI: it cannot clash with
another paper's, and whoever looks the paper up finds it there.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote, unquote

from kg.model import Judgement, Record
from kg.names import name_key

BASE = "https://w3id.org/citeset/id/"
DATASETS = BASE + "graph/datasets"
WORKS = BASE + "graph/works"
JUDGEMENTS = BASE + "graph/judgements"
PROVENANCE = BASE + "graph/provenance"
CATALOGUE = BASE + "catalogue"
LIBRARY = BASE + "library"
DESCRIPTION = BASE + "graph/description"
SAME_AS = BASE + "graph/same-as"

# ":" and "/" keep "doi:10.1/x" readable and are legal in a path; all else that is not a letter, digit or -._~ is
# encoded, "#" and "%" among them, so that encoding is one to one.
_SAFE = ":/"


def _escape(text: str, safe: str = _SAFE) -> str:
    return quote(text, safe=safe, errors="replace")


def paper(paper_id: str) -> str:
    """A paper of the library."""
    return f"{BASE}paper/{_escape(paper_id)}"


def record(paper_id: str) -> str:
    """The named graph that holds all that was extracted from a paper."""
    return f"{BASE}record/{_escape(paper_id)}"


def dataset(dataset_id: str) -> str:
    """A dataset, of the catalogue or found in papers."""
    return f"{BASE}dataset/{_escape(dataset_id)}"


def work(key: str) -> str:
    """A publication that references denote."""
    return f"{BASE}work/{_escape(key)}"


def name(text: str) -> str:
    """A name that a judgement speaks of and that is no dataset's id."""
    return f"{BASE}name/{_escape(text)}"


def program(version: str) -> str:
    """A program in one exact state, as `program_of` names it."""
    return f"{BASE}program/{_escape(version)}"


def file(sha256: str) -> str:
    """The file, or the files, with this content, which a paper was read from."""
    return f"{BASE}file/{_escape(sha256)}"


def reference(paper_id: str, key: str) -> str:
    """An entry of a paper's reference list."""
    return f"{paper(paper_id)}#reference-{_escape(key, safe='')}"


def extraction(paper_id: str) -> str:
    """The reading of a paper that made its record."""
    return f"{paper(paper_id)}#extraction"


def uses(record: Record) -> list[str]:
    """The IRI of each use of a record, in order: made of the use's name, so that a change elsewhere leaves it alone.

    Two uses of one record may bear names that differ in punctuation only; the second of them gets a number.
    """
    base, seen = paper(record.paper.id), dict[str, int]()
    found = []
    for use in record.uses:
        slug = _escape(name_key(use.name).replace(" ", "-"), safe="")
        seen[slug] = seen.get(slug, 0) + 1
        # A dot cannot stand in a slug, so a numbered name cannot meet another name that ends in digits.
        found.append(f"{base}#use-{slug}" + (f".{seen[slug]}" if seen[slug] > 1 else ""))
    return found


def judgement(value: Judgement) -> str:
    """One IRI for a pair and its verdict, whichever side was named first."""
    parts = (*sorted((value.left, value.right)), value.verdict.value)
    return f"{BASE}judgement/{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:16]}"


def short(iri: str) -> str:
    """The id in one of our IRIs ("imagenet-1k", "arxiv:1705.07565"); any other IRI as it is."""
    if not iri.startswith(BASE):
        return iri
    return unquote(iri[len(BASE) :].partition("/")[2])
