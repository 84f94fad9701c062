"""PDFs laid out here and read back: what stands on the page must come out in order, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kg.errors import ReadError
from kg.model import Paper
from kg.readers.pdf import read

SHARED = Path(__file__).parents[3] / "shared"
LOBS = SHARED / "gold" / "dev" / "papers" / "lobs.pdf"

LEFT = [
    "Pruning removes the weights that a network does not",
    "need, and we study it on image data. Earlier work has",
    "shown that layers differ in how many weights they re-",
    "quire, and this holds for real-world data as well, such",
    "as the MNIST digits [1] and the natural images of the",
    "CIFAR-10 benchmark [2]. Every layer is pruned alone,",
    "and its error is bounded by a term that we can compute",
    "before any training is done. The networks require less",
    "memory after that, and they keep what they had learned",
    "from real-world data. We compare with three baselines,",
    "all of which need many epochs until they recover the",
    "accuracy that the dense network had at the beginning",
]
RIGHT = [
    "of its training, on both of the benchmarks of this study.",
    "All results are means over five runs. Our code and the",
    "models are public. The error of a layer grows with the",
    "share of weights that are removed from it, and sharply",
    "so beyond a point that depends on the size of the layer.",
    "Large layers can lose most of their weights, and small",
    "ones cannot. The search for that point needs a few steps",
    "only, since the error is known for each share of weights",
    "before training. We report that point for every layer of",
    "the networks in this study, and for a random baseline.",
]
REFERENCES = [
    "[1] Y. LeCun, L. Bottou, Y. Bengio, and P. Haffner.",
    "      Gradient-based learning applied to document",
    "      recognition. Proceedings of the IEEE, 1998.",
    "[2] A. Krizhevsky and G. Hinton. Learning multiple",
    "      layers of features from tiny images. 2009.",
    "[3] B. Hassibi and D. Stork. Second order derivatives",
    "      for network pruning. In NIPS, 1993.",
]


def column(canvas: Canvas, lines: Sequence[str], x: float, y: float, size: float = 10.0) -> float:
    """Set lines from a baseline downwards; the next baseline."""
    for line in lines:
        spaces = len(line) - len(line.lstrip())
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x + 2.0 * spaces, y, line.strip())
        y -= 1.2 * size
    return y


def heading(canvas: Canvas, text: str, x: float, y: float) -> float:
    canvas.setFont("Times-Bold", 12)
    canvas.drawString(x, y, text)
    return y - 18


def furniture(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Italic", 8)
    canvas.drawString(230, 760, "Journal of Small Papers 7 (2019)")
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(300, 30, str(page))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Two columns on three pages, with all that surrounds the text of a paper."""
    path = tmp_path_factory.mktemp("pdf") / "pruned.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    furniture(canvas, 1)
    canvas.saveState()
    canvas.translate(25, 250)
    canvas.rotate(90)
    canvas.setFont("Times-Roman", 20)
    canvas.drawString(0, 0, "arXiv:1901.01234v2 [cs.LG] 3 Feb 2019")
    canvas.restoreState()
    canvas.setFont("Times-Bold", 17)
    canvas.drawCentredString(306, 715, "Pruning of Small Networks")
    canvas.drawCentredString(306, 694, "Without Regret")
    canvas.setFont("Times-Roman", 12)
    canvas.drawCentredString(306, 660, "Ada Lovelace, Charles Babbage and Mary Somerville")
    canvas.drawCentredString(306, 645, "University of London")
    y = heading(canvas, "Abstract", 54, 610)
    y = column(
        canvas, ["We prune networks layer by layer and keep their", "accuracy on two benchmarks of image data."], 54, y
    )
    y = heading(canvas, "1 Introduction", 54, y - 12)
    y = column(canvas, LEFT, 54, y)
    column(canvas, ["2 This note says that the seed of all runs was fixed."], 54, 70, 8)
    y = column(canvas, RIGHT, 320, 610)
    y = heading(canvas, "2 Results", 320, y - 12)
    y = column(
        canvas,
        ["The outcome stands in Table 1. It is better than that of", "the baselines on both of the benchmarks."],
        320,
        y,
    )
    column(canvas, ["Table 1: Error after pruning, in percent."], 320, y - 14, 9)
    for row, cells in enumerate(
        [
            ("Dataset", "Dense", "Pruned"),
            ("MNIST", "1.8", "1.9"),
            ("CIFAR-10", "18.6", "19.0"),
            ("Mean", "10.2", "10.5"),
        ]
    ):
        for i, cell in enumerate(cells):
            canvas.setFont("Times-Roman", 9)
            canvas.drawString(320 + 75 * i, y - 34 - 11 * row, cell)
    canvas.showPage()
    furniture(canvas, 2)
    y = heading(canvas, "3 Conclusion", 54, 720)
    y = column(canvas, [*RIGHT[2:6], "Further work will try it on text."], 54, y)
    y = heading(canvas, "Data Availability", 54, y - 12)
    y = column(
        canvas,
        ["All data are public, and the splits that we use are", "kept at https://example.org/splits for all."],
        54,
        y,
    )
    heading(canvas, "References", 320, 720)
    column(canvas, REFERENCES, 320, 702, 9)
    canvas.showPage()
    furniture(canvas, 3)
    y = heading(canvas, "A Proof of the Bound", 54, 720)
    column(canvas, ["The bound follows from a Taylor series of second order."], 54, y)
    canvas.save()
    return read(path)


def test_every_letter_of_a_passage_stands_on_a_line(paper: Paper) -> None:
    printed = {i for line in paper.lines for i in range(line.span.start, line.span.end)}
    spans = [passage.span for passage in paper.passages]
    assert spans
    assert all(i in printed or paper.text[i].isspace() for span in spans for i in range(span.start, span.end))


def zone(paper: Paper, name: str) -> str:
    return "\n".join(paper.quote(p.span) for p in paper.passages if p.zone == name)


def test_front(paper: Paper) -> None:
    assert paper.title == "Pruning of Small Networks Without Regret"
    assert paper.authors == ("Ada Lovelace", "Charles Babbage", "Mary Somerville")
    assert paper.year == 2019
    assert paper.identifiers == ("arxiv:1901.01234",)
    assert paper.id == "arxiv:1901.01234"


@pytest.mark.parametrize("stranger", ["Journal of Small", "arXiv", "University of London", "Haffner", "\ue000"])
def test_furniture_and_references_are_no_text(paper: Paper, stranger: str) -> None:
    assert stranger not in paper.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "Pruning of Small Networks Without Regret"),
        ("abstract", "We prune networks layer by layer and keep their accuracy on two benchmarks of image data."),
        ("body", "layers differ in how many weights they require, and this holds for real-world data"),
        ("body", "at the beginning of its training, on both of the benchmarks"),
        ("caption", "Table 1: Error after pruning, in percent."),
        ("table", "Dataset\tDense\tPruned\nMNIST\t1.8\t1.9\nCIFAR-10\t18.6\t19.0"),
        ("footnote", "This note says that the seed"),
        (
            "availability",
            "All data are public, and the splits that we use are kept at https://example.org/splits for all.",
        ),
        ("appendix", "The bound follows from a Taylor series"),
    ],
)
def test_zones(paper: Paper, name: str, text: str) -> None:
    assert text in zone(paper, name)


def test_headings(paper: Paper) -> None:
    found = list(dict.fromkeys(p.heading for p in paper.passages if p.heading))
    wanted = ["Abstract", "1 Introduction", "2 Results", "3 Conclusion", "Data Availability", "A Proof of the Bound"]
    assert found == wanted


def test_references_and_markers(paper: Paper) -> None:
    assert [(r.key, r.title, r.year) for r in paper.references] == [
        ("1", "Gradient-based learning applied to document recognition", 1998),
        ("2", "Learning multiple layers of features from tiny images", 2009),
        ("3", "Second order derivatives for network pruning", 1993),
    ]
    assert [(paper.quote(m.span), m.keys) for m in paper.markers] == [("[1]", ("1",)), ("[2]", ("2",))]


def test_lines_stand_where_they_are_printed(paper: Paper) -> None:
    line = next(line for line in paper.lines if paper.quote(line.span).startswith("shown that layers differ"))
    left, top, right, bottom = line.box
    assert line.page == 1
    assert left == pytest.approx(54, abs=1) and 240 < right < 300
    assert 6 < bottom - top < 14
    # The heading stands at 610, its text begins 18 points below; abstract and the next heading, then the third line.
    baseline = 610 - 18 - 24 - 12 - 18 - 24
    assert top < 792 - baseline < bottom


AUTHOR_YEAR = [
    "Deng, J., Dong, W., Socher, R., Li, L.-J., Li, K., and Fei-Fei, L. (2009). ImageNet: a large-scale",
    "      hierarchical image database. In CVPR, pages 248-255.",
    "Deng, L. (2012). The MNIST database of handwritten digit images. IEEE Signal Processing Magazine,",
    "      29(6):141-142.",
    "Russakovsky, O., Deng, J., Su, H., and Krause, J. (2015). ImageNet large scale visual recognition",
    "      challenge. International Journal of Computer Vision, 115(3):211-252.",
]


def one_column(
    path: Path, lines: Sequence[str], entries: Sequence[str], *, raised: Sequence[tuple[str, str]] = ()
) -> Paper:
    """A one-column paper; `raised` are sentences with what is set as a superscript behind them."""
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setFont("Times-Bold", 16)
    canvas.drawString(108, 715, "A Plain Study of Images")
    y = heading(canvas, "1 Introduction", 108, 680)
    y = column(canvas, lines, 108, y)
    for sentence, digits in raised:
        text = canvas.beginText(108, y)
        text.setFont("Times-Roman", 10)
        text.textOut(sentence)
        text.setRise(4)
        text.setFont("Times-Roman", 6)
        text.textOut(digits)
        text.setRise(0)
        canvas.drawText(text)
        y -= 12
    y = heading(canvas, "References", 108, y - 12)
    column(canvas, entries, 108, y)
    canvas.save()
    return read(path)


TEXT = [
    "We train on ImageNet (Deng et al., 2009), whose challenge (Russakovsky et al., 2015) has a subset of it.",
    "The digits of MNIST (Deng, 2012) serve as a check, and no other data are used in the whole of this study.",
    "All of the images are scaled to the same size, and we report the mean of several runs with other seeds.",
]


def test_author_year_list_is_cut_by_indent(tmp_path: Path) -> None:
    paper = one_column(tmp_path / "a.pdf", TEXT, AUTHOR_YEAR)
    assert [r.key for r in paper.references] == ["Deng-2009", "Deng-2012", "Russakovsky-2015"]
    assert [m.keys for m in paper.markers] == [("Deng-2009",), ("Russakovsky-2015",), ("Deng-2012",)]


def test_superscripts_become_citations_of_a_numbered_list(tmp_path: Path) -> None:
    entries = [
        "1. Deng J, Dong W, Socher R. ImageNet: a large-scale image database. CVPR. 2009;1:248-255.",
        "2. Deng L. The MNIST database of handwritten digit images. IEEE Signal Process Mag. 2012;29:141-142.",
        "3. Russakovsky O, Deng J. ImageNet large scale visual recognition challenge. IJCV. 2015;115:211-252.",
    ]
    raised = [("We train on the images of ImageNet", "1,3"), ("and then we check it on the digits of MNIST.", "2")]
    paper = one_column(tmp_path / "s.pdf", TEXT[2:], entries, raised=raised)
    assert "ImageNet [1,3] and then we check it on the digits of MNIST. [2]" in paper.text
    assert [m.keys for m in paper.markers] == [("1", "3"), ("2",)]


def test_superscripts_beside_an_author_year_list_are_marks_of_notes(tmp_path: Path) -> None:
    raised = [("We train on the images of ImageNet", "1"), ("and on nothing else.", "2")]
    paper = one_column(tmp_path / "n.pdf", TEXT, AUTHOR_YEAR, raised=raised)
    assert "We train on the images of ImageNet and on nothing else." in paper.text


def encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Nobody reads this.")
    canvas.save()


def drawn(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()


def cut_off(path: Path) -> None:
    encrypted(path)
    path.write_bytes(path.read_bytes()[:300])


def too_long(path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(1001):
        document.new_page(612, 792).close()
    document.save(path)
    document.close()


@pytest.mark.parametrize(
    ("make", "message", "advice"),
    [
        (encrypted, "encrypted", "password"),
        (drawn, "no text layer", "OCRmyPDF"),
        (cut_off, "broken", "fetch it again"),
        (too_long, "1,001 pages", "cut the paper out"),
        (lambda path: path.write_bytes(b""), "empty", "fetch it again"),
        (lambda path: path.write_bytes(b"\0" * 5000), "no PDF", "suffix of its format"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "no PDF", "suffix of its format"),
        (lambda path: path.write_bytes(b"%PDF-1.7 and no more"), "broken", "fetch it again"),
    ],
)
def test_bad_files(tmp_path: Path, make: Callable[[Path], object], message: str, advice: str) -> None:
    path = tmp_path / "bad.pdf"
    make(path)
    with pytest.raises(ReadError) as raised:
        read(path)
    assert message in raised.value.message
    assert advice in raised.value.advice
    assert raised.value.path == str(path)


@pytest.mark.skipif(not LOBS.exists(), reason="the shared papers are not beside this checkout")
def test_a_real_paper() -> None:
    paper = read(LOBS)
    assert paper.title == "Learning to Prune Deep Neural Networks via Layer-wise Optimal Brain Surgeon"
    titles = {r.key: r.title for r in paper.references}
    assert len(titles) == 27
    assert titles["2"] == "Gradient-based learning applied to document recognition"
    assert titles["3"] == "Very deep convolutional networks for large-scale image recognition"
    assert titles["24"] == "Learning multiple layers of features from tiny images"
    assert titles["25"] == "Imagenet classification with deep convolutional neural networks"
    start = paper.text.index("AlexNet [25] and VGG-16 [3] on the ImageNet ILSVRC-2012 dataset")
    assert [m.keys for m in paper.markers if start <= m.span.start < start + 40] == [("25",), ("3",)]


def laid_out(path: Path, pages: int, draw: Callable[[Canvas, int], None]) -> Paper:
    """Pages that each bear the twelve lines of `LEFT` and what `draw` adds; a title and a heading on the first."""
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setFont("Times-Bold", 16)
    canvas.drawString(108, 715, "A Plain Study of Images")
    heading(canvas, "1 Introduction", 108, 680)
    for number in range(pages):
        column(canvas, LEFT, 108, 600)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return read(path)


NUMBERED = [
    pytest.param(80, 1, 12.0, id="in the left margin"),
    pytest.param(400, 1, 12.0, id="in the right margin"),
    pytest.param(80, 5, 60.0, id="every fifth line"),
]


@pytest.mark.parametrize(("x", "step", "leading"), NUMBERED)
def test_line_numbers_are_no_text(tmp_path: Path, x: float, step: int, leading: float) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Helvetica", 6)
        for i in range(12 if step == 1 else 9):
            canvas.drawRightString(x, 600 - leading * i, str(step * (12 * number + i + 1)))

    paper = laid_out(tmp_path / "n.pdf", 2, draw)
    expected = {"1", "10", "2"}  # of the heading, of a name, of two markers
    assert set(re.findall(r"\d+", paper.text)) == expected


def test_the_first_lines_of_uneven_columns_are_no_running_heads(tmp_path: Path) -> None:
    words = "one two three four five six".split()

    def draw(canvas: Canvas, number: int) -> None:
        left = [f"{words[number]} {words[i % 6]} {line[8:]}" for i, line in enumerate(LEFT * 3)]
        right = [f"{words[i % 6]} {words[number]} {line[7:]}" for i, line in enumerate(RIGHT * 3)]
        column(canvas, left, 54, 560)
        column(canvas, right, 320, 555)

    canvas = Canvas(str(tmp_path / "c.pdf"), pagesize=(612, 792))
    for number in range(6):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    paper = read(tmp_path / "c.pdf")
    # The first lines of the first page are its title, for want of a better one.
    assert [word for word in words[1:] if f"{word} one removes the weights" not in paper.text] == []
    assert [word for word in words[1:] if f"one {word} training, on both" not in paper.text] == []


def test_a_wide_table_with_labels_keeps_its_rows(tmp_path: Path) -> None:
    rows = [
        ("Age, years", "1,084", "72.8"),
        ("Sex, female", "766", "70.7"),
        ("Schooling, a label that has several words", "265", "24.5"),
        ("Married", "562", "51.9"),
        ("Widowed", "388", "35.8"),
    ]
    canvas = Canvas(str(tmp_path / "w.pdf"), pagesize=(612, 792))
    for number in range(2):
        if number:
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(203, 716, "Table 2. Characteristics of the people in the sample")
            for i, row in enumerate(rows):
                for x, cell in zip((148, 370, 450), row, strict=True):
                    canvas.drawString(x, 690 - 10 * i, cell)
        column(canvas, LEFT * 3, 54, 600 - 3 * number)
        column(canvas, RIGHT * 3, 320, 600 - 3 * number)
        canvas.showPage()
    canvas.save()
    paper = read(tmp_path / "w.pdf")
    assert zone(paper, "table") == "\n".join("\t".join(row) for row in rows)


def test_cells_close_together_and_of_several_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(108, 420, "Table 1: What was found, and where it was.")
        rows = [("Collection", "Items", "Error"), ("Images of", "12,000", "1.8"), ("Sounds of", "8,000", "2.8")]
        for i, row in enumerate(rows):
            for x, cell in zip((108, 152, 215), row, strict=True):
                canvas.drawString(x, 400 - 22 * i, cell)
            if i:
                canvas.drawString(108, 391 - 22 * i, "all kinds")

    paper = laid_out(tmp_path / "t.pdf", 1, draw)
    assert zone(paper, "table").split("\n") == [
        "Collection\tItems\tError",
        "Images of all kinds\t12,000\t1.8",
        "Sounds of all kinds\t8,000\t2.8",
    ]
