"""A tail of the catalogue, made from small wheels of each known package, which are read and never run."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import tomli
from typer.testing import CliRunner

from kg.catalogue import load, load_with, tail_of, to_toml
from kg.catalogue.bibliography import works_of
from kg.catalogue.tail import printed_in
from kg.cli import app
from kg.errors import CatalogueError
from kg.model import Catalogue, Dataset, Work
from kg.resources import shipped

NOTHING = Catalogue()


def bib(title: str, *, key: str = "x", year: int = 2021, more: str = "") -> str:
    return (
        f"@inproceedings{{{key},\n  title = {{{title}}},\n  author = {{Author, Ann}},\n  year = {{{year}}},{more}\n}}\n"
    )


def wheel(tmp_path: Path, package: str, files: dict[str, str], licence: str = "License-Expression: MIT") -> Path:
    path = tmp_path / f"{package}-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{package}-1.2.dist-info/METADATA", f"Name: {package}\nVersion: 1.2\n{licence}\n\nText.")
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def task(name: str, bibtex: str, more: str = "") -> str:
    return f'class T:\n    metadata = TaskMetadata(name="{name}", bibtex_citation=r"""{bibtex}""", {more})\n'


TOYS = bib("ToyTalk: conversations about toys")
PACKAGES = [
    ("mteb: the task's name goes", "mteb", {"mteb/tasks/a.py": task("ToyTalkClassification.v2", TOYS)}, ["ToyTalk"]),
    (
        "mteb: what is made of another task's is left out",
        "mteb",
        {"mteb/tasks/a.py": task("ToyTalk", TOYS, 'adapted_from=["x"]')},
        [],
    ),
    (
        "mteb: of tasks with one citation the one that it names",
        "mteb",
        {
            "mteb/tasks/a.py": task("ToyTalkRetrieval", TOYS),
            "mteb/tasks/b.py": task("ToyTalkIntent", TOYS) + task("ToyTalkP2P", TOYS),
        },
        ["ToyTalk"],
    ),
    (
        "tensorflow-datasets: a folder, its name as the title prints it",
        "tensorflow_datasets",
        {"tensorflow_datasets/datasets/toy_talk/CITATIONS.bib": TOYS},
        ["ToyTalk"],
    ),
    (
        "tensorflow-datasets: a class with a constant",
        "tensorflow_datasets",
        {
            "tensorflow_datasets/text/toys.py": f'_C = """{TOYS}"""\nclass ToyTalk:\n  def _info(self):\n'
            "    return tfds.core.DatasetInfo(builder=self, citation=_C)\n"
        },
        ["ToyTalk"],
    ),
    ("mirdata", "mirdata", {"mirdata/datasets/toytalk.py": f'BIBTEX = """{TOYS}"""\n'}, ["ToyTalk"]),
    (
        "ir_datasets: the collection and not its splits",
        "ir_datasets",
        {
            "ir_datasets/docs/toys.yaml": "_:\n  pretty_name: 'ToyTalk'\n  desc: '\n<p>\nToys.</p>'\n"
            "  bibtex_ids: ['x']\n\ntrain:\n  pretty_name: 'Other'\n  bibtex_ids: ['y']\n",
            "ir_datasets/docs/bibliography.bib": TOYS + bib("Other: a corpus", key="y"),
        },
        ["ToyTalk"],
    ),
    (
        "a name that its citation does not have",
        "mirdata",
        {"mirdata/datasets/games.py": f'BIBTEX = """{TOYS}"""\n'},
        [],
    ),
    ("a method's", "mirdata", {"mirdata/datasets/toytalk.py": f'BIBTEX = """{bib("ToyTalk")}"""\n'}, []),
    ("no citation", "mirdata", {"mirdata/datasets/toytalk.py": "X = 1\n"}, []),
    ("a broken file", "mirdata", {"mirdata/datasets/toytalk.py": "def (:\n"}, []),
    ("one common word", "mirdata", {"mirdata/datasets/tool.py": f'BIBTEX = """{bib("Tool: a corpus")}"""\n'}, []),
    (
        "common words in small letters",
        "mirdata",
        {"mirdata/datasets/forest.py": f'BIBTEX = """{bib("Images of forest and fire")}"""\n'},
        [],
    ),
]


@pytest.mark.parametrize(("package", "files", "names"), [row[1:] for row in PACKAGES], ids=[row[0] for row in PACKAGES])
def test_what_a_package_lists(package: str, files: dict[str, str], names: list[str], tmp_path: Path) -> None:
    assert [d.name for d in tail_of([wheel(tmp_path, package, files)], NOTHING).datasets] == names


def test_nothing_of_a_wheel_is_run(tmp_path: Path) -> None:
    bomb = f'BIBTEX = """{TOYS}"""\nopen({str(tmp_path / "ran")!r}, "w")\nraise SystemExit\n'
    path = wheel(tmp_path, "mirdata", {"mirdata/datasets/toytalk.py": bomb, "mirdata/__init__.py": bomb})
    assert len(tail_of([path], NOTHING).datasets) == 1
    assert not (tmp_path / "ran").exists()


KNOWN = [
    ("its name", Dataset("x", "Toy Talk"), []),
    ("an alias", Dataset("x", "X", aliases=("TOYTALK",)), []),
    ("a context alias", Dataset("x", "X", context_aliases=("ToyTalk",)), []),
    ("its id", Dataset("toytalk", "X"), []),
    ("its work", Dataset("x", "X", works=("w",)), []),
    ("another one", Dataset("x", "X"), ["ToyTalk"]),
]


@pytest.mark.parametrize(("known", "names"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_what_the_core_has_is_left_out(known: Dataset, names: list[str], tmp_path: Path) -> None:
    works = {"w": Work("w", "ToyTalk: Conversations about Toys")} if known.works else {}
    path = wheel(tmp_path, "mirdata", {"mirdata/datasets/toytalk.py": f'BIBTEX = """{TOYS}"""\n'})
    assert [d.name for d in tail_of([path], Catalogue({known.id: known}, works)).datasets] == names


CLASSES = [
    ("ToyTalk", "The ToyTalk corpus", "ToyTalk", ()),
    ("tyx", "TYX: a small dataset", "TYX dataset", ("TYX",)),  # three characters
    ("droid", "DROID: a corpus of toys", "DROID dataset", ("DROID",)),  # a short acronym, which may be a word
    ("toyland", "Toyland: a corpus of toys", "Toyland dataset", ("Toyland",)),  # like any name of a place
    ("toy300", "toy300: a corpus of toys", "toy300 dataset", ("toy300",)),  # small letters
    ("visual_news", "Visual News: a collection", "Visual News dataset", ("Visual News",)),  # common words
]


@pytest.mark.parametrize(("file", "title", "name", "in_context"), CLASSES)
def test_short_and_common_names_need_context(
    file: str, title: str, name: str, in_context: tuple[str, ...], tmp_path: Path
) -> None:
    path = wheel(tmp_path, "mirdata", {f"mirdata/datasets/{file}.py": f'BIBTEX = """{bib(title)}"""\n'})
    [found] = tail_of([path], NOTHING).datasets
    assert (found.name, found.context_aliases, bool(found.works)) == (name, in_context, True)


PRINTED = [
    ("Natural Questions: a Benchmark", "natural_questions", "Natural Questions"),
    ("The (ToyTalk) corpus", "toytalk", "ToyTalk"),
    ("Amazon Toys in the wild", "AmazonToys", "Amazon Toys"),
    ("Learning of CIFAR-100", "cifar10", ""),
    ("A title", "", ""),
]


@pytest.mark.parametrize(("title", "name", "printed"), PRINTED)
def test_a_name_as_a_title_prints_it(title: str, name: str, printed: str) -> None:
    assert printed_in(title, name) == printed


FIELDS = [
    ("accents", bib(r"Caf{\'e} {T}oys"), Work("author-2021-cafe", "Café Toys", ("Ann Author",), 2021)),
    (
        "an arXiv id",
        bib("Toys", more="\n eprint={2101.00001}, journal={arXiv preprint arXiv:2101.00001},"),
        Work("author-2021-toys", "Toys", ("Ann Author",), 2021, arxiv="2101.00001"),
    ),
    (
        "the DOI of a preprint",
        bib("Toys", more="\n doi={10.48550/arXiv.2101.00001},"),
        Work("author-2021-toys", "Toys", ("Ann Author",), 2021, arxiv="2101.00001"),
    ),
    (
        "a DOI and a venue",
        bib("Toys", more="\n doi={https://doi.org/10.1/X} , booktitle={Proceedings of Toys},"),
        Work("author-2021-toys", "Toys", ("Ann Author",), 2021, venue="Proceedings of Toys"),
    ),
    (
        "others are nobody",
        "@misc{x, title={Toys}, author={Ann Author and Bob B. Body and others}, year={2021}}",
        Work("author-2021-toys", "Toys", ("Ann Author", "Bob B. Body"), 2021),
    ),
    ("no year", "@misc{x, title={Toys}, author={Ann Author}}", None),
    ("no author", "@misc{x, title={Toys}, year={2021}}", None),
    ("no BibTeX", "see our page", None),
    ("a broken entry", "@misc{x, title={Toys", None),
]


@pytest.mark.parametrize(("bibtex", "work"), [row[1:] for row in FIELDS], ids=[row[0] for row in FIELDS])
def test_fields_of_a_citation(bibtex: str, work: Work | None) -> None:
    assert list(works_of(bibtex)) == ([work] if work else [])


def test_the_file_is_a_catalogue_file_with_a_notice(tmp_path: Path) -> None:
    more = '\n booktitle = {A "quoted" venue \\\\ and more},'
    tricky = bib("ToyTalkish: a \u201ccorpus\u201d", more=more)
    path = wheel(tmp_path, "mirdata", {"mirdata/datasets/toytalkish.py": f"BIBTEX = {tricky!r}\n"})
    tail = tail_of([path], load())
    text = to_toml(tail)
    assert "# - mirdata 1.2 (MIT)" in text.splitlines()
    assert [w["key"] for w in tomli.loads(text)["work"]] == [w.key for w in tail.works]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tail.toml").write_text(text, encoding="utf-8")
    assert load_with(tmp_path / "own").datasets["toytalkish"].works == ("author-2021-toytalkish",)


LICENCES = [
    ("License-Expression: Apache-2.0", "Apache-2.0"),
    ("License: Apache 2.0", "Apache 2.0"),
    ("Classifier: License :: OSI Approved :: BSD License\nLicense: Copyright (c) 2016", "BSD License"),
    ("Summary: x", "see its licence file"),
]


@pytest.mark.parametrize(("stated", "licence"), LICENCES)
def test_the_licence_of_a_package(stated: str, licence: str, tmp_path: Path) -> None:
    assert tail_of([wheel(tmp_path, "mirdata", {}, stated)], NOTHING).packages == (f"mirdata 1.2 ({licence})",)


def no_wheel(tmp_path: Path) -> Path:
    (tmp_path / "x.whl").write_bytes(b"no zip file")
    return tmp_path / "x.whl"


def no_metadata(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr("x.py", "")
    return tmp_path / "x.whl"


def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "mirdata-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mirdata-1.2.dist-info/METADATA", "Name: mirdata\n")
        archive.writestr("mirdata/datasets/toytalk.py", TOYS * 50)
    content = path.read_bytes()
    at = content.index(b"toytalk.py") + len("toytalk.py")
    path.write_bytes(content[:at] + b"\xff" * 20 + content[at + 20 :])
    return path


REFUSED = [
    ("a damaged file inside", damaged, "cannot be unpacked|is not a wheel"),
    ("no such file", lambda tmp_path: tmp_path / "x.whl", "cannot be read"),
    ("a folder", lambda tmp_path: tmp_path, "cannot be read"),
    ("no zip file", no_wheel, "is not a wheel"),
    ("no metadata", no_metadata, "holds no METADATA"),
    ("an unknown package", lambda tmp_path: wheel(tmp_path, "toys", {}), "nothing here reads toys"),
]


@pytest.mark.parametrize(("make", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(make, message: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    with pytest.raises(CatalogueError, match=message) as raised:
        tail_of([path], NOTHING)
    assert raised.value.path == str(path)
    assert raised.value.advice


def test_the_tail_that_ships_is_what_the_reviewed_catalogue_lacks() -> None:
    reviewed = load(shipped("data", "catalogue"))
    whole = load()
    tail = [d for d in whole.datasets.values() if d.field == "tail"]
    assert tail != []
    assert {d.id for d in whole.datasets.values() if d.field != "tail"} == set(reviewed.datasets)
    assert all(whole.datasets[id_] == dataset for id_, dataset in reviewed.datasets.items())
    assert [d.id for d in tail if not d.works or d.description] == []


def test_the_command(tmp_path: Path) -> None:
    path = wheel(
        tmp_path, "mirdata", {"mirdata/datasets/toytalkish.py": f'BIBTEX = """{bib("ToyTalkish corpus")}"""\n'}
    )
    run = CliRunner().invoke(app, ["catalogue", "build", str(path), "-o", str(tmp_path / "tail.toml")])
    assert run.exit_code == 0, run.output
    assert "1 datasets and 1 works from mirdata 1.2 (MIT)" in run.output
    printed = CliRunner().invoke(app, ["catalogue", "build", str(path)]).output
    assert printed == (tmp_path / "tail.toml").read_text(encoding="utf-8")
    assert CliRunner().invoke(app, ["catalogue", "build", str(path), "-o", str(tmp_path / "no" / "x")]).exit_code == 1
