"""What a paper does with a dataset: the named features by which use and introduction are told from mere mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.document import Document
from kg.extraction.domains import adapted
from kg.extraction.linear import Features
from kg.extraction.naming import Named
from kg.extraction.wording import section_kind, speech_of
from kg.model import Span
from kg.names import name_key

_WORD = re.compile(r"[a-z]+")
_WINDOW = 50
_OPENING = 40  # characters; a sentence with a marker so early reports what others did
_MOST_MARKERS = 4
_US = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_THEM = re.compile(r"\b(?:they|their|authors)\b", re.IGNORECASE)
_DESCRIBES = re.compile(r"\b(?:only|contains|consists of|includes|provides|images of|hours of)\b")
_TOLD = (("us", _US), ("them", _THEM), ("describes", _DESCRIBES))
_DECIMAL = re.compile(r"\d\.\d")


def role_features(named: Named, document: Document, *, paper: Features, known: bool) -> Features:
    """The features of one dataset's role in its paper; counts are of mentions, shares of them in 0..1.

    `paper` holds the features of the paper as a whole (`paper_kind.paper_features`).
    """
    counts: Counter[str] = Counter()
    for mention in named.mentions:
        counts.update(set(_place(document, mention.span)))
    total = len(named.mentions)
    features: Features = {}
    for name, count in counts.items():
        features[f"any:{name}"] = 1.0
        if not name.startswith("w:"):
            features[f"share:{name}"] = count / total
    for limit in (2, 4, 8, 16):
        features[f"mentions >= {limit}"] = float(total >= limit)
    features.update(paper)
    features["known"] = float(known)
    title = f" {name_key(document.paper.title)} "
    features["in own title"] = float(any(f" {name_key(s)} " in title for s in named.surfaces))
    first = min(m.span.start for m in named.mentions) / max(1, len(document.paper.text))
    last = max(m.span.start for m in named.mentions) / max(1, len(document.paper.text))
    features["first place"] = first
    features["last place"] = last
    return adapted(features, of_learning=document.of_learning)


def _place(document: Document, span: Span) -> list[str]:
    text = document.paper.text
    sentence = document.sentence_at(span)
    passage = document.passage_at(span.start)
    quoted = text[sentence.start : sentence.end]
    found: list[str] = []
    kind = "none"
    if passage is not None:
        kind = section_kind(passage.heading)
        found += [f"zone {passage.zone}", f"section {kind}"]
        found += _in_table(document, sentence, span) if passage.zone == "table" else _told(document, sentence)
    for speech in speech_of(quoted):
        found += [f"sentence {speech}", f"{speech} in {kind}"]
    near = text[max(sentence.start, span.start - _WINDOW) : min(sentence.end, span.end + _WINDOW)].lower()
    if document.markers_in(Span(span.start, min(sentence.end, span.end + 30))):
        found.append("marker near")
    found += [f"w:{word}" for word in set(_WORD.findall(near)) if len(word) > 1]
    before = _WORD.findall(text[max(sentence.start, span.start - 25) : span.start].lower())
    if before:
        found.append(f"w:before {before[-1]}")
    return found


def _told(document: Document, sentence: Span) -> Iterator[str]:
    """Who acts in a sentence of running text, and whether it describes."""
    markers = document.markers_in(sentence)
    yield f"markers {min(len(markers), _MOST_MARKERS)}"
    if markers and markers[0].span.start - sentence.start < _OPENING:
        yield "opens with marker"
    yield from _manner(document.paper.quote(sentence))


@lru_cache(maxsize=4096)
def _manner(quoted: str) -> tuple[str, ...]:
    told = [f"told {name}" for name, pattern in _TOLD if pattern.search(quoted)]
    if "has been" in quoted or "have been" in quoted:
        told.append("told in perfect")
    if "pretrain" in quoted.lower().replace("-", ""):
        told.append("told of pretraining")
    return tuple(told)


def _in_table(document: Document, row: Span, span: Span) -> Iterator[str]:
    """Where in a table a name stands, and whether figures stand in its row: a table of results, or of properties."""
    cell = document.cells.at(span.start)
    if cell is not None and cell.row == 0:
        yield "first row"
    if cell is not None and cell.column == 0:
        yield "first column"
    if _DECIMAL.search(document.paper.text, row.start, row.end):
        yield "row with decimals"
