"""What is known about datasets before any paper is read."""

from kg.catalogue.checking import problems
from kg.catalogue.layering import Layered, load, load_with, with_ours
from kg.catalogue.looking_up import search, show

__all__ = ["Layered", "load", "load_with", "problems", "search", "show", "with_ours"]
