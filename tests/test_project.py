"""What the project promises as a whole: help and README agree, no file knows a machine, tests mirror kg."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import tomli
import typer.main
from typer.core import TyperGroup
from typer.testing import CliRunner

from kg import __version__
from kg.cli import app

ROOT = Path(__file__).resolve().parents[1]


def commands() -> set[str]:
    """Every command of the program by the words that call it: "extract", "catalogue show"."""

    def below(group: TyperGroup, words: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for name, command in group.commands.items():
            if isinstance(command, TyperGroup):
                found |= below(command, (*words, name))
            else:
                found.add(" ".join((*words, name)))
        return found

    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    return below(root, ())


COMMANDS = commands()


def test_there_are_commands() -> None:
    assert {"extract", "build", "report", "query"} <= COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    assert f"Example: kg {name}" in shown.output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert re.search(rf"^ *(\$ )?kg {name}\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    command = r"^ *(?:\$ )?kg ([a-z]+(?: (?:search|show|check|build)\b)?)"
    called = {m[1] for m in re.finditer(command, text, re.MULTILINE)}
    assert called <= COMMANDS


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert documents
    dead = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert dead == []


def test_version() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert __version__ in CliRunner().invoke(app, ["--version"]).output


def test_licence() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (ROOT / "NOTICE").read_text(encoding="utf-8").startswith("citeset\n")


# Written in parts, because this file is read too.
FORBIDDEN = [
    *(f"{name}.{end}" for name, end in (("pypi", "org"), ("files.pythonhosted", "org"), ("registry.npmjs", "org"))),
    "deb." + "debian.org",
    *(f"/{folder}/" for folder in ("work", "root")),
]


def leaks(text: str) -> list[str]:
    """What a text says of package registries or of the machine that it was written on."""
    return [word for word in FORBIDDEN if re.search(rf"(?<![\w.~-]){re.escape(word)}", text)]


def tracked() -> list[Path]:
    """The files under version control; all files of a copy without it."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_knows_a_registry_or_a_machine() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): leaks(path.read_bytes().decode("utf-8", "replace")) for path in tracked()
    }
    assert {name: words for name, words in found.items() if words} == {}


LEAKS = [
    ("--index-url https://" + FORBIDDEN[0] + "/simple", True),
    ("open('/" + "root/x')", True),
    ("see /" + "work/main", True),
    ("docs/" + "work/x", False),
    ("http://www.example.org/" + "root/", False),
]


@pytest.mark.parametrize(("text", "leaking"), LEAKS)
def test_leaks(text: str, leaking: bool) -> None:
    assert bool(leaks(text)) is leaking


def test_pinned_with_hashes() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    loose = [
        e.splitlines()[0] for e in entries if re.match(r"[a-z]", e) and ("==" not in e or "--hash=sha256:" not in e)
    ]
    assert loose == []
    assert "torch" not in re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


def test_tests_mirror_the_source() -> None:
    """Every folder of tests is a folder of kg, or of the files that ship with it."""
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    homes = (ROOT / "kg", ROOT, ROOT / "data")
    assert {str(f) for f in folders if not any((home / f).is_dir() for home in homes)} == set()
    assert not list((ROOT / "tests").rglob("__init__.py"))
