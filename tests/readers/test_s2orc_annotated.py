"""S2ORC as annotated text: annotations written as strings, zones, citations, entries, and annotations that lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.model import Paper
from kg.readers.json_papers import read

# Marked-up text: <kind attribute=value>words</kind> becomes an annotation.
TEXT = [
    ("title", {}, "On data\n"),
    ("author", {}, "Ann Roe\n"),
    ("abstract", {}, "We tell.\n"),
    ("sectionheader", {"n": "2."}, "Data\n"),
    ("paragraph", {}, "We use MNIST "),
    ("bibref", {"ref_id": "b0"}, "[1]"),
    ("", {}, " and CIFAR "),
    ("bibref", {}, "(Poe, 2002)"),
    ("end", {}, ".\n"),
    ("sectionheader", {}, "Data availability\n"),
    ("paragraph", {}, "Here it is."),
    ("end", {}, "\n"),
    ("figurecaption", {}, "Table 1: Sizes.\n"),
    ("table", {}, "Set\tSize\nMNIST\t7\n"),
    ("bibentry", {"id": "b0", "matched_paper_id": 7}, "A. Roe. City noise. Nature, 2001.\n"),
    ("bibentry", {"id": "b1"}, "B. Poe. Two sets. 2002. arXiv:1901.00001\n"),
]


def annotated(*, strings: bool = True, without: tuple[str, ...] = ()) -> dict[str, object]:
    words = ""
    found: dict[str, list[dict[str, object]]] = {}
    opened: int | None = None
    for kind, attributes, said in TEXT:
        if kind == "paragraph":
            opened = len(words)
        elif kind == "end" and opened is not None:
            found.setdefault("paragraph", []).append({"start": opened, "end": len(words) + len(said.rstrip())})
        elif kind and kind != "end":
            mark = {"start": len(words), "end": len(words) + len(said.rstrip("\n")), "attributes": attributes}
            found.setdefault(kind, []).append(mark)
        words += said
    start = words.index("City noise")
    found["bibtitle"] = [{"start": str(start), "end": str(start + len("City noise")), "attributes": {"ref_id": "b0"}}]
    start = words.index("A. Roe")
    found["bibauthor"] = [{"start": start, "end": start + 6}]
    kept = {name: json.dumps(marks) if strings else marks for name, marks in found.items() if name not in without}
    return {"text": words, "annotations": {**kept, "formula": None, "venue": "[broken"}}


def paper(tmp_path: Path, data: object) -> Paper:
    path = tmp_path / "paper.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return read(path)


IDS = {"arxiv": "1901.00002", "doi": "10.1234/AB", "pubmed": "12", "mag": "1", "acl": None}
BODY = [
    ("body", "2. Data", "2. Data"),
    ("body", "2. Data", "We use MNIST [1] and CIFAR (Poe, 2002)."),
    ("availability", "Data availability", "Data availability"),
    ("availability", "Data availability", "Here it is."),
    ("caption", "Data availability", "Table 1: Sizes."),
    ("table", "Data availability", "Set\tSize\nMNIST\t7"),
]


@pytest.mark.parametrize("strings", [True, False])
@pytest.mark.parametrize("without", [(), ("paragraph",)])
def test_a_paper(tmp_path: Path, strings: bool, without: tuple[str, ...]) -> None:
    found = paper(tmp_path, {"corpusid": 5, "externalids": IDS, "content": annotated(strings=strings, without=without)})
    assert (found.title, found.authors, found.id) == ("On data", ("Ann Roe",), "arxiv:1901.00002")
    assert found.identifiers == ("arxiv:1901.00002", "doi:10.1234/ab", "pmid:12")
    assert [(p.zone, p.heading, found.quote(p.span)) for p in found.passages] == [
        ("title", "", "On data"),
        ("abstract", "Abstract", "We tell."),
        *BODY,
    ]
    assert [(found.quote(m.span), m.keys) for m in found.markers] == [("[1]", ("b0",)), ("(Poe, 2002)", ("b1",))]
    first, second = found.references
    assert (first.key, first.title, first.authors, first.year) == ("b0", "City noise", ("A. Roe",), 2001)
    assert (second.key, second.title, second.arxiv) == ("b1", "Two sets", "1901.00001")


def test_list_and_text_apart(tmp_path: Path) -> None:
    data = {"title": "On data", "authors": [{"name": "Ann Roe"}], "body": annotated(), "bibliography": annotated()}
    found = paper(tmp_path, data)
    assert (found.title, found.authors, len(found.references)) == ("On data", ("Ann Roe",), 2)


LIES = [
    {"text": "Words.", "annotations": {"paragraph": json.dumps([{"start": 0, "end": 9999}, {"start": -4, "end": 2}])}},
    {"text": "Words.", "annotations": {"paragraph": "[" * 100_000, "bibref": "7", "bibentry": [3, None, {}]}},
    {"text": "Words.", "annotations": {"sectionheader": [{"start": "x", "end": {}}]}},
]


@pytest.mark.parametrize("content", LIES)
def test_annotations_that_lie_lose_only_themselves(tmp_path: Path, content: dict[str, object]) -> None:
    assert paper(tmp_path, {"content": content}).text.strip() == "Words."
