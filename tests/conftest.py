"""What tests of several rooms share: catalogue, extractor, sample papers and their library, a toy graph."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result
from typer.testing import CliRunner

from kg import catalogue as catalogues
from kg.build import build
from kg.cli import app
from kg.extraction import Extractor
from kg.graph import GraphStore
from kg.library import Library
from kg.model import Catalogue
from kg.resources import shipped

# Tests that look at printed lines must not depend on the width or the colours of the terminal they run in.
os.environ.update(COLUMNS="200", NO_COLOR="1")
os.environ.pop("FORCE_COLOR", None)


@pytest.fixture(scope="session")
def full_catalogue() -> Catalogue:
    """The catalogue that ships with the program."""
    return catalogues.load()


@pytest.fixture
def catalogue_once(full_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds take the catalogue that is loaded already: half a second each, in tests that build a hundred times."""
    monkeypatch.setattr(catalogues, "load", lambda: full_catalogue)


@pytest.fixture(scope="session")
def extractor(full_catalogue: Catalogue) -> Extractor:
    """An extractor with the models and the catalogue that ship."""
    return Extractor(full_catalogue)


@pytest.fixture(scope="session")
def sample_papers() -> Path:
    """The folder of sample papers."""
    return shipped("data", "papers")


@pytest.fixture(scope="session")
def demo(sample_papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the sample papers, to be read only."""
    root = tmp_path_factory.mktemp("demo") / "library"
    build([sample_papers], root, workers=1)
    return Library.open(root)


@pytest.fixture(scope="session")
def kg() -> Callable[..., Result]:
    """The function (argument, ...) -> what the command printed, and its exit code."""
    runner = CliRunner()

    def run(*arguments: object, code: int = 0) -> Result:
        result = runner.invoke(app, [str(a) for a in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    """The toy library, by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location("toy", Path(__file__).parent / "graph" / "toy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(toy: ModuleType) -> GraphStore:
    """The graph of the toy library, to be read only."""
    store = GraphStore.in_memory()
    store.load(toy.all_quads())
    return store
