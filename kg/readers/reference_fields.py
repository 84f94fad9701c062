"""Date, title, venue and identifiers of a printed reference, once its authors are cut off."""

from __future__ import annotations

import re
from itertools import pairwise

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]*[^\s\"<>,;.)\]}]", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf)/|\s*preprint|\s*e-?prints?)?[\s:.,(\[]*(?:arxiv\s*:\s*)?(?:abs/)?|\babs/)"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?\s?:\s?//|ftp://|www\.)\s?\S*[^\s.,;)\]>}\"”’]", re.IGNORECASE)
# A break in a printed address: after a slash, or before one.
_URL_GOES_ON = re.compile(r"(?<=[/_=-])\s(?=[\w~%?=-]+[/._-])|\s(?=/\w)")
YEAR = r"(?:1[5-9]\d\d|20[0-3]\d)"
_EDITORS = (
    r"(?:\((?:[Ee]d(?:itor)?s?|[Éé]ds?|[Hh]rsg|[Hh]g|[Tt]rans|dir)\.?\)|(?:[Ee]ds?|[Hh]rsg|[Hh]g|dir)\.|"
    r"[Ee]ditors?\b|trans\.|director\b)"
)
# "(eds.)", or a body's or a writer's full name.
_AFTER_NAMES = re.compile(rf"[\s.,:;]*(?:{_EDITORS}[\s.,:;]*|\([^()\d]{{3,90}}\)(?=[.:]|\s*\()[\s.,:;]*)?")
_DATE = re.compile(
    rf"(?:[(\[]\s*(?:{YEAR}/|[^\W\d_]+\.?\s)?(?P<a>{YEAR})[a-z]?(?:[/–-]\d{{2,4}}|\s*\[{YEAR}\])?(?:,[^)\]]{{0,30}})?\s*[)\]]|"
    rf"(?P<b>{YEAR})[a-z]?(?=\s*[.,:;]|\s[^\W\d_]|\s[\"“«‘]))(?P<mark>[\s.,:;–-]*)"
)
_ANY_YEAR = re.compile(rf"(?<![\d/:–.-])(?<!pp )(?<!pp\. )({YEAR})[a-z]?(?![\d/]|[-–]\s?\d|\.\d)")
_QUOTES = {"“": '”“"', '"': '"”', "«": "»", "„": '“”"', "‘": "’'", "`": "'", "'": "'’"}
_END = re.compile(r"[.?!][\"”’']?(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:vs|St|Dr|Mr|Mrs|Vol|No|vol|no|al|cf|ca|approx|Nr|Bd|Jr|e\.g|i\.e|resp|pp|Ed|Eds|eds?|ff|Ph|Jg))$"
)
_GOES_ON = re.compile(r"\s(?!ar[xX]iv|http|in[\s:]|doi|pp\.|pages|vol|[a-z]+(?:\s[a-z]+){0,3},?\s\d+\s?[(:])[a-z]")
_VENUE_WORD = (
    r"(?:Journal|J\.|Proc\b|Proceedings|Trans(?:actions|\.)|Conference|Conf\.|Symposium|Workshop|Review|Rev\.|Letters|"
    r"Lett\.|Annals|Ann\.|Magazine|Bulletin|IEEE|ACM|Nature|Science|Phys\.|University|Univ\.|Press|Verlag|Springer|"
    r"Elsevier|Wiley|Academic|Ph\.?\s?D|Tech(?:nical|\.)\s[Rr]ep|Master|[Tt]hesis|arXiv|CoRR|[Vv]ol\.|pp\.|pages)\b"
)
_IN = re.compile(
    r"[.,;?!]?\s+[Ii]n\s*:\s|[.,?!]\s+[Ii]n\s+(?=[^\W\d_a-z]|\d|[“\"(‘])|[.,]\s+(?:arXiv|CoRR|ArXiv)\b|"
    r"[.,]\s+(?:[Tt]rans(?:lated|\.)|[Ee]dited\sby|[Ee]ds?\.|[Hh]rsg\.)\s|\s\([^\W\d_a-z][^():]{1,40}:"
)
_PUBLISHED = re.compile(rf"\s\([^()]{{0,60}}\b{YEAR}\)")
_VENUE = re.compile(rf",\s+(?=(?:[^\W\d_]+\.?\s){{0,3}}?{_VENUE_WORD}|(?:[^\W\d_a-z][^\W\d_]{{1,6}}\.\s)+)")
_SURE_VENUE = re.compile(
    r",\s+(?=(?:Proc\b|Proceedings|IEEE|arXiv|CoRR|Ph\.?\s?D|[Vv]ol\.|pp\.|pages|[Tt]ech(?:nical|\.)\s[Rr]ep))"
)
_NUMBERS = re.compile(rf"[(\[]?(?:[Vv]ol|[Vv]\.|[Nn]o\b|n°|pp?\b|{YEAR}|\d|[Bb]d\b|S\.|Nr|Heft|https?:|www)")
_NUMBERS_INSIDE = re.compile(r"\s(?:\d+\s*[(:]|\d+$|\(?(?:1[5-9]|20)\d\d)")
_NUMBERS_BEHIND = re.compile(rf"[\s(,]{YEAR}\b|\d+\s*\(\d|\d+:\d|,\s*\d+\b|\b[Pp]p?\.\s?\d|\s\d+$|\b[Vv]ol\b|,\s[Vv]\.")
# ", Math" and ", Phys. Rev" before a full stop: the short name of a journal.
_SHORTENED = re.compile(r",\s(?:[^\W\d_a-z][^\W\d_]{1,6}\.\s)*[^\W\d_a-z][^\W\d_]{1,6}$")
_IMPRINT = re.compile(r"\s(?:[Ii]n:?\s|[^\W\d_a-z][\w.-]*(?:[\s,/]+[^\W\d_a-z][\w.-]*){0,3}:\s)")
# Where books appear: with a publisher, part of no title.
_PLACES = frozenset(
    "paris london berlin oxford cambridge münchen munich frankfurt wiesbaden opladen stuttgart köln "
    "cologne hamburg leipzig wien vienna zürich bern amsterdam leiden dordrecht boston chicago princeton "
    "ithaca madrid barcelona milano roma rome bruxelles tokyo moscow".split()
) | {"new york", "new haven", "frankfurt am main", "frankfurt/main", "thousand oaks", "beverly hills", "baden-baden"}
# "Nano Lett. 2010, 10, 1979.", "ApJ, 660, 1118": a journal and numbers, no title.
_JOURNAL_ONLY = re.compile(
    r"(?:(?:[^\W\d_a-z][^\W\d_]{0,10}\.?|&|of)[\s,]*){1,6}(?:vol\.?\s*|pp\.\s*)?"
    r"[(\[]?[A-Z]?\d[\d\s(),.:;–/A-Z-]*(?:\[.*|\(?[12]\d{3}.*|)$"
)
_PLACE_LIKE = re.compile(
    r"(?:[^\W\d_a-z][\w.’'/&-]*|de|of|and|&|am|la|des|du|the)"
    r"(?:\s(?:[^\W\d_a-z][\w.’'/&-]*|de|of|and|&|am|la|an|der|des|du|the|für)){0,8}\.?$"
)
_PLACE_IN_VENUE = re.compile(
    rf",?\s*(?:\(|\b(?:[Vv]ol(?:ume)?|[Nn]o|pp?|pages?|[Ss]eries|[Ee]dited|[Ee]ds?|Bd|S|Nr|Heft|Jg|doi|DOI|arXiv)\b[.:]?\s*[\d:]"
    rf"|(?<=.){YEAR}|\d+\s*[(:,;]|\d+\.?$|https?:)|,\s*\d|\bpages\b|,\s*vol"
)


def identifiers(text: str) -> tuple[str, str, str]:
    """DOI, arXiv id and address, "" where not printed."""
    doi = _DOI.search(text)
    arxiv = _ARXIV.search(text)
    url = _URL.search(_URL_GOES_ON.sub("", text))
    return (
        doi[0].lower() if doi else "",
        arxiv[1].lower() if arxiv else "",
        re.sub(r"\s", "", url[0]) if url else "",
    )


def date_after_names(text: str, at: int) -> tuple[int | None, int, str]:
    """The year that follows the authors, the offset behind it, and the last mark before the title."""
    skipped = _AFTER_NAMES.match(text, at)
    begin = skipped.end() if skipped else at
    date = _DATE.match(text, begin)
    if not date:
        return None, begin, text[at:begin].strip()[-1:]
    return int(date["a"] or date["b"]), date.end(), (date["mark"] or "").strip()[-1:]


def last_year(text: str) -> int | None:
    """The last number that reads as a year and belongs to no page range, address or identifier."""
    years = _ANY_YEAR.findall(_ARXIV.sub(" ", _URL.sub(" ", _DOI.sub(" ", text))))
    return int(years[-1]) if years else None


def title_and_rest(text: str, *, by_comma: bool, dated: bool) -> tuple[str, str]:
    """The title at the head of `text`, and what follows it.

    `by_comma`: fields are parted by commas; `dated`: the year stood before, so that what follows is no imprint.
    """
    quoted = _quoted(text)
    if quoted:
        return quoted
    if by_comma and len(text) < 90 and _JOURNAL_ONLY.match(text):
        return "", text
    if re.match(r"[Ii]n[:\s]\s*[^\W\d_a-z“‘\"]", text) and not dated:
        return "", text
    whole = len(text.rstrip(" ."))
    cut = _sentence_end(text, by_comma=by_comma, dated=dated)
    for pattern in (_IN,) if dated else (_IN, _PUBLISHED):
        found = pattern.search(text, 5)
        if found and found.start() < cut:
            cut = found.start()
    head = text[:cut]
    numbers = _NUMBERS_BEHIND.search(head, 8)
    venue = (_VENUE if by_comma or numbers or cut >= whole else _SURE_VENUE).search(head, 8)
    if by_comma and (cut >= whole or numbers or venue):
        head = _before_venue(head)
    elif venue:
        head = head[: venue.start()]
    head = re.split(r"[\s.,]*(?:https?:|www\.)", head)[0]
    title = re.sub(rf",\s*(?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}$", "", head.strip(" .,;:*"))
    return title.strip(" .,;:*"), text[len(head) :]


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
        if re.match(r"\s?:|\s(?!in\b|trans|ed\b|eds\b|ar[xX]iv|pp|pages|vol)[a-z]", text[i + 1 :]):
            return None
        return text[1:i].strip(" .,"), text[i + 1 :]
    return None


def _sentence_end(text: str, *, by_comma: bool, dated: bool) -> int:
    ends = [found for found in _END.finditer(text) if not _no_end(text, found, by_comma=by_comma)]
    ends.append(re.compile(r"[\s.]*$").search(text, len(text.rstrip(" ."))) or ends[-1])
    for found, following in pairwise(ends):
        subtitle = text[found.end() : following.start()]
        if len(subtitle.split()) < 3 or re.search(rf"\d|:\s|^\s(?:\w+\s){{0,2}}{_VENUE_WORD}|^\s[Ii]n\b", subtitle):
            break
        # "Up or down? Adaptive rounding for X. In ...", "Trennung von X. Eine Untersuchung. Freiburg: Alber."
        if text[found.start()] == "." and not (dated and _IMPRINT.match(text, following.end())):
            break
    else:
        return ends[-1].start()
    return found.start() + (text[found.start()] in "?!")


def _no_end(text: str, found: re.Match[str], *, by_comma: bool) -> bool:
    if text[found.start()] != ".":
        return False
    if _ABBREVIATED.search(text, max(0, found.start() - 8), found.start()) or _GOES_ON.match(text, found.end()):
        return True
    return by_comma and bool(_SHORTENED.search(text, max(0, found.start() - 20), found.start()))


def _before_venue(text: str) -> str:
    """The part before the venue where only commas part title, venue, place and numbers."""
    pieces = text.split(", ")
    count = len(pieces)
    for i, piece in enumerate(pieces):
        if i and _NUMBERS.match(piece):
            count = max(1, i - 1)
            break
        if i and _NUMBERS_INSIDE.search(piece):
            count = i
            break
    else:
        while count > 1 and _PLACE_LIKE.fullmatch(pieces[count - 1].strip()):
            count -= 1
    found = _VENUE.search(text, 8)
    head = ", ".join(pieces[:count])
    if found and found.start() < len(head):
        head = head[: found.start()]
        pieces = head.split(", ")
    # "Ithaca, Cornell University Press": the place goes with the publisher.
    while len(pieces[:count]) > 1 and pieces[:count][-1].strip().lower() in _PLACES:
        count = len(pieces[:count]) - 1
        head = ", ".join(pieces[:count])
    return head


def venue_of(text: str) -> str:
    """The journal, book or publisher in what follows the title."""
    text = re.sub(r"^[\s.,:;?!'”\"]*(?:[Ii]n\s*:?\s+|URL\b|Available\b)?", "", text)
    text = re.sub(rf"^{YEAR}\s", "", text)
    end = _PLACE_IN_VENUE.search(text)
    if end:
        text = text[: end.start()]
    sentence = re.search(r"[^\W\d_]{7,}\.\s", text)
    if sentence:
        text = text[: sentence.end() - 2]
    return text.strip(" .,;:()")
