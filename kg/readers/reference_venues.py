"""The venue of a printed reference, in what follows its title: a journal, a book, a series, or who published it."""

from __future__ import annotations

import re

from kg.readers.reference_dates import YEAR
from kg.readers.reference_wording import CITY, IMPRINT_BEHIND, PLACES, REGION

_LEADING = re.compile(
    r"^(?:[\s.,:;?!'”\"»’›‖*)\]]+|[Ii]n\s?:\s?|[Ii]n\s+(?=[^\W\d_a-z]|\d|[“\"‘'])|//\s?|URL\b|Available\b[^:]{0,20}:?|"
    rf"{YEAR}[\s.,;]|\((?:{YEAR})\)|[“\"‘«„]|(?:\d+(?:st|nd|rd|th|\.)\s(?:rev\.?\s)?|[Rr]ev\.?\s)(?:edn|ed|edition|Aufl)\b)"
)
_IS_IN = re.compile(r"^[\s.,:;?!'”\"»’›‖*)\]]*(?:(?:from\s)?[Ii]n[\s:]|//)")
# "In A. Roe & B. Poe (Eds.), Book", "In: Roe, A. (Hrsg.): Book"
_EDITORS_FIRST = re.compile(
    r"^(?:[^()]{2,200}?\s?\((?:[Ee]ds?|[Hh]rsg|[Hh]g|[Éé]ds?|coords?|dir|orgs?|editors?)\.?\)|"
    r"(?:[^().]|(?<=\b[^\W\d_])\.){2,150}?,\s(?:[Ee]ds?\.|[Hh]rsg\.|editors?\b))[\s,.:]*"
)
_EDITED = re.compile(
    r"^(?:[Tt]rans(?:l?\.|lated\sby)|[Ee]dited\sby|[Ee]ds?\.(?:\sby)?|[Hh]rsg\.(?:\svon)?)\s(?:[^.]|(?<=\b\w)\.)*\.\s+"
)
_IMPRINT = re.compile(
    rf"^{CITY}(?:(?:\s?[/;,]\s?|\sand\s|\sund\s|\s&\s){CITY})*{REGION}?\.?\s?:\s?(?P<by>[^\W\d_a-z][^:]*)"
)
_BRACKETED = re.compile(rf"^\((?:[^():]{{2,40}}:\s?)?(?P<by>[^():\d][^():]*?)(?:,?\s(?:{YEAR}).{{0,12}})?\)")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre)[a-zé]*\.?"
)
_ENDS = re.compile(
    rf",?\s*(?:\(|\b(?:[Vv]ol(?:ume|s)?|[Nn]os?|n°|pp?|pages?|[Ss]eries|Bd|S|Nr|Heft|Jg|T|tome|doi|DOI|arXiv|[Vv]|art)\b[.:]?\s*[\d:IVX]"
    rf"|(?<=.)\b{YEAR}(?!\s[^\W\d_a-z])|\d+\s*[(:,;/]|(?<![-'’\d])\d+\.?$|\d+\.?\s\d+[-–]|https?:|\bURL\b|[Rr]etrieved|[Aa]vailable|[Aa]ccessed"
    r"|\b(?:to\sappear|in\spress|[Ss]pecial\s[Ii]ssue|[Ee]dited\sby|[Ee]ds?\.\s|trans\.\s))"
    rf"|,\s*\d|\bpages\b|,\s*vol|[,\s](?:\d{{1,2}}\.?\s)?(?i:{_MONTH})(?:[-/,\s]|$)(?=\W*(?:\d|$|{_MONTH}))"
)
_SENTENCE = re.compile(r"(?:[^\W\d_]{7,}|\d)[)”\"]?\.\s")
_GENRE = re.compile(
    r"^(?:Ph\.?\s?D\.?|[Mm]aster['’]?s?|[Dd]octoral|[Dd]iploma|[Tt]ech(?:nical|\.)|[Rr]esearch|[Ww]orking|[Dd]iscussion|[Pp]rojekt)\s?"
    r"(?:[Tt]hesis|[Dd]issertation|[Rr]ep(?:ort|\.)?|[Rr]pt|[Pp]apers?|[Aa]rbeit)\b[^,.]{0,28}(?:,|\.)\s+(?=[^\W\d_a-z])"
)
_REGION_ALONE = re.compile(
    r"[A-Z]{2,3}\.?|[A-Z]\.\s?[A-Z]\.?|Mass|Massachusetts|Calif|California|England|UK|USA|Germany|New Jersey|Illinois"
)


def venue_of(text: str) -> str:
    """The journal, book or publisher in what follows the title, "" where none is found."""
    book = bool(_IS_IN.match(text))
    text = _stripped(text)
    if book and (editors := _EDITORS_FIRST.match(text)):
        text = _stripped(text[editors.end() :])
    elif not book and (bracketed := _BRACKETED.match(_undotted(text))):
        return bracketed["by"].strip(" .,;:")
    text = _GENRE.sub("", _EDITED.sub("", text))
    imprint = None if book else _IMPRINT.match(text)
    if imprint:
        text = imprint["by"]
    end = _ENDS.search(text)
    if end:
        text = text[: end.start()]
    behind = IMPRINT_BEHIND.search(text, 5) if book else None
    if behind:
        text = text[: behind.start()]
    sentence = _SENTENCE.search(text)
    if sentence:
        text = text[: sentence.end() - 2]
    return _without_place(text.strip(" .,;:()[]“”\"'«»*-–—"))


def _stripped(text: str) -> str:
    """The text behind marks, years and the word "In" at its head."""
    while found := _LEADING.match(text):
        if not found[0]:
            break
        text = text[found.end() :]
    return text.lstrip()


def _undotted(text: str) -> str:
    return text.lstrip(" .,:;")


def _without_place(text: str) -> str:
    """The text without known places at its end: "Academic Press, London", "MIT Press, Cambridge, MA"."""
    pieces = text.split(", ")
    kept = len(pieces)
    while kept > 1:
        at = kept - 1
        if at > 1 and _REGION_ALONE.fullmatch(pieces[at].strip(" .")):
            at -= 1
        if pieces[at].strip(" .").lower() not in PLACES:
            break
        kept = at
    return ", ".join(pieces[:kept])
