"""Questions answered in other processes, since a query that runs cannot be stopped but with its process."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError, LibraryError
from kg.graph import Place, TripleStore, open_to_read

if sys.platform == "linux":
    import resource

_Result = TypeVar("_Result")
# Seconds that a process may take to start; loading the program takes half of one.
_START = 60.0
_MEMORY = 4 << 30  # bytes that a process may take, besides the files that it has open
# A fresh interpreter: threads of the server do not survive a fork.
_SPAWN = multiprocessing.get_context("spawn")


class TimeLimitError(KgError):
    """A question took longer than allowed, or more memory than there is."""


class BusyError(KgError):
    """Every process is at work."""


class Workers:
    """Some processes that each have the store open, and are ended when an answer takes too long.

    `seconds` is the time for one answer. Readers see a library as it is when they ask: a store that was rewritten is
    opened anew.
    """

    def __init__(self, place: Place, *, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all = [_Worker(place) for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)

    def run(self, job: Callable[..., _Result], *arguments: object) -> _Result:
        """The result of `job(store, *arguments)`; job and arguments are sent to the process, so it is a function of a
        module.

        Raises what the job raises of ours, TimeLimitError, and BusyError where no process gets free in time.
        """
        try:
            worker = self._idle.get(timeout=self._seconds)
        except queue.Empty as error:
            raise BusyError("too many questions are being answered", advice="try again in a moment") from error
        try:
            result: _Result = worker.run(job, arguments, self._seconds)
            return result
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends the processes."""
        for worker in self._all:
            worker.stop()


class _Worker:
    """One process; started when it is needed first, and again after it has been ended."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def run(self, job: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Any:
        line = self._started()
        try:
            line.send((job, arguments))
            if not line.poll(seconds):
                self.stop()
                raise TimeLimitError(
                    f"the answer takes longer than {seconds:g} seconds", advice="ask for less, or add a LIMIT"
                )
            good, value = line.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise TimeLimitError(
                "no answer: its process has ended, for want of memory as a rule", advice="ask for less"
            ) from error
        if good:
            return value
        raise value

    def _started(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self.stop()
        self._line, other = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(other, self._place), daemon=True)
        self._process.start()
        other.close()
        if not self._line.poll(_START) or self._line.recv() != "ready":
            raise TimeLimitError("the process for answers does not start", advice="look at the memory of this machine")
        return self._line

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _work(line: Connection, place: Place) -> None:
    """What a process does until the other end of its line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    if sys.platform == "linux":
        # The process that asks for too much ends, and not another one that the system picks.
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    fresh = _Fresh(place)
    line.send("ready")
    while True:
        try:
            job, arguments = line.recv()
        except EOFError:
            return
        try:
            line.send((True, fresh.answer(job, arguments)))
        except KgError as error:
            line.send((False, error))
        except MemoryError:
            line.send((False, TimeLimitError("the answer needs too much memory", advice="ask for less")))


class _Fresh:
    """A store that is opened again when its files have changed."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._store: TripleStore | None = None
        self._seen: object = None

    def answer(self, job: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
        seen = _look(self._place)
        if self._store is None or seen != self._seen:
            self._open(seen)
        try:
            return job(self._store, *arguments)
        except LibraryError:
            if seen == _look(self._place):
                raise
            # It was rewritten between the look and the answer.
            self._open(_look(self._place))
            return job(self._store, *arguments)

    def _open(self, seen: object) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        self._store = open_to_read(self._place)
        self._seen = seen


def _look(place: Place) -> object:
    """What changes when a folder is written to; the files that reading makes are left out. A server looks itself."""
    if not isinstance(place, Path):
        return None
    try:
        files = [path for path in place.iterdir() if not path.name.startswith(("LOG", "IDENTITY", "OPTIONS"))]
        return sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    except OSError:
        return None
