"""What a paper says a dataset is, verbatim, with the numbers read out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extraction.document import Document
from kg.extraction.naming import Named
from kg.extraction.numbers import EACH, NUMBER, number
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
    r"(?:\s+(?:data ?sets?|corpus|corpora|benchmark|database|collection))?"
    r"(?:\s*(?:\([^)]{0,80}\)|\[[^\]]{0,60}\]))*,?\s+"
    r"(?:which\s+|that\s+)?(?:is (?:an?|the)|consists? of|contain(?:s|ing)?|compris(?:es?|ing)|includ(?:es?|ing)|"
    r"provides?|covers?|ha(?:s|ve)(?! been\b)|with|is composed of|is split|is divided)\b",
    re.IGNORECASE,
)
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


def describe(named: Named, document: Document, dataset: Dataset | None) -> Description | None:
    """The sentence of the paper that tells most about the dataset, or the catalogue's words, or None."""
    best: tuple[float, Span] | None = None
    for mention in named.mentions:
        passage = document.passage_at(mention.span.start)
        if passage is None or passage.zone in ("table", "title"):
            continue
        i = document.sentence_index(mention.span.start)
        for step in (0, 1):  # "We use CIFAR-10. It consists of 60,000 images."
            if not 0 <= i + step < len(document.sentences):
                continue
            sentence = document.sentences[i + step]
            quote = document.paper.quote(sentence)
            subject = _SUBJECT.match(quote) if step else None
            if step and subject is None:
                continue
            if sentence.end - sentence.start > _LONGEST:
                continue
            score = _tells(quote, subject[0] if subject else mention.surface) - 0.5 * step
            if score > 0 and (best is None or score > best[0]):
                best = (score, sentence)
    if best is not None:
        text = document.paper.quote(best[1])
        said = _said(text, [*named.surfaces, *(match[0] for match in [_SUBJECT.match(text)] if match)])
        rows = (splits_in_row(document, mention.span) for mention in named.mentions)
        splits = splits_in(said) or next(filter(None, rows), ())
        instances = instances_in(said)
        if any(instances == split.instances for split in splits):
            instances = None  # the size of a part is not that of the whole
        return Description(text, "paper", instances, classes_in(said), modality_in(said), splits)
    if dataset is not None and dataset.description:
        return Description(dataset.description, "catalogue", dataset.instances, dataset.classes, dataset.modality)
    return None


def _said(sentence: str, subjects: Iterable[str]) -> str:
    """The part of a sentence that is said of one of its subjects and not of what the authors do with it, or ""."""
    for subject in subjects:
        for place in re.finditer(rf"(?<![\w-]){re.escape(subject)}(?![\w-])", sentence):
            if _is_bound(sentence, place) and not _OF_OTHERS.search(sentence, 0, place.start()):
                return _OURS.split(sentence[place.end() :], maxsplit=1)[0]
    return ""


def _is_bound(sentence: str, place: re.Match[str]) -> bool:
    """Whether what stands behind a name is said of what it names."""
    bound = _BOUND.match(sentence, place.end())
    return bound is not None and not (bound[0].endswith("with") and _DONE_ON.search(sentence, 0, place.start()))


def _tells(sentence: str, surface: str) -> float:
    """How much a sentence says about what the data are; 0 where it says nothing."""
    at = sentence.find(surface)
    if at >= 0 and _MADE_FOR.search(sentence, 0, at) and _PARTICIPLE.match(sentence, at + len(surface)):
        return 0.0
    defines = at >= 0 and bool(_DEFINES.match(sentence, at + len(surface)))
    sizes = sum(bool(_SAYS_SIZE.search(sentence, 0, match.start())) for match in _SIZE.finditer(sentence))
    return 2.0 * min(sizes, 3) + 1.5 * defines + bool(_CLASSES.search(sentence)) * (sizes > 0 or defines)


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
