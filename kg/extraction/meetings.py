"""Where a dataset's name and a marker meet in a paper, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.extraction.cells import Cell
from kg.extraction.document import Document
from kg.extraction.kinds import kind_of
from kg.extraction.places import Places
from kg.extraction.wording import DATA_NOUNS
from kg.model import Marker, Mention, Reference, Span
from kg.names import name_key

# In one sentence or row; below the name in a table; in the sentence behind, which tells where the dataset comes from.
Manner = Literal["sentence", "below", "behind"]

_FARTHEST = 250  # characters between a mention and a marker
_FARTHEST_SENTENCE = 450  # characters, where the marker stands in the sentence beside
_BEFORE_TITLE = 30  # characters of an entry that hold authors, where its title cannot be found
_WORD = re.compile(r"[A-Za-z][\w-]*|\d+")
# What may part the markers of one run: "[4] [5], [6]", "(Deng et al., 2009; Russakovsky et al., 2015)".
_RUN_GAP = re.compile(r"[\s,;()\[\]–-]*(?:and\s*)?")
# What may stand between the names of a list and behind it: "A, B and C [4]".
_LISTING = frozenset("and or the both all respectively &".split())
_AUTHORS = re.compile(r"\s*(?:et\s+al|and\s+\w+\s*(?:[\[(]|et\s+al))")
_DATA_WORDS = (
    r"data[ ]?sets?|data|corpus|corpora|benchmarks?|databases?|collections?|surveys?|stud(?:y|ies)|treebanks?|"
    r"challenge|cohorts?|sample|methodology|methods|documentation"
)
_TELLS = (
    "introduced described descriptions? presented released proposed created built collected compiled constructed "
    "developed provided published given found reported available explained see from"
)
# "It was introduced by [3]", "The dataset was collected by A (2004)", "A description of the data is given in [4]".
_ORIGIN = re.compile(
    rf"""
    \W*(?: It\b | They\b | (?:This|The|These|Both|All|Its)\b\ (?:\w+\ ){{0,3}}?(?:{_DATA_WORDS})\b
        | (?:For\ )?(?:more\ |further\ |full\ |(?:an?\ )?(?:detailed|full|complete)\ )?
          (?:details?|descriptions?|information)\b
    )
    [^.;]*?\b(?:{_TELLS.replace(" ", "|")})\b
    (?: \ (?:\w+\ ){{0,4}}?(?:by|in|from|elsewhere|at|and)\b )?
    [\s([]* (?: (?-i:\ ?[A-Z][\w'’-]+) | \ and | \ et\ al\.? | , ){{0,6}}  # authors
    [\s([]* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCES_BEHIND = 2
_WHOLE_RUN, _OTHER_RUN = -1, -2
_MOST_MENTIONS = 1000  # of a name that stands everywhere the first places tell enough


@dataclass(frozen=True, slots=True)
class Meeting:
    """A mention and a marker, and the names that stand between them.

    `between` holds the text from the earlier's end to the later's start, `words` its words outside of names and
    markers; `owner` is the name that stands last before the marker, as printed, where this is not the dataset itself
    nor an author, and `owner_kind` what it names ("dataset", "model"), "" where this is not known; `keys` counts the
    references of the run of markers. `aligned` is None save where as many names as
    references are listed: then it says whether these two have the same place. `listed` says that nothing but names
    stands between.
    """

    mention: Mention
    marker: Marker
    key: str
    manner: Manner
    after: bool
    between: str
    words: tuple[str, ...]
    names_between: int
    datasets_between: int
    markers_between: int
    owner: str
    owner_kind: str
    authors_named: bool
    keys: int
    aligned: bool | None
    listed: bool

    @property
    def adjacent(self) -> bool:
        """Whether nothing but words for data stands between."""
        return (
            self.manner == "sentence"
            and not (self.names_between or self.markers_between or "\t" in self.between)
            and all(word in DATA_NOUNS or word in ("the", "test") for word in self.words)
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Markers that stand together as one: "[4] [5] [6]"."""

    markers: tuple[Marker, ...]

    @property
    def span(self) -> Span:
        return Span(self.markers[0].span.start, self.markers[-1].span.end)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for marker in self.markers for key in marker.keys)


class Lists(NamedTuple):
    """What one sentence lists: runs of markers and names of datasets, with their places among their like.

    `before` holds the list of datasets that ends at a run, for the runs that were asked for.
    """

    runs: list[Run]
    places: dict[Span, int]
    datasets: dict[Span, int]
    before: dict[Span, list[Span]]

    def near(self, span: Span) -> list[Run]:
        """The runs that are not too far from a span to be meant for it."""
        first = bisect_left(self.runs, span.start - _FARTHEST, key=lambda run: run.span.end)
        return self.runs[first : bisect_right(self.runs, span.end + _FARTHEST, key=lambda run: run.span.start)]


class Meetings:
    """Finds where the names of one paper meet its markers."""

    def __init__(
        self,
        document: Document,
        name_spans: Sequence[Span],
        dataset_spans: Sequence[Span],
        references: Mapping[str, Reference],
    ) -> None:
        self._document = document
        self._names = Places(name_spans)
        self._datasets = Places(dataset_spans)
        self._lists: dict[Span, Lists] = {}
        self._surnames = {key: _surnames(reference) for key, reference in references.items()}
        self._cells = document.cells
        self._columns: dict[Cell, Marker] = {}
        for marker in document.paper.markers:
            cell = self._cells.at(marker.span.start)
            if cell is not None:
                self._columns.setdefault(cell, marker)

    def of(self, mentions: Sequence[Mention]) -> Iterator[Meeting]:
        """Every meeting of these mentions, which are those of one dataset."""
        mentions = mentions[:_MOST_MENTIONS]
        own = Places(m.span for m in mentions)
        for mention in mentions:
            sentence = self._document.sentence_at(mention.span)
            for run in self._lists_in(sentence).near(mention.span):
                yield from self._meet(mention, run, sentence, own, "sentence")
            yield from self._below(mention, own)
            yield from self._behind(mention, own)

    def runs(self, span: Span) -> list[Run]:
        """The markers in a span, those that stand together as one run."""
        runs: list[list[Marker]] = []
        for marker in self._document.markers_in(span):
            if not marker.keys and self._datasets.inside(marker.span):
                continue  # a name with a year ("CoNLL-2002") may look like a marker
            gap = self._document.paper.text[runs[-1][-1].span.end : marker.span.start] if runs else ""
            if runs and _RUN_GAP.fullmatch(gap) and "\t" not in gap and "\n" not in gap:
                runs[-1].append(marker)
            else:
                runs.append([marker])
        return [Run(tuple(markers)) for markers in runs]

    def _lists_in(self, sentence: Span) -> Lists:
        if sentence not in self._lists:
            runs = self.runs(sentence)
            places = {span: place for place, span in enumerate(self._datasets.inside(sentence))}
            self._lists[sentence] = Lists(runs, {run.span: place for place, run in enumerate(runs)}, places, {})
        return self._lists[sentence]

    def _below(self, mention: Mention, own: Places) -> Iterator[Meeting]:
        """The marker in the cell below a name that has none in its own: tables often part them so."""
        cell = self._cells.at(mention.span.start)
        if cell is None or cell in self._columns:
            return
        marker = self._columns.get(Cell(cell.table, cell.row + 1, cell.column))
        if marker is not None and self._alone_in_cell(marker):
            yield from self._meet(mention, Run((marker,)), None, own, "below")

    def _alone_in_cell(self, marker: Marker) -> bool:
        text = self._document.paper.text
        before, after = text[marker.span.start - 2 : marker.span.start], text[marker.span.end : marker.span.end + 2]
        return before.rstrip(" ([").endswith(("\t", "\n")) and after.lstrip(" )]").startswith(("\t", "\n"))

    def _behind(self, mention: Mention, own: Places) -> Iterator[Meeting]:
        document = self._document
        passage = document.passage_at(mention.span.start)
        if passage is None or passage.zone == "table":
            return
        i = document.sentence_index(mention.span.start)
        for following in document.sentences[i + 1 : i + 1 + _SENTENCES_BEHIND]:
            if following.end > passage.span.end or self._speaks_of_others(following, own):
                break
            for run in self.runs(following)[:1]:
                if _ORIGIN.match(document.paper.text[following.start : run.span.start]):
                    yield from self._meet(mention, run, None, own, "behind")

    def _speaks_of_others(self, sentence: Span, own: Places) -> bool:
        return any(span not in own for span in self._datasets.inside(sentence))

    def _meet(
        self, mention: Mention, run: Run, sentence: Span | None, own: Places, manner: Manner
    ) -> Iterator[Meeting]:
        if run.span.overlaps(mention.span):
            return
        after = run.span.start >= mention.span.end
        gap = Span(mention.span.end, run.span.start) if after else Span(run.span.end, mention.span.start)
        if gap.end - gap.start > (_FARTHEST if manner == "sentence" else _FARTHEST_SENTENCE):
            return
        text = self._document.paper.text
        names, authors = self._names_in(gap, run, own)
        runs_between = self.runs(gap)
        words = self._words(
            gap, [*self._names.inside(gap), *self._datasets.inside(gap), *(r.span for r in runs_between)]
        )
        owner = self._owner(mention, run, sentence or gap, after, own)
        printed = " ".join(self._document.paper.quote(owner).split()) if owner is not None else ""
        owner_kind = "dataset" if owner in self._datasets else kind_of(printed)
        listed = (
            after and bool(names) and not runs_between and all(word in _LISTING or word in DATA_NOUNS for word in words)
        )
        own_place = self._place(mention, run, sentence) if sentence is not None else None
        datasets_between = sum(span not in own for span in self._datasets.inside(gap))
        keys = len(run.keys)
        for number, (marker, key) in enumerate((m, k) for m in run.markers for k in m.keys):
            yield Meeting(
                mention=mention,
                marker=marker,
                key=key,
                manner=manner,
                after=after,
                between=text[gap.start : gap.end],
                words=words,
                names_between=len(names),
                datasets_between=datasets_between,
                markers_between=len(runs_between),
                owner=printed,
                owner_kind=owner_kind,
                authors_named=authors,
                keys=keys,
                aligned=None if own_place is None else own_place in (number, _WHOLE_RUN),
                listed=listed,
            )

    def _names_in(self, gap: Span, run: Run, own: Places) -> tuple[list[Span], bool]:
        """The names in a gap that are neither the dataset's own nor authors, and whether there are authors."""
        found, authors = [], False
        for span in self._names.inside(gap):
            if own.touching(span):
                continue
            if self._is_author(span, run):
                authors = True
            else:
                found.append(span)
        return found, authors

    def _is_author(self, span: Span, run: Run) -> bool:
        text = self._document.paper.text
        if _AUTHORS.match(text, span.end):
            return True
        words = name_key(text[span.start : span.end]).split()
        return bool(words) and any(words[-1] in self._surnames.get(key, ()) for key in run.keys)

    def _owner(self, mention: Mention, run: Run, sentence: Span, after: bool, own: Places) -> Span | None:
        start = mention.span.end + 1 if after else sentence.start
        before = self._names.backwards(Span(start, run.span.start))
        return next((span for span in before if not own.touching(span) and not self._is_author(span, run)), None)

    def _words(self, gap: Span, names: Sequence[Span]) -> tuple[str, ...]:
        named = bytearray(gap.end - gap.start)
        for name in names:
            named[name.start - gap.start : name.end - gap.start] = b"\1" * (name.end - name.start)
        words = _WORD.finditer(self._document.paper.text, gap.start, gap.end)
        return tuple(match[0].lower() for match in words if not named[match.start() - gap.start])

    def _place(self, mention: Mention, run: Run, sentence: Span) -> int | None:
        """Which of the run's references has the mention's place, where a sentence lists as many names as references.

        _WHOLE_RUN where that is the whole run ("A, B and C from [1], [2] and [3]"), _OTHER_RUN where it is another run,
        None where the numbers differ.
        """
        here = self._lists_in(sentence)
        if mention.span not in here.datasets:
            return None
        if 1 < len(here.datasets) == len(here.runs):
            return _WHOLE_RUN if here.datasets[mention.span] == here.places[run.span] else _OTHER_RUN
        if len(run.keys) < 2:
            return None
        if run.span not in here.before:
            here.before[run.span] = self._list_before(run, sentence)
        listed = here.before[run.span]
        return listed.index(mention.span) if len(run.keys) == len(listed) and mention.span in listed else None

    def _list_before(self, run: Run, sentence: Span) -> list[Span]:
        """The datasets of the list that ends at a run of markers: "A, B and C [4, 5, 6]"."""
        found: list[Span] = []
        end = run.span.start
        for span in self._datasets.backwards(Span(sentence.start, run.span.start)):
            gap = Span(span.end, end)
            if self._document.markers_in(gap) or self._names.inside(gap):
                break
            # Behind the last name there may be words ("from", "introduced by"), between the names of a list only "and".
            if found and not all(w in _LISTING or w in DATA_NOUNS for w in self._words(gap, ())):
                break
            found.insert(0, span)
            end = span.start
        return found


def _surnames(reference: Reference) -> frozenset[str]:
    """The words that may be an author's surname; all words before the title where no author was parsed."""
    if reference.authors:
        return frozenset(word for author in reference.authors for word in _ends(name_key(author).split()))
    title = reference.raw.find(reference.title) if reference.title else -1
    return frozenset(name_key(reference.raw[: title if title >= 0 else _BEFORE_TITLE]).split())


def _ends(words: Sequence[str]) -> Sequence[str]:
    """The first and the last word: "Deng, Jia" and "Jia Deng" are both printed."""
    return (*words[:1], *words[-1:])
