"""How well and how fast papers are read, format by format: `python benchmarks/readers.py [FOLDER...]`.

Without a folder it reads those of a `shared` folder beside the checkout. Exactness is counted against the files
themselves: every entry of a reference list, every citation whose target the file holds.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
from lxml import etree

from kg.errors import KgError
from kg.model import Paper
from kg.readers import read
from kg.readers.entries import Keys
from kg.readers.members import content_of, split_member
from kg.scanning import paper_files

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDERS = (
    "gold/dev/papers",
    "corpora/pdf",
    "corpora/latex",
    "corpora/tei",
    "corpora/jats",
    "corpora/social",
    "corpora/unarxive",
)

_SHOWN = 20  # of what was missed
FORMATS = {
    ".pdf": "PDF",
    ".tex": "LaTeX",
    **dict.fromkeys((".html", ".htm", ".xhtml"), "HTML"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "JSON"),
}
_COMMENT = re.compile(r"(?<!\\)%.*")
_COMMENTED = re.compile(r"\\begin\{comment\}.*?\\end\{comment\}", re.DOTALL)
_CONDITION = re.compile(r"\\(if[a-zA-Z]*|else|fi)(?![a-zA-Z])")
_DROPPING = re.compile(r"\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?\\([a-zA-Z]+)\}?\s*\[1\]\s*\{\s*\}")
_DROPPING_DEF = re.compile(r"(?:\\long)?\\def\s*\\([a-zA-Z]+)\s*#1\s*\{\s*\}")
_BIBITEM = re.compile(r"\\bibitem\s*(?:\[(?:[^\[\]]|\[[^\]]*\])*\])?\s*\{([^}]*)\}")
_CITE = re.compile(r"\\[cC]ite[a-zA-Z]*\*?\s*(?:\[[^\]]*\]\s*)*\{([^}]*)\}")


@dataclass
class Tally:
    """What was counted over the files of one format; seconds are of wall-clock time, megabytes the peak."""

    files: int = 0
    failures: list[str] = field(default_factory=list)
    titled: int = 0
    listed: int = 0
    markers: int = 0
    resolved: int = 0
    megabytes: float = 0.0
    seconds: float = 0.0
    bare_seconds: float = 0.0
    exact_lists: int = 0
    entries: int = 0
    entries_found: int = 0
    targets: int = 0
    targets_found: int = 0
    missed: list[str] = field(default_factory=list)


def main(folders: list[Path]) -> int:
    """Print the figures of every format in the folders; 1 where there is nothing to read."""
    files, _ = paper_files(folders)
    if not files:
        print("nothing to read: give folders of papers")
        return 1
    by_format: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        by_format[format_of(path)].append(path)
    for name, paths in sorted(by_format.items()):
        # A fresh process each: memory is counted from its start, and once taken it does not show as given back.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
            show(name, process.submit(measured, paths).result())
    return 0


def measured(paths: list[Path]) -> Tally:
    """The figures of files of one format, with the peak memory of this process."""
    tally = Tally()
    for path in paths:
        measure(path, tally)
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    tally.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024**2 if sys.platform == "darwin" else 1024
    )
    return tally


def format_of(path: Path) -> str:
    """The name under which a file is counted."""
    suffix = split_member(path)[0].suffix.lower()
    if suffix in (".xml", ".nxml"):
        with path.open("rb") as file:
            return "TEI" if b"<TEI" in file.read(4096) else "JATS"
    return FORMATS.get(suffix, "text")


def measure(path: Path, tally: Tally) -> None:
    """Read one file and add it to the tally of its format."""
    tally.files += 1
    start = time.perf_counter()
    try:
        paper = read(path)
    except KgError as error:
        tally.failures.append(str(error))
        return
    finally:
        tally.seconds += time.perf_counter() - start
    tally.titled += bool(paper.title)
    tally.listed += bool(paper.references)
    if paper.references:  # without a list nothing can be resolved
        tally.markers += len(paper.markers)
        tally.resolved += sum(bool(marker.keys) for marker in paper.markers)
    suffix = split_member(path)[0].suffix.lower()
    if suffix == ".pdf":
        tally.bare_seconds += bare_extraction(path)
    elif suffix in (".xml", ".nxml"):
        compare(paper, *of_xml(path), tally)
    elif suffix == ".tex":
        compare(paper, *of_latex(path), tally)
    elif FORMATS.get(suffix) == "JSON":
        compare(paper, *of_json(path), tally)


def bare_extraction(path: Path) -> float:
    """Seconds that the PDF library alone takes for the text of all pages."""
    start = time.perf_counter()
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            page.get_textpage().get_text_bounded()
    finally:
        document.close()
    return time.perf_counter() - start


def compare(paper: Paper, entries: list[str], targets: Iterable[str], tally: Tally) -> None:
    """Count which entries and which citations of a file the paper holds."""
    keys = {reference.key for reference in paper.references}
    tally.exact_lists += len(paper.references) == len(entries)
    tally.entries += len(entries)
    tally.entries_found += sum(entry in keys for entry in entries)
    tally.missed += (f"{paper.source}: entry {entry}" for entry in entries if entry not in keys)
    left: dict[str, int] = defaultdict(int)
    for marker in paper.markers:
        for key in marker.keys:
            left[key] += 1
    for target in targets:
        tally.targets += 1
        if left[target] > 0:
            left[target] -= 1
            tally.targets_found += 1
        else:
            tally.missed.append(f"{paper.source}: citation {target}")


def of_xml(path: Path) -> tuple[list[str], list[str]]:
    """Keys of the entries of a TEI or JATS file, and the targets among them of its citations."""
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False, recover=True)
    root = etree.parse(str(path), parser).getroot()
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    entries = [e.get("id", "") for e in root.iter("{*}ref") if e.get("target") is None and e.get("id")]
    entries += [e.get(xml_id, "") for e in root.iter("{*}biblStruct") if e.get(xml_id)]
    known = set(entries)
    targets = [
        target
        for element in root.iter("{*}xref", "{*}ref")
        if element.get("ref-type", element.get("type")) == "bibr"
        for target in (element.get("rid") or element.get("target", "").replace("#", "")).split()
        if target in known
    ]
    return entries, targets


def of_json(path: Path) -> tuple[list[str], list[str]]:
    """Keys of the entries of a paper of unarXive or S2ORC, and the targets among them of its citations."""
    data = json.loads(content_of(path))
    data = next((data[name] for name in ("latex_parse", "pdf_parse") if data.get(name)), data)
    entries = list(data.get("bib_entries", {}))
    parts = [*data.get("body_text", []), *data.get("back_matter", [])]
    return entries, [
        s["ref_id"] for part in parts for s in part.get("cite_spans", []) if s.get("ref_id") in set(entries)
    ]


def of_latex(path: Path) -> tuple[list[str], list[str]]:
    r"""Keys of the `\bibitem`s of a LaTeX file, and those among them that its `\cite`s name."""
    content = path.read_bytes()
    try:
        source = content.decode("utf-8")
    except UnicodeDecodeError:
        source = content.decode("cp1252", "replace")
    source = printed_part(source)
    found = (" ".join(key.split()) for key in _BIBITEM.findall(source))
    # "#1" stands in the definition of a macro that writes the entries.
    unique = Keys()
    entries = [unique.unique(key) for key in found if not set("#\\") & set(key)]
    known = {*entries} - {""}
    cited = [" ".join(key.split()) for keys in _CITE.findall(source) for key in dict.fromkeys(keys.split(","))]
    return entries, [key for key in cited if key in known]


def printed_part(source: str) -> str:
    r"""A source without what it does not print: comments, `\iffalse` and the like, and arguments that its own commands
    drop (`\newcommand{\hide}[1]{}`).
    """
    source = _COMMENTED.sub("", _COMMENT.sub("", source).partition("\\end{document}")[0])
    source = _without_false(source)
    for name in {*_DROPPING.findall(source), *_DROPPING_DEF.findall(source)}:
        call = re.compile(rf"\\{name}\s*\{{")
        parts, at = [], 0
        while found := call.search(source, at):
            parts.append(source[at : found.start()])
            at = _after_group(source, found.end())
        source = "".join([*parts, source[at:]])
    return source


def _without_false(source: str) -> str:
    r"""A source without its `\iffalse ... \fi`; of `\iffalse ... \else ... \fi` the second part stays."""
    kept, at, open_ifs = [], 0, 0
    hidden_since: int | None = None
    for found in _CONDITION.finditer(source):
        if hidden_since is None:
            if found[1] == "iffalse":
                kept.append(source[at : found.start()])
                hidden_since, open_ifs = found.start(), 0
        elif not open_ifs and found[1] in ("fi", "else"):
            at, hidden_since = found.end(), None
        else:
            open_ifs += {"fi": -1, "else": 0}.get(found[1], 1)
    return "".join([*kept, source[at if hidden_since is None else hidden_since :]])


def _after_group(source: str, start: int) -> int:
    """Where the group opened before `start` has ended."""
    depth = 1
    for i in range(start, len(source)):
        if source[i] in "{}" and source[i - 1] != "\\":
            depth += 1 if source[i] == "{" else -1
            if not depth:
                return i + 1
    return start


def share(part: int, whole: int) -> str:
    """A share in words ("12 of 13 (92.3%)"); "-" of nothing."""
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "-"


def show(name: str, tally: Tally) -> None:
    """Print the figures of one format."""
    good = tally.files - len(tally.failures)
    print(f"{name}: {tally.files} files, {len(tally.failures)} failures")
    for failure in tally.failures:
        print(f"    {failure}")
    print(f"    with a title         {share(tally.titled, good)}")
    print(f"    with references      {share(tally.listed, good)}")
    print(f"    markers resolved     {share(tally.resolved, tally.markers)}")
    if tally.entries:
        print(f"    entries found        {share(tally.entries_found, tally.entries)}")
        print(f"    lists of right size  {share(tally.exact_lists, good)}")
        print(f"    citations with a target in the file, found  {share(tally.targets_found, tally.targets)}")
    for missed in tally.missed[:_SHOWN]:
        print(f"        {missed}")
    if len(tally.missed) > _SHOWN:
        print(f"        and {len(tally.missed) - _SHOWN} more")
    print(f"    papers per second    {tally.files / tally.seconds:.1f}")
    print(f"    peak memory          {tally.megabytes:.0f} MB")
    if tally.bare_seconds:
        print(f"    time against bare text extraction  {tally.seconds / tally.bare_seconds:.2f}")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    sys.exit(main(given or [folder for part in FOLDERS if (folder := SHARED / part).is_dir()]))
