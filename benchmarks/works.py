"""What it costs to tell which references denote one work: `python -m benchmarks.works [SIZE...]`.

The references are made up: publications with titles of random words, each cited a few times, some of them very often,
as readers leave them: preprint or proceedings, initials or first names, "et al.", a misprint, a lost subtitle, no year,
no title. Sizes are 10000 and 100000 by default; 1000000 takes minutes and some GB. Prints for every size seconds, peak
memory, works found, and how well the pairs are told apart that have one publication (B-cubed). One process a size.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter

from kg.model import Reference
from kg.resolution.works import Place, one_publication

_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo xa ze ka lo mi nu ra so ti vu".split()
_CITED = 5  # references a publication, on average
_SEED = 11


def made_up(size: int) -> tuple[dict[Place, Reference], dict[Place, int]]:
    """References by their places, and the number of the publication that each denotes."""
    rng = random.Random(_SEED)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(3000)]
    names = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(4000)]
    count = max(1, size // _CITED)
    references: dict[Place, Reference] = {}
    truth: dict[Place, int] = {}
    publications = []
    for _ in range(count):
        title = " ".join(rng.choices(words, k=rng.randint(4, 10)))
        head = rng.choice(words) + ": " if rng.random() < 0.3 else ""
        authors = [(rng.choice(names), rng.choice(names)) for _ in range(rng.randint(1, 6))]
        publications.append(
            (head + title, authors, rng.randint(1985, 2024), f"{rng.randrange(10**4):04d}.{_ % 10**5:05d}")
        )
    for number in range(size):
        # Squared, because a few publications are cited by very many.
        which = int(count * rng.random() ** 2)
        place = (f"p{number // 40}", str(number))
        references[place] = _printed(rng, *publications[which])
        truth[place] = which
    return references, truth


def _printed(rng: random.Random, title: str, authors: list[tuple[str, str]], year: int, arxiv: str) -> Reference:
    style = rng.random()
    people = [
        f"{first} {last}" if style < 0.4 else f"{first[0]}. {last}" if style < 0.8 else f"{last}, {first[0]}"
        for first, last in authors
    ]
    if len(people) > 2 and rng.random() < 0.2:
        people = people[:1]
    if rng.random() < 0.1:
        at = rng.randrange(1, len(title))
        title = title[:at] + rng.choice(["", " ", title[at].upper(), "x"]) + title[at + 1 :]
    if rng.random() < 0.05 and ": " in title:
        title = title.split(": ", 1)[1]
    printed = None if rng.random() < 0.08 else year + rng.choice([0, 0, 0, 0, 1])
    raw = f"{', '.join(people)}. {title}. {printed or ''}"
    known = title if rng.random() < 0.95 else ""
    return Reference("k", raw, known, tuple(people), printed, "", "", arxiv if rng.random() < 0.15 else "")


def measure(size: int) -> None:
    """Print one line for one size."""
    references, truth = made_up(size)
    before = time.perf_counter()
    groups = one_publication(references, {})
    seconds = time.perf_counter() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    group_of = {place: number for number, (places, _) in enumerate(groups) for place in places}
    sizes, true_sizes = Counter(group_of.values()), Counter(truth.values())
    both = Counter((group_of[place], truth[place]) for place in references)
    precision = sum(n * n / sizes[group] for (group, _), n in both.items()) / size
    recall = sum(n * n / true_sizes[which] for (_, which), n in both.items()) / size
    print(
        f"{size:9,} references  {seconds:7.1f} s  {seconds / size * 1e6:6.1f} µs each  {memory:7.0f} MB  "
        f"{len(groups):8,} works of {len(true_sizes):,}  precision {precision:.4f}  recall {recall:.4f}",
        flush=True,
    )


def main(sizes: list[int]) -> None:
    """A process for every size, so that the peak of memory is its own."""
    if len(sizes) == 1:
        measure(sizes[0])
        return
    for size in sizes:
        subprocess.run([sys.executable, "-m", "benchmarks.works", str(size)], check=True)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [10_000, 100_000])
