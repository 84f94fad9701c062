r"""The reference list of a LaTeX paper: entries as printed, with their fields from `\newblock`s and .bib files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.errors import ReadError
from kg.model import Reference
from kg.readers.bibtex import bibliography
from kg.readers.entries import Keys
from kg.readers.latex_citing import NEWBLOCK
from kg.readers.latex_typesetter import Typesetter
from kg.readers.reference_venues import venue_of
from kg.readers.references import parse_reference

_YEAR = re.compile(r"[(\[]?(?:1[5-9]|20)\d\d[a-z]?[)\]]?")
# "Roe, A. (2020): Some title", "Roe, A.: Some title": the title stands in the part of the authors.
_TITLE_BEFORE = re.compile(r"\((?:1[5-9]|20)\d\d[a-z]?\)[.,:]?\s+\S|(?:\.|\bal)\s?:\s+\S")
_ADDRESS = re.compile(r"(?:https?:|www\.|doi\b|arxiv\b|urls?\b|available\b|accessed\b)", re.IGNORECASE)
# "Some title. In CVPR", "Some title, volume 3 of": the venue stands in the part of the title.
_BEHIND_TITLE = re.compile(
    r"[.?!]\s+In:?\s+(?=\W?[A-Z\d])|"
    r"[.,]\s+(?:volume|vol\.|(?:\d+\s)?pages|pp\.|\w+\s(?:edition|edn|ed\.)|https?:|(?:1[5-9]|20)\d\d$)"
)
_SHORT_TITLE = 4  # words
_QUOTED = re.compile(r"[“\"'‘]([^“”\"]*?)[.,;]*[”\"'’]")
_SMALL_WORD = re.compile(r"\s[a-z]{3,}")


def references_of(paper: Typesetter) -> tuple[Reference, ...]:
    r"""The printed list, and what else is cited out of the .bib files (all that they hold after `\nocite{*}`)."""
    from_files = _from_files(paper)
    listed: dict[str, Reference] = {}
    unique = Keys()
    for key, block in paper.entries:
        parts = [part.strip() for part in block.text().split(NEWBLOCK)]
        raw = " ".join(" ".join(part for part in parts if part).split())
        if not raw or (key in listed and listed[key].raw == raw):
            continue
        known = from_files.get(key.lower()) if key not in listed else None
        key = unique.unique(key)
        listed[key] = replace(known, key=key, raw=raw) if known and known.title else _reference(key, raw, parts)
    cited = {key.lower(): key for key in paper.cited}
    there = {key.lower() for key in listed}
    # A list left by BibTeX may be older than the text; a citation may spell a key in other letters than the file.
    added = (replace(found, key=cited.get(low, found.key)) for low, found in from_files.items() if low not in there)
    return (*listed.values(), *added)


def _from_files(paper: Typesetter) -> Mapping[str, Reference]:
    found: dict[str, Reference] = {}
    only = None if "*" in paper.cited else {*paper.cited, *(key for key, _ in paper.entries)}
    for name in paper.bibliographies:
        path = paper.project.find(name, "", ".bib")
        if path is None:
            paper.project.missing.append(name)
            continue
        try:
            references = bibliography(paper.project.files.read(path), path=path, only=only)
        except ReadError:
            # The paper itself can be read all the same.
            paper.project.missing.append(name)
            continue
        for reference in references:
            found.setdefault(reference.key.lower(), reference)
    return found


def _reference(key: str, raw: str, parts: list[str]) -> Reference:
    """The fields of a printed entry; where the style has parted authors, title and venue, by its parts."""
    reference = parse_reference(key, raw)
    # "Deng et al. \newblock 2009. \newblock ImageNet." has the year in a part of its own.
    parts = [part for part in parts if part and not _YEAR.fullmatch(part.strip(" ."))]
    if len(parts) < 3 or _begins_with_title(parts, reference):
        return reference
    # A formula that is not understood leaves "-cores".
    title = _title(re.sub(r"^[\s–-]+|[\s.,;]+$", "", parts[1]), reference.title) or reference.title
    # What was taken for the venue behind a wrong title is a part of the right one.
    venue = reference.venue if title == reference.title else ""
    return replace(reference, title=title, venue=venue or venue_of(parts[2]))


def _begins_with_title(parts: list[str], reference: Reference) -> bool:
    """Whether the first part of an entry has its title, and the second what follows it."""
    if _TITLE_BEFORE.search(parts[0]) or _ADDRESS.match(parts[1]):
        return True
    # A work without authors: "Garden survey. \newblock Version 2. \newblock Online."
    unsigned = bool(reference.title) and not reference.authors and reference.title in parts[0]
    return unsigned and len(parts[1].split()) < _SHORT_TITLE


def _title(printed: str, parsed: str) -> str:
    """The title in its part of an entry, without what the style prints of the venue there."""
    quoted = _QUOTED.fullmatch(printed)
    printed = quoted[1] if quoted else printed
    cut = _BEHIND_TITLE.search(printed, 1)
    title = printed[: cut.start()] if cut else printed
    # Nothing but names and numbers behind the title is a venue; small words make it a second sentence of the title.
    behind = title[len(parsed) :] if parsed and title.startswith(parsed) else ""
    return parsed if behind and not _SMALL_WORD.search(behind) else title
