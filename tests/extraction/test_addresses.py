"""Addresses that a paper gives for its datasets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.extraction.addresses import addresses_of
from kg.extraction.naming import Named
from kg.model import Mention

CASES = [
    ("behind the name", "<d id=x>XSet</d> is available at https://x.org/set.", {"x": ("https://x.org/set",)}),
    ("in brackets", "We use <d id=x>XSet</d> (http://x.org).", {"x": ("http://x.org",)}),
    ("without a scheme", "We use <d id=x>XSet</d> (www.x.org).", {"x": ("www.x.org",)}),
    ("in brackets, with a citation behind", "<d id=x>XSet</d> (www.x.org)[23] is used.", {"x": ("www.x.org",)}),
    ("a citation behind", "<d id=x>XSet</d>: https://x.org[23].", {"x": ("https://x.org",)}),
    ("with brackets of its own", "<d id=x>XSet</d>: https://x.org/a_(b)/c.", {"x": ("https://x.org/a_(b)/c",)}),
    ("with brackets at its end", "<d id=x>XSet</d> (see https://x.org/a_(b)).", {"x": ("https://x.org/a_(b)",)}),
    ("before the name", "At https://x.org we found <d id=x>XSet</d>.", {"x": ("https://x.org",)}),
    (
        "one each",
        "<d id=x>XSet</d> (https://x.org) and <d id=y>YSet</d> (https://y.org).",
        {"x": ("https://x.org",), "y": ("https://y.org",)},
    ),
    (
        "alone, with the name in it",
        "We use <d id=x>X-Set 9</d>.\n\nhttps://a.org/x_set-9/v1.",
        {"x": ("https://a.org/x_set-9/v1",)},
    ),
    ("alone, without a name", "We use <d id=x>X-Set 9</d>.\n\nhttps://a.org/xset/v9.", {"x": ()}),
    ("in another sentence", "We use <d id=x>XSet</d>. Our code: https://code.org/a.", {"x": ()}),
    ("given twice", "<d id=x>XSet</d>: https://x.org; https://x.org.", {"x": ("https://x.org",)}),
    ("a mail address is none", "<d id=x>XSet</d> (ask a@x.org).", {"x": ()}),
    ("no name", "See https://x.org.", {}),
]


@pytest.mark.parametrize(("why", "source", "expected"), CASES, ids=[why for why, _, _ in CASES])
def test_addresses_given(
    why: str,
    source: str,
    expected: dict[str, tuple[str, ...]],
    marked: Callable[..., Any],
    document: Callable[..., Any],
) -> None:
    case = marked(source)
    found: dict[str, Named] = {}
    for e in case.expected:
        found.setdefault(e.id, Named("")).mentions.append(Mention(e.span, e.surface, "pattern", 1.0))
    given = addresses_of(list(found.values()), document(case.paper))
    assert dict(zip(found, given, strict=True)) == expected
