"""What is different between two states of the toy library, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.changes import changes, sentences
from kg.errors import KgError
from kg.graph import dataset_quads, paper_quads, work_quads
from kg.graph.exporting import write
from kg.model import Citation, Dataset, Identity, Record
from kg.snapshots import Snapshot, snapshot, snapshot_of


def state(toy: ModuleType, records: tuple[Record, ...], identity: Identity) -> Snapshot:
    quads = [quad for record in records for quad in paper_quads(record, identity)]
    return snapshot_of(
        [*quads, *dataset_quads(identity, toy.CATALOGUE, records), *work_quads(identity, identity.works)]
    )


def said(toy: ModuleType, records: tuple[Record, ...], identity: Identity) -> list[str]:
    old, new = state(toy, toy.RECORDS, toy.IDENTITY), state(toy, records, identity)
    return list(sentences(changes(old, new), old, new))


def moved(toy: ModuleType, **datasets: str) -> Identity:
    """The toy identity with all uses of some datasets (underscores for dashes) denoting others."""
    names = {key.replace("_", "-"): value for key, value in datasets.items()}
    of_use = {use: names.get(dataset, dataset) for use, dataset in toy.IDENTITY.of_use.items()}
    more = {id_: Dataset(id_, id_.title()) for id_ in names.values() if id_ not in toy.IDENTITY.datasets}
    return replace(toy.IDENTITY, of_use=of_use, datasets={**toy.IDENTITY.datasets, **more})


def test_nothing(toy: ModuleType) -> None:
    assert said(toy, toy.RECORDS[::-1], toy.IDENTITY) == []


def test_a_paper_more_and_a_paper_less(toy: ModuleType) -> None:
    assert said(toy, toy.RECORDS[:2], toy.IDENTITY) == [
        "- paper arxiv:2020.00003: Paper 3",
        "- dataset Toyset (toyset)",
        "-1 use of ImageNet-1k in 1 paper",
        "-1 use of Toyset in 1 paper",
    ]
    old, new = state(toy, toy.RECORDS[1:], toy.IDENTITY), state(toy, toy.RECORDS, toy.IDENTITY)
    assert list(sentences(changes(old, new), old, new)) == [
        "+ paper arxiv:2017.00001: Paper 1",
        "+1 use of CIFAR-10 in 1 paper",
        "+1 use of ImageNet-1k in 1 paper",
    ]


def test_two_datasets_are_one_now(toy: ModuleType) -> None:
    lines = said(toy, toy.RECORDS, moved(toy, cifar_100="cifar-10"))
    assert lines == ["merged: CIFAR-10 and CIFAR-100 are one dataset now: CIFAR-10"]


def test_one_dataset_is_two_now(toy: ModuleType) -> None:
    of_use = {**toy.IDENTITY.of_use, ("arxiv:2017.00001", 1): "cinic"}
    identity = replace(
        toy.IDENTITY, of_use=of_use, datasets={**toy.IDENTITY.datasets, "cinic": Dataset("cinic", "CINIC")}
    )
    assert said(toy, toy.RECORDS, identity) == ["split: CIFAR-10 is now CIFAR-10 and CINIC"]


def test_a_dataset_has_another_name(toy: ModuleType) -> None:
    assert said(toy, toy.RECORDS, moved(toy, toyset="playset")) == ["renamed: Toyset is now Playset"]


def test_a_use_is_of_another_dataset_and_both_remain(toy: ModuleType) -> None:
    of_use = {**toy.IDENTITY.of_use, ("arxiv:2017.00001", 0): "cifar-10"}
    assert said(toy, toy.RECORDS, replace(toy.IDENTITY, of_use=of_use)) == [
        "moved: arxiv:2017.00001 has CIFAR-10 now, and had ImageNet-1k"
    ]


def test_a_use_moves_while_others_are_merged(toy: ModuleType) -> None:
    identity = moved(toy, cifar_100="cifar-10")
    of_use = {**identity.of_use, ("arxiv:2017.00001", 1): "imagenet-1k"}
    assert said(toy, toy.RECORDS, replace(identity, of_use=of_use)) == [
        "merged: CIFAR-10 and CIFAR-100 are one dataset now: CIFAR-10",
        "moved: arxiv:2017.00001 has ImageNet-1k now, and had CIFAR-10",
    ]


def test_roles_and_citations(toy: ModuleType) -> None:
    first, second, third = toy.RECORDS
    cited = replace(second.uses[0], citations=(Citation("k", "attached", "[3]", "directly after the name"),))
    used = replace(second.uses[3], used=True)
    changed = replace(second, uses=(cited, *second.uses[1:3], used))
    assert said(toy, (first, changed, third), toy.IDENTITY) == [
        "role changed: MNIST is used in arxiv:2020.00002, and was mentioned",
        'citations changed: arxiv:2020.00002 cites "A. Krizhevsky & al. Tech report, 100% {unparsed}." '
        'for ImageNet-1k, and cited "ImageNet: A large-scale database"',
    ]


def test_a_file_says_what_the_quads_say(toy: ModuleType, tmp_path: Path) -> None:
    for name, syntax in (("a.nq", "nquads"), ("a.trig", "trig"), ("a.ttl", "turtle")):
        with (tmp_path / name).open("wb") as file:
            write(toy.all_quads(), file, syntax=syntax)
        assert snapshot(tmp_path / name) == snapshot_of(toy.all_quads())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("a.csv", "x", "is no graph"), ("a.nq", "<a> <b> .\n", "cannot be read"), (None, "", "is not a library")],
)
def test_what_is_no_graph(tmp_path: Path, name: str | None, content: str, message: str) -> None:
    path = tmp_path / (name or "nowhere")
    if name:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(KgError, match=message):
        snapshot(path)


def test_quads_of_other_graphs_say_nothing() -> None:
    node = ox.NamedNode("http://a/x")
    assert snapshot_of([ox.Quad(node, node, ox.Literal("x"), node)]) == Snapshot()
