"""When two spellings are one name: the key under which catalogue, extraction and resolution compare names."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"[^\w+#]+|_+")


def name_key(name: str) -> str:
    """The name in lower case, without accents, with runs of punctuation and spaces as one space.

    "ILSVRC-2012", "ILSVRC 2012" and "ilsvrc_2012" share a key; "CIFAR-10" and "CIFAR-100" do not. A plus sign and a
    hash stay, because "C" and "C++" are not one name.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _APART.sub(" ", plain.lower()).strip()
