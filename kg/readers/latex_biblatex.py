r"""Reference lists as biber leaves them (`\entry ... \field{title}{...}`), as entries that print."""

from __future__ import annotations

import re

from kg.readers.latex_tokens import Tokens, tokenise

_ENTRY = re.compile(r"\\entry\{([^{}]+)\}\{([^{}]*)\}(?:\{[^{}]*\})*(.*?)\\endentry", re.DOTALL)
_FIELD = re.compile(r"\\(?:field|list)(?:\[[^\]]*\])?\{(\w+)\}(?:\{\d+\})?\{")
_NAMES = re.compile(r"\\name\{author\}")
_NAME_END = re.compile(r"\\(?:name|list|field|strng)\{")
# Before biblatex 3: {{hash}{Deng}{D.}{Jia}{J.}{}{}{}{}}
_OLD_NAME = re.compile(r"\{\{[^{}]*\}")
_PART = re.compile(r"\b(family|given|prefix)=\{")
_VERB = re.compile(r"\\verb\{(doi|url|eprint)\}\s*\\verb\s+(\S+)")
# biber breaks lines so; on one line all behind it would be a comment.
_LINE_END = re.compile(r"(?<!\\)%[ \t]*\n\s*")
_VENUES = ("journaltitle", "booktitle", "publisher", "institution", "howpublished")


def is_biblatex(source: str) -> bool:
    """Whether a .bbl file was written for biblatex."""
    return bool(_ENTRY.search(source))


def tokens_of_entries(source: str) -> Tokens:
    r"""The entries as `\bibitem`s with authors, title and venue in blocks of their own."""
    printed: list[str] = []
    source = _LINE_END.sub("", source)
    for key, _, body in dict.fromkeys(found.groups() for found in _ENTRY.finditer(source)):
        fields = {found[1]: _group(body, found.end()) for found in _FIELD.finditer(body)}
        links = dict(_VERB.findall(body))
        title = ": ".join(fields[name] for name in ("title", "subtitle") if fields.get(name))
        venue = next((fields[name] for name in _VENUES if fields.get(name)), "")
        year = fields.get("year", "") or fields.get("date", "")[:4]
        arxiv = (
            f"arXiv:{links['eprint']}" if fields.get("eprinttype", "").lower() == "arxiv" and "eprint" in links else ""
        )
        tail = ", ".join(part for part in (venue, year, arxiv, links.get("doi", "")) if part)
        link = f"\\url{{{links['url']}}}" if "url" in links and "doi" not in links else ""
        parts = (_authors(body), title, tail, link)
        blocks = "\n\\newblock ".join(part.rstrip(".") + "." if part != link else part for part in parts if part)
        printed.append(f"\\bibitem{{{key}}} {blocks}")
    return tokenise("\n".join(["\\begin{thebibliography}{1}", *printed, "\\end{thebibliography}"]))


def _authors(body: str) -> str:
    begin = _NAMES.search(body)
    if not begin:
        return ""
    end = _NAME_END.search(body, begin.end())
    names: list[dict[str, str]] = []
    for found in _PART.finditer(body, begin.end(), end.start() if end else len(body)):
        if found[1] == "family":
            names.append({})
        if names:
            names[-1][found[1]] = _group(body, found.end())
    if not names:
        listed = body[begin.end() : end.start() if end else len(body)]
        parts = (_groups(listed, found.end()) for found in _OLD_NAME.finditer(listed))
        names = [{"family": part[0], "given": part[2]} for part in parts if len(part) > 2]
    printed = [" ".join(name[part] for part in ("given", "prefix", "family") if name.get(part)) for name in names]
    return " and ".join([", ".join(printed[:-1]), printed[-1]]) if len(printed) > 1 else "".join(printed)


def _group(text: str, start: int) -> str:
    """The contents of the group opened just before `start`."""
    return " ".join(text[start : _end(text, start)].split())


def _groups(text: str, start: int) -> list[str]:
    """The contents of the groups that follow one another from `start` on."""
    found = []
    while text[start : start + 1] == "{":
        end = _end(text, start + 1)
        found.append(" ".join(text[start + 1 : end].split()))
        start = end + 1
    return found


def _end(text: str, start: int) -> int:
    """Where the brace stands that closes the group opened just before `start`; there where none does."""
    depth = 1
    for i in range(start, len(text)):
        if text[i] in "{}" and text[i - 1] != "\\":
            depth += 1 if text[i] == "{" else -1
            if depth == 0:
                return i
    return start
