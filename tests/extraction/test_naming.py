"""Known names and accepted candidates become groups, one a dataset; families settle, neighbours join."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest

from kg.extraction.accepted_works import AcceptedWorks
from kg.extraction.candidates import find_candidates
from kg.extraction.known_names import KnownNames
from kg.extraction.naming import name_datasets
from kg.model import Catalogue
from kg.names import name_key

Groups = list[tuple[str, tuple[str, ...]]]


@pytest.fixture
def named(
    marked: Callable[..., Any], document: Callable[..., Any], known_names: KnownNames, catalogue: Catalogue
) -> Callable[..., Groups]:
    """The function (source, accepted names, long forms) -> groups as (id, surfaces), in the order of the text."""

    def run(
        source: str,
        accepted: Collection[str] = (),
        long_forms: Mapping[str, str] | None = None,
        scores: Mapping[str, float] | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> Groups:
        doc = document(marked(source, titles).paper)
        candidates = find_candidates(doc)
        chosen = {key: (candidates[key], 0.8) for key in map(name_key, accepted)}
        certain = dict.fromkeys(candidates, 1.0) | dict(scores or {})
        groups = name_datasets(
            doc,
            catalogue,
            known_names.find(doc),
            chosen,
            certain,
            {},
            long_forms or {},
            AcceptedWorks(catalogue).find(doc.paper),
        )
        return [(g.known_as, g.surfaces) for g in groups]

    return run


PLAIN = [
    (
        "in the order of the text",
        "We use SQuAD 2.0, DROP and SQuAD 2.0.",
        [("squad-2.0", ("SQuAD 2.0",)), ("drop", ("DROP",))],
    ),
    (
        "every spelling once",
        "CIFAR-10, CIFAR10, CIFAR-10 and Cifar 10.",
        [("cifar-10", ("CIFAR-10", "CIFAR10", "Cifar 10"))],
    ),
    ("names of one dataset", "On ImageNet. It is ILSVRC.", [("imagenet-1k", ("ImageNet", "ILSVRC"))]),
    ("a family alone", "We use CIFAR here.", [("cifar", ("CIFAR",))]),
    ("a family with one member", "We use CIFAR here, CIFAR-10 that is.", [("cifar-10", ("CIFAR", "CIFAR-10"))]),
    (
        "a family with two members",
        "We use CIFAR here, both CIFAR-10 and CIFAR-100.",
        [("cifar-10", ("CIFAR-10",)), ("cifar-100", ("CIFAR-100",))],
    ),
    (
        "a family printed in full, with two members",
        "We use PASCAL VOC here, both VOC 2007 and VOC 2012.",
        [("pascal-voc", ("PASCAL VOC",)), ("pascal-voc-2007", ("VOC 2007",)), ("pascal-voc-2012", ("VOC 2012",))],
    ),
    (
        "a family with a noun for data, with two members",
        "On CIFAR datasets, both CIFAR-10 and CIFAR-100.",
        [("cifar-10", ("CIFAR-10",)), ("cifar-100", ("CIFAR-100",))],
    ),
    (
        "a family cited time and again, with two members",
        "On CIFAR [1], both CIFAR-10 and CIFAR-100. On CIFAR [1] it works.",
        [("cifar", ("CIFAR",)), ("cifar-10", ("CIFAR-10",)), ("cifar-100", ("CIFAR-100",))],
    ),
    (
        "a family cited once, with two members",
        "On CIFAR [1], both CIFAR-10 and CIFAR-100. On CIFAR it works.",
        [("cifar-10", ("CIFAR-10",)), ("cifar-100", ("CIFAR-100",))],
    ),
    (
        "a derived set is no member",
        "We use CIFAR here, and CIFAR-10-C.",
        [("cifar", ("CIFAR",)), ("cifar-10-c", ("CIFAR-10-C",))],
    ),
    ("side by side", "On ImageNet ILSVRC-2012 it works.", [("imagenet-1k", ("ImageNet ILSVRC-2012",))]),
    ("the same name twice", "On CIFAR-10 CIFAR-10 is a dataset.", [("cifar-10", ("CIFAR-10",))]),
    ("the same name over a line", "CIFAR-10\t9\tCIFAR-10\nCIFAR-10\t8\tx", [("cifar-10", ("CIFAR-10",))]),
    (
        "two names, the second one twice",
        "On ImageNet ILSVRC-2012 ILSVRC-2012 it works.",
        [("imagenet-1k", ("ImageNet ILSVRC-2012", "ILSVRC-2012"))],
    ),
    ("in brackets", "On Penn Treebank (PTB) it works.", [("ptb", ("Penn Treebank (PTB)",))]),
    ("not side by side", "On ImageNet and ILSVRC-2012 it works.", [("imagenet-1k", ("ImageNet", "ILSVRC-2012"))]),
    (
        "side by side, but two datasets",
        "On CIFAR-10 (DROP) it works.",
        [("cifar-10", ("CIFAR-10",)), ("drop", ("DROP",))],
    ),
    ("siblings", "On SQuAD 1.1 and SQuAD 2.0.", [("squad-1.1", ("SQuAD 1.1",)), ("squad-2.0", ("SQuAD 2.0",))]),
    ("a common word without a cue", "We use Adult films.", []),
    ("a common word with a cue, before a noun for data", "From UCI, the Adult dataset.", [("adult", ("Adult",))]),
]


@pytest.mark.parametrize(("why", "source", "expected"), PLAIN, ids=[why for why, _, _ in PLAIN])
def test_known_names_become_groups(why: str, source: str, expected: Groups, named: Callable[..., Groups]) -> None:
    assert named(source) == expected


LONG_FORMS = [
    ("the dataset's own", "Penn Treebank (PTB). On PTB.", {"ptb": "Penn Treebank"}, ["ptb"]),
    ("a word of its work", "Large visual database (ILSVRC).", {"ilsvrc": "Large image database"}, ["imagenet-1k"]),
    ("something else", "Pressure test bench (PTB). On PTB.", {"ptb": "pressure test bench"}, []),
    ("something else in small words", "Mean rank (MR).", {"mr": "mean rank"}, []),
]


@pytest.mark.parametrize(("why", "source", "long_forms", "ids"), LONG_FORMS, ids=[c[0] for c in LONG_FORMS])
def test_an_abbreviation_that_the_paper_defines_otherwise_is_not_the_dataset(
    why: str, source: str, long_forms: dict[str, str], ids: list[str], named: Callable[..., Groups]
) -> None:
    assert [id_ for id_, _ in named(source, long_forms=long_forms)] == ids


CANDIDATES = [
    ("alone", "We use WikiTables here.", ["WikiTables"], {}, [("", ("WikiTables",))]),
    (
        "with a noun for data",
        "We use WikiTables here. The WikiTables Corpus is large.",
        ["WikiTables"],
        {},
        [("", ("WikiTables", "WikiTables Corpus"))],
    ),
    (
        "a long form and its short form",
        "The Finnish Cancer Registry (FCR) is used. FCR is old.",
        ["Finnish Cancer Registry", "FCR"],
        {"fcr": "Finnish Cancer Registry"},
        [("", ("Finnish Cancer Registry", "FCR"))],
    ),
    (
        "a short form of a known long form",
        "Natural Questions (NQ) is used. On NQ it works.",
        ["NQ"],
        {"nq": "Natural Questions"},
        [("natural-questions", ("Natural Questions", "NQ"))],
    ),
    (
        "a derived set",
        "We use Foggy CIFAR-10 here, and CIFAR-10.",
        ["Foggy CIFAR-10"],
        {},
        [("", ("Foggy CIFAR-10",)), ("cifar-10", ("CIFAR-10",))],
    ),
    (
        "singular and plural",
        "The Large Exposures Database, or Large Exposure Database, and GLASS, or GLAS.",
        ["Large Exposures", "Large Exposure", "GLASS", "GLAS"],
        {},
        [
            ("", ("Large Exposures Database", "Large Exposure Database")),
            ("", ("GLASS",)),
            ("", ("GLAS",)),
        ],
    ),
    (
        "letters that changed places",
        "We use SQUDA there, and SQuAD 2.0, DORP and DROP.",
        ["DORP"],
        {},
        [("squad-2.0", ("SQuAD 2.0",)), ("drop", ("DORP", "DROP"))],
    ),
    (
        "a letter too many in a long name",
        "We use ImagetNet, ImageNet that is.",
        ["ImagetNet"],
        {},
        [("imagenet-1k", ("ImagetNet", "ImageNet"))],
    ),
    (
        "a letter too many in a short name",
        "We use DRROPS and DROPS, QXLI and QXELI.",
        ["DRROPS", "DROPS", "QXLI", "QXELI"],
        {},
        [("", ("DRROPS", "DROPS")), ("", ("QXLI",)), ("", ("QXELI",))],
    ),
    (
        "a name printed too often for a slip",
        "We use ImagetNet, ImagetNet, ImagetNet and ImageNet.",
        ["ImagetNet"],
        {},
        [("", ("ImagetNet",)), ("imagenet-1k", ("ImageNet",))],
    ),
    (
        "another short word is no slip",
        "We use Natural He Questions and Natural De Questions.",
        ["Natural He Questions", "Natural De Questions"],
        {},
        [("", ("Natural He Questions",)), ("", ("Natural De Questions",))],
    ),
    (
        "other digits are no slip",
        "We use Natural Questions2 and Natural Questions.",
        ["Natural Questions2"],
        {},
        [("", ("Natural Questions2",)), ("natural-questions", ("Natural Questions",))],
    ),
    (
        "a model's name around a known name",
        "We use ResNet CIFAR-10 here.",
        ["ResNet CIFAR-10"],
        {},
        [("cifar-10", ("CIFAR-10",))],
    ),
]


@pytest.mark.parametrize(
    ("why", "source", "accepted", "long_forms", "expected"), CANDIDATES, ids=[c[0] for c in CANDIDATES]
)
def test_candidates_join_groups(
    why: str,
    source: str,
    accepted: list[str],
    long_forms: dict[str, str],
    expected: Groups,
    named: Callable[..., Groups],
) -> None:
    assert named(source, accepted, long_forms) == expected


def test_the_fullest_name_is_the_name(
    marked: Callable[..., Any], document: Callable[..., Any], known_names: KnownNames, catalogue: Catalogue
) -> None:
    doc = document(marked("On ImageNet it works. We use ImageNet ILSVRC-2012, or ILSVRC-2012.").paper)
    [group] = name_datasets(doc, catalogue, known_names.find(doc), {}, {}, {}, {}, {})
    assert group.name == "ImageNet ILSVRC-2012"
    for mention in group.mentions:
        assert doc.paper.quote(mention.span) == mention.surface
