import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Paper
from kg.readers import latex, latex_files
from kg.readers.latex import read

LIST = r"\begin{thebibliography}{9} \bibitem{a} A. Bee. One. 2001. \bibitem{b} C. Dee. Two. 2002. \end{thebibliography}"
SHARED = Path(__file__).parents[3] / "shared"


def paper(folder: Path, body: str, *, preamble: str = "", name: str = "main.tex") -> Paper:
    path = folder / name
    path.write_text(
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8"
    )
    return read(path)


def zones(read_paper: Paper) -> list[tuple[str, str]]:
    return [(passage.zone, read_paper.quote(passage.span)) for passage in read_paper.passages]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"We \textbf{train} on {\bf MNIST}.", "We train on MNIST."),
        ("50\\% done % a comment\nand more", "50% done and more"),
        ("One%\n  two", "Onetwo"),
        (r"Schr\"{o}dinger, Erd\H os, na\"\i ve, \v{S}koda, \o", "Schrödinger, Erdős, naïve, Škoda, ø"),
        (r"Pages 3--5 --- ``quoted''", "Pages 3–5 — “quoted”"),
        (r"$32\times32$ and $\sim$60,000 and $60{,}000$", "32×32 and ~60,000 and 60,000"),
        (r"the 4$^{th}$, 90$^\circ$, $10^6$, BERT$_{\text{base}}$", "the 4th, 90°, 10^6, BERTbase"),
        (r"see Figure~\ref{f}, here", "see Figure, here"),
        (r"at \url{http://x.org/a_b%20c} and \href{http://y.org}{this page}", "at http://x.org/a_b%20c and this page"),
        (r"A \textcolor{red}{red} \rotatebox[origin=c]{90}{word}\vspace*{2pt}", "A red word"),
        (r"before \iffalse hidden \iftrue x \fi \fi after", "before after"),
        (r"\iftrue seen \else hidden \fi here", "seen here"),
        (r"a \begin{comment} hidden \end{comment} b", "a b"),
        (r"run \verb|x_{1}| now", "run x_{1} now"),
        (r"A \textbf{brace is missing here.", "A brace is missing here."),
        (r"too } many } of them", "too many of them"),
        (r"a stray $ sign", "a stray sign"),
        (r"\begin{unheardof}[t] kept \end{unheardof}", "kept"),
        (r"\begin{theorem}[Bee, 1999] Holds. \end{theorem}", "Bee, 1999 Holds."),
        (r"\vskip 4pt plus 2pt Text", "Text"),
        (r"A list \newblock of its own", "A list of its own"),
    ],
)
def test_text(tmp_path: Path, source: str, text: str) -> None:
    assert "\n".join(words for _, words in zones(paper(tmp_path, source))) == text


@pytest.mark.parametrize(
    ("definition", "use", "text"),
    [
        (r"\newcommand{\imnet}{ImageNet\xspace}", r"\imnet and \imnet, too", "ImageNet and ImageNet, too"),
        (r"\newcommand\two[2]{#2-#1}", r"\two{a}{b} \two cd", "b-a d-c"),
        (r"\newcommand{\opt}[2][x]{#1/#2}", r"\opt{a} \opt[y]{b}", "x/a y/b"),
        (r"\def\pair#1,#2.{#2 #1}", r"\pair one,two. end", "two one end"),
        (r"\newcommand{\ac}{access control}", r"\ac{} lists", "access control lists"),
        (r"\newacronym{gt}{GT}{ground truth}", r"\gls{gt} and \acrfull{gt}", "GT and ground truth (GT)"),
        (r"\let\old=\emph \renewcommand{\name}{KITTI}", r"\old{a} \name{}", "a KITTI"),
        (r"\newcommand{\x}{1}\providecommand{\x}{2}", r"\x", "1"),
        (r"\newif\ifdraft \draftfalse", r"\ifdraft secret \else public \fi", "public"),
        (r"\newenvironment{say}[1]{#1: }{!}", r"\begin{say}{He}yes\end{say}", "He: yes!"),
        (r"\newcommand{\outer}[1]{\newcommand{\inner}[1]{##1 #1}}", r"\outer{b}\inner{a}", "a b"),
        (
            r"\newcommand{\be}{\begin{equation}}\newcommand{\ee}{\end{equation}}",
            r"so \be x=1 \ee holds",
            "so x=1 holds",
        ),
        (
            r"\makeatletter\def\n{\@ifnextchar[\n@a\n@b}\def\n@a[#1]#2{#1#2}\def\n@b#1{#1}\makeatother",
            r"\n[a]{b} \n{c}",
            "ab c",
        ),
        (r"\makeatletter\newcommand\n{\@ifstar{star}{none}}\makeatother", r"\n* \n{}", "star none"),
        (r"\newcommand\site[1]{\url{http://x.org/#1}}", r"at \site{a\_b\%20c}.", "at http://x.org/a_b%20c."),
        (r"\newcommand\file[2]{#2 in \path{#1}}", r"\file{a_b.csv}{rows}", "rows in a_b.csv"),
        (r"\newcommand\anchor{\url{http://x.org/#2}}", r"\anchor", "http://x.org/#2"),
        (r"\def\a{\a x}", r"\a done", "done"),
        (r"\def\a{\b\b}\def\b{\a\a}", r"\a done", "done"),
    ],
)
def test_macros(tmp_path: Path, definition: str, use: str, text: str) -> None:
    found = zones(paper(tmp_path, use, preamble=definition))[0][1]
    assert found == text or (text == "done" and found.endswith("done"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\begin{abstract}Short.\end{abstract} Body.", [("abstract", "Short."), ("body", "Body.")]),
        (r"We use it\footnote{From \url{x.org}.} often.", [("body", "We use it often."), ("footnote", "From x.org.")]),
        (
            "Before\n\\begin{figure}\\includegraphics[width=3cm]{x}\\caption[s]{A \\emph{cat}.}\\end{figure} after.",
            [("body", "Before after."), ("caption", "A cat.")],
        ),
        (
            r"\begin{table}\caption{Sizes.}\begin{tabular}{@{}l|c@{}}\hline Set & Size \\[2pt] \cmidrule(lr){1-2}"
            r"\multirow{2}{*}{A} & \textbf{1} \\ & 2\\ \multicolumn{2}{c}{all} \end{tabular}\end{table}",
            [("caption", "Sizes."), ("table", "Set\tSize\nA\t1\n\t2\nall")],
        ),
        (
            r"\begin{itemize}\item[MR] Reviews. \item TREC.\end{itemize}",
            [("body", "MR Reviews."), ("body", "TREC.")],
        ),
        (
            r"\section{Data Availability} On Zenodo. \section{End} Bye.",
            [("availability", "Data Availability"), ("availability", "On Zenodo."), ("body", "End"), ("body", "Bye.")],
        ),
        (
            r"A. \appendix \section{More} B. \subsection{Yet} C.",
            [("body", "A."), ("appendix", "More"), ("appendix", "B."), ("appendix", "Yet"), ("appendix", "C.")],
        ),
        (
            r"A. \section*{Supplementary Material} B.",
            [("body", "A."), ("appendix", "Supplementary Material"), ("appendix", "B.")],
        ),
        (r"\paragraph{Datasets} We use it.", [("body", "Datasets. We use it.")]),
        (r"\subsection*{On \textsc{mnist}} A.", [("body", "On mnist"), ("body", "A.")]),
        (r"\section{Data\footnote{From us.}} A.", [("body", "Data"), ("footnote", "From us."), ("body", "A.")]),
        (r"\section{} A.", [("body", "A.")]),
        ("\\begin{cases} x \n\n Text. \\begin{cases} y \\end{cases} End.", [("body", "x"), ("body", "Text. y End.")]),
        (r"\begin{table} \section{Next} Text.", [("body", "Next"), ("body", "Text.")]),
        (r"\begin{tikzpicture}\node{x};\end{tikzpicture} Text.", [("body", "Text.")]),
    ],
)
def test_zones(tmp_path: Path, source: str, expected: list[tuple[str, str]]) -> None:
    assert zones(paper(tmp_path, source)) == expected


def test_headings(tmp_path: Path) -> None:
    found = paper(tmp_path, r"Zero. \section[short]{The \emph{Data}} One. \subsection*{More} Two.")
    assert [passage.heading for passage in found.passages] == ["", "The Data", "The Data", "More", "More"]


@pytest.mark.parametrize(
    ("source", "printed", "keys"),
    [
        (r"x~\cite{a}", "[a]", ("a",)),
        (r"\citep[see][p.~3]{a,b}", "[a, b]", ("a", "b")),
        (r"\citet*{ a ,\n b}".replace(r"\n", "\n"), "[a, b]", ("a", "b")),
        (r"\autocite{A}", "[A]", ("a",)),
        (r"\mycite{b}", "[b]", ("b",)),
        (r"\newcite{b}", "[b]", ("b",)),
        (r"\cites{a}[3]{b}", "[a, b]", ("a", "b")),
        (r"\parencites(see)(and more)[1]{a}[3]{b}", "[a, b]", ("a", "b")),
        (r"\cite<e.g.,>[p.~3]{a}", "[a]", ("a",)),
        (r"\cite{\both}", "[a, b]", ("a", "b")),
        (r"\defcitealias{b}{B} \citetalias{a}", "[a]", ("a",)),
        (r"\footcite[see][]{a}", "[a]", ("a",)),
        (r"\textcite{a}", "[a]", ("a",)),
        (r"\citetext{as \citealp{a} has it}", "[a]", ("a",)),
        (r"\cite{gone}", "[gone]", ()),
        (r"\section{As in \cite{a}}", "[a]", ("a",)),
        (r"\begin{tabular}{l} S \cite{a} \end{tabular}", "[a]", ("a",)),
        (r"\footnote{See \cite{a}.}", "[a]", ("a",)),
    ],
)
def test_citations(tmp_path: Path, source: str, printed: str, keys: tuple[str, ...]) -> None:
    found = paper(tmp_path, f"Text {source}\n\n{LIST}", preamble=r"\newcommand{\mycite}[1]{(\cite{#1})}\def\both{a,b}")
    assert [(found.quote(marker.span), marker.keys) for marker in found.markers] == [(printed, keys)]


def test_entries_parted_by_newblock(tmp_path: Path) -> None:
    source = r"""Text. \begin{thebibliography}{} \bibitem[\protect\citeauthoryear{Deng}{2009}]{deng}
    J.~Deng and K.~Li. \newblock 2009. \newblock {I}mage{N}et: A database. \newblock In \emph{CVPR}, pages 1--8.
    \end{thebibliography}"""
    (found,) = paper(tmp_path, source).references
    assert (found.key, found.title, found.venue, found.year) == ("deng", "ImageNet: A database", "CVPR", 2009)
    assert found.raw == "J. Deng and K. Li. 2009. ImageNet: A database. In CVPR, pages 1–8."


# why, the entry in blocks, its title and venue
BLOCKS = [
    (
        "a name that reads like a title",
        r"Monika.R. Smith. \newblock Searching the tracks of snails. \newblock {\em Garden Letters}, 3(1):1--9, 2003.",
        "Searching the tracks of snails",
        "Garden Letters",
    ),
    (
        "a surname that the parser takes for the title",
        r"W.~Garcia de~la Rosa. \newblock Emergence of order in random hedges. \newblock {\em Hedge Science}, 2001.",
        "Emergence of order in random hedges",
        "Hedge Science",
    ),
    (
        "a title of several sentences",
        r"A.~Roe. \newblock Garden walls. {XIII}. {T}he disjoint gates problem. \newblock {\em J. Walls}, 1995.",
        "Garden walls. XIII. The disjoint gates problem",
        "J. Walls",
    ),
    (
        "the venue in the part of the title, as ACM prints it",
        r"Ann Roe. 2009. \newblock {SnailNet}: A large-scale database. In \emph{Green Reading Congress}. 2--5. "
        r"\newblock \url{https://doi.org/10.1000/1} \newblock Online.",
        "SnailNet: A large-scale database",
        "Green Reading Congress",
    ),
    (
        "a volume in the part of the title",
        r"A.~Roe. \newblock {\em Theory of hedges}, volume 17 of {\em Texts}. \newblock Hill Press. \newblock Printed.",
        "Theory of hedges",
        "Hill Press",
    ),
    (
        "the edition in the part of the title",
        r"W.~Garcia de~la Rosa. \newblock Hedges of the {N}orth. Third edn. \newblock Hill Press. \newblock Printed.",
        "Hedges of the North",
        "Hill Press",
    ),
    (
        "a formula at the head of the title",
        r"W.~Garcia de~la Rosa. \newblock $\unheardof$-cores of green hedges. \newblock {\em Hedge Science}, 2001.",
        "cores of green hedges",
        "Hedge Science",
    ),
    (
        "the title before the first break, as EPTCS prints it",
        r"Ann Roe \& Bo Poe (2011): \emph{Proofs about hedges}. \newblock {\sl Green Logic} 7(3), pp. 1--9, "
        r"\newblock \doi{10.1000/2}. \newblock Online.",
        "Proofs about hedges",
        "Green Logic",
    ),
    (
        "the title before the first break, as Springer prints it",
        r"Roe, A., Poe, B.: Growth of hedges. \newblock Green Letters \textbf{3}, 1--9 (2001). \newblock Online.",
        "Growth of hedges",
        "Green Letters",
    ),
    (
        "an address in the second part",
        r"A.~Roe. Growth of hedges, 2001. \newblock \url{http://x.org/a}. \newblock Accessed: 2002-03-04.",
        "Growth of hedges",
        "",
    ),
    (
        "a work without authors",
        r"Survey of hedges in the North. \newblock Version 2. \newblock Online.",
        "Survey of hedges in the North",
        "Version 2",
    ),
    (
        "quotation marks",
        r"A.~Roe. \newblock ``{G}rowth of hedges,'' \newblock in {\em Proc. Hedge Days}, 2001.",
        "Growth of hedges",
        "Proc. Hedge Days",
    ),
]


@pytest.mark.parametrize(("why", "entry", "title", "venue"), BLOCKS, ids=[c[0] for c in BLOCKS])
def test_titles_of_entries_parted_by_newblock(why: str, entry: str, title: str, venue: str, tmp_path: Path) -> None:
    source = rf"Text. \begin{{thebibliography}}{{}} \bibitem{{a}} {entry} \end{{thebibliography}}"
    (found,) = paper(tmp_path, source).references
    assert (found.title, found.venue) == (title, venue)


def test_front_matter(tmp_path: Path) -> None:
    preamble = r"""\title[Short]{Long \\ Title\thanks{Paid.}} \date{May 2011}
    \author{Ann Bee$^1$, Carl D. Ee\thanks{Also paid.} \\ University of X \and Fay Gee \\ \texttt{fay@x.org}}"""
    found = paper(tmp_path, r"\maketitle Text.", preamble=preamble, name="1705.07565v2.tex")
    assert (found.title, found.authors, found.year) == ("Long Title", ("Ann Bee", "Carl D. Ee", "Fay Gee"), 2011)
    assert found.id == "arxiv:1705.07565"
    assert zones(found)[:3] == [("title", "Long Title"), ("footnote", "Paid."), ("footnote", "Also paid.")]


def test_front_matter_with_stars(tmp_path: Path) -> None:
    preamble = r"\title*{Long Title}\author*[1]{\fnm{Ann} \sur{Bee}}\author[2]{\fnm{Carl} \sur{Dee}}\affil*[1]{Uni}"
    found = paper(tmp_path, r"\maketitle Text.", preamble=preamble)
    assert (found.title, found.authors) == ("Long Title", ("Ann Bee", "Carl Dee"))
    assert zones(found) == [("title", "Long Title"), ("body", "Text.")]


def test_words_around_citations_in_one_bracket(tmp_path: Path) -> None:
    found = paper(tmp_path, rf"Text \citetext{{as \citealp{{a}} has it}}. {LIST}")
    assert zones(found) == [("body", "Text (as [a] has it).")]


def project(folder: Path) -> Path:
    for name, source in {
        "paper.tex": "\\documentclass{article}\\begin{document}\\input{sec/one}\\include{gone}\\input{paper}"
        "\\input{../outside} Out. \\cite{used}\\bibliography{refs}\\end{document}",
        "rebuttal.tex": "\\documentclass{article}\\begin{document}We thank\\end{document}",
        "sec/one.tex": "Inside. \\input{sec/one}\n",
        "refs.bib": "@misc{Used, title={Cited}}\n@misc{other, title={Not cited}}",
    }.items():
        path = folder / "p" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    (folder / "outside.tex").write_text("SECRET", encoding="utf-8")
    return folder / "p"


def test_project(tmp_path: Path) -> None:
    found = read(project(tmp_path))
    assert found.source == "paper.tex"
    assert found.text.split() == ["Inside.", "Out.", "[used]"]
    assert [(reference.key, reference.title) for reference in found.references] == [("used", "Cited")]
    assert found.markers[0].keys == ("used",)


@pytest.mark.parametrize(
    "source",
    [
        r"""\begin{thebibliography}{1}\bibitem{used} A. Bee. \newblock Printed. \newblock J, 2001.
        \end{thebibliography}""",
        r"""\entry{used}{article}{}\name{author}{1}{}{{{hash=1}{family={Bee},given={A.}}}}
        \field{title}{Printed}\field{journaltitle}{J}\field{year}{2001}\endentry""",
        r"""\entry{used}{article}{}\name{author}{1}{}{{{hash=1}{Bee}{B\bibinitperiod}{A.}{A\bibinitperiod}{}{}{}{}}}
        \field{title}{Printed}\field{journaltitle}{J}\field{year}{2001}\endentry""",
        r"""\begin{thebibliography}{1}\harvarditem{Bee}{2001}{used} A. Bee. \newblock Printed. \newblock J, 2001.
        \end{thebibliography}""",
    ],
    ids=["bibtex", "biber", "an older biber", "harvard"],
)
def test_list_printed_beside_the_paper(tmp_path: Path, source: str) -> None:
    folder = project(tmp_path)
    (folder / "refs.bib").unlink()
    (folder / "paper.bbl").write_text(source, encoding="utf-8")
    (found,) = read(folder).references
    assert (found.key, found.title, found.venue, found.year) == ("used", "Printed", "J", 2001)
    assert found.authors[0].endswith("Bee")


IEEE_LIST = r"""\begin{thebibliography}{1}
\providecommand{\BIBentrySTDinterwordspacing}{\spaceskip=0pt\relax}
\providecommand{\BIBentryALTinterwordstretchfactor}{4}
\providecommand{\BIBentryALTinterwordspacing}{\spaceskip=\fontdimen2\font plus
\BIBentryALTinterwordstretchfactor\fontdimen3\font minus
  \fontdimen4\font\relax}
\bibitem{used}
\BIBentryALTinterwordspacing
A.~Bee, ``Printed,'' 2001. [Online]. Available: \url{http://x.org/a}
\BIBentrySTDinterwordspacing
\end{thebibliography}"""
REVTEX_LIST = r"""\begin{thebibliography}{1}%
\makeatletter
\providecommand \@ifx [1]{%
 \ifx #1\expandafter \@firstoftwo
 \else \expandafter \@secondoftwo
 \fi
}%
\providecommand \enquote  [1]{``#1''}%
\providecommand \bibnamefont  [1]{#1}%
\providecommand \bibfnamefont [1]{#1}%
\providecommand \href [0]{\begingroup \@sanitize@url \@href}%
\providecommand \@href[1]{\@@startlink{#1}\@@href}%
\providecommand \Eprint [0]{\href }%
\providecommand \doibase [0]{http://dx.doi.org/}%
\providecommand \bibinfo  [0]{\@secondoftwo}%
\providecommand \bibfield  [0]{\@secondoftwo}%
\providecommand \BibitemOpen [0]{}%
\providecommand \bibitemNoStop [0]{.\EOS\space}%
\providecommand \EOS [0]{\spacefactor3000\relax}%
\providecommand \BibitemShut  [1]{\csname bibitem#1\endcsname}%
\let\auto@bib@innerbib\@empty
\bibitem [{Bee(2001)}]{used}%
  \BibitemOpen
  \bibfield  {author} {\bibinfo {author} {\bibfnamefont {A.}~\bibnamefont
  {Bee}}, }\bibfield  {title} {\enquote {\bibinfo {title} {Printed},}\ }\href {\doibase 10.1000/1}
  {\bibfield  {journal} {\bibinfo  {journal} {J}\ }\textbf {\bibinfo {volume} {3}} (\bibinfo {year} {2001})},\ \Eprint
  {http://arxiv.org/abs/0101.00001} {arXiv:0101.00001} \BibitemShut {NoStop}%
\end{thebibliography}%"""
ACM_LIST = r"""\begin{thebibliography}{1}
\providecommand\bibinfo[2]{#2}
\providecommand\showeprint[2][]{arXiv:#2}
\bibitem[Bee(2001)]{used} \bibinfo{person}{A. Bee}. \bibinfo{year}{2001}. \newblock Printed. \newblock
\bibinfo{journal}{J} (2001). \newblock \showeprint[arxiv]{0101.00001}~[cs.CV]
\end{thebibliography}"""
BIBER_LIST = r"""\datalist[entry]{nty/global//global/global}
  \entry{used}{book}{}
    \name{author}{2}{}{%
      {{un=0,uniquepart=base,hash=a}{%
         family={Bee},
         familyi={B\bibinitperiod},
         given={Ann\bibnamedelima C.},
         giveni={A\bibinitperiod\bibinitdelim C\bibinitperiod}}}%
      {{un=0,uniquepart=base,hash=b}{%
         family={Dee},
         given={Carl},
         prefix={van\bibnamedelima der}}}%
    }
    \list{publisher}{1}{%
      {J}%
    }
    \field{title}{Printed}
    \field{year}{2001}
    \verb{doi}
    \verb 10.1000/1
    \endverb
  \endentry
\enddatalist"""
# as a style prints it, what is printed
LISTS = [
    ("IEEE", IEEE_LIST, "A. Bee, “Printed,” 2001. [Online]. Available: http://x.org/a"),
    ("REVTeX", REVTEX_LIST, "A. Bee, “Printed,” J 3 (2001), arXiv:0101.00001 ."),
    ("ACM", ACM_LIST, "A. Bee. 2001. Printed. J (2001). arXiv:0101.00001 [cs.CV]"),
    ("biber", BIBER_LIST, "Ann C. Bee and Carl van der Dee. Printed. J, 2001, 10.1000/1."),
]


@pytest.mark.parametrize(("style", "source", "raw"), LISTS, ids=[c[0] for c in LISTS])
def test_lists_with_a_program_of_their_own(style: str, source: str, raw: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "refs.bib").unlink()
    (folder / "paper.bbl").write_text(source, encoding="utf-8")
    (found,) = read(folder).references
    assert (found.key, found.title, found.year, found.raw) == ("used", "Printed", 2001, raw)


def test_a_second_list_of_multibib(tmp_path: Path) -> None:
    files = {
        "m.tex": whole(
            r"A \cite{one} \citesm{two} \bibliography{r} B \bibliographystylesm{plain}\bibliographysm{r} C",
            r"\newcites{sm,other}{Supplement,Other}",
        ),
        "m.bbl": r"\begin{thebibliography}{1}\bibitem{one} A. Bee. One. 2001.\end{thebibliography}",
        "sm.bbl": r"\begin{thebibliography}{1}\bibitem{two} C. Dee. Two. 2002.\end{thebibliography}",
    }
    found = read(folder_of(tmp_path, files))
    assert found.text.split() == ["A", "[one]", "[two]", "B", "C"]
    assert [(r.key, r.raw) for r in found.references] == [("one", "A. Bee. One. 2001."), ("two", "C. Dee. Two. 2002.")]
    assert [marker.keys for marker in found.markers] == [("one",), ("two",)]


def folder_of(root: Path, files: dict[str, str]) -> Path:
    for name, source in files.items():
        path = root / "p" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root / "p"


def whole(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\\end{{document}}"


PULLED_IN = [
    ("import", {"m.tex": whole(r"\import{a/}{b} \input{c}"), "a/b.tex": r"\input{c}.", "a/c.tex": "A", "c.tex": "M"},
        "A. M"),
    ("import without a slash", {"m.tex": whole(r"\import{./a}{b.tex}"), "a/b.tex": "B"}, "B"),
    ("subimport in import", {"m.tex": whole(r"\import{a/}{b}"), "a/b.tex": r"\subimport{c/}{d}", "a/c/d.tex": "D"},
        "D"),
    ("subfile", {"m.tex": whole(r"\subfile{a/b}"), "a/b.tex": whole(r"B \input{c}"), "a/c.tex": "C"}, "B C"),
    ("text behind a subfile", {"m.tex": whole(r"A \subfile{b}C \input{d}"), "b.tex": whole(r"B ", r"\title{No}No"),
        "d.tex": "D"}, "A B C D"),
    ("if there", {"m.tex": whole(r"\IfFileExists{a}{yes}{no} \InputIfFileExists{b}{y}{n}"), "a.tex": "A"}, "yes n"),
    ("input if there", {"m.tex": whole(r"\InputIfFileExists{a}{y}{n}"), "a.tex": "A "}, "A y"),
    ("input without braces", {"m.tex": whole("\\input a\nB"), "a.tex": "A"}, "A B"),
    ("a list that the paper brings along", {
        "m.tex": whole(r"\cite{k}\bibliography{r}", r"\begin{filecontents*}{r.bib}@misc{k}\end{filecontents*}")
    }, "[k]"),
    ("its own package", {"m.tex": whole(r"\imnet, \cite{a}", r"\usepackage{amsmath,mine}"),
        "mine.sty": r"\newcommand{\imnet}{ImageNet\xspace}\newcommand{\cite}{no}\def\emph{\@no}"}, "ImageNet, [a]"),
    ("a package that is a program", {"m.tex": whole(r"\x{A} \y", r"\usepackage{conf}"),
        "conf.sty": r"\def\x{\conf@x B}\def\y{Y}\endinput\def\y{Z}"}, "A Y"),
    ("nothing outside", {"m.tex": whole(r"A \import{../}{o}\subimport{/etc/}{passwd}\input{../o}"),
        "../o.tex": "O"}, "A"),
    ("round and round", {"m.tex": whole(r"A \input{b}"), "b.tex": r"B \input{b}\input{m}"}, "A B"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "files", "text"), PULLED_IN, ids=[c[0] for c in PULLED_IN])
def test_what_a_file_pulls_in(why: str, files: dict[str, str], text: str, tmp_path: Path) -> None:
    assert " ".join(read(folder_of(tmp_path, files)).text.split()) == text


MAINS = [
    ("the only whole one", {"a.tex": r"\section{A} x", "z.tex": whole("Z")}, "z.tex"),
    ("one with a usual name", {"a.tex": whole("A"), "main.tex": whole("M")}, "main.tex"),
    ("not the rebuttal", {"main/rebuttal.tex": whole("R"), "z.tex": whole("Z")}, "z.tex"),
    ("not what another pulls in", {"a.tex": whole("A"), "z.tex": whole(r"\input{a} Z")}, "z.tex"),
    ("not a figure", {"a.tex": whole("F").replace("article", "standalone"), "z.tex": whole("Z")}, "z.tex"),
    ("not the form", {"a.tex": whole("x", r"\title{\LaTeX\ Author Guidelines}"), "z.tex": whole("Z")}, "z.tex"),
    ("with a list beside it", {"a.tex": whole("A"), "z.tex": whole("Z"), "z.bbl": ""}, "z.tex"),
    ("not commented out", {"a.tex": "%" + whole("A"), "z.tex": whole("Z")}, "z.tex"),
    ("whose class another one names", {"a.tex": r"\documentclass{x}", "b.tex": r"\section{B} " + "x " * 50,
        "z.tex": r"\input{a}\begin{document}\input{b}\end{document}"}, "z.tex"),
    ("what arXiv says", {"main.tex": whole("M"), "z.tex": whole("Z"), "00README.XXX": "z.tex toplevelfile"}, "z.tex"),
    ("plain TeX", {"a.tex": r"\def\x{y}", "z.tex": r"\magnification=1200 We use MNIST. \bye"}, "z.tex"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "files", "main"), MAINS, ids=[c[0] for c in MAINS])
def test_the_main_file(why: str, files: dict[str, str], main: str, tmp_path: Path) -> None:
    assert read(folder_of(tmp_path, files)).source == main


def test_the_number_of_the_folder_is_that_of_the_paper(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"ms.tex": whole("Text.")}).rename(tmp_path / "arXiv-1705.07565v2")
    assert read(folder / "ms.tex").id == "arxiv:1705.07565"


def test_keys_that_differ_in_case_alone(tmp_path: Path) -> None:
    listed = r"\begin{thebibliography}{9}\bibitem{Li} One. 2001.\bibitem{li} Two. 2002.\end{thebibliography}"
    found = paper(tmp_path, rf"\cite{{li}} \cite{{Li}} {listed}")
    assert [marker.keys for marker in found.markers] == [("li",), ("Li",)]


def test_two_entries_under_one_key(tmp_path: Path) -> None:
    entries = (
        r"\bibitem{a} One. 2001.",
        r"\bibitem{a} Two. 2002.",
        r"\bibitem{a} One. 2001.",
        r"\bibitem{} Three. 2003.",
    )
    found = paper(tmp_path, rf"\cite{{a}} \begin{{thebibliography}}{{9}}{''.join(entries)}\end{{thebibliography}}")
    assert [(r.key, r.raw) for r in found.references] == [
        ("a", "One. 2001."),
        ("a_", "Two. 2002."),
        ("", "Three. 2003."),
    ]
    assert [marker.keys for marker in found.markers] == [("a",)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16", b""), ("utf-16-le", b""), ("latin-1", b"")],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = tmp_path / "x.tex"
    path.write_bytes(mark + r"\section{X} Das Köln-Set.".encode(encoding))
    assert zones(read(path)) == [("body", "X"), ("body", "Das Köln-Set.")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.4 \\section{x} y", "not LaTeX"),
        (b"plain words only", "not LaTeX"),
        (rb"\documentclass{article}\begin{document}\input{gone}\end{document}", "missing: gone"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.tex"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message) as caught:
        read(path)
    assert caught.value.advice


def test_what_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, {"m.tex": whole(r"A \input{data} B"), "data.tex": "word " * 100})
    monkeypatch.setattr(latex_files, "MOST_SOURCE", 300)
    assert " ".join(read(folder).text.split()) == "A B"
    monkeypatch.setattr(latex, "MOST_SOURCE", 30)
    with pytest.raises(ReadError, match="too much for one paper"):
        read(folder)


def test_folder_without_a_paper(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no LaTeX paper"):
        read(tmp_path)


_BITS = st.sampled_from(
    [
        *(
            "{",
            "}",
            "[",
            "]",
            "$",
            "$$",
            "&",
            "\\\\",
            "#1",
            "~",
            "^",
            "_",
            "%",
            "\n",
            "\n\n",
            " ",
            "word",
            "é",
            "*",
            "=",
        ),
        *(r"\def", r"\a", r"\newcommand", r"\let", r"\iffalse", r"\else", r"\fi", r"\ifx", r"\cite", r"\footnote"),
        *(
            r"\begin{table}",
            r"\end{table}",
            r"\begin{tabular}{l}",
            r"\end{tabular}",
            r"\caption",
            r"\section",
            r"\item",
        ),
        *(r"\begin{equation}", r"\end{equation}", r"\bibitem", r"\begin{thebibliography}", r"\verb|", r"\'", r"\title"),
        *(r"\import", r"\usepackage", r"\input", r"\IfFileExists", r"\makeatletter\@ifnextchar", r"\cites", "<", ">"),
        *(r"\begin{abstract}", r"\end{abstract}", r"\begin{document}", r"\end{document}", r"\csname", r"\multicolumn"),
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_BITS, max_size=60))
def test_any_input_is_read_or_refused(tmp_path: Path, bits: list[str]) -> None:
    path = tmp_path / "any.tex"
    path.write_text(r"\relax " + "".join(bits), encoding="utf-8")
    try:
        found = read(path)
    except ReadError:
        return
    assert all(0 <= passage.span.start < passage.span.end <= len(found.text) for passage in found.passages)


BOMB = r"\def\a{\b\b\b\b\b\b\b\b}\def\b{\c\c\c\c\c\c\c\c}\def\c{\d\d\d\d\d\d\d\d}\def\d{\e\e\e\e\e\e\e\e}\def\e{words }"
HOSTILE = [
    ("a macro bomb", BOMB + r"\a\a\a\a MNIST"),
    ("macros in their own arguments", r"\newcommand{\x}[1]{#1#1#1#1#1#1#1#1}MNIST " + r"\x{" * 6 + "w " + "}" * 6),
    ("braces in braces", "{" * 50_000 + "MNIST" + "}" * 50_000),
    ("braces that never close", r"\textbf{" * 10_000 + "MNIST"),
    ("fractions in fractions", "MNIST $" + r"\frac{a" * 2_000 + "}" * 2_000 + "$"),
    ("notes in notes", "MNIST " + r"\footnote{x " * 3_000 + "}" * 3_000),
    ("arguments that never end", r"\def\x#1;{a} MNIST " + r"\x " * 3_000),
    ("conditionals that never end", "MNIST " + r"\iffalse " * 5_000),
    ("environments that never end", r"\begin{itemize}" * 5_000 + "MNIST"),
    ("formulas that never end", "MNIST " + r"\begin{equation} x " * 5_000),
    ("half a megabyte in one line", "MNIST " + "lorem ipsum " * 40_000),
    ("half a megabyte in one word", "MNIST " + "a" * 500_000),
    ("half a megabyte of comment", "%" * 500_000 + "\n MNIST"),
    ("a file of NUL", "MNIST " + "\0" * 1_000),
]


@pytest.mark.parametrize(("why", "source"), HOSTILE, ids=[c[0] for c in HOSTILE])
def test_sources_that_would_cost_too_much_are_read_all_the_same(why: str, source: str, tmp_path: Path) -> None:
    assert "MNIST" in paper(tmp_path, source).text


def test_real_papers() -> None:
    files = sorted((SHARED / "corpora" / "latex").glob("*.tex"))[::20]
    if not files:
        pytest.skip("the shared corpora are not beside this checkout")
    for path in files:
        found = read(path)
        assert len(found.text) > 2_000, path.name
