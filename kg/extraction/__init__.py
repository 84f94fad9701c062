"""A Paper into a Record: mentions, roles, citations, descriptions. spaCy lives here and nowhere else."""

from kg.extraction.extractor import Extractor

__all__ = ["Extractor"]
