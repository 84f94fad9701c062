"""Finder one: the names that the catalogue knows, wherever a paper prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.extraction.document import Document
from kg.model import Catalogue, Span
from kg.names import drawn_apart, name_key, spacings

_WORD = re.compile(r"(?:[^\W_]|[+#])+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: a space, a hyphen, an apostrophe ... but no end of a sentence.
_JOINT = re.compile(r"[ \n]?[-‐‑–—_/→'’.,:+&]?[ \n]?|\s*[(]")
_APOSTROPHES = ("'", "’")
_OWNER = re.compile(r"\w['’]$")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_MEASURE = re.compile(r"\d+\s+[A-Za-z]{1,2}")  # "300 W" is a power, 300-W a dataset
_VERSION = re.compile(r"v?\d")
# "CIFAR-10 and -100", "VOC 2007/2012", "En-De and En-Fr": a second name that leaves out what it shares with the first.
_AND = re.compile(r"\s*(?:,\s*and|,|/|and|&|\+|or)\s*[-–']?\s*")
# "CIFAR-10, 100 clients" and "CIFAR-10 and 100 labels" count something; no year does, nor "CIFAR-10/100 samples".
_COUNTED = re.compile(
    r"(?!(?:19|20)\d\d\b)\d+(?:\s*%|\s+(?:(?!(?:and|or|in|on|of|for|with|from|using|as|to)\b)[a-z]+\s+)?(?:clients|"
    r"users|workers|devices|nodes|tasks|epochs|steps|iterations|rounds|runs|seeds|trials|times|others|labels|labell?ed|"
    r"unlabell?ed|samples|examples|images|instances|subjects|classes|models|layers|hours|days|minutes)\b)"
)
_TIGHT = re.compile(r"[-–/+]")
_MOST_SHARED_WORDS = 2
# "ImageNet-trained" speaks of ImageNet; "ImageNet-LT" is another dataset.
_SUFFIX_WORDS = frozenset(
    """trained pretrained pre based like style scale level val valid validation dev devel test train training trainval
    minival testdev testset trainset evalset set sets only wide
    specific related derived style size sized type classes class images image finetuned fine tuned scratch and m mm
    matched mismatched eval evaluation small large english german scores score""".split()
)
_BREAK = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")  # where a line may have ended
_HYPHENS = "-‐‑–"
_ALIKE = str.maketrans(dict.fromkeys(_HYPHENS, "-") | {"’": "'"})
_SPACE = re.compile(r" ?\n ?| ")  # a blank line parts names
# "Visual Question Answering (VQA)" is a task and its short form; a dataset's two names are found each by itself.
_SHORT_FORM = re.compile(r"\([^()\s]*[A-Z][^()\s]*[A-Z][^()\s]*\)$")
_AROUND = re.compile(r"^(?:[^\w+#]|_)+|(?:[^\w+#]|_)+$")
_SHORT_NAME = 4  # letters; a shorter name must be printed just as the catalogue has it ("MR", "CB")
_LONG_WORD = 5
_LOWER_CASE_WORDS = 4  # so many words in a row are a name even in lower case ("national health interview survey")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A place where a paper prints a name of the catalogue; `ids` are the datasets that it may denote.

    The first is meant where the paper gives no cue for another, unless `in_context` says that all of them need one: the
    name is also a common word or has other meanings.
    """

    span: Span
    surface: str
    ids: tuple[str, ...]
    in_context: bool


class KnownNames:
    """The names of a catalogue, ready to be found in documents."""

    def __init__(self, catalogue: Catalogue, common_words: frozenset[str]) -> None:
        self._common_words = common_words
        self._safe: dict[str, tuple[str, ...]] = {}
        self._in_context: dict[str, tuple[str, ...]] = {}
        self._printed: dict[str, list[str]] = {}
        for dataset in catalogue.datasets.values():
            for name in (dataset.name, *dataset.aliases):
                self._add(self._safe, name, dataset.id)
            for name in dataset.context_aliases:
                self._add(self._in_context, name, dataset.id)
        self._marked = {word for key in self._printed for word in key.split() if not word.isalnum()}
        self._most_words: dict[str, int] = {}
        for key in self._printed:
            first, *others = key.split()
            self._most_words[first] = max(self._most_words.get(first, 0), 1 + len(others))

    def _add(self, names: dict[str, tuple[str, ...]], name: str, id_: str) -> None:
        for key in filter(None, spacings(name_key(name))):
            if id_ not in names.get(key, ()):
                names[key] = (*names.get(key, ()), id_)
            self._printed.setdefault(key, []).append(name)

    def denoted(self, name: str) -> tuple[tuple[str, ...], bool]:
        """The ids of the datasets that a name may denote, and whether it needs context."""
        key = name_key(name)
        safe = self._safe.get(key, ())
        return (*safe, *(i for i in self._in_context.get(key, ()) if i not in safe)), not safe

    def rejoined(self, surface: str) -> tuple[str, ...]:
        """The ids of the datasets that a name denotes once a hyphen between letters is undone ("Im-ageNet")."""
        for hyphen in _BREAK.finditer(surface):
            whole = surface[: hyphen.start()] + surface[hyphen.end() :]
            key = name_key(whole)
            if key in self._safe and self._printed_like(key, whole):
                return self._safe[key]
        return ()

    def find(self, document: Document) -> list[KnownName]:
        """Every longest name of the catalogue in the document, in order."""
        words, spans = self._words(document.paper.text)
        found: list[KnownName] = []
        taken = -1
        for first, last in self._runs(words):
            if first < taken or not self._joined_or_listed(document.paper.text, words[first:last], spans[first:last]):
                continue
            if self._owning(document.paper.text, words[first:last], spans[first:last]):
                continue
            span = _closed(document.paper.text, Span(spans[first].start, spans[last - 1].end))
            if (
                document.nameless(span)
                or document.passage_at(span.start) is None
                or not self._whole(document.paper.text, span)
            ):
                continue
            name = self._known(" ".join(words[first:last]), span, document.paper.text)
            if name is None:
                continue
            found.append(name)
            taken = last
            for more, upto in self._elliptic(document.paper.text, words, spans, first, last):
                found.append(more)
                taken = upto
        return self._without_lone_acronyms(found)

    def _runs(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Where the words of a name stand, from which to which; at each place the longest name first."""
        for first, word in enumerate(words):
            for last in range(min(first + self._most_words.get(word, 0), len(words)), first, -1):
                if " ".join(words[first:last]) in self._printed:
                    yield first, last

    def _without_lone_acronyms(self, found: list[KnownName]) -> list[KnownName]:
        """The names without acronyms that the paper prints in small letters only: "beeps" is not BEEPS."""
        certain = {id_ for n in found if not n.surface.islower() for id_ in n.ids}
        return [n for n in found if not self._small_acronym(n.surface) or certain & set(n.ids)]

    def _small_acronym(self, surface: str) -> bool:
        printed = self._printed.get(surface, [])
        return surface.isalpha() and surface.islower() and bool(printed) and all(name.isupper() for name in printed)

    def _words(self, text: str) -> tuple[list[str], list[Span]]:
        """The words of a text as `name_key` would give them, with their places."""
        words: list[str] = []
        spans: list[Span] = []
        for match in _WORD.finditer(text):
            word = match[0].lower()
            if not word.isascii():
                word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
            if word.isalnum() or word in self._marked:
                words.append(word)
                spans.append(Span(*match.span()))
                continue
            for part in _PLAIN_WORD.finditer(match[0]):  # "CIFAR-10+" is CIFAR-10, where no name ends so
                words.append(part[0].lower())
                spans.append(Span(match.start() + part.start(), match.start() + part.end()))
        return words, spans

    def _known(self, key: str, span: Span, text: str) -> KnownName | None:
        ids, in_context = self.denoted(key)
        surface = text[span.start : span.end]
        if not ids or not self._printed_like(key, surface):
            return None
        return KnownName(span, surface, ids, in_context)

    def _printed_like(self, key: str, surface: str) -> bool:
        """Whether the capitals are those of a name, so that "drop" and "natural questions" stay common words."""
        letters = _letters(surface)
        if letters in {_letters(name) for name in self._printed[key]}:
            return not _MEASURE.fullmatch(surface)
        if len(letters) < _SHORT_NAME or (letters.islower() and len(letters) < _LONG_WORD):
            return False
        if all(word in self._common_words for word in key.split() if word.isalpha()):
            if not letters.islower() and " " in key and not any(c.isspace() for c in surface):
                return True  # "Arc-Easy" for "ARC-Easy": nobody hyphenates common words like that
            return letters.isupper() or (letters.islower() and key.count(" ") + 1 >= _LOWER_CASE_WORDS)
        return True

    def _joined_or_listed(self, text: str, words: list[str], spans: list[Span]) -> bool:
        """Whether words belong together by what stands between them, or because the catalogue prints just that."""
        if self._joined(text, spans):
            return True
        surface = _as_printed(text[spans[0].start : spans[-1].end])
        names = (name for name in self._printed[" ".join(words)] if not _SHORT_FORM.search(name))
        return any(_as_printed(name) == surface for name in names)

    @staticmethod
    def _joined(text: str, spans: list[Span]) -> bool:
        for left, right in pairwise(spans):
            gap = text[left.end : right.start]
            if not _JOINT.fullmatch(gap) or gap.startswith((". ", ", ", ": ", ".\n")):
                return False
            if "(" in gap and not _VERSION.match(text, right.start):  # "NYU Depth (v2)", but not "CIFAR-10 (c)"
                return False
        return True

    def _owning(self, text: str, words: list[str], spans: list[Span]) -> bool:
        """Whether an s is that of a possessive: "ImageNet's" is no ImageNet-S and "Ann's MNIST" no S-MNIST."""
        if words[0] == "s" and _OWNER.search(text, max(0, spans[0].start - 2), spans[0].start):
            return True
        if len(words) == 1 or words[-1] != "s" or text[spans[-2].end : spans[-1].start] not in _APOSTROPHES:
            return False
        return not any(_POSSESSIVE.search(name) for name in self._printed[" ".join(words)])

    @staticmethod
    def _whole(text: str, span: Span) -> bool:
        """Whether the name stands alone: no "-LT" behind it, no "Stylized-" before it."""
        behind = re.match(rf"[{_HYPHENS}](\w+)", text[span.end : span.end + 30])
        if behind and behind[1].lower() not in _SUFFIX_WORDS:
            return False
        before = re.search(rf"(\w+)[{_HYPHENS}]$", text[max(0, span.start - 30) : span.start])
        return not (before and before[1].lower() not in ("non", "pre", "and", "the", "on", "from", "to", "full"))

    def _elliptic(
        self, text: str, words: list[str], spans: list[Span], first: int, last: int
    ) -> Iterator[tuple[KnownName, int]]:
        """Further names behind a conjunction that leave out the words they share with the first."""
        done, at = last, _next_name(words, last)
        shared = drawn_apart(" ".join(words[first:last])).split()  # "CIFAR10/100" leaves out "CIFAR" too
        while at < len(words) and _AND.fullmatch(joint := text[spans[done - 1].end : spans[at].start]):
            for width in range(min(_MOST_SHARED_WORDS, len(shared) - 1), 0, -1):
                key = " ".join([*shared[:-width], *words[at : at + width]])
                whole = " ".join(words[at : at + width])
                span = Span(spans[at].start, spans[min(at + width, len(spans)) - 1].end)
                surface = text[span.start : span.end]
                # "ImageNet and a network" does not name ImageNet-A.
                telling = any(c.isdigit() or c.isupper() for c in surface)
                counted = _COUNTED.match(text, span.start) and not _TIGHT.search(joint)
                if telling and not counted and key in self._safe and whole not in self._safe:
                    yield KnownName(span, surface, self._safe[key], in_context=False), at + width
                    done, at = at + width, _next_name(words, at + width)
                    break
            else:
                return


def _next_name(words: list[str], at: int) -> int:
    """The position of the next word that is no conjunction."""
    return at + (at < len(words) and words[at] in ("and", "or"))


def _letters(name: str) -> str:
    return "".join(c for c in name if c.isalpha())


def _as_printed(name: str) -> str:
    """A name without what differs from print to print: lines, capitals, kinds of marks, and marks around it."""
    return _AROUND.sub("", _SPACE.sub(" ", name).translate(_ALIKE).casefold())


def _closed(text: str, span: Span) -> Span:
    """The span with the bracket that closes one inside it: "NYU Depth (v2)"."""
    inside = text[span.start : span.end]
    opened = inside.count("(") > inside.count(")")
    return Span(span.start, span.end + 1) if opened and text[span.end : span.end + 1] == ")" else span
