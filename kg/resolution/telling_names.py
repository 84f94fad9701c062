"""Which of the names that a paper prints for a dataset tell it in other papers too.

One paper may call "FooBench-10" just "FooBench" and be understood; another does so for "FooBench-100". Such a name
joins nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Use
from kg.resolution.marks import PART, is_mark, marks_of
from kg.resolution.spelling import bare, bare_key, names_inside

_SHORTEST_NAME = 2  # characters of a key; one letter is a column or a symbol


def telling_keys(uses: Iterable[Use]) -> list[tuple[str, ...]]:
    """For each use the bare keys of the names that tell its dataset in any paper, that of its full name first."""
    uses = list(uses)
    stands_for: dict[str, set[str]] = {}
    for use in uses:
        full = full_name(use)
        for short in _shorter(use, full):
            stands_for.setdefault(bare(short), set()).add(full)
    vague = {short for short, fulls in stands_for.items() if _is_vague(short, fulls)}
    return [_keys(use, vague) for use in uses]


def full_name(use: Use) -> str:
    """The longest name of a use, without a short form in brackets behind it."""
    return names_inside(use.name)[0]


def names_of(use: Use) -> tuple[str, ...]:
    """Every name that a use prints, as printed, and those inside of them."""
    return tuple(dict.fromkeys(part for name in (use.name, *use.surfaces) for part in (*names_inside(name), name)))


def by_key(uses: Iterable[Use]) -> Mapping[str, set[str]]:
    """Every printed name, by its bare key."""
    found: dict[str, set[str]] = {}
    for use in uses:
        for name in (use.name, *use.surfaces):
            for part in names_inside(name):
                found.setdefault(bare_key(part), set()).add(part)
    return found


def _keys(use: Use, vague: set[str]) -> tuple[str, ...]:
    full = full_name(use)
    kept = {bare_key(s) for s in _shorter(use, full) if bare(s) not in vague and not _makes_sibling(full, s)}
    keys = list(dict.fromkeys([bare_key(full), *sorted(kept)]))
    return tuple(k for k in keys if len(k) >= _SHORTEST_NAME) or tuple(keys)


def _shorter(use: Use, full: str) -> set[str]:
    """The names of a use besides its full name."""
    if not use.surfaces or use.surfaces == (full,):
        return set()
    key = bare(full)
    inside = {part for name in (use.name, *use.surfaces) for part in names_inside(name)}
    return {name for name in inside if bare(name) not in (key, "")}


def _is_vague(short: str, fulls: set[str]) -> bool:
    """Whether a name shortens several full names, or is printed for names that differ in their marks."""
    shortened = {bare_key(full) for full in fulls if _rest(bare(full), short)}
    if len(shortened) > 1:
        return True
    cores: dict[str, tuple[str, ...]] = {}
    return any(cores.setdefault(m.core, m.marks) != m.marks for m in map(marks_of, sorted(fulls)))


def _makes_sibling(full: str, short: str) -> bool:
    """Whether what the full name has more than the short one makes another dataset of it: digits, "-C", "tiny"."""
    ours, theirs = marks_of(full), marks_of(short)
    return (ours.core == theirs.core and ours.marks != theirs.marks) or any(
        map(is_mark, _rest(bare(full), bare(short)))
    )


def _rest(full: str, short: str) -> list[str]:
    """The parts of a name key before or after a shorter one; nothing where it neither begins nor ends with that."""
    long, part = PART.findall(full), PART.findall(short)
    if part and long[: len(part)] == part:
        return long[len(part) :]
    if part and long[-len(part) :] == part:
        return long[: -len(part)]
    return []
