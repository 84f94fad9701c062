r"""LaTeX source cut into tokens, and the stream of them that commands take their arguments from.

Tokens are plain strings. A control sequence keeps its backslash; `\begin{name}` and `\end{name}` are one token each;
what must be taken literally (verbatim text, addresses) starts with VERBATIM; a paragraph break is PAR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Tokens = list[str]

PAR = "\n\n"
VERBATIM = "\x00"
# Ends the expansion of the macro named behind it, so that a macro inside itself can be told from one used again.
EXPANDED = "\x01"

_TOKEN = re.compile(
    r"""
      %[^\n]*(?:\n(?![ \t]*\n)[ \t]*)?                                   # a comment takes its line end with it
    | \\(?:verb|lstinline)\*?(?P<mark>[^\sa-zA-Z*{])(?P<inline>[^\n]*?)(?P=mark)
    | \\begin\s*\{(?P<name>verbatim\*?|Verbatim|alltt)\}(?P<block>.*?)\\end\s*\{(?P=name)\}
    | (?P<link>\\(?:url|href|path|nolinkurl))\s*\{(?P<address>[^{}\n]*(?:\n[^{}\n]+)?)\}
    | \\(?P<side>begin|end)\s*\{\s*(?P<environment>[^{}\\\#\n]*?)\s*\}
    | (?P<word>\\LETTERS+)(?:[ \t]+|(?=\n))(?:\n(?![ \t]*\n)[ \t]*)?
    | (?P<control>\\LETTERS+|\\[^\s])
    | (?P<space>\\\s)
    | (?P<par>[ \t]*\n[ \t]*\n\s*)
    | (?P<gap>\s+)
    | \#{1,2}\d
    | [^\\{}$&\#~^_%\s\[\]*]+
    | .
    """.replace("LETTERS", "[a-zA-Z]"),
    re.VERBOSE | re.DOTALL,
)
# In packages and preambles an at sign is a letter.
_TOKEN_WITH_AT = re.compile(_TOKEN.pattern.replace("[a-zA-Z]+", "[a-zA-Z@]+"), _TOKEN.flags)
_AT_LETTER = re.compile(r"(\\makeat(?:letter|other)\b)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def tokenise(source: str) -> Tokens:
    """The tokens of a source, in order."""
    source = _CONTROLS.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    tokens: Tokens = []
    pattern = _TOKEN
    for part in _AT_LETTER.split(source):
        if part == r"\makeatletter":
            pattern = _TOKEN_WITH_AT
        elif part == r"\makeatother":
            pattern = _TOKEN
        else:
            _cut(part, pattern, tokens)
    return tokens


def _cut(source: str, pattern: re.Pattern[str], tokens: Tokens) -> None:
    for found in pattern.finditer(source):
        kind = found.lastgroup
        if kind is None:
            if found[0][0] != "%":
                tokens.append(found[0])
        elif kind == "gap":
            tokens.append(" ")
        elif kind in ("word", "control"):
            tokens.append(found[kind])
        elif kind == "environment":
            tokens.append(f"\\{found['side']}{{{found['environment']}}}")
        elif kind == "par":
            tokens.append(PAR)
        elif kind == "space":
            tokens.append("\\ ")
        elif kind == "address":
            tokens += [found["link"], "{", VERBATIM + found["address"], "}"]
        elif kind == "inline":
            tokens.append(VERBATIM + found["inline"])
        else:
            tokens += [PAR, VERBATIM + found["block"], PAR]


# A source with thousands of unclosed groups would otherwise cost the square of its length.
_PATIENCE = 2_000_000
_SHORT_SIGHT = 500
_LONG = 2_000  # tokens in a group


class Stream:
    """Tokens still to be read. They are held back to front, so that reading and putting back cost the same anywhere."""

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        self.rest: Tokens = list(tokens)[::-1]
        self.inside: dict[str, int] = {}
        # How many more tokens may be looked through in vain or twice; an aside shares it with its paper.
        self.patience = [_PATIENCE]

    def __bool__(self) -> bool:
        return bool(self.rest)

    def take(self) -> str:
        return self.rest.pop()

    def put(self, tokens: Iterable[str]) -> None:
        """Tokens to be read next."""
        self.rest.extend(reversed(list(tokens)))

    def left(self, marker: str) -> None:
        """A macro's expansion has been read to its end."""
        self.inside[marker] = self.inside.get(marker, 1) - 1

    def peek(self) -> str:
        """The next token; "" at the end."""
        rest = self.rest
        while rest and rest[-1][0] == EXPANDED:
            self.left(rest.pop())
        return rest[-1] if rest else ""

    def skip_space(self) -> None:
        while self.peek() == " ":
            self.rest.pop()

    def star(self) -> bool:
        """Whether a star comes next; it is taken."""
        if self.peek() == "*":
            self.rest.pop()
            return True
        return False

    def argument(self, barriers: frozenset[str] = frozenset()) -> Tokens:
        """The next argument, without its braces.

        A group that is not closed, or that swallows a token of `barriers` before it is, ends with its paragraph: one
        missing brace then costs one paragraph and not the paper.
        """
        self.skip_space()
        if not self.rest:
            return []
        if self.rest[-1] != "{":
            token = self.rest[-1]
            if token in (PAR, "}", "&", "$") or token.startswith((r"\begin{", r"\end{")):
                return []
            if token[0] in "\\" + VERBATIM or len(token) == 1:
                return [self.rest.pop()]
            self.rest[-1] = token[1:]
            return [token[0]]
        self.rest.pop()
        end = self._closing("{", "}", barriers)
        if end is None:
            return self._cut(self._paragraph_end())
        tokens = self._cut(end)
        self.rest.pop()
        return tokens

    def option(self, opening: str = "[", closing: str = "]") -> Tokens | None:
        """The next optional argument, None where none stands here."""
        at = len(self.rest)
        self.skip_space()
        if self.peek() != opening:
            if at > len(self.rest):
                self.rest.append(" ")
            return None
        self.rest.pop()
        end = self._closing(opening, closing, frozenset({PAR}))
        if end is None:
            self.rest.append(opening)
            return None
        tokens = self._cut(end)
        self.rest.pop()
        return tokens

    def until(self, ends: frozenset[str], barriers: frozenset[str]) -> Tokens | None:
        """All up to one of `ends`, which is taken too; None, and nothing taken, where a barrier comes first."""
        i = len(self.rest)
        for i in self._ahead():
            token = self.rest[i]
            if token in ends:
                tokens = self._cut(i)
                self.rest.pop()
                return tokens
            if token in barriers:
                break
        self._in_vain(i)
        return None

    def nested_until(self, begin: str, end: str, barriers: frozenset[str]) -> Tokens | None:
        """All up to the `end` that belongs to a `begin` already read; None, and nothing taken, where there is none or a
        barrier comes first.
        """
        depth, i = 1, len(self.rest)
        for i in self._ahead():
            token = self.rest[i]
            if token == end:
                depth -= 1
                if depth == 0:
                    tokens = self._cut(i)
                    self.rest.pop()
                    return tokens
            elif token == begin:
                depth += 1
            elif token in barriers:
                break
        self._in_vain(i)
        return None

    def _closing(self, opening: str, closing: str, barriers: frozenset[str]) -> int | None:
        """Where the group that has just been opened ends; for brackets, those inside braces do not count."""
        depth, braces, i = 1, 0, len(self.rest)
        for i in self._ahead():
            token = self.rest[i]
            if token in barriers:
                break
            if not braces and token == closing:
                depth -= 1
                if depth == 0:
                    # One long group is an abstract; long ones within one another are looked through again and again.
                    self.patience[0] -= max(0, len(self.rest) - i - _LONG)
                    return i
            elif not braces and token == opening:
                depth += 1
            elif token == "{":
                braces += 1
            elif token == "}":
                braces -= 1
                if braces < 0:
                    break
        self._in_vain(i)
        return None

    def _ahead(self) -> range:
        """The places of the tokens that a search may look at, the next one first."""
        last = -1 if self.patience[0] > 0 else max(-1, len(self.rest) - _SHORT_SIGHT)
        return range(len(self.rest) - 1, last, -1)

    def _in_vain(self, reached: int) -> None:
        self.patience[0] -= len(self.rest) - reached

    def _paragraph_end(self) -> int:
        ahead = self._ahead()
        for i in ahead:
            if self.rest[i] == PAR or self.rest[i].startswith((r"\begin{", r"\end{")):
                return i
        self._in_vain(ahead.stop)
        return ahead.stop

    def _cut(self, end: int) -> Tokens:
        """Take all tokens before the index `end` of the rest."""
        taken = self.rest[:end:-1]
        del self.rest[end + 1 :]
        tokens: Tokens = []
        for token in taken:
            if token[0] == EXPANDED:
                self.left(token)
            else:
                tokens.append(token)
        return tokens


def plain(tokens: Iterable[str]) -> str:
    """The tokens as a bare string (keys, file names, numbers), control sequences and braces left out."""
    return "".join(t.lstrip(VERBATIM) for t in tokens if t[0] not in "{}\\").strip()
