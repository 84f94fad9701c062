"""A printed reference into its fields, whatever style it is printed in."""

from __future__ import annotations

import re

from kg.model import Reference
from kg.readers.reference_authors import leading_authors
from kg.readers.reference_entries import split_entries

__all__ = ["parse_reference", "split_entries"]

_LABEL = re.compile(r"\s*(?:\[[^\[\]]{1,30}\]|\(\d{1,3}\)|\d{1,3}\.(?=\s)|\d{1,3}\s(?=[^\W\d_a-z]))\s*")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]*[^\s\"<>,;.)\]}]", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|\s*preprint)?[\s:.,(\[]*(?:arxiv:\s*)?(?:abs/)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})|\babs/(\d{4}\.\d{4,5})",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|ftp://|www\.)\s?\S*[^\s.,;)\]>}\"”’]", re.IGNORECASE)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE_AFTER_NAMES = re.compile(
    rf"[\s.,:;–-]*(?:\((?:[Ee]ds?|[Hh]rsg|[Hh]g)\.?\)[\s.,:;]*)?(?:[(\[]\s*(?:{_YEAR}/)?({_YEAR})[a-z]?(?:[/–-]\d{{2,4}})?(?:,[^)\]]{{0,30}})?\s*[)\]]|"
    rf"({_YEAR})[a-z]?(?=\s*[.,:;]))[\s.,:;–-]*"
)
_ANY_YEAR = re.compile(rf"(?<![\d/:–.-])(?<!pp )({_YEAR})[a-z]?(?![\d/]|[-–]\s?\d|\.\d)")
_OPENING = {"“": '”“"', '"': '"”', "«": "»", "„": '“”"', "‘": "’", "``": "''", "''": "''", "'": "'"}
_SENTENCE_END = re.compile(r"[.?!][\"”’']?(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:vs|St|Dr|Mr|Mrs|Vol|No|vol|no|al|cf|ca|approx|Nr|Bd|Jr|e\.g|i\.e|resp))$"
)
_IN = re.compile(
    r"[.,;?!]?\s+(?:In|in)\s*:\s|[.,?!]\s+[Ii]n[:\s]\s*(?=[^\W\d_a-z\d“\"(])|[.,]\s+(?:arXiv|CoRR|ArXiv)\b"
)
_VENUE = re.compile(
    r",\s+(?=(?:[^\W\d_]+\.?\s){0,3}?(?:Journal|J\.|Proc\b|Proceedings|Trans(?:actions|\.)|Conference|Conf\.|Symposium|Workshop|"
    r"Review|Rev\.|Letters|Lett\.|Annals|Ann\.|Magazine|Bulletin|IEEE|ACM|Nature|Science|Phys\.|University|Univ\.|Press|"
    r"Verlag|Springer|Elsevier|Wiley|Academic|Ph\.?\s?D|Tech(?:nical|\.)|Master|Thesis|arXiv|CoRR|vol\.|Vol\.|pp\.|pages)\b)"
)
_PLACE_IN_VENUE = re.compile(
    rf",?\s*(?:\(|\b(?:[Vv]ol(?:ume)?|[Nn]o|pp?|pages?|[Ss]eries|[Ee]dited|[Ee]ds?|Bd|S|Nr|Heft|Jg|doi|DOI)\b\.?\s*[\d:]|{_YEAR}|\d+\s*[(:,;]|\d+\.?$|https?:)"
    r"|,\s*\d|\bpages\b|,\s*vol"
)


def parse_reference(key: str, raw: str) -> Reference:
    """The reference that a printed entry denotes; fields that cannot be found are left empty.

    A label at the head ("[12]", "12.") is not part of any field.
    """
    text = " ".join(raw.split())
    doi, arxiv, url = _identifiers(text)
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    authors, end = leading_authors(body)
    date = _DATE_AFTER_NAMES.match(body, end)
    if not authors:
        authors, date = _organisation(body)
        end = 0
    year = int(date[1] or date[2]) if date else None
    rest = body[date.end() if date else end :].lstrip(" .,:;")
    by_comma = not date and body[end : end + 1] == ","
    title, after = _title(rest, by_comma=by_comma)
    return Reference(
        key=key,
        raw=raw,
        title=title,
        authors=authors,
        year=year or _year(body),
        venue=_venue(after),
        doi=doi,
        arxiv=arxiv,
        url=url,
    )


def _identifiers(text: str) -> tuple[str, str, str]:
    doi = _DOI.search(text)
    arxiv = _ARXIV.search(text)
    url = _URL.search(text)
    return (
        doi[0].lower() if doi else "",
        (arxiv[1] or arxiv[2]).lower() if arxiv else "",
        url[0].replace(" ", "") if url else "",
    )


def _organisation(body: str) -> tuple[tuple[str, ...], re.Match[str] | None]:
    """A body as author ("World Bank (2010)"), where a date closes it."""
    found = re.match(r"([^.(]{2,90}?)[.,]?\s*(?=\(\s*(?:1[5-9]|20)\d\d)", body)
    if not found:
        return (), None
    return (found[1].strip(),), _DATE_AFTER_NAMES.match(body, found.end())


def _year(body: str) -> int | None:
    plain = _ARXIV.sub(" ", _URL.sub(" ", _DOI.sub(" ", body)))
    years = _ANY_YEAR.findall(plain)
    return int(years[-1]) if years else None


def _title(rest: str, *, by_comma: bool) -> tuple[str, str]:
    """The title at the head of `rest`, and what follows it."""
    for opening, closings in _OPENING.items():
        if rest.startswith(opening):
            inside = rest[len(opening) :]
            ends = (
                [inside.find(closing, 3) for closing in closings]
                if opening not in ("``", "''")
                else [inside.find("''")]
            )
            ends = [end for end in ends if end > 0]
            if ends:
                end = min(ends)
                return inside[:end].strip(" .,"), inside[end + 1 :]
    cut = len(rest)
    for found in _SENTENCE_END.finditer(rest):
        if not _ABBREVIATED.search(rest[: found.start()]):
            cut = found.end() if rest[found.start()] in "?!" else found.start()
            break
    inside_of = _IN.search(rest, 5)
    if inside_of and inside_of.start() < cut:
        cut = inside_of.start()
    venue = _VENUE.search(rest, 8, cut)
    if venue:
        cut = venue.start()
    elif by_comma:
        comma = rest.find(", ", 8, cut)
        cut = comma if comma > 0 else cut
    return rest[:cut].strip(" .,;:"), rest[cut:]


def _venue(after: str) -> str:
    text = re.sub(r"^[\s.,;:?!'”\"]*(?:[Ii]n\s*:?\s+(?=[^\W\d_a-z]|the))?", "", after)
    end = _PLACE_IN_VENUE.search(text)
    if end:
        text = text[: end.start()]
    sentence = re.search(r"[^\W\d_]{4,}\.\s", text)
    if sentence:
        text = text[: sentence.end() - 2]
    return text.strip(" .,;:()")
