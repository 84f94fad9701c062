"""Which references a paper cites for a dataset, which stand nearby and were not taken, and why."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extraction.linear import LinearModel
from kg.extraction.pairing import Meeting, Pair
from kg.model import Basis, Citation, Nearby, Paper, Span

_MOST = 4  # citations of one dataset; papers that cite more list other people's uses of it
_NEAR = 80  # characters between a mention and a marker that a reader would look at


def cite(pairs: Iterable[Pair], model: LinearModel, paper: Paper) -> tuple[tuple[Citation, ...], tuple[Nearby, ...]]:
    """The citations of one dataset, best first, and the references nearby that are not meant for it."""
    scored = sorted(((model.probability(p.features), p) for p in pairs), key=lambda s: (-s[0], s[1].reference.key))
    taken = [pair for p, pair in scored if _is_own(pair) or (p >= model.threshold and _may_be_listed(pair))]
    citations = tuple(_citation(pair, paper) for pair in taken[:_MOST])
    chosen = {c.reference for c in citations}
    nearby = tuple(
        n for _, pair in scored if pair.reference.key not in chosen and (n := _nearby(pair, paper)) is not None
    )
    return citations, nearby


def _is_own(pair: Pair) -> bool:
    """Whether this is the dataset's own publication and no other reference stands with the dataset.

    Such an entry is cited for the dataset by definition, whatever the marker is meant for; where another reference
    stands with the dataset, an entry that the catalogue also accepts may be there for something else.
    """
    return "own work" in pair.features and not pair.features["another beside"]


def _may_be_listed(pair: Pair) -> bool:
    """Whether a reference that never stands near the dataset looks like its own publication, by its title."""
    if pair.meetings or "own work" in pair.features:
        return True
    return "title opens with name" in pair.features or (
        "name in title" in pair.features and bool(pair.features["title of data"])
    )


def _citation(pair: Pair, paper: Paper) -> Citation:
    meant = [m for m in pair.meetings if _meant(m)]
    if meant:
        meeting = min(meant, key=lambda m: (len(m.between), m.mention.span))
        printed = paper.quote(meeting.marker.span)
        reason = f"stands with {meeting.mention.surface!r}"
        return Citation(pair.reference.key, "attached", printed, reason, meeting.marker.span)
    place = _first_marker(pair.reference.key, paper)
    basis: Basis = "listed"
    if "own work" in pair.features:
        reason = "is the dataset's own publication"
    elif "name in title" in pair.features:
        reason = "has the dataset's name in its title"
    else:
        reason = "is cited beside it"
    return Citation(pair.reference.key, basis, paper.quote(place) if place else "", reason, place)


def _meant(meeting: Meeting) -> bool:
    """Whether the marker at this place is meant for the dataset, not for another name that stands closer to it."""
    return meeting.adjacent or (not meeting.owner and meeting.markers_between == 0) or meeting.aligned


def _first_marker(key: str, paper: Paper) -> Span | None:
    return next((m.span for m in paper.markers if key in m.keys), None)


def _nearby(pair: Pair, paper: Paper) -> Nearby | None:
    close = [m for m in pair.meetings if len(m.between) <= _NEAR]
    if not close:
        return None
    meeting = min(close, key=lambda m: (len(m.between), m.mention.span))
    reason = f"stands with {meeting.owner!r}" if meeting.owner else "is not about the dataset"
    return Nearby(pair.reference.key, paper.quote(meeting.marker.span), reason)
