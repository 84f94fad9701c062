"""The authors at the head of a printed reference, in whichever order their names are printed."""

from __future__ import annotations

import re
from typing import NamedTuple

# Latin, Greek and Cyrillic capitals: `re` has no class for them.
UPPER = "".join(c for c in map(chr, range(0x530)) if c.isupper())
PARTICLE = (
    r"(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]es|[Dd]el|[Dd]ella|[Dd]el?la|[Dd]i|[Dd]a|[Dd]as|[Dd]os|[Dd]u|[Dd]o|la|le|"
    r"[Ll]as|[Ll]os|Le|La|te|ter|ten|zu|zum|zur|af|av|bin|ibn|ben|el|al|y|’t|'t|St\.?)"
)
# Accents that a PDF prints beside their letter belong to the name.
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f´`¨ˆ˜ˇ˘˙˚¸˝])"
WORD = rf"(?:[dlDLO]['’])?[{UPPER}]{_LETTER}*(?:['’]{_LETTER}+)*(?:[-‐‑–]\s?{_LETTER}+(?:['’]{_LETTER}+)?)*(?![^\W\d_])"
_LONG = rf"(?![{UPPER}](?![\w’'-])){WORD}"
_SUFFIX = r"(?:,?\s+(?:Jr|Jnr|Sr|II|III|IV|2nd|3rd)\b\.?)?"
_ROLE = (
    r"(?:\s*\((?:(?:Executive\s)?Producers?|Directors?|Writers?(?:/Director)?|Compilers?|Translators?|Hrsg|Hg|[Ee]ds?)"
    r"\.?\))"
)
# "J.", "J. K.", "J.-P.", and the two letters that some scripts need for one: "Yu.", "Ch.".
_INITIAL = rf"(?:[{UPPER}][\u0300-\u036f]?|Ch|Chr|Dm|Dz|Gy|Kh|Ph|Sh|Sz|St|Th|Ya|Ye|Yu|Zh|Zs)\."
_DOTTED = rf"{_INITIAL}(?:[\s‐‑-]*{_INITIAL})*(?:[\s-]*[{UPPER}](?![\w.]))?"
_DOTTED_SINGLE = rf"[{UPPER}]\.(?:[\s‐‑-]*[{UPPER}]\.)*"
_GLUED = rf"(?:[{UPPER}]{{2,4}}|[{UPPER}](?!\.))(?:[\s-][{UPPER}]{{1,2}})*(?![\w’'-])"
_SURNAME = rf"(?:{PARTICLE}\s+)*{WORD}(?:\s(?:{PARTICLE}\s)?(?!Jr|Sr){WORD}){{0,2}}(?:,?\s(?:Jr|Sr)\b\.?)?"
# "Hinton", "van den Oord", "de la Torre": what follows the forenames.
_LAST = rf"(?:{PARTICLE}\s+){{0,3}}{_LONG}"

# A name is one only where it ends at a mark, a year, a quotation, another name or the end.
_ENDS = r"(?=\s*(?:[.,;:/(\[“\"«„‘`]|$|(?:and|&|und|et|y|e|a)\s|[–-]\s|(?:1[5-9]|20)\d\d)|\s+et\.?\s*al|(?<=\.)\s)"

_FORMS = {
    # Deng, J. / van den Oord, A.
    "inverted": re.compile(
        rf"(?P<last>{_SURNAME}),\s*(?P<first>{_DOTTED}(?:\s{WORD}(?=\.\s[\"“]|\s\(|,\sand\s[{UPPER}]|\sand\s{WORD}\s[{UPPER}]\.|,\set\sal))?|{_GLUED})"
        rf"(?P<part>(?:\s+{PARTICLE}){{1,3}}(?=[,;.:/]|\s(?:and|&)|\s\())?{_SUFFIX}{_ENDS}"
    ),
    # Deng J / Deng J.
    "surname": re.compile(
        rf"(?P<last>{_SURNAME})\s+(?P<first>{_DOTTED_SINGLE}(?!\s(?:{PARTICLE}\s)*{WORD}(?:[.,]\s|\sand\s|\s\())|{_GLUED})"
        rf"(?P<part>(?:\s(?=[a-z]){PARTICLE}){{1,2}}(?=[,;.]))?{_SUFFIX}{_ENDS}"
    ),
    # J. Deng / A. van den Oord
    "initials": re.compile(
        rf"(?P<first>{_DOTTED})\s*(?P<last>(?:v\.\s?(?:d\.\s?)?)?{_LAST}(?:\s(?:{PARTICLE}\s)?{WORD})?){_SUFFIX}{_ENDS}"
    ),
    # J Deng / JK Deng
    "glued": re.compile(rf"(?P<first>{_GLUED})\s+(?P<last>{_LAST}){_SUFFIX}{_ENDS}"),
    # DENG Jia
    "capitals": re.compile(
        rf"(?P<last>[{UPPER}]{{2}}[{UPPER}'’-]+(?:\s[{UPPER}]{{2}}[{UPPER}'’-]+)?),?\s+"
        rf"(?P<first>[{UPPER}][^\W\d_A-Z][\w-]*){_ENDS}"
    ),
    # Deng, Jia / de la Torre, Fernando
    "reversed": re.compile(
        rf"(?P<last>(?:{WORD}\s(?=[a-z])(?={PARTICLE}\s))?{_LAST})(?:\s(?:Jr|Sr|II|III|IV)\b\.?)?,\s*"
        rf"(?P<first>{WORD}(?:[\s-]{_LONG})?(?:(?:[\s-]{_LONG}){{1,2}}(?=\.\s|\s\())?(?:\s(?:{_DOTTED}|[{UPPER}](?![\w.])))?"
        rf"(?:(?:\s{PARTICLE}){{1,3}}(?=[,;.:]|\s\())?){_SUFFIX}{_ENDS}"
    ),
    # Vargas Llosa, Mario: two family names, where nothing else can be meant
    "doubled": re.compile(
        rf"(?P<last>{_LONG}(?:\s{_LONG}){{1,2}}),\s*(?P<first>{_LONG}(?:\s{_DOTTED})?)(?=\.\s|\s\((?:1[5-9]|20)\d\d|\s?;\s|\s(?:and|&|y|und)\s)"
    ),
    # ALLEN (J.P.) / Codou (Yann)
    "bracketed": re.compile(
        rf"(?P<last>{_SURNAME})\s\((?P<first>{_DOTTED}|{_LONG}(?:[\s-]{_LONG})?)\)(?=,\s|\s(?:et|and|&)\s|\s(?:1[5-9]|20)\d\d)"
    ),
    # Jia Deng / Timothy M. Hospedales
    "full": re.compile(
        rf"(?P<first>{WORD}(?:\s(?:{_DOTTED}|[{UPPER}]\b|{WORD}(?=\s)))*?)\s+"
        rf"(?P<last>(?:{PARTICLE}\s+){{1,3}}{_LONG}\s{_LONG}|(?:{PARTICLE}\s+){{0,3}}{_LONG}){_SUFFIX}{_ENDS}"
    ),
}
# "Deng et al. (2009)": a list that somebody wrote by hand may have no initials.
_BARE = re.compile(rf"(?P<last>{_SURNAME})(?=,?\s+et\.?\s*al\b)")
# "———." stands for the authors of the entry before.
SAME_AUTHORS = re.compile(r"\s*(?:(?:[-–—_]\s?){2,}|[–—]\s?(?=[.,:]))\s*[.,:]?\s*")

_TWO_NAMES = re.compile(rf"{WORD}\s{WORD}")
_TRAILING_WORD = re.compile(rf"\s{_LONG}$")
_NEXT_NAME = re.compile(rf"\s{WORD}(?:,|\sand\s)")
# Which ways of printing a name may follow which in one list, in the order of trial.
_FOLLOWERS = {
    "inverted": ("inverted", "initials", "surname"),
    "surname": ("surname",),
    "initials": ("initials",),
    "glued": ("glued", "initials"),
    "capitals": ("capitals", "reversed"),
    "doubled": ("reversed",),
    "bracketed": ("bracketed",),
    "reversed": ("inverted", "initials", "full", "reversed"),
    "full": ("initials", "full", "glued"),
}
_ANY = ("inverted", "surname", "initials", "glued", "capitals", "full", "reversed")
_FIRST = ("inverted", "surname", "bracketed", "initials", "glued", "capitals", "doubled", "reversed", "full")
_SEPARATOR = re.compile(
    rf"{_ROLE}?\s*[*†‡§]{{0,2}}(?:\.?(?P<mark>[,;/]{{1,2}})\s*(?:\.\.\.\s?|…\s?|\*)?(?P<and1>(?:and|&|und|et|y|e)\s+)?"
    r"|\s+(?P<and2>(?:and|&|und|et|y|e)\s+|&\.,\s)|(?P<dash>\s[–-]\s))"
)
# ". Koob, GF." behind "Heinrichs, SC": a full stop parts names that are printed alike.
_STOP = re.compile(r"(?<=\.)\s|\.\s")
_STOPPED = ("inverted", "capitals")
# A journal in short is no name.
_JOURNAL = re.compile(r"(?:Lett|Phys|Chem|Rev|Sci|Soc|Math|Biol|Commun|Opt|Mater|Nanotechnol)\.")
_MORE = re.compile(
    r"[\s,;]*(?:and\s+|&\s*)?(?:et\.?\s*al\b\.?|others\b\.?|u\.\s?a\.|et\s+coll\.|a\s+kol\.)"
    r"|;\s(?:and\s)?(?:(?:for|on\sbehalf\sof)\s)?the\s[^.;]{5,120}(?=\.\s)",
    re.IGNORECASE,
)
# What a title, a venue or a sentence begins with, and no name.
NO_NAME = frozenset(
    "in the an proceedings proc advances journal international ieee acm arxiv url http https available "
    "technical report retrieved accessed on of and for from with press university annual conference "
    "workshop table figure fig section appendix phd thesis doi isbn pages vol".split()
)


class _Name(NamedTuple):
    text: str
    end: int
    form: str


def leading_authors(text: str) -> tuple[tuple[str, ...], int]:
    """The names that a reference begins with, forenames first, and the offset where they end.

    No names and 0 where it does not begin with names.
    """
    name = _name_at(text, 0, _FIRST)
    if name is None:
        bare = _BARE.match(text)
        more = _MORE.match(text, bare.end()) if bare else None
        return ((bare["last"],), more.end()) if bare and more else ((), 0)
    names, end, form = [name.text], name.end, name.form
    # Full names among initials ("..., Kai Li, and Li Fei-Fei.") count only once the list goes on after them.
    waiting: list[_Name] = []
    at, ended = end, False
    while True:
        more = _MORE.match(text, at)
        if more:
            names += [n.text for n in waiting]
            return tuple(names), more.end()
        separator = _SEPARATOR.match(text, at)
        if not separator:
            # "Keri, S. Kiss, I. Kelemen, O.": a full stop parts the names.
            stop = _STOP.match(text, at) if form in _STOPPED else None
            following = _name_at(text, stop.end(), (form,)) if stop else None
            if following is None:
                break
            names.append(following.text)
            at = end = following.end
            continue
        last = bool(separator["and1"] or separator["and2"])
        if ended and not last:
            break
        ended = last
        anyhow = last or separator["mark"] in ("/", ";")
        following = _name_at(text, separator.end(), _FOLLOWERS[form] + (_ANY if anyhow else ()))
        if following is not None and not last and _is_title(following, form, text):
            break
        if following is not None:
            names += [n.text for n in waiting] + [following.text]
            waiting = []
            at = end = following.end
            continue
        if form == "initials":
            following = _name_at(text, separator.end(), ("full",))
            if following is not None:
                waiting.append(following)
                at = following.end
                continue
        break
    if waiting and re.match(r"\.\s|,?\s*(?:[“\"]|\(\d{4})", text[waiting[-1].end :]):
        names += [n.text for n in waiting]
        end = waiting[-1].end
    return tuple(names), end


def _name_at(text: str, at: int, forms: tuple[str, ...]) -> _Name | None:
    for form in forms:
        found = _FORMS[form].match(text, at)
        if not found or found["first"].split()[0].lower() in NO_NAME:
            continue
        if _JOURNAL.match(text, found.end() - len(found["last"].split()[-1])):
            continue
        runs_on = _NEXT_NAME.match(text, found.end())
        glued = form in ("inverted", "surname", "glued") and len(found["first"]) > 3 and found["first"].isalpha()
        if glued and found["last"].isupper():
            # "KLAUS ADAM": names in capitals, and no initials.
            continue
        two = _TWO_NAMES.search(found["last"])
        if two and form == "inverted" and _TRAILING_WORD.search(found["first"]):
            continue
        if two and form in ("inverted", "reversed") and runs_on:
            # "Anton Milan, S. Roe, Ravi Garg": a full name, and the initials of the next.
            continue
        first, last = " ".join(found["first"].split()), " ".join(found["last"].split())
        part = found.groupdict().get("part")
        return _Name(f"{first} {part.strip() + ' ' if part else ''}{last}", found.end(), form)
    return None


def _is_title(name: _Name, form: str, text: str) -> bool:
    """Whether a name behind another reads like a title: "Auner, Joseph, A Schoenberg Reader: Documents of a Life"."""
    return text[name.end : name.end + 1] == ":" and (
        (form == "reversed" and name.form in ("full", "glued", "initials")) or len(name.text.split()) > 3
    )
