"""The command line: what each command prints, where errors go, and the exit codes that scripts trust."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from click.testing import Result

from kg import __version__
from kg.cli import app, catalogue_app
from kg.library import Library
from kg.reports import names

pytestmark = pytest.mark.usefixtures("catalogue_once")

Run = Callable[..., Result]

# The contract of `kg extract --format jsonl`: programs outside of this project read these keys.
ANSWER = {"paper", "title", "datasets"}
DATASET = {
    *("id", "name", "surfaces", "kind", "used", "introduced", "evidence", "description", "description_from"),
    *("references", "nearby", "addresses", "confidence"),
}
REFERENCE = {"key", "marker", "title", "raw", "basis"}
NEARBY = {"key", "marker", "title", "reason"}
KINDS = {"dataset", "suite", "source", "environment", "lexical"}


@pytest.fixture
def library(demo: Library, tmp_path: Path) -> Path:
    """A copy of the demo library, to be changed."""
    return Path(shutil.copytree(demo.root, tmp_path / "library"))


def test_version(kg: Run) -> None:
    assert kg("--version").stdout == f"citeset {__version__}\n"


COMMANDS = [
    *((), ("catalogue",)),
    *((getattr(c.callback, "__name__", ""),) for c in app.registered_commands),
    *(("catalogue", getattr(c.callback, "__name__", "")) for c in catalogue_app.registered_commands),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...], kg: Run) -> None:
    shown = kg(*command, "--help").stdout
    assert "Usage" in shown
    assert command == () or "Example: kg" in shown


class TestExtract:
    def test_jsonl_keeps_its_contract(self, kg: Run, sample_papers: Path) -> None:
        lines = kg("extract", sample_papers, "--format", "jsonl").stdout.splitlines()
        answers = [json.loads(line) for line in lines]
        assert {a["paper"] for a in answers} == {"lobs.tex", "ftwt.tei.xml", "zap.xml"}
        datasets = [d for a in answers for d in a["datasets"]]
        assert all(a.keys() >= ANSWER for a in answers)
        assert all(d.keys() >= DATASET for d in datasets)
        assert all(r.keys() >= REFERENCE for d in datasets for r in d["references"])
        assert all(n.keys() >= NEARBY for d in datasets for n in d["nearby"])
        assert any(d["references"] for d in datasets)
        assert any(d["nearby"] for d in datasets)
        for dataset in datasets:
            assert dataset["kind"] in KINDS
            assert dataset["description_from"] in ("", "paper", "catalogue")
            assert isinstance(dataset["used"], bool)
            assert isinstance(dataset["introduced"], bool)
            assert 0 <= dataset["confidence"] <= 1
            assert {r["basis"] for r in dataset["references"]} <= {"attached", "listed"}

    def test_table(self, kg: Run, sample_papers: Path) -> None:
        shown = kg("extract", sample_papers / "zap.xml").stdout
        assert "Thanks for Nothing" in shown
        assert "imagenet-1k" in shown
        assert "cifar-100" in shown

    def test_verbose_adds_evidence(self, kg: Run, sample_papers: Path) -> None:
        assert "evidence" not in kg("extract", sample_papers / "zap.xml").stdout
        assert "evidence" in kg("extract", sample_papers / "zap.xml", "-v").stdout

    def test_json_holds_failures(self, kg: Run, sample_papers: Path, tmp_path: Path) -> None:
        bad = tmp_path / "bad.xml"
        bad.touch()
        result = kg("extract", sample_papers / "zap.xml", bad, "-f", "json", code=1)
        stored = json.loads(result.stdout)
        assert [p["paper"] for p in stored["papers"]] == ["zap.xml"]
        assert [Path(f["path"]).name for f in stored["failures"]] == ["bad.xml"]
        assert "bad.xml" in result.stderr

    def test_turtle(self, kg: Run, sample_papers: Path) -> None:
        graph = rdflib.Graph().parse(data=kg("extract", sample_papers / "zap.xml", "-f", "turtle").stdout)
        assert (None, None, rdflib.Literal("ILSVRC-2012")) in graph

    def test_bibtex(self, kg: Run, sample_papers: Path) -> None:
        shown = kg("extract", sample_papers / "ftwt.tei.xml", "-f", "bibtex").stdout
        assert shown.startswith("@")
        assert "Learning multiple layers of features from tiny images" in shown


class TestBuild:
    def test_summary(self, kg: Run, sample_papers: Path, tmp_path: Path) -> None:
        shown = kg("build", sample_papers, "-l", tmp_path / "new", "--workers", 1).stdout
        assert shown.startswith("3 read, 0 unchanged, 0 gone, 0 failed;")
        shown = kg("build", sample_papers, "-l", tmp_path / "new", "--workers", 1).stdout
        assert shown.startswith("0 read, 3 unchanged, 0 gone, 0 failed; 0 graphs")

    def test_failures_are_listed(self, kg: Run, sample_papers: Path, tmp_path: Path) -> None:
        bad = tmp_path / "bad.pdf"
        bad.write_bytes(b"%PDF-1.4 no more")
        result = kg("build", sample_papers, bad, "-l", tmp_path / "new", "--workers", 1, code=1)
        assert result.stdout.startswith("3 read, 0 unchanged, 0 gone, 1 failed;")
        assert f"failed: {bad.resolve()}" in result.stderr
        result = kg("build", sample_papers, bad, "-l", tmp_path / "new", "-f", "json", "--workers", 1, code=1)
        stored = json.loads(result.stdout)
        assert (stored["read"], stored["unchanged"], len(stored["failures"])) == (0, 3, 1)


@pytest.mark.parametrize("name", names())
def test_reports(name: str, kg: Run, demo: Library) -> None:
    rows = [json.loads(line) for line in kg("report", name, "-l", demo.root, "-f", "jsonl").stdout.splitlines()]
    table = kg("report", name, "-l", demo.root).stdout
    assert table.strip()
    header, *lines = list(csv.reader(kg("report", name, "-l", demo.root, "-f", "csv").stdout.splitlines()))
    assert len(lines) == len(rows)
    assert all(list(row) == header for row in rows)


def test_reports_are_listed(kg: Run, demo: Library) -> None:
    assert [line.split()[0] for line in kg("report", "-l", demo.root).stdout.splitlines()] == list(names())


@pytest.mark.parametrize("style", ["csv", "tsv", "json", "jsonl", "markdown", "table"])
def test_formats_of_rows(style: str, kg: Run, demo: Library) -> None:
    shown = kg("report", "dataset", "--dataset", "cifar 100", "-l", demo.root, "-f", style).stdout
    assert "CIFAR-100" in shown
    assert "MNIST" not in shown


def test_a_report_of_one_paper(kg: Run, demo: Library) -> None:
    shown = kg("report", "paper", "--paper", "zap.xml", "-l", demo.root, "-f", "csv").stdout
    assert "ILSVRC-2012" in shown
    assert "MNIST" not in shown


QUERY = "PREFIX dcat: <http://www.w3.org/ns/dcat#> ASK { ?d a dcat:Dataset }"


def test_query(kg: Run, demo: Library, tmp_path: Path) -> None:
    assert kg("query", "-e", QUERY, "-l", demo.root, "-f", "csv").stdout.split() == ["answer", "true"]
    path = tmp_path / "q.rq"
    path.write_text(QUERY, encoding="utf-8")
    assert kg("query", path, "-l", demo.root, "-f", "csv").stdout.split() == ["answer", "true"]


def test_a_broken_query_says_where(kg: Run, demo: Library, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT *\nWHRE {}", encoding="utf-8")
    result = kg("query", path, "-l", demo.root, code=1)
    assert result.stdout == ""
    assert f"{path}:2" in result.stderr


class TestExport:
    @pytest.mark.parametrize("syntax", ["turtle", "nquads", "trig", "jsonld", "bibtex", "void"])
    def test_file_and_standard_output(self, syntax: str, kg: Run, demo: Library, tmp_path: Path) -> None:
        path = tmp_path / "export"
        assert kg("export", "-l", demo.root, "-f", syntax, "-o", path).stdout == ""
        assert path.read_bytes() == kg("export", "-l", demo.root, "-f", syntax).stdout_bytes
        assert path.stat().st_size > 0

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns of its own parsers
    def test_rdflib_reads_the_same_graph(self, kg: Run, demo: Library) -> None:
        turtle = rdflib.Graph().parse(data=kg("export", "-l", demo.root).stdout, format="turtle")
        for name, syntax in (("jsonld", "json-ld"), ("nquads", "nquads"), ("trig", "trig")):
            dataset = rdflib.Dataset()
            dataset.parse(data=kg("export", "-l", demo.root, "-f", name).stdout, format=syntax)
            assert {(s, p, o) for s, p, o, _ in dataset.quads()} == set(turtle)

    def test_facts_only(self, kg: Run, demo: Library) -> None:
        words = "We evaluate the predictor on"
        assert words in kg("export", "-l", demo.root).stdout
        assert words not in kg("export", "-l", demo.root, "--facts-only").stdout


class TestJudging:
    def test_same_then_different_then_neither(self, kg: Run, library: Path, sample_papers: Path) -> None:
        def exported() -> bytes:
            return kg("export", "-l", library, "-f", "nquads").stdout_bytes

        def usage() -> dict[str, int]:
            rows = kg("report", "usage", "-l", library, "-f", "jsonl").stdout.splitlines()
            return {row["dataset"]: row["using"] for row in map(json.loads, rows)}

        before, apart = exported(), usage()
        kg("same", "MNIST", "CIFAR-10", "-l", library, "--because", "for a test")
        together = exported()
        assert together != before
        assert len(usage()) == len(apart) - 1
        assert "are both" in kg("why", "MNIST", "-l", library, "CIFAR-10").stdout
        assert "for a test" in kg("why", "MNIST", "-l", library).stdout + kg("why", "CIFAR-10", "-l", library).stdout

        kg("different", "MNIST", "CIFAR-10", "-l", library)
        assert usage() == apart
        assert "different datasets" in kg("why", "MNIST", "CIFAR-10", "-l", library).stdout

        kg("same", "MNIST", "CIFAR-10", "-l", library, "--because", "for a test")
        assert exported() == together

        file = library / "judgements.sssom.tsv"
        rows = [line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if "MNIST" not in line]
        file.write_text("".join(rows), encoding="utf-8")
        kg("build", sample_papers, "-l", library, "--workers", 1)
        assert exported() == before

    def test_a_contradiction(self, kg: Run, library: Path) -> None:
        kg("same", "MNIST", "CIFAR-10", "-l", library)
        kg("same", "CIFAR-10", "CIFAR-100", "-l", library)
        result = kg("different", "MNIST", "CIFAR-100", "-l", library, code=1)
        assert "judged different, and the same" in result.stderr

    def test_why(self, kg: Run, demo: Library) -> None:
        shown = kg("why", "ILSVRC-2012", "-l", demo.root).stdout
        assert "imagenet-1k" in shown
        assert kg("why", "Nowhere-7", "-l", demo.root, code=1).stdout.startswith("no paper")

    def test_a_broken_judgements_file(self, kg: Run, library: Path, sample_papers: Path) -> None:
        (library / "judgements.sssom.tsv").write_text("subject_id\tpredicate_id\nx\n", encoding="utf-8")
        result = kg("build", sample_papers, "-l", library, "--workers", 1, code=1)
        assert "judgements.sssom.tsv:2" in result.stderr


def test_validate(kg: Run, demo: Library) -> None:
    assert kg("validate", "-l", demo.root).stdout == "0 violations\n"


class TestCatalogue:
    def test_search(self, kg: Run) -> None:
        assert any(line.startswith("imagenet-1k ") for line in kg("catalogue", "search", "ilsvrc").stdout.splitlines())
        assert "no dataset is called" in kg("catalogue", "search", "qqqqqq", code=1).stderr

    def test_show(self, kg: Run) -> None:
        assert json.loads(kg("catalogue", "show", "imagenet-1k").stdout)["name"] == "ImageNet-1k"
        assert kg("catalogue", "show", "qqqqqq", code=1).stderr.startswith("error: ")

    def test_check(self, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()  # the catalogue that a folder holds is wanted here
        (tmp_path / "a.toml").write_text('[[dataset]]\nid = "a"\nname = "ToyA"\n', encoding="utf-8")
        assert ", 0 problems" in kg("catalogue", "check", tmp_path).stdout
        (tmp_path / "a.toml").write_text('[[dataset]]\nid = "a"\nname = "ToyA"\npart_of = ["b"]\n', encoding="utf-8")
        assert "1 problems" in kg("catalogue", "check", tmp_path, code=1).stdout
        (tmp_path / "a.toml").write_text('[[dataset]]\nid = "a"\nnme = "A"\n', encoding="utf-8")
        assert "a.toml:1" in kg("catalogue", "check", tmp_path, code=1).stderr


FAILING = [
    ("a file that is not there", ("extract", "{tmp}/nowhere.pdf"), "does not exist"),
    ("a folder without papers", ("extract", "{tmp}"), "holds no paper"),
    ("building nothing", ("build", "{tmp}", "-l", "{tmp}/new"), "holds no paper"),
    ("building into something else", ("build", "{papers}", "-l", "{papers}"), "is not a library"),
    ("no library", ("report", "usage", "-l", "{tmp}"), "is not a library"),
    ("no library to query", ("query", "-e", QUERY, "-l", "{tmp}/nowhere"), "is not a library"),
    ("no library to export", ("export", "-l", "{tmp}"), "is not a library"),
    ("no library to judge", ("same", "a", "b", "-l", "{tmp}"), "is not a library"),
    ("no such parameter", ("report", "usage", "--paper", "zap.xml", "-l", "{demo}"), "no parameter 'paper'"),
    ("no such dataset", ("report", "dataset", "--dataset", "CIFAR-1000", "-l", "{demo}"), "no dataset is called"),
    ("no catalogue", ("catalogue", "check", "{tmp}"), "holds no catalogue file"),
    ("a folder that is not there", ("export", "-l", "{demo}", "-o", "{tmp}/no/such.ttl"), "cannot be written"),
    ("a query in another encoding", ("query", "{tmp}/latin.rq", "-l", "{demo}"), "cannot be read as UTF-8"),
    ("a catalogue in another encoding", ("catalogue", "check", "{tmp}/latin"), "is not UTF-8"),
    ("a library inside a file", ("build", "{papers}", "-l", "{tmp}/notes.csv/new"), "cannot be made"),
    ("a name that nobody knows", ("same", "Typo", "cifar-10", "-l", "{demo}"), "prints 'Typo'"),
    ("output to a folder", ("export", "-l", "{demo}", "-o", "{tmp}"), "cannot be written"),
]


@pytest.mark.parametrize(("why", "arguments", "message"), FAILING, ids=[c[0] for c in FAILING])
def test_errors_go_to_standard_error(
    why: str,
    arguments: tuple[str, ...],
    message: str,
    kg: Run,
    demo: Library,
    sample_papers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    (tmp_path / "notes.csv").touch()
    (tmp_path / "latin.rq").write_bytes(b"# caf\xe9\nASK {}")
    (tmp_path / "latin").mkdir()
    (tmp_path / "latin" / "a.toml").write_bytes(b"# caf\xe9\n")
    places = {"tmp": tmp_path, "demo": demo.root, "papers": sample_papers}
    result = kg(*(a if a == QUERY else a.format(**places) for a in arguments), code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


WRONG_USAGE = [
    ("no paper", ("extract",)),
    ("no library", ("build", "papers")),
    ("no such command", ("qqq",)),
    ("no such option", ("extract", "a.pdf", "--qqq")),
    ("no such format", ("extract", "a.pdf", "--format", "qqq")),
    ("no worker", ("extract", "a.pdf", "--workers", "0")),
    ("a worker that is no number", ("extract", "a.pdf", "--workers", "many")),
    ("neither file nor query", ("query", "-l", "x")),
    ("both file and query", ("query", "a.rq", "-e", "ASK {}", "-l", "x")),
    ("a query file that is not there", ("query", "nowhere.rq", "-l", "x")),
    ("one name to judge", ("same", "a", "-l", "x")),
]


@pytest.mark.parametrize(("why", "arguments"), WRONG_USAGE, ids=[c[0] for c in WRONG_USAGE])
def test_wrong_usage(why: str, arguments: tuple[str, ...], kg: Run) -> None:
    result = kg(*arguments, code=2)
    assert result.stdout == ""
    assert "Usage" in result.stderr
