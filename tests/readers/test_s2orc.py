"""S2ORC of doc2json and unarXive: text with citations in it, floats kept apart, entries of every shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.model import Paper
from kg.readers.json_papers import read

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "unarxive"

ENTRIES: dict[str, Any] = {
    f"BIBREF{i}": {"ref_id": f"b{i}", "title": f"Title {i}", "authors": [], "year": 2000 + i, "venue": "Nature"}
    for i in (0, 1, 10, 2)
}


def paper(tmp_path: Path, data: object) -> Paper:
    path = tmp_path / "paper.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return read(path)


def paragraph(words: str, *cited: tuple[str, str | None], section: str = "Data", **more: object) -> dict[str, object]:
    spans = []
    for printed, key in cited:
        start = words.index(printed)
        spans.append({"start": start, "end": start + len(printed), "text": printed, "ref_id": key})
    return {"text": words, "cite_spans": spans, "ref_spans": [], "section": section, "sec_num": "3", **more}


def parse(*body: dict[str, object], **more: object) -> dict[str, object]:
    return {"body_text": list(body), "back_matter": [], "bib_entries": ENTRIES, "ref_entries": {}, **more}


def cited(found: Paper) -> list[tuple[str, str]]:
    return [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers]


CITATIONS = [
    (paragraph("On MNIST [1] we", ("[1]", "BIBREF0")), "On MNIST [1] we", [("[1]", "BIBREF0")]),
    (paragraph("On MNIST[1] we", ("[1]", "BIBREF0")), "On MNIST [1] we", [("[1]", "BIBREF0")]),
    (paragraph("On [1, 3] we", ("[1,", "BIBREF0"), ("3]", "BIBREF2")), None, [("[1,", "BIBREF0"), ("3]", "BIBREF2")]),
    (
        paragraph("Many [1]-[3] did", ("[1]", "BIBREF0"), ("[3]", "BIBREF2")),
        None,
        [("[1]-[3]", "BIBREF0 BIBREF1 BIBREF2")],
    ),
    (paragraph("As (Lu, 1999) did", ("(Lu, 1999)", None)), None, [("(Lu, 1999)", "")]),
    (paragraph("Gone [1] from", ("[1]", "BIBREF77")), None, [("[1]", "")]),
    # offsets that another program counted otherwise
    (
        {"text": "x [1] y", "cite_spans": [{"start": 0, "end": 3, "text": "[1]", "ref_id": "BIBREF0"}]},
        None,
        [("[1]", "BIBREF0")],
    ),
    ({"text": "x y", "cite_spans": [{"start": 9, "end": 12, "text": "[1]", "ref_id": "BIBREF0"}]}, "x y", []),
    ({"text": "x y", "cite_spans": [{"start": "a"}, 3, None]}, "x y", []),
    ({"text": "x y", "cite_spans": None}, "x y", []),
]


@pytest.mark.parametrize(("body", "text", "markers"), CITATIONS)
def test_citations(tmp_path: Path, body: dict[str, object], text: str | None, markers: list[tuple[str, str]]) -> None:
    found = paper(tmp_path, {"title": "T", "pdf_parse": parse(body)})
    assert cited(found) == markers
    assert found.quote(found.passages[-1].span) == (body["text"] if text is None else text)
    assert [entry.key for entry in found.references] == ["BIBREF0", "BIBREF1", "BIBREF2", "BIBREF10"]


WHOLE = {
    "paper_id": "1",
    "title": "On data",
    "authors": [{"first": "Ann", "middle": ["B."], "last": "Roe", "suffix": "Jr."}, {"first": "", "last": "Poe"}],
    "year": "2019",
    "identifiers": {"arxiv_id": "1901.00001v2"},
    "abstract": "From the top.",
    "pdf_parse": parse(
        paragraph("We use it.", section="Experiments"),
        paragraph("It is on the web.", section="Data Availability"),
        back_matter=[paragraph("We thank.", section="Acknowledgements"), paragraph("More.", section="Appendix A")],
        abstract=[paragraph("We tell.", section="Abstract")],
        ref_entries={
            "FIGREF0": {"text": "Figure 1: A plot.", "type_str": "figure", "num": "1", "html": None},
            "TABREF0": {
                "text": "Sizes of sets",
                "type_str": "table",
                "num": "2",
                "html": "<html><body><table><tr><td>Set</td><td>Size</td></tr>"
                "<tr><td>MNIST</td><td>7</td></tr></table></body></html>",
            },
        },
    ),
}


def test_a_whole_paper(tmp_path: Path) -> None:
    found = paper(tmp_path, WHOLE)
    assert (found.title, found.authors, found.year) == ("On data", ("Ann B. Roe Jr.", "Poe"), 2019)
    assert (found.id, found.identifiers, found.source) == ("arxiv:1901.00001", ("arxiv:1901.00001",), "paper.json")
    assert [(p.zone, p.heading, found.quote(p.span)) for p in found.passages] == [
        ("title", "", "On data"),
        ("abstract", "Abstract", "We tell."),
        ("body", "3 Experiments", "3 Experiments"),
        ("body", "3 Experiments", "We use it."),
        ("availability", "3 Data Availability", "3 Data Availability"),
        ("availability", "3 Data Availability", "It is on the web."),
        ("body", "3 Acknowledgements", "3 Acknowledgements"),
        ("body", "3 Acknowledgements", "We thank."),
        ("appendix", "3 Appendix A", "3 Appendix A"),
        ("appendix", "3 Appendix A", "More."),
        ("caption", "", "Figure 1: A plot."),
        ("caption", "", "Table 2: Sizes of sets"),
        ("table", "", "Set\tSize\nMNIST\t7"),
    ]


# the same paper in other shapes
SHAPES = [
    ("latex before pdf", {"latex_parse": parse(paragraph("Here.")), "pdf_parse": parse(paragraph("There."))}),
    ("an empty latex parse", {"latex_parse": {"body_text": []}, "pdf_parse": parse(paragraph("Here."))}),
    ("older name", {"grobid_parse": parse(paragraph("Here."))}),
    ("parse at the top", parse(paragraph("Here."))),
    ("CORD-19", {"metadata": {"title": "T", "authors": []}, **parse(paragraph("Here."))}),
]


@pytest.mark.parametrize(("why", "data"), SHAPES, ids=[s[0] for s in SHAPES])
def test_shapes(tmp_path: Path, why: str, data: dict[str, object]) -> None:
    found = paper(tmp_path, data)
    assert found.quote(found.passages[-1].span) == "Here."
    assert len(found.references) == 4


REFERENCES = [
    (
        {
            "title": "On data.",
            "authors": [{"first": "A", "middle": [], "last": "Roe"}],
            "year": 2001,
            "venue": "Nature",
            "volume": "3",
            "pages": "4--5",
            "other_ids": {"DOI": ["10.1234/AB"], "arXiv": ["1901.00001"]},
            "raw_text": "",
        },
        {
            "title": "On data",
            "authors": ("A Roe",),
            "raw": "A Roe. On data. Nature, 3, 4--5, 2001. arXiv:1901.00001. doi:10.1234/ab.",
            "doi": "10.1234/ab",
            "arxiv": "1901.00001",
        },
    ),
    (
        {"title": "", "raw_text": "A. Roe. City noise. Nature, 2001. https://a.org/x", "authors": []},
        {"title": "City noise", "year": 2001, "url": "https://a.org/x", "authors": ("A. Roe",)},
    ),
    (
        {
            "bib_entry_raw": "A. Roe. City noise. Nature, 2001.",
            "contained_links": [{"url": "https://a.org/x"}],
            "contained_arXiv_ids": [{"id": "1901.00001", "text": "1901.00001"}],
            "ids": {"doi": "10.1234/ab", "arxiv_id": ""},
        },
        {"title": "City noise", "doi": "10.1234/ab", "arxiv": "1901.00001", "url": "https://a.org/x"},
    ),
    ({"title": None, "raw_text": None, "authors": None, "urls": 3}, {"raw": "", "title": ""}),
    ([], {"raw": "", "title": ""}),
]


@pytest.mark.parametrize(("entry", "expected"), REFERENCES)
def test_references(tmp_path: Path, entry: object, expected: dict[str, object]) -> None:
    (reference,) = paper(tmp_path, {**parse(paragraph("x")), "bib_entries": {"b0": entry}}).references
    assert {name: getattr(reference, name) for name in expected} == expected


UNARXIVE = {
    "paper_id": "2212.00001",
    "metadata": {
        "title": "On\n  $L_2$ data",
        "authors": "Roe, Poe",
        "authors_parsed": [["Roe", "Ann", "Jr."], ["Poe", "Bo", ""]],
        "doi": "10.1234/AB",
        "versions": [{"version": "v1", "created": "Thu, 1 Dec 2022 17:01:56 GMT"}],
    },
    "abstract": {"section": "Abstract", "text": "  Of $x$ and 5 more.\n", "cite_spans": [], "ref_spans": []},
    "body_text": [
        {
            "section": "Data",
            "sec_number": "1",
            "sec_type": "section",
            "content_type": "paragraph",
            "text": "On MNIST {{cite:bbb}}, {{cite:aaa}} with {{formula:f1}} {{formula:f2}} see "
            "Table {{table:t1}}{{cite:zzz}}.\n",
            "cite_spans": [],
            "ref_spans": [],
        }
    ],
    "bib_entries": {"aaa": {"bib_entry_raw": "A. Roe. X. 2001."}, "bbb": {"bib_entry_raw": "B. Poe. Y. 2002."}},
    "ref_entries": {
        "f1": {"latex": "x^2 \\leq 1", "type": "formula"},
        "f2": {"latex": "x + " * 90, "type": "formula"},
        "g1": {"caption": "NO_CAPTION", "type": "figure"},
        "t1": {"caption": "Sizes of {{cite:aaa}}", "type": "table"},
    },
}


def test_unarxive(tmp_path: Path) -> None:
    found = paper(tmp_path, UNARXIVE)
    assert (found.title, found.authors, found.year) == ("On L_2 data", ("Ann Roe", "Bo Poe"), 2022)
    assert found.identifiers == ("arxiv:2212.00001", "doi:10.1234/ab")
    assert [(p.zone, p.heading, found.quote(p.span)) for p in found.passages] == [
        ("title", "", "On L_2 data"),
        ("abstract", "Abstract", "Of x and 5 more."),
        ("body", "1 Data", "1 Data"),
        ("body", "1 Data", "On MNIST [2], [1] with x^2 ≤1 see Table 1 [unknown]."),
        ("caption", "", "Table 1: Sizes of [1]"),
    ]
    assert cited(found) == [("[2]", "bbb"), ("[1]", "aaa"), ("[unknown]", ""), ("[1]", "aaa")]


def test_every_citation_of_real_papers() -> None:
    files = sorted(SHARED.rglob("*.jsonl")) if SHARED.is_dir() else []
    if not files:
        pytest.skip("no shared corpus beside the checkout")
    lines = files[0].read_text(encoding="utf-8").splitlines()
    for number in (1, 17, 33):
        data, found = json.loads(lines[number - 1]), read(files[0].with_name(f"{files[0].name}#{number}"))
        assert [entry.key for entry in found.references] == list(data["bib_entries"])
        keys = [span["ref_id"] for part in data["body_text"] for span in part["cite_spans"]]
        assert [marker.keys[0] for marker in found.markers[: len(keys)]] == keys
        assert "{{" not in found.text
