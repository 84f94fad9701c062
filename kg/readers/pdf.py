"""PDF into a Paper: columns in reading order, furniture left out, references cut from the print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from kg.errors import ReadError
from kg.model import Line, Paper, Reference
from kg.readers.assembly import Assembly
from kg.readers.markers import find_markers
from kg.readers.pdf_accents import with_accents
from kg.readers.pdf_blocks import Block, blocks
from kg.readers.pdf_cells import Piece, cells_of
from kg.readers.pdf_columns import page_columns, usual_gutter
from kg.readers.pdf_front import identifiers, read_front, year_of
from kg.readers.pdf_furniture import without_furniture
from kg.readers.pdf_joining import Superscripts, Vocabulary, pieces, plain, row_pieces
from kg.readers.pdf_line_numbers import without_line_numbers
from kg.readers.pdf_places import Frame, frame_of, unturned
from kg.readers.pdf_references import printed_lists, read_references
from kg.readers.pdf_roles import look_of
from kg.readers.pdf_rows import Row, stretches_of
from kg.readers.pdf_words import PageWords, page_words

# Fewer letters than this a page, and the pages are pictures with at most a stamp on them.
_FEWEST_LETTERS = 25
# Fewer letters than this among all characters, and the fonts have no map to letters.
_FEWEST_READABLE = 0.25
# A paper is not longer than this. Reading takes time and memory by the page, here some minutes and 600 MB.
_MOST_PAGES = 1000
_MOST_CHARACTERS = 8_000_000
_HEADER = 1024  # bytes, in one of which a PDF says that it is one
# How far letters reach below and above the baseline, in shares of the type size.
_BELOW, _ABOVE = 0.22, 0.78


@dataclass(frozen=True, slots=True)
class _Print:
    """What PDFium gives of a file."""

    pages: list[PageWords]
    frames: list[Frame]
    title: str
    created: str


def read(path: Path) -> Paper:
    """The paper in a PDF file, from its text layer.

    Raises ReadError where the file is empty, broken, encrypted, or has no text layer.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=path, advice="check path and rights") from error
    if not content:
        raise ReadError("the file is empty", path=path, advice="fetch it again")
    printed = _print(content, path)
    return _paper(printed, content, path.name)


def _print(content: bytes, path: Path) -> _Print:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            advice = "remove the password, as with `qpdf --decrypt`, and give the new file"
            raise ReadError("the PDF is encrypted and needs a password", path=path, advice=advice) from error
        if b"%PDF-" not in content[:_HEADER]:
            advice = "give it the suffix of its format, or fetch the PDF again"
            raise ReadError("this is no PDF, in spite of its name", path=path, advice=advice) from error
        raise ReadError(
            "the PDF is broken: its structure cannot be read",
            path=path,
            advice="the download may be cut off; fetch it again",
        ) from error
    with document:
        if len(document) > _MOST_PAGES:
            raise _too_long(f"{len(document):,} pages", path)
        pages, frames, length = [], [], 0
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                advice = "the download may be cut off; fetch it again"
                raise ReadError(f"page {index + 1} of the PDF is broken", path=path, advice=advice) from error
            # PDFium frees a page's text with the page: the text must be closed first.
            textpage = page.get_textpage()
            pages.append(page_words(textpage, index + 1))
            textpage.close()
            frames.append(frame_of(page))
            page.close()
            length += pages[-1].length
            if length > _MOST_CHARACTERS:
                raise _too_long(f"more than {_MOST_CHARACTERS:,} characters", path)
        facts = document.get_metadata_dict()
    letters = sum(map(str.isalpha, "".join(word.text for page in pages for word in page.words)))
    if letters < _FEWEST_LETTERS * max(1, len(pages)):
        advice = "run OCR first, for example `ocrmypdf in.pdf out.pdf` (OCRmyPDF)"
        raise ReadError("the PDF has no text layer: its pages are pictures", path=path, advice=advice)
    printed_length = sum(page.length for page in pages)
    if letters < _FEWEST_READABLE * printed_length:
        advice = "run OCR over it, for example `ocrmypdf --force-ocr in.pdf out.pdf` (OCRmyPDF)"
        raise ReadError(
            "the text layer cannot be read: its fonts do not say which letters they hold", path=path, advice=advice
        )
    return _Print(pages, frames, facts.get("Title", ""), facts.get("CreationDate", ""))


def _too_long(size: str, path: Path) -> ReadError:
    advice = "cut the paper out, for example with `qpdf in.pdf --pages . 1-30 -- out.pdf`, and give the new file"
    return ReadError(f"the PDF has {size}: too many for one paper", path=path, advice=advice)


def _paper(printed: _Print, content: bytes, source: str) -> Paper:
    words = without_line_numbers([page.words for page in printed.pages])
    stretches, furniture = without_furniture([stretches_of(with_accents(page)) for page in words])
    gutter = usual_gutter(stretches)
    columns = [
        column
        for page, here in zip(printed.pages, stretches, strict=True)
        for column in page_columns(here, page.number, gutter)
    ]
    look = look_of(columns)
    rows = [row for column in columns for row in column]
    vocabulary = Vocabulary.of(rows)
    front = read_front(rows, look, printed.title)
    lists = printed_lists(columns, look.size)
    references = read_references(lists, vocabulary)
    listed = {id(row) for part in lists for row in part.rows}
    before = {id(row) for row in rows[: front.end]}
    superscripts = Superscripts.of((row for row in rows if id(row) not in listed), (r.key for r in references))
    turns = [page.turn for page in printed.pages]
    writer = _Writer(Assembly(), vocabulary, superscripts, turns, printed.frames)
    if front.title_rows:
        writer.write(Block("title", "", front.title_rows))
    for block in blocks(columns, look, listed, before):
        writer.write(block)
    first_page = furniture + [row.text for row in rows if row.page <= 1 and id(row) not in listed]
    return _finished(writer.assembly, references).paper(
        content=content,
        source=source,
        title=front.title,
        authors=front.authors,
        year=year_of(printed.pages[0].sideways, first_page, printed.created, [r.year for r in references if r.year]),
        identifiers=identifiers(printed.pages[0].sideways, first_page),
        references=references,
    )


def _finished(assembly: Assembly, references: Sequence[Reference]) -> Assembly:
    assembly.close()
    assembly.markers += find_markers("".join(assembly.parts), references)
    return assembly


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks into the text and notes where each row stands on paper."""

    assembly: Assembly
    vocabulary: Vocabulary
    superscripts: Superscripts
    turns: list[int]
    frames: list[Frame]

    def write(self, block: Block) -> None:
        self.assembly.open(block.zone, plain(block.heading), block.rows[0].page)
        if block.zone == "table":
            for cells in cells_of(block.rows):
                self._row(cells)
        else:
            for row, (text, link) in zip(block.rows, row_pieces(block.rows, self.vocabulary), strict=True):
                self._printed(text, row, row.x0, row.x1)
                self.assembly.write(link)
        self.assembly.close()

    def _row(self, cells: Sequence[Sequence[Piece]]) -> None:
        for i, cell in enumerate(cells):
            if i:
                self.assembly.write("\t")
            for piece, (text, link) in zip(cell, pieces([p.text for p in cell], self.vocabulary), strict=True):
                self._printed(text, piece.row, piece.x0, piece.x1)
                self.assembly.write(link)
        self.assembly.write("\n")

    def _printed(self, text: str, row: Row, x0: float, x1: float) -> None:
        span = self.assembly.write(self.superscripts.shown(text))
        if span.end > span.start:
            box = unturned(self.turns[row.page - 1], x0, row.y - _BELOW * row.size, x1, row.y + _ABOVE * row.size)
            self.assembly.lines.append(Line(span, row.page, self.frames[row.page - 1].shown(*box)))
