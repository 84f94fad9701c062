"""Finder two: whatever is printed like a proper name and may therefore be a dataset that nobody has listed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kg.extraction.document import Document
from kg.extraction.record_names import lower_names
from kg.extraction.wording import DATA_NOUNS, HEAD_NOUNS, LEADING_WORDS
from kg.model import Passage, Span
from kg.names import name_key

# A chunk is what stands between spaces, brackets and commas: "mini-ImageNet", "SQuAD1.1", "PTB-SD", "CoNLL".
_CHUNK = re.compile(r"[^\W_](?:[^\W_]|[-‐‑–_.'’+:@&](?=[^\W_]))*\+*|(?<= )&(?= )")
_NUMBER = re.compile(r"v?\d[\d.\-–]*[kKmMB]?")
_LOWER_TAIL = re.compile(
    r"(?:[-‐‑–](?:based|trained|pretrained|like|style|only|level|specific|related|test|train|val|dev|trainval|minival|"
    r"valid|validation|testset|set)|['’]s)$",  # "FooBank’s tables" names FooBank
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"[\d.,\-–×x]+(?:[kKmMbB%]|[KMG]B|ms|px|fps|dB|Hz|GPUs?|h|hr|min)?\+*")
_CONNECTING = frozenset("of and for the on in de & to".split())
_JOINING = frozenset(("and", "&"))  # behind a head noun the next name begins: "Heart Study and Rotterdam Study"
_STOPPING = LEADING_WORDS - _CONNECTING
_BEFORE_A_TIME = frozenset("in on for to".split())  # "the Total Diet Study in 2004"
# "the Census Bureau’s Census of Governments": who keeps the data is no part of its name.
_KEEPER = re.compile(
    r"(?:[A-Z]{2,}|(?i:.*(?:administration|agency|agencies|association|bank|board|bureau|cent(?:er|re)s?|commission|"
    r"committee|council|departments?|foundation|institutes?|ministry|office|officials|organi[sz]ation|prevention|"
    r"services|society|university)))[’']s?"
)
_LONGEST = 9  # chunks; a longer run of capitals is a heading
_LONGEST_CELL = 40  # characters; a longer cell of a table is a sentence


@dataclass
class Candidate:
    """A name that a paper prints, with all its places; spellings that share a name key are one candidate."""

    key: str
    spans: list[Span] = field(default_factory=list)
    surfaces: dict[str, int] = field(default_factory=dict)

    def add(self, span: Span, surface: str) -> None:
        self.spans.append(span)
        self.surfaces[surface] = self.surfaces.get(surface, 0) + 1


def find_candidates(document: Document) -> dict[str, Candidate]:
    """Every candidate of the paper by its key; the title of the paper yields none that stands nowhere else."""
    found: dict[str, Candidate] = {}
    for sentence in document.sentences:
        passage = document.passage_at(sentence.start)
        if passage is None:
            continue
        for span in chain(
            _names_in(document, sentence, passage), lower_names(document.paper.text, sentence.start, sentence.end)
        ):
            surface = document.paper.quote(span)
            key = name_key(surface)
            if len(key) > 1 and not key.replace(" ", "").isdigit():
                found.setdefault(key, Candidate(key)).add(span, surface)
    return found


def _names_in(document: Document, sentence: Span, passage: Passage) -> Iterator[Span]:
    text = document.paper.text
    if passage.zone == "table":
        yield from _cells(text, sentence, [m.span for m in document.markers_in(sentence)])
        return
    spans = (Span(m.start(), m.end()) for m in _CHUNK.finditer(text, sentence.start, sentence.end))
    chunks = [span for span in spans if not document.nameless(span)]
    yield from _runs(text, chunks, sentence.start)


def _cells(text: str, row: Span, markers: list[Span]) -> Iterator[Span]:
    at = row.start
    for cell in re.split(r"([\t\n])", text[row.start : row.end]):
        span = Span(at, at + len(cell))
        at = span.end
        end = min([m.start for m in markers if span.start < m.start < span.end], default=span.end)
        chunks = [Span(m.start(), m.end()) for m in _CHUNK.finditer(text, span.start, end)]
        if chunks and len(cell) <= _LONGEST_CELL:
            yield from _runs(text, chunks, sentence_start=-1)


def _runs(text: str, chunks: list[Span], sentence_start: int) -> Iterator[Span]:
    """Runs of chunks that are printed as one name: capitals and numbers, with small words inside long titles."""
    i = 0
    while i < len(chunks):
        if not _is_name(text, chunks[i]):
            i += 1
            continue
        last = i
        j = i + 1
        while j < len(chunks) and _goes_on(text, chunks[i], chunks[j - 1], chunks[j]):
            after = text[chunks[j - 1].start : chunks[j - 1].end]
            if _is_name(text, chunks[j]) or (
                _NUMBER.fullmatch(text[chunks[j].start : chunks[j].end]) and after not in _BEFORE_A_TIME
            ):
                last = j
            elif text[chunks[j].start : chunks[j].end] not in _CONNECTING:
                break
            j += 1
        yield from _trimmed(text, chunks[i : last + 1], sentence_start)
        i = last + 1


def _goes_on(text: str, first: Span, last: Span, chunk: Span) -> bool:
    """Whether a chunk may belong to the same name as the one before it."""
    gap, word, before = text[last.end : chunk.start], text[chunk.start : chunk.end].lower(), text[last.start : last.end]
    if gap in ("’ ", "' "):  # "Nurses’ Health Study", but not the end of a quotation
        if not before.endswith("s") or text[first.start - 1 : first.start] in ("'", "‘"):
            return False
    elif gap not in (" ", "\n", " '", " ’"):
        return False
    if word in _STOPPING or (word == "the" and before in ("and", "&")):
        return False
    return _KEEPER.fullmatch(before + gap.rstrip()) is None


def _trimmed(text: str, run: list[Span], sentence_start: int) -> Iterator[Span]:
    """The run as one name, or in parts where small words join several names ("BERT on SQuAD")."""
    words = [text[c.start : c.end] for c in run]
    while run and (words[0].lower() in LEADING_WORDS or (len(run) > 1 and words[0] in _CONNECTING)):
        run, words = run[1:], words[1:]
    while run and (words[-1].lower() in DATA_NOUNS or words[-1] in _CONNECTING):
        run, words = run[:-1], words[:-1]
    if not run or len(run) > _LONGEST:
        return
    heads = [w.lower() in HEAD_NOUNS and w[0].isupper() for w in words]
    joints = [
        w in _CONNECTING and (not any(heads) or (w in _JOINING and heads[i - 1])) for i, w in enumerate(words) if i
    ]
    if any(joints):
        part = run[:1]
        for chunk, joint in zip(run[1:], joints, strict=True):
            if not joint:
                part.append(chunk)
            elif part:
                yield from _trimmed(text, part, sentence_start)
                part = []
        yield from _trimmed(text, part, sentence_start)
        return
    first, only = words[0].removesuffix("’s").removesuffix("'s"), len(run) == 1
    if only and run[0].start == sentence_start and first.isalpha() and first[1:].islower():
        return  # the first word of a sentence is capital anyway
    tail = _LOWER_TAIL.search(text[run[0].start : run[-1].end])
    end = run[-1].end - (len(tail[0]) if tail else 0)
    yield Span(run[0].start, end)


def _is_name(text: str, chunk: Span) -> bool:
    word = text[chunk.start : chunk.end]
    if len(word) == 1 or _QUANTITY.fullmatch(word):
        return False
    return any(c.isupper() for c in word) or (word[0].isalpha() and any(c.isdigit() for c in word))
