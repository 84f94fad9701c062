"""The title of a printed reference, once authors and date are cut off, in whatever way its fields are parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.readers.reference_dates import YEAR
from kg.readers.reference_wording import CITY, GENRE, IMPRINT_BEHIND, NUMBERS, PLACES, VENUE_WORD

_QUOTES = {"―": "‖", "“": '”“"', '"': '"”', "«": "»", "„": '“”"', "‘": "’'", "`": "'", "'": "'’"}
_END = re.compile(r"[.?!][\"”’']?(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?<![’'])[^\W\d_a-z]|\b(?:vs|St|Dr|Mr|Mrs|Vol|No|vol|no|al|cf|ca|approx|Nr|Bd|Jr|e\.g|i\.e|resp|pp|Ed|Eds|eds?|ff|Ph"
    r"|Jg|[Tt]rans|[Tt]r|Math|Phys|Chem|Biol|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[Pp]roc|Conf|Symp|Univ|Dept|Suppl|[vpn]))$"
)
_GOES_ON = re.compile(r"\s(?!ar[xX]iv|http|in[\s:]|doi|pp\.|pages|vol|[a-z]+(?:\s[a-z]+){0,3},?\s\d+\s?[(:])[a-z]")
_IN = re.compile(
    r"[.,;?!]?\s+[Ii]n\s*:\s|[.,?!]\s+[Ii]n\s+(?=[^\W\d_a-z]|\d|[“\"(‘])|[.,]\s+(?:arXiv|CoRR|ArXiv)\b|"
    r"[.,]\s+(?:[Tt]rans(?:lated|\.)|[Ee]dited\sby|[Ee]ds?\.|[Hh]rsg\.)\s|\s?//\s|\s[Ii]n\s(?:[^\W\d_a-z]\.\s?)+[^\W\d_a-z]"
    rf"|\s\([^\W\d_a-z][^():]{{1,40}}:(?=[^()]*(?:{YEAR}|\)[\s.,]*(?:$|\d|pp?\.)))"
)
_PUBLISHED = re.compile(rf"\s\([^()]{{0,60}}\b(?<!\d[-–])(?<!\d{{4}},\s){YEAR}\)")
_VENUE = re.compile(rf",\s+(?=(?:[^\W\d_]+\.?\s){{0,3}}?{VENUE_WORD}|(?:[^\W\d_a-z][^\W\d_]{{1,6}}\.\s)+)")
_SURE_VENUE = re.compile(
    rf",\s+(?=(?:Proc\b|Proceedings|IEEE|arXiv|CoRR|Ph\.?\s?D|[Vv]ol\.|[Vv]olume\s|pp\.|pages?\s|{GENRE}))"
)
_GENRE_BEHIND = re.compile(rf",\s+(?=(?:Proc\b|Proceedings|arXiv|CoRR|{GENRE}))")
# ", J. Geophys. Res. 117": a journal in short before its volume.
_SHORT_JOURNAL = re.compile(
    r",\s+(?!(?:Vol|No|Nr|Pp?|Part|Art|Bd|Ser|Suppl|St|Ed)\.)(?=(?:[^\W\d_a-z][^\W\d_]{0,7}\.\s?){1,6}[A-Z]?\(?\d"
    r"|(?:J|Math|Int|Ann|Rev|Phys|Chem|Biol|Amer|Am|Nat)\.\s(?:[^\W\d_a-z][\w-]*,?\s){1,3}\(?\d"
    r"|(?:[^\W\d_a-z][^\W\d_]{0,7}\.\s?){2,6}(?:[^\W\d_a-z][\w-]*,?\s){0,3}[A-Z]?\(?\d)"
)
# ", Public Administration 78, 555-73": a journal, its volume and pages.
_JOURNAL_BEHIND = re.compile(
    r",\s+(?=[^\W\d_a-z][\w’'&-]*(?:\s(?:of|and|the|for|in|on|für|und|der|des|de|la|et|zur|&|[–-]|[^\W\d_a-z][\w’'-]*)){0,7},?"
    r"\s(?:[Vv]ol\.?\s?|[Nn]r\.?\s?)?\d+(?:\s?[(/]\s?\d[\d\s/–-]*\)?)?\s?[,:]\s*(?:pp?\.\s?|S\.\s?)?\d)"
)
# "(2nd ed.)", "[DVD]", "(translated by X)" behind a title.
_REMARK = re.compile(
    r"\s*(?:\((?:[^()]*\b(?:ed|edn|edition|Aufl|Auflage|éd)\.?|(?:tr|trans|translated|transl)\b[^()]*"
    r"|[^()]*\b(?:[Dd]issertation|[Tt]hesis|unpublished|[Dd]raft)\b[^()]*|Book)\)"
    r"|\[(?:DVD|CD(?:-ROM)?|[Ff]ilm|[Vv]ideo|[Mm]otion [Pp]icture|[Oo]n-?line|[Cc]omputer [Ss]oftware"
    r"|[Ee]lectronic [Vv]ersion)\])$"
)
_NUMBERS_INSIDE = re.compile(r"\s(?:\d+\s*[(:]|\d+$|\(?(?:1[5-9]|20)\d\d)")
_NUMBERS_BEHIND = re.compile(rf"[\s(,]{YEAR}\b|\d+\s*\(\d|\d+:\d|,\s*\d+\b|\b[Pp]p?\.\s?\d|\s\d+$|\b[Vv]ol\b|,\s[Vv]\.")
# ", Math" and ", Phys. Rev" before a full stop: the short name of a journal, where more of it or a volume follows.
_SHORTENED = re.compile(r",\s(?:[^\W\d_a-z][^\W\d_]{0,6}\.\s)*[^\W\d_a-z][^\W\d_]{1,6}$")
_SHORTENED_GOES_ON = re.compile(r"\s(?:(?:[^\W\d_a-z][^\W\d_]{0,8}\.\s?)+(?:[^\W\d_a-z][\w-]*,?\s){0,3})?[A-Z]?\(?\d")
_IMPRINT = re.compile(
    r"\s(?!Available|Retrieved|Accessed|URL|DOI)(?:[Ii]n:?\s|[^\W\d_a-z][\w.-]*(?:[\s,/]+[^\W\d_a-z][\w.-]*){0,3}\s?:\s)"
)
# " Publizistik, 37, 444": a journal with its volume, and nothing of a title.
_JOURNAL_AND_VOLUME = re.compile(
    r"\s[^\W\d_a-z][\w.’'&-]*(?:(?:\s|/\s?)(?:[^\W\d_a-z][\w.’'&-]*|of|and|the|für|und|der|de|la|et|in|&|/|[-–])){0,8}"
    rf"[,.]?\s?(?:[Vv]ol\.?\s?|[Nn]r\.?\s?|\()?(?!{YEAR}(?:s\b|\s?[-–]))\d"
)
_PLACES_ONLY = re.compile(rf"\s{CITY}(?:(?:\s?[/,]\s?|\sand\s|\sund\s){CITY})?\.?(?:\s\d{{4}})?\.?$")
# "Nano Lett. 2010, 10, 1979.", "ApJ, 660, 1118": a journal and numbers, no title.
_JOURNAL_ONLY = re.compile(
    r"(?:(?:[^\W\d_a-z][^\W\d_]{0,10}(?![^\W\d_])\.?|&|of)[\s,]*){1,6}(?:vol\.?\s*|pp\.\s*)?"
    r"[(\[]?[A-Z]?\d(?:[\d\s(),.:;–/A-Z-]|pp?\.)*(?:\[.*|\(?[12]\d{3}.*|)$"
)
_PLACE_LIKE = re.compile(
    r"(?:[^\W\d_a-z][\w.’'/&-]*|de|of|and|&|am|la|des|du|the)"
    r"(?:\s(?:[^\W\d_a-z][\w.’'/&-]*|de|of|and|&|am|la|an|der|des|du|the|für)){0,8}\.?$"
)
_YEARS = re.compile(rf"{YEAR}\s?[-–]\s?(?:{YEAR}|\d\d)\b(?!.*\d)")
_NO_SUBTITLE = re.compile(
    rf"^\s(?:\w+\s){{0,2}}{VENUE_WORD}|^\s[Ii]n\b|^\s{GENRE}|^\s(?:Retrieved|Available|Accessed|URL)|^\s\(|\b[A-Z]\.\s?[A-Z]\."
    r"|^\s[A-Z]\."
)
# A word that neither a title in capitals nor the name of a journal or a body prints small.
_SMALL_WORD = re.compile(r"\s(?!(?:and|of|the|for|und|der|die|für|de|la|et|y)\s)[a-zà-ÿ]\w+")
# How many sentences may make a title.
_MOST_SENTENCES = 5
_YEARS_OF_A_TITLE = re.compile(rf"\b{YEAR}(?:s\b|\s?[-–]\s?(?:{YEAR}|\d\d)\b|(?=\s[^\W\d_]))")


def title_and_rest(text: str, *, by_comma: bool, dated: bool) -> tuple[str, str]:
    """The title at the head of `text`, and what follows it.

    `by_comma`: fields are parted by commas; `dated`: the year stood before, so that what follows is no imprint.
    """
    quoted = _quoted(text)
    if quoted:
        return quoted
    if by_comma and len(text) < 90 and _JOURNAL_ONLY.match(text):
        return "", text
    if re.match(
        r"in[:\s]\s*[^\W\d_a-z“‘\"]|In[:\s]\s*[^\W\d_a-z“‘\"]" if not dated else r"in[:\s]\s*[^\W\d_a-z]", text
    ):
        return "", text
    whole = len(text.rstrip(" ."))
    venue_at = _venue_at(text, dated=dated)
    cut = _sentence_end(text, venue_at, dated=dated)
    published = None if dated else _PUBLISHED.search(text, 5, cut)
    if published:
        cut = published.start()
    head = text[: min(cut, venue_at)]
    numbers = _NUMBERS_BEHIND.search(head, 8)
    venue = (_VENUE if by_comma or numbers or cut >= whole else _SURE_VENUE).search(head, 8)
    if by_comma and (cut >= whole or numbers or venue):
        head = _before_numbers(head) or (head if venue or venue_at < cut else _before_names(head))
    if venue:
        head = head[: venue.start()]
    head = re.split(r"[\s.,]*(?:https?:|www\.)", _before_place(head))[0]
    rest = text[len(head) :]
    title = re.sub(rf",\s*(?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}$", "", head.strip(" .,;:*"))
    return _REMARK.sub("", title).strip(" .,;:*"), rest


def _venue_at(text: str, *, dated: bool) -> int:
    """Where a venue surely begins, or the length of the text."""
    patterns = (_IN, _SHORT_JOURNAL, _JOURNAL_BEHIND, _GENRE_BEHIND) + ((IMPRINT_BEHIND,) if dated else ())
    return min((found.start() for p in patterns if (found := p.search(text, 5))), default=len(text))


def _quoted(text: str) -> tuple[str, str] | None:
    for opening in ("``", "''"):
        if text.startswith(opening) and text.find("''", 3) > 0:
            end = text.find("''", 3)
            return text[2:end].strip(" .,"), text[end + 2 :]
    closings = _QUOTES.get(text[:1])
    if not closings:
        return None
    depth = 0
    for i in range(1, len(text)):
        depth += text[i] == "«"
        # An apostrophe ends no quotation: a letter follows it.
        if text[i] not in closings or i < 3 or (text[i] in "'’" and text[i + 1 : i + 2].isalpha()):
            continue
        if text[i] == "»" and depth:
            depth -= 1
            continue
        if re.match(
            r"\s?:|\s(?!in\b|trans|ed\b|eds\b|ar[xX]iv|pp|pages|vol|https?:|www|url|doi|accessed|available|preprint|manuscript)[a-z]",
            text[i + 1 :],
        ):
            return None
        return text[1:i].strip(" .,"), text[i + 1 :]
    return None


def _sentence_end(text: str, venue_at: int, *, dated: bool) -> int:
    ends = [found for found in _END.finditer(text) if not _no_end(text, found)]
    ends.append(re.compile(r"[\s.]*$").search(text, len(text.rstrip(" ."))) or ends[-1])
    end = ends[_title_sentences(text, ends, venue_at, dated=dated) - 1]
    return end.start() + (text[end.start() : end.start() + 1] in ("?", "!"))


def _title_sentences(text: str, ends: Sequence[re.Match[str]], venue_at: int, *, dated: bool) -> int:
    """How many sentences make the title: behind those after the first a venue must come.

    "Up or down? Adaptive rounding for X. In ...", "Trennung von X. Eine Untersuchung. Freiburg: Alber."
    """
    asked = 1
    for n, (end, following) in enumerate(pairwise(ends[:_MOST_SENTENCES]), start=1):
        if venue_at <= end.end():
            return n
        question = text[end.start()] in "?!" and asked == n
        sentence = text[end.end() : min(following.start(), venue_at)]
        if not _may_be_subtitle(sentence, text[: end.start()], question=question) or _IMPRINT.match(text, end.end()):
            return asked
        if question and _JOURNAL_AND_VOLUME.match(text, end.end()):
            return asked
        asked += question
        if dated and (venue_at <= following.start() or _is_venue(text, following.end())):
            return n + 1
    return asked


def _may_be_subtitle(sentence: str, title: str, *, question: bool) -> bool:
    """Whether a sentence behind a title may go on with it: of some length, written like it, and naming no venue."""
    if len(sentence.split()) < (2 if question else 3) or _NO_SUBTITLE.search(sentence):
        return False
    return bool(_SMALL_WORD.search(sentence) or question or not _SMALL_WORD.search(title)) and not re.search(
        r"\d", _YEARS_OF_A_TITLE.sub("", sentence)
    )


def _is_venue(text: str, at: int) -> bool:
    """Whether place and publisher, a journal with its volume, or nothing but a place follows."""
    return bool(_IMPRINT.match(text, at) or _JOURNAL_AND_VOLUME.match(text, at) or _PLACES_ONLY.match(text, at))


def _no_end(text: str, found: re.Match[str]) -> bool:
    if text[found.start()] != ".":
        return False
    if _ABBREVIATED.search(text, max(0, found.start() - 8), found.start()) or _GOES_ON.match(text, found.end()):
        return True
    short = _SHORTENED.search(text, max(0, found.start() - 20), found.start())
    return bool(short and _SHORTENED_GOES_ON.match(text, found.end()))


def _before_numbers(text: str) -> str:
    """The part before a journal and its volume where only commas part the fields; "" where there are no numbers."""
    pieces = text.split(", ")
    for i, piece in enumerate(pieces):
        if i and NUMBERS.match(piece) and not _YEARS.match(piece):
            placed = i > 2 and pieces[i - 1].strip().lower() in PLACES and _PLACE_LIKE.fullmatch(pieces[i - 2])
            return ", ".join(pieces[: max(1, i - 2 if placed else i - 1)])
        if i and _NUMBERS_INSIDE.search(piece):
            return ", ".join(pieces[:i])
    return ""


def _before_names(text: str) -> str:
    """The part before fields in capitals at the end: a publisher, a place, a journal."""
    pieces = text.split(", ")
    count = len(pieces)
    while count > 1 and _PLACE_LIKE.fullmatch(pieces[count - 1].strip()):
        count -= 1
    return ", ".join(pieces[:count])


def _before_place(text: str) -> str:
    """The part before known places of publishers: "Ithaca, Cornell University Press", "..., London"."""
    pieces = text.rstrip(" .").split(", ")
    count = len(pieces)
    while count > 1 and pieces[count - 1].strip().lower() in PLACES:
        count -= 1
    if count == len(pieces) > 2 and pieces[-2].strip().lower() in PLACES and len(pieces[-1].split()) < 5:
        count -= 2
    return text if count == len(pieces) else ", ".join(pieces[:count])
