"""Tokens carried out one after the other, into blocks of text: what TeX does, as far as words are concerned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Zone
from kg.readers.latex_commands import ENVIRONMENT_SIGNATURES, RUN_IN, SIGNATURES
from kg.readers.latex_files import Project
from kg.readers.latex_macros import Macros
from kg.readers.latex_symbols import ACCENTS, MATH_ACCENTS, SYMBOLS, accented
from kg.readers.latex_tokens import EXPANDED, PAR, VERBATIM, Stream, Tokens, tokenise

SECTIONS = frozenset({r"\part", r"\chapter", r"\section", r"\subsection", r"\subsubsection"})
# An argument that has swallowed one of these has lost its closing brace.
BARRIERS = SECTIONS | {r"\bibitem", r"\end{document}", r"\begin{thebibliography}", r"\begin{document}"}
_DEEPEST_ASIDE = 15
_LONGEST_PLACEMENT = 4
_UNIT = r"(?:\s?(?:true)?(?:pt|em|ex|cm|mm|in|sp|bp|mu|pc|fil+))?"
_LENGTH = re.compile(rf"=?-?(?:\d+\.?\d*|\.\d+){_UNIT}|=$")
_ASSIGNED = re.compile(rf"\d{{0,2}}=-?(?:(?:\d+\.?\d*|\.\d+){_UNIT})?")
_XSPACE = re.compile(r"[.,;:!?)\]/'’”~-]")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"))


@dataclass(frozen=True, slots=True)
class Cite:
    """The keys of a citation, as the source gives them."""

    keys: tuple[str, ...]


@dataclass
class Block:
    """A passage in the making; `zone` is None for what is not text of the paper."""

    zone: Zone | None
    heading: str = ""
    pieces: list[str | Cite] = field(default_factory=list)

    def has_text(self) -> bool:
        return any(isinstance(piece, Cite) or piece.strip() for piece in self.pieces)

    def text(self) -> str:
        """All its words on one line."""
        words = (piece if isinstance(piece, str) else f"[{', '.join(piece.keys)}]" for piece in self.pieces)
        return " ".join("".join(words).split())


@dataclass
class Frame:
    """An open environment that has changed where text goes; `close` puts it back."""

    name: str
    close: Callable[[], None]


Handler = Callable[["Typesetter", str], None]


class Typesetter:
    """Carries out a paper's tokens; `handlers` say what the commands with a meaning of their own do.

    Text goes to `target`, finished blocks to `out`; floats and notes wait in `pending` for the end of the paragraph.
    """

    def __init__(self, project: Project, handlers: Mapping[str, Handler], protected: frozenset[str]) -> None:
        self.project = project
        self.handlers = handlers
        self.macros = Macros(protected)
        self.stream = Stream()
        self.out: list[Block] = []
        self.pending: list[Block] = []
        self.frames: list[Frame] = []
        self.zone: Zone | None = "body"
        self.heading = ""
        self.target = Block("body")
        # Within a note, a caption, a table or a reference a paragraph break is only a space.
        self.fixed = False
        self.in_math = False
        self.line_break = " "
        self.cell_break = " "
        self.braces = 0
        self.asides = 0
        self.cited: dict[str, None] = {}
        self.entries: list[tuple[str, Block]] = []
        self.bibliographies: list[str] = []
        self.title: Tokens = []
        self.authors: list[Tokens] = []
        self.date: Tokens = []
        self.acronyms: dict[str, tuple[Tokens, Tokens]] = {}

    def run(self) -> None:
        """Carry out all that is left of the stream."""
        stream, handlers, own = self.stream, self.handlers, self.macros.table
        while stream.rest:
            token = stream.rest.pop()
            first = token[0]
            if first == "\\" and len(token) > 1:
                handler = handlers.get(token)
                if handler and token not in own:
                    handler(self, token)
                elif not self.macros.run(token, stream):
                    self.command(token)
            elif token == PAR:
                self.paragraph()
            elif first == EXPANDED:
                stream.left(token)
            elif first == VERBATIM:
                self.write(token[1:])
            elif first == "{":
                self.braces += 1
            elif first == "}":
                self.braces -= 1
            elif token in handlers:
                handlers[token](self, token)
            else:
                self.write(token if self.in_math else _set(token))

    def write(self, text: str) -> None:
        self.target.pieces.append(text)

    def command(self, token: str) -> None:
        """A command without a handler: an environment, an accent, a symbol, or one known by its arguments alone."""
        if token.startswith((r"\begin{", r"\end{")):
            self.environment(token)
        elif token in ACCENTS and not (self.in_math and token in (r"\,", r"\:")):
            self.accent(ACCENTS[token])
        elif self.in_math and token in MATH_ACCENTS:
            self.accent(MATH_ACCENTS[token])
        elif token in SIGNATURES:
            self.take_arguments(SIGNATURES[token])
        elif token in SYMBOLS:
            self.write(SYMBOLS[token])
        elif "cite" in token.lower():
            self.handlers[r"\cite"](self, token)
        elif token.endswith("caption"):
            self.handlers[r"\caption"](self, token)
        elif self.stream.peek() == "[":
            self.stream.option()
        else:
            self.drop_length(only_assigned=True)

    def drop_length(self, *, only_assigned: bool = False) -> None:
        """Pass over a length or number that follows without braces ("=6pt plus 2pt")."""
        token = self.stream.peek()
        found = (_ASSIGNED if only_assigned else _LENGTH).match(token)
        if found:
            self.stream.take()
            if token[found.end() :]:
                self.stream.put([token[found.end() :]])
            elif self.stream.peek() == " ":
                self._stretch()

    def _stretch(self) -> None:
        for word in ("plus", "minus", "width", "height", "depth", "by"):
            rest = self.stream.rest
            if len(rest) > 1 and rest[-1] == " " and rest[-2].startswith(word):
                self.stream.take()
                token = self.stream.take().removeprefix(word)
                if token:
                    self.stream.put([token])
                self.stream.skip_space()
                self.drop_length()

    def _name_of_theorem(self) -> None:
        """Print the optional argument of a theorem and the like; options ("t", "width=3cm") are left out."""
        option = self.stream.option()
        if option and not any("=" in token for token in option) and len("".join(option)) > _LONGEST_PLACEMENT:
            self.stream.put(["{", *option, "}", " "])

    def accent(self, mark: str) -> None:
        letters = self.text_of(self.stream.argument())
        self.write(accented(letters, mark) if letters else "")

    def take_arguments(self, signature: str) -> None:
        kept: list[Tokens] = []
        for letter in signature:
            if letter == "s":
                self.stream.star()
            elif letter == "o":
                self.stream.option()
            elif letter == "p":
                self.stream.option("(", ")") if self.stream.peek() == "(" else self._parenthesis()
            else:
                argument = self.stream.argument(BARRIERS)
                if letter == "k":
                    kept.append(argument)
        for argument in reversed(kept):
            self.stream.put(["{", *argument, "}"])

    def _parenthesis(self) -> None:
        """Drop "(lr)": a parenthesis is no token of its own."""
        token = self.stream.peek()
        if token.startswith("(") and ")" in token:
            self.stream.take()
            rest = token.partition(")")[2]
            if rest:
                self.stream.put([rest])

    def environment(self, token: str) -> None:
        """One that nothing special is known of: its text is text, a paragraph of its own unless it runs in."""
        name = token[token.index("{") + 1 : -1]
        if token.startswith(r"\begin"):
            if name not in RUN_IN:
                self.paragraph()
            if name in ENVIRONMENT_SIGNATURES:
                self.take_arguments(ENVIRONMENT_SIGNATURES[name])
            else:
                self._name_of_theorem()
            return
        for i in range(len(self.frames) - 1, -1, -1):
            if self.frames[i].name == name:
                self.close_frames(i)
                return
        if name not in RUN_IN:
            self.paragraph()

    def close_frames(self, down_to: int = 0) -> None:
        while len(self.frames) > down_to:
            self.frames.pop().close()

    def paragraph(self) -> None:
        """End the paragraph: it and what has waited for its end go out."""
        if self.fixed:
            self.write(" ")
        else:
            self.flush()

    def flush(self) -> None:
        if self.target.zone is not None:
            if self.target.has_text():
                self.out.append(self.target)
            self.out += self.pending
        self.pending.clear()
        self.target = Block(self.zone, self.heading)

    def aside(self, tokens: Iterable[str], block: Block, *, line_break: str = " ", in_math: bool = False) -> Block:
        """The block, with the text of the tokens set into it."""
        if self.asides >= _DEEPEST_ASIDE:
            return block
        saved = (self.stream, self.target, self.fixed, self.line_break, self.cell_break, self.braces, self.in_math)
        frames, self.frames = self.frames, []
        stream = Stream(tokens)
        stream.inside, stream.patience = self.stream.inside, self.stream.patience
        self.stream, self.target, self.fixed, self.line_break, self.cell_break = stream, block, True, line_break, " "
        self.in_math = in_math
        self.asides += 1
        self.run()
        self.close_frames()
        self.asides -= 1
        self.frames = frames
        self.stream, self.target, self.fixed, self.line_break, self.cell_break, self.braces, self.in_math = saved
        return block

    def text_of(self, tokens: Iterable[str], *, line_break: str = " ") -> str:
        """The words of the tokens on their own."""
        block = self.aside(tokens, Block(None), line_break=line_break, in_math=self.in_math)
        return "".join(piece for piece in block.pieces if isinstance(piece, str)).strip()

    def read_first(self, source: str, *after: str) -> None:
        r"""Read a source before all else, which `\endinput` ends, and some tokens after it.

        Of a whole document (`subfiles`, `standalone`) only the text is read: its end is not that of the paper.
        """
        tokens = tokenise(source)
        if r"\endinput" in tokens:
            tokens = tokens[: tokens.index(r"\endinput")]
        if r"\begin{document}" in tokens:
            begin = tokens.index(r"\begin{document}")
            if r"\end{document}" in tokens[begin:]:
                tokens = tokens[begin + 1 : tokens.index(r"\end{document}", begin)]
        self.stream.put([*tokens, *after])

    def xspace(self) -> None:
        if not _XSPACE.match(self.stream.peek() or "."):
            self.write(" ")


def _set(token: str) -> str:
    """Dashes and quotation marks as printed."""
    if "-" in token or "`" in token or "''" in token:
        for typed, printed in _LIGATURES:
            token = token.replace(typed, printed)
    return token
