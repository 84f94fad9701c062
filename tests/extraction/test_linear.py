"""The logistic model: its arithmetic, its file, and those that ship."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from kg.extraction.extractor import load_models
from kg.extraction.linear import LinearModel, load_model

CASES = [
    ("no features", {}, -1.0, 1 / (1 + math.e)),
    ("one feature", {"a": 1.0}, -1.0, 1 / (1 + math.exp(-1))),
    ("a value", {"a": 0.5}, -1.0, 0.5),
    ("a feature never seen", {"b": 9.0}, 0.0, 0.5),
    ("far up", {"a": 1e9}, 0.0, 1.0),
    ("far down", {"a": -1e9}, 0.0, 0.0),
]


@pytest.mark.parametrize(("why", "features", "bias", "expected"), CASES, ids=[c[0] for c in CASES])
def test_probability(why: str, features: dict[str, float], bias: float, expected: float) -> None:
    model = LinearModel({"a": 2.0}, bias, 0.5)
    assert model.probability(features) == pytest.approx(expected)


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"weights": {"a": 1.5}, "bias": -0.5, "threshold": 0.4, "note": "x"}), encoding="utf-8")
    assert load_model(path) == LinearModel({"a": 1.5}, -0.5, 0.4)


def test_the_models_that_ship_are_numbers() -> None:
    models = load_models()
    for model in (models.detector, models.used, models.citation):
        assert model.weights
        assert all(math.isfinite(w) for w in model.weights.values())
        assert 0 < model.threshold < 1
