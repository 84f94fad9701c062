"""Texts that were written for training, with the names of datasets marked in them: training/written/*.txt.

A head (title, year, and one line a dataset: `id = kind used|mentioned|introduced | refs 1, 2`), then passages under
headings "# ...". A name is marked as [[name|id]]; markers of references are printed as [1], [1, 4] or [2-4].
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.model import Zone
from kg.readers.assembly import Assembly
from kg.readers.references import parse_reference
from training.corpora import Labelled, answered

_FOLDER = Path(__file__).parent / "written"
_PIECE = re.compile(r"\[\[(?P<name>[^|\]]+)\|(?P<id>[^\]]+)\]\]|(?P<marker>\[\d+(?:\s*[-–,]\s*\d+)*\])")
_DATASET = re.compile(r"(?P<id>\S+) = (?P<kind>\w+)(?P<roles>(?: \w+)+)(?: \| refs? (?P<references>[\d, ]+))?")
_ENTRY = re.compile(r"\[(\d+)\]\s*(.+)")
_REFERENCES = re.compile(r"\n# (?:References|Literature(?: cited)?|Bibliography)\n", re.IGNORECASE)
_ZONES: dict[str, Zone] = {"abstract": "abstract", "table": "table", "data availability": "availability"}


def written() -> Iterator[Labelled]:
    """The texts with their answers. Raises ValueError for a file that breaks the format."""
    for file in sorted(_FOLDER.glob("*.txt")):
        yield labelled_text(file.name, file.read_text(encoding="utf-8"))


def labelled_text(source: str, text: str) -> Labelled:
    """One text with its answers. Raises ValueError where the names declared in its head are not those marked."""
    head, _, rest = text.partition("\n# ")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if line.startswith(("title: ", "year: ")))
    body, listed = (*_REFERENCES.split(rest, maxsplit=1), "")[:2]
    entries = {match[1]: match[2] for line in listed.splitlines() if (match := _ENTRY.fullmatch(line.strip()))}
    assembly = Assembly()
    assembly.open("title")
    assembly.write(fields["title"])
    surfaces: dict[str, list[str]] = defaultdict(list)
    for section in body.split("\n# "):
        heading, _, passages = section.partition("\n")
        for passage in passages.split("\n\n"):
            _write(assembly, heading.strip(), passage.strip(), surfaces)
    references = tuple(parse_reference(number, entry) for number, entry in entries.items())
    paper = assembly.paper(
        content=text.encode(), source=source, title=fields["title"], year=int(fields["year"]), references=references
    )
    datasets = tuple(_dataset(match, surfaces, entries) for match in _DATASET.finditer(head))
    if {match["id"] for match in _DATASET.finditer(head)} != surfaces.keys():
        raise ValueError(f"{source}: declared and marked datasets differ")
    return answered(paper, datasets)


def _write(assembly: Assembly, heading: str, passage: str, surfaces: dict[str, list[str]]) -> None:
    zone = _ZONES.get(re.sub(r"^[\d.]+ | \d+$", "", heading.lower()), "body")
    if zone == "table":
        caption, _, passage = passage.partition("\n")
        _passage(assembly, "caption", heading, caption, surfaces)
        # The bar inside a mark parts a name from its id, the others part cells.
        passage = re.sub(r"(?:^|[ \t]+)\|(?:[ \t]+|$)", "\t", passage, flags=re.MULTILINE)
    else:
        passage = " ".join(passage.split())
    _passage(assembly, zone, heading, passage, surfaces)


def _passage(assembly: Assembly, zone: Zone, heading: str, text: str, surfaces: dict[str, list[str]]) -> None:
    assembly.open(zone, heading)
    at = 0
    for piece in _PIECE.finditer(text):
        assembly.write(text[at : piece.start()])
        at = piece.end()
        if piece["marker"]:
            assembly.cite(piece["marker"], tuple(_numbers(piece["marker"])))
        else:
            assembly.write(piece["name"])
            surfaces[piece["id"]].append(piece["name"])
    assembly.write(text[at:])


def _numbers(marker: str) -> Iterator[str]:
    for part in marker.strip("[]").split(","):
        first, *last = (int(number) for number in re.findall(r"\d+", part))
        yield from map(str, range(first, (last or [first])[0] + 1))


def _dataset(line: re.Match[str], surfaces: dict[str, list[str]], entries: dict[str, str]) -> dict[str, Any]:
    own = list(dict.fromkeys(surfaces[line["id"]]))
    titles = [entries[number] for number in re.findall(r"\d+", line["references"] or "")]
    return {
        "id": line["id"],
        "name": max(own, key=len, default=""),
        "surfaces": own,
        "kind": line["kind"],
        "used": "used" in line["roles"].split(),
        "introduced": "introduced" in line["roles"].split(),
        "references": [{"title": title, "basis": "attached"} for title in titles],
    }
