"""What a name that names no dataset is called for: a model, a method, a metric; for reasons that a person reads."""

from __future__ import annotations

from functools import lru_cache

from kg.names import tight_key
from kg.resources import shipped

# Sections of data/catalogue/other_names.txt, and what one name of each is.
_SINGULAR = {
    "models": "model",
    "methods and algorithms": "method",
    "metrics": "metric",
    "losses and optimisers": "method",
    "software and libraries": "software",
    "hardware": "hardware",
    "organisations": "organisation",
    "tasks": "task",
}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    kind = ""
    for line in shipped("data", "catalogue", "other_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = _SINGULAR.get(line.removeprefix("#").strip(), "")
        elif line and kind:
            found.setdefault(tight_key(line), kind)
    return found


def kind_of(name: str) -> str:
    """The kind of thing that a name usually names ("model"), "" where it is not known."""
    return _kinds().get(tight_key(name), "")
