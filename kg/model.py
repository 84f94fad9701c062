"""Every value that travels between rooms: frozen dataclasses, standard library only.

Text stands once, in `Paper.text`; all else stands off from it by character offsets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Literal

Zone = Literal["title", "abstract", "body", "table", "caption", "footnote", "availability", "appendix"]
Kind = Literal["dataset", "suite", "source", "environment", "lexical"]
Basis = Literal["attached", "listed"]
Part = Literal["train", "validation", "test"]
# (left, top, right, bottom) in points from the upper left corner of a page as it is shown.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of character offsets into `Paper.text`."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text of one zone: a paragraph, a caption, a footnote, a whole table.

    `heading` is the nearest section title ("" where there is none). In a table rows end with a newline and cells are
    parted by a tab. `page` counts from 1 and is None where the format has no pages.
    """

    zone: Zone
    heading: str
    span: Span
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a paged document, or one cell of a table's row: where a span stands on paper.

    `page` counts from 1.
    """

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a paper's reference list: `raw` as printed, the other fields as parsed ("" or None where absent).

    `key` is unique in the paper: the BibTeX key, the xml:id, or the number or label printed before the entry. `doi` is
    bare and lower case ("10.1/x"), `arxiv` bare and without version ("1705.07565").
    """

    key: str
    raw: str
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """An in-text citation and the keys of the references it denotes (empty where none could be resolved)."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """One publication as read from one file.

    `id` is "arxiv:1705.07565", "doi:10.1/x" or "sha256:" with 16 digits of the file's hash, the first of these that is
    known. `source` is the file name. `identifiers` holds all that are known, as "scheme:value". `passages` and
    `markers` are in the order of the text; `lines` is empty where the format has no pages.
    """

    id: str
    source: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    identifiers: tuple[str, ...]
    text: str
    passages: tuple[Passage, ...]
    markers: tuple[Marker, ...]
    references: tuple[Reference, ...]
    lines: tuple[Line, ...] = ()

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a paper's text that names a dataset.

    `found_by` names the finder ("catalogue", "pattern", "abbreviation", "repeat"); `score` is in 0..1.
    """

    span: Span
    surface: str
    found_by: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference that a paper cites for a dataset.

    `marker` is the marker as printed ("" where the basis is "listed"), `span` its place, `reason` a short phrase that a
    reader can follow.
    """

    reference: str
    basis: Basis
    marker: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A reference whose marker stands near a dataset and was not taken, with the reason."""

    reference: str
    marker: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verbatim passage that best supports the labels of a use.

    `page` counts from 1 and is None where the format has no pages; `boxes` holds the page and box of each printed line
    that the passage stands on.
    """

    quote: str
    span: Span
    page: int | None = None
    boxes: tuple[tuple[int, Box], ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """How many items of a dataset are there to train, validate or test on."""

    part: Part
    instances: int


@dataclass(frozen=True, slots=True)
class Description:
    """What a dataset is said to be; numbers are None where not stated, `splits` holds those that are.

    `source` tells whose words `text` holds: "paper" (verbatim) or "catalogue".
    """

    text: str
    source: Literal["paper", "catalogue"]
    instances: int | None = None
    classes: int | None = None
    modality: str = ""
    splits: tuple[Split, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What one paper does with one dataset.

    `known_as` is the id of the catalogue dataset that the names and the paper's context denote, "" where the catalogue
    has none. Neither used nor introduced means: only mentioned. `confidence` is in 0..1. `addresses` are
    those on the web that the paper gives for it.
    """

    name: str
    surfaces: tuple[str, ...]
    known_as: str
    kind: Kind
    mentions: tuple[Mention, ...]
    used: bool
    introduced: bool
    evidence: Evidence
    description: Description | None
    citations: tuple[Citation, ...]
    nearby: tuple[Nearby, ...]
    confidence: float
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything extracted from one paper.

    `paper` is the paper without its body: text, passages, markers and lines are left empty. `made_by` names the program
    and its version.
    """

    paper: Paper
    uses: tuple[Use, ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record was made of: the hash of its paper's files, the fingerprint of program, catalogue and models.

    `besides` holds name and hash of every other file that holds the same paper.
    """

    sha256: str
    maker: str
    besides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A publication, shared by all papers that cite it; `key` is unique, in the catalogue or made of the content."""

    key: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    arxiv: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One real dataset, shared by all papers.

    `aliases` are safe everywhere. `context_aliases` are also common words or names of other things: they count only
    where the paper gives a cue (one of `cues`, a dataset word beside it, or an accepted work in the reference list).
    `is_family` marks a name that stands for several members ("CIFAR"). Relations hold ids of datasets, `works` the keys
    of the publications that papers accept as the citation, the preferred one first. `identifiers` are "scheme:value".
    """

    id: str
    name: str
    kind: Kind = "dataset"
    aliases: tuple[str, ...] = ()
    context_aliases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    is_family: bool = False
    part_of: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    version_of: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    url: str = ""
    description: str = ""
    instances: int | None = None
    classes: int | None = None
    modality: str = ""
    field: str = ""


@dataclass(frozen=True)
class Catalogue:
    """What is known about datasets before any paper is read."""

    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    works: Mapping[str, Work] = field(default_factory=dict)

    @cached_property
    def by_work(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the datasets that accept a work as their citation, by the key of the work."""
        found: dict[str, list[str]] = {}
        for dataset in self.datasets.values():
            for key in dataset.works:
                found.setdefault(key, []).append(dataset.id)
        return {key: tuple(ids) for key, ids in found.items()}


class Verdict(Enum):
    """What a judgement says of two datasets."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision: `left` and `right` (dataset ids or names) are the same dataset, or are not."""

    left: str
    right: str
    verdict: Verdict
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link in the chain of reasons that ties a name to a dataset."""

    left: str
    right: str
    score: float
    reason: str


@dataclass(frozen=True)
class Identity:
    """The read-only answer of resolution.

    `of_use` maps (paper id, position of the use in its record) to a dataset id; `datasets` holds every dataset that a
    use denotes and all that these relate to; `work_of` maps (paper id, reference key) to the key of a work; `steps`
    holds, by the same key as `of_use`, why the use denotes that dataset.
    """

    of_use: Mapping[tuple[str, int], str]
    datasets: Mapping[str, Dataset]
    works: Mapping[str, Work]
    work_of: Mapping[tuple[str, str], str]
    steps: Mapping[tuple[str, int], tuple[Step, ...]]

    def why(self, paper: str, position: int) -> tuple[Step, ...]:
        return self.steps.get((paper, position), ())


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, as a value in the build report."""

    path: str
    error: str
