"""Every error that this program raises on purpose: a sentence, the file and line it is about, and advice."""

from __future__ import annotations

from pathlib import Path


class KgError(Exception):
    """A problem a person can act on.

    `message` says what is wrong, `path` and `line` where, `advice` what to do about it. `str()` gives all of it on one
    line, in the manner of a compiler: `papers/a.pdf:12: message (advice)`.
    """

    def __init__(
        self, message: str, *, path: str | Path | None = None, line: int | None = None, advice: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.advice = advice

    def __str__(self) -> str:
        place = "" if self.path is None else self.path + (f":{self.line}" if self.line else "") + ": "
        return f"{place}{self.message}" + (f" ({self.advice})" if self.advice else "")


class ReadError(KgError):
    """A file cannot be read as a paper."""


class CatalogueError(KgError):
    """A catalogue file breaks the rules that `kg catalogue check` holds."""


class JudgementError(KgError):
    """A judgement is malformed, names an unknown dataset or contradicts another."""


class LibraryError(KgError):
    """A library folder is missing, locked, or written by a newer version."""


class QueryError(KgError):
    """A query cannot be parsed, or lacks a parameter."""
