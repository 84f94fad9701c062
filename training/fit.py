"""A logistic model fitted to named features, with its figures measured on papers left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.extraction.linear import Features

_FOLDS = 5
_SEEN = 3  # a feature seen in fewer examples tells about one paper, not about papers
_LIKELY = 0.5  # more likely than not; the best thresholds on left-out papers lay from .41 to .57 and gained under .01
_SMALL_WEIGHT = 0.01


@dataclass(frozen=True)
class Examples:
    """Features with their labels; `groups` names the paper of each, so that a fold never splits a paper.

    The `judged` ones are measured: those of papers answered by the guide on which the model has
    the word.
    """

    features: list[Features] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    judged: list[bool] = field(default_factory=list)

    def add(self, features: Features, label: bool, group: str, *, weight: float = 1.0, judged: bool = True) -> None:
        """Append one example."""
        self.features.append(features)
        self.labels.append(label)
        self.groups.append(group)
        self.weights.append(weight)
        self.judged.append(judged)


def fit(
    examples: Examples, *, strength: float, name: str, target: Path, lost: int = 0, threshold: float = _LIKELY
) -> np.ndarray:
    """Fit, print the figures of five folds, write the model; the left-out probabilities of the examples.

    `strength` is scikit-learn's C. `lost` counts true cases that no example stands for, so that recall is honest.
    """
    features = _frequent(examples.features)
    labels = np.array(examples.labels)
    weights = np.array(examples.weights)
    left_out = np.zeros(len(labels))
    for train, test in GroupKFold(_FOLDS).split(features, labels, examples.groups):
        vectors = DictVectorizer()
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=200)
        rows = _narrow(vectors.fit_transform([features[i] for i in train]))
        model.fit(rows, labels[train], sample_weight=weights[train])
        left_out[test] = model.predict_proba(_narrow(vectors.transform([features[i] for i in test])))[:, 1]
    judged = np.array(examples.judged)
    true = (labels & judged).sum()
    print(f"{name}: {len(labels)} examples, {judged.sum()} judged, {true} true, {lost} lost")
    print("  left out  " + _figures(labels[judged], left_out[judged] >= _LIKELY, lost))
    vectors = DictVectorizer()
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200)
    model.fit(_narrow(vectors.fit_transform(features)), labels, sample_weight=weights)
    named = dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    stored = {
        "threshold": threshold,
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {k: round(float(w), 3) for k, w in sorted(named.items()) if abs(w) >= _SMALL_WEIGHT},
    }
    target.write_text(json.dumps(stored, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return left_out


def figures_of(name: str, labels: Sequence[bool], scores: Sequence[float]) -> None:
    """Print the figures of scores that come from more than one model, and how far they can be believed."""
    true, likely = np.array(labels), np.array(scores)
    print(f"{name}\n  left out  {_figures(true, likely >= _LIKELY, 0)}")
    print("  score       names   of them true")
    for low in np.arange(0, 1, 0.1):
        own = (likely >= low) & (likely < low + 0.1 + 1e-9 * (low > 0.85))
        print(f"  {low:.1f} to {low + 0.1:.1f}  {own.sum():6}   {true[own].mean() if own.any() else 0:.3f}")


def _narrow(matrix: csr_matrix) -> csr_matrix:
    """The matrix with 32-bit indices, the only ones that liblinear takes."""
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def _frequent(features: Sequence[Features]) -> list[Features]:
    counts: dict[str, int] = {}
    for row in features:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    return [{n: v for n, v in row.items() if counts[n] >= _SEEN} for row in features]


def _counts(labels: np.ndarray, said: np.ndarray, lost: int) -> tuple[int, int, int]:
    tp = int((labels & said).sum())
    return tp, int((~labels & said).sum()), int((labels & ~said).sum()) + lost


def _figures(labels: np.ndarray, said: np.ndarray, lost: int) -> str:
    tp, fp, fn = _counts(labels, said, lost)
    return f"P {tp / max(1, tp + fp):.3f}  R {tp / max(1, tp + fn):.3f}  F1 {2 * tp / max(1, 2 * tp + fp + fn):.3f}"
