"""Which of the formats on offer a client would like best, from its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The media type of `offered` with the highest quality, the first of equals; None where none is acceptable.

    An empty header accepts everything.
    """
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part)) is not None]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda kind: _quality(kind, ranges))  # the first of equals, as max does
    return best if _quality(best, ranges) > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if "/" not in kind:
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return kind, quality


def _quality(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that fits."""
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        fitting = [quality for name, quality in ranges if name == wanted]
        if fitting:
            return max(fitting)
    return 0.0
