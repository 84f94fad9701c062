"""What every store keeps, whether it stands in memory, on an Oxigraph server or on Virtuoso."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import GraphStore, Scope, Solutions, Triples, TripleStore, iris, paper_quads
from kg.graph.connection import Connection, Login
from kg.graph.endpoint import locate
from kg.graph.remote_store import RemoteStore
from kg.graph.schema_org import schema_org
from kg.graph.triple_store import AnswerTooLargeError
from kg.library import Library
from kg.reports import reports, run

XSD = "http://www.w3.org/2001/XMLSchema#"
G, H = iris.BASE + "record/g", iris.BASE + "record/h"
P = ox.NamedNode("http://a/p")


@pytest.fixture(scope="module", params=["memory", "oxigraph", "oxigraph by updates", "virtuoso"])
def kept(request: pytest.FixtureRequest) -> Iterator[TripleStore]:
    """A store of each sort, one for all tests."""
    name, _, how = request.param.partition(" ")
    if name == "memory":
        yield GraphStore.in_memory()
        return
    address = request.getfixturevalue(f"{name}_server")
    connection = Connection(Login(user="dba", password="dba") if name == "virtuoso" else Login())
    named = f"query={address}/query?union-default-graph= update={address}/update" if how else address
    with RemoteStore(locate(named, connection), connection) as store:
        yield store


@pytest.fixture
def store(kept: TripleStore) -> TripleStore:
    """The same store, empty."""
    for graph in kept.graphs():
        kept.remove(graph)
    return kept


def quad(value: ox.Literal | ox.NamedNode, graph: str = G, subject: str = "http://a/s") -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), P, value, ox.NamedNode(graph))


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


TERMS = [
    pytest.param(ox.Literal('"\\"'), id="quotes and backslash"),
    pytest.param(ox.Literal("\\u0022 } } ; DROP ALL ; #"), id="an escape as text"),
    pytest.param(ox.Literal("a'b''c'''d\"\"\"e"), id="ends of strings"),
    pytest.param(ox.Literal("line\r\nend\t \n"), id="line ends and tabs"),
    pytest.param(ox.Literal("\x00\x01\x0b\x0c\x1f\x7f\x85"), id="control characters"),
    pytest.param(ox.Literal("\u200f\u202eab\u2028\ufffe"), id="marks of direction"),
    pytest.param(ox.Literal("𝒳é e\u0301 漢字"), id="beyond the first plane"),
    pytest.param(ox.Literal(""), id="empty"),
    pytest.param(ox.Literal("  between blanks  "), id="blanks"),
    pytest.param(ox.Literal("<b>&amp;</b>"), id="markup"),
    pytest.param(ox.Literal("x" * 5_000), id="5 kB"),
    pytest.param(ox.Literal("é\n" * 300_000), id="900 kB"),
    pytest.param(ox.Literal("2009"), id="digits as text"),
    pytest.param(ox.Literal("http://a/b"), id="an address as text"),
    pytest.param(ox.Literal("chat", language="en"), id="language"),
    pytest.param(ox.Literal("שלום", language="he-il"), id="language and region"),
    pytest.param(typed("42", "integer"), id="integer"),
    pytest.param(typed("-7", "integer"), id="negative"),
    pytest.param(typed("0.9371", "decimal"), id="decimal"),
    pytest.param(typed("1", "decimal"), id="decimal that is whole"),
    pytest.param(typed("true", "boolean"), id="true"),
    pytest.param(typed("false", "boolean"), id="false"),
    pytest.param(typed("2009", "gYear"), id="year"),
    pytest.param(typed("0047", "gYear"), id="early year"),
    pytest.param(typed("2024-05-01", "date"), id="date"),
    pytest.param(typed("2024-05-01T10:20:30", "dateTime"), id="time"),
    pytest.param(typed("2024-05-01T10:20:30Z", "dateTime"), id="time in UTC"),
    pytest.param(typed("http://a/b", "anyURI"), id="address"),
    pytest.param(ox.Literal("x", datatype=ox.NamedNode("http://a/type")), id="a type of others"),
    pytest.param(ox.NamedNode("http://a/é𝒳"), id="letters in an IRI"),
    pytest.param(ox.NamedNode("http://a/%C3%A9(1)?x='2'&y=a,b#f;g"), id="signs in an IRI"),
    pytest.param(ox.NamedNode("http://a/" + "x" * 1_500), id="a long IRI"),
    pytest.param(ox.NamedNode("urn:isbn:1"), id="URN"),
]


@pytest.mark.parametrize("term", TERMS)
def test_every_term_comes_back(store: TripleStore, term: ox.Literal | ox.NamedNode) -> None:
    store.replace(G, [quad(term)])
    assert list(store.quads(G)) == [quad(term)]
    assert store.query("SELECT ?o { ?s <http://a/p> ?o }") == Solutions(("o",), ((term,),))


# No server takes a query with a value of a megabyte in it.
@pytest.mark.parametrize("term", [case for case in TERMS if len(str(case.values[0])) < 100_000])
def test_every_term_can_be_bound(store: TripleStore, term: ox.Literal | ox.NamedNode) -> None:
    store.load([quad(term), quad(ox.Literal("other"), subject="http://a/t")])
    found = store.query("SELECT ?s ?o { ?s <http://a/p> ?o }", bindings={"o": term})
    assert found == Solutions(("s", "o"), ((ox.NamedNode("http://a/s"), term),))


def test_replacing_a_graph_leaves_the_others_alone(store: TripleStore, toy: ModuleType) -> None:
    store.load(toy.all_quads())
    before = set(store.quads())
    assert before == set(toy.all_quads())
    graph = iris.record(toy.RECORDS[0].paper.id)
    assert store.replace(graph, [quad(ox.Literal("new"), graph)])
    assert list(store.quads(graph)) == [quad(ox.Literal("new"), graph)]
    assert store.replace(graph, paper_quads(toy.RECORDS[0], toy.IDENTITY))
    assert set(store.quads()) == before
    assert len(store) == len(before)


def test_a_graph_that_is_so_already_is_not_written(store: TripleStore) -> None:
    a, b = ox.Literal("a"), ox.Literal("b")
    assert store.replace(G, [quad(a), quad(b)])
    assert not store.replace(G, [quad(b), quad(a), quad(a)])
    assert store.replace(G, [quad(b)])
    assert list(store.quads()) == [quad(b)]


def test_a_decimal_is_kept_by_its_value(store: TripleStore) -> None:
    written = quad(typed("1.0", "decimal"))
    assert store.replace(G, [written])
    assert list(store.quads(G)) == [quad(typed("1", "decimal"))]
    assert not store.replace(G, [written])


def test_an_empty_graph_is_none(store: TripleStore) -> None:
    assert not store.replace(G, [])
    store.replace(G, [quad(ox.Literal("a"))])
    assert store.replace(G, [])
    assert store.graphs() == []


def test_removing_a_graph(store: TripleStore) -> None:
    store.load([quad(ox.Literal("a")), quad(ox.Literal("b"), H)])
    assert store.graphs() == [G, H]
    store.remove(G)
    store.remove(iris.BASE + "record/never-there")
    assert store.graphs() == [H]
    assert list(store.quads(G)) == []
    assert len(store) == 1


def test_answers(store: TripleStore) -> None:
    a, b = ox.Literal("a"), ox.Literal("b")
    store.load([quad(a), quad(b, H)])
    assert store.query("SELECT ?o ?none { ?s <http://a/p> ?o } ORDER BY ?o") == Solutions(
        ("o", "none"), ((a, None), (b, None))
    )
    assert store.query("ASK { ?s <http://a/p> 'b' }") is True
    assert store.query("ASK { ?s <http://a/p> 'c' }") is False
    assert store.query("ASK { ?s kg:usesDataset ?dataset }") is False
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?p = <http://a/p>) }")
    assert made == Triples((ox.Triple(quad(a).subject, P, a), ox.Triple(quad(a).subject, P, b)))
    # What DESCRIBE says is left to each store; Virtuoso says nothing of a graph that is new.
    assert isinstance(store.query("DESCRIBE <http://a/s>"), Triples)


SCOPES = [
    pytest.param("SELECT ?o { ?s <http://a/p> ?o }", None, "ab", id="all graphs are one"),
    pytest.param(f"SELECT ?o FROM <{H}> {{ ?s <http://a/p> ?o }}", None, "b", id="FROM"),
    pytest.param(f"SELECT ?o {{ GRAPH <{H}> {{ ?s <http://a/p> ?o }} }}", None, "b", id="GRAPH"),
    pytest.param("SELECT ?o { ?s <http://a/p> ?o }", Scope(default=(G,)), "a", id="a default graph"),
    pytest.param("SELECT ?o { ?s <http://a/p> ?o }", Scope(default=(G, H)), "ab", id="two of them"),
    pytest.param("SELECT ?o { ?s <http://a/p> ?o }", Scope(named=(H,)), "", id="named ones are no default"),
    pytest.param("SELECT ?o { GRAPH ?g { ?s <http://a/p> ?o } }", Scope(named=(H,)), "b", id="a named graph"),
    pytest.param("SELECT ?o { GRAPH ?g { ?s <http://a/p> ?o } }", Scope(default=(H,)), "", id="a default is not named"),
    pytest.param(f"SELECT ?o FROM <{H}> {{ ?s <http://a/p> ?o }}", Scope(default=(G,)), "a", id="above FROM"),
]


@pytest.mark.parametrize(("text", "scope", "values"), SCOPES)
def test_which_graphs_a_query_is_about(store: TripleStore, text: str, scope: Scope | None, values: str) -> None:
    store.load([quad(ox.Literal("a")), quad(ox.Literal("b"), H)])
    found = store.query(text, scope=scope)
    assert isinstance(found, Solutions)
    assert sorted(value.value for (value,) in found.rows if isinstance(value, ox.Literal)) == list(values)


def test_more_rows_than_a_server_gives_at_once(store: TripleStore) -> None:
    many = [quad(ox.Literal(f"{number:04}")) for number in range(1_001)]
    store.load(many)
    assert set(store.quads(G)) == set(many)
    ordered = store.query("# long\nSELECT ?o { ?s <http://a/p> ?o } ORDER BY ?o")
    assert isinstance(ordered, Solutions)
    assert [value.value for (value,) in ordered.rows if isinstance(value, ox.Literal)] == [
        f"{number:04}" for number in range(1_001)
    ]
    with pytest.raises(AnswerTooLargeError, match="more than 1,000 rows"):
        store.query("SELECT ?o { ?s <http://a/p> ?o }", at_most=1_000)
    with pytest.raises(AnswerTooLargeError):
        store.query("CONSTRUCT { ?s <http://a/p> ?o } WHERE { ?s <http://a/p> ?o }", at_most=5)


WRONG = [
    pytest.param("SELECT ?x WHERE {\n ?x a", {}, "line 2, column 6", id="the end is missing"),
    pytest.param("SELECT ?s {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, "SERVICE", id="another server"),
    pytest.param("DROP ALL", {}, "this is an update", id="an update"),
    pytest.param("SELECT ?s { ?s ?p ?o }", {"o": ox.Literal("b")}, "does not select", id="bound and not selected"),
    pytest.param("ASK { ?s ?p ?o }", {"o": ox.Literal("b")}, "only a SELECT query", id="bound and nothing selected"),
]


@pytest.mark.parametrize(("text", "bindings", "message"), WRONG)
def test_what_is_refused(store: TripleStore, text: str, bindings: dict[str, ox.Literal], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        store.query(text, bindings=bindings)


def test_a_value_counts_in_filters(store: TripleStore) -> None:
    store.load([quad(typed(str(number), "integer")) for number in range(5)])
    text = "SELECT ?o ?least { ?s <http://a/p> ?o FILTER(?o >= COALESCE(?least, 0)) } ORDER BY ?o"
    found = store.query(text, bindings={"least": typed("3", "integer")})
    assert isinstance(found, Solutions)
    assert [row[0] for row in found.rows] == [typed("3", "integer"), typed("4", "integer")]


@pytest.fixture(scope="module")
def embedded(demo: Library) -> Iterator[TripleStore]:
    """The demo library's own store."""
    with demo.graph_store() as store:
        yield store


# These come last: they need the same content, and the tests above empty the stores.


@pytest.fixture(scope="module")
def filled(kept: TripleStore, embedded: TripleStore) -> TripleStore:
    """A store of each sort with the content of the demo library."""
    wanted = {graph: list(embedded.quads(graph)) for graph in embedded.graphs()}
    for graph in set(kept.graphs()) - wanted.keys():
        kept.remove(graph)
    for graph, quads in wanted.items():
        kept.replace(graph, quads)
    return kept


@pytest.mark.parametrize("name", reports())
def test_reports_say_the_same(filled: TripleStore, embedded: TripleStore, name: str) -> None:
    assert run(filled, name) == run(embedded, name)


# A value that the demo library has for each kind of parameter.
# With fewer rows than there are, which of equal ones a store gives is left to it.
VALUES = {
    "dataset": "imagenet-1k",
    "paper": "ftwt.tei.xml",
    "year": "2020",
    "number": "2",
    "text": "vision",
    "rows": "all",
}
BOUND = [(name, parameter) for name, report in reports().items() for parameter in report.parameters]


@pytest.mark.parametrize(("name", "parameter"), BOUND)
def test_reports_with_a_value_say_the_same(
    filled: TripleStore, embedded: TripleStore, name: str, parameter: str
) -> None:
    given = {parameter: VALUES[reports()[name].parameters[parameter].kind]}
    assert run(filled, name, given) == run(embedded, name, given)


def test_every_store_lists_the_datasets_alike(store: TripleStore, toy: ModuleType) -> None:
    store.load(toy.all_quads())
    here = GraphStore.in_memory()
    here.load(toy.all_quads())
    assert schema_org(store) == schema_org(here)
