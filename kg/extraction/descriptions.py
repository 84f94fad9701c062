"""What a paper says a dataset is, verbatim, with the numbers read out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from kg.extraction.document import Document
from kg.extraction.naming import Named
from kg.extraction.numbers import EACH, NUMBER, number
from kg.extraction.places import Places
from kg.extraction.splits import splits_in, splits_in_row
from kg.model import Dataset, Description, Span

_ITEMS = (
    r"images?|photos?|photographs?|pictures?|examples?|samples?|instances?|sentences?|documents?|articles?|questions?|"
    r"tweets?|reviews?|videos?|clips?|frames?|sequences?|utterances?|hours|recordings?|subjects?|patients?|participants?|"
    r"respondents?|individuals?|nodes?|graphs?|edges?|triples?|pairs?|tokens?|words?|users?|ratings?|records?|scans?|"
    r"molecules?|compounds?|dialogues?|conversations?|papers?|points?|objects?|shapes?|models?|entities|mentions?|"
    r"digits?|faces?|people|women|men|children|households?|observations?|rows?|data points|passages?|paragraphs?"
)
# None of these stands between a number and the items that it counts: "50 images per subject" counts no subjects.
_NO_KIND = "and|of|with|sampled|selected|chosen|per|each|every"
_PIXELS = r"\d+\s?[×x]\s?\d+(?:-pixels?)?\s+"  # "60,000 32×32 colour images"
_SIZE = re.compile(
    rf"{NUMBER}\+?\s+(?:{_PIXELS})?(?:(?!(?:{_NO_KIND})\b)[^\W\d][\w*-]*\s+){{0,4}}?(?P<item>{_ITEMS})\b"
    rf"(?!{EACH}|\s+(?:\w+\s+)?(?:class(?:es)?|categor(?:y|ies)|labels)\b)",
    re.IGNORECASE,
)
# Behind these, another thing is spoken of: "60,000 images with labels" counts no labels.
_BETWEEN = "and|or|of|with|without|in|into|from|across|by|on|for|per|to|over|under"
_CLASSES = re.compile(
    rf"(?<!\d and ){NUMBER}\s+(?:(?!(?:{_BETWEEN})\b)[^\W\d][\w-]*\s+){{0,2}}?"
    r"(?:classes|categories|labels|topics|species|identities)\b",
    re.IGNORECASE,
)
# Before a number, these say that it is a size of the data and not of something done with them.
_SAYS_SIZE = re.compile(
    r"(?:consist(?:s|ing)? of|contain(?:s|ing)?|compris(?:es?|ing)|composed of|includ(?:es?|ing)|provid(?:es?|ing)|"
    r"has|have|having|with|dataset:|(?:total|set|collection) of)\s+"
    r"(?:(?:about|over|around|approximately|roughly|nearly|more than|only|a total of|the|in total|~|≈)\s*){0,2}$",
    re.IGNORECASE,
)
# Behind a name, these open a definition of it.
_DEFINES = re.compile(
    r"(?:\s+(?:data ?set|corpus|benchmark|database|collection))?"
    r"(?:\s*\([^)]{0,80}\)|\s*\[[^\]]{0,40}\])*,?\s+(?:which\s+|that\s+)?"
    r"(?:is an? |consists? of|contains?|comprises?|includes?|provides?|covers?)",
    re.IGNORECASE,
)
# Between a name and what is said of the data with it: brackets, another name, words for data, and then the verb.
_BOUND = re.compile(
    r"(?:\s*(?:\([^)]{0,80}\)|\[[^\]]{0,60}\]))*(?:\s+(?:and|or|&)\s+[\w.-]+)?"
    r"(?:(?:\s*:)?(?:\s+(?:this|the))?\s+(?:data ?sets?|corpus|corpora|benchmark|database|collection))?"
    r"(?:\s*(?:\([^)]{0,80}\)|\[[^\]]{0,60}\]))*,?\s+"
    r"(?:which\s+|that\s+)?(?:(?:also|only|now|currently|originally|mainly|mostly|typically)\s+)?"
    r"(?:is (?:an?|the|another)|consists? of|contain(?:s|ing)?|compris(?:es?|ing)|includ(?:es?|ing)|"
    r"provid(?:es?|ing)|cover(?:s|ing)?|ha(?:s|ve)(?! been\b)|with|is composed of|is split|is divided|"
    r"(?<=, )an?\s+(?:[\w-]+\s+){0,3}?(?:data ?set|corpus|benchmark|database|collection))\b",
    re.IGNORECASE,
)
# Behind these, another dataset is the next to be spoken of: "CIFAR-10 has 60,000 images, and SVHN has 600,000".
_CLAUSE = re.compile(r"(?:[,;]|\band|\bbut|\bwhile|\bwhereas) (?:the )?$", re.IGNORECASE)
# What is said behind these is said of something smaller or larger than the data named.
_OF_OTHERS = re.compile(
    r"\b(?:subset|part|portion|version|extension|superset|sample|split)s? (?:of|from) (?:the )?$", re.I
)
# "We train on CIFAR-10 with 250 labels": said of what is done on the data.
_DONE_ON = re.compile(r"\b(?:on|for|using|over) (?:the )?$", re.IGNORECASE)
# "the network for CIFAR-10 containing three layers": said of what is made for the data.
_MADE_FOR = re.compile(r"\bfor (?:the )?$")
_PARTICIPLE = re.compile(r"\s+(?:containing|including|comprising|consisting|having|with)\b")
_OURS = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_MODALITIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for name, words in (
        ("video", "videos?|clips?"),
        ("image", "images?|photos?|photographs?|pictures?|scans?|digits?|faces?"),
        ("speech", "utterances?|speech|spoken"),
        ("audio", "audio|recordings?|music|songs?"),
        ("graph", "nodes?|edges?|graphs?"),
        ("genomic", "genom(?:es?|ic)|DNA|RNA|genes?"),
        ("tabular", "tabular|attributes|tuples"),
        ("survey", "respondents?|survey"),
        ("text", "sentences?|documents?|articles?|questions?|tweets?|reviews?|tokens?|words?|dialogues?|text"),
    )
)
# At the start of the next sentence, these still speak of the data just named.
_SUBJECT = re.compile(
    r"(?:It|The (?:data ?set|corpus|data|database|benchmark)|This (?:data ?set|corpus|benchmark)|They)\b"
)
_LONGEST = 600  # characters; a longer "sentence" is a list or a table that lost its lines
_LESS_SURE = 0.5  # of the score; what the next sentence says may be said of something else


class _Saying(NamedTuple):
    """A sentence on a dataset: how much it tells, its place, and the part of it that is said of the dataset."""

    score: float
    sentence: Span
    said: str


def describe(named: Named, document: Document, dataset: Dataset | None, names: Places) -> Description | None:
    """The sentence of the paper that tells most about the dataset, or the catalogue's words, or None.

    `names` holds the places of the names of all datasets of the paper.
    """
    own = {mention.span for mention in named.mentions}
    sayings = (saying for mention in named.mentions for saying in _sayings(document, mention.span, own, names))
    best = max((s for s in sayings if s.score > 0), key=lambda s: s.score, default=None)
    if best is not None:
        text = document.paper.quote(best.sentence)
        rows = (splits_in_row(document, mention.span) for mention in named.mentions)
        splits = splits_in(best.said) or next(filter(None, rows), ())
        instances = instances_in(best.said)
        if any(instances == split.instances for split in splits):
            instances = None  # the size of a part is not that of the whole
        return Description(text, "paper", instances, classes_in(best.said), modality_in(best.said), splits)
    if dataset is not None and dataset.description:
        return Description(dataset.description, "catalogue", dataset.instances, dataset.classes, dataset.modality)
    return None


def _sayings(document: Document, mention: Span, own: Set[Span], names: Places) -> Iterator[_Saying]:
    """What the sentence of a mention says of the dataset, and the next one where it goes on about the dataset."""
    passage = document.passage_at(mention.start)
    i = document.sentence_index(mention.start)
    if passage is None or passage.zone in ("table", "title") or i < 0 or _is_list(document.sentences[i]):
        return
    sentence, following = document.sentences[i], document.sentences[i + 1 : i + 2]
    inside = names.inside(sentence)
    yield _saying(document, sentence, mention, (span for span in inside if span not in own))
    if not following or not passage.span.contains(following[0]) or _is_list(following[0]):
        return
    if inside and inside[0] not in own:
        return  # "SVHN is larger than CIFAR-10. It consists of 600,000 images." speaks of SVHN
    subject = _SUBJECT.match(document.paper.text, following[0].start, following[0].end)
    if subject is not None:  # "We use CIFAR-10. It consists of 60,000 images."
        others = (span for span in names.inside(following[0]) if span not in own)
        saying = _saying(document, following[0], Span(*subject.span()), others)
        yield saying._replace(score=saying.score - _LESS_SURE)


def _is_list(sentence: Span) -> bool:
    return sentence.end - sentence.start > _LONGEST


def _saying(document: Document, sentence: Span, subject: Span, others: Iterable[Span]) -> _Saying:
    """What a sentence says of its subject; `others` are the names of other datasets in it."""
    text, start, end = document.paper.quote(sentence), subject.start - sentence.start, subject.end - sentence.start
    bound = _bound(text, start, end)
    said = ""
    if bound is not None and not _OF_OTHERS.search(text, 0, start):
        ends = (span.start - sentence.start for span in others if _BOUND.match(text, span.end - sentence.start))
        until = min((at for at in ends if at >= bound.end() and _CLAUSE.search(text, 0, at)), default=len(text))
        said = _OURS.split(text[end:until], maxsplit=1)[0]
    return _Saying(_tells(text, start, end, said), sentence, said)


def _bound(text: str, start: int, end: int) -> re.Match[str] | None:
    """What binds the words behind a name to what it names, None where they are said of something else."""
    bound = _BOUND.match(text, end)
    return bound if bound and not (bound[0].endswith("with") and _DONE_ON.search(text, 0, start)) else None


def _tells(text: str, start: int, end: int, said: str) -> float:
    """How much a sentence, and what it says of its subject, tells about what the data are; 0 where it says nothing."""
    if _MADE_FOR.search(text, 0, start) and _PARTICIPLE.match(text, end):
        return 0.0
    defines = bool(_DEFINES.match(text, end))
    sizes = sum(bool(_SAYS_SIZE.search(said, 0, match.start())) for match in _SIZE.finditer(said))
    return 2.0 * min(sizes, 3) + 1.5 * defines + bool(_CLASSES.search(said)) * (sizes > 0 or defines)


def instances_in(text: str) -> int | None:
    """The largest number of items that a text states ("60,000 training images" -> 60000), or None."""
    numbers = [number(match) for match in _SIZE.finditer(text)]
    return max((n for n in numbers if n is not None and n > 1), default=None)


def classes_in(text: str) -> int | None:
    """The number of classes that a text states, or None."""
    match = _CLASSES.search(text)
    return number(match) if match else None


def modality_in(text: str) -> str:
    """What kind of data a text speaks of ("image", "text" ...), or ""."""
    return next((name for name, pattern in _MODALITIES if pattern.search(text)), "")
