"""How fast extraction is, finder by finder, and what memory it takes: `python -m benchmarks.extraction [FOLDER]`.

Without a folder it takes the papers of a `shared` folder beside the checkout. Reading files is not counted. Seconds are
of one core (CPU time), so that other programs that run beside it change little.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg import catalogue as catalogues
from kg.errors import KgError
from kg.extraction import Extractor
from kg.extraction.abbreviations import find_long_forms
from kg.extraction.candidate_features import PaperClues, features_of
from kg.extraction.candidates import find_candidates
from kg.extraction.citing import cite
from kg.extraction.descriptions import describe
from kg.extraction.evidence import find_evidence
from kg.extraction.paper_kind import paper_features
from kg.extraction.places import Places
from kg.extraction.roles import role_features
from kg.model import Paper
from kg.readers import read
from kg.scanning import paper_files

PAPERS = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev" / "papers"
ENOUGH = 4.0  # papers a second and core
_Result = TypeVar("_Result")


class Clock:
    """Seconds of CPU time by the name of a step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, step: str, action: Callable[[], _Result]) -> _Result:
        start = time.process_time()
        result = action()
        self.seconds[step] += time.process_time() - start
        return result


def main(folder: Path) -> int:
    """Print the table; 1 where there is nothing to read or extraction is slower than asked for."""
    papers = _papers(folder)
    if not papers:
        print("nothing to read: give a folder of papers")
        return 1
    clock = Clock()
    before = megabytes()
    extractor = clock.time("start", lambda: Extractor(catalogues.load()))
    extractor.extract(papers[0])  # what is made at first use, is made
    loaded = megabytes()
    for paper in papers:
        clock.time("the whole extraction", lambda paper=paper: extractor.extract(paper))
    for paper in papers:
        by_finder(extractor, paper, clock)
    words = sum(len(paper.text.split()) for paper in papers)
    print(f"extraction of {len(papers)} papers with {words:,} words; reading not counted, seconds of one core")
    started = clock.seconds.pop("start")
    for step, seconds in clock.seconds.items():
        print(f"    {step:<24}{seconds:>8.2f} s  {1000 * seconds / len(papers):>7.1f} ms a paper", end="")
        print(f"  {words / max(seconds, 1e-9):>12,.0f} words a second")
    speed = len(papers) / clock.seconds["the whole extraction"]
    print(f"    papers a second and core {speed:.1f} (asked for: {ENOUGH:.0f})")
    print(f"    start, once a process    {started:.1f} s")
    print(f"    peak memory              {megabytes():.0f} MB")
    print(f"        of it the papers {before:.0f} MB, catalogue, models and first paper {loaded - before:.0f} MB")
    return int(speed < ENOUGH)


def by_finder(extractor: Extractor, paper: Paper, clock: Clock) -> None:
    """Run every finder alone on one paper."""
    reading = clock.time("reading of the text", lambda: extractor.read(paper))
    document = reading.document
    clock.time("catalogue names", lambda: extractor._known_names.find(document))
    clock.time("abbreviations", lambda: find_long_forms(document))
    clock.time("accepted works", lambda: extractor._works.find(paper))
    candidates = clock.time("candidates", lambda: find_candidates(document))
    known = [name.span for name in reading.known if not name.in_context]
    others = reading.clues.other_names
    clues = clock.time("clues", lambda: PaperClues(document, known, reading.long_forms, others))
    clock.time("candidates' features", lambda: [features_of(c, clues) for c in candidates.values()])
    found = clock.time("naming", lambda: extractor.name(reading))
    kind = paper_features(document, datasets=len(found))
    clock.time("roles", lambda: [role_features(n, document, paper=kind, known=bool(n.known_as)) for n in found])
    pairing = clock.time("pairs with references", lambda: extractor.pairing(reading, found))
    pairs = clock.time("meetings and features", lambda: [pairing.pairs_of(named) for named in found])
    clock.time("citing", lambda: [cite(p, extractor.models.citation, paper) for p in pairs])
    clock.time("evidence", lambda: [find_evidence(n, document, used=True, introduced=False) for n in found])
    datasets = extractor.catalogue.datasets
    names = Places(mention.span for named in found for mention in named.mentions)
    clock.time("descriptions", lambda: [describe(n, document, datasets.get(n.known_as), names) for n in found])


def _papers(folder: Path) -> list[Paper]:
    found = []
    for path in paper_files([folder])[0] if folder.is_dir() else ():
        try:
            found.append(read(path))
        except KgError as error:
            print(error)
    return found


def megabytes() -> float:
    """The most memory that this process has held."""
    # ru_maxrss counts kilobytes on Linux and bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAPERS))
