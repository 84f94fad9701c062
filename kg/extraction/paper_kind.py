"""What kind of paper it is, as far as that tells what it does with its datasets: named features of the whole paper."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.linear import Features
from kg.extraction.wording import EMPLOY, section_kind

_REVIEW_TITLE = re.compile(
    r"\b(?:survey|review|overview|tutorial|perspective|meta-analys[ei]s|roadmap|challenges and|state of the art)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"\b(?:survey|review)(?:s|ed)?\b", re.IGNORECASE)
_SECTIONS = ("experiment", "data", "method", "related")
_OPENING = 3000  # characters; title, abstract and the start of the introduction
_STRETCH = 10_000  # characters; speech is counted by the stretch, so that long papers do not look busy
_MOST_TABLES = 10


def paper_features(document: Document, *, datasets: int) -> Features:
    """The features of a paper that names so many datasets; all in 0..2."""
    paper = document.paper
    features: Features = {
        "paper: title of a review": float(bool(_REVIEW_TITLE.search(paper.title))),
        "paper: speaks of reviewing": min(len(_REVIEW.findall(paper.text[:_OPENING])), 3) / 3,
        "paper: speaks of using": min(len(EMPLOY.findall(paper.text)) / max(1.0, len(paper.text) / _STRETCH) / 10, 2.0),
        "paper: tables": min(sum(p.zone == "table" for p in paper.passages), _MOST_TABLES) / _MOST_TABLES,
    }
    kinds = {section_kind(passage.heading) for passage in paper.passages}
    features |= {f"paper: section {kind}": float(kind in kinds) for kind in _SECTIONS}
    features |= {f"paper: datasets >= {limit}": float(datasets >= limit) for limit in (2, 5, 10, 20)}
    return features
