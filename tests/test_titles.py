"""When two printed entries denote one publication."""

from __future__ import annotations

import pytest

from kg.model import Reference, Work
from kg.printed import printed
from kg.titles import WorkIndex, same_work, same_year


def entry(
    title: str, authors: str = "", year: int | None = None, *, doi: str = "", arxiv: str = "", raw: str = ""
) -> Reference:
    """An entry as a reader leaves it; its text is made of the fields where none is given."""
    names = tuple(filter(None, authors.split("; ")))
    text = raw or ". ".join(filter(None, [", ".join(names), title, str(year or "")]))
    return Reference("1", text, title, names, year, "", doi, arxiv)


DENG = "ImageNet: A large-scale hierarchical image database"
ADAM = "Adam: A method for stochastic optimization"

PAIRS = [
    ("case, dashes, colon", entry(DENG), entry("IMAGENET - A Large Scale Hierarchical Image Database"), True),
    ("a misprint", entry(DENG), entry("ImageNet: A large-scale hierarchial image database"), True),
    ("a telling word", entry(DENG), entry("ImageNet: A large-scale hierarchical audio database"), False),
    (
        "a prefix",
        entry("Supervised learning on graphs of words"),
        entry("Unsupervised learning on graphs of words"),
        False,
    ),
    (
        "digits",
        entry("A short note about Kinetics-600, videos"),
        entry("A short note about Kinetics-700, videos"),
        False,
    ),
    ("parts", entry("Small-step algorithms for machines, II"), entry("Small-step algorithms for machines, III"), False),
    (
        "an ordinal",
        entry("The PASCAL recognising textual entail- ment challenge"),
        entry("The second PASCAL recognising textual entailment challenge"),
        False,
    ),
    (
        "preprint and print",
        entry(ADAM, "D. Kingma; J. Ba", 2014, arxiv="1412.6980"),
        entry(ADAM, "Kingma, D.; Ba, J.", 2015),
        True,
    ),
    ("a year misread", entry(DENG, "J. Deng; W. Dong", 2009), entry(DENG, "J. Deng; W. Dong", 2006), True),
    ("nobody known, ten years apart", entry(DENG, "", 2009), entry(DENG, "", 2019), False),
    ("other authors, another year", entry(DENG, "J. Deng", 2009), entry(DENG, "B. Lee", 2011), False),
    (
        "short, without a year",
        entry("Mask R-CNN", "K. He; P. Dollár"),
        entry("Mask r-cnn", "K He; P Dollár", 2017),
        True,
    ),
    (
        "short, by others",
        entry("Deep learning", "Y. LeCun", 2015),
        entry("Deep learning", "I. Goodfellow", 2016),
        False,
    ),
    ("short and alone", entry("MNIST", raw="a"), entry("MNIST", raw="b"), False),
    (
        "a series",
        entry("Overview of the shared task on parsing", "A. B", 2004),
        entry("Overview of the shared task on parsing", "A. B", 2005),
        False,
    ),
    ("without its subtitle", entry("ImageNet", "J. Deng; W. Dong", 2009), entry(DENG, "J. Deng; W. Dong", 2009), True),
    (
        "without its short name",
        entry(ADAM, "D. Kingma; J. Ba", 2014),
        entry("A method for stochastic optimization", "D. Kingma; J. Ba", 2015),
        True,
    ),
    (
        "with the venue",
        entry(ADAM + ". In ICLR", "D. Kingma; J. Ba", 2015),
        entry(ADAM, "D. Kingma; J. Ba", 2015),
        True,
    ),
    (
        "extended by other words",
        entry("Deep learning", "Y. LeCun; G. Hinton", 2015),
        entry("Deep learning for speech", "Y. LeCun; G. Hinton", 2015),
        False,
    ),
    ("one DOI", entry("", doi="10.1/a", raw="x"), entry("Something", doi="10.1/a"), True),
    (
        "one arXiv id, another title",
        entry(ADAM, arxiv="1412.6980"),
        entry("Representations of graphs of knowledge", arxiv="1412.6980"),
        False,
    ),
    (
        "a title inside an entry",
        entry("", raw=f"J. Deng et al. {DENG}. CVPR, 2009."),
        entry(DENG, "J. Deng", 2009),
        True,
    ),
    (
        "authors read as the title",
        entry("W. Dong and K. Li", "J. Deng", 2009, raw=f"J. Deng, W. Dong and K. Li. {DENG}. CVPR 2009"),
        entry(DENG, "Jia Deng; Wei Dong; Kai Li", 2009),
        True,
    ),
    (
        "a title inside a longer one",
        entry("Panoptic segmentation", "A. Kirillov", 2019),
        entry("UPSNet: A unified panoptic segmentation network", "Y. Xiong", 2019),
        False,
    ),
    ("no title on either side", entry("In", raw="In 3"), entry("In", raw="In 4"), False),
    ("private words", entry("Private communication", "A. Yi"), entry("Private communication", "R. Bo"), False),
    (
        "in another script",
        entry("深層学習による画像認識の研究について", "山田 太郎", 2015),
        entry("深層学習による画像認識の研究について", "山田 太郎", 2015),
        True,
    ),
    ("nothing", entry(""), entry(""), False),
]


@pytest.mark.parametrize(("left", "right", "same"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_same_work(left: Reference, right: Reference, same: bool) -> None:
    one, other = printed(left, left.raw), printed(right, right.raw)
    found = same_work(one, other)
    assert (found is not None) is same
    assert (same_work(other, one) is not None) is same
    if found is not None:
        assert 0 < found.score <= 1
        assert found.reason


@pytest.mark.parametrize(("left", "right", "same"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_the_index_finds_what_is_the_same(left: Reference, right: Reference, same: bool) -> None:
    index = WorkIndex([("it", printed(right)), ("other", printed(Work("other", "Quite another publication, on cats")))])
    assert [key for key, _ in index.find(printed(left, left.raw))] == (["it"] if same else [])


def test_the_surest_comes_first() -> None:
    works = [("a", printed(entry(DENG, "B. Lee", 2009))), ("b", printed(entry(DENG, "J. Deng; W. Dong", 2009)))]
    reference = entry(DENG, "J. Deng; W. Dong", 2009)
    assert [key for key, _ in WorkIndex(works).find(printed(reference, reference.raw))] == ["b", "a"]


YEARS = [
    (2009, 2009, True),
    (2009, 2012, True),
    (2012, 2009, True),
    (2009, 2013, False),
    (None, 2009, True),
    (None, None, True),
]


@pytest.mark.parametrize(("left", "right", "same"), YEARS)
def test_same_year(left: int | None, right: int | None, same: bool) -> None:
    assert same_year(left, right) is same
