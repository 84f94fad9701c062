r"""A paper's own commands: `\newcommand`, `\def`, `\let` and their kin, conditionals, and expansion within bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field

from kg.readers.latex_commands import SIGNATURES
from kg.readers.latex_tokens import EXPANDED, PAR, VERBATIM, Stream, Tokens, plain

_ARGUMENT = re.compile(r"#([#1-9])")
_MOST_EXPANSIONS = 100_000
_MOST_TOKENS = 2_000_000
_DEEPEST = 12
# Each conditional without an end costs a look through all that is left.
_MOST_UNCLOSED = 30
_LONGEST_PATTERN = 40
_LONGEST_DELIMITED = 2_000
_SHORTEST_DELIMITED = 50  # where many have been looked for in vain

_CONDITIONALS = frozenset(
    r"""\if \ifcat \ifx \ifnum \ifdim \ifodd \ifvmode \ifhmode \ifmmode \ifinner \ifvoid \ifhbox \ifvbox \ifeof \iftrue
    \iffalse \ifcase \ifdefined \ifcsname \ifpdf \ifxetex \ifluatex \ifPDFTeX \if@twocolumn \ifCLASSOPTIONcompsoc
    \ifCLASSINFOpdf \ifCLASSOPTIONcaptionsoff \ifCLASSOPTIONonecolumn \ifCLASSOPTIONtwocolumn""".split()
)


@dataclass(frozen=True, slots=True)
class Macro:
    """`pattern` holds, before and after each argument, the tokens that must stand there; the default is the first's."""

    body: tuple[str, ...]
    pattern: tuple[tuple[str, ...], ...] = ((),)
    default: tuple[str, ...] | None = None


@dataclass
class Macros:
    """The commands and environments that a paper has defined so far; `protected` ones are never redefined."""

    protected: Set[str]
    table: dict[str, Macro] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    expansions: int = 0
    tokens: int = 0
    unclosed: int = 0

    def define(self, name: str, macro: Macro, *, keep: bool = False) -> None:
        if name.startswith("\\") and name not in self.protected and not (keep and name in self.table):
            self.table[name] = macro

    def defines(self, token: str, stream: Stream) -> bool:
        """Whether the token was a definition; if so it has been carried out."""
        act = _DEFINITIONS.get(token)
        if act:
            act(self, stream, token)
        return act is not None

    def run(self, token: str, stream: Stream) -> bool:
        """Whether the token was a definition, a conditional or a macro; if so it has been carried out."""
        if self.defines(token, stream):
            return True
        if token in self.table:
            self._expand(token, stream)
        elif token in _CONDITIONALS or token[1:] in self.flags:
            self._choose(token, stream)
        elif token[1:-4] and token.endswith("true") and f"if{token[1:-4]}" in self.flags:
            self.flags[f"if{token[1:-4]}"] = True
        elif token[1:-5] and token.endswith("false") and f"if{token[1:-5]}" in self.flags:
            self.flags[f"if{token[1:-5]}"] = False
        else:
            return False
        return True

    def ending_in(self, token: str) -> frozenset[str]:
        """The token, and the macros that contain it: what a reader that waits for the token must stop at."""
        return frozenset({token, *(name for name, macro in self.table.items() if token in macro.body)})

    def _expand(self, token: str, stream: Stream) -> None:
        macro = self.table[token]
        marker = EXPANDED + token
        depth = stream.inside.get(marker, 0)
        arguments = _arguments(macro, stream)
        if depth >= _DEEPEST or self.expansions >= _MOST_EXPANSIONS or self.tokens >= _MOST_TOKENS:
            return
        body: Tokens = []
        for part in macro.body:
            if part[0] == VERBATIM:
                body.append(_ARGUMENT.sub(lambda found: _literal(found, arguments), part))
            elif part[0] != "#" or len(part) == 1:
                body.append(part)
            elif part[1] == "#":
                body.append(part[1:])
            elif int(part[1]) <= len(arguments):
                body += arguments[int(part[1]) - 1]
        self.expansions += 1
        self.tokens += len(body)
        stream.inside[marker] = depth + 1
        stream.put([*body, marker])

    def _choose(self, token: str, stream: Stream) -> None:
        if token == r"\ifx":
            left, right = _next(stream), _next(stream)
            holds = self._meaning(left) == self._meaning(right)
        elif token == r"\ifdefined":
            holds = _next(stream) in self.table
        else:
            # Of a test that cannot be told, the other branch is read: the first one would print its condition.
            holds = token == r"\iftrue" or self.flags.get(token[1:], False)
        if not holds:
            self.skip_branch(stream, stop_at_else=True)

    def _meaning(self, token: str) -> Macro:
        return self.table.get(token) or Macro((token,))

    def skip_branch(self, stream: Stream, *, stop_at_else: bool) -> None:
        r"""Drop all up to `\fi` (or `\else`); nothing where the `\fi` is missing."""
        if self.unclosed >= _MOST_UNCLOSED:
            return
        depth = 0
        for i in range(len(stream.rest) - 1, -1, -1):
            token = stream.rest[i]
            if token == r"\fi":
                if depth == 0:
                    del stream.rest[i:]
                    return
                depth -= 1
            elif token == r"\else" and depth == 0 and stop_at_else:
                if r"\fi" in stream.rest[:i]:
                    del stream.rest[i:]
                return
            elif token in _CONDITIONALS or token[1:] in self.flags:
                depth += 1
        self.unclosed += 1


def _next(stream: Stream) -> str:
    stream.skip_space()
    return stream.take() if stream.peek() else ""


def _arguments(macro: Macro, stream: Stream) -> list[Tokens]:
    arguments: list[Tokens] = []
    _match(macro.pattern[0], stream)
    for i, after in enumerate(macro.pattern[1:]):
        if i == 0 and macro.default is not None:
            given = stream.option()
            arguments.append(list(macro.default) if given is None else given)
        elif after:
            arguments.append(_delimited(after, stream))
        elif stream.peek() in ("", PAR):
            arguments.append([])
        else:
            arguments.append(stream.argument())
    return arguments


def _literal(found: re.Match[str], arguments: list[Tokens]) -> str:
    r"""What stands for "#1" in an address (`\url{http://x.org/#1}`): the argument as it is typed."""
    if found[1] == "#":
        return "#"
    if int(found[1]) > len(arguments):
        return found[0]
    tokens = (token for token in arguments[int(found[1]) - 1] if token not in ("{", "}"))
    return "".join(token.lstrip("\\" + VERBATIM) if len(token) == 2 else token.lstrip(VERBATIM) for token in tokens)


def _match(expected: tuple[str, ...], stream: Stream) -> None:
    for token in expected:
        if stream.peek() == token:
            stream.take()


def _delimited(after: tuple[str, ...], stream: Stream) -> Tokens:
    """All up to the tokens that end the argument; nothing where they do not come."""
    taken: Tokens = []
    depth = 0
    longest = _LONGEST_DELIMITED if stream.patience[0] > 0 else _SHORTEST_DELIMITED
    while stream.peek() and len(taken) < longest:
        if depth == 0 and tuple(stream.rest[: -len(after) - 1 : -1]) == after:
            del stream.rest[-len(after) :]
            return taken
        token = stream.take()
        before, found, behind = token.partition(after[0]) if len(after) == 1 and token[0] != "\\" else (token, "", "")
        if depth == 0 and found:
            # Words and their punctuation are one token.
            stream.put([behind] if behind else [])
            return [*taken, before] if before else taken
        depth += (token == "{") - (token == "}")
        taken.append(token)
    stream.put(taken)
    stream.patience[0] -= 10 * len(taken)  # it costs as much as ten that are only looked at
    return []


def _name(stream: Stream) -> str:
    """The control sequence that is being defined, with or without braces around it."""
    return next((token for token in stream.argument() if token[0] == "\\"), "")


def _command(macros: Macros, stream: Stream, token: str) -> None:
    stream.star()
    name = _name(stream)
    count = plain(stream.option() or [])
    default = stream.option()
    body = stream.argument()
    arguments = int(count) if count.isdecimal() else 0
    pattern = ((),) * (min(arguments, 9) + 1)
    keep = token == r"\providecommand"
    if keep and name in SIGNATURES and _is_program(body):
        return
    macros.define(name, Macro(tuple(body), pattern, None if default is None else tuple(default)), keep=keep)


def _is_program(body: Tokens) -> bool:
    r"""Whether a macro works with commands inside of packages (REVTeX's lists say `\href` and `\bibinfo` so)."""
    return any(token[0] == "\\" and "@" in token for token in body)


def _document_command(macros: Macros, stream: Stream, token: str) -> None:
    name = _name(stream)
    kinds = [part for part in plain(stream.argument()) if part in "moOsv"]
    body = stream.argument()
    default = () if kinds[:1] in (["o"], ["O"]) else None
    if "s" not in kinds:
        macros.define(name, Macro(tuple(body), ((),) * (len(kinds) + 1), default))


def _def(macros: Macros, stream: Stream, token: str) -> None:
    name = _next(stream)
    pattern: list[list[str]] = [[]]
    for _ in range(_LONGEST_PATTERN):
        if stream.peek() in ("{", "", PAR):
            break
        part = stream.take()
        if part[0] == "#" and len(part) > 1:
            pattern.append([])
        else:
            pattern[-1].append(part)
    if stream.peek() == "{":
        macros.define(name, Macro(tuple(stream.argument()), tuple(tuple(part) for part in pattern)))


def _let(macros: Macros, stream: Stream, token: str) -> None:
    name = _next(stream)
    stream.skip_space()
    if stream.peek() == "=":
        stream.take()
    target = _next(stream)
    if target and target != name:
        macros.define(name, macros.table.get(target, Macro((target,))))


def _future_let(macros: Macros, stream: Stream, token: str) -> None:
    name, test = _next(stream), _next(stream)
    macros.define(name, Macro((stream.peek(),)))
    if test:
        stream.put([test])


def _environment(macros: Macros, stream: Stream, token: str) -> None:
    stream.star()
    name = plain(stream.argument())
    count = plain(stream.option() or [])
    default = stream.option()
    begin, end = stream.argument(), stream.argument()
    pattern = ((),) * (min(int(count) if count.isdecimal() else 0, 9) + 1)
    macros.define(f"\\begin{{{name}}}", Macro(tuple(begin), pattern, None if default is None else tuple(default)))
    macros.define(f"\\end{{{name}}}", Macro(tuple(end)))


def _operator(macros: Macros, stream: Stream, token: str) -> None:
    stream.star()
    name = _name(stream)
    macros.define(name, Macro(tuple(stream.argument())))


def _flag(macros: Macros, stream: Stream, token: str) -> None:
    name = _next(stream)
    if name.startswith(r"\if"):
        macros.flags[name[1:]] = False


def _else(macros: Macros, stream: Stream, token: str) -> None:
    macros.skip_branch(stream, stop_at_else=False)


def _nothing(macros: Macros, stream: Stream, token: str) -> None:
    return None


def _if_then_else(macros: Macros, stream: Stream, token: str) -> None:
    test, yes, no = stream.argument(), stream.argument(), stream.argument()
    name = "if" + plain(test) if test[:1] == [r"\boolean"] else ""
    stream.put(yes if macros.flags.get(name, False) else no)


def _if_next(macros: Macros, stream: Stream, token: str) -> None:
    wanted, yes, no = _next(stream), stream.argument(), stream.argument()
    stream.skip_space()
    stream.put(yes if stream.peek().startswith(wanted) else no)


def _if_star(macros: Macros, stream: Stream, token: str) -> None:
    yes, no = stream.argument(), stream.argument()
    stream.put(yes if stream.star() else no)


_DEFINITIONS: dict[str, Callable[[Macros, Stream, str], None]] = {
    **dict.fromkeys(
        (r"\newcommand", r"\renewcommand", r"\providecommand", r"\DeclareRobustCommand", r"\newrobustcmd"), _command
    ),
    **dict.fromkeys((r"\NewDocumentCommand", r"\RenewDocumentCommand", r"\DeclareDocumentCommand"), _document_command),
    **dict.fromkeys((r"\def", r"\gdef", r"\edef", r"\xdef"), _def),
    **dict.fromkeys((r"\newenvironment", r"\renewenvironment"), _environment),
    r"\DeclareMathOperator": _operator,
    r"\let": _let,
    r"\futurelet": _future_let,
    r"\newif": _flag,
    r"\else": _else,
    r"\fi": _nothing,
    r"\ifthenelse": _if_then_else,
    **dict.fromkeys((r"\@ifnextchar", r"\kernel@ifnextchar"), _if_next),
    r"\@ifstar": _if_star,
}
DEFINING = frozenset(_DEFINITIONS)
