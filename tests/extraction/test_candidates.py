"""Names that are printed like names: where they begin and end in sentences and in tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.candidates import find_candidates

# Every candidate is marked; the title of these papers holds none.
SENTENCES = [
    ("one word in capitals", "We train on <d>KITTI</d> only."),
    ("mixed capitals", "We train on <d>SQuAD</d> only."),
    ("capitals and digits", "We train on <d>mC4</d> and <d>WMT14</d>."),
    ("a run of names", "We analyse the <d>Finnish Cancer Registry</d> here."),
    ("a run with a number", "We analyse <d>World Values Survey 7</d> here."),
    ("small words inside a title", "We analyse the <d>Survey of Income and Program Participation</d> here."),
    ("small words between names", "We evaluate <d>BERT</d> on <d>KITTI</d>."),
    ("names joined by and", "We use <d>KITTI</d> and <d>Cityscapes</d>."),
    ("names in a list", "We use <d>KITTI</d>, <d>Cityscapes</d> or <d>WikiText</d>."),
    ("a leading word of a sentence", "The <d>KITTI</d> benchmark is used."),
    ("a noun for data behind", "We use the <d>KITTI</d> Dataset."),
    ("the first word of a sentence", "Networks are trained."),
    ("a first word that only a name has", "<d>SQuAD</d> is used."),
    ("a first word again inside", "Kinetics is large. We use <d>Kinetics</d>."),
    ("a marker is no name", "We use <d>KITTI</d> [ABC12]."),
    ("a suffix that is no part of it", "We use a <d>KITTI</d>-trained network."),
    ("a hyphen inside", "We use <d>Fashion-MNIST</d> here."),
    ("no capitals", "we use twenty newsgroups."),
    ("digits only", "we use 2012 and 10."),
    ("an ampersand inside a title", "We analyse the <d>Health & Retirement Study</d> here."),
    ("an ampersand between names", "We use <d>KITTI</d> & <d>Cityscapes</d>."),
    ("studies joined by and", "The <d>Framingham Heart Study</d> and <d>Rotterdam Study</d> agree."),
    ("and the", "We use the <d>Continuing Survey of Food Intakes</d> and the <d>NHANES</d>."),
    ("an owner that is a part of the name", "We analyse the <d>Nurses’ Health Study</d> here."),
    ("who keeps the data", "From the <d>Census Bureau</d>’s <d>Consolidated Funds Report</d>."),
    ("a possessive", "We read <d>FooBank</d>’s tables and <d>FooBank</d>'s texts."),
    ("a possessive inside a name", "We read <d>Fisher’s Iris</d> here."),
    ("a first word that owns", "It’s so. Germany's banks fail."),
    ("the end of a quotation", "The names '<d>Adults</d>' <d>Income</d> are printed."),
    ("cells of a table", "<d>KITTI</d>\t12.5\n<d>WikiText 2</d>\t9"),
    ("a first cell in title case", "<d>Cityscapes</d>\t12.5"),
    ("a cell that is a sentence", "This cell says at length what We did with KITTI and why\t9"),
    ("a cell with a marker", "<d>KITTI</d> [b1]\t9"),
]


@pytest.mark.parametrize(("why", "source"), SENTENCES, ids=[why for why, _ in SENTENCES])
def test_candidates(why: str, source: str, marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    case = marked(source, title="a study of things")
    found = find_candidates(document(case.paper))
    spans = sorted(span for candidate in found.values() for span in candidate.spans)
    assert [case.paper.quote(s) for s in spans] == case.surfaces
    assert spans == case.spans


def test_spellings_with_one_key_are_one_candidate(marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    case = marked("We use <d>WikiText-2</d>, that is <d>WikiText 2</d>, or <d>WikiText-2</d>.")
    found = find_candidates(document(case.paper))["wikitext 2"]
    assert found.surfaces == {"WikiText-2": 2, "WikiText 2": 1}
    assert found.spans == case.spans
