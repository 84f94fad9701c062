"""Reference lists that are broken: nothing is lost, nothing is invented, through the whole of extraction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.extraction import Extractor
from kg.model import Paper, Record, Reference
from kg.readers import read

DENG = Reference(
    "b1",
    "J. Deng et al. ImageNet: A large-scale hierarchical image database. CVPR 2009.",
    "ImageNet: A large-scale hierarchical image database",
    ("J. Deng",),
    2009,
)
TEXT = "We train and evaluate our networks on the ImageNet dataset [b1]."


@pytest.fixture
def extracted(marked: Callable[..., Any], extractor: Extractor) -> Callable[..., Record]:
    """The function (source, references) -> the record of a paper with that list."""

    def run(source: str, *references: Reference) -> Record:
        return extractor.extract(replace(marked(source).paper, references=references))

    return run


def cited(record: Record) -> set[tuple[str, str]]:
    return {(use.known_as, citation.reference) for use in record.uses for citation in use.citations}


def sound(record: Record, paper: Paper) -> None:
    """Whatever is cited or stands nearby is an entry of the list, and the list is all there."""
    keys = {reference.key for reference in paper.references}
    assert record.paper.references == paper.references
    for use in record.uses:
        assert {c.reference for c in use.citations} <= keys
        assert {n.reference for n in use.nearby} <= keys
        assert not {c.reference for c in use.citations} & {n.reference for n in use.nearby}


OTHER = Reference("b2", "A. Author. On cats. 2001.", "On cats", ("A. Author",), 2001)
LISTS = [
    ("whole", TEXT, (DENG, OTHER), {("imagenet-1k", "b1")}),
    ("one key twice, with one entry", TEXT, (DENG, DENG), {("imagenet-1k", "b1")}),
    ("two entries under one key", TEXT, (DENG, replace(OTHER, key="b1")), {("imagenet-1k", "b1")}),
    ("a marker without an entry", TEXT.replace("[b1]", "[b9]"), (OTHER,), set()),
    ("no list at all", TEXT, (), set()),
    ("an entry that is never cited", TEXT.replace(" [b1]", ""), (DENG, OTHER), {("imagenet-1k", "b1")}),
    (
        "an entry that is cut off",
        TEXT,
        (replace(DENG, raw="J. Deng et al. ImageN", title="ImageN"),),
        {("imagenet-1k", "b1")},
    ),
    ("an empty entry", TEXT.replace("[b1]", "[b3]"), (Reference("b3", ""), DENG), None),
    (
        "an entry in another script",
        TEXT,
        (
            Reference(
                "b1",
                "山田太郎. 画像データベースについて. 情報処理, 2009.",
                "画像データベースについて",
                ("山田太郎",),
                2009,
            ),
        ),
        {("imagenet-1k", "b1")},
    ),
]


@pytest.mark.parametrize(("why", "source", "references", "expected"), LISTS, ids=[row[0] for row in LISTS])
def test_broken_lists(
    why: str,
    source: str,
    references: tuple[Reference, ...],
    expected: set[tuple[str, str]] | None,
    extracted: Callable[..., Record],
    marked: Callable[..., Any],
) -> None:
    record = extracted(source, *references)
    sound(record, replace(marked(source).paper, references=references))
    assert [use.known_as for use in record.uses] == ["imagenet-1k"]
    if expected is not None:
        assert cited(record) == expected


def test_three_thousand_references(extracted: Callable[..., Record]) -> None:
    many = tuple(
        Reference(f"c{n}", f"A. Author. On things, part {n}. 2001.", f"On things, part {n}") for n in range(3000)
    )
    record = extracted(TEXT, *many, DENG)
    assert len(record.paper.references) == 3001
    assert cited(record) == {("imagenet-1k", "b1")}


def test_two_entries_with_one_number_in_a_file(extractor: Extractor, tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(
        "A study of networks\n\nAbstract\n\nWe study networks.\n\n1 Introduction\n\n"
        "We train and evaluate our networks on the ImageNet dataset [1].\n\nReferences\n\n"
        f"[1] {DENG.raw}\n\n[1] A. Author. On cats. Journal of Cats, 2001.\n\n[2] B. Bauthor. On dogs. 2002.\n",
        encoding="utf-8",
    )
    paper = read(path)
    assert len({reference.key for reference in paper.references}) == len(paper.references) == 3
    record = extractor.extract(paper)
    sound(record, paper)
    titles = {r.key: r.raw for r in paper.references}
    assert any("ImageNet" in titles[key] for _, key in cited(record))
