"""Papers of known structure, written here and set as PDF by Typst: what they cite, and what they say, is known exactly.

Every sentence that cites bears a made-up word, its anchor, which stands nowhere else in the paper: a marker that a
reader finds belongs to the last anchor before it. Half of the works cited are works of the catalogue, the others are
made up, with accents, particles, single authors, bodies as authors, and pairs of one author and year.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import typst

from benchmarks.pdf_words import ADJECTIVES, FORENAMES, NOUNS, PLURALS, SURNAMES, SYLLABLES, VERBS
from benchmarks.pdf_works import (
    alpha_labels,
    cited_names,
    cited_works,
    forward_names,
    in_order,
    typst_entry,
    year_letters,
)
from kg.model import Work, Zone

# How markers look, and which citation styles print them so. "alpha" and "natbib" are laid out here, the others by CSL.
STYLES = {
    "numeric": ("ieee", "association-for-computing-machinery", "springer-mathphys", "vancouver"),
    "author-year": ("apa", "chicago-author-date", "elsevier-harvard", "natbib"),
    "alpha": ("alpha",),
    "superscript": ("nature", "american-medical-association", "vancouver-superscript", "american-chemical-society"),
}
_FONTS = ("Libertinus Serif", "New Computer Modern")
_SECTIONS = ("Introduction", "Related Work", "Data", "Method", "Experiments", "Discussion", "Conclusion")
# A reader must leave these out: they are printed around the text.
FURNITURE = ("DRAFT", "arXiv:2101.0", "Downloaded from", "Letters of Small Studies")


@dataclass(slots=True)
class MadePaper:
    """A paper as PDF with the truth about it.

    `cited` holds pairs of an anchor and the title of a work that is cited behind it; `titles` the works of the
    reference list; `said` sentences without markers, by the zone that they stand in; `rows` the rows of tables, as
    cells.
    """

    pdf: bytes
    cited: set[tuple[str, str]] = field(default_factory=set)
    anchors: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    said: list[tuple[Zone, str]] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)


def made_paper(style: str, *, columns: int, seed: int, known: Sequence[Work]) -> MadePaper:
    """One paper in a citation style; the same arguments give the same paper."""
    chance = random.Random(f"{style}/{columns}/{seed}")
    works = sorted(cited_works(chance, known), key=in_order)
    writer = _Writer(chance, style, columns, works, MadePaper(b""))
    source = writer.document()
    made = writer.made
    made.titles = [work.title for work in works if work.key in writer.used]
    made.pdf = typst.compile(source.encode())
    return made


class _Writer:
    """Writes the Typst source of a paper and notes the truth as it goes."""

    def __init__(self, chance: random.Random, style: str, columns: int, works: list[Work], made: MadePaper) -> None:
        self.chance, self.style, self.columns, self.works, self.made = chance, style, columns, works, made
        self.used: set[str] = set()
        self.superscript = style in STYLES["superscript"]
        self.letters = year_letters(works)
        self.labels = alpha_labels(works)

    def document(self) -> str:
        text = "\n\n".join(self.section(name, number) for number, name in enumerate(_SECTIONS, start=1))
        appendix = f"#heading(numbering: none)[Appendix A: Further {self.chance.choice(PLURALS)}]\n\n" + "\n\n".join(
            self.paragraph("appendix", cites=0.2) for _ in range(2)
        )
        abstract = " ".join(self.plain("abstract") for _ in range(5))
        return "\n".join(
            (
                _head(self.chance, self.columns, superscript=self.superscript),
                _front(self.chance, abstract, self.columns),
                text,
                self.reference_list(),
                appendix,
            )
        )

    def section(self, name: str, number: int) -> str:
        parts = [f"= {name}"]
        for _ in range(self.chance.randint(2, 4)):
            parts.append(self.paragraph("body", cites=0.6))
            if name in ("Data", "Experiments", "Method") and self.chance.random() < 0.6:
                parts.append(self.table() if self.chance.random() < 0.7 else self.picture())
        if number % 2:
            parts.append(f"== The {self.chance.choice(ADJECTIVES)} {self.chance.choice(PLURALS)}")
            parts.append(self.paragraph("body", cites=0.5))
        return "\n\n".join(parts)

    def paragraph(self, zone: Zone, *, cites: float) -> str:
        sentences = []
        for _ in range(self.chance.randint(4, 8)):
            if self.chance.random() < cites:
                sentences.append(self.citing())
            elif self.chance.random() < 0.12:
                sentences.append(self.trap())
            else:
                sentences.append(self.plain(zone))
        if zone == "body" and self.chance.random() < 0.25:
            sentences[-1] += f"#footnote[{self.plain('footnote')}]"
        return " ".join(sentences)

    def plain(self, zone: Zone) -> str:
        pick = self.chance.choice
        end = pick(("", " in our work", f" without any further {pick(NOUNS)}", f", and the {pick(NOUNS)} remains"))
        subject, thing = f"{pick(ADJECTIVES)} {pick(NOUNS)}", f"{pick(PLURALS)} of {pick(ADJECTIVES)} {pick(PLURALS)}"
        sentence = f"The {subject} {pick(VERBS)} the {thing}{end}."
        self.made.said.append((zone, sentence))
        return sentence

    def trap(self) -> str:
        """A sentence with what looks like a marker and is none."""
        pick = self.chance.choice
        return pick(
            (
                f"We take the values in the range [0, 1] and set the {pick(NOUNS)} to 2015 units.",
                f"In 1998 and again in June 2009 the {pick(NOUNS)} was measured, as Table 1 says.",
                f"An area of 12 m#super[2] or 10#super[5] cells bears the {pick(NOUNS)} of this study.",
                f"Equation (3) bounds the {pick(NOUNS)}, and steps (1) and (2) follow from it.",
            )
        )

    def anchor(self) -> str:
        while True:
            word = "".join(self.chance.choice(SYLLABLES) for _ in range(4))
            if word not in self.made.anchors:
                self.made.anchors.append(word)
                return word

    def citing(self) -> str:
        pick, anchor = self.chance.choice, self.anchor()
        form = self.chance.random()
        if form < 0.3:
            return f"For the {anchor} task, {self.prose(anchor)} {pick(VERBS)} the {pick(PLURALS)} first."
        if form < 0.5:
            return (
                f"The {anchor} {pick(NOUNS)} {self.group(anchor)} {pick(VERBS)} all {pick(ADJECTIVES)} {pick(PLURALS)}."
            )
        if form < 0.6:
            return f"Both {anchor}-10 {self.group(anchor, 1)} and {pick(NOUNS)} {self.group(anchor, 1)} serve here."
        return f"Earlier work on the {anchor} {pick(NOUNS)} {pick(VERBS)} many {pick(PLURALS)} {self.group(anchor)}."

    def taken(self, anchor: str, number: int) -> list[Work]:
        # Neighbours in the list make ranges of numbers.
        if number >= 3 and self.chance.random() < 0.5:
            first = self.chance.randrange(len(self.works) - number)
            works = self.works[first : first + number]
        else:
            works = self.chance.sample(self.works, number)
        for work in works:
            self.used.add(work.key)
            self.made.cited.add((anchor, work.title))
        return works

    def group(self, anchor: str, number: int = 0) -> str:
        works = self.taken(anchor, number or self.chance.choice((1, 1, 1, 2, 2, 3, 4)))
        if self.style == "alpha":
            return "[" + ", ".join(self.labels[work.key] for work in works) + "]"
        if self.style == "natbib":
            return "(" + "; ".join(f"{cited_names(work)}, {self.year(work)}" for work in works) + ")"
        page = self.chance.randint(2, 300)
        if len(works) == 1 and not self.superscript and self.style != "vancouver" and self.chance.random() < 0.15:
            return f'#cite(label("{works[0].key}"), supplement: [p. {page}])'
        marks = "".join(f'#cite(label("{work.key}"))' for work in works)
        # A superscript stands at the word, all other markers behind a space.
        return ("#h(0pt, weak: true)" if self.superscript else "") + marks

    def prose(self, anchor: str) -> str:
        """A citation that is a part of its sentence."""
        (work,) = self.taken(anchor, 1)
        if self.style == "natbib":
            return f"{cited_names(work)} ({self.year(work)})"
        if self.style in STYLES["author-year"]:
            return f'#cite(label("{work.key}"), form: "prose")'
        mark = f"[{self.labels[work.key]}]" if self.style == "alpha" else f'#cite(label("{work.key}"))'
        return f"{cited_names(work)}{'' if self.superscript else ' '}{mark}"

    def year(self, work: Work) -> str:
        return f"{work.year}{self.letters.get(work.key, '')}"

    def table(self) -> str:
        pick = self.chance.choice
        head = ("Collection", "Items", "Error")
        lines = [head]
        cells = [f"[{cell}]" for cell in head]
        for _ in range(self.chance.randint(3, 6)):
            anchor = self.anchor()
            row = (anchor.title(), f"{self.chance.randint(100, 99999):,}", f"{self.chance.randint(10, 999) / 10}")
            cited = self.chance.random() < 0.4
            if cited:
                # The anchor of a cell is printed with a capital.
                cells.append(f"[{row[0]} {self.group(anchor, 1)}]")
            else:
                cells.append(f"[{row[0]}]")
                lines.append(row)
            cells += [f"[{row[1]}]", f"[{row[2]}]"]
        self.made.rows += lines
        caption = f"{self.plain('caption')} {self.citing()}"
        place = pick(("none", "top", "bottom", "auto"))
        return f"#figure(placement: {place}, table(columns: 3, {', '.join(cells)}), caption: [{caption}])"

    def picture(self) -> str:
        place = self.chance.choice(("none", "top"))
        caption = f"{self.plain('caption')} {self.plain('caption')}"
        return f"#figure(placement: {place}, rect(width: 80%, height: 60pt, fill: luma(220)), caption: [{caption}])"

    def reference_list(self) -> str:
        works = [work for work in self.works if work.key in self.used]
        if self.style == "alpha":
            entries = [
                f"[\\[{self.labels[w.key]}\\]], [{forward_names(w)}. _{w.title}_. {w.venue or 'Technical report'}, "
                f"{w.year}.]"
                for w in works
            ]
            return f"= References\n#grid(columns: (auto, 1fr), gutter: 6pt, {', '.join(entries)})"
        if self.style == "natbib":
            entries = [
                f"[{forward_names(w)}. {w.title}. In _{w.venue or 'Technical report'}_, pages 10--19, {self.year(w)}.]"
                for w in works
            ]
            return "= References\n#set par(hanging-indent: 1em, first-line-indent: 0pt)\n" + "\n#parbreak()\n".join(
                f"#{e}" for e in entries
            )
        entries_of = {work.key: typst_entry(work) for work in works}
        data = json.dumps(json.dumps(entries_of, ensure_ascii=False), ensure_ascii=False)
        return f'#bibliography(bytes({data}), style: "{self.style}", title: "References")'


def _head(chance: random.Random, columns: int, *, superscript: bool) -> str:
    """Page, type and furniture: line numbers, a stamp in the margin, a word across the page, a running head."""
    word = "text(size: 90pt, fill: luma(225))[DRAFT]"
    margin = "text(size: 14pt)[arXiv:2101.01234v1 \\[cs.XX\\] 4 Jan 2021]"
    download = "text(size: 7pt)[Downloaded from https://example.org on 3 May 2021]"
    stamp = chance.choice(
        (
            f"place(center + horizon, rotate(-45deg, {word}))",
            f"place(left + horizon, dx: -120pt, rotate(-90deg, {margin}))",
            f"place(right + horizon, dx: 130pt, rotate(90deg, {download}))",
            "none",
        )
    )
    header = chance.choice(("[#smallcaps[Letters of Small Studies] #h(1fr) 7 (2021)]", "none"))
    size = chance.choice(("9pt", "10pt", "11pt"))
    paper = chance.choice(("us-letter", "a4"))
    lines = [
        f'#set page(paper: "{paper}", columns: {columns}, numbering: "1")',
        f"#set page(header: {header}, background: {stamp})",
        f'#set text(font: "{chance.choice(_FONTS)}", size: {size}, lang: "en", hyphenate: true)',
        "#set par(justify: true, "
        + chance.choice(("first-line-indent: 1.2em, spacing: 0.65em", "spacing: 1.2em"))
        + ")",
        f"#set heading(numbering: {chance.choice(('none', chr(34) + '1.1' + chr(34)))})",
        "#show heading: set block(above: 1.3em, below: 0.8em)",
        "#show heading: set text(hyphenate: false)",
        "#show figure: set block(spacing: 1.6em)",
        # A number over a word would be a citation where citations are numbers over words.
        f'#set footnote(numbering: "{"*" if superscript else "1"}")',
    ]
    if chance.random() < 0.35:
        lines.append('#set par.line(numbering: "1")')
    return "\n".join(lines)


def _front(chance: random.Random, abstract: str, columns: int) -> str:
    title = f"On {chance.choice(ADJECTIVES)} {chance.choice(PLURALS)} and their {chance.choice(NOUNS)}"
    authors = ", ".join(f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}" for _ in range(3))
    front = f'#align(center)[#text(17pt, weight: "bold")[{title}] \\ #v(4pt) {authors}]\n'
    if columns > 1:
        front = f'#place(top + center, scope: "parent", float: true)[{front}]'
    return f"{front}\n#heading(numbering: none)[Abstract]\n{abstract}\n"
