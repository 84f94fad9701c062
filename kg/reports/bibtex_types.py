"""Which BibTeX entry type a reference is, and the fields that go with it, read from its venue and its printed form."""

from __future__ import annotations

import re
from typing import NamedTuple

_THESIS = re.compile(
    r"\bPh\.?\s?D\.?[\s-]+(?:thesis|dissertation)|\b(?:doctoral|inaugural)[\s-]+(?:thesis|dissertation)|\bHabilitation"
    r"|\bth[eè]se de doctorat|\bdissertation\b(?=[,.]? )|\btesis doctoral",
    re.IGNORECASE,
)
_MASTER = re.compile(
    r"\b(?:master['’]?s?|m\.?\s?sc\.?|m\.?a\.?|diploma|bachelor['’]?s?)[\s-]+(?:thesis|dissertation)|\bDiplomarbeit",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\btech(?:nical|\.)?\s+rep(?:ort|\.|t\.?)|\bresearch report|\b(?:working|discussion|white)\s+paper"
    r"|\btechnical memorandum|\bForschungsbericht",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:proc(?:eedings|\.)?|conf(?:erence|\.)|symposium|symp\.|workshops?|congress|colloquium|meeting of"
    r"|advances in neural information processing|findings of)(?:\b|(?<=\.))",
    re.IGNORECASE,
)
# "In: Poe, G. (Hrsg.): Schall heute"
_IN = r"(?:\bIn|[,.]\sin):?\s(?P<editors>.{2,150}?\b(?:[Ee]ds?|[Hh]rsg|[Hh]g|[Ee]ditors?)\.?\)?[,:.]?\s)?"
# Some journals are called proceedings.
_ACADEMY = re.compile(
    r"\bProc(?:eedings|\.)\s(?:of the\s)?(?:National Academy|Natl\.? Acad|Royal Society|R\. Soc|IEEE$)"
)
_PREPRINT = re.compile(r"\barxiv|\bcorr\b|\bbiorxiv|\bmedrxiv|\bssrn\b|\bpreprint", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\b(?:journals?|j\.|transactions|trans\.|letters|lett\.|reviews?|rev\.|annals|ann\.|magazine|bulletin|bull\."
    r"|zeitschrift|revue|revista|rivista|nature|science|plos|acta|archives?|quarterly|reports|research|gazette"
    r"|communications|comput\.|record|newsletter|studies|computation|studien|annual|lancet|frontiers|data"
    r"|computational linguistics|bioinformatics|image analysis|and vision computing|medicine|artificial intelligence"
    r"|neuroimage|neurocomputing|resources and evaluation|neural networks|expert systems|decision support"
    r"|image understanding|pattern recognition|machine learning|psychiatry|epidemiology|physics|astronomy"
    r"|astronomical|information retrieval|information processing|engineering)(?:\b|(?<=\.))",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:press|verlag|publish(?:ers?|ing)|publications?|books|springer|elsevier|wiley|routledge|sage|palgrave|penguin"
    r"|mcgraw|macmillan|birkh[äa]user|pearson|prentice|addison|kaufmann|reilly|blackwell|suhrkamp|campus|nomos"
    r"|gallimard|seuil|[ée]ditions|editorial|edizioni|kluwer|dover|norton|erlbaum)\b",
    re.IGNORECASE,
)
# "NAACL", "NeurIPS", "CVPR Workshops", "SIGdial": a meeting's short name.
_SHORT_NAME = re.compile(
    r"(?:[A-Z][\w*-]*[A-Z]\w*|[A-Z]{2,})(?:\s(?:Workshops?|Findings|SRW|Companion|Demos?|\d{4}|['’]\d\d))?"
)
# "SemEval" has as many among its letters; a firm's name has fewer.
_LEAST_CAPITALS = 0.28
# Journals that are known by theirs; others begin with a J.
_JOURNAL_NAMES = frozenset(
    "IJCV TACL TMLR TiiS LREJ PNAS BMJ IJRR TOIS TKDE TIP TPAMI PAMI TNNLS TOG TIST CACM NEJM PLOS".split()
)
_TRANSACTIONS = re.compile(r"(?:IEEE|ACM)(?:/ACM)? T[A-Z]+$")  # "IEEE TASLP"
_DISTRIBUTORS = frozenset("LDC ELRA UCI ICPSR NIST GESIS GitHub OpenAI".split())
# "115(3):211–252", and "37, 444-460" behind the venue or the year.
_ISSUE = (
    r"(?P<volume>\d{1,4})\s?\((?P<number>\d{1,3}(?:[–-]\d{1,3})?)\)\s?[:,]\s?"
    r"(?:pp?\.\s?)?(?P<first>\d+)\s?[–-]+\s?(?P<last>\d+)"
)
_PLAIN_ISSUE = r"(?P<volume>\d{1,4})\s?[:,;]\s?(?:pp?\.\s?)?(?P<first>[A-Z]?\d+)\s?[–-]+\s?(?P<last>[A-Z]?\d+)"
_VOLUME = re.compile(r"\b[Vv]ol(?:ume|\.)\s?(?P<volume>\d{1,4})\b")
_PAGES = re.compile(r"(?:\bpp?\.|\bpages|\bS\.)\s?(?P<first>[A-Z]?\d+)\s?[–-]+\s?(?P<last>[A-Z]?\d+)")
_REPORT_NUMBER = re.compile(
    r"(?:report|rep\.|paper|memorandum)\s(?:(?:no|nr)\.?\s?)?(?P<number>#?[A-Z]*[-./\w]*\d[-./\w]*\d|\d+)\b",
    re.IGNORECASE,
)


class EntryType(NamedTuple):
    """A BibTeX entry type and the name of the field that holds the venue, "" where the venue says nothing."""

    name: str
    venue_field: str


def entry_type(venue: str, raw: str) -> EntryType:
    """The entry type that a venue and a printed reference suggest; misc where they do not tell.

    The printed form decides on theses and reports, whose venue is only a university; the venue on meetings, journals
    and publishers. A preprint is misc, because BibTeX knows no type for it.
    """
    if _MASTER.search(raw) or _MASTER.search(venue):
        return EntryType("mastersthesis", "school")
    if _THESIS.search(raw) or _THESIS.search(venue):
        return EntryType("phdthesis", "school")
    if not venue:
        return EntryType("techreport", "") if _REPORT.search(raw) else EntryType("misc", "")
    in_venue = re.search(rf"{_IN}{re.escape(venue[:25])}", raw)
    if _PREPRINT.search(venue):
        return EntryType("misc", "howpublished")
    if _ACADEMY.search(venue):
        return EntryType("article", "journal")
    if _MEETING.search(venue) and not _JOURNAL.match(venue):
        return EntryType("inproceedings", "booktitle")
    short = _short_name(venue)
    if short:
        return short
    if _REPORT.search(raw) and not in_venue:
        return EntryType("techreport", "institution")
    if in_venue:
        return EntryType("incollection" if in_venue["editors"] else "inproceedings", "booktitle")
    if _PUBLISHER.search(venue) or re.search(rf"\w\.?\s?:\s?{re.escape(venue)}[\s.,]*(?:(?:19|20)\d\d)?[\s.,)]*$", raw):
        return EntryType("book", "publisher")
    if _JOURNAL.search(venue) or re.search(rf"{re.escape(venue)}[,.]?\s(?:[Vv]ol\.?\s?)?\d+\b(?!\s?\))", raw):
        return EntryType("article", "journal")
    return EntryType("misc", "howpublished")


def _short_name(venue: str) -> EntryType | None:
    """What a venue that is nothing but a short name stands for, None where it is longer."""
    bare = re.sub(r"^(?:IEEE|ACM|SIAM)(?:/ACM)?\s(?=[A-Z])", "", venue)
    if not _SHORT_NAME.fullmatch(bare):
        return None
    first = bare.split()[0]
    if sum(c.isupper() for c in first) < _LEAST_CAPITALS * len(first):
        return None
    if first in _DISTRIBUTORS:
        return EntryType("misc", "howpublished")
    if first in _JOURNAL_NAMES or _TRANSACTIONS.match(venue) or (first.startswith("J") and first.isupper()):
        return EntryType("article", "journal")
    return EntryType("inproceedings", "booktitle")


def numbers(entry: str, venue: str, raw: str) -> dict[str, str]:
    """Volume, number and pages where the printed reference says so beyond doubt, as BibTeX writes them."""
    issue = None
    if entry == "article":
        plain = rf"(?:{re.escape(venue)}\s?[,.]?|(?:19|20)\d\d\s?;)\s?{_PLAIN_ISSUE}"
        issue = re.search(_ISSUE, raw) or re.search(plain, raw)
    if issue:
        parts = issue.groupdict()
        found = {"volume": parts["volume"], "number": (parts.get("number") or "").replace("–", "-")}
        return {**{k: v for k, v in found.items() if v}, "pages": f"{parts['first']}--{parts['last']}"}
    found = {}
    volume, pages = _VOLUME.search(raw), _PAGES.search(raw)
    if volume and entry in ("article", "inproceedings", "incollection"):
        found["volume"] = volume["volume"]
    if pages and entry not in ("book", "phdthesis", "mastersthesis"):
        found["pages"] = f"{pages['first']}--{pages['last']}"
    report = _REPORT_NUMBER.search(raw) if entry == "techreport" else None
    if report:
        found["number"] = report["number"].lstrip("#")
    return found
