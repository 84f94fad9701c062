"""Which of some texts hold a name as whole words: found by the rarest of its words, not by going through all."""

from __future__ import annotations

from collections.abc import Iterable


class WordIndex:
    """The name keys of texts, to be asked for the names in them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = [f" {key} " for key in keys]
        self._with_word: dict[str, list[int]] = {}
        for position, key in enumerate(self._keys):
            for word in dict.fromkeys(key.split()):
                self._with_word.setdefault(word, []).append(position)

    def holding(self, name: str) -> list[int]:
        """The positions of the texts that hold a name key, in order."""
        few = min((self._with_word.get(word, []) for word in name.split()), key=len, default=[])
        return [position for position in few if f" {name} " in self._keys[position]]

    def opens(self, position: int, name: str) -> bool:
        """Whether the text at a position begins with a name key."""
        return self._keys[position].startswith(f" {name} ")
