"""Longer names around known ones: which of them are datasets of their own."""

from __future__ import annotations

import pytest

from kg.extraction.known_names import KnownName
from kg.extraction.sibling_names import sibling_at
from kg.model import Catalogue, Dataset, Span

CATALOGUE = Catalogue(
    {
        d.id: d
        for d in (
            Dataset("kitti", "KITTI"),
            Dataset("tvqa", "TVQA"),
            Dataset("cifar-10", "CIFAR-10"),
            Dataset("cmrc-2018", "CMRC 2018", aliases=("CMRC",)),
            Dataset("brats", "BraTS", is_family=True),
            Dataset("nhanes", "NHANES", aliases=("NHANES 1999",), modality="survey"),
        )
    }
)

CASES = [
    ("a word that makes another set", "KITTI", "kitti", "We use Foggy KITTI here.", "Foggy KITTI"),
    ("in small letters it is what the paper does", "KITTI", "kitti", "We use noisy KITTI here.", None),
    ("at the start of a sentence, too", "KITTI", "kitti", "It ends. Noisy KITTI is used.", None),
    ("another word", "KITTI", "kitti", "We use the Popular KITTI here.", None),
    ("a plus behind a letter", "TVQA", "tvqa", "We use TVQA+ here.", "TVQA+"),
    ("a plus behind a digit is augmentation", "CIFAR-10", "cifar-10", "We use CIFAR-10+ here.", None),
    ("a plus that joins two names", "TVQA", "tvqa", "We use TVQA+KITTI here.", None),
    ("another edition", "CMRC", "cmrc-2018", "We use CMRC 2017 here.", "CMRC 2017"),
    ("the edition itself", "CMRC", "cmrc-2018", "We use CMRC 2018 here.", None),
    ("an edition of a family", "BraTS", "brats", "We use BraTS-2014 here.", "BraTS-2014"),
    ("a span of years", "BraTS", "brats", "We use BraTS 2014-2016 here.", None),
    ("a year that is only a year", "KITTI", "kitti", "We use KITTI 2014 here.", None),
    ("a wave of a survey", "NHANES", "nhanes", "We use NHANES 2005 here.", None),
]


@pytest.mark.parametrize(("name", "id_", "text", "longer"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sibling_at(name: str, id_: str, text: str, longer: str | None) -> None:
    start = text.index(name)
    known = KnownName(Span(start, start + len(name)), name, (id_,), in_context=False)
    found = sibling_at(text, known, CATALOGUE)
    assert (None if found is None else text[found.start : found.end]) == longer
