"""Which record speaks for a paper, and what it takes from the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Paper, Record, Reference
from kg.resolution.one_paper import one_record, speaker

LISTED = tuple(Reference(str(n), f"Entry {n}", f"Title {n}") for n in range(3))
PAPER = Paper("sha256:1", "a.pdf", "A Paper", ("Ann Lee",), 2020, (), "", (), (), LISTED)
RECORD = Record(PAPER, (), "test 1")


def record(**changes: object) -> Record:
    return replace(RECORD, paper=replace(PAPER, **changes))


SECOND_SPEAKS = [
    ("structure before print", RECORD, record(source="a.tei.xml")),
    ("an archive before print", RECORD, record(source="1705.07565.tar.gz")),
    ("print before plain text", record(source="a.txt"), RECORD),
    ("a list before structure", record(source="a.tex", references=()), RECORD),
    ("more entries with a title", record(references=(*LISTED[:2], Reference("x", "Unparsed"))), RECORD),
    ("more numbers", RECORD, record(identifiers=("doi:10.1/x",))),
]


@pytest.mark.parametrize(("why", "first", "second"), SECOND_SPEAKS, ids=[c[0] for c in SECOND_SPEAKS])
def test_who_speaks(why: str, first: Record, second: Record) -> None:
    assert speaker([first, second]) == 1
    assert speaker([second, first]) == 0


def test_the_first_of_equals_speaks() -> None:
    assert speaker([RECORD, replace(RECORD, made_by="test 2")]) == 0
    assert one_record([RECORD, replace(RECORD, made_by="test 2")]) is RECORD


def test_what_it_takes_from_the_others() -> None:
    tex = record(id="sha256:2", source="a.tex", title="", authors=(), year=None)
    pdf = record(id="doi:10.1/x", identifiers=("doi:10.1/x", "pmid:5"))
    one = one_record([pdf, tex])
    assert (one.paper.id, one.paper.source) == ("doi:10.1/x", "a.tex")
    assert (one.paper.title, one.paper.authors, one.paper.year) == ("A Paper", ("Ann Lee",), 2020)
    assert one.paper.identifiers == ("sha256:2", "doi:10.1/x", "pmid:5")
    assert one_record([tex, pdf]) == one
