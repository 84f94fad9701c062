"""Words and patterns by which titles, venues and places are told apart in printed references."""

from __future__ import annotations

import re

from kg.readers.reference_dates import YEAR

VENUE_WORD = (
    r"(?:Journal|J\.|Proc\b|Proceedings|Trans(?:actions|\.)|Conference|Conf\.|Symposium|Workshop|Review|Rev\.|Letters|"
    r"Lett\.|Annals|Ann\.|Magazine|Bulletin|IEEE|ACM|Nature|Science|Phys\.|University|Univ\.|Press|Verlag|Springer|"
    r"Elsevier|Wiley|Academic|Ph\.?\s?D|Tech(?:nical|\.)\s[Rr]ep|Master|[Tt]hesis|arXiv|CoRR|[Vv]ol\.|pp\.|pages)\b"
)
# What follows a comma, or a full stop, behind a title whatever parts the fields.
GENRE = (
    r"(?:(?:[Uu]npublished|[Dd]octoral|[Mm]aster['’]?s?|MA|MSc|Ph\.?\s?D\.?|Diplom|Magister)[\s-]*(?:[Tt]hesis|[Dd]issertation|arbeit)"
    r"|[Dd]issertation|[Tt]h[eè]se\s(?:de|non|pour)|[Tt]esi\b|(?:(?:IZA|NBER|ECB|CEPR|ZEW)\s)?(?:[Dd]iscussion|[Ww]orking)\s[Pp]aper"
    r"|[Pp]aper\s(?:presented|submitted|prepared)|[Pp]resented\s(?:at|to)|(?:unpublished\s)?(?:mimeo|manuscript|manuskript)"
    r"|[Pp]reprint|[Tt]ech(?:nical|\.)\s[Rr]ep|[Ss]pecial\s[Ii]ssue|submitted\sto|to\sappear|in\scollaboration\swith"
    r"|\d+(?:st|nd|rd|th|d|\.)?\s?(?:rev(?:ised|\.)?\s|edition\s)?(?:edn?\b|ed\.|[Ee]dition|Aufl|éd)|(?:[Ff]irst|[Ss]econd|[Tt]hird)\s[Ee]dition)"
)
CITY = (
    r"(?![A-Z]{2,3}\b)[^\W\d_a-z][\w’'-]*(?:\s(?:am\s|upon\s|on\s|de\s|of\s)?[^\W\d_a-z][\w’'-]*){0,2}"
    r"(?:\s(?:a\.\s?M\.|D\.\s?C\.|a\.\s?d\.\s\w+\.))?"
)
REGION = r"(?:,\s(?:[A-Z]{2,3}\b|[A-Z]\.\s?[A-Z]\.|[^\W\d_a-z]\w+(?:\s[^\W\d_a-z]\w+)?\.?(?=\s?:)))"
# ", London: Verso." and ", Paris : L'Harmattan, 2013.": place and publisher at the end of a book.
IMPRINT_BEHIND = re.compile(
    rf",\s+(?={CITY}(?:(?:\s?/\s?|\sand\s|\sund\s|\s&\s|\s?;\s){CITY})*{REGION}?\s?:\s"
    rf"[^\W\d_a-z][^.:;,]{{1,50}}(?:,\s{CITY}:\s[^.:;,]{{1,40}})?(?:[.,]\s[^.:]{{0,30}})?\.?$)"
)
# Where books appear: with a publisher, part of no title.
PLACES = frozenset(
    "paris london berlin oxford cambridge münchen munich frankfurt wiesbaden opladen stuttgart köln "
    "cologne hamburg leipzig wien vienna zürich bern amsterdam leiden dordrecht boston chicago princeton "
    "ithaca madrid barcelona milano roma rome bruxelles brussels tokyo moscow philadelphia washington berkeley "
    "stanford bristol edinburgh dublin manchester aldershot cheltenham basingstoke houndmills buckingham glasgow "
    "bonn bielefeld göttingen tübingen münster hannover mannheim weinheim basel heidelberg paderborn würzburg marburg "
    "freiburg konstanz mainz essen düsseldorf darmstadt kassel reinbek graz salzburg innsbruck luzern budapest praha "
    "prague warszawa warsaw kraków oslo stockholm københavn copenhagen helsinki torino bologna firenze lisboa porto "
    "lyon genève lausanne toronto montréal ottawa melbourne sydney delhi москва спб".split()
) | {
    "new york",
    "new york ny",
    "new haven",
    "los angeles",
    "san francisco",
    "frankfurt am main",
    "frankfurt/main",
    "frankfurt a.m",
    "frankfurt/m",
    "thousand oaks",
    "beverly hills",
    "newbury park",
    "baden-baden",
    "new delhi",
    "mexico city",
    "buenos aires",
    "são paulo",
    "rio de janeiro",
    "ann arbor",
    "englewood cliffs",
    "notre dame",
}
NUMBERS = re.compile(rf"[(\[]?(?:[Vv]ol|[Vv]\.|[Nn]o\b|n°|pp?\b|{YEAR}|\d|[Bb]d\b|S\.|Nr|Heft|https?:|www)")
