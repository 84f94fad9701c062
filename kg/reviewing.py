"""A review of a library: one doubt after the other, each answer kept at once, each answer taken back on demand."""

from __future__ import annotations

from dataclasses import dataclass

from kg.deciding import judgement, without
from kg.library import Library
from kg.model import Record, Verdict
from kg.resolution import Doubt, check, doubts, join


@dataclass(frozen=True, slots=True)
class Witness:
    """What one paper says of one side of a doubt: the sentence, and the paper's title."""

    quote: str
    paper: str


_MOST_WITNESSES = 2  # a side; more do not fit a screen


class Review:
    """The doubts of a library in the order in which they are worth a look, and the answers given so far."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalogue = library.catalogue()
        records = library.records()
        self._records: dict[str, Record] = {record.paper.id: record for record in records}
        judgements = library.judgements()
        self.doubts = doubts(join(records, self._catalogue, judgements), judgements)
        self.position = 0
        self.answered = 0
        self._history: list[bool] = []

    @property
    def current(self) -> Doubt | None:
        return self.doubts[self.position] if self.position < len(self.doubts) else None

    def answer(self, verdict: Verdict) -> None:
        """Keep a judgement on the current doubt and go on. Raises JudgementError where it contradicts others."""
        doubt = self.doubts[self.position]
        kept = without(self._library.judgements(), doubt.left, doubt.right)
        judgements = (*kept, judgement(doubt.left, doubt.right, verdict, f"reviewed: {doubt.reason}"))
        check(judgements, self._catalogue)
        self._library.judge(judgements)
        self.answered += 1
        self._go_on(answered=True)

    def skip(self) -> None:
        """Leave the current doubt as it is and go on."""
        self._go_on(answered=False)

    def _go_on(self, *, answered: bool) -> None:
        self._history.append(answered)
        self.position += 1

    def undo(self) -> bool:
        """Go back by one doubt and take its answer back; False at the first."""
        if not self._history:
            return False
        self.position -= 1
        if self._history.pop():
            doubt = self.doubts[self.position]
            self._library.judge(without(self._library.judgements(), doubt.left, doubt.right))
            self.answered -= 1
        return True

    def witnesses(self, places: tuple[tuple[str, int], ...]) -> list[Witness]:
        """What papers say of one side of a doubt, the surest first."""
        uses = [(self._records[paper], self._records[paper].uses[i]) for paper, i in places]
        uses.sort(key=lambda pair: (-pair[1].confidence, pair[0].paper.id))
        return [
            Witness(" ".join(use.evidence.quote.split()), record.paper.title or record.paper.source)
            for record, use in uses[:_MOST_WITNESSES]
        ]
