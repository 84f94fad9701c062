"""The verbatim passage that best supports what is claimed of a use."""

from __future__ import annotations

from kg.boxes import boxes
from kg.extraction.document import Document
from kg.extraction.naming import Named
from kg.extraction.wording import section_kind, speech_of
from kg.model import Evidence, Mention, Span

_LONGEST = 700  # characters
_SHORTEST = 25
_ZONES = {"body": 1.0, "abstract": 0.8, "caption": 0.7, "availability": 1.0, "footnote": 0.3, "appendix": 0.5}


def find_evidence(named: Named, document: Document, *, used: bool, introduced: bool) -> Evidence:
    """The sentence, caption or table row among the mentions that supports the role best; the earliest of equals."""
    name = named.name

    def support(mention: Mention) -> tuple[float, int]:
        sentence = document.sentence_at(mention.span)
        quote = document.paper.quote(sentence)
        passage = document.passage_at(mention.span.start)
        zone = passage.zone if passage else "body"
        kind = section_kind(passage.heading) if passage else "other"
        score = _ZONES.get(zone, 0.0)
        score += 0.5 * (mention.surface == name)
        if introduced:
            score += 2.0 * ("introduce" in speech_of(quote))
        if used:
            speech = speech_of(quote)
            score += ("employ" in speech) + 0.5 * ("evaluate" in speech)
            score += (kind in ("experiment", "data")) - 0.7 * (kind == "related") - 0.3 * ("others" in speech)
        if not _SHORTEST <= len(quote) <= _LONGEST:
            score -= 1.5
        return score, -mention.span.start

    mention = max(named.mentions, key=support)
    span = document.sentence_at(mention.span)
    if span.end - span.start > _LONGEST:
        span = Span(
            max(span.start, mention.span.start - _LONGEST // 2), min(span.end, mention.span.end + _LONGEST // 2)
        )
    passage = document.passage_at(mention.span.start)
    places = boxes(document.paper.lines, span)
    page = places[0][0] if places else passage.page if passage else None
    return Evidence(document.paper.quote(span), span, page, places)
