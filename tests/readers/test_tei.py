"""TEI of GROBID: zones, citations whole, cut or without target, tables with citations in their cells, references."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Paper
from kg.readers.tei import read

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "tei"


def entry(key: str, surname: str, year: int, title: str = "On data") -> str:
    return (
        f'<biblStruct xml:id="{key}"><analytic><title level="a" type="main">{title}</title><author><persName>'
        f'<forename type="first">Xin</forename><surname>{surname}</surname></persName></author></analytic><monogr>'
        f'<title level="j">Nature</title><imprint><date when="{year}" /></imprint></monogr></biblStruct>'
    )


LIST = "".join(
    entry(f"b{i}", name, 2000 + i)
    for i, name in enumerate(["Lu", "Wu", "Xu", "Hu", "Gu", "Fu", "Du", "van der Bu", "Manning"])
)


def tei(body: str, *, header: str = "", abstract: str = "", back: str = "", refs: str = LIST) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"{header}</fileDesc><profileDesc><abstract>{abstract}</abstract></profileDesc></teiHeader><text><body>{body}"
        f'</body><back>{back}<div type="references"><listBibl>{refs}</listBibl></div></back></text></TEI>'
    )


def paper(tmp_path: Path, text: str) -> Paper:
    path = tmp_path / "paper.tei.xml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def ref(text: str, key: str = "") -> str:
    return f'<ref type="bibr" target="#{key}">{text}</ref>' if key else f'<ref type="bibr">{text}</ref>'


# Enough for a paper to show that it cites by number.
BY_NUMBER = "<div><p>" + " ".join(ref(f"[{i + 1}]", f"b{i}") for i in (0, 1, 2, 4, 5, 7)) + "</p></div>"

# paragraph, its text, its markers as printed with their keys
CITATIONS = [
    (f"On SQuAD {ref('(Xu et al., 2002)', 'b2')}.", "On SQuAD (Xu et al., 2002).", [("(Xu et al., 2002)", "b2")]),
    (f"On SQuAD{ref('[3]', 'b2')} we", "On SQuAD [3] we", [("[3]", "b2")]),
    (
        f"Many {ref('(Lu, 2000;', 'b0')}{ref('Wu, 2001)', 'b1')} did",
        "Many (Lu, 2000; Wu, 2001) did",
        [("(Lu, 2000;", "b0"), ("Wu, 2001)", "b1")],
    ),
    (f"Many {ref('[1,', 'b0')} {ref('2]', 'b1')}and", "Many [1, 2] and", [("[1,", "b0"), ("2]", "b1")]),
    (f"Many {ref('[2]', 'b1')}- {ref('[4]', 'b3')} did", "Many [2]- [4] did", [("[2]- [4]", "b1 b2 b3")]),
    (f"By {ref('(Hu et al., 2003)')} too", "By (Hu et al., 2003) too", [("(Hu et al., 2003)", "b3")]),
    (f"By {ref('Man-ning (2008)')} too", "By Man-ning (2008) too", [("Man-ning (2008)", "b8")]),
    (f"By {ref('(van der Bu, 2007)')} too", "By (van der Bu, 2007) too", [("(van der Bu, 2007)", "b7")]),
    (f"By {ref('(Nu, 1999)')} too", "By (Nu, 1999) too", [("(Nu, 1999)", "")]),
    (f"By {ref('(Q)')} too", "By (Q) too", []),
    ('In <ref type="figure" target="#fig_0">Figure 1</ref>.', "In Figure 1.", []),
    ('Two <ref type="bibr" target="#b1 #b2">[2, 3]</ref> did', "Two [2, 3] did", [("[2, 3]", "b1 b2")]),
    ('By <ref target="#b2">Xu 2002</ref> too', "By Xu 2002 too", [("Xu 2002", "b2")]),
    ('By <ref type="biblio" target="paper.xml#b2">Xu</ref> too', "By Xu too", [("Xu", "b2")]),
    ("By <hi><ref type='bibr' target='#b2'>Xu</ref></hi><lb/>too", "By Xu too", [("Xu", "b2")]),
]


@pytest.mark.parametrize(("source", "text", "markers"), CITATIONS)
def test_citations(tmp_path: Path, source: str, text: str, markers: list[tuple[str, str]]) -> None:
    found = paper(tmp_path, tei(f"<div><p>{source}</p></div>"))
    assert found.text.strip() == text
    assert [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers] == markers


NUMBERED = [
    (f"By {ref('[4]')} too", [("[4]", "b3")]),  # its neighbours [3] and [5] agree
    (f"By {ref('[7]')} too", [("[7]", "b6")]),
    (f"By {ref('[9]')} too", [("[9]", "b8")]),  # beyond the last, and all agree
    (f"By {ref('[99]')} too", [("[99]", "")]),
    (f"By {ref('[1,', 'b0')}4, 7] too", [("[1,", "b0"), ("4, 7]", "b3 b6")]),
    (f"At site.org/page{ref('8', 'b7')} We", [("8", "b7")]),  # likely a footnote mark, but the file says otherwise
    ("In [0, 1] or [1, 4]", []),  # running text that GROBID did not mark may be an interval
]


@pytest.mark.parametrize(("source", "markers"), NUMBERED)
def test_numbers_without_target(tmp_path: Path, source: str, markers: list[tuple[str, str]]) -> None:
    found = paper(tmp_path, tei(f"{BY_NUMBER}<div><p>{source}</p></div>"))
    assert [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers[6:]] == markers


CELLS = [
    ("SSD [4]", [("[4]", "b3")]),
    ("SSD [4, 5]", [("[4, 5]", "b3 b4")]),
    ("[1, 2]", []),
    ("SSD (Xu, 2002)", [("Xu, 2002", "b2")]),
    ("Hu (2003)", [("Hu (2003)", "b3")]),
    ("Hu and Lu (2003)", []),
    ("SemEval (2003)", []),
]


@pytest.mark.parametrize(("cell", "markers"), CELLS)
def test_citations_in_cells_are_mere_text(tmp_path: Path, cell: str, markers: list[tuple[str, str]]) -> None:
    table = f'<figure type="table"><figDesc>x</figDesc><table><row><cell>{cell}</cell></row></table></figure>'
    found = paper(tmp_path, tei(BY_NUMBER + table))
    assert [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers[6:]] == markers


TABLE = (
    '<figure type="table"><head>Table 1 :</head><label>1</label><figDesc>Results.</figDesc><table><row><cell>Set</cell>'
    "<cell>F1</cell></row><row><cell>SQuAD</cell><cell>80.1</cell></row></table><note>All runs.</note></figure>"
)
# body, back, expected (zone, heading, text)
ZONES = [
    ('<div><head n="2.1">Data</head><p>We.</p></div>', "", ("body", "2.1 Data", "2.1 Data")),
    ('<div><head n="2.1">Data</head><p>We.</p></div>', "", ("body", "2.1 Data", "We.")),
    ("<div><p>We<formula>x = 1</formula> do.</p></div>", "", ("body", "", "We do.")),
    ('<note place="foot" n="2">At a.b/c</note>', "", ("footnote", "", "At a.b/c")),
    (TABLE, "", ("caption", "", "Table 1: Results.")),
    ("<figure><figDesc><div><p><s>A.</s><s>B.</s></p></div></figDesc></figure>", "", ("caption", "", "A. B.")),
    ("<div><p>On SQuAD<ref type='foot' target='#f'>1</ref>.</p></div>", "", ("body", "", "On SQuAD.")),
    ("<note place='foot'><p>At a.b/c</p></note>", "", ("footnote", "", "At a.b/c")),
    (TABLE, "", ("table", "", "Set\tF1\nSQuAD\t80.1")),
    (TABLE, "", ("footnote", "", "All runs.")),
    ("<div><head>Data availability</head><p>Here.</p></div>", "", ("availability", "Data availability", "Here.")),
    ("", "<div type='availability'><div><p>Here.</p></div></div>", ("availability", "Data availability", "Here.")),
    ("", '<div type="annex"><div><head>A</head><p>More.</p></div></div>', ("appendix", "A", "More.")),
    ("", '<div type="acknowledgement"><div><p>We thank.</p></div></div>', ("body", "Acknowledgements", "We thank.")),
    ("<div><p>One <s>Two.</s><s>Three.</s></p></div>", "", ("body", "", "One Two. Three.")),
    ("", '<div type="data_availability"><p>Here.</p></div>', ("availability", "", "Here.")),
    ("<div><list><item>First.</item><item><p>Next.</p></item></list></div>", "", ("body", "", "Next.")),
    ("<table><head>Table 2. Sizes.</head><row><cell>a</cell></row></table>", "", ("caption", "", "Table 2. Sizes.")),
    ("<table><head>Table 2.</head><row><cell>a</cell></row></table>", "", ("table", "", "a")),
    ("<figure><head>Fig. 1.</head><p>A plot.</p></figure>", "", ("caption", "", "Fig. 1. A plot.")),
    ("<div><quote>As said.</quote></div>", "", ("body", "", "As said.")),
]


@pytest.mark.parametrize(("body", "back", "expected"), ZONES)
def test_zones(tmp_path: Path, body: str, back: str, expected: tuple[str, str, str]) -> None:
    found = paper(tmp_path, tei(body, back=back))
    assert expected in [(p.zone, p.heading, found.quote(p.span)) for p in found.passages]


HYPHENS = [
    ("filter. A fil- ter", "filter. A filter"),
    ("question-answering. A question- answering task", "question-answering. A question-answering task"),
    ("a question and answering: question- answering", "a question and answering: question-answering"),
    ("pre- and post-processing", "pre- and post-processing"),
    ("unseen: zeugma- tic", "unseen: zeugmatic"),
    ("on Fashion- MNIST", "on Fashion-MNIST"),
    ("vector, vector, vec-tor", "vector, vector, vector"),
    ("co-adaptation, coadaptation", "co-adaptation, coadaptation"),
]


@pytest.mark.parametrize(("source", "text"), HYPHENS)
def test_line_end_hyphens(tmp_path: Path, source: str, text: str) -> None:
    assert paper(tmp_path, tei(f"<div><p>{source}</p></div>")).text.strip() == text


def test_header(tmp_path: Path) -> None:
    header = (
        '<titleStmt><title level="a">On data</title></titleStmt><publicationStmt><date when="2012-07-03"/>'
        "</publicationStmt><sourceDesc><biblStruct><analytic><author><persName><forename>Xin</forename>"
        "<forename>A</forename><surname>Lu</surname></persName></author></analytic>"
        '<idno type="DOI">10.1234/AB</idno><idno type="arXiv">arXiv:1705.07565v2</idno></biblStruct></sourceDesc>'
    )
    found = paper(tmp_path, tei("<div><p>x</p></div>", header=header, abstract="<div><p>Short.</p></div>"))
    assert (found.title, found.authors, found.year) == ("On data", ("Xin A Lu",), 2012)
    assert found.identifiers == ("doi:10.1234/ab", "arxiv:1705.07565")
    assert found.id == "arxiv:1705.07565"
    assert [p.zone for p in found.passages] == ["title", "abstract", "body"]


# one biblStruct without its tag, expected fields
REFERENCES = [
    (
        '<analytic><title level="a">On data</title><author><persName><forename>X</forename><surname>Lu</surname>'
        "</persName></author></analytic><monogr><title>Nature</title><imprint><biblScope unit='volume'>3</biblScope>"
        "<biblScope unit='page' from='4' to='9'/><date when='1999-05'/></imprint></monogr>",
        {
            "raw": "X Lu. On data. Nature, 3, 4–9, 1999.",
            "title": "On data",
            "authors": ("X Lu",),
            "year": 1999,
            "venue": "Nature",
        },
    ),
    (
        "<monogr><title level='m'>Nets</title><idno type='arXiv'>arXiv:1705.07565v3</idno><imprint><date>2017</date>"
        "</imprint></monogr><note type='report_type'>arXiv preprint</note>",
        {"title": "Nets", "arxiv": "1705.07565", "year": 2017, "venue": ""},
    ),
    ("<monogr><title level='j'>arXiv preprint arXiv:1412.3474</title></monogr>", {"arxiv": "1412.3474", "title": ""}),
    (
        "<analytic><title>Nets</title><idno type='doi'>https://doi.org/10.1016/J.X</idno></analytic><monogr><title>"
        "CoRR, abs/1603.03793</title></monogr>",
        {"arxiv": "1603.03793", "doi": "10.1016/j.x"},
    ),
    (
        "<analytic><title>Nets</title><ptr target='http://a.b/c'/></analytic><note type='raw_reference'>X. Lu. Nets, "
        "http://a.b/c</note>",
        {"raw": "X. Lu. Nets, http://a.b/c", "url": "http://a.b/c"},
    ),
    (
        "<note type='raw_reference'>Lu, X. and Wu, Y. (2004). On data. Nature, 3.</note>",
        {"title": "On data", "year": 2004, "raw": "Lu, X. and Wu, Y. (2004). On data. Nature, 3."},
    ),
    ("<monogr><title>Book</title><editor>Ed Itor</editor></monogr>", {"authors": ("Ed Itor",)}),
]


@pytest.mark.parametrize(("source", "expected"), REFERENCES)
def test_references(tmp_path: Path, source: str, expected: dict[str, object]) -> None:
    found = paper(tmp_path, tei("<div/>", refs=f'<biblStruct xml:id="b0">{source}</biblStruct>'))
    (reference,) = found.references
    assert reference.key == "b0"
    assert {name: getattr(reference, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<TEI><text>", "not well-formed"),
        ("", "empty"),
        ("<article/>", "not <TEI>"),
        ("no xml", "not well-formed"),
        ("<teiCorpus><TEI/><TEI/><TEI/></teiCorpus>", "3 papers in one file"),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        paper(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.advice or message == "empty"


def test_an_id_that_stands_twice_loses_nothing(tmp_path: Path) -> None:
    entries = "".join(f'<biblStruct xml:id="b0"><analytic><title>{t}</title></analytic></biblStruct>' for t in "AB")
    found = paper(tmp_path, tei(f"<div><p>Set {ref('[1]', 'b0')}.</p></div>", refs=entries))
    assert [(r.key, r.title) for r in found.references] == [("b0", "A"), ("b0_", "B")]
    assert [marker.keys for marker in found.markers] == [("b0",)]


def test_an_empty_paper_is_a_paper(tmp_path: Path) -> None:
    found = paper(tmp_path, "<TEI/>")
    assert (found.text, found.passages, found.references) == ("", (), ())
    assert found.id.startswith("sha256:")


def test_citations_in_titles_captions_notes_and_formulas_count(tmp_path: Path) -> None:
    cite = ref("[2]", "b1")
    body = (
        f"<div><head>As in {cite}</head><formula>x = {cite}</formula></div><note place='foot'>{cite}</note>"
        f"<figure><head>Fig. 1</head><figDesc>From {cite}</figDesc></figure>"
    )
    found = paper(tmp_path, tei(body, abstract=f"<p>We extend {cite}.</p>"))
    assert [marker.keys for marker in found.markers] == [("b1",)] * 5


def test_what_the_header_or_the_front_says_elsewhere(tmp_path: Path) -> None:
    header = (
        "<titleStmt><title>On data</title><author><persName><forename>Ann</forename><surname>Roe</surname></persName>"
        '</author><author>Bo Poe</author></titleStmt><publicationStmt><idno type="DOI">10.1234/AB</idno>'
        "</publicationStmt>"
    )
    text = tei("<div><p>Body.</p></div>", header=header)
    text = text.replace("<body>", '<front><div type="abstract"><p>We tell.</p></div></front><body>')
    found = paper(tmp_path, text)
    assert (found.authors, found.identifiers) == (("Ann Roe", "Bo Poe"), ("doi:10.1234/ab",))
    assert ("abstract", "We tell.") in [(p.zone, found.quote(p.span)) for p in found.passages]


LISTS = [
    "<listBibl><bibl xml:id='r1'>A. Roe. City noise. Nature, 2001.</bibl><bibl>B. Poe. Two sets. 2002.</bibl>"
    "</listBibl>",
    "<listBibl><listBibl><head>Books</head><biblStruct xml:id='r1'><monogr><title>City noise</title></monogr>"
    "</biblStruct></listBibl><listBibl><biblStruct><analytic><title>Two sets</title></analytic><relatedItem>"
    "<biblStruct><monogr>"
    "<title>Another</title></monogr></biblStruct></relatedItem></biblStruct></listBibl></listBibl>",
]


@pytest.mark.parametrize("listed", LISTS)
def test_lists_of_other_kinds(tmp_path: Path, listed: str) -> None:
    found = paper(tmp_path, tei("<div><p>By <bibl>Roe</bibl>.</p></div>", refs=listed))
    assert [(entry.key, entry.title) for entry in found.references] == [("r1", "City noise"), ("b1", "Two sets")]


def test_a_text_that_links_nothing(tmp_path: Path) -> None:
    found = paper(tmp_path, tei("<div><p>As Hu (2003) and Lu (2000) did.</p></div>"))
    assert [(found.quote(m.span), m.keys) for m in found.markers] == [("Hu (2003)", ("b3",)), ("Lu (2000)", ("b0",))]


# coordinates of a paragraph, its lines with page and box
COORDINATES = [
    ("1,10,20,100,10", [("One two three four five six", 1, (10, 20, 110, 30))]),
    (
        "1,10,20,100,10;2,10,5,100,10",
        [("One two three", 1, (10, 20, 110, 30)), ("four five six", 2, (10, 5, 110, 15))],
    ),
    (
        "1,10,20,50,10;1,62,20.5,48,9;1,10,32,100,10",  # two pieces on one printed line
        [("One two three", 1, (10, 20, 110, 30)), ("four five six", 1, (10, 32, 110, 42))],
    ),
    ("", []),
    ("nonsense;1,2,3;0,1,1,1,1;1,1,1,-5,1;1,nan,1,1,1;1,inf,1,1,1", []),
    (";".join(f"1,10,{20 + 10 * i},1,10" for i in range(6)), None),
]


@pytest.mark.parametrize(("coords", "expected"), COORDINATES)
def test_coordinates(tmp_path: Path, coords: str, expected: list[tuple[str, int, tuple[float, ...]]] | None) -> None:
    found = paper(tmp_path, tei(f'<div><p coords="{coords}">One two three four five six</p></div>'))
    lines = [(found.quote(line.span), line.page, line.box) for line in found.lines]
    if expected is None:  # more lines than fit: they stay in order and apart
        assert " ".join(words for words, _, _ in lines) == "One two three four five six"
    else:
        assert lines == expected
    assert found.passages[0].page == (int(coords[0]) if lines else None)


def test_every_reference_and_target_of_real_papers() -> None:
    files = sorted(SHARED.glob("*"))[::10] if SHARED.is_dir() else []
    if not files:
        pytest.skip("no shared corpus beside the checkout")
    for path in files:
        found = read(path)
        source = path.read_text(encoding="utf-8")
        assert len(found.references) == source.count('<biblStruct xml:id="b'), path.name
        held = Counter(re.findall(r'<ref type="bibr" target="#(b\d+)"', source))
        assert not held - Counter(key for marker in found.markers for key in marker.keys), path.name
        assert all(found.quote(passage.span).strip() for passage in found.passages), path.name
