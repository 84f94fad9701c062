"""The folder on disk that holds a collection: records, judgements and the graph; what is done and what has to be done.

LIBRARY/library.json      version, the server that holds the graph, and for every file its hash, record and paper
LIBRARY/records/*.json    one record a file, named after its content and name and the program that made it
LIBRARY/judgements.sssom.tsv
LIBRARY/graph/            the store, where it is not on a server
LIBRARY/catalogue/*.toml  what the user adds to the catalogue; the program only reads it
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from kg import catalogue as catalogues
from kg import records
from kg.errors import JudgementError, LibraryError
from kg.graph import ONTOLOGY, Endpoint, Place, TripleStore, open_to_read
from kg.model import Catalogue, Failure, Judgement, Origin, Record
from kg.readers.members import split_member, stands
from kg.resolution import one_record, read_judgements, same_papers, speaker, write_judgements

_VERSION = 1
_CATALOGUE = "catalogue"
# What is there before the first index is: see write_whole.
_LEFT_BEHIND = re.compile(rf"lock|records|{_CATALOGUE}|library\.json\.\d+\.part")
_RECORD = re.compile(r"[0-9a-f]{24}-\w[\w-]*\.json(\.\d+\.part)?")  # see record_name and write_whole


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the collection: its content hash and the name of its record."""

    sha256: str
    record: str
    paper: str


@dataclass
class Index:
    """What a library remembers: entries by file path, and what failed in the last build.

    `server` holds the addresses of the SPARQL server that has the graph, "" where the folder itself has it. `ontology`
    is the version of the ontology that the graph was written in, `judged` the IRIs of the judgements in it.
    """

    version: int = _VERSION
    entries: dict[str, Entry] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    server: str = ""
    ontology: str = ""
    judged: set[str] = field(default_factory=set)


class Library:
    """A library folder. Opening reads the index; nothing is written before `save`."""

    def __init__(self, root: Path, index: Index) -> None:
        self.root = root
        self.index = index
        self._lock = FileLock(root / "lock")

    @classmethod
    def open(cls, root: Path) -> Library:
        """The library in a folder. Raises LibraryError where there is none, or one of a newer version."""
        path = root / "library.json"
        try:
            stored = json.loads(path.read_bytes())
            version = int(stored["version"])
            if version > _VERSION:
                raise LibraryError(
                    f"was written by a newer version ({version}, this program knows {_VERSION})",
                    path=root,
                    advice="upgrade citeset",
                )
            entries = {name: Entry(**entry) for name, entry in stored["entries"].items()}
            failures = [Failure(**failure) for failure in stored["failures"]]
            server, ontology = str(stored.get("server", "")), str(stored.get("ontology", ""))
            judged = {str(iri) for iri in stored.get("judged", [])}
        except (FileNotFoundError, NotADirectoryError) as error:
            advice = "make one with `kg build PAPERS -l LIBRARY`"
            raise LibraryError("is not a library", path=root, advice=advice) from error
        except PermissionError as error:
            raise LibraryError(f"cannot be read: {error.strerror}", path=path, advice="see who may read it") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LibraryError("the index is damaged", path=path, advice="restore it from a backup") from error
        return cls(root, Index(version, entries, failures, server, ontology, judged))

    @classmethod
    def create(cls, root: Path) -> Library:
        """The library in a folder, made where there is none.

        Raises LibraryError for a folder with other things in it, and where none can be made.
        """
        try:
            if (root / "library.json").exists():
                return cls.open(root)
            if root.exists() and not _is_left_behind(root):
                raise LibraryError("exists and is not a library", path=root, advice="name a new or an empty folder")
            (root / "records").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"cannot be made: {error.strerror}", path=root, advice="name a folder that you may write"
            ) from error
        return cls(root, Index())

    @property
    def graph(self) -> Path:
        return self.root / "graph"

    @property
    def place(self) -> Place:
        """Where the graph is: a folder, or a server."""
        return Endpoint.parse(self.index.server) if self.index.server else self.graph

    def graph_store(self) -> TripleStore:
        """The graph of the library, to be queried.

        Raises LibraryError where there is none, and where it was written in another version of the ontology: the
        questions of this program would be answered with wrong counts.
        """
        store = open_to_read(self.place)
        if self.index.ontology != ONTOLOGY:
            store.close()
            raise LibraryError(
                "the graph was written by another version of this program",
                path=self.root,
                advice="run `kg build` again with the same papers",
            )
        return store

    @property
    def judgements_file(self) -> Path:
        return self.root / "judgements.sssom.tsv"

    def catalogue(self) -> Catalogue:
        """Our catalogue with the library's own files on top; raises CatalogueError where one of them is broken."""
        return catalogue_of(self.root)

    def save(self) -> None:
        """Write the index, all of it or nothing."""
        stored = {
            "version": self.index.version,
            "entries": {name: asdict(entry) for name, entry in sorted(self.index.entries.items())},
            "failures": [asdict(failure) for failure in self.index.failures],
            **({"server": self.index.server} if self.index.server else {}),
            "ontology": self.index.ontology,
            **({"judged": sorted(self.index.judged)} if self.index.judged else {}),
        }
        write_whole(self.root / "library.json", (json.dumps(stored, indent=1, ensure_ascii=False) + "\n").encode())

    def has(self, path: str, sha256: str, fingerprint: str) -> bool:
        """Whether the record of a file with this content, made by a program with this fingerprint, is there."""
        entry = self.index.entries.get(path)
        return (
            entry is not None
            and entry.record == record_name(path, sha256, fingerprint)
            and (self.root / "records" / entry.record).exists()
        )

    def add(self, path: str, sha256: str, fingerprint: str, record: Record) -> None:
        """Keep the record of a file instead of its former one, which stays on disk until `tidy`."""
        name = record_name(path, sha256, fingerprint)
        write_whole(self.root / "records" / name, records.to_json(record))
        self.index.entries[path] = Entry(sha256, name, record.paper.id)

    def tidy(self) -> None:
        """Delete the records that no file has. To be called once the index is saved: it may be all that a build has."""
        kept = {entry.record for entry in self.index.entries.values()}
        for path in (self.root / "records").iterdir():
            if path.name not in kept and _RECORD.fullmatch(path.name):
                path.unlink(missing_ok=True)

    def forget_missing(self, paths: Iterable[Path]) -> int:
        """Drop the entries of files, and of lines of files, that stood in these places and are gone; how many."""
        places = [path.resolve() for path in paths if path.exists()]
        missing = [
            name
            for name in self.index.entries
            if not stands(Path(name))
            and any(place in (split_member(Path(name))[0], *Path(name).parents) for place in places)
        ]
        for name in missing:
            del self.index.entries[name]
        return len(missing)

    def stored(self) -> tuple[dict[str, Record], dict[str, LibraryError]]:
        """The record of every file by its path, in order, and an error for each that is missing or damaged."""
        found: dict[str, Record] = {}
        damaged: dict[str, LibraryError] = {}
        for name, entry in sorted(self.index.entries.items()):
            path = self.root / "records" / entry.record
            try:
                found[name] = records.from_json(path.read_bytes(), path=str(path))
            except OSError:
                damaged[name] = LibraryError("the record is missing", path=path, advice=f"build again from {name}")
            except LibraryError as error:
                damaged[name] = error
        return found, damaged

    def papers(self, stored: Mapping[str, Record] | None = None) -> list[tuple[Record, Origin]]:
        """One record a paper, sorted by paper, and what it was made of; of the files of one paper the richest speaks.

        `stored` spares reading the records again. Raises LibraryError where one of them is missing or damaged.
        """
        if stored is None:
            stored, damaged = self.stored()
            for error in damaged.values():
                raise error
        files: dict[str, list[str]] = {}
        group_of = {id_: ids[0] for ids, _ in same_papers(r.paper for r in stored.values()) for id_ in ids}
        for name, record in sorted(stored.items()):
            files.setdefault(group_of.get(record.paper.id, record.paper.id), []).append(name)
        found = []
        for names in files.values():
            together = [stored[name] for name in names]
            found.append((one_record(together), self._origin(names, together)))
        return sorted(found, key=lambda pair: pair[0].paper.id)

    def _origin(self, names: list[str], together: list[Record]) -> Origin:
        entries = [self.index.entries[name] for name in names]
        entry = entries[speaker(together)]
        besides = {(r.paper.source, e.sha256) for r, e in zip(together, entries, strict=True)}
        maker = entry.record.removesuffix(".json").partition("-")[2]
        return Origin(entry.sha256, maker, tuple(sorted(pair for pair in besides if pair[1] != entry.sha256)))

    def records(self) -> list[Record]:
        """One record a paper, sorted by paper. Raises LibraryError where one is missing or damaged."""
        return [record for record, _ in self.papers()]

    @property
    def builds_file(self) -> Path:
        return self.root / "builds.jsonl"

    def log(self, **facts: object) -> None:
        """Add a line about a build that ends now: when, in UTC, and these facts. The graph holds no time."""
        line = {"when": datetime.now(timezone.utc).isoformat(timespec="seconds"), **facts}
        try:
            with self.builds_file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise _not_written(self.builds_file, error) from error

    def last_build(self) -> str:
        """When the last build ended, as ISO 8601 in UTC; "" where nothing is known of it."""
        try:
            lines = self.builds_file.read_text(encoding="utf-8").splitlines()
            return str(json.loads(lines[-1])["when"]) if lines else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements of the library; raises JudgementError where the file is broken."""
        return read_judgements(self._judgements_text(), str(self.judgements_file))

    def _judgements_text(self) -> str:
        path = self.judgements_file
        if not path.exists():
            return ""
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise JudgementError("is not UTF-8 text", path=path, advice="save it as UTF-8") from error

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Keep these judgements and no others, and what people wrote beside them. Raises JudgementError as above."""
        former = self._judgements_text()
        write_whole(self.judgements_file, write_judgements(judgements, former).encode())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library for writing, its index read anew; what holds it already holds it on.

        Raises LibraryError where another process holds it.
        """
        is_held = self._lock.is_locked
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryError(
                "another process is building this library", path=self.root, advice="wait until it has ended"
            ) from error
        except OSError as error:
            raise LibraryError(
                f"cannot be locked for writing: {error.strerror}", path=self.root, advice="look at who may write here"
            ) from error
        try:
            if not is_held and (self.root / "library.json").exists():
                self.index = Library.open(self.root).index  # another process may have written since ours was read
            yield
        finally:
            self._lock.release()


def _is_left_behind(root: Path) -> bool:
    """Whether a folder is empty, or holds only what a first build leaves that ended before it wrote an index."""
    if not root.is_dir() or not all(_LEFT_BEHIND.fullmatch(path.name) for path in root.iterdir()):
        return False
    records = root / "records"
    return not records.exists() or all(_RECORD.fullmatch(path.name) for path in records.iterdir())


def catalogue_files(root: Path) -> list[Path]:
    """The user's own catalogue files in a library folder, which may not be a library yet."""
    return sorted((root / _CATALOGUE).glob("*.toml"))


def catalogue_of(root: Path) -> Catalogue:
    """The catalogue for a library folder: ours, with its own files on top. Raises CatalogueError for a broken one."""
    return catalogues.load_with(root / _CATALOGUE) if catalogue_files(root) else catalogues.load()


def record_name(path: str, sha256: str, fingerprint: str) -> str:
    """The file name of a record: what was read, under which name, and by which program.

    The name of a file may say which paper it is (that of an archive of arXiv does), so two copies have two records.
    """
    made_of = hashlib.sha256(f"{sha256}\0{Path(path).name}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"{made_of[:24]}-{fingerprint}.json"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as `writing_whole` does."""
    with writing_whole(path) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, of which whoever reads it sees the old content or the new, never a part; a link stays one.

    Raises LibraryError where the disk is full or the folder cannot be written.
    """
    target = path.resolve()
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> LibraryError:
    advice = "look at the free space and at who may write here"
    return LibraryError(f"cannot be written: {error.strerror}", path=path, advice=advice)
