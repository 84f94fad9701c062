"""Joins, refusals and the path that explains them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Step
from kg.resolution.groups import Groups


def step(left: str, right: str) -> Step:
    return Step(left, right, 1.0, f"{left}{right}")


def test_join() -> None:
    groups = Groups()
    assert all(groups.join(step(*pair)) for pair in ("ab", "bc", "de", "ca"))
    assert groups.groups("abcdef") == {"a": ["a", "b", "c"], "d": ["d", "e"], "f": ["f"]}
    assert groups.known() == tuple("abcdef")


def test_what_is_kept_apart_is_not_joined_by_any_path() -> None:
    groups = Groups()
    assert groups.keep_apart("a", "d")
    assert groups.join(step("a", "b"))
    assert groups.join(step("c", "d"))
    assert not groups.join(step("b", "c"))
    assert groups.top("a") != groups.top("d")
    assert groups.path("a", "d") == ()


def test_what_is_joined_cannot_be_kept_apart() -> None:
    groups = Groups()
    groups.join(step("a", "b"))
    assert not groups.keep_apart("b", "a")
    assert not groups.keep_apart("c", "c")


def test_the_shortest_path_in_order() -> None:
    groups = Groups()
    for pair in ("ab", "bc", "cd", "ad", "de"):
        groups.join(step(*pair))
    assert [s.reason for s in groups.path("a", "e")] == ["ad", "de"]
    assert [s.reason for s in groups.path("e", "a")] == ["de", "ad"]
    assert groups.path("a", "a") == ()
    assert groups.path("a", "nowhere") == ()


def test_the_first_reason_for_a_link_stays() -> None:
    groups = Groups()
    groups.join(Step("a", "b", 1.0, "first"))
    groups.join(Step("b", "a", 0.5, "second"))
    assert [s.reason for s in groups.path("a", "b")] == ["first"]


_PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(pairs=_PAIRS, data=st.data())
def test_the_order_of_joins_does_not_matter(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    left, right = Groups(), Groups()
    for pair in pairs:
        left.join(step(*pair))
    for pair in data.draw(st.permutations(pairs)):
        right.join(step(*pair))
    assert left.groups("abcdef") == right.groups("abcdef")


@given(pairs=_PAIRS, apart=_PAIRS)
def test_apart_stays_apart(pairs: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    groups = Groups()
    kept = [pair for pair in apart if groups.keep_apart(*pair)]
    for pair in pairs:
        joined = groups.join(step(*pair))
        assert joined == (groups.top(pair[0]) == groups.top(pair[1]))
        assert not joined or pair[0] == pair[1] or groups.path(*pair)
    assert all(groups.top(left) != groups.top(right) for left, right in kept)
