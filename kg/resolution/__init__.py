"""Records into an Identity: which uses speak of one dataset. Pure, explains itself, no I/O."""

from kg.resolution.judgements import read_judgements, write_judgements
from kg.resolution.one_paper import one_record, speaker
from kg.resolution.resolving import resolve
from kg.resolution.same_papers import same_papers

__all__ = ["one_record", "read_judgements", "resolve", "same_papers", "speaker", "write_judgements"]
