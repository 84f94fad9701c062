"""The walls between rooms, read from the imports: a room knows the values and itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kg"

COMMON = frozenset({"kg", "kg.model", "kg.boxes", "kg.errors", "kg.names", "kg.printed", "kg.titles", "kg.resources"})
# What each room may import of ours besides its own files.
ROOMS = {
    "readers": COMMON,
    "catalogue": COMMON,
    "extraction": COMMON,
    "resolution": COMMON,
    "graph": COMMON,
    "reports": COMMON | {"kg.graph"},
    "web": COMMON | {"kg.graph", "kg.reports"},
}
# The foundation: what every room may import knows no room.
FOUNDATION = ("model.py", "boxes.py", "errors.py", "names.py", "printed.py", "titles.py", "resources.py")
LANGUAGE = ("spacy", "scispacy")
STORE = "graph/store.py"
PRINTING = ("cli.py", "commands/")


def broken(place: str, source: str) -> list[str]:
    """One sentence for every wall that a file breaks; `place` is its path below kg/."""
    tree = ast.parse(source)
    room = place.split("/")[0] if "/" in place else ""
    found = []
    for line, module, name in _imports(tree):
        ours = module == "kg" or module.startswith("kg.")
        if ours and room in ROOMS and not _allowed(module, name, room):
            found.append(f"{place}:{line}: kg.{room} imports {module}")
        if ours and place in FOUNDATION and module.removeprefix("kg.") + ".py" not in FOUNDATION:
            found.append(f"{place}:{line}: the foundation imports {module}")
        if module.split(".")[0] in LANGUAGE and room != "extraction":
            found.append(f"{place}:{line}: imports {module} outside of extraction")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "Store" and place != STORE:
            found.append(f"{place}:{node.lineno}: makes a store")
        if (called == "print" or called == "Console") and not place.startswith(PRINTING):
            found.append(f"{place}:{node.lineno}: prints")
    return found


def _imports(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, module and imported name ("" for a plain import) of every import, in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "kg" if node.level else node.module or ""
            yield from ((node.lineno, module, alias.name) for alias in node.names)


def _allowed(module: str, name: str, room: str) -> bool:
    """`from kg import x` may fetch a module or the version; a room's package counts with all in it."""
    if module == "kg" and name not in ("", "__version__"):
        module = f"kg.{name}"
    rooms = {f"kg.{room}", *(m for m in ROOMS[room] if m.removeprefix("kg.") in ROOMS)}
    return module in ROOMS[room] or any(module == r or module.startswith(f"{r}.") for r in rooms)


FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def test_there_are_files_in_every_room() -> None:
    assert {place.split("/")[0] for place in FILES if "/" in place} >= set(ROOMS)


@pytest.mark.parametrize("place", FILES)
def test_walls(place: str) -> None:
    assert broken(place, (PACKAGE / place).read_text(encoding="utf-8")) == []


PLANTED = [
    ("readers/pdf.py", "from kg.extraction import Extractor", "kg.readers imports kg.extraction"),
    ("readers/pdf.py", "from kg import catalogue", "kg.readers imports kg"),
    ("readers/pdf.py", "from kg.library import Library", "kg.readers imports kg.library"),
    ("readers/pdf.py", "def f():\n    import kg.build", "kg.readers imports kg.build"),
    ("readers/pdf.py", "from .. import catalogue", "kg.readers imports kg"),
    ("graph/triples.py", "from kg.reports import run", "kg.graph imports kg.reports"),
    ("reports/running.py", "from kg.resolution import resolve", "kg.reports imports kg.resolution"),
    ("names.py", "from kg.readers.wording import Hyphens", "the foundation imports kg.readers.wording"),
    ("names.py", "from kg.library import Library", "the foundation imports kg.library"),
    ("resolution/works.py", "import spacy", "imports spacy outside of extraction"),
    ("build.py", "from scispacy.abbreviation import X", "imports scispacy.abbreviation outside of extraction"),
    ("library.py", "import pyoxigraph\npyoxigraph.Store()", "makes a store"),
    ("graph/exporting.py", "from pyoxigraph import Store\nStore('x')", "makes a store"),
    ("build.py", "print('done')", "prints"),
    ("printing.py", "from rich.console import Console\nConsole()", "prints"),
]


@pytest.mark.parametrize(("place", "source", "sentence"), PLANTED)
def test_a_planted_violation_is_found(place: str, source: str, sentence: str) -> None:
    assert [s.split(": ", 1)[1] for s in broken(place, source)] == [sentence]


HARMLESS = [
    ("readers/pdf.py", "from kg import __version__, errors"),
    ("readers/pdf.py", "from kg.readers.pdf_words import Word"),
    ("reports/running.py", "from kg.graph.iris import short"),
    ("extraction/document.py", "import spacy"),
    ("graph/store.py", "import pyoxigraph as ox\nox.Store()"),
    ("titles.py", "from kg.names import name_key"),
    ("build.py", "from kg.readers import read"),
    ("cli.py", "print('done')"),
    ("commands/build.py", "print('done')"),
]


@pytest.mark.parametrize(("place", "source"), HARMLESS)
def test_what_is_allowed_passes(place: str, source: str) -> None:
    assert broken(place, source) == []
