"""How a dataset and a reference stand to each other in a paper: the named features by which a citation is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extraction.document import Document
from kg.extraction.linear import Features
from kg.extraction.naming import Named
from kg.extraction.wording import DATA_NOUNS, TITLE_OF_DATA
from kg.model import Catalogue, Marker, Mention, Reference, Span
from kg.names import name_key

_WORD = re.compile(r"[A-Za-z][\w-]*|\d+")
_FARTHEST = 250  # characters between a mention and a marker
_SHORT_NAME = 2  # characters; a shorter name is no sign in a title
_METHOD_TITLE = re.compile(
    r"\b(?:networks?|learning|models?|transformers?|attention|optimi[sz]ation|gradient|recognition with|"
    r"classification with|via|using|towards?|improving|efficient)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A mention and a marker in one sentence, and the names that stand between them.

    `between` holds the text from the earlier's end to the later's start; `owner` is the name that stands last before
    the marker, as printed, where this is not the mention itself.
    """

    mention: Mention
    marker: Marker
    after: bool
    between: str
    names_between: int
    datasets_between: int
    markers_between: int
    owner: str
    aligned: bool

    @property
    def adjacent(self) -> bool:
        """Whether nothing but words for data stands between."""
        return all(w.lower() in DATA_NOUNS or w.lower() in ("the", "test") for w in _WORD.findall(self.between))


@dataclass
class Pair:
    """One dataset and one reference of the same paper, with every place where they meet."""

    named: Named
    reference: Reference
    meetings: list[Meeting] = field(default_factory=list)
    features: Features = field(default_factory=dict)


class Pairing:
    """The pairs of one paper, with their features."""

    def __init__(
        self,
        document: Document,
        found: Sequence[Named],
        name_spans: Sequence[Span],
        works: Mapping[str, tuple[str, ...]],
        catalogue: Catalogue,
        long_forms: Mapping[str, str],
    ) -> None:
        self._document = document
        self._works = works
        self._catalogue = catalogue
        self._long_forms = long_forms
        self._names = sorted(name_spans)
        self._datasets = sorted({m.span for named in found for m in named.mentions})
        self._references = {r.key: r for r in document.paper.references}
        self._title_keys = {r.key: f" {name_key(r.title or r.raw)} " for r in document.paper.references}

    def pairs_of(self, named: Named) -> list[Pair]:
        """Every reference that meets the dataset in a sentence, or that looks like its own publication."""
        pairs: dict[str, Pair] = {}
        for mention in named.mentions:
            sentence = self._document.sentence_at(mention.span)
            for marker in self._document.markers_in(sentence):
                meeting = self._meeting(mention, marker, sentence)
                for key in marker.keys:
                    if meeting is not None and key in self._references:
                        pairs.setdefault(key, Pair(named, self._references[key])).meetings.append(meeting)
        for key, reference in self._references.items():
            if self._own_work(named, key) or self._name_in_title(named, key):
                pairs.setdefault(key, Pair(named, reference))
        beside = {key for key, p in pairs.items() if any(m.after and m.adjacent for m in p.meetings)}
        for key, pair in pairs.items():
            pair.features = self._features(pair, another_beside=bool(beside - {key}))
        return list(pairs.values())

    def _meeting(self, mention: Mention, marker: Marker, sentence: Span) -> Meeting | None:
        if marker.span.overlaps(mention.span):
            return None
        after = marker.span.start >= mention.span.end
        gap = Span(mention.span.end, marker.span.start) if after else Span(marker.span.end, mention.span.start)
        if gap.end - gap.start > _FARTHEST:
            return None
        text = self._document.paper.text
        names = [s for s in _inside(self._names, gap) if not s.overlaps(mention.span)]
        before = [
            s for s in _inside(self._names, Span(sentence.start, marker.span.start)) if not s.overlaps(mention.span)
        ]
        owner = ""
        if before and (not after or before[-1].start > mention.span.end):
            owner = text[before[-1].start : before[-1].end]
        datasets = _inside(self._datasets, sentence)
        markers = [m.span for m in self._document.markers_in(sentence)]
        aligned = (
            1 < len(datasets) == len(markers)
            and mention.span in datasets
            and datasets.index(mention.span) == markers.index(marker.span)
        )
        return Meeting(
            mention,
            marker,
            after,
            text[gap.start : gap.end],
            len(names),
            len(_inside(self._datasets, gap)),
            len(self._document.markers_in(gap)),
            owner,
            aligned,
        )

    def _own_work(self, named: Named, key: str) -> bool:
        return any(named.known_as in self._catalogue.by_work.get(w, ()) for w in self._works.get(key, ()))

    def _name_in_title(self, named: Named, key: str) -> bool:
        return any(f" {name} " in self._title_keys[key] for name in self._title_names(named))

    def _title_names(self, named: Named) -> set[str]:
        names = {name_key(s) for s in named.surfaces}
        if named.known_as:
            dataset = self._catalogue.datasets[named.known_as]
            names |= {name_key(n) for n in (dataset.name, *dataset.aliases)}
        names |= {name_key(self._long_forms[n]) for n in names if n in self._long_forms}
        return {n for n in names if len(n) > _SHORT_NAME}

    def _features(self, pair: Pair, *, another_beside: bool) -> Features:
        features: Features = {}
        self._title_features(pair, features)
        own = "own work" in features
        best = 99
        for meeting in pair.meetings:
            words = len(_WORD.findall(meeting.between))
            side = "after" if meeting.after else "before"
            distance = "0" if meeting.adjacent else "near" if words <= 3 else "mid" if words <= 8 else "far"
            company = "alone" if not meeting.names_between else "dataset" if meeting.datasets_between else "name"
            features[f"{side} {distance} {company}"] = 1.0
            features[f"{side} {distance}"] = 1.0
            if meeting.markers_between:
                features[f"{side} behind {min(meeting.markers_between, 2)} markers"] = 1.0
            else:
                features[f"{side} first marker"] = 1.0
            if meeting.owner:
                features[f"{side} other owner"] = 1.0
            if meeting.aligned:
                features["aligned"] = 1.0
            features[f"keys {min(len(meeting.marker.keys), 4)}"] = 1.0
            passage = self._document.passage_at(meeting.mention.span.start)
            features[f"zone {passage.zone if passage else 'none'}"] = 1.0
            for word in _WORD.findall(meeting.between.lower())[:6]:
                features[f"{side} word {word}"] = 1.0
            if meeting.after:
                best = min(best, words)
        features["meetings"] = min(len(pair.meetings), 4) / 4
        features["never meet"] = float(not pair.meetings)
        features["closest"] = 1.0 / (1.0 + best)
        features["another beside"] = float(another_beside)
        if own:
            features[f"own work, meets {bool(pair.meetings)}, another beside {another_beside}"] = 1.0
        return features

    def _title_features(self, pair: Pair, features: Features) -> None:
        key = pair.reference.key
        title = pair.reference.title or pair.reference.raw
        known = self._works.get(key, ())
        datasets = {id_ for work in known for id_ in self._catalogue.by_work.get(work, ())}
        has_works = bool(pair.named.known_as and self._catalogue.datasets[pair.named.known_as].works)
        if pair.named.known_as in datasets:
            features["own work"] = 1.0
        elif datasets:
            features["work of another dataset"] = 1.0
        elif has_works:
            features["known dataset, other work"] = 1.0
        data_title = bool(TITLE_OF_DATA.search(title))
        method_title = bool(_METHOD_TITLE.search(title))
        features["title of data"] = float(data_title)
        features["title of method"] = float(method_title and not data_title)
        names = self._title_names(pair.named)
        inside = [n for n in names if f" {n} " in self._title_keys[key]]
        if inside:
            features["name in title"] = 1.0
            features[f"name in title, data {data_title}, method {method_title}"] = 1.0
            if any(self._title_keys[key].startswith((f" {n} ", f" the {n} ")) for n in inside):
                features["title opens with name"] = 1.0


def _inside(spans: Sequence[Span], outer: Span) -> list[Span]:
    """The sorted spans that lie inside another."""
    first = bisect_left(spans, Span(outer.start, 0))
    found: list[Span] = []
    for span in spans[first:]:
        if span.start >= outer.end:
            break
        if span.end <= outer.end:
            found.append(span)
    return found
