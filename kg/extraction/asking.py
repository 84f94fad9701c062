"""What the tagger is told of a sentence: its text, and the names in it that are seen already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.extraction.candidates import Candidate
from kg.extraction.document import Document
from kg.extraction.known_names import KnownName
from kg.extraction.tagging import Question
from kg.model import Span
from kg.names import tight_key


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

    def about(self, sentence: Span, asked: Iterable[Span] = ()) -> Question:
        """The question whether some spans of a sentence name datasets."""
        inside = []
        for span, kind in self._names[bisect_left(self._names, (Span(sentence.start, 0), "")) :]:
            if span.start >= sentence.end:
                break
            if span.end <= sentence.end:
                inside.append((span.start - sentence.start, span.end - sentence.start, kind))
        spans = tuple((span.start - sentence.start, span.end - sentence.start) for span in asked)
        return Question(self._document.paper.text[sentence.start : sentence.end], tuple(inside), spans)

    def everything(self) -> Iterator[tuple[Span, Question]]:
        """Every sentence with the question that asks about none of its spans."""
        for sentence in self._document.sentences:
            yield sentence, self.about(sentence)
