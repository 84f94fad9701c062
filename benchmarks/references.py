"""How well printed references are cut into fields, on strings tagged by hand: `python -m benchmarks.references FOLDER`.

The folder holds `anystyle/*.xml` and `excite/5-*/*.xml`. Years, titles, venues and identifiers count as right when they
are equal up to case and punctuation, authors when the same words stand in both (anystyle) or the same surnames (EXCITE,
which does not tag bodies as authors, nor editors). The venue is the journal, else the book, else the publisher, without
a leading "In". No
corpus tags arXiv ids: the true one is read from the note or journal that is tagged. Prints precision, recall and F1 a
field, and how many strings have it; a second argument names a field whose errors are listed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kg.names import name_key
from kg.readers.references import parse_reference

Truth = dict[str, str]
FIELDS = ("title", "year", "authors", "venue", "doi", "arxiv", "url")
_LITTLE = {"and", "et", "al", "und", "others", "ed", "eds", "hrsg", "the", "by", "y", "e"}
_VENUES = ("journal", "container-title", "source", "publisher")
_ARXIV_NOTE = re.compile(r"arxiv[\s:]*(?:preprint\s*)?(?:arxiv[\s:]*)?(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE)


def anystyle(path: Path) -> Iterator[tuple[str, Truth]]:
    """Printed strings and their tagged fields."""
    for sequence in etree.parse(str(path)).getroot():
        raw = " ".join((part.text or "").strip() for part in sequence)
        truth: Truth = {}
        for part in sequence:
            truth.setdefault(str(part.tag), part.text or "")
        yield raw, truth


def excite(folder: Path) -> Iterator[tuple[str, Truth]]:
    """The same for the lines of the EXCITE corpus."""
    for path in sorted(folder.glob("excite/5-*/*.xml")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            raw = _untagged(line).strip()
            if len(raw) < 20 or "<" not in line:
                continue
            truth = {tag: _untagged(text) for tag, text in re.findall(r"<(source|publisher|url)>(.*?)</\1>", line)}
            title, year = re.search(r"<title>(.*?)</title>", line), re.search(r"<year>(.*?)</year>", line)
            surnames = [re.search(r"<surname>(.*?)</surname>", a) for a in re.findall(r"<author>(.*?)</author>", line)]
            truth["title"] = _untagged(title[1]) if title else ""
            truth["date"] = year[1] if year else ""
            truth["surnames"] = "; ".join(s[1] for s in surnames if s)
            yield raw, truth


def _untagged(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text).replace("&amp;", "&")


def _key(text: str) -> str:
    return name_key(text.replace("- ", "").replace("-", ""))


def _words(text: str) -> Counter[str]:
    return Counter(w for w in name_key(text).split() if w not in _LITTLE)


def _doi(text: str) -> str:
    found = re.search(r"10\.\d{4,9}/\S+", text)
    return (
        found[0].rstrip(".,;]").removesuffix(")" if found[0].count("(") < found[0].count(")") else "").lower()
        if found
        else ""
    )


def _address(text: str) -> str:
    """An address without what a style prints around it."""
    return re.sub(r"\s|^URL:?", "", text).strip("().,;<>[]").lower().removesuffix("/")


def cases(raw: str, truth: Truth) -> dict[str, tuple[str, str, bool]]:
    """For each field what was found, what is true, and whether the two are the same."""
    got = parse_reference("k", raw)
    years = re.findall(r"(?:1[5-9]|20)\d\d", truth.get("date", ""))
    found = {
        "title": (_key(got.title), _key(truth.get("title", ""))),
        "year": (str(got.year or ""), years[0] if years else ""),
        "venue": (_key(got.venue), _key(next((truth[v] for v in _VENUES if truth.get(v)), "")).removeprefix("in ")),
        "doi": (got.doi, _doi(f"{truth.get('doi', '')} {truth.get('url', '')}")),
        "url": (_address(got.url), _address(truth.get("url", ""))),
    }
    note = _ARXIV_NOTE.search(f"{truth.get('note', '')} {truth.get('journal', '')}")
    found["arxiv"] = (got.arxiv, note[1] if note else "")
    results = {field: (have, want, have == want) for field, (have, want) in found.items()}
    results["year"] = (*found["year"], found["year"][0] in years)
    if "surnames" in truth:
        have, want = [_key(a) for a in got.authors], [_key(s) for s in truth["surnames"].split("; ") if s]
        same = len(have) == len(want) and all(any(h.endswith(w) for h in have) for w in want)
        results["authors"] = ("; ".join(sorted(have)), "; ".join(sorted(want)), same)
    else:
        # "———." stands for the authors of the entry before, which the string does not name.
        printed = truth.get("author", "") if _words(truth.get("author", "")) else ""
        results["authors"] = ("; ".join(got.authors), printed, _words(" ".join(got.authors)) == _words(printed))
    return results


def measure(rows: Iterator[tuple[str, Truth]], *, show: str = "") -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and the number of strings that have it, for each field that the truth has."""
    right, found, there = Counter[str](), Counter[str](), Counter[str]()
    for raw, truth in rows:
        for field, (have, want, same) in cases(raw, truth).items():
            good = bool(have and want) and same
            found[field] += bool(have)
            there[field] += bool(want)
            right[field] += good
            if show == field and not good and (have or want):
                print(f"{raw}\n   got:  {have}\n   want: {want}")
    scores = {}
    for field in FIELDS:
        p, r = right[field] / max(1, found[field]), right[field] / max(1, there[field])
        if there[field]:
            scores[field] = (p, r, 2 * p * r / max(1e-9, p + r), there[field])
    return scores


def main() -> None:
    """Print a table of figures; a second argument names the field whose errors are listed."""
    folder = Path(sys.argv[1])
    show = sys.argv[2] if len(sys.argv) > 2 else ""
    sources = {path.stem: anystyle(path) for path in sorted(folder.glob("anystyle/*.xml"))}
    sources["excite"] = excite(folder)
    for source, rows in sources.items():
        for field, (p, r, f, n) in measure(rows, show=show).items():
            print(f"{source:10} {field:8} in {n:4}  precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")


if __name__ == "__main__":
    main()
