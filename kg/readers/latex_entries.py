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
from kg.readers.references import parse_reference

_YEAR = re.compile(r"[(\[]?(?:1[5-9]|20)\d\d[a-z]?[)\]]?")
_IN = re.compile(r"^(?:in|In)\b[:\s]*")
_TAIL = re.compile(
    r"[,;.]?\s*(?:\(?(?:1[5-9]|20)\d\d|(?:vol(?:ume)?|pp?|pages?|no|number|chapter)\b\.?\s*[\dA-Zivx]|\d|https?:|doi)"
)


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
    if len(parts) < 3:
        return reference
    title = re.sub(r"[\s.,;]+$", "", parts[1]).strip("“”\"' ")
    venue = _IN.sub("", parts[2])
    end = _TAIL.search(venue)
    venue = (venue[: end.start()] if end else venue).strip(" ,.;(")
    return replace(reference, title=title or reference.title, venue=venue or reference.venue)
