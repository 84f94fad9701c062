"""Records written and read back."""

from __future__ import annotations

import pytest

from kg.errors import LibraryError
from kg.model import (
    Citation,
    Description,
    Evidence,
    Line,
    Marker,
    Mention,
    Nearby,
    Paper,
    Passage,
    Record,
    Reference,
    Span,
    Use,
)
from kg.records import from_json, to_json

PAPER = Paper(
    id="arxiv:1705.07565",
    source="a.pdf",
    title="On “pruning” – naïvely",
    authors=("Xin Dong", "Ä"),
    year=2017,
    identifiers=("arxiv:1705.07565",),
    text="On MNIST [5].",
    passages=(Passage("body", "Experiments", Span(0, 13), 2),),
    markers=(Marker(Span(9, 12), ("5",)),),
    references=(Reference("5", "LeCun 1998.", "Gradient", ("Y. LeCun",), 1998, "IEEE", "10.1/x", "1.1", "http://x"),),
    lines=(Line(Span(0, 13), 2, (1.5, 2.0, 3.0, 4.25)),),
)
USE = Use(
    name="MNIST",
    surfaces=("MNIST", "MNIST digits"),
    known_as="mnist",
    kind="dataset",
    mentions=(Mention(Span(3, 8), "MNIST", "catalogue", 0.95),),
    used=True,
    introduced=False,
    evidence=Evidence("On MNIST [5].", Span(0, 13), 2, ((2, (1.5, 2.0, 3.0, 4.5)), (3, (0.0, 0.0, 1.0, 1.0)))),
    description=Description("60,000 digits", "paper", 60000, 10, "image"),
    citations=(Citation("5", "attached", "[5]", "stands with 'MNIST'", Span(9, 12)),),
    nearby=(Nearby("5", "[5]", "stands with a model"),),
    confidence=0.9,
)
BARE = Use("X", ("X",), "", "suite", (), False, True, Evidence("X", Span(0, 1)), None, (), (), 0.0)

RECORDS = [
    Record(PAPER, (USE, BARE), "citeset 0.1.0"),
    Record(Paper("sha256:0", "b.txt", "", (), None, (), "", (), (), ()), (), "citeset 0.1.0"),
]


@pytest.mark.parametrize("record", RECORDS, ids=["full", "bare"])
def test_round_trip(record: Record) -> None:
    content = to_json(record)
    assert from_json(content) == record
    assert to_json(from_json(content)) == content


BROKEN = [
    ("empty", b""),
    ("no JSON", b"{"),
    ("another shape", b"[]"),
    ("a field is missing", to_json(RECORDS[1]).replace(b'"made_by"', b'"by"')),
    ("a zone that is not known", to_json(RECORDS[0]).replace(b'"body"', b'"margin"')),
    ("a number as text", to_json(RECORDS[0]).replace(b'"year": 2017', b'"year": "2017"')),
]


@pytest.mark.parametrize("content", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_record_is_refused(content: bytes) -> None:
    with pytest.raises(LibraryError, match="is not a record") as raised:
        from_json(content, path="records/a.json")
    assert raised.value.path == "records/a.json"
    assert "build again" in raised.value.advice
