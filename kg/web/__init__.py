"""A library on the web: a SPARQL endpoint and pages for people, both read-only; serving.py puts them together."""
