"""Whether readers bear damaged files: `python -m benchmarks.fuzz [FOLDER...] [--inputs N]`.

Takes real papers, damages each in a way that a number tells (cut, flipped, doubled, moved, spliced with another, words
of the format put in), and reads the result. Every input must give a paper or an error of ours. Prints how many were
read and refused, the slowest and the peak of memory; ends with 1 where another exception came, named by its number.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError
from kg.readers import SUFFIXES, read

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FOLDERS = tuple(SHARED / "corpora" / name for name in ("latex", "tei", "jats", "pdf", "unarxive"))
LARGEST = 2_000_000  # bytes; damage to a larger file looks the same and takes longer
# What a format gives a meaning to, or what programs stumble over.
WORDS = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x92\xa9", "‮".encode(), b"\r", b"\x1b[2J"),
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"&nbsp;",
        b"&#0;",
        b"&#x110000;",
        b"</p>",
        b"<ref>",
        b"<table>",
    ),
    *(
        b"\\",
        b"{",
        b"}",
        b"%",
        b"$",
        b"\\begin{table}",
        b"\\end{document}",
        b"\\input{x}",
        b"\\cite{",
        b"\\def\\a{\\a}\\a",
    ),
    *(b"\\bibitem{", b"\\iffalse", b"\\newcommand{\\x}[9]{#9#1}", b"\\verb|", b"^^M", b"#1", b"~", b"\\["),
    *(
        b"%PDF-",
        b"obj",
        b"endobj",
        b"stream",
        b"xref",
        b"trailer",
        b"<<",
        b">>",
        b"/Length 999999999",
        b"0 R",
        b"(",
        b")",
    ),
    *(b'"', b"[", b"]", b",", b":", b"null", b"-1", b"1e999", b"99999999999999999999", b"{}", b"---\n", b"[@", b"```"),
)


def mutated(content: bytes, other: bytes, seed: int) -> bytes:
    """The content, damaged in one to eight ways that the seed chooses; parts may come from `other`."""
    chance = random.Random(seed)
    result = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(result) + 1)
        upto = min(len(result), at + chance.choice((1, 4, 64, 1024, 65536)))
        way = chance.randrange(8)
        if way == 0:
            del result[at:upto]
        elif way == 1:
            result[at:at] = result[at:upto] * chance.choice((1, 2, 50))
        elif way == 2:
            for _ in range(chance.choice((1, 8, 200))):
                if result:
                    result[chance.randrange(len(result))] = chance.randrange(256)
        elif way == 3:
            result[at:at] = chance.choice(WORDS) * chance.choice((1, 1, 3, 2000))
        elif way == 4:
            del result[at:]
        elif way == 5:
            start = chance.randrange(len(other) + 1)
            result[at:at] = other[start : start + 4096]
        elif way == 6:
            moved = bytes(result[at:upto])
            del result[at:upto]
            place = chance.randrange(len(result) + 1)
            result[place:place] = moved
        else:
            result[at:upto] = bytes(b ^ 1 << chance.randrange(8) for b in result[at:upto])
        del result[4 * LARGEST :]
    return bytes(result)


def attempt(path: Path, content: bytes) -> str:
    """What reading the content under a path comes to: "read" or "refused"; any other exception passes through."""
    path.write_bytes(content)
    try:
        paper = read(path)
    except KgError:
        return "refused"
    assert all(0 <= p.span.start <= p.span.end <= len(paper.text) for p in paper.passages), "a passage outside the text"
    assert all(0 <= m.span.start <= m.span.end <= len(paper.text) for m in paper.markers), "a marker outside the text"
    known = {reference.key for reference in paper.references}
    assert len(known) == len(paper.references), "two references with one key"
    assert all(key in known for marker in paper.markers for key in marker.keys), "a marker to no reference"
    return "read"


def run(files: Sequence[Path], inputs: int) -> int:
    """Read so many damaged files, print what came of it; how many ended in another exception."""
    outcomes: dict[str, Counter[str]] = {}
    slowest: tuple[float, str] = (0.0, "")
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(inputs):
            source, other = files[seed % len(files)], files[(seed * 7 + 1) % len(files)]
            suffix = "".join(source.suffixes[-2:]) if source.name.endswith(".tei.xml") else source.suffix
            path = Path(folder) / f"damaged{suffix}"
            start = time.perf_counter()
            try:
                outcome = attempt(path, mutated(source.read_bytes(), other.read_bytes(), seed))
            except Exception as error:  # what this benchmark looks for
                broken, outcome = broken + 1, "broken"
                print(f"{source.name} with {other.name}, seed {seed}: {type(error).__name__}: {str(error)[:200]}")
            outcomes.setdefault(suffix, Counter())[outcome] += 1
            slowest = max(slowest, (time.perf_counter() - start, f"{source.name}, seed {seed}"))
    for suffix, counts in sorted(outcomes.items()):
        print(f"{suffix:9} " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    print(f"{inputs} inputs, {broken} broken; slowest {slowest[0]:.1f} s ({slowest[1]}); peak {megabytes:.0f} MB")
    return broken


def main() -> int:
    """Damage and read the papers of some folders; 1 where an exception is not ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of papers; those of a shared folder by default")
    parser.add_argument("--inputs", type=int, default=2000)
    options = parser.parse_args()
    folders = options.folders or [folder for folder in (*FOLDERS, ROOT / "data" / "papers") if folder.is_dir()]
    files = sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size <= LARGEST
    )
    if not files:
        print("nothing to read: give folders of papers")
        return 1
    random.Random(0).shuffle(files)  # so that a short run meets every format
    return 1 if run(files, options.inputs) else 0


if __name__ == "__main__":
    sys.exit(main())
