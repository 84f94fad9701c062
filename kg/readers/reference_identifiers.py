"""Identifiers in a printed reference, put together where a line end broke them."""

from __future__ import annotations

import re

from kg.readers.entries import arxiv_in, doi_in

_URL = re.compile(r"(?:https?\s?:\s?//|ftp://|www\.)\s?\S*[^\s.,;)\]>}\"”’]", re.IGNORECASE)
_BREAKS = (
    # After a mark inside of an address, where what follows reads like more of it; before a slash.
    re.compile(r"(?<=[/_=-])\s(?=[\w~%?=-]+[/._-])|\s(?=/[\w~]|-\w+[./-])"),
    # "http://dx.doi. org/10.1/x", "http://phrack.org/issues. html?issue=64"
    re.compile(r"(?<=[\w/]\.)\s(?=(?:[a-z]{2,}\.)?[a-z]{2,}(?:\.[a-z]{2,})?[/?]\S)"),
    # "arXiv:2111. 09259", "10.5281/zenodo. 7790115"
    re.compile(r"(?<=\d{4}\.)\s(?=\d{5}(?:v\d)?\b)|(?<=/zenodo\.)\s(?=\d)"),
)
_ADDRESS = re.compile(r"(?:https?\s?:|ftp:|www\.|doi\b|10\.\d{4}|arxiv|\babs/)", re.IGNORECASE)
# "10.18148/srm/ 2017.v11i1", "10.1016/j. sound.2012.08.004", "10.1016/j .sound.2010": where a DOI goes on.
_DOI_BREAK = re.compile(
    r"(10\.\d{4,9}/(?:\S*[/_:-])?)\s(?=[^\s.,;]*\d)|(10\.\d{4,9}/\S*\.)\s(?!https?:|www\.)(?=\w+[.-]\S*\d)"
    r"|(10\.\d{4,9}/\S+)\s(?=\.\w)"
)
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf)/|\s*preprint|\s*e-?prints?)?[\s:.,(\[]*(?:arxiv\s*:\s*)?(?:abs/)?|\babs/)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)


def identifiers(text: str) -> tuple[str, str, str]:
    """DOI (bare, lower case), arXiv id (bare, without version) and address of a reference, "" where not printed."""
    start = _ADDRESS.search(text)
    if not start:
        return "", "", ""
    whole = text[start.start() :]
    for broken in _BREAKS:
        whole = broken.sub("", whole)
    whole = _DOI_BREAK.sub(r"\1\2\3", whole)
    arxiv, url = _ARXIV.search(whole), _URL.search(whole)
    return (
        doi_in(whole),
        arxiv_in(f"arXiv:{arxiv['id']}") if arxiv else "",
        re.sub(r"\s", "", url[0]) if url else "",
    )


def without_identifiers(text: str) -> str:
    """The text with addresses, DOIs and arXiv ids blanked out: their digits are no years."""
    return _ARXIV.sub(" ", _URL.sub(" ", re.sub(r"\b10\.\d{4,9}/\S+", " ", text)))
