"""Archives into memory, within bounds: tar, zip and gzip, told apart by their content.

Nothing is written and no link is followed. What an archive claims of itself is never believed: sizes are counted while
it is read, and one that grows out of proportion is given up.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from kg.errors import ReadError

ARCHIVES = (".gz", ".tgz", ".tar", ".zip")
Wanted = Callable[[str], bool]

# arXiv takes 50 MB packed; pictures unpack to several times that.
_MOST_UNPACKED = 1024**3
# Text packs to a fifth, the emptiest picture seldom to less than a hundredth; bombs to a thousandth.
_HIGHEST_RATIO = 150
_UNSUSPECTED = 32 * 1024**2  # bytes; so few do no harm at any ratio
_MOST_KEPT = 64 * 1024**2  # bytes of all files that are wanted
_MOST_MEMBERS = 20_000
_LONGEST_HEADER = 1024**2  # bytes; a name has at most 4096
_LONGEST_DIRECTORY = 4 * 1024**2  # bytes of the list at the end of a zip file: its members, fifty bytes and a name each
_CHUNK = 64 * 1024
_BLOCK = 512  # bytes in a block of a tar file

_GZIP, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
# What the libraries raise on bytes that are no archive; the recursion is that of a thousand headers for one file.
_DAMAGES = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, UnicodeError, ValueError, OverflowError,
    NotImplementedError, RecursionError,
)  # fmt: skip
_BOMB = "it may be made to fill the disk; unpack it yourself if you trust it, and give the folder"
_BROKEN = "fetch it again"


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file (512 or more) are those of a tar, zip or gzip file."""
    return head.startswith((_GZIP, _ZIP, _EMPTY_ZIP)) or _is_tar(head)


def unpacked(path: Path, wanted: Wanted) -> tuple[list[str], dict[str, bytes]]:
    """The names of all files in an archive, and what those hold that are wanted, by their path in it.

    A single file that is only packed (`x.tex.gz`) has the name of the archive without its last suffix. Raises
    ReadError where the archive is damaged, cut off or encrypted, leads out of itself, or is too large to be a paper.
    """
    try:
        with path.open("rb") as file:
            if file.peek(4)[:4] in (_ZIP, _EMPTY_ZIP):
                return _from_zip(path, wanted)
            return _from_stream(_Unpacking(file, path), path, wanted)
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=path, advice="check path and rights") from error
    except _DAMAGES as error:
        raise ReadError(f"the archive is damaged or cut off: {error}", path=path, advice=_BROKEN) from error


class _Budget:
    """What may still be unpacked; `spend` raises ReadError where an archive turns out to be a bomb."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.packed = path.stat().st_size
        self.spent = 0
        self.kept = 0

    def spend(self, size: int) -> None:
        self.spent += size
        if self.spent > _UNSUSPECTED and self.spent > self.packed * _HIGHEST_RATIO:
            raise ReadError(
                f"unpacks to more than {_HIGHEST_RATIO} times its size, as no paper does", path=self.path, advice=_BOMB
            )
        if self.spent > _MOST_UNPACKED:
            raise ReadError(f"unpacks to more than {_MOST_UNPACKED // 1024**2} MB", path=self.path, advice=_BOMB)

    def keep(self, size: int) -> None:
        self.kept += size
        if self.kept > _MOST_KEPT:
            raise ReadError(
                f"holds more than {_MOST_KEPT // 1024**2} MB to be read",
                path=self.path,
                advice="unpack it, take out what is no part of the paper, and give the folder",
            )


class _Unpacking:
    """What a file holds that may be gzipped, as a stream, counted; `allow` bounds what is read at a stretch."""

    def __init__(self, file: io.BufferedReader, path: Path) -> None:
        self._file = file
        self.budget = _Budget(path)
        self.is_packed = file.peek(2)[:2] == _GZIP
        self._inflate = zlib.decompressobj(wbits=31)
        self._ahead = b""
        self._allowed: int | None = None

    def allow(self, size: int | None) -> None:
        self._allowed = size

    def peek(self, size: int) -> bytes:
        """The next bytes, which are read again."""
        while len(self._ahead) < size and (more := self._next(size - len(self._ahead))):
            self._ahead += more
        return self._ahead

    def read(self, size: int) -> bytes:
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        while len(taken) < size and (more := self._next(size - len(taken))):
            taken += more
        if self._allowed is not None:
            self._allowed -= len(taken)
            if self._allowed < 0:
                raise ReadError(
                    "the header of a file in it is longer than any name", path=self.budget.path, advice=_BROKEN
                )
        return taken

    def _next(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        if not self.is_packed:
            more = self._file.read(min(size, _CHUNK))
            self.budget.spend(len(more))
            return more
        while True:
            if self._inflate.eof:
                rest = self._inflate.unused_data or self._file.read(_CHUNK)
                if not rest.startswith(_GZIP):  # padding
                    return b""
                self._inflate = zlib.decompressobj(wbits=31)  # one gzip file behind another
            else:
                rest = self._inflate.unconsumed_tail or self._file.read(_CHUNK)
            if not rest and not self._inflate.eof:
                # What is left within may still come out of an empty input.
                more = self._inflate.decompress(b"", min(size, _CHUNK))
                if not more:
                    raise EOFError("it is cut off")
            else:
                more = self._inflate.decompress(rest, min(size, _CHUNK))
            if more:
                self.budget.spend(len(more))
                return more


def _is_tar(head: bytes) -> bool:
    """By the magic word, or where it is older than that by the checksum of the first header."""
    if len(head) < _BLOCK:
        return False
    try:
        stated = int(head[148:156].split(b"\0")[0].strip() or b"-1", 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * 32 + sum(head[156:_BLOCK])


def _from_stream(stream: _Unpacking, path: Path, wanted: Wanted) -> tuple[list[str], dict[str, bytes]]:
    head = stream.peek(_BLOCK)
    if _is_tar(head) or (len(head) == _BLOCK and not any(head)):  # one without files is nothing but zeros
        return _from_tar(stream, path, wanted)
    if not stream.is_packed:
        raise ReadError("is not an archive", path=path, advice="archives read: .tar.gz, .tgz, .tar, .zip, .gz")
    name = path.stem if path.suffix.lower() == ".gz" else path.name
    return [name], {name: b"".join(_pieces(stream.read, stream.budget))} if wanted(name) else {}


def _from_tar(stream: _Unpacking, path: Path, wanted: Wanted) -> tuple[list[str], dict[str, bytes]]:
    names: dict[str, None] = {}
    contents: dict[str, bytes] = {}
    stream.allow(_LONGEST_HEADER)
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", bufsize=_CHUNK) as tar:
        count = 0
        while (member := tar.next()) is not None:
            tar.members = []  # type: ignore[attr-defined]  # or every header would be kept
            count += 1
            _refuse_many(count, path)
            name = _inside(member.name, path)
            if member.issym() or member.islnk():
                _refuse_link(member, path)
            elif member.isreg() and not member.issparse():
                names[name] = None
                stream.allow(None)
                held = tar.extractfile(member)
                if held is not None and wanted(name):
                    contents[name] = b"".join(_pieces(held.read, stream.budget))
                elif held is not None:
                    while held.read(_CHUNK):
                        pass
                stream.allow(_LONGEST_HEADER)
            elif not member.isdir():
                raise ReadError(
                    f"holds a device or another special file: {name}", path=path, advice="unpack it and give the folder"
                )
    return sorted(names), contents


def _from_zip(path: Path, wanted: Wanted) -> tuple[list[str], dict[str, bytes]]:
    names: list[str] = []
    contents: dict[str, bytes] = {}
    budget = _Budget(path)
    with _Bounded(path) as file, zipfile.ZipFile(file) as archive:
        _refuse_many(len(archive.infolist()), path)
        for info in archive.infolist():
            name = _inside(info.filename, path)
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16):
                continue
            names.append(name)
            if not wanted(name):
                continue
            if info.flag_bits & 1:
                raise ReadError("is encrypted", path=path, advice="unpack it with its password and give the folder")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ReadError(
                    f"is packed in a way that is not read: {name}", path=path, advice="unpack it and give the folder"
                )
            with archive.open(info) as held:
                pieces = []
                for piece in _pieces(held.read, budget):
                    budget.spend(len(piece))
                    pieces.append(piece)
            contents[name] = b"".join(pieces)
    return sorted(set(names)), contents


class _Bounded(io.FileIO):
    """A zip file whose list of members cannot be longer than a paper's."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._path = path

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            size = self._path.stat().st_size - self.tell()
        if size > _LONGEST_DIRECTORY:
            raise ReadError(
                "holds too many files to be a paper", path=self._path, advice="unpack it and give the folder"
            )
        return super().read(size) or b""


def _pieces(read: Callable[[int], bytes], budget: _Budget) -> Iterator[bytes]:
    """What a file holds, piece by piece, as long as that is not too much."""
    while piece := read(_CHUNK):
        budget.keep(len(piece))
        yield piece


def _inside(name: str, path: Path) -> str:
    """The name of a file in an archive, with forward slashes. Raises ReadError where it leads out of it."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if name.startswith("/") or ".." in parts or name[1:2] == ":" or "\x00" in name:
        raise ReadError(
            f"holds a path that leads out of it: {name[:100]!r}", path=path, advice="do not unpack it; get it elsewhere"
        )
    return "/".join(parts)


def _refuse_link(member: tarfile.TarInfo, path: Path) -> None:
    """Links inside an archive are passed over; one that leads out of it is a sign of harm."""
    target = member.linkname.replace("\\", "/")
    start = [] if member.islnk() else member.name.replace("\\", "/").split("/")[:-1]
    depth = len([part for part in start if part not in ("", ".")])
    for part in target.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0 or target.startswith("/"):
            raise ReadError(
                f"holds a link that leads out of it: {member.name[:100]!r}",
                path=path,
                advice="do not unpack it; get it elsewhere",
            )


def _refuse_many(count: int, path: Path) -> None:
    if count > _MOST_MEMBERS:
        raise ReadError(
            f"holds more than {_MOST_MEMBERS} files, as no paper does",
            path=path,
            advice="unpack it and give the folder",
        )
