"""What the graph of each paper was written from, so that a graph is not made again while that is the same.

The hashes lie in the folder of the store, as written.json: who deletes, copies or restores the one has the other with
it. A store on a server marks its graphs itself, and bears none of these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kg.graph import Place
from kg.library import write_whole
from kg.model import Identity, Origin, Record
from kg.scanning import fingerprint

MAKES_GRAPHS = ("graph", "model.py", "names.py")  # the parts of the program that quads depend on


def stamp(record: Record, origin: Origin | None, identity: Identity, program: str) -> str:
    """A hash over all that the graph of a record depends on; `program` is `graph_maker()`."""
    paper = record.paper
    datasets = [identity.of_use[paper.id, position] for position in range(len(record.uses))]
    works = [identity.work_of.get((paper.id, reference.key)) for reference in paper.references]
    return hashlib.sha256(msgspec.json.encode([program, record, origin, datasets, works])).hexdigest()[:32]


def graph_maker() -> str:
    """A hash over the parts of the program that make quads."""
    here = Path(__file__).parent
    return fingerprint([here / name for name in MAKES_GRAPHS])


def read_stamps(place: Place) -> dict[str, str]:
    """The stamps of the graphs in a store, by their IRIs; none where they cannot be read: then all are compared."""
    try:
        found = json.loads(_file(place).read_bytes()) if isinstance(place, Path) else {}
        return {str(name): str(value) for name, value in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def save_stamps(place: Place, stamps: Mapping[str, str]) -> None:
    """Keep these stamps and no others. Raises LibraryError where they cannot be written."""
    if isinstance(place, Path):
        write_whole(_file(place), json.dumps(stamps, indent=0, sort_keys=True).encode())


def _file(folder: Path) -> Path:
    return folder / "written.json"
