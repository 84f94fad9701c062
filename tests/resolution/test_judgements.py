"""Judgements written and read back; a broken row is refused with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import JudgementError
from kg.model import Judgement, Verdict
from kg.names import name_key
from kg.resolution import read_judgements, write_judgements

SAME = Judgement("Char PTB", "penn-treebank", Verdict.SAME, "same text, split in characters", "ann", "2024-05-01")
DIFFERENT = Judgement("Office", "Office-Home", Verdict.DIFFERENT, 'other "images"', "bob", "2024-05-02")
TEXT = write_judgements([SAME, DIFFERENT])
FIRST_ROW = TEXT.splitlines().index(next(line for line in TEXT.splitlines() if "Char PTB" in line)) + 1


def test_sorted_whatever_comes_in() -> None:
    assert write_judgements([DIFFERENT, SAME]) == TEXT
    assert read_judgements(TEXT, "j.tsv") == (SAME, DIFFERENT)
    assert read_judgements(write_judgements([]), "j.tsv") == ()


def test_sssom() -> None:
    lines = TEXT.splitlines()
    assert lines[0].startswith("#mapping_set_id: https://")
    assert lines[FIRST_ROW - 1].split("\t")[:6] == [
        "dataset:char-ptb",
        "Char PTB",
        "skos:exactMatch",
        "",
        "dataset:penn-treebank",
        "penn-treebank",
    ]
    assert lines[FIRST_ROW].split("\t")[3] == "Not"


# A name is what a paper prints on one line.
_LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20)
_NAME = _LINE.filter(bool)


_JUDGEMENT = st.builds(Judgement, _NAME, _NAME, st.sampled_from(Verdict), _LINE, _LINE, _LINE)


@given(st.lists(_JUDGEMENT, max_size=5, unique_by=lambda j: frozenset((name_key(j.left), name_key(j.right)))))
def test_round_trip(judgements: list[Judgement]) -> None:
    text = write_judgements(judgements)
    assert sorted(map(repr, read_judgements(text, "j.tsv"))) == sorted(map(repr, judgements))


def test_a_reason_of_several_lines_stands_on_one() -> None:
    judgement = Judgement("A", "B", Verdict.SAME, "first\nsecond\u2028third", "ann", "2024-05-01")
    [read] = read_judgements(write_judgements([judgement]), "j.tsv")
    assert read.reason == "first second third"


BROKEN = [
    ("too few columns", "Char PTB\tskos", "Char PTB skos", "too many or too few columns"),
    ("too many columns", "2024-05-01", "2024-05-01\t", "too many or too few columns"),
    ("no left name", "\tChar PTB\t", "\t\t", "lacks subject_label"),
    ("no right name", "\tpenn-treebank\t", "\t\t", "lacks object_label"),
    ("no predicate", "Char PTB\tskos:exactMatch", "Char PTB\t", "lacks predicate_id"),
    ("another predicate", "Char PTB\tskos:exactMatch", "Char PTB\tskos:closeMatch", "cannot read the predicate"),
    ("another modifier", "exactMatch\t\tdataset:penn", "exactMatch\tMaybe\tdataset:penn", "cannot read the predicate"),
]


@pytest.mark.parametrize(("old", "new", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_rows(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(JudgementError, match=message) as raised:
        read_judgements(TEXT.replace(old, new, 1), "j.tsv")
    assert (raised.value.path, raised.value.line) == ("j.tsv", FIRST_ROW)


PLACES = [
    ("behind empty lines and remarks", "\n# a remark\n\nno row\n", 4, "too few columns"),
    ("a quote that is not closed", '"no row\n', 1, "too few columns"),
    ("a conflict of a merge", "# a remark\n<<<<<<< HEAD\n", 2, "conflict that git could not merge"),
    ("the middle of one", "=======\n", 1, "conflict that git could not merge"),
    ("the end of one", ">>>>>>> other\n", 1, "conflict that git could not merge"),
]


@pytest.mark.parametrize(("added", "line", "message"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
@pytest.mark.parametrize("start", [FIRST_ROW, 0], ids=["among the rows", "at the beginning"])
def test_the_line_of_what_was_added_by_hand(added: str, line: int, message: str, start: int) -> None:
    lines = TEXT.splitlines(keepends=True)
    if not start and "conflict" not in message:
        start = FIRST_ROW - 1  # below the line of headings
    text = "".join([*lines[:start], added, *lines[start:]])
    with pytest.raises(JudgementError, match=message) as raised:
        read_judgements(text, "j.tsv")
    assert (raised.value.path, raised.value.line) == ("j.tsv", start + line)


@pytest.mark.parametrize("mark", ["\ufeff", "\n\n", "# a remark\n"])
def test_what_editors_leave_does_no_harm(mark: str) -> None:
    assert read_judgements(mark + TEXT.replace("\n", "\r\n"), "j.tsv") == (SAME, DIFFERENT)


CONTRARY = [
    ("the other way round", Judgement("penn-treebank", "char ptb", Verdict.DIFFERENT, "", "bob", "2024-06-01")),
    ("another date", Judgement("Char PTB", "penn-treebank", Verdict.DIFFERENT, "", "ann", "2024-06-01")),
]


@pytest.mark.parametrize("contrary", [row[1] for row in CONTRARY], ids=[row[0] for row in CONTRARY])
def test_a_pair_judged_both_ways_is_refused_with_both_lines(contrary: Judgement) -> None:
    with pytest.raises(JudgementError, match=r"line \d+ .*delete one of the two rows") as raised:
        read_judgements(write_judgements([SAME, contrary]), "j.tsv")
    assert raised.value.line == FIRST_ROW + 1


def test_a_pair_judged_twice_alike_is_no_contradiction() -> None:
    again = Judgement("penn-treebank", "Char PTB", Verdict.SAME, "me too", "bob", "2024-06-01")
    assert len(read_judgements(write_judgements([SAME, again]), "j.tsv")) == 2


def test_an_id_that_is_not_that_of_its_name_is_refused() -> None:
    with pytest.raises(JudgementError, match=r"unknown id 'dataset:no-such'.*write dataset:penn-treebank") as raised:
        read_judgements(TEXT.replace("dataset:penn-treebank", "dataset:no-such"), "j.tsv")
    assert raised.value.line == FIRST_ROW


def test_what_people_added_stays() -> None:
    lines = TEXT.splitlines()
    head, rows = lines[: FIRST_ROW - 1], lines[FIRST_ROW - 1 :]
    former = [
        *head[:-1],
        "#mapping_set_title: Ours",
        f"{head[-1]}\tconfidence\tauthor_id",
        f"{rows[0]}\t0.7\torcid:1",
        "# to be asked again",
        f"{rows[1]}\t\torcid:2",
    ]
    text = write_judgements([SAME, DIFFERENT], "\ufeff" + "\r\n".join(former))
    assert text.splitlines() == [*former[:-2], former[-1], former[-2]]
    assert write_judgements([SAME, DIFFERENT], text) == text
    assert write_judgements([SAME], text).splitlines() == former[:-1]
    changed = replace(SAME, reason="another reason")
    assert "orcid" not in write_judgements([changed], text), "the cells were those of another judgement"


def test_columns_that_others_add_are_ignored() -> None:
    lines = TEXT.splitlines()
    wider = [
        line if line.startswith("#") else f"{line}\t{'confidence' if i < FIRST_ROW - 1 else 1}"
        for i, line in enumerate(lines)
    ]
    assert read_judgements("\n".join(wider), "j.tsv") == (SAME, DIFFERENT)
