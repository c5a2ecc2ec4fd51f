"""Sizes that are alike: where arrays meet whose sizes come from arguments in one way, these may be equal."""

from __future__ import annotations

import re

__all__ = ["Alike", "Root"]

Root = tuple[int, int]
"""The axis of an argument: which argument, which axis."""

_WORD = re.compile(r"[A-Za-z_]\w*")
_FUNCTIONS = frozenset(["max", "min", "maximum", "minimum", "slice_count", "slice_bound", "slice_bound_back"])
_MOST = 400


class Alike:
    """What a kernel's source takes for equal, and what it would like to.

    Source is written several times: what it would have liked to take for equal is checked at the
    kernel's beginning in the next, so that there one variable is the size of all.

    Attributes
    ----------
    given : dict of Root to Root
        Sizes of arguments, with those that they equal.
    wanted : dict of Root to Root
        What was asked for beyond.
    """

    def __init__(self, given: dict[Root, Root] | None) -> None:
        self.on = given is not None
        self.given = dict(given or {})
        self.wanted: dict[Root, Root] = {}
        self.roots: dict[str, Root] = {}
        self.names: dict[Root, str] = {}
        self.texts: dict[str, str] = {}

    def name(self, root: Root, name: str) -> None:
        """Note which variable holds a size of an argument."""
        self.names[root] = name
        self.roots.setdefault(name, root)

    def note(self, name: str, text: str) -> None:
        """Note how a variable that holds a size was computed."""
        self.texts[name] = text

    def ask(self, one: str, other: str) -> bool:
        """Whether two sizes may be taken for equal; they are, then, in the source that is written next."""
        if not self.on:
            return False
        first, second = self._spelled(one), self._spelled(other)
        if first is None or second is None or len(first) != len(second):
            return False
        pairs: dict[Root, Root] = {}
        for a, b in zip(first, second, strict=True):
            if a != b:
                if a not in self.roots or b not in self.roots:
                    return False
                low, high = sorted((self.roots[a], self.roots[b]))
                if pairs.setdefault(high, low) != low:
                    return False
        self.wanted |= pairs
        return True

    def _spelled(self, text: str) -> list[str] | None:
        """Return a size in words, of which the names are those of arguments' sizes alone."""
        words = re.findall(r"\w+|\S", text)
        while True:
            place = next((k for k, word in enumerate(words) if self._unknown(word)), None)
            if place is None:
                return words
            if words[place] not in self.texts or len(words) > _MOST:
                return None
            inner = self.texts[words[place]]
            words[place : place + 1] = re.findall(r"\w+|\S", inner)

    def _unknown(self, word: str) -> bool:
        return bool(_WORD.fullmatch(word)) and word not in self.roots and word not in _FUNCTIONS
