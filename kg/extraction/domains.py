"""Papers on machine learning and papers of all other fields speak of data in their own ways: features for each.

The models learn what holds everywhere from all papers, and from the papers of other fields what is different there: a
copy of a feature that only these have (Daume, Frustratingly easy domain adaptation, 2007).
"""

from __future__ import annotations

import re

from kg.extraction.linear import Features

_WORD = re.compile(r"[a-z]+(?:-of-the-art)?")
_OF_LEARNING = frozenset(
    """neural network networks training trained accuracy benchmark benchmarks state-of-the-art algorithm algorithms
    learning loss encoder layer layers baseline baselines embedding embeddings classifier""".split()
)
_OF_OTHERS = frozenset(
    """patient patients participant participants respondent respondents household households women men children cohort
    cohorts prevalence survey surveys interview interviews interviewed population countries economic clinical disease
    health policy social gene genes species genome protein firm firms bank banks""".split()
)
# Fields of the catalogue, by the names of its files. All papers may name data of biomedicine, of earth and space, and
# of a user's files.
FIELDS_OF_LEARNING = frozenset(
    """computing environments graphs language_tail learning_tail nlp speech_audio tabular tail text_retrieval video_3d
    vision vision_tail""".split()
)
FIELDS_OF_OTHERS = frozenset(
    """biology biomedicine_tail cohorts economics health_statistics social_science society society_tail""".split()
)
_ONE_WORD = re.compile(r"(?:any:)?(?:w[-+]\d|first:|suffix:|prefix:|long form last:)|share:")


def is_of_learning(text: str) -> bool:
    """Whether a paper is on machine learning rather than on people, living things, states or markets."""
    of_learning = of_others = 0
    for match in _WORD.finditer(text.lower()):
        of_learning += match[0] in _OF_LEARNING
        of_others += match[0] in _OF_OTHERS
    return of_learning > of_others


def is_at_home(field: str, *, of_learning: bool) -> bool:
    """Whether a paper on machine learning, or another one, may well name datasets of a field of the catalogue."""
    return field not in (FIELDS_OF_OTHERS if of_learning else FIELDS_OF_LEARNING)


def adapted(features: Features, *, of_learning: bool, single_words: bool = True) -> Features:
    """The features, and for a paper that is not on machine learning the copies; of single words only where asked."""
    if of_learning:
        return features
    copies = {f"elsewhere: {name}": v for name, v in features.items() if single_words or not _ONE_WORD.match(name)}
    return {**features, **copies, "elsewhere": 1.0}
