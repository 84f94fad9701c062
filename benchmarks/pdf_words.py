"""Words of which papers are made that say nothing: names with accents and particles, and words of the trade."""

from __future__ import annotations

FORENAMES = (
    "Ada Jürgen Maria Chen-Yu Łukasz Anne-Marie Søren José Wei Fatima Olga Ravi Émile Ingrid Noam Zoë Piotr Aïcha Hugo "
    "Mei Tomás Yuki Björn Chloé Dmitri"
).split()
SURNAMES = (
    *"Müller García Łopata Nowák Smith Fei-Fei O'Brien Sánchez-Gómez Østergaard Çelik Li Wang Zhang Dvořák".split(),
    *"Ångström Kowalski Petrova Nguyễn Haddad Tanaka Ferrari Dubois Schäfer Novotný Iyer MacLeod Brown".split(),
    *"Jones Ivanov Şahin".split(),
    "van den Berg",
    "de la Cruz",
    "von Neustadt",
    "van Dijk",
    "dos Santos",
    "ter Horst",
)
ORGANISATIONS = ("World Water Council", "Institute of Small Numbers", "European Sleep Survey")
ADJECTIVES = (
    "layer-wise efficient flexible fine-grained difficult offline affine profound first-order reflective unified "
    "sufficient well-defined statistical computational multi-task hierarchical representative international low-rank "
    "significant"
).split()
NOUNS = (
    "classification configuration coefficient affinity workflow benchmark representation regularisation afflux network "
    "approximation specification distribution optimisation office initialisation conflict baseline definition offspring"
).split()
PLURALS = (
    "classifiers efforts coefficients experiments differences measurements annotations conversations photographs "
    "traffics questionnaires descriptions vocabularies configurations affiliations hospitals neighbourhoods "
    "simulations profiles"
).split()
VERBS = "defines classifies reflects approximates simplifies affects confirms outperforms satisfies qualifies".split()
SYLLABLES = "ba ce di fo gu ha ji ko la me ni po ra se ti vu wa xo ye zi bru cla dre flo gri".split()
