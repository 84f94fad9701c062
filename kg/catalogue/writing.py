"""Datasets and works as a catalogue file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields

from kg.catalogue.tail import Tail
from kg.model import Dataset, Work


def to_toml(tail: Tail) -> str:
    """The text of a catalogue file, with a notice of the packages that its facts come from at its head."""
    return "\n".join(_lines(tail))


def _lines(tail: Tail) -> Iterator[str]:
    yield "# Names, addresses and bibliographic fields made by `kg catalogue build`, not reviewed by a person, from:"
    yield from (f"# - {package}" for package in tail.packages)
    for kind, tables in (("work", tail.works), ("dataset", tail.datasets)):
        for table in tables:
            yield f"\n[[{kind}]]"
            yield from _values(table)
    yield ""


def _values(table: Dataset | Work) -> Iterator[str]:
    for one in fields(table):
        value = getattr(table, one.name)
        if value != one.default:
            # JSON writes texts, lists of texts and numbers as TOML does.
            yield f"{one.name} = {json.dumps(value, ensure_ascii=False)}"
