"""Judgements as text: a mapping set in SSSOM TSV (https://w3id.org/sssom/), one row a decision."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import JudgementError
from kg.model import Judgement, Verdict
from kg.names import name_key

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
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_REPAIR = "part the columns by one tab each, as in the line of headings"


@dataclass(frozen=True, slots=True)
class _Besides:
    """What a text holds besides judgements: further lines above the headings, remarks below them, columns of others."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: Mapping[Judgement, Mapping[str, str]] = field(default_factory=dict)


def write_judgements(judgements: Iterable[Judgement], former: str = "") -> str:
    """The judgements as SSSOM TSV, sorted, so that two people's files merge line by line.

    What people added to the `former` text stays: lines that begin with #, those among the rows below them, and columns
    of their own with the cells of the judgements that stay. A line break in a text becomes a space: a row is a line.
    """
    besides = _besides(former)
    out = io.StringIO()
    columns = (*_COLUMNS, *besides.columns)
    writer = csv.DictWriter(out, columns, restval="", delimiter="\t", lineterminator="\n")
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
            **besides.cells.get(judgement, {}),
        }
        writer.writerow({column: " ".join(text.splitlines()) for column, text in row.items()})
    above, below = ("".join(f"{line}\n" for line in lines) for lines in (besides.above, besides.below))
    return _HEADER + above + out.getvalue() + below


def _besides(text: str) -> _Besides:
    found = dict(numbered_judgements(text, ""))
    ours = set(_HEADER.splitlines())
    above: list[str] = []
    below: list[str] = []
    headings: list[str] = []
    cells: dict[Judgement, dict[str, str]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.startswith("#"):
            if line not in ours:
                (below if headings else above).append(line)
        elif not headings:
            headings = next(csv.reader([line], delimiter="\t"), [])
        elif number in found:
            row = zip(headings, next(csv.reader([line], delimiter="\t")), strict=True)
            cells[found[number]] = {column: cell for column, cell in row if column not in _COLUMNS}
    return _Besides(tuple(above), tuple(below), tuple(h for h in headings if h not in _COLUMNS), cells)


def read_judgements(text: str, path: str) -> tuple[Judgement, ...]:
    """The judgements in a text; raises JudgementError with the line of a broken row, or of a pair judged both ways."""
    return tuple(judgement for _, judgement in numbered_judgements(text, path))


def numbered_judgements(text: str, path: str) -> list[tuple[int, Judgement]]:
    """The judgements in a text with their lines; raises JudgementError as `read_judgements` does."""
    lines = [
        (number, line)
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    found: list[tuple[int, Judgement]] = []
    judged: dict[frozenset[str], tuple[int, Verdict]] = {}
    headings: list[str] = []
    for number, line_text in lines:
        if line_text.startswith(_CONFLICT):
            raise JudgementError(
                "holds a conflict that git could not merge",
                path=path,
                line=number,
                advice="keep the rows of both sides and delete the lines of <, = and >",
            )
        # Line by line: an open quote must not swallow the rows behind it.
        cells = next(csv.reader([line_text], delimiter="\t"))
        if not headings:
            headings = cells
            continue
        if len(cells) != len(headings):
            raise JudgementError("has a row with too many or too few columns", path=path, line=number, advice=_REPAIR)
        judgement = _judgement(dict(zip(headings, cells, strict=True)), path, number)
        pair = frozenset((name_key(judgement.left), name_key(judgement.right)))
        line, verdict = judged.setdefault(pair, (number, judgement.verdict))
        if verdict is not judgement.verdict:
            raise JudgementError(
                f"judges {judgement.left} and {judgement.right} {judgement.verdict.value}, line {line} {verdict.value}",
                path=path,
                line=number,
                advice="delete one of the two rows",
            )
        found.append((number, judgement))
    return found


def _judgement(values: Mapping[str, str], path: str, line: int) -> Judgement:
    missing = [c for c in ("subject_label", "object_label", "predicate_id") if not values.get(c)]
    if missing:
        raise JudgementError(f"lacks {missing[0]}", path=path, line=line, advice="give both names")
    modifier = values.get("predicate_modifier", "")
    if values["predicate_id"] != _SAME or modifier not in ("", "Not"):
        raise JudgementError(
            f"cannot read the predicate {values['predicate_id']!r} {modifier!r}",
            path=path,
            line=line,
            advice=f"write {_SAME}, with Not as modifier for datasets that differ",
        )
    for side in ("subject", "object"):
        label, curie = values[f"{side}_label"], values.get(f"{side}_id", "")
        if curie not in ("", _curie(label)):
            raise JudgementError(
                f"has the unknown id {curie!r} for {label!r}", path=path, line=line, advice=f"write {_curie(label)}"
            )
    return Judgement(
        values["subject_label"],
        values["object_label"],
        Verdict.DIFFERENT if modifier == "Not" else Verdict.SAME,
        values.get("comment", ""),
        values.get("author_label", ""),
        values.get("mapping_date", ""),
    )


def _curie(name: str) -> str:
    return "dataset:" + "".join(c if c.isalnum() or c in "-._" else "-" for c in name.lower())
