"""Citations that GROBID left unresolved, resolved from those that it did resolve in the same file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Reference
from kg.names import name_key
from kg.readers.inline import GLUED, Piece

_NAME = r"[^\W\d_a-z][\w'’-]*"
_AUTHOR_YEAR = re.compile(
    rf"[(\[]?(?P<name>(?:(?:van|von|de|der|den|la|le|di|da|el|al)\s+)*{_NAME})"
    rf"(?:\s+et\s+al\.?|\s*(?:,|and|&)\s*(?:{_NAME},?\s*(?:and|&)\s*)?{_NAME}(?:\s+et\s+al\.?)?)?"
    r",?\s*[(\[]?(?P<year>(?:19|20)\d\d)[a-z]?[)\]]*;?"
)
_NUMBERS = re.compile(r"\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_NUMBER_PART = re.compile(r"\[?\s*(\d{1,3})\s*[\],;]*")
_CONTINUED = re.compile(r"((?:\s*\d{1,3}\s*[,;])*\s*\d{1,3}\s*\])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d[a-z]?(?!\d)")
# Below this many numbered citations, a paper does not show that it cites by number.
_ENOUGH = 5
# Footnote marks taken for citations are few; a style shows in a large share of the citations.
_BARE_SHARE = 0.2


@dataclass(frozen=True)
class CitationStyle:
    """How one paper prints its citations.

    `printed` holds what the same printed text denotes elsewhere, `shifts` the difference between printed number and
    place in the list; `bare` tells whether numbers stand without brackets; `by_author` holds the entries of a first
    author (as `name_key`) and year.
    """

    known: frozenset[str]
    order: tuple[str, ...]
    printed: Mapping[str, str]
    shifts: tuple[tuple[int, int], ...]
    bare: bool
    by_author: Mapping[tuple[str, int], tuple[str, ...]]

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
        by_author: dict[tuple[str, int], list[str]] = {}
        for entry in references:
            if entry.authors and entry.year:
                by_author.setdefault((_surname(entry.authors[0]), entry.year), []).append(entry.key)
        return CitationStyle(
            known=frozenset(order),
            order=order,
            printed={text: next(iter(keys)) for text, keys in meanings.items() if len(keys) == 1},
            shifts=tuple(sorted((number, next(iter(found))) for number, found in shifts.items() if len(found) == 1)),
            bare=sum(printed.isdigit() for printed, _ in targets) > _BARE_SHARE * len(targets),
            by_author={name: tuple(keys) for name, keys in by_author.items()},
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
        authors = list(_AUTHOR_YEAR.finditer(printed))
        return self._of_author(authors[0]) if len(authors) == 1 else ()

    def found(self, text: str) -> list[Piece]:
        """A text cut at the citations in it that can be resolved."""
        pieces, at = [], 0
        for found in sorted([*_NUMBERS.finditer(text), *_AUTHOR_YEAR.finditer(text)], key=lambda match: match.start()):
            if found.start() < at:
                continue
            numbers = found.re is _NUMBERS
            # "[1, 2]" at the start of a cell may be an interval; behind a word it is a citation.
            if numbers and not re.search(r"\w[\w)\]*†‡+]*\s*$", text[: found.start()]):
                continue
            keys = self._of_numbers(found[1]) if numbers else self._of_author(found)
            if keys:
                pieces += [Piece(text[at : found.start()]), Piece(found[0], keys)]
                at = found.end()
        return [*pieces, Piece(text[at:])]

    def without_note_marks(self, pieces: list[Piece]) -> list[Piece]:
        """Numbers that stick to a word are footnote marks in a paper that prints its citations otherwise."""
        done: list[Piece] = []
        for piece in pieces:
            if piece.keys and not self.bare and piece.text.isdigit() and done and GLUED.search(done[-1].text):
                piece = Piece(" ")
            done.append(piece)
        return done

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

    def _of_author(self, found: re.Match[str]) -> tuple[str, ...]:
        year = int(found["year"])
        keys = self.by_author.get((name_key(found["name"]), year), ())
        if not keys:  # a line end may have broken the name: "Man-ning"
            keys = self.by_author.get((name_key(found["name"].replace("-", "")), year), ())
        return keys if len(keys) == 1 else ()


def _bare(printed: str) -> str:
    return re.sub(r"[\W_]+", " ", printed).strip().lower()


def _surname(author: str) -> str:
    """The surname of "Forename Surname", with the particles that belong to it."""
    words = author.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return name_key(" ".join(words[start:]))
