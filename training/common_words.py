"""The words that papers print in lower case: `python -m training.common_words` writes data/models/common_words.txt.

A name made of such words only ("Quality", "Places") is believed where it is printed exactly as the catalogue has it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kg.errors import KgError
from kg.names import name_key
from kg.readers import read
from training.corpora import SHARED

ROOT = Path(__file__).resolve().parents[1]
_FOLDERS = ("tei", "jats", "latex", "pdf", "social")
_SHARE = 0.02  # of the papers
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")


def main() -> None:
    counts: Counter[str] = Counter()
    papers = 0
    for folder in _FOLDERS:
        for path in sorted((SHARED / "corpora" / folder).iterdir()):
            try:
                paper = read(path)
            except KgError:
                continue
            papers += 1
            cited = {word for marker in paper.markers for word in _WORD.findall(paper.quote(marker.span))}
            counts.update({name_key(w) for w in set(_WORD.findall(paper.text)) - cited if w.islower()})
    words = sorted(w for w, n in counts.items() if n >= _SHARE * papers and " " not in w)
    (ROOT / "data" / "models" / "common_words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words of {papers} papers")


if __name__ == "__main__":
    main()
