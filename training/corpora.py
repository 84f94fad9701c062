"""The labelled papers that the models learn from, as pairs of a Paper and what is true of it.

All of them lie in a shared folder beside the checkout and are read, never copied. See README.md for what each is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Marker, Paper, Passage, Reference, Span
from kg.names import name_key
from kg.readers import read
from kg.readers.references import parse_reference

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORED = ("dataset", "suite")  # the kinds that the scorer counts
_FOLDERS = (
    "gold/dev/papers",
    *(f"corpora/{name}" for name in ("latex", "tei", "pdf", "jats", "social", "reference-strings/excite/1-pdfs")),
)


_DATA_WORDS = re.compile(r"\s(?:data ?sets?|corpus|corpora|benchmarks?|database)$")


def bare(key: str) -> str:
    """The key of a name without a last word that only says that it is data."""
    return _DATA_WORDS.sub("", key)


@dataclass(frozen=True)
class Labelled:
    """A paper and its answers.

    `datasets` are the objects of a gold file. Where only names are labelled, `names` holds the keys of those that are
    datasets and `unsure` those that training should leave out; then `datasets` is empty.
    """

    paper: Paper
    datasets: tuple[dict[str, Any], ...]
    names: frozenset[str]
    unsure: frozenset[str]


def gold(part: str) -> Iterator[Labelled]:
    """The papers of gold/train or gold/dev."""
    return _answered(SHARED / "gold" / part / "gold")


def labels() -> Iterator[Labelled]:
    """The papers of training/labels, which were read by the same guide."""
    return _answered(Path(__file__).parent / "labels")


def _answered(folder: Path) -> Iterator[Labelled]:
    for file in sorted(folder.glob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        path = next(p for place in _FOLDERS if (p := SHARED / place / answer["paper"]).exists())
        yield answered(read(path), answer["datasets"])


def answered(paper: Paper, datasets: Sequence[dict[str, Any]]) -> Labelled:
    """A paper with its answers by the guide; names of kinds that do not count are unsure."""
    scored = frozenset(key for d in datasets if d["kind"] in SCORED for key in keys_of(d))
    others = frozenset(key for d in datasets if d["kind"] not in SCORED for key in keys_of(d))
    return Labelled(paper, tuple(datasets), scored, others)


def keys_of(dataset: dict[str, Any]) -> set[str]:
    """The keys of all names of a dataset."""
    return {name_key(s) for s in (dataset["name"], *dataset["surfaces"])}


def gsap() -> Iterator[Labelled]:
    """The papers of GSAP-NER whose whole text is known, with spans of named datasets."""
    with (SHARED / "corpora" / "gsap-ner" / "documents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            marked = {label: set() for label in ("Dataset", "DataSource", "DatasetGeneric")}
            for entity in row["entities"]:
                label = {"Datasource": "DataSource"}.get(entity["label"], entity["label"])
                if label in marked:
                    marked[label].add(name_key(text[entity["begin"] : entity["end"]]))
            references = tuple(parse_reference(key, raw) for key, raw in row["references"].items())
            markers = tuple(
                Marker(Span(c["begin"], c["end"]), (c["target"].lstrip("#"),) if "target" in c else ())
                for c in sorted(row["callouts"], key=lambda c: c["begin"])
            )
            names = frozenset(marked["Dataset"])
            unsure = frozenset((marked["DataSource"] | marked["DatasetGeneric"]) - names)
            yield Labelled(_paper(row["doc"], text, markers, references), (), names, unsure)


def _paper(id_: str, text: str, markers: tuple[Marker, ...], references: tuple[Reference, ...]) -> Paper:
    passages: list[Passage] = []
    heading = ""
    for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        first = block[0].split("\n", 1)[0].strip()
        if len(first) < 80 and first.endswith(":"):
            heading = first.rstrip(":")
        passages.append(Passage("title" if block.start() == 0 else "body", heading, Span(*block.span())))
    title = text.split("\n", 1)[0]
    return Paper(f"sha256:{id_}", id_, title, (), None, (), text, tuple(passages), markers, references)
