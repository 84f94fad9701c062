"""A paper as spaCy sees it: tokens, sentences, and quick look-ups by offset."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import ReadError
from kg.extraction.cells import Cells
from kg.extraction.domains import is_of_learning
from kg.extraction.word_index import WordIndex
from kg.model import Marker, Paper, Passage, Reference, Span
from kg.names import name_key

# Runs of letters and digits are words, every other mark is a token of its own: then "ILSVRC-2012", "ILSVRC 2012" and
# "ILSVRC_2012" differ in one token only, and no exception list decides what a name looks like.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# Each but the first begins where a run of its characters does: begun anywhere in it, one long run would take hours.
_ADDRESS = re.compile(
    rf"{WEB_ADDRESS.pattern}"
    r"|(?<!\S)\S[^\s@]*@\S+\.\w+"
    r"|(?<![\w-])[\w-]+\.(?:com|org|edu|net|io|gov)\b(?:/\S*)?"
)
LONGEST_TEXT = 20_000_000  # characters; a paper of 500 pages has about 2 million
# Characters; a longer one is a list or a table that lost its lines, and every name is looked at with its sentence.
_LONGEST_SENTENCE = 2000
_ENDS_SENTENCE = frozenset(".!?")
_CLOSING = frozenset(")]}\"'”’")
# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """al e g i cf suppl supp fig figs eq eqs sec secs tab ref refs resp vs etc approx no nos vol pp dr mr mrs prof st
    dept univ inc ltd jr sr ca app appx ch def thm prop alg""".split()
)
# Capital behind a full stop, these begin a sentence and no name: "see Appendix B. The proof", but "A. N. Other".
_OPENING = frozenset("the we in this these our it for on they there both each however here".split())
_CAPITALIZED = re.compile(r"\s+([A-Z][a-z]+)")


class WordTokenizer:
    """Splits text into words and single marks, keeping the spaces; a spaCy tokenizer."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; raises ReadError for one that is longer than any paper."""
        if len(text) > LONGEST_TEXT:
            raise ReadError(f"holds {len(text):,} characters", advice="split it into papers of less than 20 million")
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in _TOKEN.finditer(text):
            gap = text[at : match.start()]
            if words:
                spaces[-1] = gap.startswith(" ")
                gap = gap[1:] if spaces[-1] else gap
            if gap:  # line ends, tabs and runs of spaces become a token, so that offsets stay those of the text
                words.append(gap)
                spaces.append(False)
            words.append(match[0])
            spaces.append(False)
            at = match.end()
        if at < len(text):
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def language() -> Language:
    """An English pipeline without a trained model, whose tokens are words and single marks."""
    nlp = spacy.blank("en")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.max_length = sys.maxsize  # the tokenizer refuses what is too long, with advice
    return nlp


@dataclass(frozen=True)
class Document:
    """A paper with its tokens. All spans are character offsets into the paper's text."""

    paper: Paper
    doc: Doc

    @cached_property
    def of_learning(self) -> bool:
        """Whether the paper is on machine learning."""
        return is_of_learning(self.paper.text)

    @cached_property
    def cells(self) -> Cells:
        """The cells of the paper's tables."""
        return Cells(self.paper)

    @cached_property
    def titled(self) -> tuple[Reference, ...]:
        """The references that have a title."""
        return tuple(reference for reference in self.paper.references if reference.title)

    @cached_property
    def titles(self) -> WordIndex:
        """The titles of `titled`, to be asked for the names in them."""
        return WordIndex(name_key(reference.title) for reference in self.titled)

    @cached_property
    def _nameless(self) -> list[Span]:
        addresses = (Span(*match.span()) for match in _ADDRESS.finditer(self.paper.text))
        return sorted([*addresses, *(marker.span for marker in self.paper.markers)])

    @cached_property
    def _nameless_starts(self) -> list[int]:
        return [span.start for span in self._nameless]

    def nameless(self, span: Span) -> bool:
        """Whether a span touches an address or a marker: a name in there is a part of it and no mention."""
        i = bisect_left(self._nameless_starts, span.end)
        return any(other.overlaps(span) for other in self._nameless[max(0, i - 2) : i])

    @cached_property
    def _tokens(self) -> list[tuple[int, int, str]]:
        # The tokenizer's own pattern again: to walk the tokens of a Doc costs ten times as much.
        return [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(self.paper.text)]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of running text and rows of tables, in order; none crosses a passage."""
        found: list[Span] = []
        for passage in self.paper.passages:
            found.extend(_rows(self.paper.text, passage) if passage.zone == "table" else self._sentences_of(passage))
        return tuple(found)

    def _sentences_of(self, passage: Passage) -> Iterator[Span]:
        text = self.paper.text
        tokens = self.tokens(passage.span)
        start: int | None = None
        ended = passage.span.start
        for i, token in enumerate(tokens):
            if token[0] < ended:
                continue
            if start is None:
                start = token[0]
            if token[1] - start > _LONGEST_SENTENCE:
                yield Span(start, token[1])
                start = None
            elif token[2] in _ENDS_SENTENCE and _ends_here(text, tokens, i):
                end = token[1]
                while end < passage.span.end and text[end] in _CLOSING:
                    end += 1
                yield Span(start, end)
                start, ended = None, end
        if start is not None and passage.span.end > start:
            yield Span(start, passage.span.end)

    def tokens(self, span: Span) -> list[tuple[int, int, str]]:
        """(start, end, text) of the words and marks that begin inside a span."""
        return self._tokens[bisect_left(self._tokens, (span.start,)) : bisect_left(self._tokens, (span.end,))]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [p.span.start for p in self.paper.passages]

    def passage_at(self, offset: int) -> Passage | None:
        i = bisect_right(self._passage_starts, offset) - 1
        if i >= 0 and offset < self.paper.passages[i].span.end:
            return self.paper.passages[i]
        return None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """The index of the sentence at an offset, or of the last one that starts before it; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def sentence_at(self, span: Span) -> Span:
        """The sentence in which a span begins, or the span itself where there is none."""
        i = self.sentence_index(span.start)
        if i >= 0 and span.start < self.sentences[i].end:
            return self.sentences[i]
        return span

    @cached_property
    def _marker_starts(self) -> list[int]:
        return [m.span.start for m in self.paper.markers]

    def markers_in(self, span: Span) -> Sequence[Marker]:
        first = bisect_right(self._marker_starts, span.start - 1)
        last = bisect_right(self._marker_starts, span.end - 1)
        return self.paper.markers[first:last]


def _rows(text: str, table: Passage) -> Iterator[Span]:
    at = table.span.start
    for row in text[table.span.start : table.span.end].split("\n"):
        end = at + len(row)
        while end - at > _LONGEST_SENTENCE:
            cut = text.rfind("\t", at + 1, at + _LONGEST_SENTENCE)
            cut = cut if cut > at else at + _LONGEST_SENTENCE
            yield Span(at, cut)
            at = cut
        if text[at:end].strip():
            yield Span(at, end)
        at = end + 1


def _ends_here(text: str, tokens: list[tuple[int, int, str]], i: int) -> bool:
    """Whether the mark at position i ends a sentence: what stands before and behind it decides."""
    end = tokens[i][1]
    rest = text[end : end + 12].lstrip("".join(_CLOSING))
    if rest and not rest[0].isspace():
        return False
    following = rest.lstrip()[:1]
    if tokens[i][2] == ".":
        return not following.islower() and (not _shortened(tokens, i) or _ends_anyway(tokens[i - 1][2], rest))
    return True


def _shortened(tokens: list[tuple[int, int, str]], i: int) -> bool:
    """Whether the full stop at position i is a part of the word before it: "Fig.", "A.", "w.r.t."."""
    if not i or tokens[i - 1][1] != tokens[i][0]:
        return False
    start, _, word = tokens[i - 1]
    dotted = i > 1 and tokens[i - 2][1:] == (start, ".")
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and (word.isupper() or dotted))


def _ends_anyway(word: str, rest: str) -> bool:
    """Whether a sentence ends with "C." or "etc.", by the word behind it."""
    opening = _CAPITALIZED.match(rest)
    may_end = word == "etc" or (len(word) == 1 and word.isupper())
    return may_end and opening is not None and opening[1].lower() in _OPENING
