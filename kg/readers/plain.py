"""Plain text and Markdown into a Paper, with the BibTeX file beside it where there is one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.model import Marker, Paper, Reference
from kg.readers import MARKDOWN
from kg.readers.assembly import Assembly
from kg.readers.bibtex import read_bibliography
from kg.readers.markers import find_markers
from kg.readers.members import content_of
from kg.readers.plain_blocks import Block, Document, read_text
from kg.readers.plain_citations import pandoc_markers
from kg.readers.plain_markdown import read_markdown
from kg.readers.references import parse_reference, split_entries

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# More control characters than this, out of a hundred, and it is no text.
_MOST_CONTROL = 5


def read(path: Path) -> Paper:
    """The paper in a plain text or Markdown file.

    References come from the BibTeX file that the front matter names, that bears the same name, or that is called
    paper.bib; or else from the list at the end. Raises ReadError where the file cannot be opened or holds no text.
    """
    content = content_of(path)
    text = _decoded(content, path)
    markdown = path.suffix.lower() in MARKDOWN
    document = read_markdown(text) if markdown else read_text(text)
    listed = tuple(parse_reference(key, raw) for key, raw in split_entries(document.reference_lines))
    known = _bibliography(path, document)
    blocks = [block for block in map(_tidy, document.blocks) if block.text]
    whole = "\n\n".join(block.text for block in blocks)
    references, markers = _cited(whole, listed, known, markdown=markdown)
    assembly = Assembly()
    _write(assembly, blocks, markers)
    return assembly.paper(
        content=content,
        source=path.name,
        title=document.title,
        authors=document.authors,
        year=document.year,
        identifiers=document.identifiers,
        references=references,
    )


def _decoded(content: bytes, path: Path) -> str:
    """The text: by its byte order mark, as UTF-8, or as Latin-1, in which every byte is a letter."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            text = content[len(bom) :].decode(encoding, "replace")
            break
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("latin-1")
    if len(_CONTROL.findall(text)) * 100 > _MOST_CONTROL * max(1, len(text)):
        raise ReadError(
            "this is no text file", path=path, advice="save it as UTF-8 text, or give the PDF or the source"
        )
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise ReadError(
            "the file holds no text", path=path, advice="a scanned PDF must go through text recognition first"
        )
    return text


def _bibliography(path: Path, document: Document) -> tuple[Reference, ...]:
    """The entries of the BibTeX files that the front matter names, or of the one beside the paper."""
    named = [path.parent / name for name in document.bibliography]
    beside = [file for file in (path.with_suffix(".bib"), path.parent / "paper.bib") if file.is_file()]
    references: dict[str, Reference] = {}
    for file in [file for file in named if file.is_file()] or beside[:1]:
        try:
            for reference in read_bibliography(file):
                references.setdefault(reference.key, reference)
        except ReadError:
            # The paper itself can be read all the same.
            continue
    return tuple(references.values())


def _cited(
    text: str, listed: tuple[Reference, ...], known: tuple[Reference, ...], *, markdown: bool
) -> tuple[tuple[Reference, ...], Sequence[Marker]]:
    """The paper's references and markers: those that "@key" cites, the printed list, or the whole BibTeX file."""
    keyed = pandoc_markers(text, frozenset(r.key for r in known)) if markdown else []
    cited = {key for marker in keyed for key in marker.keys}
    if cited:
        # One BibTeX file often serves many papers; what this one does not cite is not in its list.
        return tuple(r for r in known if r.key in cited), keyed
    references = listed or known
    markers = find_markers(text, references)
    apart = [one for one in keyed if not any(one.span.overlaps(marker.span) for marker in markers)]
    return references, sorted([*markers, *apart], key=lambda marker: marker.span)


def _tidy(block: Block) -> Block:
    """The block as the assembly will hold it, so that offsets agree."""
    return Block(block.zone, block.heading, re.sub(r"[^\S\n\t]+", " ", block.text.replace("\n\n", "\n")).strip())


def _write(assembly: Assembly, blocks: Sequence[Block], markers: Sequence[Marker]) -> None:
    waiting = list(markers)[::-1]
    offset = 0
    for block in blocks:
        end = offset + len(block.text)
        assembly.open(block.zone, block.heading)
        at = offset
        while waiting and waiting[-1].span.start < end:
            marker = waiting.pop()
            if marker.span.start < at or marker.span.end > end:
                continue
            assembly.write(block.text[at - offset : marker.span.start - offset])
            assembly.cite(block.text[marker.span.start - offset : marker.span.end - offset], marker.keys)
            at = marker.span.end
        assembly.write(block.text[at - offset :])
        offset = end + 2
    assembly.close()
