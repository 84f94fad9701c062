"""Entry types of BibTeX and the numbers that go with them, on made-up references."""

from __future__ import annotations

import pytest

from kg.reports.bibtex_types import entry_type, numbers

TYPES = [
    ("CVPR", "J. Roe. Noise. In CVPR, 2009.", "inproceedings", "booktitle"),
    ("CVPR Workshops", "", "inproceedings", "booktitle"),
    ("NeurIPS", "", "inproceedings", "booktitle"),
    ("Proceedings of the Noise Conference", "", "inproceedings", "booktitle"),
    ("Noisy Places", "J. Roe. Noise. In Noisy Places, pages 3-9, 2009.", "inproceedings", "booktitle"),
    ("Schall heute", "Roe, J. (2003): Noise. In: Poe, G. (Hrsg.): Schall heute. Wick.", "incollection", "booktitle"),
    ("Journal of Noise", "", "article", "journal"),
    ("IEEE TPAMI", "", "article", "journal"),
    ("JMLR", "", "article", "journal"),
    ("Computational Linguistics", "", "article", "journal"),
    ("IEEE/ACM TASLP", "", "article", "journal"),
    ("TiiS", "", "article", "journal"),
    ("GitHub", "", "misc", "howpublished"),
    ("Proceedings of the National Academy of Sciences", "", "article", "journal"),
    ("Schallkunde", "Roe, J. (2003). Noise. Schallkunde, 37, 444-460.", "article", "journal"),
    ("Wick University Press", "", "book", "publisher"),
    ("Lattice", "Roe, J. (2003). Noise. London: Lattice.", "book", "publisher"),
    ("University of Nowhere", "J. Roe. Noise. PhD thesis, University of Nowhere, 2011.", "phdthesis", "school"),
    ("University of Nowhere", "J. Roe. Noise. Master’s thesis, University of Nowhere.", "mastersthesis", "school"),
    (
        "University of Nowhere",
        "J. Roe. Noise. Technical Report 07-49, University of Nowhere.",
        "techreport",
        "institution",
    ),
    ("arXiv preprint", "J. Roe. Noise. arXiv preprint arXiv:1409.0000, 2014.", "misc", "howpublished"),
    ("Noise Research Foundation", "Roe, J. Noise. Town, USA: Noise Research Foundation.", "book", "publisher"),
    ("MediaTown", "", "misc", "howpublished"),
    ("LDC", "", "misc", "howpublished"),
    ("", "J. Roe. Noise, 2009.", "misc", ""),
]


@pytest.mark.parametrize(("venue", "raw", "name", "field"), TYPES)
def test_types(venue: str, raw: str, name: str, field: str) -> None:
    assert entry_type(venue, raw) == (name, field)


NUMBERS = [
    ("article", "J. Noise", "J. Noise, 115(3):211–252, 2015", {"volume": "115", "number": "3", "pages": "211--252"}),
    ("article", "J. Noise", "J. Noise, vol. 8, pp. 129-139", {"volume": "8", "pages": "129--139"}),
    ("article", "Noise Letters", "Noise Letters, 37, 444-460.", {"volume": "37", "pages": "444--460"}),
    ("article", "Noise Lett", "Noise Lett 2004; 23: 832–840.", {"volume": "23", "pages": "832--840"}),
    ("inproceedings", "CVPR", "In CVPR, pages 248–255. IEEE, 2009", {"pages": "248--255"}),
    ("techreport", "Nowhere", "Technical Report 07-49, Nowhere", {"number": "07-49"}),
    ("book", "Lattice", "London: Lattice, 2003, pp. 3-9", {}),
    ("article", "J. Noise", "J. Noise, 2015", {}),
]


@pytest.mark.parametrize(("entry", "venue", "raw", "expected"), NUMBERS)
def test_numbers(entry: str, venue: str, raw: str, expected: dict[str, str]) -> None:
    assert numbers(entry, venue, raw) == expected
