"""A knowledge graph of how papers use and cite datasets."""

__version__ = "0.1.0"
