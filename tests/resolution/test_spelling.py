"""Names inside names, and short forms of long ones."""

from __future__ import annotations

import pytest

from kg.resolution.spelling import names_inside, shortens

INSIDE = [
    ("Sediment Grain Images (SGI-7)", ("Sediment Grain Images", "SGI-7")),
    ("Rhine Flood Reports (RFR) corpus", ("Rhine Flood Reports corpus", "RFR")),
    ("RFR (Rhine Flood Reports)", ("Rhine Flood Reports", "RFR")),
    ("Penn Treebank (PTB)", ("Penn Treebank", "PTB")),
    ("NYU Depth (v2)", ("NYU Depth (v2)",)),
    ("Breast Cancer (Diagnostic)", ("Breast Cancer (Diagnostic)",)),
    ("ImageNet", ("ImageNet",)),
]


@pytest.mark.parametrize(("name", "inside"), INSIDE)
def test_names_inside(name: str, inside: tuple[str, ...]) -> None:
    assert names_inside(name) == inside


SHORT = [
    ("FBAR", "Fjord Bird Audio Recordings", True),
    ("SGI-7", "Sediment Grain Images", True),
    ("FjBAR", "Fjord Bird Audio Recordings", True),
    ("BAR", "Fjord Bird Audio Recordings", False),
    ("FBA", "Fjord Bird", False),
    ("FBAS", "Fjord Bird Audio Recordings", False),
    ("Fbar", "Fjord Bird Audio Recordings", False),
    ("F B", "Fjord Bird", False),
    ("", "Fjord Bird", False),
]


@pytest.mark.parametrize(("short", "long", "is_short"), SHORT)
def test_shortens(short: str, long: str, is_short: bool) -> None:
    assert shortens(short, long) is is_short
