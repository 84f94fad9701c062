"""The least certain decisions on names, those first that change most when they are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.model import Judgement
from kg.names import name_key
from kg.resolution.answers import Answers
from kg.resolution.joining import best, ordered
from kg.resolution.nodes import Place
from kg.resolution.reasons import Reason, first_words
from kg.resolution.resolving import Joined
from kg.resolution.spelling import bare, bare_key

_SURE = 0.95  # from this score on nobody needs to look
_REFUSED = 0.3  # how much of a refused reason still speaks for it
_MOST_ALIKE = 8  # names; where more share initials or letters, these say nothing
_SHORTEST = 6  # characters of a key whose slips are looked for


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names of which it is not certain whether they are one dataset.

    `left` and `right` are names as printed, or dataset ids of the catalogue; `score` how sure it is that they are one,
    `joined` whether they are taken as one now; `places` the uses of each, `papers` how many papers a change concerns.
    """

    left: str
    right: str
    score: float
    reason: str
    joined: bool
    papers: int
    left_places: tuple[Place, ...]
    right_places: tuple[Place, ...]

    @property
    def worth(self) -> float:
        """The papers that a look at it is expected to mend."""
        return round(min(self.score, 1 - self.score) * self.papers, 6)


def doubts(joined: Joined, judgements: Iterable[Judgement] = ()) -> list[Doubt]:
    """What a person should look at, the most worth it first.

    What has been judged is not asked again, and nothing is asked that no judgement could change, such as whether two
    names that the catalogue has for one dataset are one.
    """
    judgements = ordered(judgements)
    places, of_name, answers = _places(joined), joined.nodes.of_name, Answers(judgements, joined.nodes)
    settled = {frozenset((of_name(j.left), of_name(j.right))) for j in judgements}
    found: dict[frozenset[str], Doubt] = {}
    for left, right, reason, is_joined in (*_links(joined), *_alone(joined), *_near(joined)):
        pair = frozenset(node.replace("printed:", "name:") for node in (left, right))
        if pair in settled or pair in found or reason.score >= _SURE:
            continue
        names = _name(left, joined), _name(right, joined)
        if not (_is_of(names[0], left, joined) and _is_of(names[1], right, joined) and answers.fit(*names)):
            continue
        of_left, of_right = places.get(left, ()), places.get(right, ())
        counts = [len({paper for paper, _ in of}) for of in (of_left, of_right) if of]
        found[pair] = Doubt(*names, *reason, is_joined, min(counts, default=1), of_left, of_right)
    return sorted(found.values(), key=lambda d: (-d.worth, d.left, d.right))


def _is_of(name: str, node: str, joined: Joined) -> bool:
    """Whether a judgement on a name is about a node; the catalogue may read the name as a dataset instead."""
    if node.startswith("printed:"):
        return name not in joined.nodes.catalogue.datasets
    return joined.nodes.of_name(name) == node


def _places(joined: Joined) -> dict[str, tuple[Place, ...]]:
    """The uses of every node."""
    found: dict[str, list[Place]] = {}
    for place, names in sorted(joined.nodes.of_use.items()):
        for node in names:
            found.setdefault(node, []).append(place)
        if place in joined.nodes.known:
            found.setdefault(f"printed:{bare_key(joined.uses[place].name)}", []).append(place)
    return {node: tuple(of) for node, of in found.items()}


def _name(node: str, joined: Joined) -> str:
    """A node as a person would call it: the catalogue's id, or the longest spelling, best one that is no id."""
    scheme, _, name = node.partition(":")
    if scheme == "id":
        return name
    spelled = joined.nodes.spelled.get(f"name:{name}")
    if not spelled:
        spelled = {u.name for p, u in joined.uses.items() if p in joined.nodes.known and bare_key(u.name) == name}
    return max(spelled or {name}, key=lambda n: (n not in joined.nodes.catalogue.datasets, len(n), n))


def _links(joined: Joined) -> Iterator[tuple[str, str, Reason, bool]]:
    for step in joined.taken:
        yield step.left, step.right, Reason(step.score, step.reason), True
    for step in joined.refused:
        reason = f"{step.reason}; what else is known of the two forbids it"
        yield step.left, step.right, Reason(round(step.score * _REFUSED, 2), reason), False


def _alone(joined: Joined) -> Iterator[tuple[str, str, Reason, bool]]:
    """Names with several meanings that were taken for a dataset of the catalogue, on what little the paper says."""
    least: dict[tuple[str, str], float] = {}
    for place, id_ in joined.nodes.known.items():
        use = joined.uses[place]
        if use.mentions:
            pair = (f"printed:{bare_key(use.name)}", f"id:{id_}")
            least[pair] = min(least.get(pair, 1.0), max(m.score for m in use.mentions))
    for (name, id_), score in sorted(least.items()):
        if score < _SURE:
            yield name, id_, Reason(score, "the name has other meanings too, and the paper says little"), True


def _near(joined: Joined) -> Iterator[tuple[str, str, Reason, bool]]:
    """Names that are alike and were not joined."""
    seen = set()
    names = {**{node: of for node, of in joined.nodes.spelled.items() if node.startswith("name:")}, **_known(joined)}
    for block in _blocks(names):
        for left, right in combinations(sorted(block), 2):
            is_new = left.startswith("name:") or right.startswith("name:")
            if is_new and (left, right) not in seen and joined.groups.top(left) != joined.groups.top(right):
                seen.add((left, right))
                reason = None if joined.groups.hindrance(left, right) else best(names[left], names[right])
                if reason is not None:
                    yield left, right, reason, False


def _known(joined: Joined) -> dict[str, set[str]]:
    """The names of every dataset of the catalogue."""
    return {f"id:{d.id}": {d.name, *d.aliases, *d.context_aliases} for d in joined.nodes.catalogue.datasets.values()}


def _blocks(names: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    """Nodes that share initials, words, or all letters but one: only these need to be compared."""
    blocks: dict[str, set[str]] = {}
    for node, spelled in names.items():
        for key in {key for name in spelled for key in _keys(name)}:
            blocks.setdefault(key, set()).add(node)
    for _, block in sorted(blocks.items()):
        if 1 < len(block) <= _MOST_ALIKE:
            yield block


def _keys(name: str) -> Iterator[str]:
    letters = "".join(c for c in name if c.isalpha())
    if " " not in name and sum(c.isupper() for c in name) > 1:
        yield f"initials {letters.lower()}"
    if " " in name:
        yield f"initials {first_words(name)}"
        yield f"initials {''.join(w[0] for w in name_key(name).split() if len(w) > 3)}"
        yield f"words {' '.join(sorted(bare(name).split()))}"
    key = bare_key(name)
    if len(key) >= _SHORTEST:
        for i in range(1, len(key)):
            yield f"letters {key[:i]}{key[i + 1 :]}"
        yield f"letters {key}"
