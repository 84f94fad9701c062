from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.readers.bibtex import read_bibliography


def written(folder: Path, source: str) -> Path:
    path = folder / "refs.bib"
    path.write_text(source, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        (r"@article{a, title={The {KITTI} Dataset},}", "title", "The KITTI Dataset"),
        (r"@article{a, title={Caf\'e {\"o}l}}", "title", "Café öl"),
        (
            r"@article{a, title={X}, author={Deng, Jia and Li, Fei-Fei and others}}",
            "authors",
            ("Jia Deng", "Fei-Fei Li"),
        ),
        (r"@article{a, title={X}, author={{World Bank}}}", "authors", ("World Bank",)),
        (r"@misc{a, title={X}, author={Stra\v{s}ek, J.}}", "authors", ("J. Strašek",)),
        (r"@article{a, title={X}, year=2009}", "year", 2009),
        (r"@online{a, title={X}, date={2019-05-01}}", "year", 2019),
        (r"@inproceedings{a, title={X}, booktitle={Proc. of CVPR}}", "venue", "Proc. of CVPR"),
        (r"@article{a, title={X}, doi={10.1109/CVPR.2009.5206848}}", "doi", "10.1109/cvpr.2009.5206848"),
        (r"@misc{a, title={X}, eprint={1405.0312v3}, archiveprefix={arXiv}}", "arxiv", "1405.0312"),
        (r"@article{a, title={X}, journal={arXiv preprint arXiv:1405.0312}}", "arxiv", "1405.0312"),
        (r"@misc{a, title={X}, howpublished={\url{http://x.org/a_b}}}", "url", "http://x.org/a_b"),
        ("@string{pami = {IEEE TPAMI}}\n@article{a, title={X}, journal=pami}", "venue", "IEEE TPAMI"),
        ("@article{a, title={X}, title={Y}}", "title", "X"),
        (
            "@inproceedings{a, title={X}, crossref={p}}\n@proceedings{p, title={Meeting 7}, year=2001}",
            "venue",
            "Meeting 7",
        ),
    ],
)
def test_field_of_an_entry(tmp_path: Path, entry: str, field: str, expected: object) -> None:
    assert getattr(read_bibliography(written(tmp_path, entry))[0], field) == expected


def test_an_entry_prints_on_one_line(tmp_path: Path) -> None:
    source = "@article{d, author={Deng, Jia}, title={ImageNet}, journal={J. Vision}, year={2009}}"
    assert read_bibliography(written(tmp_path, source))[0].raw == "Jia Deng. ImageNet. J. Vision, 2009."


PRINTED = [
    ("@inproceedings{a, title={X}, booktitle={CVPR}, pages={3--9}}", "X. In CVPR, pages 3–9."),
    ("@phdthesis{a, title={X}, school={University of Nowhere}}", "X. PhD thesis, University of Nowhere."),
    ("@techreport{a, title={X}, institution={Nowhere}, type={Memo}}", "X. Memo, Nowhere."),
    ("@book{a, title={X}, publisher={Wick}, address={London}, year=2001}", "X. London: Wick, 2001."),
    ("@article{a, title={X}, journal={J. Vision}, volume=3, number=2, pages={4--9}}", "X. J. Vision, 3(2), 4–9."),
]


@pytest.mark.parametrize(("entry", "raw"), PRINTED)
def test_the_printed_form_tells_the_type(tmp_path: Path, entry: str, raw: str) -> None:
    assert read_bibliography(written(tmp_path, entry))[0].raw == raw


BROKEN = [
    ("no value", "@article{b, title={Two}, year\n}"),
    ("no end", "@article{b, title={Two}, author={Li, Bo and Roe, C.}, year={2001},"),
    ("a brace too few", "@article{b,\n  title = {Two {x},\n  author = {Li, Bo and Roe, C.},\n  year = 2001\n}"),
    ("a quote too many", '@article{b, title="Two"", year=2001}'),
]


@pytest.mark.parametrize(("why", "broken"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_broken_loses_little(why: str, broken: str, tmp_path: Path) -> None:
    source = f"@article{{a, title={{One}}}}\n{broken}\n@article{{a, title={{Again}}}}\n@article{{c, title={{Three}}}}"
    found = {reference.key: reference for reference in read_bibliography(written(tmp_path, source))}
    assert found["a"].title == "One"
    assert found["b"].title.startswith("Two")
    assert found["b"].authors == (("Bo Li", "C. Roe") if "author" in broken else ())
    assert found["c"].title == "Three"


def test_a_byte_order_mark_hides_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("\ufeff@misc{a, title={One}}", encoding="utf-8")
    assert [reference.title for reference in read_bibliography(path, only={"a"})] == ["One"]


def test_only_the_keys_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "@misc{A, title={One}}\n@misc{b, title={Two}}")
    assert [reference.key for reference in read_bibliography(path, only={"a"})] == ["A"]


def test_a_file_without_entries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no entries"):
        read_bibliography(written(tmp_path, "nothing here"))
