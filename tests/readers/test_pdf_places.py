"""Where a line is said to stand is where its ink shows when the page is drawn."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.readers.pdf import read

# The page's turns clockwise, the part of it that is shown, and whether the text runs up the sheet.
PAGES = [
    pytest.param(0, None, False, id="plain"),
    pytest.param(90, None, True, id="turned by a quarter"),
    pytest.param(180, None, False, id="turned by a half"),
    pytest.param(270, None, False, id="turned by three quarters"),
    pytest.param(0, (50, 100, 550, 700), False, id="cut"),
    pytest.param(270, (50, 100, 550, 700), True, id="cut and turned"),
]


@pytest.mark.parametrize(("turned", "shown", "upwards"), PAGES)
def test_box_is_where_the_ink_is(
    tmp_path: Path, turned: int, shown: tuple[int, int, int, int] | None, upwards: bool
) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792))
    canvas.setPageRotation(turned)
    if upwards:
        canvas.translate(400, 150)
        canvas.rotate(90)
    else:
        canvas.translate(80, 400)
    canvas.setFont("Times-Roman", 20)
    canvas.drawString(0, 0, "Kpfg pages show their only line")
    canvas.save()
    document = pypdfium2.PdfDocument(path)
    if shown:
        document[0].set_cropbox(*shown)
    cut = tmp_path / "cut.pdf"
    document.save(cut)
    drawn = document[0].render().to_numpy().min(axis=2) < 128
    document.close()
    rows, columns = drawn.any(axis=1).nonzero()[0], drawn.any(axis=0).nonzero()[0]
    (line,) = read(cut).lines
    # Letters need not fill the height of their line, nor begin at its very edge.
    assert line.box == pytest.approx((columns[0], rows[0], columns[-1], rows[-1]), abs=3)
