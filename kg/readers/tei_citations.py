"""Citations that GROBID left unresolved, resolved from those that it did resolve in the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Reference
from kg.readers.inline import Piece
from kg.readers.marker_names import Entries, by_names

_NUMBERS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_NUMBER_PART = re.compile(r"\[?\s*(\d{1,3})\s*[\],;]*")
_CONTINUED = re.compile(r"((?:\s*\d{1,3}\s*[,;])*\s*\d{1,3}\s*\])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d[a-z]?(?!\d)")
# Below this many numbered citations, a paper does not show that it cites by number.
_ENOUGH = 5


@dataclass(frozen=True)
class CitationStyle:
    """How one paper prints its citations.

    `printed` holds what the same printed text denotes elsewhere, `shifts` the difference between printed number and
    place in the list; `entries` answers to names with a year.
    """

    known: frozenset[str]
    order: tuple[str, ...]
    printed: Mapping[str, str]
    shifts: tuple[tuple[int, int], ...]
    entries: Entries

    @staticmethod
    def learned(targets: Iterable[tuple[str, str]], references: Sequence[Reference]) -> CitationStyle:
        """The style, from citations as printed with the key that each denotes."""
        targets = list(targets)
        order = tuple(entry.key for entry in references)
        place = {key: i for i, key in enumerate(order)}
        meanings: dict[str, set[str]] = {}
        shifts: dict[int, set[int]] = {}
        for printed, key in targets:
            meanings.setdefault(_bare(printed), set()).add(key)
            if number := _NUMBER_PART.fullmatch(printed):
                shifts.setdefault(int(number[1]), set()).add(place[key] - int(number[1]))
        return CitationStyle(
            known=frozenset(order),
            order=order,
            printed={text: next(iter(keys)) for text, keys in meanings.items() if len(keys) == 1},
            shifts=tuple(sorted((number, next(iter(found))) for number, found in shifts.items() if len(found) == 1)),
            entries=Entries(references),
        )

    def looks_like(self, printed: str) -> bool:
        """Whether a text is printed as a citation: a number in brackets, or a name with a year."""
        return bool(_NUMBERS.fullmatch(printed)) or (
            bool(_YEAR.search(printed)) and bool(re.search(r"[^\W\d_]{2}", printed)) and "arXiv" not in printed
        )

    def resolved(self, printed: str) -> tuple[str, ...]:
        """The keys that a printed citation denotes; empty where that would be a guess."""
        if key := self.printed.get(_bare(printed)):
            return (key,)
        if found := _NUMBERS.fullmatch(printed):
            return self._of_numbers(found[1])
        # A line end may have broken a name: "Man-ning".
        return self._of_names(printed) or self._of_names(printed.replace("-", ""))

    def found(self, text: str) -> list[Piece]:
        """A text cut at the citations in it that can be resolved."""
        found = [(marker.span.start, marker.span.end, marker.keys) for marker in by_names(text, self.entries)]
        for match in _NUMBERS.finditer(text):
            # "[1, 2]" at the start of a cell may be an interval; behind a word it is a citation.
            if re.search(r"\w[\w)\]*†‡+]*\s*$", text[: match.start()]):
                found.append((match.start(), match.end(), self._of_numbers(match[1])))
        pieces, at = [], 0
        for start, end, keys in sorted(found):
            if keys and start >= at:
                pieces += [Piece(text[at:start]), Piece(text[start:end], keys)]
                at = end
        return [*pieces, Piece(text[at:])]

    def continued(self, pieces: list[Piece]) -> list[Piece]:
        """Numbers that follow a citation with an open bracket ("[10," then "40,22]") as citations too."""
        done: list[Piece] = []
        for piece in pieces:
            before = done[-1] if done else None
            if piece.keys is None and before is not None and before.keys and before.text.rstrip().endswith((",", ";")):
                found = _CONTINUED.match(piece.text)
                keys = self._of_numbers(found[1].rstrip(" ]")) if found else ()
                if found and keys:
                    done += [Piece(found[1], keys), Piece(piece.text[found.end() :])]
                    continue
            done.append(piece)
        return done

    def _of_numbers(self, numbers: str) -> tuple[str, ...]:
        keys = [self._of_number(int(number)) for number in re.findall(r"\d+", numbers)]
        return tuple(key for key in keys if key) if all(keys) else ()

    def _of_number(self, number: int) -> str:
        """The key of a printed number: the nearest known numbers on both sides must agree on the shift."""
        if len(self.shifts) < _ENOUGH:
            return ""
        below = [shift for known, shift in self.shifts if known <= number][-1:]
        above = [shift for known, shift in self.shifts if known >= number][:1]
        agreed = set(below + above)
        if not (below and above):
            agreed = {shift for _, shift in self.shifts}  # beyond the ends: only where all agree
        if len(agreed) != 1:
            return ""
        place = number + agreed.pop()
        return self.order[place] if 0 <= place < len(self.order) else ""

    def _of_names(self, printed: str) -> tuple[str, ...]:
        """The keys of all citations by name and year in a text; empty unless each of them can be resolved."""
        keys = [marker.keys for marker in by_names(printed, self.entries)]
        return tuple(dict.fromkeys(key for found in keys for key in found)) if all(keys) else ()


def _bare(printed: str) -> str:
    return re.sub(r"[\W_]+", " ", printed).strip().lower()
