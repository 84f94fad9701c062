"""How well printed references are cut into fields, on strings tagged by hand: `python benchmarks/references.py FOLDER`.

The folder holds `anystyle/*.xml` and `excite/5-*/*.xml`. Years and titles count as right when they are equal up to case
and punctuation, authors when the same words stand in both (anystyle) or the same surnames (EXCITE). Prints precision,
recall and F1 a field.
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
_LITTLE = {"and", "et", "al", "und", "others", "ed", "eds", "hrsg", "the", "by", "y", "e"}


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
            raw = re.sub(r"<[^>]+>", "", line).replace("&amp;", "&").strip()
            title = re.search(r"<title>(.*?)</title>", line)
            year = re.search(r"<year>(.*?)</year>", line)
            authors = re.findall(r"<author>(.*?)</author>", line)
            surnames = [re.search(r"<surname>(.*?)</surname>", a) for a in authors]
            if len(raw) < 20 or "<" not in line:
                continue
            yield (
                raw,
                {
                    "title": re.sub(r"<[^>]+>", "", title[1]) if title else "",
                    "date": year[1] if year else "",
                    "surnames": "; ".join(s[1] for s in surnames if s),
                },
            )


def _key(text: str) -> str:
    return name_key(text.replace("- ", "").replace("-", ""))


def _words(text: str) -> Counter[str]:
    return Counter(w for w in name_key(text).split() if w not in _LITTLE)


def measure(rows: Iterator[tuple[str, Truth]], *, show: str = "") -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of title, year and authors."""
    right, found, there = Counter[str](), Counter[str](), Counter[str]()
    for raw, truth in rows:
        got = parse_reference("k", raw)
        year = re.findall(r"(?:1[5-9]|20)\d\d", truth.get("date", ""))
        cases = {
            "title": (_key(got.title), _key(truth.get("title", "")), None),
            "year": (str(got.year or ""), year[0] if year else "", year),
        }
        if "surnames" in truth:
            want = {_key(s) for s in truth["surnames"].split("; ") if s}
            have = {n for author in got.authors for n in [_key(author)]}
            ok = len(want) == len(have) and all(any(h.endswith(w) for h in have) for w in want)
            cases["authors"] = ("|".join(sorted(have)), "|".join(sorted(want)), ok)
        else:
            printed = truth.get("author", "")
            ok = _words(" ".join(got.authors)) == _words(printed)
            cases["authors"] = (" | ".join(got.authors), printed, ok)
        for name, (have_text, want_text, extra) in cases.items():
            found[name] += bool(have_text)
            there[name] += bool(want_text)
            good = bool(want_text) and (
                extra if isinstance(extra, bool) else have_text in extra if extra else have_text == want_text
            )
            right[name] += good
            if show == name and not good and (have_text or want_text):
                print(f"{raw}\n   got:  {have_text}\n   want: {want_text}")
    scores = {}
    for name in ("title", "year", "authors"):
        p, r = right[name] / max(1, found[name]), right[name] / max(1, there[name])
        scores[name] = (p, r, 2 * p * r / max(1e-9, p + r))
    return scores


def main() -> None:
    """Print a table of figures; a second argument names the field whose errors are listed."""
    folder = Path(sys.argv[1])
    show = sys.argv[2] if len(sys.argv) > 2 else ""
    sources = {path.stem: anystyle(path) for path in sorted(folder.glob("anystyle/*.xml"))}
    sources["excite"] = excite(folder)
    for source, rows in sources.items():
        for field, (p, r, f) in measure(rows, show=show).items():
            print(f"{source:10} {field:8} precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")


if __name__ == "__main__":
    main()
