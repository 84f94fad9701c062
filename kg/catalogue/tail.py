"""A tail of the catalogue from packages that list datasets: what our catalogue does not know, and nobody reviewed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.catalogue.bibliography import works_of
from kg.catalogue.sources import SOURCES, Listed, Wheel
from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset, Work
from kg.names import name_key, tight_key
from kg.resources import shipped

_SHORT_NAME = 3  # characters; such a name means many things
_SHORT_ACRONYM = 5  # letters; such a one may be a word of English, and others bear it too
_SHORTEST = 2
_MOST_WORDS = 6
# A title without such a word may be that of a method, whose name is not the dataset's ("Segment Anything").
_OF_DATA = re.compile(
    r"data(?:set|base|bank)?s?\b|data\b|\b(?:corpus|corpora|benchmark\w*|challenge|collection|treebank|tasks?|tracks?|resource"
    r"|test (?:set|suite)|library|questions|conversations|articles|images|recordings|annotations)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[:,;@]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Tail:
    """Datasets and works that a catalogue lacks, and the packages that list them, as "name version (licence)"."""

    datasets: tuple[Dataset, ...]
    works: tuple[Work, ...]
    packages: tuple[str, ...]


def tail_of(wheels: Sequence[Path], core: Catalogue) -> Tail:
    """What some wheels list that `core` lacks. Raises CatalogueError for a file that is no wheel of a known package.

    A dataset is taken where a work that it cites prints its name in the title, and a word for data: so splits,
    configurations, members of suites and tasks, which bear the citation of something else, are left out, and methods.
    """
    found: list[Listed] = []
    packages = []
    for path in wheels:
        with Wheel.opened(path) as wheel:
            reader = SOURCES.get(wheel.name)
            if reader is None:
                raise CatalogueError(
                    f"nothing here reads {wheel.name or 'this'}", path=path, advice="known are " + ", ".join(SOURCES)
                )
            found += reader(wheel)
            packages.append(f"{wheel.name} {wheel.version} ({wheel.licence})")
    return replace(_kept(_named(found), core), packages=tuple(sorted(packages)))


def _named(found: Iterable[Listed]) -> Iterator[tuple[str, Work, str]]:
    """Every name that stands in the title of a work of its own, as it is printed there, the work, and the page."""
    for one in found:
        for work in works_of(one.bibtex):
            if not _OF_DATA.search(work.title):
                continue
            printed = next((p for name in one.names if (p := printed_in(work.title, name))), "")
            if printed:
                yield printed, work, one.url


def printed_in(title: str, name: str) -> str:
    """A name as a title prints it, or "" where it does not: "natural_questions" is "Natural Questions"."""
    words = title.split()
    wanted = {tight_key(name), tight_key(_CAMEL.sub(" ", name))}
    for first in range(len(words)):
        for last in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
            printed = " ".join(words[first:last]).strip(" ,.:;()[]\"'“”‘’`")
            if tight_key(printed) in wanted:
                return printed
    return ""


def _kept(named: Iterable[tuple[str, Work, str]], core: Catalogue) -> Tail:
    taken = {tight_key(n) for d in core.datasets.values() for n in (d.id, d.name, *d.aliases, *d.context_aliases)}
    taken |= _other_names()
    cited = {sign for work in core.works.values() for sign in _signs(work)}
    words = frozenset(shipped("data", "models", "common_words.txt").read_text(encoding="utf-8").split())
    of_title: dict[str, list[tuple[str, Work, str]]] = defaultdict(list)
    for name, work, url in named:
        if tight_key(name) not in taken and not cited & _signs(work) and len(name) >= _SHORTEST:
            of_title[tight_key(work.title)].append((name, work, url))
    datasets: dict[str, Dataset] = {}
    works: dict[str, Work] = {}
    for same_work in of_title.values():
        name, work, url = min(same_work, key=lambda row: (len(row[0]), row[0]))  # the longer ones are its parts
        key = tight_key(name)
        id_ = re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")
        if key in taken or not id_ or id_ in core.datasets or id_ in datasets or _is_plain(name, words):
            continue
        taken.add(key)
        work_key = _free(work.key, {*core.works, *works})
        works[work_key] = replace(work, key=work_key)
        datasets[id_] = _dataset(id_, name, work_key, url, is_safe=_is_safe(name, words))
    return Tail(
        tuple(datasets[id_] for id_ in sorted(datasets)), tuple(works[key] for key in sorted(works)), packages=()
    )


def _dataset(id_: str, name: str, work: str, url: str, *, is_safe: bool) -> Dataset:
    """The dataset; a name that means other things too counts beside its work, or where a paper calls it a dataset."""
    if is_safe:
        return Dataset(id_, name, works=(work,), url=url)
    return Dataset(id_, f"{name} dataset", context_aliases=(name,), works=(work,), url=url)


def _is_safe(name: str, words: frozenset[str]) -> bool:
    """Whether a name is like no word: of several words, or with a digit or a capital inside."""
    if len(tight_key(name)) <= _SHORT_NAME or name.islower() or _is_common(name, words):
        return False
    if name.isupper() and name.isalpha():
        return len(name) > _SHORT_ACRONYM
    return not name.isalpha() or not name[1:].islower()


def _is_plain(name: str, words: frozenset[str]) -> bool:
    """Whether a name is no name: words in small letters, one common word, a piece of a title with a colon in it."""
    is_word = name.islower() and not any(c.isdigit() for c in name)
    return is_word or (" " not in name and _is_common(name, words)) or bool(_PIECE.search(name))


def _is_common(name: str, words: frozenset[str]) -> bool:
    return all(word in words for word in name_key(name).split())


def _signs(work: Work) -> set[str]:
    """What shows that two works are one."""
    return {sign for sign in (tight_key(work.title), work.doi, work.arxiv) if sign}


def _free(key: str, taken: set[str]) -> str:
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(k for k in numbered if k not in taken)


def _other_names() -> set[str]:
    """Names that are known to be no datasets: models, methods, metrics."""
    lines = shipped("data", "catalogue", "other_names.txt").read_text(encoding="utf-8").splitlines()
    return {tight_key(line) for line in lines if line and not line.startswith("#")}
