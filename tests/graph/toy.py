"""A toy library of three papers, made by hand: what its reports must say can be counted on the fingers.

ImageNet-1k is used by all three, under three names; cited as Deng 2009, as Russakovsky 2015, and once not at all.
CIFAR-10 is used by two, not cited by one and as Deng 2009 by the other, which is wrong; CIFAR-100 by one, with a
reference that denotes no known work. Toyset is introduced by the third and known to no catalogue.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.graph import cited_works, dataset_quads, judgement_quads, paper_quads, provenance_quads, work_quads
from kg.model import (
    Catalogue,
    Citation,
    Dataset,
    Description,
    Evidence,
    Identity,
    Judgement,
    Mention,
    Nearby,
    Origin,
    Paper,
    Record,
    Reference,
    Span,
    Split,
    Use,
    Verdict,
    Work,
)

DENG = Reference(
    "deng", "J. Deng et al. ImageNet: A database. CVPR 2009.", "ImageNet: A database", ("J. Deng", "W. Dong"), 2009
)
RUSSAKOVSKY = Reference("[7]", "O. Russakovsky. ImageNet challenge. IJCV 2015.", doi="10.1007/s11263-015-0816-y")
ALEXNET = Reference("[3]", "A. Krizhevsky. AlexNet. 2012.", "AlexNet", ("A. Krizhevsky",), 2012)
REPORT = Reference("k", "A. Krizhevsky & al. Tech report, 100% {unparsed}.")


def paper(number: int, year: int | None, *references: Reference) -> Paper:
    return Paper(
        id=f"arxiv:{year}.0000{number}",
        source=f"{number}.pdf",
        title=f"Paper {number}",
        authors=("Ann Lee", "Bo Li"),
        year=year,
        identifiers=(f"arxiv:{year}.0000{number}", f"doi:10.1/p{number}"),
        text="",
        passages=(),
        markers=(),
        references=references,
    )


def use(name: str, *surfaces: str, known_as: str = "", **changes: object) -> Use:
    plain = Use(
        name=name,
        surfaces=(name, *surfaces),
        known_as=known_as,
        kind="dataset",
        mentions=(Mention(Span(3, 9), name, "catalogue", 1.0),),
        used=True,
        introduced=False,
        evidence=Evidence(f"We train on {name}.", Span(0, 20), page=2, boxes=((2, (54.0, 90.5, 264.0, 100.4)),)),
        description=None,
        citations=(),
        nearby=(),
        confidence=0.9,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


RECORDS = (
    Record(
        paper(1, 2017, ALEXNET),
        (
            use("ImageNet ILSVRC-2012", known_as="imagenet-1k", nearby=(Nearby("[3]", "[3]", "stands with AlexNet"),)),
            use("CIFAR-10", known_as="cifar-10"),
        ),
        "toy 1.0",
    ),
    Record(
        paper(2, 2020, DENG, REPORT),
        (
            use(
                "ImageNet",
                known_as="imagenet-1k",
                citations=(Citation("deng", "attached", "[1]", "directly after the name", Span(30, 33)),),
                description=Description(
                    "1.2 million images in 1000 classes",
                    "paper",
                    1_200_000,
                    1000,
                    "image",
                    (Split("train", 1_100_000), Split("validation", 50_000), Split("test", 50_000)),
                ),
            ),
            use(
                "CIFAR-10",
                "Cifar10",
                known_as="cifar-10",
                citations=(Citation("deng", "attached", "[1]", "directly after the name"),),
            ),
            use(
                "CIFAR-100",
                known_as="cifar-100",
                citations=(Citation("k", "attached", "[3]", "directly after the name"),),
            ),
            use("MNIST", known_as="mnist", used=False),
        ),
        "toy 1.0",
    ),
    Record(
        paper(3, 2020, RUSSAKOVSKY),
        (
            use(
                "ILSVRC-2012",
                known_as="imagenet-1k",
                citations=(Citation("[7]", "attached", "[7]", "directly after the name"),),
            ),
            use("Toyset", introduced=True, addresses=("https://toy.example/set",)),
        ),
        "toy 1.1",
    ),
)

WORKS = {
    "deng-2009-imagenet": Work(
        "deng-2009-imagenet",
        "ImageNet: A large-scale database",
        ("Jia Deng", "Wei Dong"),
        2009,
        "CVPR",
        "10.1109/cvpr.2009.5206848",
    ),
    "russakovsky-2015-imagenet": Work(
        "russakovsky-2015-imagenet", "ImageNet challenge", ("Olga Russakovsky",), 2015, "IJCV"
    ),
    "krizhevsky-2009-learning": Work(
        "krizhevsky-2009-learning",
        "Learning multiple layers of features",
        ("Alex Krizhevsky",),
        2009,
        url="https://example.org/tr.pdf",
    ),
}

CATALOGUE = Catalogue(
    datasets={
        dataset.id: dataset
        for dataset in (
            Dataset(
                "imagenet-1k",
                "ImageNet-1k",
                aliases=("ImageNet", "ILSVRC-2012", "ImageNet-1k"),
                works=("deng-2009-imagenet", "russakovsky-2015-imagenet"),
                url="https://www.image-net.org/",
                description="Photographs of 1,000 object classes.",
                instances=1_281_167,
                classes=1000,
                modality="image",
                field="vision",
            ),
            Dataset(
                "cifar-10",
                "CIFAR-10",
                aliases=("CIFAR10",),
                context_aliases=("Cifar",),
                version_of=("cifar",),
                works=("krizhevsky-2009-learning",),
            ),
            Dataset("cifar-100", "CIFAR-100", version_of=("cifar",), works=("krizhevsky-2009-learning",)),
            Dataset("cifar", "CIFAR", is_family=True),
            Dataset("mnist", "MNIST", url="not a url"),
            Dataset("fashion-toy", "Fashion-Toy", part_of=("mnist",), derived_from=("cifar-10",)),
        )
    },
    works=WORKS,
)

IDENTITY = Identity(
    of_use={
        (record.paper.id, position): use.known_as or "toyset"
        for record in RECORDS
        for position, use in enumerate(record.uses)
    },
    datasets={**CATALOGUE.datasets, "toyset": Dataset("toyset", "Toyset")},
    works=WORKS,
    work_of={
        ("arxiv:2020.00002", "deng"): "deng-2009-imagenet",
        ("arxiv:2020.00003", "[7]"): "russakovsky-2015-imagenet",
    },
    steps={},
)

ORIGINS = {"arxiv:2020.00003": Origin("ab" * 32, "0123456789ab", (("3.tei.xml", "cd" * 32),))}

JUDGEMENTS = (
    Judgement("imagenet-1k", "ILSVRC-2012", Verdict.SAME, "one challenge, one set", "ann", "2024-05-01"),
    Judgement("cifar-10", "cifar-100", Verdict.DIFFERENT, "other classes", "ann", "2024-05-02"),
)


def all_quads() -> list[ox.Quad]:
    quads = [quad for record in RECORDS for quad in paper_quads(record, IDENTITY, ORIGINS.get(record.paper.id))]
    quads += dataset_quads(IDENTITY, CATALOGUE, RECORDS)
    quads += work_quads(IDENTITY, {key for record in RECORDS for key in cited_works(record, IDENTITY)})
    quads += judgement_quads(JUDGEMENTS, IDENTITY)
    quads += provenance_quads((record, ORIGINS.get(record.paper.id)) for record in RECORDS)
    return quads
