"""What a process that dies takes with it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

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


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """Also where it is killed and can tell nobody."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys, time\n"
        "from kg.processes import worked\n"
        "def wait(number):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(600)\n"
        "list(worked(wait, range(5), 2))\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()
        assert process.stdout.read() == "", "the pipe is open as long as one of them lives"
    assert all(worker != process.pid for worker in workers)


def test_what_a_function_raises_is_raised() -> None:
    with pytest.raises(TypeError):
        list(worked(_square, [1, 2, 3, "four", 5], 2))  # type: ignore[arg-type]
