"""What the program makes of two names alone: each in a paper of two sentences, extracted and resolved as in a build."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extraction import Extractor
from kg.extraction.candidates import Candidate
from kg.extraction.extractor import MADE_BY
from kg.extraction.naming import Named, name_datasets
from kg.model import Evidence, Identity, Paper, Passage, Record, Span, Use
from kg.names import name_key
from kg.resolution import Joined, identity_of, join
from kg.resolution.relating import Kinship, relation_of

_BEFORE = "We train and test our model on "
_BEHIND = ". Table 2 shows the results of all methods."
_GIVEN = 0.9  # the detector's score of a name that is a dataset's beyond doubt


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names relate, left to right; "inverse" where the right one is what comes from the left one."""

    relation: Kinship
    left: str
    right: str
    joined: Joined
    identity: Identity


def compare_names(left: str, right: str, extractor: Extractor) -> Comparison:
    """The relation of the datasets that two names denote where nothing else is known of the papers that print them."""
    records = [name_record(name, paper, extractor) for name, paper in ((left, "left"), (right, "right"))]
    return compare_records(records[0], records[1], extractor)


def compare_records(left: Record, right: Record, extractor: Extractor) -> Comparison:
    """The relation of the first datasets of two records, resolved together."""
    records = [replace(r, paper=replace(r.paper, id=side)) for r, side in ((left, "left"), (right, "right"))]
    joined = join(records, extractor.catalogue)
    identity = identity_of(joined)
    ids = [identity.of_use[side, 0] for side in ("left", "right")]
    return Comparison(relation_of(ids[0], ids[1], identity.datasets), ids[0], ids[1], joined, identity)


def name_record(name: str, paper: str, extractor: Extractor) -> Record:
    """The record of a paper that says no more than that it uses a dataset of this name; its first use is that one.

    Whether the name is one of a dataset is taken as given; which dataset it is, is decided as in any paper.
    """
    text = _BEFORE + name + _BEHIND
    passage = Passage("body", "Experiments", Span(0, len(text)))
    reading = extractor.read(Paper(paper, paper, "", (), None, (), text, (passage,), (), ()))
    place = Span(len(_BEFORE), len(_BEFORE) + len(name))
    key = name_key(name)
    candidate = Candidate(key, [place], {name: 1})
    named = name_datasets(
        reading.document,
        extractor.catalogue,
        reading.known,
        {key: (candidate, _GIVEN)},
        {key: _GIVEN},
        extractor.listed([key]),
        reading.long_forms,
        reading.works,
    )
    uses = tuple(_use(n, place) for n in sorted(named, key=lambda n: -_covered(n, place)))
    bare = replace(reading.document.paper, text="", passages=())
    return Record(bare, uses, MADE_BY)


def _covered(named: Named, place: Span) -> int:
    return max((m.span.end - m.span.start for m in named.mentions if m.span.overlaps(place)), default=0)


def _use(named: Named, place: Span) -> Use:
    evidence = Evidence(named.name, place)
    return Use(
        named.name, named.surfaces, named.known_as, "dataset", (), True, False, evidence, None, (), (), named.score
    )
