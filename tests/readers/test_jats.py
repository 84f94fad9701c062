"""JATS: zones, citations in all their shapes, reference lists in all their tags, and files that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Paper
from kg.readers.jats import read

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "jats"

LIST = "".join(
    f'<ref id="B{i}"><label>{i}</label><mixed-citation>Lu{i} A. Title {i}. Journal. 20{i:02}.</mixed-citation></ref>'
    for i in range(1, 8)
)


def article(body: str, *, front: str = "", back: str = "", refs: str = LIST, head: str = "") -> str:
    return (
        f'{head}<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">'
        f"<front><article-meta>{front}</article-meta></front><body>{body}</body>"
        f"<back>{back}<ref-list>{refs}</ref-list></back></article>"
    )


def paper(tmp_path: Path, text: str, encoding: str = "utf-8") -> Paper:
    path = tmp_path / "paper.nxml"
    path.write_bytes(text.encode(encoding))
    return read(path)


def xref(number: int, text: str | None = None) -> str:
    return f'<xref ref-type="bibr" rid="B{number}">{number if text is None else text}</xref>'


# paragraph, its text, its markers as printed with their keys
CITATIONS = [
    (f"On NHANES [{xref(1)}] we", "On NHANES [1] we", [("1", "B1")]),
    (f"On NHANES[{xref(1)}] we", "On NHANES [1] we", [("1", "B1")]),
    (f"On NHANES<sup>{xref(2)}</sup> we", "On NHANES [2] we", [("2", "B2")]),
    (f"On NHANES{xref(2)} we", "On NHANES [2] we", [("2", "B2")]),
    (
        'On NHANES<xref ref-type="bibr" rid="B1"><sup>1</sup></xref><sup>,</sup>'
        '<xref ref-type="bibr" rid="B3"><sup>3</sup></xref> we',
        "On NHANES [1,3] we",
        [("1", "B1"), ("3", "B3")],
    ),
    (
        f"On NHANES.<sup>{xref(2)},{xref(4)}</sup> We then",
        "On NHANES [2,4]. We then",
        [("2", "B2"), ("4", "B4")],
    ),
    (f"By Lu et al.<sup>{xref(2)}</sup> in", "By Lu et al. [2] in", [("2", "B2")]),
    (f"Many [{xref(2)}]-[{xref(5)}] did", "Many [2]-[5] did", [("2]-[5", "B2 B3 B4 B5")]),
    (f"Many [{xref(2)}–{xref(4)}] did", "Many [2–4] did", [("2–4", "B2 B3 B4")]),
    (f"Many<sup>{xref(1)}–{xref(3)}</sup> did", "Many [1–3] did", [("1–3", "B1 B2 B3")]),
    (f"Many [{xref(2, '2–4')}] did", "Many [2–4] did", [("2–4", "B2 B3 B4")]),
    ('Many <xref ref-type="bibr" rid="B1 B2">[1, 2]</xref> did', "Many [1, 2] did", [("[1, 2]", "B1 B2")]),
    (f"Many [{xref(1)}{xref(2, '')}–{xref(3)}] did", "Many [1–3] did", [("1–3", "B1 B2 B3")]),
    (f"See {xref(3, 'Lu 2003')}–{xref(5, 'Wu 2005')}.", "See Lu 2003–Wu 2005.", [("Lu 2003", "B3"), ("Wu 2005", "B5")]),
    (f"Lu et al. (2003{xref(3, '▶')}) did", "Lu et al. (2003) did", [("2003", "B3")]),
    ('Gone <xref ref-type="bibr" rid="B99">[99]</xref>.', "Gone [99].", [("[99]", "")]),
    ('See <xref ref-type="fig" rid="F1">Figure 1</xref>.', "See Figure 1.", []),
    ('ImageNet<xref ref-type="fn" rid="N1">a</xref> and', "ImageNet and", []),
    ("About 10<sup>5</sup> cells, R<sup>2</sup>", "About 10^5 cells, R2", []),
    ("Controls<sup>b</sup> were", "Controls were", []),
    ("Was <mml:math><mml:mi>p</mml:mi><mml:mo>=</mml:mo><mml:mn>0.1</mml:mn></mml:math> here", "Was p=0.1 here", []),
    ('Two <xref ref-type="bibr" rid="B1,B2">1,2</xref> did', "Two 1,2 did", [("1,2", "B1 B2")]),
    ('Two <xref ref-type="bibr" rid="#B1">1</xref> did', "Two 1 did", [("1", "B1")]),
    (f"Many <sup>{xref(1)}</sup><sup>-</sup><sup>{xref(3)}</sup> did", "Many [1-3] did", [("1-3", "B1 B2 B3")]),
    (f"Many <sup>{xref(1)}–{xref(3)},{xref(5)}</sup> did", "Many [1–3,5] did", [("1–3", "B1 B2 B3"), ("5", "B5")]),
    (f"Many [{xref(1, '[1]')}&#x2010;{xref(3, '[3]')}] did", None, [("[1]‐[3]", "B1 B2 B3")]),
    (f"A <named-content content-type='x'>set {xref(1)}</named-content> is", "A set 1 is", [("1", "B1")]),
    (f"A <styled-content><italic>set</italic></styled-content>{xref(1, '[1]')} is", "A set [1] is", [("[1]", "B1")]),
    ('Untyped <xref rid="B1">1</xref> is', "Untyped 1 is", [("1", "B1")]),
    (
        "Was <inline-formula><alternatives><tex-math>\\documentclass{minimal}\\begin{document}$x_2$\\end{document}"
        "</tex-math><mml:math><mml:semantics><mml:mi>x</mml:mi><mml:annotation>x_2</mml:annotation></mml:semantics>"
        "</mml:math></alternatives></inline-formula> here",
        "Was x here",
        [],
    ),
    (
        "Was <inline-formula><tex-math>\\documentclass{minimal}\\begin{document}$$x_2$$\\end{document}</tex-math>"
        "</inline-formula> here",
        "Was x_2 here",
        [],
    ),
    ("At <ext-link xlink:href='http://a.b/c'>http://a.b/c</ext-link> and", "At http://a.b/c and", []),
]


@pytest.mark.parametrize(("source", "text", "markers"), CITATIONS)
def test_citations(tmp_path: Path, source: str, text: str | None, markers: list[tuple[str, str]]) -> None:
    found = paper(tmp_path, article(f"<p>{source}</p>"))
    assert text is None or found.text.strip() == text
    assert [(found.quote(marker.span), " ".join(marker.keys)) for marker in found.markers] == markers


TABLE = (
    "<table-wrap id='T1'><label>Table 1</label><caption><title>Cohorts.</title><p>All of them.</p></caption>"
    f"<table><thead><tr><th>Name</th><th>N</th></tr></thead><tbody><tr><td><p>NHANES {xref(1, '[1]')}</p></td>"
    "<td>1<break/>2</td></tr></tbody></table><table-wrap-foot><fn><label>a</label><p>Weighted.</p></fn>"
    "</table-wrap-foot></table-wrap>"
)
# body, expected (zone, heading, text)
ZONES = [
    ("<sec><title>Methods</title><p>We.</p></sec>", ("body", "Methods", "We.")),
    ("<sec><title>Data Availability</title><p>Here.</p></sec>", ("availability", "Data Availability", "Here.")),
    ("<sec sec-type='data-availability'><p>Here.</p></sec>", ("availability", "", "Here.")),
    ("<p><bold>Data availability:</bold> Here.</p>", ("availability", "", "Data availability: Here.")),
    ("<app-group><app><title>A</title><p>More.</p></app></app-group>", ("appendix", "A", "More.")),
    (f"<sec><title>R</title>{TABLE}</sec>", ("caption", "R", "Table 1. Cohorts. All of them.")),
    (f"<sec><title>R</title>{TABLE}</sec>", ("table", "R", "Name\tN\nNHANES [1]\t1 2")),
    (f"<sec><title>R</title><p>Before {TABLE} after.</p></sec>", ("body", "R", "Before after.")),
    (f"<sec><title>R</title><p>Before {TABLE} after.</p></sec>", ("footnote", "R", "Weighted.")),
    ("<fig><label>Fig 2</label><caption><p>Plot.</p></caption></fig>", ("caption", "", "Fig 2. Plot.")),
    (
        "<supplementary-material><label>S1</label><caption><p>Raw data.</p></caption></supplementary-material>",
        ("caption", "", "S1. Raw data."),
    ),
    ("<boxed-text><sec><title>Box 1</title><p>Inside.</p></sec></boxed-text>", ("body", "Box 1", "Inside.")),
    ("<p>Text<fn><p>A note.</p></fn> goes on.</p>", ("footnote", "", "A note.")),
    ("<notes notes-type='data-availability'><p>Here.</p></notes>", ("availability", "", "Here.")),
    ("<p content-type='data-availability'>Here.</p>", ("availability", "", "Here.")),
    ("<fn-group><fn fn-type='data-availability'><p>Here.</p></fn></fn-group>", ("availability", "", "Here.")),
    ("<sec sec-type='supplementary-material'><title>S</title><p>More.</p></sec>", ("body", "S", "More.")),
    (
        "<boxed-text><caption><title>Box 1</title><p>In short.</p></caption><p>Inside.</p></boxed-text>",
        ("body", "Box 1", "Inside."),
    ),
    ("<fig-group><caption><p>Both.</p></caption><fig><label>1</label></fig></fig-group>", ("caption", "", "Both.")),
    ("<sec><title>R</title><preformat>a b</preformat></sec>", ("body", "R", "a b")),
    ("<disp-quote><p>As said.</p></disp-quote>", ("body", "", "As said.")),
    (
        "<table-wrap><alternatives><graphic/><table><tr><td>a</td><td>b</td></tr></table></alternatives></table-wrap>",
        ("table", "", "a\tb"),
    ),
    (
        "<table-wrap><oasis:table xmlns:oasis='urn:o'><oasis:tgroup><oasis:thead><oasis:row>"
        "<oasis:entry>a</oasis:entry><oasis:entry>b</oasis:entry></oasis:row></oasis:thead></oasis:tgroup></oasis:table></table-wrap>",
        ("table", "", "a\tb"),
    ),
    ("<list><list-item><p>First.</p></list-item></list>", ("body", "", "First.")),
    ("<array><tbody><tr><td>a</td><td>b</td></tr></tbody></array>", ("table", "", "a\tb")),
    ("<ack><p>We thank.</p></ack>", ("body", "Acknowledgements", "We thank.")),
    (
        "<glossary><title>Abbreviations</title><def-list><def-item><term>AC</term><def><p>anchor cell</p></def>"
        "</def-item></def-list></glossary>",
        ("body", "Abbreviations", "AC: anchor cell"),
    ),
]


@pytest.mark.parametrize(("body", "expected"), ZONES)
def test_zones(tmp_path: Path, body: str, expected: tuple[str, str, str]) -> None:
    found = paper(tmp_path, article(body))
    assert expected in [(p.zone, p.heading, found.quote(p.span)) for p in found.passages]


def test_front_matter(tmp_path: Path) -> None:
    front = (
        '<article-id pub-id-type="doi">10.1371/Journal.X</article-id><article-id pub-id-type="pmid">12</article-id>'
        '<article-id pub-id-type="pmc">34</article-id><title-group><article-title>On <italic>data</italic>'
        '<xref ref-type="fn" rid="n">*</xref></article-title><subtitle>A study</subtitle></title-group><contrib-group>'
        '<contrib contrib-type="author"><name><surname>Lu</surname><given-names>Xin A</given-names></name></contrib>'
        '<contrib contrib-type="editor"><name><surname>No</surname></name></contrib>'
        '<contrib contrib-type="author"><collab>The Group</collab></contrib></contrib-group>'
        "<pub-date><year>2011</year></pub-date><abstract><p>Short.</p></abstract><custom-meta-group><custom-meta>"
        "<meta-name>Data Availability</meta-name><meta-value>In Dryad.</meta-value></custom-meta></custom-meta-group>"
    )
    found = paper(tmp_path, article("<p>Body.</p>", front=front))
    assert found.title == "On data: A study"
    assert found.authors == ("Xin A Lu", "The Group")
    assert found.year == 2011
    assert found.id == "doi:10.1371/journal.x"
    assert found.identifiers == ("doi:10.1371/journal.x", "pmid:12", "pmcid:PMC34")
    zones = [(p.zone, found.quote(p.span)) for p in found.passages]
    assert zones == [
        ("title", "On data: A study"),
        ("abstract", "Short."),
        ("body", "Body."),
        ("availability", "In Dryad."),
    ]


NAMES = (
    '<person-group person-group-type="author"><name><surname>Lu</surname><given-names>X</given-names></name>'
    "</person-group>"
)
# one ref, expected fields
REFERENCES = [
    (
        f"<element-citation>{NAMES}<year>1999</year><article-title>On data.</article-title><source>Nature</source>"
        "<volume>3</volume><issue>1</issue><fpage>4</fpage><lpage>9</lpage>"
        '<pub-id pub-id-type="doi">10.1/AB</pub-id></element-citation>',
        {
            "raw": "X Lu. On data. Nature, 3(1), 4–9, 1999.",
            "title": "On data",
            "authors": ("X Lu",),
            "year": 1999,
            "venue": "Nature",
        },
    ),
    (
        f"<nlm-citation>{NAMES}<source>A book</source><year>1999b</year></nlm-citation>",
        {"title": "A book", "year": 1999, "venue": ""},
    ),
    (
        f'<element-citation publication-type="journal">{NAMES}<source>Nature</source><year>1999</year>'
        "<volume>3</volume><fpage>4</fpage></element-citation>",
        {"raw": "X Lu. Nature, 3, 4, 1999.", "title": "", "year": 1999, "venue": "Nature"},
    ),
    (
        f'<nlm-citation citation-type="journal">{NAMES}<source>Nature</source><issue>3</issue></nlm-citation>',
        {"title": "", "venue": "Nature"},
    ),
    (
        f'<element-citation publication-type="journal">{NAMES}<source>A book</source><year>1999</year>'
        "</element-citation>",
        {"title": "A book", "venue": ""},
    ),
    (
        "<mixed-citation><string-name><surname/>, <given-names>Xin</given-names></string-name> "
        "<article-title>On data</article-title></mixed-citation>",
        {"title": "On data", "authors": ("Xin",)},
    ),
    (
        "<mixed-citation><name><surname>Lu</surname> <given-names>X</given-names></name>, <year>2001</year> "
        "<article-title>On data</article-title>. <source>Cell</source>. <comment>doi: <ext-link xlink:href="
        '"https://doi.org/10.1016/j.x">10.1016/j.x</ext-link></comment></mixed-citation>',
        {"raw": "Lu X, 2001 On data. Cell. doi: 10.1016/j.x", "doi": "10.1016/j.x", "url": "", "authors": ("X Lu",)},
    ),
    (
        "<citation><article-title>Nets</article-title> <source>arXiv preprint arXiv:1705.07565v2</source></citation>",
        {"title": "Nets", "arxiv": "1705.07565"},
    ),
    (
        '<element-citation><collab>World Bank</collab><source>Poverty</source><ext-link xlink:href="http://w.org/p"/>'
        "</element-citation>",
        {"authors": ("World Bank",), "title": "Poverty", "url": "http://w.org/p"},
    ),
    (
        "<element-citation><article-title>One</article-title></element-citation>"
        "<element-citation><article-title>Two</article-title></element-citation>",
        {"raw": "One. Two.", "title": "One"},
    ),
    ("<note><p>Unpublished observations.</p></note>", {"raw": "Unpublished observations."}),
    (
        "<citation-alternatives><element-citation><article-title>On data</article-title></element-citation>"
        "<mixed-citation>Lu X. <article-title>On data</article-title>. Nature.</mixed-citation>"
        "</citation-alternatives>",
        {"raw": "Lu X. On data. Nature.", "title": "On data"},
    ),
    (
        "<element-citation><name-alternatives><name><surname>Lu</surname><given-names>X</given-names></name>"
        "<name><surname>卢</surname></name></name-alternatives><collab>The Group</collab><person-group "
        "person-group-type='editor'><name><surname>Ed</surname></name></person-group><source>Book</source>"
        "</element-citation>",
        {"authors": ("X Lu", "The Group")},
    ),
    (
        "<element-citation><person-group person-group-type='editor'><name><surname>Ed</surname></name></person-group>"
        "<source>Book</source></element-citation>",
        {"authors": ("Ed",)},
    ),
    (
        '<element-citation publication-type="data"><data-title>Noise of cities</data-title><source>Dryad</source>'
        '<string-date>May 2016</string-date><pub-id pub-id-type="accession" xlink:href="https://a.org/x">X1</pub-id>'
        "</element-citation>",
        {"title": "Noise of cities", "venue": "Dryad", "year": 2016, "url": "https://a.org/x"},
    ),
    ("<mixed-citation>Lu X. (2004). On data. Nature, 3.</mixed-citation>", {"title": "On data", "year": 2004}),
    ("Lu X. (2004). On data. Nature, 3.", {"raw": "1. Lu X. (2004). On data. Nature, 3.", "title": "On data"}),
]


@pytest.mark.parametrize(("source", "expected"), REFERENCES)
def test_references(tmp_path: Path, source: str, expected: dict[str, object]) -> None:
    found = paper(tmp_path, article("<p>x</p>", refs=f'<ref id="R1"><label>1.</label>{source}</ref>'))
    (reference,) = found.references
    assert reference.key == "R1"
    assert {name: getattr(reference, name) for name in expected} == expected


def test_keys_stay_unique_and_responses_are_read_in_order(tmp_path: Path) -> None:
    refs = "<ref><label>1.</label><citation>A</citation></ref><ref><label>1.</label><citation>B</citation></ref>"
    text = article("<p>Main.</p>", refs=refs).replace(
        "</article>",
        "<response><front-stub><title-group><article-title>Reply</article-title></title-group></front-stub>"
        "<body><p>Answer.</p></body></response></article>",
    )
    found = paper(tmp_path, text)
    assert [reference.key for reference in found.references] == ["1", "1_"]
    assert [(p.heading, found.quote(p.span)) for p in found.passages] == [("", "Main."), ("Reply", "Answer.")]


def test_citations_of_one_entry_of_several(tmp_path: Path) -> None:
    refs = (
        '<ref id="R1"><mixed-citation id="c1a">Lu X. <article-title>One</article-title>.</mixed-citation>'
        '<mixed-citation id="c1b">Wu Y. <article-title>Two</article-title>.</mixed-citation></ref>'
    )
    found = paper(tmp_path, article('<p>As <xref ref-type="bibr" rid="c1b">1b</xref> did.</p>', refs=refs))
    assert [entry.raw for entry in found.references] == ["Lu X. One. Wu Y. Two."]
    assert [marker.keys for marker in found.markers] == [("R1",)]


PLACES = [
    "<back>{}</back>",
    "<back><app-group><app><title>A</title>{}</app></app-group></back>",
    "<back><sec>{}</sec></back>",
    "<back><ref-list><title>All</title>{}</ref-list></back>",
    "<sub-article><back>{}</back></sub-article>",
    "<body><sec>{}</sec></body>",
]


@pytest.mark.parametrize("place", PLACES)
def test_lists_wherever_they_stand(tmp_path: Path, place: str) -> None:
    found = paper(tmp_path, f"<article>{place.format(f'<ref-list>{LIST}</ref-list>')}</article>")
    assert [entry.key for entry in found.references] == [f"B{i}" for i in range(1, 8)]
    assert "Title" not in found.text


def test_a_text_that_links_nothing(tmp_path: Path) -> None:
    found = paper(tmp_path, article("<p>On NHANES [1] and others [2-4] we</p>"))
    assert [(found.quote(m.span), " ".join(m.keys)) for m in found.markers] == [("[1]", "B1"), ("[2-4]", "B2 B3 B4")]


def test_statements_in_the_notes_of_the_front(tmp_path: Path) -> None:
    front = "<author-notes><corresp>a@b</corresp><fn fn-type='data-availability'><p>Here.</p></fn></author-notes>"
    found = paper(tmp_path, article("<p>Body.</p>", front=front + "<pub-date iso-8601-date='2011-02-03'/>"))
    assert ("availability", "Here.") in [(p.zone, found.quote(p.span)) for p in found.passages]
    assert found.year == 2011


def test_prefixed_elements_in_a_record_around_them(tmp_path: Path) -> None:
    inner = "<j:article xmlns:j='urn:j'><j:body><j:p>Text.</j:p></j:body></j:article>"
    assert paper(tmp_path, f"<record><metadata>{inner}</metadata></record>").text.strip() == "Text."


DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving" "archivearticle.dtd">'
TOLERATED = [
    ("a&nbsp;caf&eacute; &amp; b", DOCTYPE, "a café & b"),
    ("an &unheardof; name", DOCTYPE, "an &unheardof; name"),
    ("own &kg; one", '<!DOCTYPE article [<!ENTITY kg "graph">]>', "own graph one"),
    ("a control\x02 character&#x1; here", "", "a control character here"),
    ("soft\u00adhyphen", "", "softhyphen"),
]


@pytest.mark.parametrize(("source", "head", "text"), TOLERATED)
def test_what_converters_leave_behind(tmp_path: Path, source: str, head: str, text: str) -> None:
    assert paper(tmp_path, article(f"<p>{source}</p>", head=head)).text.strip() == text


def test_a_default_namespace_and_another_encoding(tmp_path: Path) -> None:
    text = article("<p>café</p>", head='<?xml version="1.0" encoding="ISO-8859-1"?>')
    text = text.replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.0/" ')
    assert paper(tmp_path, text, "latin-1").text.strip() == "café"


BOMB = '<!DOCTYPE article [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
QUADRATIC = f'<!DOCTYPE article [<!ENTITY a "{"lol" * 1000}">]>'
SECRET = '<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE article [<!ENTITY a PUBLIC "x" "http://localhost/x">]>'
REFUSED = [
    (article("<p>&b;</p>", head=BOMB), "expands others"),
    (article("<p>&a;</p>", head=QUADRATIC), "very long"),
    (article("<p>&a;</p>", head=SECRET), "external entity"),
    (article("<p>&a;</p>", head=REMOTE), "external entity"),
    (article("<p>&a;</p>", head="<!DOCTYPE article [<!-- ' --><!ENTITY a SYSTEM 'x'> ]>"), "external entity"),
    (article("<p>&a;</p>", head="<!DOCTYPE article [ ' <!ENTITY a SYSTEM 'x'> ]>"), "document type"),
    (article("<sec>" * 120 + "</sec>" * 120), "nested"),
    (article("<sec>" * 10_000 + "</sec>" * 10_000), "not well-formed"),
    (article(f"<p>{'&a;' * 60_000}</p>", head=f'<!DOCTYPE article [<!ENTITY a "{"x" * 190}">]>'), "too often"),
    ("\0" * 100, "not well-formed"),
    (article("<p>open"), "not well-formed"),
    ("", "empty"),
    ("<book/>", "not a JATS <article>"),
    (f"<set>{article('<p>One.</p>')}{article('<p>Two.</p>')}</set>", "2 papers in one file"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused_with_path_and_advice(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        paper(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.path == str(tmp_path / "paper.nxml")


ENCODINGS = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_declared_encodings(tmp_path: Path, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert paper(tmp_path, article("<p>café</p>", head=head), encoding).text.strip() == "café"


def test_an_encoding_that_is_not_the_declared_one(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot decode") as caught:
        paper(tmp_path, article("<p>café</p>", head='<?xml version="1.0" encoding="utf-8"?>'), "iso-8859-1")
    assert caught.value.advice


def test_an_external_parameter_entity_is_not_fetched(tmp_path: Path) -> None:
    head = '<!DOCTYPE article [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>'
    assert paper(tmp_path, article("<p>Safe.</p>", head=head)).text.strip() == "Safe."


def test_every_reference_and_citation_of_real_articles() -> None:
    files = sorted(SHARED.glob("*"))[::10] if SHARED.is_dir() else []
    if not files:
        pytest.skip("no shared corpus beside the checkout")
    for path in files:
        found = read(path)
        assert len(found.references) == path.read_text(encoding="utf-8").count("<ref id="), path.name
        assert all(marker.keys for marker in found.markers), path.name
        assert all(found.quote(passage.span).strip() for passage in found.passages), path.name
