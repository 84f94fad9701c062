"""How well markers of PDFs are resolved: `python -m benchmarks.pdf_markers [PAPERS [STYLE...]]`.

PAPERS (3) are set in every citation style with one and with two columns, and read back. Counted are pairs of a place in
the text and a work cited there (precision, recall, F1), the entries found of the reference lists, sentences without
markers that come out letter by letter in a passage of their zone, rows of tables with their cells, and papers whose
text holds none of what is printed around it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.pdf_papers import FURNITURE, STYLES, MadePaper, made_paper
from kg import catalogue
from kg.model import Paper
from kg.readers import read

_PAPERS = 3
_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Tally:
    """What was counted over some papers."""

    papers: int = 0
    clean: int = 0
    right: int = 0
    found: int = 0
    true: int = 0
    listed: int = 0
    listed_true: int = 0
    said: int = 0
    said_true: int = 0
    rows: int = 0
    rows_true: int = 0

    def add(self, other: Tally) -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)


def main(papers: int, wanted: Sequence[str]) -> int:
    """Print the figures of each style and number of columns."""
    known = sorted(catalogue.load().works.values(), key=lambda work: work.key)
    print(f"{'style':36} columns   P     R     F1    references  sentences    rows  clean")
    for group, styles in STYLES.items():
        for columns in (1, 2):
            whole = Tally()
            for style in styles:
                if wanted and style not in wanted and group not in wanted:
                    continue
                tally = Tally()
                for seed in range(papers):
                    made = made_paper(style, columns=columns, seed=seed, known=known)
                    tally.add(compared(_read(made), made))
                whole.add(tally)
                if len(styles) > 1:
                    show(f"  {style}", columns, tally)
            if whole.papers:
                show(group, columns, whole)
    return 0


def _read(made: MadePaper) -> Paper:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(made.pdf)
        return read(path)


def compared(paper: Paper, made: MadePaper) -> Tally:
    """The counts of one paper, as read and in truth."""
    cited = found_pairs(paper, made)
    texts: dict[str, list[str]] = {}
    for passage in paper.passages:
        texts.setdefault(passage.zone, []).append(" ".join(paper.quote(passage.span).split(" ")))
    whole = {zone: "\n\n".join(parts) for zone, parts in texts.items()}
    lines = {tuple(line.split("\t")) for line in whole.get("table", "").split("\n")}
    return Tally(
        papers=1,
        clean=not any(word in paper.text for word in FURNITURE),
        right=len(cited & made.cited),
        found=len(cited),
        true=len(made.cited),
        listed=len(paper.references),
        listed_true=len(made.titles),
        said=sum(sentence in whole.get(zone, "") for zone, sentence in made.said),
        said_true=len(made.said),
        rows=sum(row in lines for row in made.rows),
        rows_true=len(made.rows),
    )


def found_pairs(paper: Paper, made: MadePaper) -> set[tuple[str, str]]:
    """Each work that the reader finds cited, with the last anchor before the marker."""
    titles = {_LETTERS.sub("", title.lower()): title for title in made.titles}
    work_of = {}
    for reference in paper.references:
        raw = _LETTERS.sub("", reference.raw.lower())
        work_of[reference.key] = next((titles[title] for title in titles if title in raw), reference.key)
    anchors = [(m.start(), m[0]) for m in re.finditer("|".join(made.anchors), paper.text.lower())]
    pairs = set()
    for marker in paper.markers:
        before = [anchor for start, anchor in anchors if start < marker.span.start]
        pairs |= {(before[-1] if before else "", work_of[key]) for key in marker.keys}
    return pairs


def show(name: str, columns: int, tally: Tally) -> None:
    """Print one line of figures."""
    precision, recall = tally.right / max(1, tally.found), tally.right / max(1, tally.true)
    print(
        f"{name:36} {columns:7} {precision:.3f} {recall:.3f} {tally.f1:.3f}"
        f"  {tally.listed:4} of {tally.listed_true:4}"
        f"  {tally.said / max(1, tally.said_true):9.3f}  {tally.rows / max(1, tally.rows_true):6.3f}"
        f"  {tally.clean} of {tally.papers}",
        flush=True,
    )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(int(arguments[0]) if arguments else _PAPERS, arguments[1:]))
