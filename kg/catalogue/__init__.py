"""What is known about datasets before any paper is read."""

from kg.catalogue.checking import problems
from kg.catalogue.loading import load
from kg.catalogue.looking_up import search, show

__all__ = ["load", "problems", "search", "show"]
