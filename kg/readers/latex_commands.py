r"""What commands and environments take, as data.

A signature has a letter an argument: `s` star, `o` optional in brackets, `p` optional in parentheses, `m` mandatory and
left out, `k` mandatory and printed. Commands that stand in no table are left out by name and their arguments printed.
"""

from __future__ import annotations

_COMMANDS = {
    "k": "url path nolinkurl tablehead",
    "km": "icmlauthor texorpdfstring",
    "kk": "SI qty",
    "m": """label eqref pageref autoref nameref vref fref labelcref thref pagestyle thispagestyle pagenumbering
        bibliographystyle graphicspath hypersetup newcounter stepcounter refstepcounter index phantom vphantom
        hphantom usetikzlibrary newtheoremstyle theoremstyle selectlanguage color arrayrulecolor hyphenation
        acmBooktitle acmPrice acmISBN acmDOI acmYear acmVolume acmNumber acmArticle acmMonth setcopyright
        copyrightyear acmJournal acmSubmissionID orcid emails inst authorrunning tocauthor toctitle titlerunning
        shorttitle shortauthors markright setcitestyle bstctlcite lstset DeclareGraphicsExtensions pgfplotsset
        tikzset includeonly externaldocument newlength newsavebox usebox pacs MSC received accepted published
        revised bibpunct linespread conferenceinfo CopyrightYear crdata isbn institute affiliations
        IEEEauthorrefmark IEEEmembership urlstyle pdfinfo IEEEpubid showDOI showISBNx showISBNxiii showISSN
        showURL showeprint showLCCN icmlsetsymbol icmltitlerunning chead lhead rhead cfoot lfoot rfoot fancyhf
        bibcite glsadd bookmarksetup aistatsaddress cline fnref fnmark tnoteref newglossarystyle icmlkeywords
        algsetup pgfkeys noalign IEEEtriggercmd hyphenpenalty journalname IEEEaftertitletext crefalias citestyle""",
    "mk": """bibinfo bibfield hyperlink hypertarget href foreignlanguage turnbox overset underset stackrel pbox
        adjustbox""",
    "mm": """setlength addtolength setcounter addtocounter numberwithin fontsize markboth crefname Crefname psfrag
        colorlet pgfmathsetmacro DeclareUnicodeCharacter crefformat newglossaryentry DeclareCaptionFormat
        newfont defcitealias DeclareMathSymbol SetSymbolFont crefrange Crefrange settowidth""",
    "mmm": "addcontentsline definecolor specialrule category DeclareFontShape",
    "mmmm": "SetKwProg SetKwFor",
    "mok": "scalebox",
    "mook": "raisebox",
    "o": """footnotemark pagebreak nopagebreak nolinebreak addlinespace toprule midrule bottomrule authornotemark
        printbibliography printindex printglossary printglossaries allowdisplaybreaks printacronyms maketitle""",
    "ok": "hyperref sqrt xrightarrow xleftarrow uline",
    "om": """documentclass documentstyle LoadClass PassOptionsToPackage cellcolor
        columncolor affil address affiliation icmlaffiliation email setlist ccsdesc captionsetup todo
        missingfigure ead corref cortext fntext tnotetext nomenclature fancyhead fancyfoot pagecolor includesvg
        adjincludegraphics lstinputlisting sisetup correspondence includestandalone epsfig psfig nobibliography
        thanksref subjclass newmdenv icmlcorrespondingauthor setmainfont usetheme inputminted""",
    "omk": "textcolor colorbox rotatebox tcbox",
    "omm": "rule",
    "ommk": "fcolorbox",
    "ommm": "acmConference titlecontents",
    "omoo": "rowcolor",
    "omomok": "multirow",
    "ook": "makebox framebox",
    "ooomk": "parbox",
    "opm": "cmidrule",
    "pk": "put",
    "sm": "vspace ref cref Cref",
    "smm": "titlespacing",
    "smmk": "resizebox",
    "smmm": "rowcolors",
    "smomo": "newtheorem",
    "smommmo": "titleformat",
    "soom": "includegraphics",
}
SIGNATURES = {"\\" + name: signature for signature, names in _COMMANDS.items() for name in names.split()}

_ENVIRONMENTS = {
    "m": """thebibliography spacing adjustbox turn rotate otherlanguage addmargin columns column column* block scope""",
    "mm": "list CJK CJK* changemargin",
    "mo": "multicols multicols*",
    "mom": "tabular* tabularx tabulary xltabular",
    "om": """tabular longtable supertabular tabu longtabu tblr NiceTabular subfigure subtable IEEEbiography
        deluxetable""",
    "omom": "wrapfigure wraptable",
    "oo": "SCfigure",
    "ooom": "minipage",
    "o": """figure figure* table table* algorithm algorithm* itemize enumerate enumerate* itemize* description
        inparaenum compactenum compactitem asparaenum tablenotes threeparttable mdframed tcolorbox sidewaystable
        sidewaysfigure listing algorithm2e teaserfigure frame exampleblock tikzpicture""",
    "": "tabbing sloppypar center flushleft flushright quote quotation abstract document",
}
ENVIRONMENT_SIGNATURES = {name: signature for signature, names in _ENVIRONMENTS.items() for name in names.split()}

TABULARS = frozenset(
    "tabular tabular* tabularx tabulary xltabular longtable supertabular tabu longtabu tblr NiceTabular deluxetable "
    "tabbing".split()
)
TABLE_FLOATS = frozenset("table table* wraptable subtable sidewaystable sidewaystable* margintable".split())
FIGURE_FLOATS = frozenset(
    "figure figure* wrapfigure subfigure sidewaysfigure sidewaysfigure* SCfigure SCfigure* marginfigure teaserfigure "
    "floatingfigure algorithm algorithm* algorithm2e listing".split()
)
DISPLAYS = frozenset(
    "equation equation* align align* alignat alignat* flalign flalign* gather gather* multline multline* eqnarray "
    "eqnarray* displaymath math split array aligned gathered cases matrix bmatrix pmatrix IEEEeqnarray IEEEeqnarray* "
    "subequations dmath dmath* empheq".split()
)
# Drawings, code and remarks to oneself: nothing in them is said by the paper.
LEFT_OUT = frozenset(
    "comment tikzpicture picture pgfpicture pspicture axis asy forest lstlisting minted algorithmic CCSXML "
    "filecontents filecontents* IEEEbiography IEEEbiographynophoto biography VCPicture circuitikz overpic tikzcd "
    "prooftree codebox psfrags xy codelisting feynmandiagram".split()
)
# Environments that run on within their paragraph.
RUN_IN = frozenset(
    "inparaenum inparaitem enumerate* itemize* description* small footnotesize scriptsize tiny large normalsize "
    "sloppy em bf it tt rm sc sf color math CJK CJK* otherlanguage* hyphenrules landscape".split()
)
SPECIAL_ENVIRONMENTS = (
    TABULARS
    | TABLE_FLOATS
    | FIGURE_FLOATS
    | DISPLAYS
    | LEFT_OUT
    | frozenset("document abstract thebibliography appendices appendix itemize enumerate".split())
)
