"""What a process that dies takes with it."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from kg.processes import worked

_begun = 0


def _begin(number: int) -> None:
    global _begun
    _begun = number


def _square(number: int) -> int:
    if number < 0:
        os._exit(9)  # as a process that the system ends for want of memory
    return number * number + _begun


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([-1, *range(12)], id="the first"),
        pytest.param([*range(6), -1, *range(6, 12)], id="one in the middle"),
        pytest.param([*range(12), -1], id="the last"),
        pytest.param([-1, 0, -2, 1, 2, 3, -3], id="several"),
        pytest.param([-1, -2, -3, -4, -5], id="all"),
    ],
)
def test_one_that_dies_costs_one_result(items: list[int]) -> None:
    found = dict(worked(_square, items, 2, start=_begin, given=(1,)))
    assert found == {item: None if item < 0 else item * item + 1 for item in items}


@pytest.mark.parametrize(("items", "workers"), [([], 2), ([1, 2, 3], 2), ([1, 2, 3, 4, 5], 1)])
def test_few_things_or_one_worker_need_no_process(
    items: list[int], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProcessPoolExecutor, "__init__", lambda *_, **__: pytest.fail("a process"))
    found = list(worked(_square, items, workers, start=_begin, given=(2,)))
    assert found == [(item, item * item + 2) for item in items]


def test_what_a_function_raises_is_raised() -> None:
    with pytest.raises(TypeError):
        list(worked(_square, [1, 2, 3, None, 5], 2))  # type: ignore[list-item]
