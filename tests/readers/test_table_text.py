"""Tables that stand as strings."""

from __future__ import annotations

import pytest

from kg.readers.table_text import html_rows, latex_rows

LATEX = [
    (r"\begin{tabular}{l|c}\hline Set & N \\ \hline MNIST & 7\,k \\ \end{tabular}", [["Set", "N"], ["MNIST", "7 k"]]),
    (r"\begin{tabular}[t]{@{}p{2cm}r@{}} a & b \\[2pt] c & d \end{tabular}", [["a", "b"], ["c", "d"]]),
    (r"\begin{tabular*}{\textwidth}{lc} a & b \\ \end{tabular*}", [["a", "b"]]),
    (r"\toprule \multicolumn{2}{c}{\textbf{Both}} \\ \cmidrule(lr){1-2} R\&D & x \\", [["Both"], ["R&D", "x"]]),
    ("", []),
]


@pytest.mark.parametrize(("source", "rows"), LATEX)
def test_latex(source: str, rows: list[list[str]]) -> None:
    assert latex_rows(source) == rows


HTML = [
    (
        "<table><tr><th>Set</th><th>N</th></tr><tr><td>MNIST</td><td> 7 </td></tr></table>",
        [["Set", "N"], ["MNIST", "7"]],
    ),
    ("<html><body><table><tr><td>a<td>b</table></body></html>", [["a", "b"]]),
    ("<p>none</p>", []),
]


@pytest.mark.parametrize(("source", "rows"), HTML)
def test_html(source: str, rows: list[list[str]]) -> None:
    assert html_rows(source) == rows
