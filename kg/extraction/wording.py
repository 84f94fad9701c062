"""The words by which papers speak of data, of other things, and of what they do: named data, no logic."""

from __future__ import annotations

import re
from functools import lru_cache

# Behind or before a name, these say that it names data ("the X dataset", "the benchmark X").
DATA_NOUNS = frozenset(
    """dataset datasets data set sets corpus corpora benchmark benchmarks database databases collection collections
    treebank treebanks testset trainset testbed leaderboard""".split()
)
# What surveys, registers and studies of people are called. They belong to the name in small letters too:
# "Swedish Mammography cohort", "Central Personnel Data file".
RECORD_NOUNS = frozenset(
    """survey surveys study studies register registers registry registries census censuses cohort cohorts panel panels
    biobank barometer poll polls audit audits file files trial trials""".split()
)
# The last word of a name in its own right: "Finnish Cancer Registry", "World Values Survey".
HEAD_NOUNS = RECORD_NOUNS | frozenset(
    """dataset database databank corpus benchmark treebank challenge archive repository atlas statistics collection
    records suite bank inventory surveillance index indicators profile profiles outlook prospects estimates accounts
    programme program assessment project projects initiative""".split()
)
# Behind a name, these say that it names something else.
OTHER_NOUNS = frozenset(
    """model models network networks algorithm algorithms method methods framework architecture architectures approach
    loss layer layers optimizer metric metrics score classifier encoder decoder library toolkit software package
    university institute department company gpu gpus""".split()
)
TITLE_OF_DATA = re.compile(
    r"\b(?:data ?sets?|corpus|corpora|benchmarks?|database|treebank|challenge|shared task|survey|collection|"
    r"large[- ]scale|cohort|registry|biobank|repository|archive|annotated|crowdsourc\w+)\b",
    re.IGNORECASE,
)
EVALUATE = re.compile(
    r"\b(?:evaluat\w+|experiment\w*|test(?:ed|ing)?|train(?:ed|ing)?|fine-?tun\w+|pre-?train\w*|validat\w+|benchmark\w*|"
    r"perform(?:ance|s|ed)?|results?|accuracy|state-of-the-art|report\w*|achiev\w+|obtain\w*|compar\w+)\b",
    re.IGNORECASE,
)
EMPLOY = re.compile(
    r"\b(?:we (?:also |then |further |first |only |mainly )?(?:use|used|employ|employed|adopt|adopted|consider|"
    r"considered|choose|chose|select|selected|utili[sz]ed?|analy[sz]ed?|conduct|conducted|perform|performed|evaluate|evaluated|"
    r"train|trained|test|tested|experiment|experimented|apply|applied|report|validate|validated|run|ran|fine-?tune|"
    r"pre-?train|obtain|obtained|collect|collected|compare|follow)|our (?:experiments|results|model|evaluation|data|"
    r"analysis)|(?:was|were|is|are) (?:used|trained|evaluated|tested|obtained|drawn|taken|conducted|collected|"
    r"extracted|pre-?trained|fine-?tuned|analy[sz]ed|performed|derived))\b",
    re.IGNORECASE,
)
INTRODUCE = re.compile(
    r"\b(?:we|this (?:paper|work|article|study)|our) (?:\w+ ){0,2}?(?:introduc\w+|present\w*|releas\w+|propos\w+|"
    r"construct\w*|creat\w+|built|build|collect\w*|contribut\w+|annotat\w+|publish\w*|develop\w*|compil\w+|provid\w+)\b"
    r"|\b(?:new|novel) (?:\S+ ){0,6}?(?:data ?set|corpus|benchmark|database|collection|treebank)\b",
    re.IGNORECASE,
)
OTHERS_WORK = re.compile(
    r"\b(?:such as|e\.?g\.?|for example|for instance|previous(?:ly)?|prior|existing|other|recent(?:ly)?|proposed by|"
    r"introduced by|et al|have been|has been|future|similar to|unlike|in contrast|popular|widely|many)\b",
    re.IGNORECASE,
)
_SPEECH = (("evaluate", EVALUATE), ("employ", EMPLOY), ("introduce", INTRODUCE), ("others", OTHERS_WORK))


@lru_cache(maxsize=4096)  # all names of a sentence ask, and long sentences hold hundreds
def speech_of(sentence: str) -> tuple[str, ...]:
    """What a sentence speaks of, by the names in _SPEECH."""
    return tuple(name for name, pattern in _SPEECH if pattern.search(sentence))


# Kinds of sections, by words of their headings; the first that fits.
SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("related", re.compile(r"related|previous|prior|background|literature|state of the art|review", re.IGNORECASE)),
    ("data", re.compile(r"data|corpus|corpora|benchmark|material|sample|participants|subjects|source", re.IGNORECASE)),
    (
        "experiment",
        re.compile(
            r"experiment|evaluation|result|implementation|training|setup|setting|ablation|analys|empirical|comparison|"
            r"performance|simulation|stud(?:y|ies)|application|measure",
            re.IGNORECASE,
        ),
    ),
    ("method", re.compile(r"method|model|approach|architecture|algorithm|framework|system", re.IGNORECASE)),
    ("introduction", re.compile(r"introduction|motivation|overview", re.IGNORECASE)),
    ("conclusion", re.compile(r"conclusion|discussion|future|limitation|summary|acknowledg", re.IGNORECASE)),
)


@lru_cache(maxsize=4096)
def section_kind(heading: str) -> str:
    """The kind of section that a heading opens: one of the names in SECTIONS, or "other"."""
    return next((kind for kind, pattern in SECTIONS if pattern.search(heading)), "other")


# Capital at the start of a sentence, a heading or a caption, but no part of a name.
LEADING_WORDS = frozenset(
    """a an the this that these those we our they their its it in on at by for from to of with and or but as if when
    while where which who what how why both all each every some many most several various different other another such
    also here there then thus hence however moreover furthermore finally first second third next using used use see
    e.g i.e experiments experiment results result evaluation table figure fig tab section appendix algorithm equation
    eq theorem lemma proof definition i ii iii iv no not only after before during since although because given let
    note following similar similarly specifically additionally compared average accuracy method methods model models
    dataset datasets data ours baseline baselines train training test testing validation val dev""".split()
)

# Before or behind the name of a dataset, these name another one that was made out of it.
DERIVING_WORDS = frozenset(
    """tiny mini micro foggy rainy stylized stylised rotated permuted sequential noisy colored coloured split moving
    fashion extended extension kuzushiji corrupted augmented enriched masked binarized binarised cluttered affine
    polyphonic hard sketch lt v2 v3 long tailed subset reduced adversarial perturbed occluded synthetic sim real
    imbalanced cleaned challenge plus""".split()
)
