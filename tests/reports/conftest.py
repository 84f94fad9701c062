from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kg.graph import GraphStore


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    """The toy library, by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location("toy", Path(__file__).parents[1] / "graph" / "toy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(toy: ModuleType) -> GraphStore:
    store = GraphStore.in_memory()
    store.load(toy.all_quads())
    return store
