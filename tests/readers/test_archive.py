"""Papers in archives: what is read, and what is refused without harm."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.readers import read, unpacking

MAIN = (
    rb"\documentclass{article}\title{A Paper}\begin{document}"
    rb"We use \input{sec/data} \cite{a}\bibliography{refs}\end{document}"
)
PROJECT = {
    "main.tex": MAIN,
    "sec/data.tex": rb"MNIST \cite{b}.",
    "refs.bib": b"@misc{a, title={One}}\n@misc{b, title={Two}}",
    "figure.pdf": b"%PDF-1.4 a figure",
}
TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>We use MNIST.</p></body></text></TEI>'


def tar(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


PACKED = [
    ("as arXiv packs it", "1705.07565v2.tar.gz", tar(PROJECT)),
    ("as browsers call it", "arXiv-1705.07565v2.tgz", tar(PROJECT)),
    ("unpacked by the browser", "1705.07565v2.gz", tar(PROJECT, "w")),
    ("not gzipped", "1705.07565.tar", tar(PROJECT, "w")),
    ("a zip file", "1705.07565.zip", zipped(PROJECT)),
    ("another suffix", "1705.07565.pdf", zipped(PROJECT)),
    ("in a folder of its own", "1705.07565.zip", zipped({f"paper/{n}": c for n, c in PROJECT.items()})),
    ("a paper for macOS", "1705.07565.zip", zipped({"__MACOSX/._main.tex": b"junk", ".main.tex": MAIN, **PROJECT})),
    ("no suffix within", "1705.07565.tar.gz", tar({n.removeprefix("main.tex") or "main": PROJECT[n] for n in PROJECT})),
    ("behind a directory and a link", "1705.07565.tar.gz", b""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "content"), PACKED, ids=[c[0] for c in PACKED])
def test_a_project(why: str, name: str, content: bytes, tmp_path: Path) -> None:
    found = read(written(tmp_path, name, content or with_links("sec/data.tex", "main.tex")))
    assert (found.id, found.source, found.title) == ("arxiv:1705.07565", name, "A Paper")
    assert " ".join(found.text.split()) == "A Paper We use MNIST [b]. [a]"
    assert [(r.key, r.title) for r in found.references] == [("a", "One"), ("b", "Two")]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def with_links(target: str, hard: str) -> bytes:
    """The project with a folder and with links that lead nowhere outside."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, kind, link in (
            ("sec", tarfile.DIRTYPE, ""),
            ("a.tex", tarfile.SYMTYPE, target),
            ("b.tex", tarfile.LNKTYPE, hard),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, link
            archive.addfile(member)
        for name, content in PROJECT.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def test_an_archive_and_its_folder_are_one_paper(tmp_path: Path) -> None:
    for name, content in PROJECT.items():
        path = tmp_path / "p" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert read(written(tmp_path, "a.zip", zipped(PROJECT))).id == read(tmp_path / "p" / "main.tex").id


SINGLE = [
    ("LaTeX", "1705.07565.gz", gzip.compress(MAIN), "A Paper"),
    ("LaTeX with its suffix", "1705.07565.tex.gz", gzip.compress(MAIN), "A Paper"),
    ("LaTeX in two pieces", "1705.07565.gz", gzip.compress(MAIN[:40]) + gzip.compress(MAIN[40:]), "A Paper"),
    ("LaTeX that is not packed at all", "1705.07565.gz", MAIN, "A Paper"),
    ("TEI", "a.xml.gz", gzip.compress(TEI), "We use MNIST."),
    ("TEI in a zip file", "a.zip", zipped({"x/y.tei.xml": TEI, "README.md": b"# Hello"}), "We use MNIST."),
    ("XML beside the print", "a.tgz", tar({"p.nxml": TEI, "p.pdf": b"%PDF", "s1.pdf": b"%PDF"}), "MNIST"),
    ("text", "a.zip", zipped({"a.md": b"# A Paper\n\nWe use MNIST.", "license.txt": b"MIT"}), "A Paper"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "content", "text"), SINGLE, ids=[c[0] for c in SINGLE])
def test_one_packed_file(why: str, name: str, content: bytes, text: str, tmp_path: Path) -> None:
    found = read(written(tmp_path, name, content))
    assert found.source == name
    assert text in found.text
    assert [path.name for path in tmp_path.iterdir()] == [name]


def special(kind: bytes, name: str = "x", link: str = "") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("main.tex")
        member.size = len(MAIN)
        archive.addfile(member, io.BytesIO(MAIN))
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, link
        archive.addfile(member)
    return packed.getvalue()


def encrypted() -> bytes:
    content = bytearray(zipped({"main.tex": MAIN}))
    content[6] |= 1  # the flag in the member's own header, and in the list at the end
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying_zip() -> bytes:
    """A list of members that is said to be a gigabyte long."""
    content = bytearray(zipped({"main.tex": MAIN}) + b"\0" * (5 * 1024**2))
    end = content.index(b"PK\x05\x06")
    record = content[end : end + 22]
    record[12:16] = struct.pack("<I", 5 * 1024**2)
    return bytes(content[:end] + content[end + 22 :] + record)


def many(count: int) -> bytes:
    header = tarfile.TarInfo("main.tex").tobuf()
    return gzip.compress(header * count, 1)


def long_headers() -> bytes:
    """A name that goes on for tens of megabytes."""
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 40 * 1024**2
    return gzip.compress(header.tobuf() + b"a" * header.size, 1)


def nested_headers() -> bytes:
    """A thousand names for one file, each behind the other."""
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1
    return gzip.compress((header.tobuf() + b"a".ljust(512, b"\0")) * 2000)


REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("an absolute path", "a.tar.gz", lambda: tar({"/etc/x.tex": MAIN}), "leads out of it"),
    ("a path upwards", "a.tar.gz", lambda: tar({"p/../../x.tex": MAIN}), "leads out of it"),
    ("a path upwards in a zip file", "a.zip", lambda: zipped({"../x.tex": MAIN}), "leads out of it"),
    ("a path with backslashes", "a.zip", lambda: zipped({"..\\x.tex": MAIN}), "leads out of it"),
    ("a drive", "a.zip", lambda: zipped({"C:/x.tex": MAIN}), "leads out of it"),
    ("a symbolic link", "a.tar.gz", lambda: special(tarfile.SYMTYPE, "x.tex", "/etc/passwd"), "link that leads out"),
    ("a link upwards", "a.tar.gz", lambda: special(tarfile.SYMTYPE, "s/x.tex", "../../a"), "link that leads out"),
    ("a hard link", "a.tar.gz", lambda: special(tarfile.LNKTYPE, "s/x.tex", "../a"), "link that leads out"),
    ("a device", "a.tar.gz", lambda: special(tarfile.CHRTYPE), "special file"),
    ("a pipe", "a.tar.gz", lambda: special(tarfile.FIFOTYPE), "special file"),
    ("a bomb", "a.tar.gz", lambda: tar({"main.tex": bytes(80 * 1024**2)}), "150 times its size"),
    ("a bomb in a file nobody wants", "a.tar.gz", lambda: tar({"x.png": bytes(80 * 1024**2)}), "150 times its size"),
    ("a bomb in a zip file", "a.zip", lambda: zipped({"main.tex": bytes(80 * 1024**2)}), "150 times its size"),
    ("a bomb alone", "a.tex.gz", lambda: gzip.compress(b"a" * 80 * 1024**2), "150 times its size"),
    ("an archive within", "a.zip", lambda: zipped({"b.tar.gz": tar(PROJECT)}), "another archive"),
    ("an archive within one file", "a.tex.gz", lambda: gzip.compress(gzip.compress(MAIN)), "another archive"),
    ("a million members", "a.tar.gz", lambda: many(30_000), "more than 20000 files"),
    ("a name without an end", "a.tar.gz", long_headers, "longer than any name"),
    ("names within names", "a.tar.gz", nested_headers, "archive"),
    ("an endless list in a zip file", "a.zip", lying_zip, "too many files|damaged"),
    ("encrypted", "a.zip", encrypted, "encrypted"),
    ("packed otherwise", "a.zip", lambda: zipped({"a.tex": MAIN}).replace(b"\x08\0", b"\x0e\0"), "not read|damaged"),
    ("cut off", "a.tar.gz", lambda: tar(PROJECT)[:-30], "cut off"),
    ("cut off early", "a.tar.gz", lambda: tar(PROJECT)[:100], "cut off"),
    ("a zip file cut off", "a.zip", lambda: zipped(PROJECT)[:-30], "damaged"),
    ("a tar file cut off", "a.tar", lambda: tar({"x.tex": MAIN * 50}, "w")[:1000], "damaged"),
    ("damaged within", "a.tar.gz", lambda: tar(PROJECT)[:60] + b"\xff" * 20 + tar(PROJECT)[80:], "damaged"),
    ("not an archive", "a.zip", lambda: b"just words", "not an archive"),
    ("nothing in it", "a.tar.gz", lambda: tar({}), "holds no paper"),
    ("an empty zip file", "a.zip", lambda: zipped({}), "holds no paper"),
    ("no paper in it", "a.zip", lambda: zipped({"data.csv": b"1,2", "x.png": b"x"}), "holds no paper"),
    ("two papers", "a.zip", lambda: zipped({"a.pdf": b"%PDF-1", "b/c.pdf": b"%PDF-1"}), "2 papers: a.pdf, b/c.pdf"),
    ("a broken paper in it", "a.zip", lambda: zipped({"a.pdf": b"%PDF-1"}), "a.pdf in it"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "name", "content", "message"), REFUSED, ids=[c[0] for c in REFUSED])
def test_what_is_refused(why: str, name: str, content: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, content())
    with pytest.raises(ReadError, match=message) as caught:
        read(path)
    assert caught.value.path == str(path)
    assert caught.value.advice
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_bomb_is_not_held_in_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tar.gz", tar({"main.tex": MAIN, "x.tex": bytes(200 * 1024**2)}))
    tracemalloc.start()
    try:
        with pytest.raises(ReadError):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024**2
    finally:
        tracemalloc.stop()


def test_too_much_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_KEPT", 100)
    for name, content in (("a.tar.gz", tar(PROJECT)), ("a.zip", zipped(PROJECT))):
        with pytest.raises(ReadError, match="to be read"):
            read(written(tmp_path, name, content))


def test_too_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_UNPACKED", 1000)
    for name, content in (("a.tar.gz", tar(PROJECT)), ("a.tar", tar(PROJECT, "w"))):
        with pytest.raises(ReadError, match="unpacks to more than"):
            read(written(tmp_path, name, content))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2), st.integers(0, 10_000), st.binary(min_size=1, max_size=30))
def test_damage_anywhere_is_a_read_error_or_a_paper(tmp_path: Path, kind: int, at: int, noise: bytes) -> None:
    content = (tar(PROJECT), zipped(PROJECT), tar(PROJECT, "w"))[kind]
    at %= len(content)
    path = written(tmp_path, ("a.tgz", "a.zip", "a.tar")[kind], content[:at] + noise + content[at + len(noise) :])
    try:
        assert read(path).text
    except ReadError as error:
        assert str(path) in str(error)


README = [
    ("00README.XXX", b"other.tex toplevelfile\nmain.tex ignore\n"),
    ("00README.json", b'{"sources": [{"filename": "main.tex"}, {"filename": "other.tex", "usage": "toplevel"}]}'),
]


@pytest.mark.parametrize(("name", "content"), README, ids=[c[0] for c in README])
def test_the_main_file_that_arxiv_names(name: str, content: bytes, tmp_path: Path) -> None:
    files = {**PROJECT, "other.tex": MAIN.replace(b"A Paper", b"The Other"), name: content}
    assert read(written(tmp_path, "a.tar.gz", tar(files))).title == "The Other"
    broken = {**files, name: b"\xff{[" * 1000}
    assert read(written(tmp_path, "b.tar.gz", tar(broken))).title == "A Paper"
