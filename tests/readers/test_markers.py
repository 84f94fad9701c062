"""In-text citations, found and resolved; what looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Reference
from kg.readers.markers import find_markers
from kg.readers.references import parse_reference

NUMBERED = tuple(
    Reference(str(n), f"[{n}] A. Roe. Title {n}. 2001.", authors=("A. Roe",), year=2001) for n in range(1, 41)
)
NAMED = tuple(
    parse_reference(key, raw)
    for key, raw in (
        ("deng", "J. Deng, W. Dong, and L. Fei-Fei. Imagenet. In CVPR, 2009."),
        ("deng-li", "J. Deng and K. Li. Trees. In ICCV, 2011."),
        ("deng-wu", "J. Deng and O. Wu. Roots. In ICCV, 2011."),
        ("russ-a", "O. Russakovsky, J. Deng, and H. Su. One. IJCV, 2015a."),
        ("russ-b", "O. Russakovsky, J. Deng, and H. Su. Two. IJCV, 2015b."),
        ("oord", "A. van den Oord, S. Dieleman, and H. Zen. Wavenet. 2016."),
        ("leroux", "N. Le Roux, M. Schmidt, and F. Bach. Gradients. 2012."),
        ("feifei", "L. Fei-Fei and P. Perona. Scenes. 2005."),
        ("muller", "Müller, K. (1999). Kernels. Springer."),
        ("sg", "A. Sanchez-Gonzalez, N. Heess, and J. Poe. Graphs. 2018."),
        ("who", "World Health Organization (2010). Report."),
        ("lin", "J. Lin, J. Tang, and S. Han. Weights. 2023."),
        ("chiang", "W. Lin Chiang, Z. Li, and Y. Sheng. Chat. 2023."),
        ("hinton-1", "G. Hinton. Belief nets. 2006."),
        ("hinton-2", "G. Hinton. Reducing. 2006."),
    )
)
NAMED += (Reference("cruz", "C. Cruz; Santos É. Parts. 1994.", authors=("C. Cruz",), year=1994),)
LABELLED = (Reference("DDS+09", "[DDS+09] J. Deng."), Reference("HZ16", "[HZ16] K. He."))

# The text with each marker between ⟦ and ⟧, and the keys of each.
NUMERIC = [
    ("as in ⟦[3]⟧.", ["3"]),
    ("as in ⟦[3, 5-7]⟧ and ⟦[12,1]⟧.", ["3 5 6 7", "12 1"]),
    ("CIFAR-10 ⟦[3]⟧, BSDS500 ⟦[7]⟧, Detectron2⟦[8]⟧ and t-SNE (KEMA) ⟦[9]⟧", ["3", "7", "8", "9"]),
    ("in ⟦[24, Section 3]⟧ and ⟦[see 4]⟧ and ⟦[15:p. 120]⟧", ["24", "4", "15"]),
    ("Deng et al. ⟦[3]⟧ (2009)", ["3"]),
    ("values in the range [1, 10] and x ∈ [1, 2] and w = [3] and a[1] but ⟦[2]⟧", ["2"]),
    ("the interval [0, 1], a [32x32] patch, [99], [i], Table (3), (4) and ⟦[2]⟧", ["2"]),
    ("across\nlines ⟦[3,\n4]⟧", ["3 4"]),
]
NAMES = [
    ("by ⟦Deng et al. (2009)⟧ and", ["deng"]),
    ("(⟦Deng et al., 2009⟧; ⟦Russakovsky et al., 2015a, b⟧)", ["deng", "russ-a russ-b"]),
    ("(see ⟦Deng and Li, 2011⟧, p. 4; also ⟦Deng & Wu 2011⟧)", ["deng-li", "deng-wu"]),
    ("of ⟦Deng et al. [2009]⟧ here", ["deng"]),
    ("⟦Deng et al.'s (2009)⟧ set", ["deng"]),
    (
        "by ⟦van den Oord et al. (2016)⟧, ⟦Le Roux et al. (2012)⟧, ⟦Fei-Fei and Perona (2005)⟧",
        ["oord", "leroux", "feifei"],
    ),
    ("ImageNet ⟦Deng et al. (2009)⟧ in PCB ⟦Russakovsky et al. (2015b)⟧", ["deng", "russ-b"]),
    ("(⟦Müller, 1999⟧) and (⟦Muller 1999⟧)", ["muller", "muller"]),
    ("(⟦World Health Organization, 2010⟧)", ["who"]),
    ("which of two: ⟦Hinton (2006)⟧, ⟦Russakovsky et al., 2015⟧ and ⟦Deng (2011)⟧", ["", "", ""]),
    ("unknown ⟦Zed et al. (2001)⟧ and (⟦Zed and Noe, 2004⟧)", ["", ""]),
    ("in June 2009 and CVPR (2009), Table 2009, the year 2011.", []),
    ("a hyphen lost: ⟦SanchezGonzalez et al. (2018)⟧, ⟦Gonzalez et al. (2018)⟧", ["sg", "sg"]),
    ("across ⟦Deng\net al.,\n2009⟧", ["deng"]),
    ("⟦Muller’s (1999)⟧ idea, von ⟦Muller (1999)⟧", ["muller", "muller"]),
    ("a name that another author bears in the middle: ⟦Lin et al. (2023)⟧", ["lin"]),
    ("an author whom the list's parser missed: (⟦Cruz & Santos, 1994⟧)", ["cruz"]),
]


def marked(text: str) -> tuple[str, list[str]]:
    """The text without marks, and what stood between them."""
    inside = [part.split("⟧")[0] for part in text.split("⟦")[1:]]
    return text.replace("⟦", "").replace("⟧", ""), inside


def check(text: str, keys: list[str], references: tuple[Reference, ...]) -> None:
    plain, inside = marked(text)
    found = find_markers(plain, references)
    assert [plain[m.span.start : m.span.end] for m in found] == inside
    assert [" ".join(m.keys) for m in found] == keys


@pytest.mark.parametrize(("text", "keys"), NUMERIC)
def test_numbers(text: str, keys: list[str]) -> None:
    check(text, keys, NUMBERED)


@pytest.mark.parametrize(("text", "keys"), NAMES)
def test_names(text: str, keys: list[str]) -> None:
    check(text, keys, NAMED)


def test_a_list_that_is_cut_off_still_has_its_markers() -> None:
    text = "A [40], B [41], C [3, 42], D [43-45], an image of [224, 224], y[46], E ∈ [47]."
    found = [(text[m.span.start : m.span.end], m.keys) for m in find_markers(text, NUMBERED)]
    assert found == [("[40]", ("40",)), ("[41]", ()), ("[3, 42]", ("3",)), ("[43-45]", ())]
    few = "A [40] in two sizes, [41] and [64]."
    assert [m.keys for m in find_markers(few, NUMBERED)] == [("40",)]


def test_an_entry_that_was_lost_does_not_cost_the_others() -> None:
    check("in ⟦[3, 5-7]⟧, ⟦[4, 5]⟧ and [5], [3, 99]", ["3 6 7", "4"], NUMBERED[:4] + NUMBERED[5:])


ROUND = [
    "BERT-10 ⟦(3)⟧ and ⟦(1,5-7)⟧ beat ⟦(8)⟧, but x = 10 (4) and Eq. (6).",
    "The steps (1) and (2) of cases (3), (4) beat ⟦(5)⟧, ⟦(6)⟧, ⟦(7)⟧ and ⟦(8)⟧.",
]


@pytest.mark.parametrize("text", ROUND)
def test_round_brackets_of_citations_and_of_other_things(text: str) -> None:
    plain, inside = marked(text)
    assert [plain[m.span.start : m.span.end] for m in find_markers(plain, NUMBERED[:8])] == inside


def test_a_run_of_brackets_is_one_marker() -> None:
    check("from ⟦[3]–[5]⟧ on, ⟦[7]⟧, ⟦[8]⟧", ["3 4 5", "7", "8"], NUMBERED)


def test_a_page_behind_the_year_stays_outside() -> None:
    check("(⟦Deng et al. 2009⟧, p. 4; see also ⟦Oord et al., 2016⟧)", ["deng", "oord"], NAMED)


def test_labels() -> None:
    check("in ⟦[DDS+09]⟧ and ⟦[HZ16, DDS+09]⟧, not [Foo99]", ["DDS+09", "HZ16 DDS+09"], LABELLED)


def test_round_brackets_only_where_the_paper_cites_so() -> None:
    few = NUMBERED[:6]
    citing = "as (1) and (2, 3) show, with (4-6) and Table (2), Eq. (3), x = y (5)\n"
    assert [m.keys for m in find_markers(citing, few)] == [("1",), ("2", "3"), ("4", "5", "6")]
    assert find_markers("two steps: (1) take it, (2) leave it; see [3] and [4], [5], [6]", few)[0].keys == ("3",)
    assert find_markers("only (1) first and (2) second", few) == ()


def test_printed_labels_stand_for_other_keys() -> None:
    reference = Reference("roe2001", "[1] A. Roe. Title. 2001.")
    assert [m.keys for m in find_markers("as in [1]", [reference])] == [("roe2001",)]


def test_nothing_to_resolve() -> None:
    assert find_markers("", ()) == ()
    assert [m.keys for m in find_markers("see [3] and Deng et al. (2009)", ())] == [()]


PIECES = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "3",
        "0",
        ", ",
        "-",
        "–",
        "Deng",
        " et al.",
        " and ",
        "van den ",
        "2009",
        "2015a",
        "b",
        "; ",
        ".",
        "\n",
        " ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=60), st.sampled_from([NUMBERED, NAMED, LABELLED, ()]))
def test_spans_lie_in_the_text_and_keys_exist(pieces: list[str], references: tuple[Reference, ...]) -> None:
    text = "".join(pieces)
    keys = {reference.key for reference in references}
    end = 0
    for marker in find_markers(text, references):
        assert end <= marker.span.start < marker.span.end <= len(text)
        assert set(marker.keys) <= keys
        end = marker.span.end


@pytest.mark.parametrize(
    "unit",
    ["Deng ", "Deng, ", "[1, ", "(2009", "van den ", "Deng et al. (2009), ", "A-", "[1]–", "a ", "2009 ", "Deng and "],
)
def test_long_repetitions_come_to_an_end(unit: str) -> None:
    # A pattern that backtracks would take hours for these; the benchmark of the readers tells the time.
    text = unit * (100_000 // len(unit))
    assert all(marker.span.end <= len(text) for marker in find_markers(text, NUMBERED + NAMED))
