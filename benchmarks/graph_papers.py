"""Made-up records that look like real ones: how many uses, references and words a paper has, and which names recur.

The figures were counted in the records of 121 papers (18 PDF, 8 LaTeX, 70 TEI, 29 JATS less four doubles): of 569 uses
83% are of a dataset that is used, 1% introduce one, 88% are of a dataset of the catalogue; the k-th dataset of the
catalogue is met in proportion to k^-0.9 (it foretells 32%, 17% and 12% of papers for the first three, found were 32%,
17% and 12%). Of the names that no catalogue has all but one were met in one paper; here a third of them recur.

All that belongs to one paper alone bears `MARK`: with another text in its place the records are those of other papers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from kg.model import (
    Catalogue,
    Citation,
    Dataset,
    Description,
    Evidence,
    Mention,
    Nearby,
    Paper,
    Record,
    Reference,
    Span,
    Use,
    Work,
)

MARK = "qxaaaa"

# Deciles, from the smallest value to the largest.
_USES = (0, 0, 1, 2, 3, 4, 5, 5, 7, 11, 21)
_MENTIONS = (1, 1, 1, 2, 3, 4, 5, 7, 10, 16, 49)
_SURFACES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 6)
_NEARBY = (0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 12)
_EVIDENCE = (23, 72, 100, 123, 142, 159, 181, 212, 240, 286, 665)  # characters
_REFERENCES = (14, 22, 27, 30, 33, 35, 37, 45, 51, 61, 103)
_TITLE = (13, 43, 52, 62, 68, 71, 77, 84, 90, 106, 192)
_AUTHORS = (1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 20)
_DESCRIPTION = (37, 66, 79, 93, 103, 114, 136, 149, 163, 239, 543)

_KNOWN, _USED, _INTRODUCED = 0.88, 0.83, 0.01
_ZIPF = 0.9
_RECURRING = 1 / 3  # of the names that no catalogue has
_NEW_NAMES, _METHODS = 2000, 4000  # recurring ones
_CITED = 0.58  # of the uses
_AGAIN = 0.5  # of the references that stand near a use: in the list for another use already
_ATTACHED = 290 / 357
_RIGHTLY = 0.8  # of the citations of a dataset whose publication the catalogue knows; a guess
_DESCRIBED, _COUNTED = 0.26, 0.18
_PAGED = 0.3  # of the papers: more than counted (0.15), because most people have PDFs
_YEARS = range(2005, 2026)
_YEAR_KNOWN = 0.9  # counted was 0.55, and more years are more work for the queries
_VENUES = "CVPR ICCV ECCV NeurIPS ICML ICLR ACL EMNLP NAACL AAAI IJCAI KDD SIGIR WWW Interspeech ICASSP MICCAI".split()

_SYLLABLES = (
    "ba co da el fa gu hi jo ka lu me no pi qua ro su ta vi wo xe ya zu bri cla dre flo gra kri ple sta".split()
)
_WORDS = """we train evaluate the a model on with of in for our method results show that accuracy images sentences
    samples from dataset benchmark test set error rate against baseline pre-trained network features learned using
    following previous work report mean over five runs each table compares state art approach large scale""".split()


class Making:
    """Makes records one after another; the same `seed` makes the same."""

    def __init__(self, catalogue: Catalogue, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        self._works = catalogue.works
        known = sorted(catalogue.datasets.values(), key=lambda d: d.id)
        self._chance.shuffle(known)
        self._known = _Ranked(known)
        self._new = _Ranked([Dataset(name, name) for name in (self._name() for _ in range(_NEW_NAMES))])
        self._methods = _Ranked([self._work(f"method-{n}") for n in range(_METHODS)])
        self._count = 0

    def record(self) -> Record:
        """The next one."""
        self._count += 1
        chance, id_ = self._chance, f"doi:10.0000/{MARK}.{self._count}"
        references: dict[str, Reference] = {}
        paged = chance.random() < _PAGED
        wanted = {dataset.id: dataset for dataset in (self._dataset() for _ in range(self._from(_USES)))}
        uses = tuple(self._use(dataset, references, paged=paged) for dataset in wanted.values())
        while len(references) < self._from(_REFERENCES):
            self._refer(self._work(f"own-{MARK}-{self._count}-{len(references)}"), references)
        year = self._year() if chance.random() < _YEAR_KNOWN else None
        authors = tuple(self._author() for _ in range(self._from(_AUTHORS)))
        source = f"{MARK}-{self._count}.{'pdf' if paged else 'xml'}"
        paper = Paper(id_, source, self._text(_TITLE), authors, year, (id_,), "", (), (), tuple(references.values()))
        return Record(paper, uses, "made")

    def _dataset(self) -> Dataset:
        if self._chance.random() < _KNOWN:
            return self._known.draw(self._chance)
        if self._chance.random() < _RECURRING:
            return self._new.draw(self._chance)
        name = f"{self._name()}{MARK}"
        return Dataset(name, name)

    def _use(self, dataset: Dataset, references: dict[str, Reference], *, paged: bool) -> Use:
        chance, known = self._chance, dataset.id != dataset.name
        names = (dataset.name, *dataset.aliases, f"{dataset.name} dataset", dataset.name.lower())
        surfaces = tuple(dict.fromkeys((chance.choice(names), *names)))[: self._from(_SURFACES)]
        quote = self._text(_EVIDENCE)
        start = chance.randrange(60_000)
        boxes = tuple((3, (72.0, 700.0 - 12 * n, 300.5, 711.2 - 12 * n)) for n in range(1 + len(quote) // 90))
        description = None
        if chance.random() < _DESCRIBED:
            many = chance.random() < _COUNTED / _DESCRIBED
            description = Description(self._text(_DESCRIPTION), "paper", chance.choice((1000, 60000)) if many else None)
        citations: tuple[Citation, ...] = ()
        if chance.random() < _CITED:
            own = [self._works[key] for key in dataset.works if key in self._works]
            right = own and chance.random() < _RIGHTLY
            key = self._refer(own[0] if right else self._methods.draw(chance), references)
            attached = chance.random() < _ATTACHED
            citations = (
                Citation(key, "attached", f"[{key}]", "the marker stands right behind the name")
                if attached
                else Citation(key, "listed", "", "the reference is the dataset's own publication"),
            )
        nearby = tuple(
            Nearby(self._near(references), "[12]", "stands with a method of its own")
            for _ in range(self._from(_NEARBY))
        )
        chosen = chance.random()
        return Use(
            name=surfaces[0],
            surfaces=surfaces,
            known_as=dataset.id if known else "",
            kind=dataset.kind,
            mentions=tuple(
                Mention(Span(start + n, start + n + len(surfaces[0])), surfaces[0], "catalogue", 1.0)
                for n in range(self._from(_MENTIONS))
            ),
            used=chosen < _USED,
            introduced=not known and chance.random() < _INTRODUCED / (1 - _KNOWN),
            evidence=Evidence(quote, Span(start, start + len(quote)), 3 if paged else None, boxes if paged else ()),
            description=description,
            citations=citations,
            nearby=nearby,
            confidence=round(1 - chance.betavariate(1, 4), 3),
        )

    def _near(self, references: dict[str, Reference]) -> str:
        if references and self._chance.random() < _AGAIN:
            return self._chance.choice(list(references))
        return self._refer(self._methods.draw(self._chance), references)

    def _refer(self, work: Work, references: dict[str, Reference]) -> str:
        """The key of a work in a reference list, where it is entered if it is not there yet."""
        for reference in references.values():
            if reference.title == work.title:
                return reference.key
        key = str(len(references) + 1)
        raw = f"[{key}] {', '.join(work.authors)}. {work.title}. In {work.venue}, {work.year}. {MARK}"
        references[key] = Reference(
            key, raw, work.title, work.authors, work.year, work.venue, work.doi, work.arxiv, work.url
        )
        return key

    def _work(self, key: str) -> Work:
        own = MARK if MARK in key else ""
        authors = tuple(self._author() for _ in range(self._from(_AUTHORS)))
        return Work(key, f"{self._text(_TITLE, own)}", authors, self._year(), self._chance.choice(_VENUES))

    def _author(self) -> str:
        return f"{self._chance.choice('ABCDEFGHJKLM')}. {''.join(self._chance.choices(_SYLLABLES, k=3)).capitalize()}"

    def _name(self) -> str:
        coined = "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(3, 5))).capitalize()
        return coined + self._chance.choice(("", "Net", "Bench", "QA", "-Scenes"))

    def _text(self, lengths: Sequence[int], own: str = MARK) -> str:
        """Words of about the length that is drawn, in characters; those of one paper bear its mark."""
        length = self._from(lengths)
        text = " ".join(self._chance.choices(_WORDS, k=length // 5 + 1))[: max(length - len(own) - 9, 1)]
        return f"{''.join(self._chance.choices(_SYLLABLES, k=4)).capitalize()} {text} {own}".strip()

    def _from(self, deciles: Sequence[int]) -> int:
        """A number drawn so that a tenth of all lie between each two, most of them near the lower."""
        at = self._chance.randrange(len(deciles) - 1)
        low, high = deciles[at], deciles[at + 1]
        return low + int(self._chance.random() ** 2 * (high - low + 1))

    def _year(self) -> int:
        """More papers every year, as it was."""
        return self._chance.choices(_YEARS, [1.12**n for n in range(len(_YEARS))])[0]


class _Ranked:
    """Things drawn by their rank: the k-th in proportion to k^-0.9."""

    def __init__(self, things: Sequence) -> None:  # type: ignore[type-arg]
        self._things = things
        self._sums = list(accumulate((rank + 1) ** -_ZIPF for rank in range(len(things))))

    def draw(self, chance: random.Random):  # type: ignore[no-untyped-def]
        return chance.choices(self._things, cum_weights=self._sums)[0]
