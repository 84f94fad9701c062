"""Which references are publications of the catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extraction.accepted_works import AcceptedWorks
from kg.model import Catalogue, Paper, Reference

BLANK = Paper("sha256:0", "a.txt", "", (), None, (), "", (), (), ())

DENG = "ImageNet: A large-scale hierarchical image database"

REFERENCES = [
    ("its title", Reference("k", "", "Learning multiple layers of features from tiny images"), ("krizhevsky",)),
    ("other capitals", Reference("k", "", "Imagenet: a Large-Scale Hierarchical Image Database."), ("deng",)),
    ("a small misprint", Reference("k", "", "ImageNet: A large-scale hierachical image database"), ("deng",)),
    (
        "an entry that was not parsed",
        Reference("k", "Deng et al. ImageNet: a large-scale hierarchical image database. CVPR 2009."),
        ("deng",),
    ),
    ("a preprint of the year before", Reference("k", "", DENG, (), 2008), ("deng",)),
    ("another year", Reference("k", "", DENG, (), 1999), ()),
    ("a short title is no part of another", Reference("k", "", "A database of birds"), ()),
    ("another work", Reference("k", "", "ImageNet classification with deep convolutional neural networks"), ()),
    ("nothing", Reference("k", ""), ()),
]


@pytest.mark.parametrize(("why", "reference", "works"), REFERENCES, ids=[c[0] for c in REFERENCES])
def test_works(why: str, reference: Reference, works: tuple[str, ...], catalogue: Catalogue) -> None:
    found = AcceptedWorks(catalogue).find(replace(BLANK, references=(reference,)))
    assert found == ({"k": works} if works else {})
