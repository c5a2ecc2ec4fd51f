"""Writes the text of a kernel function: lines in blocks, names, sizes, and what is found before loops."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from autograph.runtime.codegen.guards import Guard
from autograph.runtime.codegen.module import Module

__all__ = ["Writer"]

_LONG = 90


class Writer:
    """Writes the lines of one kernel function.

    Attributes
    ----------
    module : Module
    lines : list of str
        The block being written, indented.
    level : int
        How deep that block stands.
    guard : Guard or None
        What the checks in the loop being written rest on.
    depth : int
        In how many of the program's loops this stands.
    conditional : int
        In how many branches of the program this stands that sizes decide of.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self.lines: list[str] = []
        self.level = 1
        self.sizes: dict[str, str] = {}
        self.equal: dict[str, str] = {}
        self.guard: Guard | None = None
        self.own: frozenset[str] = frozenset()
        self.depth = 0
        self.conditional = 0

    # -------------------------------------------------------------- lines and names

    def line(self, text: str) -> None:
        """Write one line into the current block."""
        self.lines.append("    " * self.level + text)

    @contextlib.contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Write a header and indent what is written inside."""
        self.line(header)
        self.level += 1
        before = len(self.lines)
        try:
            yield
        finally:
            if all(line.lstrip().startswith("#") for line in self.lines[before:]):
                self.line("pass")
            self.level -= 1

    @contextlib.contextmanager
    def apart(self) -> Iterator[list[str]]:
        """Collect what is written inside, one level deeper, instead of writing it."""
        outer, self.lines = self.lines, []
        self.level += 1
        try:
            yield self.lines
        finally:
            self.level -= 1
            self.lines = outer

    @contextlib.contextmanager
    def maybe(self, by_sizes: bool) -> Iterator[None]:
        """Write a branch inside: it runs or does not, sizes deciding of that or something else."""
        self.conditional += by_sizes
        try:
            yield
        finally:
            self.conditional -= by_sizes

    def name(self, hint: str, default: str = "t") -> str:
        """Return a name that nothing else has."""
        return self.module.name(hint, default)

    def assign(self, text: str, hint: str = "", default: str = "t") -> str:
        """Write ``name = text`` and return the name."""
        name = self.name(hint, default)
        self.line(f"{name} = {text}")
        return name

    def simple(self, text: str, hint: str = "", default: str = "t") -> str:
        """Return `text` if it is a name or a number, else a variable that holds it."""
        return text if re.fullmatch(r"[\w.]+", text) else self.assign(text, hint, default)

    def shorten(self, text: str) -> str:
        """Return `text`, or a variable that holds it where it has grown long."""
        return self.assign(text) if len(text) > _LONG else text

    # -------------------------------------------------------------- sizes

    def size(self, text: str, hint: str = "n") -> str:
        """Return a variable that holds a size; the same expression gives the same variable."""
        if re.fullmatch(r"[\w.]+", text):
            return text
        if text not in self.sizes:
            self.sizes[text] = self.assign(text, "", hint)
            self.module.alike.note(self.sizes[text], text)
        return self.sizes[text]

    def canonical(self, size: str) -> str:
        """Return the name of the first size that this one was found to equal."""
        while size in self.equal:
            size = self.equal[size]
        return size

    def alike(self, size: str, other: str) -> bool:
        """Whether two sizes are equal, as they are found to be at the beginning or anywhere before."""
        one, two = self.canonical(size), self.canonical(other)
        return one == two or self.module.alike.ask(one, two)

    def same(self, size: str, other: str) -> bool:
        """Whether two sizes are equal, as is known without taking anything for true."""
        one, two = self.canonical(size), self.canonical(other)
        return one == two or self.module.alike.knows(one, two)

    def equate(self, size: str, other: str) -> None:
        """Note that two sizes were found to be equal."""
        one, two = self.canonical(size), self.canonical(other)
        if one != two:
            self.equal[two if one.isdigit() else one] = one if one.isdigit() else two

    # -------------------------------------------------------------- loops

    @contextlib.contextmanager
    def rounds(self) -> Iterator[None]:
        """Write a loop inside: what its rounds check and the outermost loop knows is computed before that."""
        outer, own = self.guard, self.own
        if outer is None:
            known = frozenset(self.module.taken - self.module.indices)
            self.guard = Guard(self.name("", "doubtful"), known, self.level)
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
            self.guard, self.own = outer, own

    def before_rounds(self) -> None:
        """Write, before the outermost loop, what was found for its rounds."""
        if self.guard is not None and self.guard.conditions and self.guard.level == self.level:
            self.line(f"{self.guard.name} = {' or '.join(self.guard.conditions)}")
