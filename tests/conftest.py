"""What tests of several rooms share: the catalogue that ships, an extractor, the sample papers and their library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import catalogue as catalogues
from kg.build import build
from kg.extraction import Extractor
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
