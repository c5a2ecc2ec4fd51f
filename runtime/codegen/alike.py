"""Sizes that are alike: where arrays meet, these may be equal for all but odd sizes of the arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from autograph.runtime.codegen.linear import INDEX, Linear, Root, Spelled, linear
from autograph.runtime.codegen.text import WORD

__all__ = ["Alike", "Assumed"]

_ELEMENT = re.compile(r"\w+\[[^\[\]]*\]")
_FUNCTIONS = frozenset(["max", "min", "maximum", "minimum", "slice_count", "slice_bound", "slice_bound_back"])
_MOST = 400


class Assumed(NamedTuple):
    """What a kernel takes for true of the sizes of its arguments, and checks at its beginning.

    Attributes
    ----------
    equal : dict of Root to (Root, int)
        Sizes that are others plus a number.
    least : frozenset of Linear
        Sums of sizes that are not negative.
    """

    equal: dict[Root, tuple[Root, int]]
    least: frozenset[Linear]

    def __or__(self, other: Assumed) -> Assumed:
        """Return both."""
        return Assumed(self.equal | other.equal, self.least | other.least)

    def within(self, other: Assumed) -> bool:
        """Whether another one takes the same sizes for equal and all of these sums for not negative."""
        return self.equal.keys() <= other.equal.keys() and self.least <= other.least

    @classmethod
    def nothing(cls) -> Assumed:
        """Return no assumption."""
        return cls({}, frozenset())


class Alike:
    """What a kernel's source takes for equal, and what it would like to.

    Source is written several times: what it would have liked to take for equal is checked at the
    kernel's beginning in the next, so that there one variable is the size of all.

    Attributes
    ----------
    given : Assumed
    wanted : Assumed
        What was asked for beyond.
    """

    def __init__(self, given: Assumed | None) -> None:
        self.on = given is not None
        self.given = given or Assumed.nothing()
        self.wanted = Assumed.nothing()
        self.roots: dict[str, Root] = {}
        self.names: dict[Root, str] = {}
        self.texts: dict[str, str] = {}
        self._bounds: dict[Root, tuple[Linear, Linear]] = {}
        self._indices: set[str] = set()
        self._sums: dict[str, Spelled | None] = {}
        self._unread: list[str] = []

    def name(self, root: Root, name: str) -> None:
        """Note which variable holds a size of an argument."""
        self.names[root] = name
        if name not in self.texts:
            self.roots.setdefault(name, root)
            self._sums[name] = Spelled(Linear(0, ((self.roots[name], 1),)))

    def index(self, name: str, low: str, high: str) -> None:
        """Note that a variable is the index of a loop, and what it is at least and at most."""
        self._indices.add(name)
        first, last = self._sum(low), self._sum(high)
        if first is None or last is None or first.needs or last.needs:
            return
        root = (INDEX, len(self._bounds))
        self._bounds[root] = first.value, last.value
        self._sums[name] = Spelled(Linear(0, ((root, 1),)))

    def note(self, name: str, text: str) -> None:
        """Note how a variable that holds a size was computed."""
        self.texts[name] = text
        self._unread.append(name)

    def ask(self, one: str, other: str) -> bool:
        """Whether two sizes may be taken for equal; they are, then, in the source that is written next."""
        if not self.on:
            return False
        wanted = self._by_words(one, other) or self._by_sums(one, other)
        if wanted is not None:
            self.wanted |= wanted
        return wanted is not None

    def knows(self, one: str, other: str) -> bool:
        """Whether two sizes are equal by what is given."""
        wanted = (self._by_words(one, other) or self._by_sums(one, other)) if self.on else None
        return wanted is not None and wanted.within(self.given)

    def rests_on_sizes(self, text: str) -> bool:
        """Whether an expression is computed from sizes or the indices of loops, but for elements."""
        todo, seen = [text], set()
        while todo:
            for word in WORD.findall(_ELEMENT.sub("", todo.pop())):
                if word in self.roots or word in self._indices:
                    return True
                if word in self.texts and word not in seen:
                    seen.add(word)
                    todo.append(self.texts[word])
        return False

    def ask_least(self, text: str) -> bool:
        """Whether a sum of sizes may be taken for 0 or more; in the source written next it is."""
        found = self._sum(text) if self.on else None
        wanted = found and self._assumed({}, found.where(found.value).needs)
        if not wanted:
            return False
        self.wanted |= wanted
        return True

    def _assumed(self, equal: dict[Root, tuple[Root, int]], least: Iterable[Linear]) -> Assumed | None:
        """Return what makes these sums not negative; None where one always is."""
        needs = [need.least(self._bounds) for need in least]
        if any(not (need.terms or need.is_never_negative) for need in needs):
            return None
        return Assumed(equal, frozenset(need for need in needs if not need.is_never_negative))

    @property
    def is_settled(self) -> bool:
        """Whether nothing was asked for beyond what is given."""
        return self.wanted.within(self.given)

    # ------------------------------------------------------------------ sizes that are computed in one way

    def _by_words(self, one: str, other: str) -> Assumed | None:
        first, second = self._spelled(one), self._spelled(other)
        if first is None or second is None or len(first) != len(second):
            return None
        pairs: dict[Root, tuple[Root, int]] = {}
        for a, b in zip(first, second, strict=True):
            if a != b:
                if a not in self.roots or b not in self.roots:
                    return None
                low, high = sorted((self.roots[a], self.roots[b]))
                if pairs.setdefault(high, (low, 0)) != (low, 0):
                    return None
        return Assumed(pairs, frozenset())

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
        return bool(WORD.fullmatch(word)) and word not in self.roots and word not in _FUNCTIONS

    # ------------------------------------------------------------------ sizes that are equal sums

    def _by_sums(self, one: str, other: str) -> Assumed | None:
        first, second = self._sum(one), self._sum(other)
        if first is None or second is None:
            return None
        least = first.needs | second.needs
        lacking = first.value.plus(second.value, -1)
        match lacking.terms:
            case ():
                return None if lacking.number else self._assumed({}, least)
            case ((low, 1), (high, -1)) if low[0] != INDEX:
                return self._assumed({high: (low, lacking.number)}, least)
            case ((low, -1), (high, 1)) if low[0] != INDEX:
                return self._assumed({high: (low, -lacking.number)}, least)
        return None

    def _sum(self, text: str) -> Spelled | None:
        for name in self._unread:  # each after those that it is computed from
            self._sums[name] = linear(self.texts[name], self._sums)
        self._unread.clear()
        return linear(text, self._sums)
