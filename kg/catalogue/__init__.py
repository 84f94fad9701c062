"""What is known about datasets before any paper is read."""

from kg.catalogue.checking import problems
from kg.catalogue.layering import Layered, load, load_with, with_ours
from kg.catalogue.looking_up import search, show
from kg.catalogue.tail import Tail, tail_of
from kg.catalogue.writing import to_toml

__all__ = ["Layered", "Tail", "load", "load_with", "problems", "search", "show", "tail_of", "to_toml", "with_ours"]
