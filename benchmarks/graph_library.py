"""The triples of any number of made-up papers, as N-Quads.

The records of `MADE` papers are made, resolved and turned into quads by the code of the program. Copies of them, with
another mark in place of theirs (see graph_papers.py), are further papers: with titles, quotes, references and rare
datasets of their own, and with the datasets and works that many papers share in common.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks.graph_papers import MARK, Making
from kg.build import graphs_of
from kg.model import Catalogue, Origin, Record
from kg.resolution import resolve

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MADE = 2000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Triples:
    """N-Quads of so many papers: what all copies share, and what each has of its own."""

    papers: int
    uses: int
    shared: bytes
    own: bytes

    def copies(self, papers: int) -> Iterator[bytes]:
        """The N-Quads of so many papers, rounded up to whole copies."""
        yield self.shared
        for number in range(-(-papers // self.papers)):
            yield self.own.replace(MARK.encode(), mark(number).encode())


def mark(number: int) -> str:
    """The mark of a copy, as long as that of the first."""
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, 26)
        letters = _LETTERS[digit] + letters
    return f"{MARK[:2]}{letters}"


def made_records(catalogue: Catalogue, papers: int) -> list[Record]:
    making = Making(catalogue)
    return [making.record() for _ in range(papers)]


def origins(records: Sequence[Record]) -> dict[str, Origin]:
    return {r.paper.id: Origin(f"{n:058x}{MARK}", "0123456789abcdef") for n, r in enumerate(records)}


def made_triples(catalogue: Catalogue, papers: int = MADE) -> Triples:
    """The triples of that many papers, by the code of the program."""
    records = made_records(catalogue, papers)
    identity = resolve(records, catalogue)
    graphs = graphs_of(records, identity, catalogue, origins=origins(records))
    output = io.BytesIO()
    ox.serialize((quad for quads in graphs.values() for quad in quads), output, format=ox.RdfFormat.N_QUADS)
    lines = output.getvalue().splitlines(keepends=True)
    own = [line for line in lines if MARK.encode() in line]
    shared = [line for line in lines if MARK.encode() not in line]
    uses = sum(len(record.uses) for record in records)
    return Triples(papers, uses, b"".join(shared), b"".join(own))


def reader(chunks: Iterator[bytes]) -> io.BufferedReader:
    """The chunks as a file to read from, none of it on disk: that of a million papers would take 54 GB.

    Each chunk is made when the one before it has been read.
    """
    return io.BufferedReader(_Chunks(chunks), 1 << 20)


class _Chunks(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._rest = self._rest or memoryview(next(self._chunks, b""))
        room = memoryview(buffer).cast("B")
        size = min(len(room), len(self._rest))
        room[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
