"""Papers that nobody would write: each is answered, and twice the paper takes no more than about twice the work."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice, product

import pytest

from kg.errors import ReadError
from kg.extraction import Extractor
from kg.extraction.document import LONGEST_TEXT
from kg.extraction.extractor import load_models
from kg.model import Catalogue, Marker, Paper, Passage, Reference, Span, Zone

_MARKER = re.compile(r"\[(b\d+(?:,b\d+)*)\]")
_REFERENCES = 40
_PARAGRAPH = 1000  # characters
SIZE = 60  # how often the smaller paper repeats its part
MOST = 2.6  # times the work of half the paper


def paper(text: str, zone: Zone = "body", paragraph: int = _PARAGRAPH) -> Paper:
    starts = range(0, len(text), paragraph)
    passages = tuple(Passage(zone, "Data", Span(at, min(at + paragraph, len(text)))) for at in starts)
    markers = tuple(Marker(Span(*m.span()), tuple(m[1].split(","))) for m in _MARKER.finditer(text))
    references = tuple(
        Reference(f"b{i}", f"A. Writer{i}. The Set{i} corpus. 2001.", f"The Set{i} corpus", (f"A. Writer{i}",))
        for i in range(_REFERENCES)
    )
    return Paper("sha256:0", "hard.txt", "A study", (), None, (), text, passages, markers, references)


def one_line(text: str) -> Paper:
    return paper(text, paragraph=len(text) + 1)


def table(text: str) -> Paper:
    return paper(text, "table", len(text) + 1)


def names(many: int) -> list[str]:
    """So many different names in capitals."""
    syllables = "Ba Ce Di Fo Gu Ha Ji Ko La Me Ni Po".split()
    return ["".join(parts) for parts in islice(product(syllables, repeat=3), many)]


def new_datasets(many: int) -> Paper:
    return paper("".join(f"We use the {name} dataset [b{i % 9}]. " for i, name in zip(count(), names(many))))


def defined(many: int) -> Paper:
    return paper("".join(f"We use the Foo {n} Zed Dataset (F{n[:2]}ZD). " for n in names(many)))


def references(many: int) -> Paper:
    keys = ",".join(f"b{i}" for i in range(many))
    entries = tuple(Reference(f"b{i}", f"The Set{i} corpus.", f"The Set{i} corpus") for i in range(many))
    bare = paper("")
    text = f"We use ImageNet [{keys}] and the Set1 corpus."
    whole = one_line(text)
    return Paper(bare.id, bare.source, bare.title, (), None, (), text, whole.passages, whole.markers, entries)


CASES: list[tuple[str, Callable[[int], Paper]]] = [
    ("many pages", lambda n: paper("We train on ImageNet [b1]. Results on the FooBar dataset are good. " * n)),
    ("one line without a stop", lambda n: one_line("we train on ImageNet and on the FooBar dataset " * n)),
    ("Chinese", lambda n: paper("我们在ImageNet数据集上训练模型。结果表明该方法优于基线。" * n)),
    ("Chinese without a stop", lambda n: one_line("我们在数据集上训练模型并使用" * 10 * n)),
    ("Arabic", lambda n: paper("نستخدم مجموعة بيانات ImageNet لتدريب النموذج. " * n)),
    ("German", lambda n: paper("Wir trainieren das Modell auf ImageNet und dem Datensatz CIFAR-10. " * n)),
    ("Russian", lambda n: paper("Мы обучаем модель на наборе данных ImageNet. Оценки на CIFAR-10 лучше. " * n)),
    ("all tables", lambda n: paper("ImageNet\tFooBar\t1.0\n" * n, "table", 210)),
    ("one table", lambda n: table("ImageNet\tFooBar\t1.0\n" * n)),
    ("one row", lambda n: table("ImageNet\tFooBar\t1.0\t" * n)),
    ("all capitals", lambda n: paper("WE TRAIN ON IMAGENET AND ON THE FOOBAR DATASET. " * n)),
    ("control characters", lambda n: paper("We \x00train\x1b[0m on \x07ImageNet\ufeff. " * n)),
    (
        "right-to-left marks",
        lambda n: paper("We \u200f\u202etrain\u202c on \u2066ImageNet\u2069 and CIFAR\u00ad-10. " * n),
    ),
    ("markers", lambda n: paper("We use ImageNet [b1] and FooBar [b2,b3]. " * n)),
    ("markers in a row", lambda n: one_line("We use ImageNet " + "[b1] [b2] and " * n)),
    ("markers and names in a row", lambda n: one_line("and then ImageNet with CIFAR-10 too [b1] " * n)),
    ("a marker of many references", references),
    ("a name everywhere", lambda n: paper("We use ImageNet here. " * n)),
    ("a name and nothing else", lambda n: one_line("ImageNet " * n)),
    ("a name that needs context", lambda n: paper("We use Adult here. " * n)),
    ("different names", new_datasets),
    (
        "different names in one line",
        lambda n: one_line("We use " + ", ".join(f"what they call the {name} set of data" for name in names(n))),
    ),
    ("short forms", defined),
    ("an ellipsis without end", lambda n: one_line("CIFAR-10 and " + "-100 and " * n)),
    ("addresses", lambda n: paper("We use ImageNet (https://example.org/imagenet). " * n)),
    ("sizes", lambda n: one_line("ImageNet contains 60,000 images and " * n)),
    ("one word", lambda n: one_line("A" * 500 * n)),
    ("one word with hyphens", lambda n: one_line("Ab-" * 200 * n)),
    ("numbers with commas", lambda n: one_line("1,234," * 100 * n)),
    ("an address without end", lambda n: one_line("a@" * 200 * n)),
    ("brackets", lambda n: one_line("(" * 200 * n)),
    ("stops", lambda n: one_line("." * 200 * n)),
    ("spaces", lambda n: one_line(" " * 500 * n + "x")),
]


@pytest.fixture(scope="module")
def extractor(catalogue: Catalogue) -> Extractor:
    """Without the network, which reads a few sentences a name: most of the time and none of the calls."""
    return Extractor(catalogue, replace(load_models(), second=None))


@pytest.fixture(scope="module")
def shipped_extractor(catalogue: Catalogue) -> Extractor:
    return Extractor(catalogue)


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """Counts the calls of functions, ours and built-in: work that is the same on every machine."""
    calls = [0]

    def note(_frame: object, event: str, _argument: object) -> None:
        calls[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def work(extractor: Extractor, read: Paper) -> int:
    with counted_calls() as calls:
        record = extractor.extract(read)
    assert record.paper.text == ""
    for use in record.uses:
        assert all(read.quote(mention.span) for mention in use.mentions)
        assert read.quote(use.evidence.span) == use.evidence.quote
    return calls[0]


@pytest.mark.parametrize("made", [row[1] for row in CASES], ids=[row[0] for row in CASES])
def test_work_grows_with_the_paper(made: Callable[[int], Paper], extractor: Extractor) -> None:
    work(extractor, made(4))  # what is made at first use, is made
    assert work(extractor, made(2 * SIZE)) <= MOST * work(extractor, made(SIZE))


@pytest.mark.parametrize("made", [row[1] for row in CASES], ids=[row[0] for row in CASES])
def test_the_shipped_models_answer_too(made: Callable[[int], Paper], shipped_extractor: Extractor) -> None:
    assert work(shipped_extractor, made(3)) > 0


NOTHING = [
    ("no text", paper("")),
    ("no passages", Paper("sha256:0", "x.txt", "", (), None, (), "We train on ImageNet.", (), (), ())),
    ("an empty passage", Paper("sha256:0", "x.txt", "", (), None, (), "x", (Passage("body", "", Span(0, 0)),), (), ())),
    ("only a line end", paper("\n")),
]


@pytest.mark.parametrize("read", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_a_paper_that_says_nothing_has_no_uses(read: Paper, extractor: Extractor) -> None:
    assert extractor.extract(read).uses == ()


def test_a_text_longer_than_any_paper_is_refused(extractor: Extractor) -> None:
    with pytest.raises(ReadError, match="holds 20,000,001 characters"):
        extractor.extract(one_line("x" * (LONGEST_TEXT + 1)))
