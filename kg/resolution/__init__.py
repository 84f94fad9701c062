"""Records into an Identity: which uses speak of one dataset. Pure, explains itself, no I/O."""

from kg.resolution.doubts import Doubt, doubts
from kg.resolution.explaining import Explanation, explain_names
from kg.resolution.joining import check
from kg.resolution.judgements import numbered_judgements, read_judgements, write_judgements
from kg.resolution.one_paper import one_record, speaker
from kg.resolution.resolving import Joined, identity_of, join, resolve
from kg.resolution.same_papers import same_papers

__all__ = [
    "Doubt",
    "Explanation",
    "Joined",
    "check",
    "doubts",
    "explain_names",
    "identity_of",
    "join",
    "numbered_judgements",
    "one_record",
    "read_judgements",
    "resolve",
    "same_papers",
    "speaker",
    "write_judgements",
]
