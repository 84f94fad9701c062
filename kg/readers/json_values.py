"""JSON whose shape nobody vouches for: values of the kind asked for, or an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def mapping(value: object) -> Json:
    """The value where it is an object, or else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """The value where it is a list, or else an empty one."""
    return value if isinstance(value, list) else []


def objects(value: object) -> list[Json]:
    """The objects of a list; anything else in it is left out."""
    return [item for item in items(value) if isinstance(item, dict)]


def text(value: object) -> str:
    """A string or number as text; the first of a list; "" for anything else."""
    if isinstance(value, list):
        return text(value[0]) if value else ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def number(value: object) -> int:
    """A whole number, also where it is written as text; -1 for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return -1
    try:
        return int(value)
    except ValueError:
        return -1
