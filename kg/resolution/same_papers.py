"""Which papers of a collection are one: preprint and published version, or one paper in several formats.

Pure, and independent of the order of the papers. Numbers decide first (DOI, arXiv); then a long title with the names of
authors and the year. Two published DOIs or two arXiv numbers keep papers apart, whatever else speaks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.model import Paper, Step
from kg.names import name_key, tight_key
from kg.resolution.groups import Groups

MOST_YEARS = 2  # between the versions of one paper
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 14  # of a title that tells a paper together with its authors
_TELLING_WORDS = 6  # of one that tells it where one of two files does not say who wrote it
_SHARED_AUTHORS = 0.5  # of the shorter list; formats and versions cut the longer one
# A number or a title that so many bear is that of their journal, or of a form.
_MOST_ALIKE = 20

_ARXIV_DOI = "10.48550/arxiv."
# Who registers DOIs for preprints and copies: bioRxiv, arXiv, OSF, Research Square, SSRN, ChemRxiv, TechRxiv,
# Preprints.org, Zenodo, ResearchGate, PeerJ preprints, Authorea, JMIR preprints, EarthArXiv, Cambridge Open Engage.
_PREPRINTS = (
    "10.1101/", _ARXIV_DOI, "10.31234/", "10.31219/", "10.31235/", "10.31222/", "10.35542/", "10.21203/rs",
    "10.2139/ssrn", "10.26434/", "10.36227/", "10.20944/preprints", "10.5281/zenodo", "10.13140/rg",
    "10.7287/peerj.preprints", "10.22541/", "10.2196/preprints", "10.31223/", "10.33774/",
)  # fmt: skip
_UNIQUE = frozenset({"doi", "arxiv", "pmid", "pmcid", "acl", "s2", "corpusid", "mag"})
_VERSION = re.compile(r"v\d+$")
# How titles begin that many papers bear, and those of forms that nobody has filled in.
_FORMS = (
    "supplement", "supporting information", "appendix", "appendices", "editorial", "introduction", "preface",
    "foreword",
    "correction", "corrigend", "errat", "retraction", "reply", "response to", "comment on", "book review", "letter to",
    "table of contents", "proceedings", "annual report", "research article", "original article", "original research",
    "original paper", "accepted manuscript", "lecture notes", "untitled", "microsoft word", "latex author",
    "formatting instructions", "instructions for", "author guidelines", "title of", "abstracts", "news and",
    "in memoriam", "acknowledgments", "acknowledgements", "conference paper", "technical report", "journal of",
    "ieee transactions",
)  # fmt: skip


def same_papers(papers: Iterable[Paper]) -> list[tuple[tuple[str, ...], tuple[Step, ...]]]:
    """Every group of two or more paper ids that are one paper, sorted, with the steps that join it.

    Papers with one id are one already. Where some files speak for joining two papers that must stay apart, nothing is
    joined by title among all of these: which of the two is meant cannot be told.
    """
    by_id: dict[str, list[Paper]] = {}
    for paper in papers:
        by_id.setdefault(paper.id, []).append(paper)
    for known in by_id.values():
        known.sort(key=lambda paper: (paper.title, paper.authors, paper.year or 0))
    numbers = {id_: frozenset(n for paper in known for n in numbers_of(paper)) for id_, known in by_id.items()}
    groups = Groups()
    for id_ in by_id:
        groups.add(id_)
    for step in _by_number(by_id, numbers):
        groups.join(step)
    for step in _by_title(by_id, numbers, groups):
        groups.join(step)
    found = []
    for ids in groups.groups(by_id).values():
        if len(ids) > 1:
            first, *others = ids
            found.append((tuple(ids), tuple(dict.fromkeys(s for other in others for s in groups.path(first, other)))))
    return sorted(found, key=lambda group: group[0])


def numbers_of(paper: Paper) -> frozenset[str]:
    """What identifies a paper everywhere, in one spelling: its DOI, its arXiv number without version, PubMed's."""
    found = set()
    for identifier in (paper.id, *paper.identifiers):
        scheme, _, value = identifier.lower().partition(":")
        if scheme == "doi" and value.startswith(_ARXIV_DOI):
            scheme, value = "arxiv", value.removeprefix(_ARXIV_DOI)
        if scheme in _UNIQUE and value:
            found.add(f"{scheme}:{_VERSION.sub('', value) if scheme == 'arxiv' else value}")
    return frozenset(found)


def _by_number(by_id: Mapping[str, Sequence[Paper]], numbers: Mapping[str, frozenset[str]]) -> Iterable[Step]:
    """Steps between papers that share a number, save where their titles and their authors both say otherwise."""
    bearers: dict[str, list[str]] = {}
    for id_ in sorted(by_id):
        for number in sorted(numbers[id_]):
            bearers.setdefault(number, []).append(id_)
    for number, ids in sorted(bearers.items()):
        if len(ids) > _MOST_ALIKE:
            continue
        for left, right in combinations(ids, 2):
            if any(_may_be_one(a, b) for a in by_id[left] for b in by_id[right]):
                yield Step(left, right, 1.0, f"both are {number}")


def _by_title(
    by_id: Mapping[str, Sequence[Paper]], numbers: Mapping[str, frozenset[str]], joined: Groups
) -> Iterable[Step]:
    """Steps between papers with one title and the same authors, as long as no two that they join must stay apart."""
    titles: dict[str, list[tuple[str, Paper]]] = {}
    for id_, known in sorted(by_id.items()):
        for paper in known:
            if _tells(paper.title):
                titles.setdefault(tight_key(paper.title), []).append((id_, paper))
    steps = []
    reached = Groups()
    for bearers in titles.values():
        if len({id_ for id_, _ in bearers}) > _MOST_ALIKE:
            continue
        for (left, a), (right, b) in combinations(bearers, 2):
            reason = _one_by_title(a, b)
            if left != right and reason:
                step = Step(left, right, 0.95, reason)
                steps.append(step)
                reached.join(Step(joined.top(left), joined.top(right), 1.0, ""))
    cluster_numbers: dict[str, set[str]] = {}
    for id_, own in numbers.items():
        cluster_numbers.setdefault(joined.top(id_), set()).update(own)
    torn = {
        top
        for top, clusters in reached.groups(reached.known()).items()
        if any(_must_stay_apart(cluster_numbers[a], cluster_numbers[b]) for a, b in combinations(clusters, 2))
    }
    return [step for step in steps if reached.top(joined.top(step.left)) not in torn]


def _must_stay_apart(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether two sets of numbers are those of two papers: two published DOIs, or two arXiv numbers."""
    for scheme in ("doi:", "arxiv:"):
        a, b = (
            {n for n in side if n.startswith(scheme) and not n.removeprefix("doi:").startswith(_PREPRINTS)}
            for side in (left, right)
        )
        if a and b and not a & b:
            return True
    return False


def _tells(title: str) -> bool:
    """Whether a title is long enough to tell a paper by, and none that many papers bear."""
    key = name_key(title)
    return len(key.split()) >= _FEWEST_WORDS and len(key) >= _FEWEST_LETTERS and not key.startswith(_FORMS)


def _one_by_title(left: Paper, right: Paper) -> str:
    """Why two papers with one title are one, "" where they are not."""
    if left.year is not None and right.year is not None and abs(left.year - right.year) > MOST_YEARS:
        return ""
    a, b = _surnames(left.authors), _surnames(right.authors)
    if a and b:
        return "same title and authors" if len(a & b) >= _SHARED_AUTHORS * min(len(a), len(b)) else ""
    return "same long title" if len(name_key(left.title).split()) >= _TELLING_WORDS else ""


def _may_be_one(left: Paper, right: Paper) -> bool:
    """Whether titles and authors leave room for a shared number to be right: readers take a wrong one now and then."""
    a, b = _surnames(left.authors), _surnames(right.authors)
    if not (left.title and right.title and a and b):
        return True
    return bool(a & b) or tight_key(left.title) == tight_key(right.title)


def _surnames(authors: Iterable[str]) -> frozenset[str]:
    """The surnames of authors; of a paper under review, whose authors are "anonymous", none."""
    named = (author for author in authors if "anonymous" not in author.lower())
    return frozenset(surname for author in named if (surname := _surname(author)))


def _surname(author: str) -> str:
    """The key of a surname: before the comma, or the last word that is no initial ("Deng, Jia", "Deng J")."""
    words = author.partition(",")[0].split() if "," in author else author.split()
    full = [word for word in words if not _INITIALS.fullmatch(word)] or words
    return name_key(full[-1]) if full else ""


_INITIALS = re.compile(r"(?:[^\W\d_]\.?[- ]?){1,3}(?<=[A-Z.])")
