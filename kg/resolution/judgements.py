"""Judgements as text: a mapping set in SSSOM TSV (https://w3id.org/sssom/), one row a decision."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.errors import JudgementError
from kg.model import Judgement, Verdict

_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "comment",
)
_HEADER = """\
#mapping_set_id: https://w3id.org/citeset/judgements
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  dataset: https://w3id.org/citeset/id/dataset/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
"""
_BY_HAND = "semapv:ManualMappingCuration"
_SAME = "skos:exactMatch"


def write_judgements(judgements: Iterable[Judgement]) -> str:
    """The judgements as SSSOM TSV, sorted, so that two people's files merge line by line.

    A line break in a text becomes a space: a row is a line.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for judgement in sorted(judgements, key=lambda j: (j.left, j.right, j.when)):
        row = {
            "subject_id": _curie(judgement.left),
            "subject_label": judgement.left,
            "predicate_id": _SAME,
            "predicate_modifier": "Not" if judgement.verdict is Verdict.DIFFERENT else "",
            "object_id": _curie(judgement.right),
            "object_label": judgement.right,
            "mapping_justification": _BY_HAND,
            "author_label": judgement.who,
            "mapping_date": judgement.when,
            "comment": judgement.reason,
        }
        writer.writerow({column: " ".join(text.splitlines()) for column, text in row.items()})
    return _HEADER + out.getvalue()


def read_judgements(text: str, path: str) -> tuple[Judgement, ...]:
    """The judgements in a text; raises JudgementError with the line of a broken row."""
    lines = text.splitlines()
    skipped = sum(1 for line in lines if line.startswith("#"))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    found: list[Judgement] = []
    for number, row in enumerate(rows, start=skipped + 2):
        if None in row or any(value is None for value in row.values()):
            raise JudgementError("has a row with too many or too few columns", path=path, line=number)
        missing = [c for c in ("subject_label", "object_label", "predicate_id") if not row.get(c)]
        if missing:
            raise JudgementError(f"lacks {missing[0]}", path=path, line=number, advice="give both names")
        modifier = row.get("predicate_modifier", "")
        if row["predicate_id"] != _SAME or modifier not in ("", "Not"):
            raise JudgementError(
                f"cannot read the predicate {row['predicate_id']!r} {modifier!r}",
                path=path,
                line=number,
                advice=f"write {_SAME}, with Not as modifier for datasets that differ",
            )
        found.append(
            Judgement(
                row["subject_label"],
                row["object_label"],
                Verdict.DIFFERENT if modifier == "Not" else Verdict.SAME,
                row.get("comment", ""),
                row.get("author_label", ""),
                row.get("mapping_date", ""),
            )
        )
    return tuple(found)


def _curie(name: str) -> str:
    return "dataset:" + "".join(c if c.isalnum() or c in "-._" else "-" for c in name.lower())
