"""What a candidate looks like over all its places in a paper: the named features by which the detector decides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from kg.extraction.candidates import Candidate
from kg.extraction.document import Document
from kg.extraction.domains import adapted
from kg.extraction.linear import Features
from kg.extraction.wording import (
    DATA_NOUNS,
    HEAD_NOUNS,
    OTHER_NOUNS,
    RECORD_NOUNS,
    TITLE_OF_DATA,
    section_kind,
    speech_of,
)
from kg.model import Span
from kg.names import name_key, tight_key

_WORD = re.compile(r"[^\W_]+|[(),;:]")
_WINDOW = 60  # characters each side; three words fit
_PLACES = 25  # of a frequent name the first places tell enough


# What stands between two names of one list, markers included.
_LIST = re.compile(
    r"\s*(?:(?:\[[^\]]{0,40}\]|\([^)]{0,60}\)|data ?sets?)\s*)?(?:,|/|;|&|\band\b|\bor\b|, and)\s*(?:the\s+)?"
)
_NEIGHBOURS = 12  # known names that are looked at in a sentence


class PaperClues:
    """What the paper as a whole says about names: reference titles, authors, venues, known datasets, long forms."""

    def __init__(
        self, document: Document, known: Iterable[Span], long_forms: dict[str, str], other_names: frozenset[str]
    ) -> None:
        self.other_names = other_names
        self.document = document
        self.known = sorted(known)
        self.long_forms = long_forms
        self.title_by_key = {r.key: r.title or r.raw for r in document.paper.references}
        self.surnames = {name_key(a.split()[-1]) for r in document.paper.references for a in r.authors if a.split()}
        self.venues = " | ".join(dict.fromkeys(name_key(r.venue) for r in document.paper.references if r.venue))
        self.own_title = f" {name_key(document.paper.title)} "
        self.cells = document.cells
        cells = [cell for span in self.known if (cell := self.cells.at(span.start)) is not None]
        self.known_in_row = Counter((cell.table, cell.row) for cell in cells)
        self.known_in_column = Counter((cell.table, cell.column) for cell in cells)

    def beside_in_table(self, span: Span) -> Iterable[str]:
        """What a table says of a name in it: its place, and known datasets in its row and column."""
        cell = self.cells.at(span.start)
        if cell is None:
            return
        if cell.row == 0:
            yield "first row"
        if cell.column == 0:
            yield "first column"
        at = bisect_left(self.known, Span(span.start, 0))
        itself = sum(other.overlaps(span) for other in self.known[max(0, at - 1) : at + 2])
        if self.known_in_row[cell.table, cell.row] > itself:
            yield "known name in row"
        if self.known_in_column[cell.table, cell.column] > itself:
            yield "known name in column"


def features_of(candidate: Candidate, clues: PaperClues) -> Features:
    """The features of one candidate: its shape, and in what company it stands."""
    features: Features = {}
    _shape(candidate, features)
    _whole_paper(candidate, clues, features)
    counts: Counter[str] = Counter()
    spans = candidate.spans[:_PLACES]
    for span in spans:
        counts.update(set(_place(span, clues)))
    for name, count in counts.items():
        features[f"any:{name}"] = 1.0
        if not name.startswith("w"):
            features[f"share:{name}"] = count / len(spans)
    features["places"] = min(len(candidate.spans), 10) / 10
    features["another kind of name"] = float(tight_key(candidate.key) in clues.other_names)
    features["once"] = float(len(candidate.spans) == 1)
    return adapted(features, of_learning=clues.document.of_learning, single_words=False)


def _shape(candidate: Candidate, features: Features) -> None:
    surface = max(candidate.surfaces, key=lambda s: (candidate.surfaces[s], s))
    words = candidate.key.split()
    letters = [c for c in surface if c.isalpha()]
    features[f"words:{min(len(words), 5)}"] = 1.0
    features["capitals"] = float(all(c.isupper() for c in letters))
    features["camel"] = float(bool(re.search(r"[a-z][A-Z]", surface)))
    features["titlecase"] = float(all(w[:1].isupper() and w[1:].islower() for w in surface.split()))
    features["digit"] = float(any(c.isdigit() for c in surface))
    features["year"] = float(bool(re.search(r"(?:19|20)\d\d|['’]\d\d", surface)))
    features["hyphen"] = float("-" in surface)
    features["short"] = float(len(letters) <= 2)
    features[f"last:{words[-1]}"] = 1.0
    features[f"first:{words[0]}"] = 1.0
    features[f"suffix:{candidate.key[-3:]}"] = 1.0
    features[f"prefix:{candidate.key[:3]}"] = 1.0
    features["head noun"] = float(len(words) > 1 and any(w in HEAD_NOUNS for w in words[-4:]))
    features["last is head noun"] = float(len(words) > 1 and words[-1] in HEAD_NOUNS)
    features["small letters"] = float(len(words) > 1 and words[-1] in HEAD_NOUNS and surface.split()[-1].islower())


def _whole_paper(candidate: Candidate, clues: PaperClues, features: Features) -> None:
    long_form = clues.long_forms.get(candidate.key, "")
    if long_form:
        features["has long form"] = 1.0
        words = name_key(long_form).split()
        features["long form: head noun"] = float(any(w in HEAD_NOUNS or w in DATA_NOUNS for w in words))
        features[f"long form last:{words[-1] if words else ''}"] = 1.0
    inside = f" {candidate.key} "
    named = clues.document.titles.holding(candidate.key)
    features["in reference title"] = float(bool(named))
    features["in title of data"] = float(any(TITLE_OF_DATA.search(clues.document.titled[i].title) for i in named))
    features["opens reference title"] = float(any(clues.document.titles.opens(i, candidate.key) for i in named))
    features["is surname"] = float(candidate.key in clues.surnames)
    features["in venue"] = float(candidate.key in clues.venues)
    features["in own title"] = float(inside in clues.own_title)


def _beside_known(span: Span, sentence: Span, clues: PaperClues) -> Iterable[str]:
    """Whether a known dataset is named in the same sentence, and in the same list of names."""
    first = bisect_left(clues.known, Span(sentence.start, 0))
    others = [o for o in clues.known[first : first + _NEIGHBOURS] if o.overlaps(sentence) and not o.overlaps(span)]
    if others:
        yield "sentence known name"
    text = clues.document.paper.text
    for other in others:
        left, right = sorted((span, other))
        if _LIST.fullmatch(text[left.end : right.start]):
            yield "listed with known name"
            break


def _place(span: Span, clues: PaperClues) -> Iterable[str]:
    document = clues.document
    text = document.paper.text
    sentence = document.sentence_at(span)
    passage = document.passage_at(span.start)
    before = _WORD.findall(text[max(sentence.start, span.start - _WINDOW) : span.start].lower())[-3:]
    after = _WORD.findall(text[span.end : min(sentence.end, span.end + _WINDOW)].lower())[:3]
    for i, word in enumerate(reversed(before)):
        yield f"w-{i + 1}:{word}"
    for i, word in enumerate(after):
        yield f"w+{i + 1}:{word}"
    if before and after:
        yield f"w-1+1:{before[-1]}_{after[0]}"
    if after and (after[0] in DATA_NOUNS or (after[0] == "data" and after[1:2] in (["set"], ["sets"]))):
        yield "before data noun"
    if after and (after[0] in RECORD_NOUNS or (after[0] == "data" and after[1:2] in (["file"], ["files"]))):
        yield "before record noun"
    if any(w in DATA_NOUNS for w in after[1:]):
        yield "near data noun"
    if before and before[-1] in DATA_NOUNS:
        yield "after data noun"
    if after and after[0] in OTHER_NOUNS:
        yield "before other noun"
    if passage is not None:
        yield f"zone {passage.zone}"
        yield f"section {section_kind(passage.heading)}"
    quoted = text[sentence.start : sentence.end]
    yield from (f"sentence {speech}" for speech in speech_of(quoted))
    if any(w in quoted.lower() for w in ("dataset", "data set", "corpus", "corpora", "benchmark")):
        yield "sentence data noun"
    yield from _beside_known(span, sentence, clues)
    yield from clues.beside_in_table(span)
    for marker in document.markers_in(Span(span.end, min(sentence.end, span.end + 25))):
        if re.fullmatch(r"[\s,(\[]*(?:(?:data ?)?sets?|dataset|corpus)?[\s,(\[]*", text[span.end : marker.span.start]):
            yield "before marker"
            if any(TITLE_OF_DATA.search(clues.title_by_key.get(key, "")) for key in marker.keys):
                yield "before marker of data"
        break
