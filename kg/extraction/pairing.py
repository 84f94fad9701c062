"""How a dataset and a reference stand to each other in a paper: the named features by which a citation is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extraction.document import WEB_ADDRESS, Document
from kg.extraction.domains import adapted
from kg.extraction.linear import Features
from kg.extraction.meetings import Meeting, Meetings
from kg.extraction.naming import Named
from kg.extraction.word_index import WordIndex
from kg.extraction.wording import TITLE_OF_DATA
from kg.model import Catalogue, Reference, Span
from kg.names import name_key

_PLAIN_WORD = re.compile(r"(?<![\w\[/.-])[a-z]{3,}(?![\w\]/-])")
_NOT_BEHIND = 99  # words; no marker stands behind the name
_SHORT_NAME = 2  # characters; a shorter name is no sign in a title
_METHOD_TITLE = re.compile(
    r"\b(?:networks?|learning|models?|transformers?|attention|optimi[sz]ation|gradient|recognition with|"
    r"classification with|via|using|towards?|improving|efficient)\b",
    re.IGNORECASE,
)


@dataclass
class Pair:
    """One dataset and one reference of the same paper, with every place where they meet."""

    named: Named
    reference: Reference
    publishes: tuple[str, ...] = ()  # names of the datasets whose publication it is, those that the paper names
    first_marker: Span | None = None  # where the paper cites it first, for whatever it is
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
        self._references = {r.key: r for r in document.paper.references}
        self._named = {named.known_as for named in found if named.known_as}
        datasets = [m.span for named in found for m in named.mentions]
        self._meetings = Meetings(document, name_spans, datasets, self._references)
        self._addresses = {
            r.key: f" {name_key(' '.join([r.url, *WEB_ADDRESS.findall(r.raw)]))} " for r in document.paper.references
        }
        self._plain_words = frozenset(_PLAIN_WORD.findall(document.paper.text))
        self._title_keys = {r.key: f" {name_key(r.title or r.raw)} " for r in document.paper.references}
        self._keys = list(self._references)
        self._titles = WordIndex(self._title_keys[key].strip() for key in self._keys)
        self._linked = WordIndex(self._addresses[key].strip() for key in self._keys)
        self._own_works: dict[str, list[str]] = {}
        for key, works_ in works.items():
            for id_ in dict.fromkeys(i for w in works_ for i in catalogue.by_work.get(w, ())):
                self._own_works.setdefault(id_, []).append(key)
        self._first_markers: dict[str, Span] = {}
        for marker in document.paper.markers:
            for key in marker.keys:
                self._first_markers.setdefault(key, marker.span)

    def pairs_of(self, named: Named) -> list[Pair]:
        """Every reference that meets the dataset, or that looks like its own publication."""
        pairs: dict[str, Pair] = {}
        for meeting in self._meetings.of(named.mentions):
            if meeting.key in self._references:
                if meeting.key not in pairs:
                    pairs[meeting.key] = self._pair(named, meeting.key)
                pairs[meeting.key].meetings.append(meeting)
        names = self._title_names(named)
        spoken_of = {i for name in names for index in (self._titles, self._linked) for i in index.holding(name)}
        for key in (*self._own_works.get(named.known_as, ()), *(self._keys[i] for i in sorted(spoken_of))):
            if key not in pairs:
                pairs[key] = self._pair(named, key)
        beside = {key for key, p in pairs.items() if any(m.after and m.adjacent for m in p.meetings)}
        for key, pair in pairs.items():
            features = self._features(pair, names, another_beside=len(beside) > (key in beside))
            pair.features = adapted(features, of_learning=self._document.of_learning)
        return list(pairs.values())

    def _pair(self, named: Named, key: str) -> Pair:
        published = dict.fromkeys(i for w in self._works.get(key, ()) for i in self._catalogue.by_work.get(w, ()))
        here = [i for i in published if i in self._named] or published
        names = tuple(self._catalogue.datasets[i].name for i in here)
        return Pair(named, self._references[key], names, self._first_markers.get(key))

    def _title_names(self, named: Named) -> set[str]:
        names = {name_key(s) for s in named.surfaces}
        if named.known_as:
            dataset = self._catalogue.datasets[named.known_as]
            names |= {name_key(n) for n in (dataset.name, *dataset.aliases)}
        names |= {name_key(self._long_forms[n]) for n in names if n in self._long_forms}
        # What the paper prints in lower case too ("protein") is a word in titles.
        return {n for n in names if len(n) > _SHORT_NAME and n not in self._plain_words}

    def _features(self, pair: Pair, names: set[str], *, another_beside: bool) -> Features:
        features: Features = {}
        self._title_features(pair, names, features)
        own = "own work" in features
        best = _NOT_BEHIND
        for meeting in pair.meetings:
            features.update(dict.fromkeys(self._meeting_features(meeting), 1.0))
            if meeting.after and meeting.manner == "sentence":
                best = min(best, len(meeting.words) + meeting.names_between)
        features["meetings"] = min(len(pair.meetings), 4) / 4
        features["never meet"] = float(not pair.meetings)
        features["closest"] = 1.0 / (1.0 + best)
        features["another beside"] = float(another_beside)
        if own:
            features[f"own work, meets {bool(pair.meetings)}, another beside {another_beside}"] = 1.0
        return features

    def _meeting_features(self, meeting: Meeting) -> Iterator[str]:
        words = len(meeting.words) + meeting.names_between
        side = "after" if meeting.after else "before"
        # What stands below the name or behind its sentence is meant for it as what stands right behind it.
        elsewhere = meeting.manner != "sentence"
        if elsewhere:
            yield meeting.manner
        distance = "0" if meeting.adjacent or elsewhere else "near" if words <= 3 else "mid" if words <= 8 else "far"
        company = (
            "alone" if elsewhere or not meeting.names_between else "dataset" if meeting.datasets_between else "name"
        )
        yield f"{side} {distance} {company}"
        yield f"{side} {distance}"
        if meeting.markers_between and not elsewhere:
            yield f"{side} behind {min(meeting.markers_between, 2)} markers"
        else:
            yield f"{side} first marker"
        if meeting.owner:
            yield f"{side} other owner"
            if meeting.owner_kind:
                yield f"{side} owner is a {meeting.owner_kind}"
        if meeting.authors_named:
            yield f"{side} authors named"
        if meeting.aligned is not None:
            yield "aligned" if meeting.aligned else "misaligned"
        if meeting.listed:
            yield f"closes list, datasets {meeting.datasets_between == meeting.names_between}"
        if "\t" in meeting.between:
            yield f"{side} other cell"
        yield f"keys {min(len(meeting.marker.keys), 4)}"
        passage = self._document.passage_at(meeting.mention.span.start)
        yield f"zone {passage.zone if passage else 'none'}"

    def _title_features(self, pair: Pair, names: set[str], features: Features) -> None:
        key = pair.reference.key
        title = pair.reference.title or pair.reference.raw
        known = self._works.get(key, ())
        datasets = {id_ for work in known for id_ in self._catalogue.by_work.get(work, ())}
        has_works = bool(pair.named.known_as and self._catalogue.datasets[pair.named.known_as].works)
        if pair.named.known_as in datasets:
            features["own work"] = 1.0
        elif datasets & self._named:
            features["work of another dataset"] = 1.0
        elif datasets:
            # Its dataset is not named here: perhaps this is another name of it, which the catalogue does not hold.
            features["work of a dataset not named"] = 1.0
        elif has_works:
            features["known dataset, other work"] = 1.0
        # A page on the web may be told by its address alone ("kaggle.com/c/herbarium-2020").
        if _holds(self._addresses[key], names):
            features["name in address"] = 1.0
        if any(self._catalogue.datasets[id_].kind in ("suite", "source") for id_ in datasets):
            features["work of a collection"] = 1.0
        data_title = bool(TITLE_OF_DATA.search(title))
        method_title = bool(_METHOD_TITLE.search(title))
        features["title of data"] = float(data_title)
        features["title of method"] = float(method_title and not data_title)
        inside = [n for n in names if f" {n} " in self._title_keys[key]]
        if inside:
            features["name in title"] = 1.0
            features[f"name in title, data {data_title}, method {method_title}"] = 1.0
            if any(self._title_keys[key].startswith((f" {n} ", f" the {n} ")) for n in inside):
                features["title opens with name"] = 1.0


def _holds(key: str, names: set[str]) -> bool:
    """Whether one of the names stands in a key that has a space on either side."""
    return any(f" {name} " in key for name in names)
