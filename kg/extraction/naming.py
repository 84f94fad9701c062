"""Which names of one paper speak of one dataset: known names, accepted candidates and abbreviations become groups."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.extraction.candidates import Candidate
from kg.extraction.document import Document
from kg.extraction.domains import is_at_home
from kg.extraction.known_names import KnownName
from kg.extraction.owners import Owners, bare
from kg.extraction.places import Places
from kg.extraction.record_names import with_head_noun
from kg.extraction.sibling_names import sibling_at
from kg.extraction.wording import DATA_NOUNS, DERIVING_WORDS, HEAD_NOUNS, RECORD_NOUNS
from kg.model import Catalogue, Mention, Span
from kg.names import name_key, spacings

_CERTAIN = 0.95
_IN_CONTEXT = 0.8
_BY_NAME_ALONE = 0.6
# From this score of the detector a name is a dataset's for sure: the only one that the catalogue has by that name.
_SURELY_DATA = 0.8
# Below these scores a context alias is a word, and even a safe name means something else here; the last is for papers
# of a field that seldom names data of that one: BEIR is a committee on radiation too.
_UNLIKELY = 0.05
_REFUTED = 0.1
_REFUTED_ELSEWHERE = 0.3
_TELLING_WORD = 4  # characters; shorter words say nothing about what a name means
_STEM = 5
_RARE = 2  # places; what a paper prints more often is no slip
_BESIDE = 2  # characters between a name and what is cited for it
_OFTEN_CITED = 2
_LONGEST_JOINED = 100  # characters; names in a longer row are words of a list that lost its marks


@dataclass
class Named:
    """The names and places of one dataset in one paper; `known_as` is its id in the catalogue, or ""."""

    known_as: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name that the paper prints."""
        return max(self.surfaces, key=lambda s: len(name_key(s)))

    @property
    def surfaces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.surface for m in sorted(self.mentions, key=lambda m: m.span)))

    @property
    def score(self) -> float:
        return max(m.score for m in self.mentions)


def name_datasets(
    document: Document,
    catalogue: Catalogue,
    known: Iterable[KnownName],
    accepted: Mapping[str, tuple[Candidate, float]],
    scores: Mapping[str, float],
    listed: Mapping[str, str],
    long_forms: Mapping[str, str],
    works: Mapping[str, tuple[str, ...]],
) -> list[Named]:
    """The datasets of a paper, each with all its mentions, in the order of the text.

    `accepted` holds the candidates that the detector takes for datasets, by key with its score, `scores` its score of
    all candidates, `listed` the catalogue's ids of accepted names that are printed in unusual capitals, `long_forms`
    long forms by the key of the short form, `works` the catalogue's works by the key of the reference.
    """
    meant = [n for n in known if not _means_something_else(n, catalogue, long_forms)]
    siblings = {n.span: longer for n in meant if (longer := sibling_at(document.paper.text, n, catalogue)) is not None}
    meant = [n for n in meant if n.span not in siblings]
    groups = _known_groups(document, catalogue, meant, scores, accepted, works)
    for span in siblings.values():
        surface = " ".join(document.paper.quote(span).split())
        mention = Mention(span, surface, "catalogue", _IN_CONTEXT)
        groups.setdefault(f"?{bare(name_key(surface))}", Named("")).mentions.append(mention)
    _settle_families(document, catalogue, groups)
    _join_neighbours(document, groups)
    settled = Places(m.span for g in groups.values() for m in g.mentions)
    dropped = [n.span for n in meant if not n.in_context and not settled.touching(n.span)]
    _add_candidates(document, groups, accepted, listed, long_forms, dropped)
    found = [g for g in groups.values() if g.mentions]
    return sorted(found, key=lambda g: min(m.span for m in g.mentions))


def _known_groups(
    document: Document,
    catalogue: Catalogue,
    known: Iterable[KnownName],
    scores: Mapping[str, float],
    accepted: Collection[str],
    works: Mapping[str, tuple[str, ...]],
) -> dict[str, Named]:
    groups: dict[str, Named] = {}
    unsure: list[KnownName] = []
    for name in known:
        if name.in_context or len(name.ids) > 1:
            unsure.append(name)
        else:
            _mention(groups, name.ids[0], name, _CERTAIN)
    cited = {id_ for keys in works.values() for key in keys for id_ in catalogue.by_work.get(key, ())}
    for id_ in [i for i in groups if i not in cited]:
        at_home = is_at_home(catalogue.datasets[id_].field, of_learning=document.of_learning)
        if _refuted(groups[id_], scores, _REFUTED if at_home else _REFUTED_ELSEWHERE):
            del groups[id_]
    certain = set(groups)
    cued = _Cued(catalogue, certain, cited, document.paper.text.lower())
    for name in unsure:
        safe = () if name.in_context else name.ids[:1]
        fitting = [i for i in name.ids[len(safe) :] if cued[i]]
        named = [i for i in fitting if i in certain]
        fitting = [max(named, key=lambda i: (len(groups[i].mentions), i))] if named else fitting
        likely = scores.get(name_key(name.surface), 0.0) >= _UNLIKELY or _before_data_noun(document, name.span)
        if len(fitting) == 1 and (likely or fitting[0] in certain | cited):
            _mention(groups, fitting[0], name, _IN_CONTEXT)
        elif safe:
            _mention(groups, safe[0], name, _CERTAIN)
        elif not fitting and len(name.ids) == 1 and _surely_data(name_key(name.surface), accepted, scores):
            _mention(groups, name.ids[0], name, _BY_NAME_ALONE)
    return groups


def _surely_data(key: str, accepted: Collection[str], scores: Mapping[str, float]) -> bool:
    return key in accepted and scores.get(key, 0.0) >= _SURELY_DATA


def _means_something_else(name: KnownName, catalogue: Catalogue, long_forms: Mapping[str, str]) -> bool:
    """Whether the paper defines the name as short for something that shares no word with the datasets that bear it."""
    long_form = long_forms.get(name_key(name.surface))
    if long_form is None:
        return False
    known: set[str] = set()
    for id_ in name.ids:
        dataset = catalogue.datasets[id_]
        titles = [catalogue.works[w].title for w in dataset.works if w in catalogue.works]
        for text in (dataset.name, dataset.description, *dataset.aliases, *dataset.cues, *titles):
            known.update(_stem(word) for word in name_key(text).split())
    return not {_stem(word) for word in name_key(long_form).split() if len(word) >= _TELLING_WORD} & known


def _stem(word: str) -> str:
    return word[:_STEM]


def _mention(groups: dict[str, Named], id_: str, name: KnownName, score: float) -> None:
    group = groups.setdefault(id_, Named(id_))
    group.mentions.append(Mention(name.span, name.surface, "catalogue", score))


class _Cued(dict[str, bool]):
    """Whether the paper gives a cue for a dataset, by its id; looked for once, however often the name stands there."""

    def __init__(self, catalogue: Catalogue, certain: set[str], cited: set[str], text: str) -> None:
        self._catalogue, self._named, self._certain, self._text = catalogue, certain | cited, certain, text

    def __missing__(self, id_: str) -> bool:
        dataset = self._catalogue.datasets[id_]
        related = {*dataset.part_of, *dataset.version_of, *dataset.derived_from}
        self[id_] = (
            id_ in self._named
            or bool(related & self._certain)
            or any(re.search(rf"(?<!\w){re.escape(cue.lower())}(?!\w)", self._text) for cue in dataset.cues)
        )
        return self[id_]


def _before_data_noun(document: Document, span: Span) -> bool:
    """Whether the word behind a name says that it names data ("the heart dataset")."""
    after = re.match(r"[\s(\"'”’]*([A-Za-z]+)", document.paper.text[span.end : span.end + 30])
    return after is not None and after[1].lower() in DATA_NOUNS


def _refuted(group: Named, scores: Mapping[str, float], least: float) -> bool:
    """Whether the detector says that the names mean something else; it has no word on names inside longer ones."""
    known = [scores[key] for s in group.surfaces if (key := name_key(s)) in scores]
    return bool(known) and max(known) < least


def _settle_families(document: Document, catalogue: Catalogue, groups: dict[str, Named]) -> None:
    """A family name speaks of the one member that the paper names too.

    With several members it is short for them ("on both CIFAR datasets"), unless it is printed in full or cited time and
    again: "PASCAL VOC" is a dataset of its own beside VOC 2007 and VOC 2012.
    """
    for id_ in [i for i, g in groups.items() if g.known_as and catalogue.datasets[i].is_family]:
        members = [
            other
            for other in groups
            if other != id_
            and groups[other].known_as
            and id_ in (*catalogue.datasets[other].version_of, *catalogue.datasets[other].part_of)
        ]
        if len(members) == 1:
            groups[members[0]].mentions.extend(groups.pop(id_).mentions)
        elif members and not _stands_for_itself(document, groups[id_]):
            del groups[id_]


def _stands_for_itself(document: Document, family: Named) -> bool:
    ends = [mention.span.end for mention in family.mentions]
    cited = sum(bool(document.markers_in(Span(end, end + _BESIDE))) for end in ends)
    telling = (set(name_key(surface).split()) - DATA_NOUNS - HEAD_NOUNS for surface in family.surfaces)
    return cited >= _OFTEN_CITED or any(len(words) > 1 for words in telling)


def _join_neighbours(document: Document, groups: dict[str, Named]) -> None:
    """Two names of one dataset side by side are one mention: "ImageNet ILSVRC-2012", "Penn Treebank (PTB)"."""
    text = document.paper.text
    for group in groups.values():
        joined: list[Mention] = []
        for mention in sorted(group.mentions, key=lambda m: m.span):
            last = joined[-1] if joined else None
            gap = text[last.span.end : mention.span.start] if last is not None else None
            closed = text[mention.span.end : mention.span.end + 1] == ")"
            beside = gap in (" ", "\n", "-", "/") or (gap in (" (", "\n(") and closed)
            if (
                last is not None
                and beside
                and not _repeats(last, mention)
                and mention.span.end - last.span.start <= _LONGEST_JOINED
            ):
                span = Span(last.span.start, mention.span.end + ("(" in (gap or "")))
                surface = " ".join(text[span.start : span.end].split())
                joined[-1] = Mention(span, surface, last.found_by, max(last.score, mention.score))
            else:
                joined.append(mention)
        group.mentions = joined


def _repeats(last: Mention, mention: Mention) -> bool:
    """Whether a name stands there once more, as in two rows of a table: joined, it would be a name nobody prints."""
    return f" {name_key(last.surface)}".endswith(f" {name_key(mention.surface)}")


def _add_candidates(
    document: Document,
    groups: dict[str, Named],
    accepted: Mapping[str, tuple[Candidate, float]],
    listed: Mapping[str, str],
    long_forms: Mapping[str, str],
    dropped: Iterable[Span],
) -> None:
    """Add what the detector accepted; `dropped` are places where a family name speaks of several members."""
    taken: dict[Span, list[str]] = {span: [] for span in dropped}
    for id_, group in groups.items():
        for mention in group.mentions:
            taken.setdefault(mention.span, []).append(id_)
    places = Places(taken)
    owner_of = {key: id_ for id_, g in groups.items() for m in g.mentions for key in spacings(name_key(m.surface))}
    for short, long_form in long_forms.items():
        for key, other in ((short, name_key(long_form)), (name_key(long_form), short)):
            if key in owner_of and other in accepted:
                owner_of.setdefault(other, owner_of[key])
    owners = Owners(owner_of, long_forms)
    replaced: dict[str, set[Span]] = {}
    for key, (candidate, score) in sorted(accepted.items(), key=lambda item: -len(item[0])):
        owner = owners.get(key) or listed.get(key)
        for span in candidate.spans:
            surface = " ".join(document.paper.quote(span).split())
            inner = places.touching(span)
            if inner and not _derives(surface, [document.paper.quote(other) for other in inner]):
                continue
            for known in inner:
                for id_ in taken[known]:
                    replaced.setdefault(id_, set()).add(known)
            if owner is None:
                owner = (
                    owners.of_other_form(key)
                    or owners.of_other_number(key)
                    or owners.of_longer(key)
                    or (owners.of_misprinted(key) if len(candidate.spans) <= _RARE else None)
                    or f"?{bare(key)}"
                )
            group = groups.setdefault(owner, Named("" if owner.startswith("?") else owner))
            whole = with_head_noun(document.paper.text, span)
            group.mentions.append(Mention(whole, " ".join(document.paper.quote(whole).split()), "pattern", score))
            for spaced in spacings(key) | spacings(bare(key)):
                owners.add(spaced, owner)
    for id_, spans in replaced.items():
        groups[id_].mentions = [m for m in groups[id_].mentions if m.span not in spans]


def _derives(surface: str, inner: list[str]) -> bool:
    """Whether what surrounds a known name makes another dataset of it.

    "Foggy Cityscapes", "ImageNet-LT"; and a "German credit register" is not the data set German Credit.
    """
    if surface.split()[-1] in RECORD_NOUNS:
        return True
    rest = name_key(surface)
    for name in inner:
        rest = rest.replace(name_key(name), " ")
    return any(word in DERIVING_WORDS for word in rest.split())
