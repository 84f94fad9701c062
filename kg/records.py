"""Records as files: JSON with all fields, read back as the same value."""

from __future__ import annotations

import msgspec

from kg.errors import LibraryError
from kg.model import Record


def to_json(record: Record) -> bytes:
    """The record as indented JSON, the same bytes for the same record."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def from_json(content: bytes, *, path: str = "") -> Record:
    """The record in a file; raises LibraryError where it is broken or of another version."""
    try:
        return msgspec.json.decode(content, type=Record)
    except msgspec.MsgspecError as error:
        raise LibraryError(f"is not a record: {error}", path=path, advice="delete it and build again") from error
