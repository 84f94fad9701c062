"""Plain text without mark-up into titled blocks: headings, paragraphs, captions, the reference list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Zone
from kg.readers.wording import Hyphens, is_availability

REFERENCES = re.compile(
    r"\W*(?:\d{1,2}\W{1,3}|[IVX]+\W{1,3})?"
    r"(?:references?(?:\s+and\s+notes)?|bibliography|literature(?:\s+cited)?|works\s+cited|"
    r"literatur(?:verzeichnis)?|bibliographie|referencias|references\s+cited)\W*",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"\W*(?:appendix|appendices|supplement(?:ary|al)?\b|supporting\s+information|anhang)", re.IGNORECASE
)
# "I NTRODUCTION": small capitals that came apart.
_APART = re.compile(r"(?<![^\W\d_])([^\W\d_a-z])\s(?=[^\W\d_a-z]{3})")
# What stands above a title: where the paper appeared.
_ABOVE_TITLE = re.compile(
    r"(?:proceedings of|published (?:as|in|at)|under review|to appear|accepted|preprint|arxiv:|journal of|workshop)|"
    r".*\b(?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
# "A Proof of Theorem 1", "B.2 Details": appendices behind the reference list.
_LETTERED = re.compile(r"[A-H](?:\.\d{1,2})*\.?\s+[^\W\d_a-z][^\W\d_]{2,}.{0,70}")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.)\s+(?=[^\W\d_a-z])(?P<title>[^.;=|]{2,80})")
_KNOWN = re.compile(
    r"\W*(?:abstract|zusammenfassung|summary|introduction|background|related work|methods?|materials and methods|"
    r"experiments?|results?|discussion|conclusions?|acknowledge?ments?|data(?: and code)? availability(?: statement)?|"
    r"limitations|availability of data(?: and materials)?|data|datasets?|evaluation|approach|keywords)\W*",
    re.IGNORECASE,
)
_FIRST_SECTION = re.compile(r"1\.?\s+Introduction", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:Table|Tab\.|Figure|Fig\.|TABLE|FIGURE|Tabelle|Abbildung)\s*(?:\d+|[IVX]+|[A-Z]\.?\d+)\s*[:.|–-]"
)
_ABSTRACT = re.compile(r"(?:Abstract|ABSTRACT|Zusammenfassung)\s*[:.—–-]+\s*(?=\S)")
_PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to under via with without und der die das".split())
# A title is longer than any heading; a heading is one short line.
_LONGEST_HEADING = 80
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Block:
    """A stretch of text of one zone, under a heading."""

    zone: Zone
    heading: str
    text: str


@dataclass
class Document:
    """What a text holds: its title, its blocks and the lines of its reference list."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    reference_lines: list[str] = field(default_factory=list)


def zone_of(heading: str, *, after_references: bool) -> Zone:
    """The zone of the text under a heading."""
    if re.fullmatch(r"\W*(?:abstract|zusammenfassung)\W*", heading, re.IGNORECASE):
        return "abstract"
    if is_availability(heading):
        return "availability"
    return "appendix" if after_references or _APPENDIX.match(heading) else "body"


def read_text(text: str) -> Document:
    """The document in a plain text: the first lines are its title, blank lines and headings part its paragraphs."""
    lines = _without_running_heads(text.replace("\f", "\n\n").splitlines())
    document = Document()
    begin = _read_title(lines, document)
    hyphens = Hyphens.of(text)
    listed = next((i for i in range(len(lines) - 1, begin - 1, -1) if _is_list_heading(lines, i)), len(lines))
    _read_body(lines[begin:listed], document, hyphens, after_references=False)
    if listed < len(lines):
        end = next((i for i in range(listed + 1, len(lines)) if _ends_list(lines, i)), len(lines))
        document.reference_lines = list(lines[listed + 1 : end])
        _read_body(lines[end:], document, hyphens, after_references=True)
    found = re.search(r"\barXiv:\s?(\d{4}\.\d{4,5})(?:v\d+)?\s*\[", text[:6000])
    if found:
        document.identifiers = (f"arxiv:{found[1]}",)
    return document


def _read_title(lines: Sequence[str], document: Document) -> int:
    """The index behind the title: the first paragraph where it is short, or else the first line."""
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    for i in range(first, min(first + 12, len(lines))):
        if lines[i].strip() and not _ABOVE_TITLE.match(lines[i].strip()):
            first = i
            break
    end = first
    while end < len(lines) and lines[end].strip() and end - first < 4:
        end += 1
    whole = " ".join(line.strip() for line in lines[first:end])
    if end - first > 3 or len(whole) > _LONGEST_TITLE or whole.endswith("."):
        end = min(first + 1, len(lines))
        whole = " ".join(lines[first:end]).strip()
    document.title = _APART.sub(r"\1", " ".join(whole.split()))
    document.blocks.append(Block("title", "", document.title))
    return end


def _without_running_heads(lines: Sequence[str]) -> list[str]:
    """The lines without the short ones that stand alone again and again, as at the head of each page."""
    alone = [
        line.strip()
        for i, line in enumerate(lines)
        if len(line) < 100
        and (i == 0 or not lines[i - 1].strip())
        and (i + 1 == len(lines) or not lines[i + 1].strip())
    ]
    seen: set[str] = set()
    repeated = {line for line, n in Counter(alone).items() if n > 2 and any(c.isalpha() for c in line)}
    kept = []
    for line in lines:
        again = line.strip() in repeated and line.strip() in seen
        seen.add(line.strip())
        kept.append("" if again else line)
    return kept


def _read_body(lines: Sequence[str], document: Document, hyphens: Hyphens, *, after_references: bool) -> None:
    heading, zone = "", zone_of("", after_references=after_references)
    for paragraph in _paragraphs(lines, after_references=after_references):
        if isinstance(paragraph, str):
            heading = paragraph
            zone = zone_of(heading, after_references=after_references)
            continue
        text = hyphens.mended(" ".join(" ".join(paragraph).split()))
        abstract = _ABSTRACT.match(text)
        if abstract and not heading:
            document.blocks.append(Block("abstract", "", text[abstract.end() :]))
        else:
            document.blocks.append(Block("caption" if _CAPTION.match(text) else zone, heading, text))


def _paragraphs(lines: Sequence[str], *, after_references: bool) -> Iterator[str | list[str]]:
    """Headings as strings, paragraphs as lists of lines."""
    paragraph: list[str] = []
    # Above the abstract or the introduction stand authors, whose names look like headings.
    names_end = next((i for i, line in enumerate(lines[:120]) if _is_known(line)), 0)
    for i, line in enumerate(lines):
        heading = (is_heading(lines, i) and i >= names_end) or (after_references and _LETTERED.fullmatch(line.strip()))
        if paragraph and (heading or not line.strip() or _CAPTION.match(line.strip())):
            yield paragraph
            paragraph = []
        if heading:
            yield _APART.sub(r"\1", line.strip())
        elif line.strip() and not _PAGE_NUMBER.fullmatch(line):
            paragraph.append(line.strip())
    if paragraph:
        yield paragraph


def is_heading(lines: Sequence[str], i: int) -> bool:
    """Whether a line is a section title: numbered, a usual title, or in Title Case between blank lines."""
    line = lines[i].strip()
    if not line or len(line) > _LONGEST_HEADING or (line[-1] in ".,;:" and not _is_known(line)):
        return False
    before = i == 0 or not lines[i - 1].strip()
    after = i + 1 == len(lines) or not lines[i + 1].strip()
    if _is_known(line):
        return True
    numbered = _NUMBERED.fullmatch(line)
    if numbered:
        # A line of a list or a sentence has few capitals and goes on below.
        return before or (after and numbered["title"].count(" ") < 10) or _title_case(numbered["title"])
    return before and after and not any(map(str.isdigit, line)) and 2 <= len(line.split()) <= 9 and _title_case(line)


def _is_known(line: str) -> bool:
    line = _APART.sub(r"\1", line.strip())
    return bool(_KNOWN.fullmatch(line) or _FIRST_SECTION.fullmatch(line)) and not line[0].islower()


def _title_case(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", line) if word.lower() not in _SMALL_WORDS]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _is_list_heading(lines: Sequence[str], i: int) -> bool:
    return (
        len(lines[i]) < 40
        and bool(REFERENCES.fullmatch(_APART.sub(r"\1", lines[i].strip())))
        and bool(lines[i].strip()[:1].strip("([,;"))
    )


def _ends_list(lines: Sequence[str], i: int) -> bool:
    line = lines[i].strip()
    if not 3 < len(line) <= _LONGEST_HEADING or line[-1] in ".,":
        return False
    line = _APART.sub(r"\1", line)
    if _APPENDIX.match(line):
        return True
    # An initial looks the same at the head of a line ("A. Foo, B. Bar"): a first appendix stands alone, without a stop.
    alone = line.startswith("A ") and not lines[i - 1].strip() and line.count(" ") < 8
    return alone and bool(_LETTERED.fullmatch(line)) and not re.search(r"\d{4}|,", line)
