"""Texts written for training: every one of them keeps the format, and what is marked is what is learned."""

from __future__ import annotations

import pytest

from training.written_texts import labelled_text, written

TEXT = """title: Walking and sleep
year: 1999
datasets:
tac = dataset used | refs 1, 2
medline = source mentioned

# Abstract
We read the [[Tynemouth Ageing Cohort|tac]]
([[TAC|tac]]) [1-2] and not [[MEDLINE|medline]].

# 2. Table
Table 1. Sources
[[TAC|tac]] | 1998 | 3,112

# REFERENCES
[1] Author A. The Tynemouth Ageing Cohort. Age 1990;1:1.
[2] Author B. A second profile. Age 1995;1:1.
"""


def test_what_is_marked_is_read() -> None:
    labelled = labelled_text("a.txt", TEXT)
    cohort, source = labelled.datasets
    assert cohort["surfaces"] == ["Tynemouth Ageing Cohort", "TAC"]
    assert (cohort["name"], cohort["used"], cohort["introduced"]) == ("Tynemouth Ageing Cohort", True, False)
    assert [r["title"][:9] for r in cohort["references"]] == ["Author A.", "Author B."]
    assert (source["kind"], source["used"]) == ("source", False)
    assert labelled.names == {"tynemouth ageing cohort", "tac"}
    assert labelled.unsure == {"medline"}


def test_the_text_has_no_marks_left() -> None:
    paper = labelled_text("a.txt", TEXT).paper
    assert [(p.zone, paper.quote(p.span)) for p in paper.passages] == [
        ("title", "Walking and sleep"),
        ("abstract", "We read the Tynemouth Ageing Cohort (TAC) [1-2] and not MEDLINE."),
        ("caption", "Table 1. Sources"),
        ("table", "TAC\t1998\t3,112"),
    ]
    assert [(paper.quote(m.span), m.keys) for m in paper.markers] == [("[1-2]", ("1", "2"))]
    assert [r.key for r in paper.references] == ["1", "2"]


def test_empty_cells_of_a_table_stay_in_their_rows() -> None:
    text = TEXT.replace("[[TAC|tac]] | 1998 | 3,112", " | Wave | Persons\n[[TAC|tac]] | 1998 |\n | 2001 | 2,806")
    paper = labelled_text("a.txt", text).paper
    assert paper.quote(paper.passages[-1].span) == "\tWave\tPersons\nTAC\t1998\t\n\t2001\t2,806"


@pytest.mark.parametrize("broken", [TEXT.replace("|medline]]", "|medlars]]"), TEXT.replace("medline = ", "mdl = ")])
def test_a_name_that_is_not_declared(broken: str) -> None:
    with pytest.raises(ValueError, match=r"a\.txt: declared and marked datasets differ"):
        labelled_text("a.txt", broken)


def test_the_texts_keep_the_format() -> None:
    for labelled in written():
        assert "[[" not in labelled.paper.text and "]]" not in labelled.paper.text, labelled.paper.source
        cited = {key for marker in labelled.paper.markers for key in marker.keys}
        listed = {reference.key for reference in labelled.paper.references}
        assert not listed or cited <= listed, labelled.paper.source
