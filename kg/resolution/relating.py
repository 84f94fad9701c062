"""What a name says of where a dataset comes from: "X-C" is derived from X, "X v2" is a version of X."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import Dataset, Step
from kg.resolution.spelling import bare_key

Relation = Literal["derived_from", "version_of"]
Kinship = Literal["same", "part_of", "derived_from", "version_of", "inverse", "different"]


@dataclass(frozen=True, slots=True)
class Base:
    """The name of what a dataset comes from, how, and the sentence that says why."""

    name: str
    relation: Relation
    reason: str


# What stands before or behind a name and says that something was made out of the dataset, in the words of a reason.
_CHANGED = {
    **dict.fromkeys("tiny mini micro nano small reduced subset".split(), "a smaller part of it"),
    **dict.fromkeys("lt longtail imbalanced unbalanced balanced".split(), "it with classes of other sizes"),
    **dict.fromkeys("foggy rainy noisy corrupted blurred occluded masked perturbed".split(), "it disturbed"),
    **dict.fromkeys("adversarial stylized stylised colored coloured rotated permuted sequential".split(), "it changed"),
    **dict.fromkeys("affine cluttered binarized binarised augmented moving filtered cleaned".split(), "it changed"),
    **dict.fromkeys("hard easy".split(), "its part of that difficulty"),
    **dict.fromkeys("hq".split(), "it in higher quality"),
}
# Letters behind a name, after the first that did so: ImageNet-C, -P, -R.
_LETTERS = {"c": "it with corruptions", "p": "it with perturbations", "r": "it redone"}
_MIXED = re.compile(r"[2-9]mix", re.IGNORECASE)
_EXTENDED = frozenset("extended plus".split())
_NUMBERED = re.compile(r"v\.?\d+(?:\.\d+)*|\d+\.\d+(?:\.\d+)*|II|III|IV|VI{0,3}|IX|(?:19|20)\d\d", re.IGNORECASE)
_GLUED_NUMBER = re.compile(r"(?<=[a-z])[Vv]\d+(?:\.\d+)*$")
_JOINT = r"[\s_–-]+"
_FIRST = re.compile(rf"^(?P<word>[A-Za-z]+){_JOINT}(?P<rest>.+)$")
_GLUED_FIRST = re.compile(r"^(?P<word>tiny|mini|micro|nano)(?P<rest>[A-Z].+)$", re.IGNORECASE)
_LAST = re.compile(rf"^(?P<rest>.+?){_JOINT}(?P<word>[^\s_–-]+)$")
_LONG_TAILED = re.compile(r"[\s-]long[\s-]tailed$|^long[\s-]tailed[\s-]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_BASE = 3  # characters of a key


def bases(name: str) -> Iterator[Base]:
    """What a name says that the dataset comes from; nothing for a name that says nothing."""
    name = name.strip()
    for base in _bases(_LONG_TAILED.sub(lambda m: " LT" if m.end() == len(name) else "LT ", name)):
        if len(bare_key(base.name)) >= _SHORTEST_BASE:
            yield base


def _bases(name: str) -> Iterator[Base]:
    for pattern in (_FIRST, _GLUED_FIRST):
        first = pattern.match(name)
        if first is not None and first["word"].lower() in _CHANGED:
            yield _derived(first["rest"], first["word"])
    glued = _GLUED_NUMBER.search(name)
    if glued is not None:
        yield _version(name[: glued.start()], glued[0])
    last = _LAST.match(name)
    if last is None:
        return
    rest, word = last["rest"], last["word"]
    if word.lower() in _CHANGED or _MIXED.fullmatch(word):
        yield _derived(rest, word)
    elif word.isupper() and word.lower() in _LETTERS:
        yield Base(rest, "derived_from", f"-{word} behind {rest} says {_LETTERS[word.lower()]}")
    elif word.lower() in _EXTENDED:
        yield Base(rest, "version_of", f"{word} behind {rest} names a larger version of it")
    elif _NUMBERED.fullmatch(word):
        yield _version(rest, word)


def _derived(base: str, word: str) -> Base:
    return Base(base, "derived_from", f"{word} with {base} says {_CHANGED.get(word.lower(), 'it mixed')}")


def _version(base: str, word: str) -> Base:
    return Base(base, "version_of", f"{word} behind {base} numbers a version of it")


def relate(
    datasets: Mapping[str, Dataset], new: Iterable[str], owner: Mapping[str, str], known: Mapping[str, Dataset]
) -> tuple[dict[str, Dataset], tuple[Step, ...]]:
    """The datasets, those of `new` with the relations that their names tell, and a step for each of these.

    `owner` holds dataset ids by bare key, `known` the datasets that a new one may come from. A relation that would
    close a circle is left out.
    """
    found = dict(datasets)
    steps = []
    for id_ in sorted(new):
        for name in dict.fromkeys((found[id_].name, *found[id_].aliases)):
            for base in bases(name):
                other = owner.get(bare_key(base.name), id_)
                if other == id_ or (other not in found and other not in known):
                    continue
                if base.relation == "version_of" and _YEAR.search(other):
                    continue  # "CMRC 2017" is no version of CMRC 2018, which papers call CMRC
                own = getattr(found[id_], base.relation)
                if other not in own and id_ not in above(other, found, known):
                    found[id_] = _with(found[id_], base.relation, tuple(sorted((*own, other))))
                    steps.append(Step(id_, other, 0.8, base.reason))
    return found, tuple(steps)


def _with(dataset: Dataset, relation: Relation, ids: tuple[str, ...]) -> Dataset:
    return replace(dataset, derived_from=ids) if relation == "derived_from" else replace(dataset, version_of=ids)


def above(id_: str, *datasets: Mapping[str, Dataset]) -> set[str]:
    """A dataset and all that it comes from or belongs to, by id; the first mapping that holds one tells."""
    reached: set[str] = set()
    pending = [id_]
    while pending:
        at = pending.pop()
        dataset = next((known[at] for known in datasets if at in known), None)
        if at not in reached and dataset is not None:
            reached.add(at)
            pending += [*dataset.part_of, *dataset.derived_from, *dataset.version_of]
    return reached


def relation_of(left: str, right: str, datasets: Mapping[str, Dataset]) -> Kinship:
    """How one dataset relates to another, over several steps where need be; the first step names the relation.

    "inverse" where the right one comes from the left one.
    """
    if left == right:
        return "same"
    dataset = datasets[left]
    ways: tuple[tuple[Kinship, tuple[str, ...]], ...] = (
        ("part_of", dataset.part_of),
        ("derived_from", dataset.derived_from),
        ("version_of", dataset.version_of),
    )
    for relation, others in ways:
        if any(right in above(other, datasets) for other in others):
            return relation
    return "inverse" if left in above(right, datasets) else "different"
