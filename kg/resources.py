"""Where the files stand that ship with the program: ontology, queries, catalogue, samples."""

from __future__ import annotations

from pathlib import Path


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder, in an installed wheel or in a source checkout.

    A wheel carries these folders inside the package; in a checkout they stand at the top, where people look for them.
    """
    package = Path(__file__).parent
    root = package / "shipped"
    return (root if root.is_dir() else package.parent).joinpath(*parts)
