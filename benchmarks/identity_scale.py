"""What resolution costs: seconds and memory for so many distinct made-up names, with noise as papers add it."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from kg import catalogue as catalogues
from kg.model import Evidence, Paper, Record, Span, Use
from kg.resolution import resolve

_SYLLABLES = (
    "ba co da el fa gu hi jo ka lu me no pi qua ro su ta vi wo xe ya zu bri cla dre flo gra kri ple sta tri".split()
)
_WORDS = """river street audio court patient harbor leaf soil cell market school traffic forest speech dialog
    recipe satellite flood coral bridge newspaper protein galaxy insect museum tariff""".split()
_MARKS = ("-C", "-LT", " v2", " 2.0", "-10", "-100", " 2015", " 2016", " II", "-mini")
_NOISE = 0.3  # share of mentions that spell a name otherwise than its makers
_USES = 5  # a paper


def print_costs(sizes: list[int]) -> None:
    """Print what every size costs, each measured in a process of its own."""
    print("resolution of distinct made-up names (time and memory of `resolve`, without making the names)")
    for size in sizes:
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
            spent = process.submit(cost, size).result()
        print(
            f"    {spent.names:>9,} names  {spent.datasets:>9,} datasets  {spent.cpu_seconds:>7.1f} s of one core"
            f"  {spent.cpu_seconds / spent.names * 1e6:>6.1f} µs a name  {spent.seconds:>7.1f} s by the clock"
            f"  {spent.megabytes:>6.0f} MB at most ({spent.megabytes_before:.0f} MB of it the records)",
            flush=True,
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """What one resolution took: seconds of one core and by the clock, megabytes at most and before it began."""

    names: int
    datasets: int
    cpu_seconds: float
    seconds: float
    megabytes: float
    megabytes_before: float


def cost(size: int) -> Cost:
    """Resolve made-up records and throw the result away."""
    catalogue = catalogues.load()
    records = list(made_records(size, random.Random(7)))
    names = len({surface for record in records for use in record.uses for surface in use.surfaces})
    before = _megabytes()
    start, start_cpu = time.perf_counter(), time.process_time()
    identity = resolve(records, catalogue)
    cpu_seconds, seconds = time.process_time() - start_cpu, time.perf_counter() - start
    return Cost(names, len(identity.datasets), cpu_seconds, seconds, _megabytes(), before)


def made_records(size: int, chance: random.Random) -> Iterator[Record]:
    """Papers with about so many distinct names among them."""
    count = 0
    paper = 0
    seen: set[str] = set()
    while count < size:
        uses = []
        for _ in range(_USES):
            surfaces = _surfaces(chance)
            count += sum(s not in seen for s in surfaces)
            seen.update(surfaces)
            uses.append(_use(surfaces))
        paper += 1
        bare = Paper(f"paper:{paper}", f"{paper}.pdf", "", (), 2020, (), "", (), (), ())
        yield Record(bare, tuple(uses), "made")


def _surfaces(chance: random.Random) -> tuple[str, ...]:
    """The spellings that one paper prints for one dataset, its full name first."""
    coined = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
    kind = chance.random()
    if kind < 0.4:
        name = coined + chance.choice(("Net", "Bench", "QA", "Scenes", "Speech", ""))
    elif kind < 0.8:
        words = [coined, *(w.capitalize() for w in chance.sample(_WORDS, chance.randint(1, 3)))]
        name = " ".join(words)
    else:
        name = f"{coined}{chance.choice(('-', ' ', ''))}{chance.choice(_WORDS).capitalize()}"
    if chance.random() < 0.2:
        name += chance.choice(_MARKS)
    found = [_spelled(name, chance)]
    if " " in name and kind < 0.8 and chance.random() < 0.5:
        found.append("".join(word[0] for word in name.split() if word[0].isupper()) + str(chance.randint(1, 99)))
    if chance.random() < _NOISE:
        found.append(_spelled(name, chance))
    return tuple(dict.fromkeys(found))


def _spelled(name: str, chance: random.Random) -> str:
    if chance.random() > _NOISE:
        return name
    at = chance.randrange(1, len(name))
    return chance.choice(
        (
            name.replace(" ", "-"),
            name.replace("-", " "),
            name.lower(),
            name.upper(),
            f"{name} dataset",
            f"the {name} corpus",
            f"{name} test set",
            name[:at] + name[at + 1 :],
        )
    )


def _use(surfaces: tuple[str, ...]) -> Use:
    evidence = Evidence(surfaces[0], Span(0, 1))
    return Use(surfaces[0], surfaces, "", "dataset", (), True, False, evidence, None, (), (), 0.9)


def _megabytes() -> float:
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
