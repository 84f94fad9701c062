"""Records of a few words: what a test of resolution says is the names, all else is the same everywhere."""

from __future__ import annotations

from kg.model import Catalogue, Citation, Dataset, Evidence, Paper, Record, Reference, Span, Use, Work

CATALOGUE = Catalogue(
    {
        d.id: d
        for d in (
            Dataset("imagenet-22k", "ImageNet-22k"),
            Dataset(
                "imagenet-1k",
                "ImageNet-1k",
                aliases=("ImageNet", "ILSVRC-2012"),
                part_of=("imagenet-22k",),
                works=("deng-2009-imagenet",),
            ),
            Dataset("mnist", "MNIST"),
            Dataset("cars", "Cars"),
        )
    },
    {
        "deng-2009-imagenet": Work(
            "deng-2009-imagenet", "ImageNet: A large-scale hierarchical image database", ("Jia Deng",), 2009
        )
    },
)


def use(*surfaces: str, known_as: str = "", cites: tuple[str, ...] = ()) -> Use:
    """A use with these names, the full one first."""
    return Use(
        name=surfaces[0],
        surfaces=surfaces,
        known_as=known_as,
        kind="dataset",
        mentions=(),
        used=True,
        introduced=False,
        evidence=Evidence(surfaces[0], Span(0, 1)),
        description=None,
        citations=tuple(Citation(key, "attached", f"[{key}]", "stands with it") for key in cites),
        nearby=(),
        confidence=0.9,
    )


def record(paper: str, *uses: Use, references: tuple[Reference, ...] = ()) -> Record:
    """A record of a paper with this id."""
    return Record(Paper(paper, f"{paper}.pdf", f"Paper {paper}", (), 2020, (), "", (), (), references), uses, "toy")
