"""Names of the catalogue in text: which spellings count, which are common words, which are parts of other names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.extraction.known_names import KnownNames
from kg.model import Catalogue, Dataset

# Every mention that must be found is marked, and no other may be.
SENTENCES = [
    ("as listed", "We use <d id=cifar-10>CIFAR-10</d>."),
    ("another hyphen", "We use <d id=cifar-10>CIFAR‐10</d> and <d id=cifar-100>CIFAR–100</d>."),
    ("a space for a hyphen", "We use <d id=cifar-10>CIFAR 10</d>."),
    ("drawn together", "We use <d id=cifar-10>CIFAR10</d> and <d id=vot2015>VOT2015</d>."),
    ("drawn apart", "We track on <d id=vot2015>VOT 2015</d>."),
    ("other capitals", "We use <d id=cifar-10>cifar-10</d> and <d id=cifar-100>Cifar-100</d>."),
    ("other capitals of one word", "We use <d id=imagenet-1k>Imagenet</d>."),
    ("over the end of a line", "We use the <d id=ptb>Penn\nTreebank</d>."),
    ("longest name wins", "We test on <d id=cifar-10-c>CIFAR-10-C</d>."),
    ("longest name wins, with a version", "We test on <d id=pascal-voc-2007>PASCAL VOC 2007</d>."),
    ("digits are not cut", "We test on CIFAR-1000 and on VOT2016."),
    ("a common word", "The results drop by a point."),
    ("a common word as a name", "We report results on <d id=drop>DROP</d>."),
    ("a common word in title case", "Drop out rates are high."),
    ("common words", "People ask natural questions."),
    ("common words as a name", "We evaluate on <d id=natural-questions>Natural Questions</d>."),
    ("a long name in lower case", "Data are from the <d id=nhis>national health interview survey</d> of 2012."),
    ("a short name in lower case", "We ask mr Smith about ptb."),
    ("a short name as listed", "We classify <d id=mr>MR</d>."),
    ("a suffix that says what is done with it", "An <d id=imagenet-1k>ImageNet</d>-trained network."),
    ("a suffix that makes a name of its own", "We train on ImageNet-LT."),
    ("a prefix that makes a name of its own", "We train on Stylized-ImageNet and mini-ImageNet."),
    ("inside of a longer word", "We train on MyCIFAR-10 and on ImageNette."),
    ("elliptic, with and", "We use <d id=cifar-10>CIFAR-10</d> and -<d id=cifar-100>100</d>."),
    ("elliptic, with a slash", "We use <d id=cifar-10>CIFAR-10</d>/<d id=cifar-100>100</d>."),
    ("elliptic years", "We use <d id=pascal-voc-2007>VOC 2007</d>/<d id=pascal-voc-2012>2012</d>."),
    ("a number behind a conjunction", "We use <d id=cifar-10>CIFAR-10</d> and 50 others."),
    ("elliptic, drawn together", "We use <d id=cifar-10>CIFAR10</d>/<d id=cifar-100>100</d>."),
    ("elliptic years, drawn together", "On <d id=pascal-voc-2007>VOC2007</d>/<d id=pascal-voc-2012>2012</d> it works."),
    ("elliptic samples", "On <d id=cifar-10>CIFAR-10</d>/<d id=cifar-100>100</d> samples it works."),
    ("elliptic in a list", "On <d id=cifar-10>CIFAR-10</d>, <d id=cifar-100>100</d> and others it works."),
    ("elliptic years of images", "On <d id=pascal-voc-2007>VOC 2007</d> and <d id=pascal-voc-2012>2012</d> images."),
    ("a number of clients", "For <d id=cifar-10>CIFAR-10</d>, 100 clients are sampled."),
    ("a number of epochs", "We use <d id=cifar-10>CIFAR-10</d>, 100 training epochs and a batch of 10."),
    ("a share", "We use <d id=cifar-10>CIFAR-10</d> and 100% of <d id=drop>DROP</d>."),
    ("a number of labels", "We use <d id=cifar-10>CIFAR-10</d> and 100 labels."),
    ("over the end of a sentence", "It is about CIFAR. 10 of them fail."),
    ("in an enumeration", "We use CIFAR, 10 samples each."),
    ("version in brackets", "We use <d id=nyu-v2>NYU Depth (v2)</d>."),
    ("in a table", "data\tscore\n<d id=cifar-10>CIFAR-10</d>\t9\n<d id=imagenet-1k>ILSVRC</d>\t8"),
    ("with a possessive", "<d id=imagenet-1k>ImageNet</d>'s classes are many."),
    ("with a plus that is no part of it", "We use <d id=cifar-10>CIFAR-10</d>+."),
    (
        "version numbers",
        "On <d id=squad-1.1>SQuAD 1.1</d>, <d id=squad-1.1>SQuAD1.1</d>, <d id=squad-2.0>SQuAD 2.0</d>.",
    ),
]


@pytest.mark.parametrize(("why", "source"), SENTENCES, ids=[why for why, _ in SENTENCES])
def test_names_found(
    why: str, source: str, marked: Callable[..., Any], document: Callable[..., Any], known_names: KnownNames
) -> None:
    case = marked(source)
    found = known_names.find(document(case.paper))
    families = {"cifar", "pascal-voc"}
    got = [(n.surface, n.ids[0], n.span) for n in found if n.ids[0] not in families]
    assert got == [(e.surface, e.id, e.span) for e in case.expected]


NAMES = [
    ("imagenet", ("imagenet-1k",), False),
    ("ILSVRC_2012", ("imagenet-1k",), False),
    ("Adult", ("adult",), True),
    ("adult income", ("adult",), False),
    ("unheard of", (), True),
]


@pytest.mark.parametrize(("name", "ids", "in_context"), NAMES)
def test_denoted(name: str, ids: tuple[str, ...], in_context: bool, known_names: KnownNames) -> None:
    assert known_names.denoted(name) == (ids, in_context)


BROKEN = [
    ("Im-ageNet", ("imagenet-1k",)),
    ("Ima‐genet", ("imagenet-1k",)),
    ("IMA-GENET", ("imagenet-1k",)),
    ("Image-Nets", ()),
    ("nat-ural questions", ()),  # small letters: words, not the name
    ("CIFAR-1-0", ()),  # a hyphen between digits is no break
]


@pytest.mark.parametrize(("surface", "ids"), BROKEN)
def test_a_name_broken_at_the_end_of_a_line(surface: str, ids: tuple[str, ...], known_names: KnownNames) -> None:
    assert known_names.rejoined(surface) == ids


def test_names_in_context_say_so(
    marked: Callable[..., Any], document: Callable[..., Any], known_names: KnownNames
) -> None:
    found = known_names.find(document(marked("We use Adult and CIFAR-10.").paper))
    assert [(n.surface, n.in_context) for n in found] == [("Adult", True), ("CIFAR-10", False)]


def test_text_outside_of_passages_is_not_read(
    marked: Callable[..., Any], document: Callable[..., Any], known_names: KnownNames
) -> None:
    paper = marked("We use CIFAR-10.").paper
    assert known_names.find(document(replace(paper, passages=()))) == []


def test_a_name_of_signs_alone_is_never_found(marked: Callable[..., Any], document: Callable[..., Any]) -> None:
    signs = KnownNames(Catalogue({"signs": Dataset("signs", "-?-"), "xset": Dataset("xset", "XSet")}, {}), frozenset())
    assert [n.surface for n in signs.find(document(marked("We use -?- and XSet.").paper))] == ["XSet"]


POSSESSIVES = [
    ("ImageNet's classes", ["ImageNet"]),
    ("ImageNet’s classes", ["ImageNet"]),
    ("ImageNet-S and ImageNet S", ["ImageNet-S", "ImageNet S"]),
    ("Ann's MNIST", ["MNIST"]),
    ("'S-MNIST'", ["S-MNIST"]),
    ("AG's texts and AG’s News", ["AG's", "AG’s News"]),
    ("AG's News's texts", ["AG's News"]),
]


@pytest.mark.parametrize(("text", "expected"), POSSESSIVES)
def test_a_possessive_is_no_part_of_a_name(
    text: str, expected: list[str], marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    names = KnownNames(
        _catalogue("ImageNet", "ImageNet-S", "AG's", "AG's News", "AG's News S", "MNIST", "S-MNIST"), frozenset()
    )
    assert [n.surface for n in names.find(document(marked(f"We use {text}.").paper))] == expected


def _catalogue(*names: str) -> Catalogue:
    return Catalogue({name: Dataset(name, name) for name in names}, {})


ELLIPTIC = [
    ("VOC07+12", ["VOC07", "12"]),
    ("VOC07 + 12", ["VOC07", "12"]),
    ("VOT2015/2016", ["VOT2015", "2016"]),
    ("VOT 2015 and 2016", ["VOT 2015", "2016"]),
    ("XQ2/3", ["XQ2"]),
]


@pytest.mark.parametrize(("text", "expected"), ELLIPTIC)
def test_a_second_name_behind_one_drawn_together(
    text: str, expected: list[str], marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    names = KnownNames(_catalogue("VOC07", "VOC12", "VOT2015", "VOT2016", "XQ2"), frozenset())
    assert [n.surface for n in names.find(document(marked(f"We use {text} here.").paper))] == expected


LISTED = [
    ("the Survey of Health, Ageing and Homes", ["Survey of Health, Ageing and Homes"]),
    ("the survey of health,\nageing and homes", ["survey of health,\nageing and homes"]),
    ("the Survey of Health. Ageing and Homes", []),
    ("Yahoo\n\n\nAnswers", []),
    ("the task of Asking Any Question (AAQ)", []),
    ("Yahoo! Answers", ["Yahoo! Answers"]),
    ("Yahoo? Answers", []),
    ("O*NET", ["O*NET"]),
    ("1982 Pelotas (Brazil) Cohort", ["1982 Pelotas (Brazil) Cohort"]),
    ("(1982 Pelotas (Brazil) Cohort)", ["1982 Pelotas (Brazil) Cohort"]),
    ("Text: A Part (Small)", ["Text: A Part (Small)"]),
    ("Text; A Part (Small)", []),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_a_name_with_marks_inside_is_found_as_the_catalogue_prints_it(
    text: str, expected: list[str], marked: Callable[..., Any], document: Callable[..., Any]
) -> None:
    listed = ["Survey of Health, Ageing and Homes", "Yahoo! Answers", "O*NET", "1982 Pelotas (Brazil) Cohort"]
    listed += ["Text: A Part (Small)", "Yahoo Answers", "Asking Any Question (AAQ)"]
    names = KnownNames(_catalogue(*listed), frozenset())
    assert [n.surface for n in names.find(document(marked(f"We use {text} here.").paper))] == expected
