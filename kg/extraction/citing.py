"""Which references a paper cites for a dataset, which stand nearby and were not taken, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extraction.linear import LinearModel
from kg.extraction.meetings import Meeting
from kg.extraction.pairing import Pair
from kg.model import Citation, Nearby, Paper

_MOST = 4  # citations of one dataset; papers that cite more list other people's uses of it
_NEAR = 80  # characters between a mention and a marker that a reader would look at


def cite(pairs: Iterable[Pair], model: LinearModel, paper: Paper) -> tuple[tuple[Citation, ...], tuple[Nearby, ...]]:
    """The citations of one dataset, best first, and the references nearby that are not meant for it."""
    scored = sorted(((model.probability(p.features), p) for p in pairs), key=lambda s: (-s[0], s[1].reference.key))
    taken = choose(scored, model.threshold)
    citations = tuple(_citation(pair, paper) for pair in taken)
    chosen = {c.reference for c in citations}
    nearby = tuple(
        n for _, pair in scored if pair.reference.key not in chosen and (n := _nearby(pair, paper)) is not None
    )
    return citations, nearby


def choose(scored: Sequence[tuple[float, Pair]], threshold: float) -> list[Pair]:
    """The pairs of one dataset that are citations, out of all with their probabilities, best first; often none."""
    best = sorted(scored, key=lambda s: (-s[0], s[1].reference.key))
    return [pair for p, pair in best if _is_own(pair) or (p >= threshold and _may_be_listed(pair))][:_MOST]


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
        meeting = min(meant, key=lambda m: (not m.adjacent, not m.aligned, len(m.between), m.mention.span))
        printed = paper.quote(meeting.marker.span)
        return Citation(pair.reference.key, "attached", printed, _why_meant(pair, meeting), meeting.marker.span)
    place = pair.first_marker
    return Citation(pair.reference.key, "listed", paper.quote(place) if place else "", _why_listed(pair), place)


def _meant(meeting: Meeting) -> bool:
    """Whether the marker at this place is meant for the dataset, not for another name that stands closer to it."""
    return (
        meeting.adjacent
        or meeting.manner != "sentence"
        or meeting.aligned is True
        or meeting.listed
        or (not meeting.owner and meeting.markers_between == 0)
    )


def _why_meant(pair: Pair, meeting: Meeting) -> str:
    name = repr(" ".join(meeting.mention.surface.split()))
    if meeting.manner == "below":
        place = f"stands below {name} in the table"
    elif meeting.manner == "behind":
        place = f"stands in a sentence behind {name} that tells where it comes from"
    elif meeting.adjacent:
        place = f"stands right {'behind' if meeting.after else 'before'} {name}"
    elif meeting.aligned:
        place = f"has the place among the references that {name} has among the names"
    elif meeting.listed:
        place = f"stands behind a list that holds {name}"
    else:
        place = f"stands with {name}"
    if "own work" in pair.features:
        return f"{place} and is the dataset's own publication"
    return f"{place} and has its name in the title" if "name in title" in pair.features else place


def _why_listed(pair: Pair) -> str:
    if "own work" in pair.features:
        return "is the dataset's own publication"
    return "has the dataset's name in its title" if "name in title" in pair.features else "is cited beside it"


def _nearby(pair: Pair, paper: Paper) -> Nearby | None:
    close = [m for m in pair.meetings if len(m.between) <= _NEAR]
    if not close:
        return None
    meeting = min(close, key=lambda m: (len(m.between), m.mention.span))
    return Nearby(pair.reference.key, paper.quote(meeting.marker.span), _why_not(pair, meeting))


def _why_not(pair: Pair, meeting: Meeting) -> str:
    """The plainest reason first: what else the reference is, what else the marker stands with, what it lacks."""
    if pair.publishes and "own work" not in pair.features:
        return f"is the publication of {' and '.join(pair.publishes[:2])}"
    if meeting.owner:
        return f"stands with {'the ' + meeting.owner_kind + ' ' if meeting.owner_kind else ''}{meeting.owner!r}"
    if meeting.aligned is False:
        return "has the place of another name in a list"
    if meeting.markers_between:
        return "another marker stands closer to the name"
    if pair.features["another beside"]:
        return "another reference stands right with the name"
    if pair.features["title of method"]:
        return "speaks of a method, by its title"
    if not meeting.adjacent:
        return "stands in the same sentence, but not with the name"
    return "is not about the dataset, by its title"
