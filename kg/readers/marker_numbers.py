"""In-text citations by number or label: "[3, 5-7]", "[DDS+09]", and "(3)" where a paper cites so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kg.model import Marker, Span

# Long enough for twenty numbers or six labels; what stands in brackets for longer is prose.
_BRACKETS = re.compile(r"\[([^\[\]()]{1,160})\]")
_PARENTHESES = re.compile(r"\(([\d\s,;–—-]{1,80})\)")
_NOTE = re.compile(
    r"^\s*(?:see(?:\s+also)?|cf\.?|e\.g\.,?|i\.e\.,?)\s+|"
    r"(?:,?\s+|:\s?)(?:pp?\.|pages?|[Ss]ec(?:tion|t\.|\.)?|[Cc]h(?:apter|ap\.|\.)?|Th(?:eorem|m\.?)|Lemma|[Ff]ig(?:ure|\.)?|Tab(?:le|\.)|Eq\.?|§)\s*[\w.–-]+\s*$"
)
_PART = re.compile(r"\s*(\d{1,4})[a-z]?\s*(?:[-–—‐‑−]\s*(\d{1,4})[a-z]?\s*)?")
_JOINT = re.compile(r"\s?[-–—−]\s?$")
# "x[3]", "∈ [1, 2]", "= [1]": an index, a set or a vector. A dataset's name may end in a digit ("CIFAR-10 [3]").
_MATHEMATICS_BEFORE = re.compile(r"(?:(?:^|[^\w-])[^\W\d]|[_^=∈⊂×<>≤≥≈∼~∪·∗⊙{\[(|]\s?)$")
_MATHEMATICS_AFTER = re.compile(r"\s?[\^∈×²³ᵀ⊤]|_")
# Before two rising numbers these words make an interval.
_INTERVAL_BEFORE = re.compile(
    r"\b(?:ranges?(?:\s+(?:of|from|in|is|to))?|intervals?|between|within|uniform(?:ly)?(?:\s+(?:from|in))?|sizes?(?:\s+of)?|"
    r"shape|values?\s+(?:in|from|of)|(?:scaled|normali[sz]ed|clipped|mapped|lies?|scores?|integers?)\s+(?:to|in|into|from))\s*$",
    re.IGNORECASE,
)
_NUMBERED_THING = re.compile(
    r"(?:\b(?:eqs?|equations?|tabs?|tables?|figs?|figures?|sec(?:tion)?s?|ineq|problems?|constraints?|theorems?|lemmas?|"
    r"corollary|propositions?|definitions?|assumptions?|conditions?|cases?|steps?|items?|formulas?|models?|objectives?|"
    r"of|by|in|N|n|p|df|F|t)\.?\s*|(?:(?:^|[^\w-])\d[\d.,]*|[=)\]])\s?)$",
    re.IGNORECASE,
)
# "steps (1) and (2)": what the first number is, the second is too.
_AND_SO_ON = re.compile(r",?\s*(?:and|or|to|through|[-–—,])?\s*")
# A list that was cut off lacks its last numbers, of which not every one need be cited alone.
_WIDEST_GAP = 3
_FEWEST_BEYOND = 3
# A wider range is an interval, a span of pages or a misprint.
_WIDEST_RANGE = 40


def bracketed(text: str, keys: Mapping[str, str]) -> Iterator[Marker]:
    """Markers in square brackets; `keys` maps a printed number or label to the key of its entry."""
    held: tuple[Marker, str] | None = None
    for found in _BRACKETS.finditer(text):
        printed = _keys_of(found[1], keys)
        before = text[max(0, found.start() - 24) : found.start()]
        if not printed or (printed[0].isdigit() and _is_mathematics(text, found, before)):
            continue
        marker = Marker(Span(found.start(), found.end()), tuple(keys[p] for p in printed))
        if held is not None:
            first, last = held
            between = text[first.span.end : found.start()]
            run = _range(last, printed[0], keys) if len(between) <= 3 and _JOINT.fullmatch(between) else None
            if run:
                middle = tuple(keys[p] for p in run[1:-1])
                held = Marker(Span(first.span.start, found.end()), first.keys + middle + marker.keys), printed[-1]
                continue
            yield first
        held = marker, printed[-1]
    if held is not None:
        yield held[0]


def beyond(text: str, keys: Collection[str]) -> tuple[str, ...]:
    """The numbers that follow the highest of a list and are cited in square brackets: those of a list that was cut off.

    None where only one or two are: these may be misprints, sizes or sets.
    """
    highest = _highest(keys)
    cited: set[int] = set()
    for found in _BRACKETS.finditer(text):
        parts = [_PART.fullmatch(part) for part in re.split(r"[,;]", _NOTE.sub("", found[1]))]
        numbers = [int(number) for part in parts if part for number in part.groups() if number]
        if not all(parts) or not all(numbers) or max(numbers) <= highest:
            continue
        if not _is_mathematics(text, found, text[max(0, found.start() - 24) : found.start()]):
            cited.update(number for number in numbers if number > highest)
    last, count = highest, 0
    for number in sorted(cited):
        if number - last > _WIDEST_GAP:
            break
        last, count = number, count + 1
    return tuple(map(str, range(highest + 1, last + 1))) if highest and count >= _FEWEST_BEYOND else ()


def parenthesised(text: str, keys: Mapping[str, str]) -> Iterator[Marker]:
    """Markers in round brackets: numbers that no word before them makes an equation or a table."""
    refused: int | None = None
    for found in _PARENTHESES.finditer(text):
        printed = _keys_of(found[1], keys)
        before = text[max(0, found.start() - 16) : found.start()]
        # An equation's number stands alone at the end of its line, an item's at the start.
        line_end = text[found.end() : found.end() + 1] in ("\n", "")
        line_start = not before or before[-1] in "\n\t"
        glued = before[-1:].isalnum() and not before[-3:].isalpha()
        follows = refused is not None and found.start() - refused < 12
        numbered = _NUMBERED_THING.search(before) or (
            follows and _AND_SO_ON.fullmatch(text, refused or 0, found.start())
        )
        if not printed or numbered or line_end or line_start or glued:
            refused = found.end()
            continue
        yield Marker(Span(found.start(), found.end()), tuple(keys[p] for p in printed))


def _keys_of(inside: str, keys: Collection[str]) -> list[str]:
    """The printed numbers or labels, in order; none where one of them cannot be of the list.

    A number below the highest one may have been lost from the list; the others are still cited.
    """
    inside = _NOTE.sub("", inside)
    printed: list[str] = []
    for part in re.split(r"[,;]", inside):
        if not part.strip():
            continue
        number = _PART.fullmatch(part)
        label = part.strip()
        if label in keys:
            printed.append(label)
        elif number and number[2] is None and number[1] in keys:
            printed.append(number[1])
        elif number and number[2] is not None:
            run = _range(number[1], number[2], keys)
            if not run:
                return []
            printed += run
        elif not (number and number[2] is None and 0 < int(number[1]) < _highest(keys)):
            return []
    return printed


def _highest(keys: Collection[str]) -> int:
    return max((int(key) for key in keys if key.isdigit()), default=0)


def _range(first: str, last: str, keys: Collection[str]) -> list[str]:
    if not (first.isdigit() and last.isdigit()) or not int(first) < int(last) <= int(first) + _WIDEST_RANGE:
        return []
    run = [str(n) for n in range(int(first), int(last) + 1)]
    return [n for n in run if n in keys] if int(first) > 0 and int(last) <= _highest(keys) else []


def _is_mathematics(text: str, found: re.Match[str], before: str) -> bool:
    if _MATHEMATICS_BEFORE.search(before) or _MATHEMATICS_AFTER.match(text, found.end()):
        return True
    pair = re.fullmatch(r"\s*(\d+)\s*,\s*(\d+)\s*", found[1])
    return bool(pair and int(pair[1]) < int(pair[2]) and _INTERVAL_BEFORE.search(before))
