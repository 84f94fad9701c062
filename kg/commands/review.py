"""`kg review`: the least certain names of a library, one key each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from kg.commands.terminal import LibraryFolder, complain, terminal, told
from kg.errors import JudgementError, KgError
from kg.model import Verdict

if TYPE_CHECKING:
    from kg.resolution import Doubt
    from kg.reviewing import Review

_KEYS = "s same   d different   k skip   u undo   q quit"
_VERDICTS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT}
_QUIT = ("q", "", "\x03", "\x04")  # also where the keys end
_LONGEST = 300  # characters of a sentence on the screen


def review(library: LibraryFolder) -> None:
    """Decide on the names that are least certain, those first that change most: one key each, kept at once."""
    from kg.build import store
    from kg.library import Library
    from kg.reviewing import Review

    with told():
        opened = Library.open(library)
        with opened.writing():
            before = opened.judgements()
            session = Review(opened)
            try:
                _ask(session, terminal())
            finally:
                if opened.judgements() != before:
                    store(opened)
                    opened.save()
        left = len(session.doubts) - session.position
        print(f"{session.answered} decided, {left} left; what was decided is kept in {opened.judgements_file}")


def _ask(session: Review, screen: Console) -> None:
    """Ask until nothing is left or the person ends it. Raises KgError where there is nobody to ask."""
    asked = 0
    while (doubt := session.current) is not None:
        _show(session, doubt, screen)
        key = _key()
        if not key and not asked:
            raise KgError(
                "a review needs somebody at a terminal",
                advice="start it in one, or send the keys s, d, k, u and q on standard input",
            )
        asked += 1
        if key in _QUIT:
            return
        if key == "k":
            session.skip()
        elif key == "u":
            if not session.undo():
                complain("this is the first one: there is nothing to undo")
        elif key in _VERDICTS:
            try:
                session.answer(_VERDICTS[key])
            except JudgementError as error:
                complain(f"not kept: {error}")
                session.skip()
        elif not key.isspace():
            complain(f"no key for that: {_KEYS}")


def _key() -> str:
    """The next key, in small letters; "" where there is none any more."""
    return (click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)).lower()


def _show(session: Review, doubt: Doubt, screen: Console) -> None:
    now = "taken as one dataset" if doubt.joined else "taken as two datasets"
    screen.print()
    screen.print(Text(f"{session.position + 1} of {len(session.doubts)}: {now}; same with {doubt.score:.2f}"))
    for letter, name, places in (("A", doubt.left, doubt.left_places), ("B", doubt.right, doubt.right_places)):
        screen.print(Text.assemble((f"  {letter}  {name}", "bold"), f"   {_many(len({p for p, _ in places}))}"))
        for witness in session.witnesses(places):
            screen.print(Text(f"       {_cut(witness.quote)} — {_cut(witness.paper)}"))
    screen.print(Text(f"  why: {doubt.reason}"))
    screen.print(Text(f"  {_KEYS}", "dim"))


def _many(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers} papers"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
