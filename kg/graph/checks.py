"""Does a graph keep the rules? Asked with SPARQL: ontology/checks/*.rq, one rule a file, for graphs of any size.

Each file is an ASK query that is true where its rule is broken, and names the node and the value at fault `?node` and
`?value`. They say what ontology/shapes.ttl says, which takes about seven times as long and much memory, and one thing
that shapes cannot say: that the plain triples and the uses agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.triple_store import Solutions, TripleStore
from kg.resources import shipped

_HEADER = re.compile(r"# rule: (?P<rule>\w+)\n# message: (?P<message>.+)\n")
_ASK = re.compile(r"^ASK$", re.MULTILINE)
_SHOWN = 100  # violations of one rule; a program that breaks a rule tends to break it everywhere


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the node it is about, the name of the rule, the message, and the value at fault ("" if none)."""

    node: str
    rule: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule as a query that finds what breaks it."""

    rule: str
    message: str
    ask: str
    path: Path

    @property
    def select(self) -> str:
        """The same pattern, asked for what it matches."""
        return _ASK.sub("SELECT DISTINCT ?node ?value", self.ask) + f"LIMIT {_SHOWN}\n"


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Every check that ships with the program, by rule. Raises QueryError for a file without its header."""
    found = []
    for path in sorted(shipped("ontology", "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        if header is None or len(_ASK.findall(text)) != 1:
            raise QueryError(
                "is no check", path=path, advice="begin with `# rule:` and `# message:`, then ASK on a line"
            )
        found.append(Check(header["rule"], header["message"], text, path))
    return tuple(found)


def broken(store: TripleStore) -> list[Violation]:
    """The violations in a store, sorted: up to a hundred of each rule, for where one is there are many."""
    return sorted(violation for check in checks() for violation in _found(store, check))


def _found(store: TripleStore, check: Check) -> list[Violation]:
    if store.query(check.ask, path=check.path) is False:
        return []
    answer = store.query(check.select, path=check.path)
    if not isinstance(answer, Solutions):
        raise TypeError("a check is asked with SELECT")
    rows = [[term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row] for row in answer.rows]
    return [Violation(node, check.rule, check.message, value) for node, value in rows]
