"""A PDF into a Paper through a GROBID server, which answers with TEI."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import requests

from kg.errors import KgError, ReadError
from kg.model import Paper
from kg.readers import tei, xml

SERVICE = "/api/processFulltextDocument"
# What the reader takes coordinates from; nothing is looked up elsewhere, so that the same PDF gives the same TEI.
FIELDS = [
    ("consolidateHeader", "0"),
    ("consolidateCitations", "0"),
    ("consolidateFunders", "0"),
    ("includeRawCitations", "1"),
    ("segmentSentences", "1"),
    *(("teiCoordinates", name) for name in ("title", "head", "p", "s", "figure", "note")),
]
CONNECT, SILENCE, WHOLE = 10, 300, 900  # seconds: to connect, without a byte, for one paper
TRIES = 6  # when all of its engines are busy, GROBID answers 503 at once
PAUSE, LONGEST_PAUSE = 5.0, 60.0  # seconds; GROBID's own clients wait 5
LARGEST = 64 * 1024 * 1024  # bytes of an answer; the TEI of a long book has a tenth
_START = "see whether the server runs and --grobid names its address, such as http://localhost:8070"


def address(url: str) -> str:
    """The address of the service on a server.

    Raises KgError for what is no address of a web server.
    """
    try:
        parts = urlsplit(url.strip())
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        named = named and not (parts.query or parts.fragment)
    except ValueError:
        named = False
    if not named:
        raise KgError(f"{url!r} is no address of a server", advice="--grobid wants one like http://localhost:8070")
    return re.sub(r"(?:/api(?:/processFulltextDocument)?)?/*$", "", url.strip()) + SERVICE


def read(path: Path, *, server: str) -> Paper:
    """The paper in a PDF, as the GROBID server at an address reads it.

    Raises ReadError, with advice, where the file cannot be opened, and where the server cannot be reached, stays busy,
    breaks off, or answers with something else than TEI.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot open the file: {error.strerror}", path=path, advice="check path and rights") from error
    answer = _answer(content, address(server), path)
    try:
        paper = tei.paper_of(xml.parse_bytes(answer, path=path), content=content, path=path)
    except ReadError as error:
        message = f"the GROBID server did not answer with TEI: {error.message}"
        raise ReadError(message, path=path, advice=_START) from error
    if all(passage.zone == "title" for passage in paper.passages):
        raise ReadError(
            "GROBID found no text", path=path, advice="a scanned PDF must go through text recognition first"
        )
    return paper


def _answer(content: bytes, service: str, path: Path) -> bytes:
    """What the server says of a PDF; a busy one is asked again a few times."""
    for tried in range(1, TRIES + 1):
        try:
            with requests.post(
                service,
                data=FIELDS,
                files={"input": ("paper.pdf", content, "application/pdf")},
                timeout=(CONNECT, SILENCE),
                stream=True,
            ) as response:
                if response.status_code == requests.codes.service_unavailable and tried < TRIES:
                    time.sleep(_pause(response.headers.get("Retry-After", ""), tried))
                    continue
                return _body(response, path)
        except requests.exceptions.RequestException as error:
            raise ReadError(f"the GROBID server {_fault(error)}", path=path, advice=_START) from error
    raise AssertionError("the last try returns or raises")


def _fault(error: requests.exceptions.RequestException) -> str:
    """What a server did that gave no answer; requests tells some of it only in words."""
    said = str(error).lower()
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return f"does not answer in {CONNECT} s"
    if isinstance(error, requests.exceptions.Timeout) or "timed out" in said:
        return "fell silent"
    if isinstance(error, requests.exceptions.ConnectionError) and not ("aborted" in said or "reset" in said):
        return "cannot be reached"
    return "broke off the connection"


def _pause(asked: str, tried: int) -> float:
    """Seconds to wait: as many as the server asks for, or else longer with every try."""
    return min(LONGEST_PAUSE, float(asked) if asked.isdigit() else PAUSE * tried)


def _body(response: requests.Response, path: Path) -> bytes:
    status = response.status_code
    if status == requests.codes.service_unavailable:
        advice = "give it more engines, or fewer --workers"
        raise ReadError(f"the GROBID server stayed busy for {TRIES} tries", path=path, advice=advice)
    if status == requests.codes.no_content:
        raise ReadError(
            "GROBID found no text", path=path, advice="a scanned PDF must go through text recognition first"
        )
    parts, size, end = [], 0, time.monotonic() + WHOLE
    for part in response.iter_content(65536):
        parts.append(part)
        size += len(part)
        if size > LARGEST or time.monotonic() > end:
            raise ReadError("the answer of the GROBID server does not end", path=path, advice=_START)
    body = b"".join(parts)
    if status != requests.codes.ok:
        said = " ".join(re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace")).split())[:200]
        advice = _START if status < 500 else "GROBID cannot read this PDF; leave out --grobid to read it here"
        raise ReadError(f"the GROBID server answered {status}: {said or response.reason}", path=path, advice=advice)
    return body
