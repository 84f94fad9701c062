"""Records into an Identity: which uses speak of one dataset. Pure, explains itself, no I/O."""

from kg.resolution.judgements import read_judgements, write_judgements
from kg.resolution.resolving import resolve

__all__ = ["read_judgements", "resolve", "write_judgements"]
