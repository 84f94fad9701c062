"""The authors at the head of a printed reference, in whichever order their names are printed."""

from __future__ import annotations

import re
from typing import NamedTuple

# Latin, Greek and Cyrillic capitals: `re` has no class for them.
UPPER = "".join(c for c in map(chr, range(0x530)) if c.isupper())
PARTICLE = (
    r"(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]es|[Dd]el|[Dd]ella|[Dd]el?la|[Dd]i|[Dd]a|[Dd]as|[Dd]os|[Dd]u|[Dd]o|la|le|"
    r"te|ter|ten|zu|zum|zur|af|av|bin|ibn|ben|el|al|y|’t|'t|St\.?)"
)
WORD = rf"(?:[dlDLO]['’])?[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)*(?:[-‐‑–]\s?[^\W\d_]+(?:['’][^\W\d_]+)?)*"
SUFFIX = r"(?:,?\s+(?:Jr|Sr|II|III|IV|2nd|3rd)\b\.?)?"
DOTTED = rf"[{UPPER}][^\W\d_]?[^\W\d_A-Z]?\.(?:[\s-]*[{UPPER}][^\W\d_A-Z]?\.)*(?:[\s-]*[{UPPER}](?![\w.]))?"
GLUED = rf"[{UPPER}]{{1,4}}(?:[\s-][{UPPER}]{{1,2}})*(?![\w.’'-])"
SURNAME = rf"(?:{PARTICLE}\s+)*(?:[dlDL]['’])?{WORD}(?:\s(?:{PARTICLE}\s)?{WORD}){{0,2}}"
# "Hinton", "van den Oord", "de la Torre Frade": what follows the forenames.
_LAST = rf"(?:{PARTICLE}\s+){{0,3}}{WORD}"

_FORMS = {
    "inverted": re.compile(
        rf"(?P<last>{SURNAME}),\s*(?P<first>{DOTTED}|{GLUED})(?P<part>\s+{PARTICLE}(?=[,;.]|\sand))?{SUFFIX}"
    ),
    "surname": re.compile(rf"(?P<last>{SURNAME}),?\s+(?P<first>{DOTTED}|{GLUED}){SUFFIX}"),
    "initials": re.compile(rf"(?P<first>{DOTTED}|{GLUED})\s*(?P<last>{_LAST}(?:\s{WORD})?){SUFFIX}"),
    "capitals": re.compile(
        rf"(?P<last>[{UPPER}]{{2}}[{UPPER}'’-]+(?:\s[{UPPER}]{{2}}[{UPPER}'’-]+)?),?\s+(?P<first>[{UPPER}][^\W\d_A-Z][\w-]*)"
    ),
    "reversed": re.compile(
        rf"(?P<last>{SURNAME}),\s*(?P<first>{WORD}(?:[\s-](?:{DOTTED}|{WORD}|[{UPPER}]\b)){{0,2}}(?:\s{PARTICLE}(?=[,;.:]))?){SUFFIX}"
    ),
    "full": re.compile(rf"(?P<first>{WORD}(?:\s(?:{DOTTED}|[{UPPER}]\b|{WORD}(?=\s)))*?)\s+(?P<last>{_LAST}){SUFFIX}"),
}
# Which ways of printing a name may follow which in one list, in the order of trial.
_FOLLOWERS = {
    "inverted": ("inverted", "initials", "surname"),
    "surname": ("surname",),
    "initials": ("initials",),
    "capitals": ("capitals",),
    "reversed": ("inverted", "initials", "full", "reversed"),
    "full": ("initials", "full"),
}
_ANY = ("inverted", "surname", "initials", "capitals", "full", "reversed")
_FIRST = ("inverted", "surname", "initials", "capitals", "reversed", "full")
_SEPARATOR = re.compile(
    r"\s*(?:[,;/]\s*(?P<and1>(?:and|&|und|et|y|e)\s+)?|\s(?P<and2>(?:and|&|und|et|y|e)\s+)|(?P<dash>\s[–-]\s))"
)
_MORE = re.compile(r"[\s,;]*(?:and\s+|&\s*)?(?:et\.?\s*al\b\.?|others\b\.?|u\.\s?a\.|et\s+coll\.)", re.IGNORECASE)
# A name is one only where it ends at a mark, a year, a quotation, another name or the end.
_ENDS = re.compile(
    r"\s*(?:[.,;:/(\[“\"«„‘`]|$|(?:and|&|und|et|y|e)\s|[–-]\s|(?:1[5-9]|20)\d\d)|\s+et\.?\s*al|(?<=\.)\s"
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
        return (), 0
    names, end, form = [name.text], name.end, name.form
    # Full names among initials ("..., Kai Li, and Li Fei-Fei.") count only once the list goes on after them.
    waiting: list[_Name] = []
    at = end
    while True:
        more = _MORE.match(text, at)
        if more:
            names += [n.text for n in waiting]
            return tuple(names), more.end()
        separator = _SEPARATOR.match(text, at)
        if not separator:
            break
        last = bool(separator["and1"] or separator["and2"])
        following = _name_at(text, separator.end(), _ANY if last else _FOLLOWERS[form])
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
    if waiting and re.match(r"\.\s|:|,?\s*[“\"(]", text[waiting[-1].end :]):
        names += [n.text for n in waiting]
        end = waiting[-1].end
    return tuple(names), end


def _name_at(text: str, at: int, forms: tuple[str, ...]) -> _Name | None:
    for form in forms:
        found = _FORMS[form].match(text, at)
        if (
            found
            and _ENDS.match(text, found.end())
            and not (form == "full" and found["last"].isupper() and len(found["last"]) < 3)
        ):
            first = " ".join(found["first"].split())
            last = " ".join(found["last"].split())
            part = found.groupdict().get("part")
            return _Name(f"{first} {part.strip() + ' ' if part else ''}{last}", found.end(), form)
    return None
