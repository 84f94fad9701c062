"""Work on many things in several processes: one that dies takes one thing with it and not all that wait."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 3  # items; starting processes costs more than working on so few


def worked(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    *,
    start: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
) -> Generator[tuple[Item, Result | None], None, None]:
    """Each item and what `function` makes of it, in the order in which they are done; None where its process died.

    `start`, with what is `given`, is called once a process. A few items are worked on in this process. Whoever closes
    the generator before its end waits for the items in work and for no others; the processes end where this one dies.
    """
    if len(items) <= _FEW or workers == 1:
        if start is not None and items:
            start(*given)
        for item in items:
            yield item, function(item)
        return
    waiting = list(items)
    while waiting:
        done: set[int] = set()
        with _pool(workers, start, given) as pool:
            for number, result in _results(pool, function, waiting):
                done.add(number)
                yield waiting[number], result
        waiting = [item for number, item in enumerate(waiting) if number not in done]
        # A pool dies as a whole. Items are taken in their order: what a process died of is among the first, and the
        # others are none the worse for it.
        for item in waiting[:workers]:
            with _pool(1, start, given) as alone:
                yield item, next((result for _, result in _results(alone, function, [item])), None)
        waiting = waiting[workers:]


@contextmanager
def _pool(workers: int, start: Callable[..., None] | None, given: tuple[Any, ...]) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(start, given))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(start: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _results(
    pool: ProcessPoolExecutor, function: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[tuple[int, Result]]:
    """The results that a pool gives before it breaks, each with the number of its item."""
    numbers = {}
    try:
        for number, item in enumerate(items):
            numbers[pool.submit(function, item)] = number
    except BrokenProcessPool:
        pass  # it died while it was given its work: those submitted tell
    for task in as_completed(numbers):
        try:
            result = task.result()
        except BrokenProcessPool:
            continue
        yield numbers[task], result
