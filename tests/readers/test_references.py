"""Printed references of every style are cut into fields; lists of lines into entries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.references import parse_reference, split_entries

ROOT = Path(__file__).parents[2]
STRINGS = ROOT.parent / "shared" / "corpora" / "reference-strings"

# printed, authors, year, title, venue
STYLES = [
    pytest.param(
        "[3] J. Deng, W. Dong, and L. Fei-Fei. Imagenet: A large-scale image database. In CVPR, 2009. 2, 5",
        ("J. Deng", "W. Dong", "L. Fei-Fei"),
        2009,
        "Imagenet: A large-scale image database",
        "CVPR",
        id="numeric, pages of citation behind",
    ),
    pytest.param(
        "[7] A. Roe and B. Poe, “Sounds of cities,” IEEE Trans. Audio, vol. 3, no. 2, pp. 11–19, 2015.",
        ("A. Roe", "B. Poe"),
        2015,
        "Sounds of cities",
        "IEEE Trans. Audio",
        id="IEEE, quoted title",
    ),
    pytest.param(
        "Roe, A., & van den Poe, B. C. (2011). How cities sound. Journal of Noise, 4(2), 1–20. doi.org/10.1234/JN.5",
        ("A. Roe", "B. C. van den Poe"),
        2011,
        "How cities sound",
        "Journal of Noise",
        id="APA",
    ),
    pytest.param(
        "Anna Roe, Bo Le Poe, and Kim Li. 2019. How cities sound. In Proceedings of ACL, pages 1–9.",
        ("Anna Roe", "Bo Le Poe", "Kim Li"),
        2019,
        "How cities sound",
        "Proceedings of ACL",
        id="ACL",
    ),
    pytest.param(
        "4. Roe AB, Poe C, Noe DE, et al. How cities sound. J Noise. 2009;12:3-4.",
        ("AB Roe", "C Poe", "DE Noe"),
        2009,
        "How cities sound",
        "J Noise",
        id="Vancouver",
    ),
    pytest.param(
        "Roe et al. (2019). How cities sound: a study. J Noise.",
        ("Roe",),
        2019,
        "How cities sound: a study",
        "J Noise",
        id="a surname and et al.",
    ),
    pytest.param(
        "12. Roe, A., Poe, B.: How cities sound. In: Noe, C. (ed.) ECCV 2014, pp. 740–755. Springer (2014)",
        ("A. Roe", "B. Poe"),
        2014,
        "How cities sound",
        "ECCV",
        id="Springer",
    ),
    pytest.param(
        "Muster, Eva; Probe, Jan (2003): Lärm in Städten. Eine Untersuchung in drei Orten. Wiesbaden: Muster Verlag.",
        ("Eva Muster", "Jan Probe"),
        2003,
        "Lärm in Städten. Eine Untersuchung in drei Orten",
        "Muster Verlag",
        id="German social science, subtitle",
    ),
    pytest.param(
        "A. Roe, B. Poe, How cities sound in winter, Physica A 12 (2008) 33–40.",
        ("A. Roe", "B. Poe"),
        2008,
        "How cities sound in winter",
        "Physica A",
        id="fields parted by commas",
    ),
    pytest.param(
        "World Noise Council (2010). City noise survey 2009 [Data set]. http://example.org/noise",
        ("World Noise Council",),
        2010,
        "City noise survey 2009 [Data set]",
        "",
        id="a body as author, data set",
    ),
    pytest.param(
        "Mark R. Tuttle and Aimee Zoe. Are cities loud? A long view of the matter. In ICML, 2017.",
        ("Mark R. Tuttle", "Aimee Zoe"),
        2017,
        "Are cities loud? A long view of the matter",
        "ICML",
        id="a question and its subtitle",
    ),
    pytest.param(
        "J. Roe, Kai Poe, and Li Fei-Fei. City sounds. ArXiv, abs/2004.00230, 2020.",
        ("J. Roe", "Kai Poe", "Li Fei-Fei"),
        2020,
        "City sounds",
        "ArXiv, abs/",
        id="initials and forenames mixed",
    ),
    pytest.param(
        "Anton Roe, S. Poe, Ravi Noe, and Ian Zed. City noise. nature, 518(7540):529–533, 2017.",
        ("Anton Roe", "S. Poe", "Ravi Noe", "Ian Zed"),
        2017,
        "City noise",
        "nature",
        id="a full name before initials; a journal in lower case",
    ),
    pytest.param(
        "[4] L. v. d. Roe and G. Poe. “City sounds,” arXiv preprint arXiv:1604.00676, 2016. 7, 8",
        ("L. v. d. Roe", "G. Poe"),
        2016,
        "City sounds",
        "arXiv preprint",
        id="particles cut short; arXiv behind a quotation",
    ),
    pytest.param(
        "NoiseHub. City noise calculator, 2022. URL https://noise.example.org/a.",
        ("NoiseHub",),
        2022,
        "City noise calculator",
        "",
        id="a firm as author",
    ),
    pytest.param(
        "———. Later sounds. London: Nowhere Press, 2003.",
        (),
        2003,
        "Later sounds",
        "Nowhere Press",
        id="dash",
    ),
    pytest.param(
        "Muster, E. and J. Probe (2003): Noise in Small Towns: A Survey, Town Administration 46, 105-15.",
        ("E. Muster", "J. Probe"),
        2003,
        "Noise in Small Towns: A Survey",
        "Town Administration",
        id="journal behind a comma",
    ),
    pytest.param(
        "Muster, E. (1971) Noise and the Town, London: Lattice & Wick.",
        ("E. Muster",),
        1971,
        "Noise and the Town",
        "Lattice & Wick",
        id="place and publisher behind a comma",
    ),
    pytest.param(
        "Muster, E. (1992): Die lauten Zeugen. Wege des Schalls in der Stadt. Schallkunde, 37, 444-460.",
        ("E. Muster",),
        1992,
        "Die lauten Zeugen. Wege des Schalls in der Stadt",
        "Schallkunde",
        id="subtitle before a journal",
    ),
    pytest.param(
        "Muster, E. (1992): Die lauten Zeugen. Wege des Schalls in der Stadt, in: Probe, Jan (Hrsg.): Schall heute, "
        "Berlin: Muster Verlag, S. 4-9.",
        ("E. Muster",),
        1992,
        "Die lauten Zeugen. Wege des Schalls in der Stadt",
        "Schall heute",
        id="chapter of a German book",
    ),
    pytest.param(
        "Пример И. Шум малых городов // Городская среда. 2007. Т. 5, № 3. С. 18—28.",
        ("И. Пример",),
        2007,
        "Шум малых городов",
        "Городская среда",
        id="Russian article",
    ),
    pytest.param(
        "Rojas Muestra, Ana. El ruido. Santiago: Origen, 2013.",
        ("Ana Rojas Muestra",),
        2013,
        "El ruido",
        "Origen",
        id="two family names",
    ),
    pytest.param(
        "EXEMPLE, René. MODELE, Catherine. Le bruit des villes. Revue du bruit, juin 2010, n°149. p. 72-76.",
        ("René EXEMPLE", "Catherine MODELE"),
        2010,
        "Le bruit des villes",
        "Revue du bruit",
        id="French names parted by full stops",
    ),
    pytest.param(
        "Modele (J.P.), Le bruit, Seuil, Paris, 2007",
        ("J.P. Modele",),
        2007,
        "Le bruit",
        "Seuil",
        id="French names in brackets",
    ),
    pytest.param(
        "Roe , A. , Poe , B. W. , & Noe , C. ( 2004 ). Noise of towns . Journal of Noise , 116 , 3 – 10 .",
        ("A. Roe", "B. W. Poe", "C. Noe"),
        2004,
        "Noise of towns",
        "Journal of Noise",
        id="spaces before marks",
    ),
    pytest.param(
        "Department of Noise and Quiet. (1999). Hearing towns. Nowhere: Own.",
        ("Department of Noise and Quiet",),
        1999,
        "Hearing towns",
        "Own",
        id="a body as author",
    ),
    pytest.param(
        "Roe, Anna Bea Carla. Noise and the self. PhD thesis, University of Nowhere, 2011.",
        ("Anna Bea Carla Roe",),
        2011,
        "Noise and the self",
        "University of Nowhere",
        id="thesis",
    ),
    pytest.param(
        "Roe, A. (2003). Noise basics (2nd ed.). New York, NY: Wick Press.",
        ("A. Roe",),
        2003,
        "Noise basics",
        "Wick Press",
        id="edition, and a place with its state",
    ),
    pytest.param(
        "Roe, Anna, A Noise Reader: Sounds of a Life (New Haven, CT: Wick Press, 2003).",
        ("Anna Roe",),
        2003,
        "A Noise Reader: Sounds of a Life",
        "Wick Press",
        id="a title that reads like a name",
    ),
    pytest.param(
        "“Noise of towns ,” http://example.org/towns, 2014.",
        (),
        2014,
        "Noise of towns",
        "",
        id="a quoted page",
    ),
    pytest.param(
        "NOISE Box. http://example.org/box.html, 2012.", (), 2012, "NOISE Box", "", id="a thing and its address"
    ),
    pytest.param(
        "[13] S. E. Roe, G. Poe, Noise Lett. 2010, 10, 1012.",
        ("S. E. Roe", "G. Poe"),
        2010,
        "",
        "Noise Lett",
        id="journal and no title",
    ),
]


@pytest.mark.parametrize(("raw", "authors", "year", "title", "venue"), STYLES)
def test_fields(raw: str, authors: tuple[str, ...], year: int, title: str, venue: str) -> None:
    found = parse_reference("k", raw)
    assert (found.key, found.raw) == ("k", raw)
    assert (found.authors, found.year, found.title, found.venue) == (authors, year, title, venue)


IDENTIFIERS = [
    ("A. Roe. X y z. arXiv preprint arXiv:1409.1556v6, 2014.", "", "1409.1556", ""),
    ("A. Roe. X y z. CoRR, abs/1701.04128, 2017.", "", "1701.04128", ""),
    ("A. Roe. X y z. arXiv:hep-th/9802109, 1998.", "", "hep-th/9802109", ""),
    ("A. Roe. X y z. doi: 10.1000/ABC.1.", "10.1000/abc.1", "", ""),
    ("A. Roe. X y z. http://example. org/a", "", "", "http://example.org/a"),
    ("A. Roe. X y z. http://example.org. See also the notes.", "", "", "http://example.org"),
    ("A. Roe. X y z. https: //example.org/a-b -c.html, 2017.", "", "", "https://example.org/a-b-c.html"),
    ("A. Roe. X y z. arXiv:math.AG/0309136v2, 2003.", "", "math/0309136", ""),
    ("A. Roe. X y z. https://arxiv.org/abs/2111. 09259v3.", "", "2111.09259", "https://arxiv.org/abs/2111.09259v3"),
    ("A. Roe. X y z. doi:10.1000/srm/ 2017.v11i1 (accessed 2018)", "10.1000/srm/2017.v11i1", "", ""),
    ("A. Roe. X y z. doi:10.1000/j. sound.2012.08.004", "10.1000/j.sound.2012.08.004", "", ""),
    ("A. Roe. X y z. doi:10.1000/j .sound.2012.08", "10.1000/j.sound.2012.08", "", ""),
    ("A. Roe. X y z. doi:10.1000/x. Accessed 3 May 2012.", "10.1000/x", "", ""),
    ("A. Roe. X y z (doi:10.1000/S0043-1354(98)00447-3).", "10.1000/s0043-1354(98)00447-3", "", ""),
    ("A. Roe. X y z. https://example.org/ data/set_1.html.", "", "", "https://example.org/data/set_1.html"),
]


@pytest.mark.parametrize(("raw", "doi", "arxiv", "url"), IDENTIFIERS)
def test_identifiers(raw: str, doi: str, arxiv: str, url: str) -> None:
    found = parse_reference("k", raw)
    assert (found.doi, found.arxiv, found.url) == (doi, arxiv, url)


LISTS = [
    pytest.param(
        [
            "[1] A. Roe. Deep dam-",
            "age. In X, 2001.",
            "[2] B. Poe. Pre-",
            "Training. 2002.",
            "17",
            "[3] C. Noe. Z. 2003.",
        ],
        [
            ("1", "[1] A. Roe. Deep damage. In X, 2001."),
            ("2", "[2] B. Poe. Pre-Training. 2002. 17"),
            ("3", "[3] C. Noe. Z. 2003."),
        ],
        id="bracketed numbers",
    ),
    pytest.param(
        ["1. Roe A. One. 2001.", "2. Poe B. Two in", "1999. J Noise.", "3. Noe C. Three. 2003."],
        [("1", "1. Roe A. One. 2001."), ("2", "2. Poe B. Two in 1999. J Noise."), ("3", "3. Noe C. Three. 2003.")],
        id="numbers with stops",
    ),
    pytest.param(
        ["[DDS+09] J. Deng. One. 2009.", "[HZ16] K. He. Two.", "2016."],
        [("DDS+09", "[DDS+09] J. Deng. One. 2009."), ("HZ16", "[HZ16] K. He. Two. 2016.")],
        id="labels",
    ),
    pytest.param(
        [
            "Jia Deng, Wei Dong, and Li Li. One long title",
            "of a paper. In CVPR, 2009.",
            "Jia Deng and Kai Li. Two. In",
            "ICCV, 2009.",
            "Kaiming He and Jian Sun. Three.",
            "In CVPR, 2016.",
        ],
        [
            ("Deng-2009a", "Jia Deng, Wei Dong, and Li Li. One long title of a paper. In CVPR, 2009."),
            ("Deng-2009b", "Jia Deng and Kai Li. Two. In ICCV, 2009."),
            ("He-2016", "Kaiming He and Jian Sun. Three. In CVPR, 2016."),
        ],
        id="author and year",
    ),
    pytest.param(
        ["Roe, A., Poe, B., Pham, Q. N.,", "Noe, R., and Zoe, R. The set. 2016.", "Zed, A. Other. 2001."],
        [
            ("Roe-2016", "Roe, A., Poe, B., Pham, Q. N., Noe, R., and Zoe, R. The set. 2016."),
            ("Zed-2001", "Zed, A. Other. 2001."),
        ],
        id="a line that ends amid the authors",
    ),
    pytest.param(
        ["A. Roe and B. Poe. One. 2001.", "797", "", "Roe Poe Noe", "", "C. Zed and B. Poe. Two. 2002."],
        [("Roe-2001", "A. Roe and B. Poe. One. 2001. 797"), ("Zed-2002", "C. Zed and B. Poe. Two. 2002.")],
        id="running head between entries",
    ),
    pytest.param([], [], id="no lines"),
    pytest.param(["", "  "], [], id="blank lines"),
]


@pytest.mark.parametrize(("lines", "entries"), LISTS)
def test_entries(lines: list[str], entries: list[tuple[str, str]]) -> None:
    assert split_entries(lines) == entries


PIECES = st.sampled_from(
    [
        "[1] ",
        "2. ",
        "Deng, J.",
        "J. Deng",
        " and ",
        ", ",
        ". ",
        "(2009)",
        "2009",
        "et al.",
        "“",
        "”",
        "In ",
        "«",
        "A",
        "\n",
        "---",
        "http://a/",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30))
def test_any_text_gives_a_reference(pieces: list[str]) -> None:
    raw = "".join(pieces)
    found = parse_reference("k", raw)
    assert found.raw == raw
    keys = [key for key, _ in split_entries(raw.split("\n"))]
    assert len(keys) == len(set(keys))


@pytest.mark.skipif(not STRINGS.is_dir(), reason="the corpus of reference strings is not beside the checkout")
def test_figures_do_not_fall() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "references.py"), str(STRINGS)]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
    figures = {tuple(line.split()[:2]): float(line.split()[-1]) for line in printed.stdout.splitlines()}
    for field, least in (("title", 0.94), ("year", 0.98), ("authors", 0.96), ("venue", 0.86)):
        assert figures["gold", field] >= least
