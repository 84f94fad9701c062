"""Formulas as they read."""

from __future__ import annotations

import pytest
from lxml import etree

from kg.readers.formulas import of_mathml, of_tex

TEX = [
    ("x^{2}", "x^2"),
    (r"\(10^{5}\)", "10^5"),
    ("$$a_i$$", "a_i"),
    (r"\documentclass{minimal}\begin{document}$x_2$\end{document}", "x_2"),
    (r"\frac{1}{2}", "1/2"),
    ("x + " * 30, " "),
    ("x + " * 3000, " "),
    ("", " "),
]


@pytest.mark.parametrize(("tex", "shown"), TEX)
def test_tex(tex: str, shown: str) -> None:
    assert of_tex(tex) == shown


MATHML = [
    ("<math><mi>x</mi> <mo>=</mo> <mn>1</mn></math>", "x=1"),
    ("<math><semantics><mi>x</mi><annotation>\\bar x</annotation></semantics></math>", "x"),
    ("<math>" + "<mi>x</mi>" * 81 + "</math>", " "),
]


@pytest.mark.parametrize(("source", "shown"), MATHML)
def test_mathml(source: str, shown: str) -> None:
    assert of_mathml(etree.fromstring(source)) == shown
