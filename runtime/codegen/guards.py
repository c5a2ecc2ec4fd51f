"""Checks in loops: what their rounds cannot change is found out once, before the loop."""

from __future__ import annotations

import re

from autograph.runtime.codegen.text import WORD

__all__ = ["Guard"]

_WORDS = frozenset(["and", "or", "not", "True", "False", "inf", "nan"])
_PLAIN = re.compile(r"[\w\s.<>=!+\-()]*\Z")


class Guard:
    """The doubts of an outermost loop: where none of them holds, no check that rests on them fails.

    The compiler then makes a loop without these checks, and one with them.

    Attributes
    ----------
    name : str
        The kernel variable that is true where one of the conditions holds.
    level : int
        How deep the loop stands.
    conditions : dict of str to None
        In the order they were found.
    """

    def __init__(self, name: str, known: frozenset[str], level: int) -> None:
        self.name = name
        self.level = level
        self.known = known
        self.conditions: dict[str, None] = {}

    def add(self, only_if: str, condition: str) -> str:
        """Return a check's condition, behind the doubt where it rests on one.

        Parameters
        ----------
        only_if : str
            What must hold where the condition does, or several joined by ``or``; empty: the condition itself.
        condition : str
        """
        doubt = only_if or condition
        if not self._steady(doubt):
            return condition
        for one in doubt.split(" or ") if only_if else [doubt]:
            self.conditions[one] = None
        return f"{self.name} and {condition}" if " or " not in condition else f"{self.name} and ({condition})"

    def _steady(self, text: str) -> bool:
        """Whether an expression was known before the loop, and no round changes it."""
        names = set(WORD.findall(text)) - _WORDS
        return bool(_PLAIN.match(text)) and names <= self.known
