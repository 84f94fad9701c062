"""Spans of a paper in order, to be found by the stretch of text that they lie in or touch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.model import Span


class Places:
    """Spans, each once; a look-up costs as much as it finds, however many there are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._all = frozenset(spans)
        self._spans = sorted(self._all)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def __contains__(self, span: object) -> bool:
        return span in self._all

    def inside(self, outer: Span) -> list[Span]:
        """The spans that lie inside another, in order."""
        first, behind = bisect_left(self._starts, outer.start), bisect_left(self._starts, outer.end)
        return [span for span in self._spans[first:behind] if span.end <= outer.end]

    def backwards(self, outer: Span) -> Iterator[Span]:
        """The spans that lie inside another, the last one first."""
        at = bisect_left(self._starts, outer.end) - 1
        while at >= 0 and self._starts[at] >= outer.start:
            if self._spans[at].end <= outer.end:
                yield self._spans[at]
            at -= 1

    def touching(self, span: Span) -> list[Span]:
        """The spans that overlap another, in order."""
        first = bisect_left(self._starts, span.start - self._longest)
        behind = bisect_left(self._starts, span.end)
        return [other for other in self._spans[first:behind] if other.overlaps(span)]
