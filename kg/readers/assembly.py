"""A Paper put together piece by piece: readers write passages in order, offsets take care of themselves."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from kg.model import Line, Marker, Paper, Passage, Reference, Span, Zone

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\n\t]+")


@dataclass
class Assembly:
    """Grows the text of one paper; `paper()` ends it.

    Passages stand a blank line apart. Inside one, `write` and `cite` append; runs of spaces become one space.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    passages: list[Passage] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _open: tuple[Zone, str, int | None, int] | None = None

    def open(self, zone: Zone, heading: str = "", page: int | None = None) -> None:
        """Begin a passage; one that is open is closed first."""
        self.close()
        self._open = (zone, heading, page, self.length)

    def close(self) -> None:
        """End the open passage; one without text leaves no trace."""
        if self._open is None:
            return
        zone, heading, page, start = self._open
        self._open = None
        end = start + len("".join(self.parts_since(start)).rstrip())
        if end > start:
            self.passages.append(Passage(zone, heading, Span(start, end), page))
            self._append("\n\n")

    def parts_since(self, start: int) -> list[str]:
        """The pieces of text that were written from an offset on."""
        at, i = self.length, len(self.parts)
        while i and at > start:
            i -= 1
            at -= len(self.parts[i])
        return self.parts[i:]

    def write(self, text: str) -> Span:
        """Append text to the open passage; the span that it takes."""
        text = _SPACE.sub(" ", _whole_characters(text))
        if text.startswith(" ") and (not self.parts or self.parts[-1][-1:] in ("", " ", "\n", "\t")):
            text = text[1:]
        return self._append(text)

    def cite(self, printed: str, keys: tuple[str, ...]) -> Span:
        """Append an in-text citation, as printed, that denotes the references with these keys."""
        span = self.write(printed)
        if span.end > span.start:
            self.markers.append(Marker(span, keys))
        return span

    def _append(self, text: str) -> Span:
        span = Span(self.length, self.length + len(text))
        if text:
            self.parts.append(text)
            self.length = span.end
        return span

    def paper(
        self,
        *,
        content: bytes,
        source: str,
        title: str = "",
        authors: tuple[str, ...] = (),
        year: int | None = None,
        identifiers: tuple[str, ...] = (),
        references: tuple[Reference, ...] = (),
    ) -> Paper:
        """The finished paper; `content` is the bytes of its file, from which an id is made where no better is known."""
        self.close()
        return Paper(
            id=paper_id(identifiers, content),
            source=source,
            title=title,
            authors=authors,
            year=year,
            identifiers=identifiers,
            text="".join(self.parts),
            passages=tuple(self.passages),
            markers=tuple(self.markers),
            references=references,
            lines=tuple(self.lines),
        )


def _whole_characters(text: str) -> str:
    """The text with halves of UTF-16 pairs put together, or replaced where the other half is missing."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def paper_id(identifiers: tuple[str, ...], content: bytes) -> str:
    """The arXiv id or else the DOI among the identifiers ("arxiv:1705.07565", "doi:10.1/x"), or else a hash."""
    for scheme in ("arxiv:", "doi:"):
        for identifier in identifiers:
            if identifier.startswith(scheme):
                return identifier
    return "sha256:" + hashlib.sha256(content).hexdigest()[:16]
