"""What the tagger is told of a sentence: its text, and the names in it that are seen already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.candidates import Candidate
from kg.extraction.document import Document
from kg.extraction.known_names import KnownName
from kg.extraction.tagging import Question
from kg.model import Span
from kg.names import tight_key

_REACH = 400  # characters each side; the tagger reads no more at once


class Asking:
    """Makes questions of the sentences of one paper."""

    def __init__(
        self,
        document: Document,
        known: Iterable[KnownName],
        candidates: Iterable[Candidate],
        other_names: frozenset[str],
    ) -> None:
        self._document = document
        self._names = [(n.span, "known in context" if n.in_context else "known") for n in known]
        for candidate in candidates:
            kind = "another kind" if tight_key(candidate.key) in other_names else "candidate"
            self._names.extend((span, kind) for span in candidate.spans)
        self._names.sort()

    def about(self, sentence: Span, asked: Span) -> Question:
        """The question whether a span of a sentence names a dataset; of a long sentence the part around the span."""
        return self._question(self._around(sentence, asked), [asked])

    def _around(self, sentence: Span, asked: Span) -> Span:
        text = self._document.paper.text
        start, end = max(sentence.start, asked.start - _REACH), min(sentence.end, asked.end + _REACH)
        if start > sentence.start:
            start = text.find(" ", start, asked.start) + 1 or asked.start
        if end < sentence.end:
            end = max(asked.end, text.rfind(" ", asked.end, end))
        return Span(start, end)

    def _question(self, part: Span, asked: Sequence[Span]) -> Question:
        inside = []
        first = bisect_left(self._names, (Span(part.start, 0), ""))
        upto = bisect_left(self._names, (Span(part.end, 0), ""))
        for span, kind in self._names[first:upto]:
            if span.end <= part.end:
                inside.append((span.start - part.start, span.end - part.start, kind))
        spans = tuple((span.start - part.start, span.end - part.start) for span in asked)
        return Question(self._document.paper.text[part.start : part.end], tuple(inside), spans)

    def everything(self) -> Iterator[tuple[Span, Question]]:
        """Every sentence with the question that asks about none of its spans."""
        for sentence in self._document.sentences:
            yield sentence, self._question(sentence, ())
