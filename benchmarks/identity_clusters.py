"""How well names meet across papers, against clusters made by others: SciREX's entities, DataFinder's spellings.

B-cubed (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains"): for every item the share of its found
cluster that belongs with it, and the share of its true cluster that was found with it, averaged over items.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg import catalogue as catalogues
from kg.comparing import name_record
from kg.extraction import Extractor
from kg.model import Paper, Passage, Record, Span
from kg.resolution import resolve

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
SCIREX = CORPORA / "scirex" / "train.jsonl.gz"
DATAFINDER = CORPORA / "names" / "datafinder_documents.jsonl"

# Settings that the corpora write behind or before the name of a dataset: they make no other dataset.
_SETTING = re.compile(
    r"(?:_-_|__).*$|_(?:\d+x_upscaling|Binary_classification|Fine-grained_classification|Word_Level|Character_Level)$"
)
_LUMPED = re.compile(
    r"->|→|\bto\b|\bvs\b|\d%|sigma|upscaling|label|shot|\bval|\btest|\btrain|\bdev\b|image|class|condition|level|"
    r"generat|detect|track|part\b|split|setting|user|online|offline|view|\bx\b|\d+x\d+|[,;:/=()\[\]]|\bset\b|\bfilter",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision, recall and their harmonic mean, in 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(found: Mapping[Hashable, str], true: Mapping[Hashable, str]) -> BCubed:
    """B-cubed of the clusters found, over the items of the true ones."""
    found_with, true_with = _clusters(found), _clusters(true)
    both = [(len(found_with[found[i]] & true_with[true[i]]), i) for i in true]
    return BCubed(
        sum(n / len(found_with[found[i]]) for n, i in both) / len(true),
        sum(n / len(true_with[true[i]]) for n, i in both) / len(true),
    )


def _clusters(of: Mapping[Hashable, str]) -> dict[str, set[Hashable]]:
    clusters: dict[str, set[Hashable]] = defaultdict(set)
    for item, cluster in of.items():
        clusters[cluster].add(item)
    return clusters


def print_scirex(*, wrong: bool) -> None:
    """Print how well the datasets of whole papers meet in those of SciREX; skip where the corpus is not at hand."""
    if not SCIREX.exists():
        print("scirex: skipped, the corpus is not beside this checkout")
        return
    extractor = Extractor(catalogues.load())
    records: list[Record] = []
    entities: dict[tuple[str, str], int] = {}
    count = 0
    with gzip.open(SCIREX, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            paper, places = _paper(row)
            record = extractor.extract(paper)
            records.append(record)
            for name, spans in _entities(row).items():
                count += 1
                position = _aligned(record, [Span(places[a][0], places[b - 1][1]) for a, b in spans])
                if position is not None:
                    entities[paper.id, name] = position
    identity = resolve(records, extractor.catalogue)
    found = {item: identity.of_use[item[0], position] for item, position in entities.items()}
    _print("scirex", found, {item: item[1] for item in entities}, f"{count} entities of papers, {len(found)} found")
    if wrong:
        _print_wrong(found)


def _print(what: str, found: Mapping[Hashable, str], true: Mapping[Hashable, str], told: str) -> None:
    score = b_cubed(found, true)
    sizes = Counter(true.values())
    several = {item: cluster for item, cluster in true.items() if sizes[cluster] > 1}
    print(f"{what}: {told}, in {len(sizes)} clusters, {sum(n > 1 for n in sizes.values())} of several")
    print(f"    all          P {score.precision:.3f}  R {score.recall:.3f}  B-cubed F1 {score.f1:.3f}")
    score = b_cubed({item: found[item] for item in several}, several)
    print(f"    of several   P {score.precision:.3f}  R {score.recall:.3f}  B-cubed F1 {score.f1:.3f}")


def _print_wrong(found: Mapping[tuple[str, str], str]) -> None:
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    by_id: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, name), id_ in found.items():
        by_name[name][id_] += 1
        by_id[id_][name] += 1
    for what, lumps in (("torn", by_name), ("lumped", by_id)):
        for key, counts in sorted(lumps.items()):
            if len(counts) > 1:
                print(f"    {what}: {key}: {dict(counts)}")


def _paper(row: Mapping[str, Any]) -> tuple[Paper, list[tuple[int, int]]]:
    """The paper that the tokens of a row make, and the place of every token in its text."""
    places: list[tuple[int, int]] = []
    text = ""
    for word in row["words"]:
        glued = text[-1:] in ("", "-", "(", "[", "/", "\n") or word in (")", "]", ",", ".", ":", ";", "-", "/", "%")
        text += word if glued else f" {word}"
        places.append((len(text) - len(word), len(text)))
    passages = tuple(
        Passage("body", " ".join(row["words"][a : min(a + 6, b)]), Span(places[a][0], places[b - 1][1]))
        for a, b in row["sections"]
        if b > a
    )
    return Paper(row["doc_id"], row["doc_id"], "", (), None, (), text, passages, (), ()), places


def _entities(row: Mapping[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """The datasets of a paper: name without settings, and the spans that speak of this one alone."""
    label = {(a, b): kind for a, b, kind in row["ner"]}
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for name, spans in row["coref"].items():
        kinds = Counter(label.get((a, b)) for a, b in spans)
        if kinds and kinds.most_common(1)[0][0] == "Material":
            found[_SETTING.sub("", name).strip("_").lower()].update((a, b) for a, b in spans)
    owners = Counter(span for spans in found.values() for span in spans)
    alone = {name: sorted(s for s in spans if owners[s] == 1) for name, spans in found.items()}
    return {name: spans for name, spans in alone.items() if spans}


def _aligned(record: Record, spans: Sequence[Span]) -> int | None:
    """The use that stands at most of some places, None where there is none."""
    counts = Counter(
        i for span in spans for i, use in enumerate(record.uses) if any(m.span.overlaps(span) for m in use.mentions)
    )
    return min(counts, key=lambda i: (-counts[i], i)) if counts else None


def print_datafinder(*, wrong: bool) -> None:
    """Print how well spellings of DataFinder's datasets meet, each in a paper of its own; skip where it is absent."""
    if not DATAFINDER.exists():
        print("datafinder: skipped, the list is not beside this checkout")
        return
    extractor = Extractor(catalogues.load())
    rows = list(_spellings())
    records = []
    true: dict[Hashable, str] = {}
    for number, (id_, name) in enumerate(rows):
        record = name_record(name, f"p{number}", extractor)
        records.append(replace(record, uses=record.uses[:1]))
        true[f"p{number}", name] = id_
    identity = resolve(records, extractor.catalogue)
    found = {item: identity.of_use[item[0], 0] for item in true}  # type: ignore[index]
    _print("datafinder", found, true, f"{len(rows)} spellings")
    if wrong:
        _print_wrong({(paper, true[paper, name]): id_ for (paper, name), id_ in found.items()})  # type: ignore[misc]


def _spellings() -> Iterator[tuple[str, str]]:
    """Every dataset with its own spellings: those of settings and of other datasets are left out."""
    with DATAFINDER.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    ids = {_letters(row["id"]) for row in rows}
    for row in rows:
        own = _letters(row["id"])
        for name in dict.fromkeys([row["id"], *(v.strip() for v in row["variants"])]):
            is_other = _letters(name) in ids and _letters(name) != own
            if name == row["id"] or (name and not _LUMPED.search(name) and not is_other):
                yield row["id"], name


def _letters(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())
