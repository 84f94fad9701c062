"""When two spellings are one name: the key under which catalogue, extraction and resolution compare names."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"(?:[^\w+#]|_)+")


def name_key(name: str) -> str:
    """The name in lower case, without accents, with runs of punctuation and spaces as one space.

    "ILSVRC-2012", "ILSVRC 2012" and "ilsvrc_2012" share a key; "CIFAR-10" and "CIFAR-100" do not. A plus sign and a
    hash stay, because "C" and "C++" are not one name.
    """
    plain = name if name.isascii() else _without_accents(name)
    return _APART.sub(" ", plain.lower()).strip()


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def tight_key(name: str) -> str:
    """The name key without spaces, save between two digits.

    "VOT 2015" and "VOT2015" share it, "X 1.1" and "X 11" do not.
    """
    return _SPACE_TO_DROP.sub("", name_key(name))


def spacings(key: str) -> set[str]:
    """The key with its letters and digits drawn together, and with them apart: "vot2015", "vot 2015"."""
    return {key, _LETTER_DIGIT_APART.sub("", key), drawn_apart(key)}


def drawn_apart(key: str) -> str:
    """The key with its letters and digits apart: "vot 2015"."""
    return _LETTER_DIGIT.sub(" ", key)


_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_]{2})(?=\d)")
_LETTER_DIGIT_APART = re.compile(r"(?<=[^\W\d_]) (?=\d)")
_SPACE_TO_DROP = re.compile(r"(?<!\d) | (?!\d)")
