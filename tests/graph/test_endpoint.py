from __future__ import annotations

import pytest

from kg.errors import LibraryError
from kg.graph.endpoint import Endpoint

NAMED = [
    ("query=http://a/q graphs=http://a/g", Endpoint("http://a/q", graphs="http://a/g")),
    ("update=http://a/u query=https://a/q?x=1", Endpoint("https://a/q?x=1", update="http://a/u")),
    (
        "query=http://[::1]:80/q graphs=http://a/g update=http://a/u",
        Endpoint("http://[::1]:80/q", "http://a/g", "http://a/u"),
    ),
]


@pytest.mark.parametrize(("text", "endpoint"), NAMED)
def test_named_addresses(text: str, endpoint: Endpoint) -> None:
    assert Endpoint.parse(text) == endpoint
    assert Endpoint.parse(str(endpoint)) == endpoint


def test_parameters_go_along_with_queries() -> None:
    endpoint = Endpoint("http://a/q?union-default-graph&x=1%202", "http://a/g")
    assert endpoint.parameters == {"union-default-graph": "", "x": "1 2"}
    assert endpoint.name == "http://a/q"


WRONG = [
    pytest.param("query=http://a/q", "one to write to", id="nothing to write to"),
    pytest.param("graphs=http://a/q update=http://a/u", "one address for queries", id="nothing to ask"),
    pytest.param("query=http://a/q store=http://a/g", "names no address", id="another word"),
    pytest.param("query=http://a/q query=http://a/g", "names no address", id="twice"),
    pytest.param("query=ftp://a/q graphs=http://a/g", "no web address", id="another scheme"),
    pytest.param("query=http:///q graphs=http://a/g", "no web address", id="no host"),
    pytest.param("query=http://[a/q graphs=http://a/g", "no web address", id="half an address"),
    pytest.param("query=http://me:secret@a/q graphs=http://a/g", "holds no login", id="a password"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_no_endpoint(text: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message) as caught:
        Endpoint.parse(text)
    assert "secret" not in str(caught.value)
