"""Features for papers of machine learning and of all other fields."""

from __future__ import annotations

import pytest

from kg.extraction.domains import FIELDS_OF_LEARNING, FIELDS_OF_OTHERS, adapted, is_at_home, is_of_learning
from kg.resources import shipped

TEXTS = [
    ("We train a neural network on a benchmark.", True),
    ("Patients of the cohort answered a survey; a network was asked.", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_what_a_paper_is_on(text: str, expected: bool) -> None:
    assert is_of_learning(text) is expected


HOMES = [("vision", True, True), ("vision", False, False), ("cohorts", False, True), ("cohorts", True, False)]


@pytest.mark.parametrize(("field", "of_learning", "expected"), [*HOMES, ("biomedicine", True, True), ("", False, True)])
def test_whose_datasets_a_paper_names(field: str, of_learning: bool, expected: bool) -> None:
    assert is_at_home(field, of_learning=of_learning) is expected


def test_every_file_of_the_catalogue_has_a_side() -> None:
    files = {file.stem for file in shipped("data", "catalogue").glob("**/*.toml")}
    assert files == FIELDS_OF_LEARNING | FIELDS_OF_OTHERS | {"biomedicine", "earth_space"}


def test_other_papers_have_copies() -> None:
    features = {"once": 1.0, "any:w-1:the": 1.0, "first:survey": 1.0, "share:zone body": 0.5}
    assert adapted(features, of_learning=True) == features
    assert adapted(features, of_learning=False, single_words=False) == {
        **features,
        "elsewhere: once": 1.0,
        "elsewhere": 1.0,
    }
    assert len(adapted(features, of_learning=False)) == 2 * len(features) + 1
