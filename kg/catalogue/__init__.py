"""What is known about datasets before any paper is read."""

from kg.catalogue.checking import problems
from kg.catalogue.loading import load

__all__ = ["load", "problems"]
