"""Why names denote the datasets that they denote in a library, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import catalogue as catalogues
from kg.comparing import compare_names
from kg.extraction import Extractor
from kg.library import Library
from kg.model import Identity, Record, Step
from kg.names import name_key
from kg.resolution import Explanation, Joined, explain_names, identity_of, join


def explain(library: Library, name: str) -> list[str]:
    """For every dataset that a name or an id denotes in a library: in which papers, and by which steps."""
    records, _, identity = _resolved(library)
    return _lines(_places(name, records, identity), identity)


def compare(library: Library, left: str, right: str) -> list[str]:
    """Whether two names denote the same dataset in a library, and the evidence for it or against it."""
    records, joined, identity = _resolved(library)
    found = [list(_places(name, records, identity)) for name in (left, right)]
    ids = [{identity.of_use[record.paper.id, i] for record, i in places} for places in found]
    shared = sorted(ids[0] & ids[1])
    if shared:
        verdict = f"{left} and {right} are both {', '.join(shared)}"
    elif all(ids):
        verdict = f"{left} is {', '.join(sorted(ids[0]))}; {right} is {', '.join(sorted(ids[1]))}: different datasets"
    else:
        missing = left if not ids[0] else right
        verdict = f"no paper of this library prints {missing}"
    why = explain_names(left, right, joined, identity, library.judgements())
    lines = [line for one in why for line in _evidence(one)]
    return [verdict, "", *lines, *([""] if lines else []), *_lines(found[0], identity), *_lines(found[1], identity)]


def compare_alone(left: str, right: str) -> list[str]:
    """Whether two names denote the same dataset where nothing is known but the catalogue and the names themselves."""
    comparison = compare_names(left, right, Extractor(catalogues.load()))
    if comparison.relation == "same":
        verdict = f"{left} and {right} are both {comparison.left}"
    else:
        verdict = f"{left} is {comparison.left}; {right} is {comparison.right}: different datasets"
    why = explain_names(left, right, comparison.joined, comparison.identity)
    return [verdict, "", *(line for one in why for line in _evidence(one))]


def _evidence(explanation: Explanation) -> Iterator[str]:
    """The path of one explanation, its weakest link named, or what speaks against one dataset."""
    if explanation.relation == "same":
        yield f"what joins them as {explanation.left}:"
        yield from (_step(step) for step in explanation.steps)
        weakest = explanation.weakest
        if weakest is not None:
            yield f"    the weakest link: {weakest.left} -> {weakest.right}  {weakest.score:.2f}  {weakest.reason}"
    else:
        yield f"what keeps {explanation.left} and {explanation.right} apart: {explanation.relation_said}"
        yield from (f"    {sentence}" for sentence in explanation.against)


def _resolved(library: Library) -> tuple[list[Record], Joined, Identity]:
    records = library.records()
    joined = join(records, library.catalogue(), library.judgements())
    return records, joined, identity_of(joined)


def _places(name: str, records: Iterable[Record], identity: Identity) -> Iterator[tuple[Record, int]]:
    """The records and positions of the uses that print a name, or whose dataset has this id or preferred name."""
    key = name_key(name)
    for record in records:
        for i, use in enumerate(record.uses):
            id_ = identity.of_use[record.paper.id, i]
            if name == id_ or key in map(name_key, (use.name, *use.surfaces, identity.datasets[id_].name)):
                yield record, i


def _lines(places: Iterable[tuple[Record, int]], identity: Identity) -> list[str]:
    lines: list[str] = []
    for record, i in places:
        title = record.paper.title or record.paper.source
        lines.append(f"{record.uses[i].name} in {title!r} is {identity.of_use[record.paper.id, i]}")
        lines += [_step(s) for s in identity.why(record.paper.id, i)]
    return lines


def _step(step: Step) -> str:
    return f"    {step.left} -> {step.right}  {step.score:.2f}  {step.reason}"
