from __future__ import annotations

import pytest

from kg.web.negotiation import choose

CASES = [
    ("", "a/x"),
    ("*/*", "a/x"),
    ("a/y", "a/y"),
    ("A/Y ; Q=0.5", "a/y"),
    ("a/*;q=0.5, b/z", "b/z"),
    ("a/y;q=0.9, a/x;q=0.8, */*;q=0.1", "a/y"),
    ("a/x;q=0, */*", "a/y"),
    ("c/d", None),
    ("a/x;q=0, a/y;q=0, b/z;q=0", None),
    ("nonsense", "a/x"),
    ("a/x;q=high, a/y", "a/y"),
    ("a/y;level=1;q=0.4, b/z;q=0.3", "a/y"),
]


@pytest.mark.parametrize(("accept", "chosen"), CASES)
def test_choose(accept: str, chosen: str | None) -> None:
    assert choose(accept, ("a/x", "a/y", "b/z")) == chosen
