"""A logistic model over named features, small enough to read: weights in a JSON file that training/ writes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Features = dict[str, float]


@dataclass(frozen=True)
class LinearModel:
    """Weights by the name of a feature; a feature that training never saw weighs nothing."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely the answer is yes, in 0..1."""
        # A plain sum would differ in its last digits with the order of the features, and so would the records.
        total = math.fsum((self.bias, *(self.weights.get(name, 0.0) * value for name, value in features.items())))
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))


def load_model(path: Path) -> LinearModel:
    """The model in a file that training/ wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return LinearModel(stored["weights"], stored["bias"], stored["threshold"])
