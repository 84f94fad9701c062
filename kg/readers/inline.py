"""A paragraph as pieces of text and citations, made fit to print: ranges filled in, superscripts set in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.readers.assembly import Assembly

_DASH = re.compile(r"\W{0,3}[-‐‑–—−]\W{0,3}")
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_NUMBER_RANGE = re.compile(r"[\[(]?(\d{1,3})\s*[-‐‑–—−]\s*(\d{1,3})[\])]?[,;]?")
_SEPARATORS = re.compile(r"[\s,;‐‑–—−-]*")
# A number that follows a word without a space can only have been raised: "NHANES12", "(2009).12".
_GLUED = re.compile(r"(?:[^\W\d_]|[)\]”’\"'])[.,;:]?$")
_NUMBERS = re.compile(r"\d{1,3}(?:[,‐‑–—−-]\d{1,3})*[,;]?")
_LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; a citation where `keys` is not None. `raised` marks a superscript."""

    text: str
    keys: tuple[str, ...] | None = None
    raised: bool = False


def write(assembly: Assembly, pieces: Sequence[Piece], order: Sequence[str]) -> None:
    """Append pieces to the open passage; `order` holds the keys of the reference list as printed."""
    for piece in _spaced(_bracketed(_with_ranges(_trimmed(pieces), order))):
        if piece.keys is None:
            assembly.write(piece.text)
        else:
            assembly.cite(piece.text, piece.keys)


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Space moved out of citations; one without text gives its keys to the citation before it; text runs joined."""
    done: list[Piece] = []

    def text(words: str, raised: bool) -> None:
        if words and done and done[-1].keys is None and done[-1].raised == raised:
            done[-1] = replace(done[-1], text=done[-1].text + words)
        elif words:
            done.append(Piece(words, raised=raised))

    pending: tuple[str, ...] = ()
    for piece in pieces:
        if piece.keys is None:
            text(piece.text, piece.raised)
            continue
        printed = piece.text.strip()
        if not printed:
            last = next((i for i in range(len(done) - 1, -1, -1) if done[i].keys is not None), None)
            if last is None:
                pending += piece.keys
            else:
                done[last] = replace(done[last], keys=_unique((*(done[last].keys or ()), *piece.keys)))
            text(piece.text, piece.raised)
            continue
        sign = not any(character.isalnum() for character in printed)
        if sign and done and done[-1].keys is None and (word := re.search(r"\w+$", done[-1].text)):
            # A mere sign ("Agarwal et al. (2000▶)") stands for the year or name that it follows.
            done[-1] = replace(done[-1], text=done[-1].text[: word.start()])
            printed = word[0]
        text(piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.raised)
        done.append(replace(piece, text=printed, keys=_unique((*pending, *piece.keys))))
        text(piece.text[len(piece.text.rstrip()) :], piece.raised)
        pending = ()
    if done and done[-1].keys is None:
        done[-1] = replace(done[-1], text=done[-1].text.rstrip())
    return done


def _unique(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _with_ranges(pieces: list[Piece], order: Sequence[str]) -> list[Piece]:
    """Ranges ("[3]-[5]") as one citation of all their entries, where the numbers and the list agree."""
    place = {key: i for i, key in enumerate(order)}
    done: list[Piece] = []
    for piece in pieces:
        if piece.keys is not None and len(piece.keys) == 1 and (found := _NUMBER_RANGE.fullmatch(piece.text)):
            first = place.get(piece.keys[0])
            count = int(found[2]) - int(found[1])
            if first is not None and 0 < count <= _LONGEST_RANGE and first + count < len(order):
                piece = replace(piece, keys=tuple(order[first : first + count + 1]))
        elif (
            piece.keys and len(done) > 1 and done[-1].keys is None and done[-2].keys and _DASH.fullmatch(done[-1].text)
        ):
            start, end = _NUMBER.fullmatch(done[-2].text), _NUMBER.fullmatch(piece.text)
            low, high = place.get(done[-2].keys[0]), place.get(piece.keys[0])
            if start and end and low is not None and high is not None:
                count = int(end[1]) - int(start[1])
                if 0 < count <= _LONGEST_RANGE and high - low == count:
                    keys = _unique((*done[-2].keys, *order[low : high + 1], *piece.keys))
                    text = done[-2].text + done[-1].text + piece.text
                    done[-2:] = [Piece(text, keys, piece.raised)]
                    continue
        done.append(piece)
    return done


def _bracketed(pieces: list[Piece]) -> list[Piece]:
    """Superscript citations in brackets, before the punctuation that they follow in print.

    "NHANES.12" becomes "NHANES [12].". Left behind the full stop, a citation would be read with the sentence after it.
    """
    done: list[Piece] = []
    i = 0
    while i < len(pieces):
        end = _end_of_raised(pieces, i, done[-1].text if done else "")
        if end == i:
            done.append(pieces[i])
            i += 1
            continue
        after = pieces[end].text if end < len(pieces) else ""
        mark = ""
        if done and done[-1].keys is None:
            before = done[-1].text.rstrip()
            if before[-1:] in tuple(",;:") or (
                before.endswith(".") and not before.endswith("al.") and re.match(r"\s*(?:[^\Wa-z]|$)", after)
            ):
                mark = before[-1]
                done[-1] = replace(done[-1], text=before[:-1])
            else:
                done[-1] = replace(done[-1], text=before)
        done += [Piece(" [" if done else "["), *pieces[i:end], Piece("]" + mark)]
        i = end
    return done


def _end_of_raised(pieces: list[Piece], start: int, before: str) -> int:
    """The end of the run of superscript citations that starts here; `start` where there is none."""
    first = pieces[start]
    glued = first.keys is not None and bool(_NUMBERS.fullmatch(first.text)) and bool(_GLUED.search(before))
    if not (first.raised or glued):
        return start
    end, has_citation = start, False
    for i in range(start, len(pieces)):
        piece = pieces[i]
        if piece.keys is not None and (piece.raised or glued):
            if not _NUMBERS.fullmatch(piece.text) and not re.fullmatch(r"[\d\s,;‐‑–—−-]+[a-z]?", piece.text):
                break
            end, has_citation = i + 1, True
        elif piece.keys is not None or not _SEPARATORS.fullmatch(piece.text):
            break
    return end if has_citation else start


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """A space where a citation would stick to a word or to another citation."""
    if not pieces:
        return []
    done = [pieces[0]]
    for left, right in pairwise(pieces):
        last, first = left.text[-1:], right.text[:1]
        if right.keys is not None and left.keys is None and re.search(r"\w[\[(]$", left.text):
            done[-1] = replace(left, text=f"{left.text[:-1]} {last}")
        if right.keys is not None:
            apart = (last.isalnum() and (first.isalnum() or first in "[(")) or (
                last in tuple(",;.:)]")
                and (first in "[(" or first.isalpha() or (left.keys is not None and last in ",;"))
            )
        else:
            apart = left.keys is not None and last in tuple(")]") and first.isalpha()
        if apart:
            done.append(Piece(" "))
        done.append(right)
    return done
