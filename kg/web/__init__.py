"""A library on the web: a SPARQL endpoint and pages for people, both read-only."""

from kg.web.serving import Limits, serve

__all__ = ["Limits", "serve"]
