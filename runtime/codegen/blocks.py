"""The lines of a kernel as blocks."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Union

from autograph.runtime.codegen.text import WORD
from autograph.runtime.codegen.uses import Uses, uses_of_line

__all__ = [
    "Block",
    "Item",
    "Nest",
    "bounds_of",
    "nest_of",
    "read_blocks",
    "uses_of",
    "words_of",
    "write_blocks",
]

Item = Union[str, "Block"]
"""A line without its indentation, or a block."""

_LOOP = re.compile(r"for (\w+) in range\(([\w.]+)\):\Z")


class Block:
    """A header with the lines that are indented below it; it never changes.

    Attributes
    ----------
    header : str
    body : tuple of Item
    """

    def __init__(self, header: str, body: Iterable[Item]) -> None:
        self.header = header
        self.body = tuple(body)

    @functools.cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(WORD.findall(self.header)) + words_of(self.body)

    @functools.cached_property
    def uses(self) -> Uses:
        """What it reads and writes."""
        return uses_of_line(self.header).around(uses_of(*self.body), self.header)

    @property
    def is_for(self) -> bool:
        """Whether it is a loop over a range."""
        return self.header.startswith("for ")

    @property
    def is_loop(self) -> bool:
        """Whether it is a loop."""
        return self.header.startswith(("for ", "while "))


def read_blocks(lines: Sequence[str], level: int) -> list[Item]:
    """Return lines, the first of which are indented `level` times, as blocks."""
    items: list[Item] = []
    own = "    " * level
    place = 0
    while place < len(lines):
        text = lines[place][len(own) :]
        place += 1
        inner = place
        while inner < len(lines) and lines[inner].startswith(own + " "):
            inner += 1
        items.append(text if inner == place else Block(text, read_blocks(lines[place:inner], level + 1)))
        place = inner
    return items


def write_blocks(items: Iterable[Item], level: int = 0) -> list[str]:
    """Return blocks as lines, the first of which are indented `level` times."""
    lines = []
    for item in items:
        if isinstance(item, Block):
            lines.append("    " * level + item.header)
            lines.extend(write_blocks(item.body, level + 1))
        else:
            lines.append("    " * level + item)
    return lines


def words_of(items: Iterable[Item]) -> Counter[str]:
    """Return how often each word occurs; none of comments."""
    found: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Block):
            found.update(item.words)
        elif not item.startswith("#"):
            found.update(WORD.findall(item))
    return found


def uses_of(*items: Item) -> Uses:
    """Return what statements read and write, one after the other."""
    return Uses.together([item.uses if isinstance(item, Block) else uses_of_line(item) for item in items])


class Nest(NamedTuple):
    """Loops over axes, directly inside one another.

    Attributes
    ----------
    sizes : tuple of str
    indices : tuple of str
    body : tuple of Item
        What is in the innermost one.
    """

    sizes: tuple[str, ...]
    indices: tuple[str, ...]
    body: tuple[Item, ...]

    def block(self) -> Block:
        """Return the loops."""
        body = self.body
        for size, index in zip(reversed(self.sizes), reversed(self.indices), strict=True):
            body = (Block(f"for {index} in range({size}):", body),)
        (outermost,) = body
        assert isinstance(outermost, Block)
        return outermost


def nest_of(item: Item, most: int = 99) -> Nest | None:
    """Return the loops over axes that a block is, not more than `most`; None where it begins with others."""
    sizes: list[str] = []
    indices: list[str] = []
    body: tuple[Item, ...] = (item,)
    while (
        len(body) == 1
        and len(sizes) < most
        and isinstance(body[0], Block)
        and (found := _LOOP.match(body[0].header))
    ):
        indices.append(found[1])
        sizes.append(found[2])
        body = body[0].body
    return Nest(tuple(sizes), tuple(indices), body) if sizes else None


def bounds_of(loop: Block) -> tuple[str, list[str]] | None:
    """Return the index of a loop over a range and its bounds; None for any other block."""
    if not loop.header.startswith("for "):
        return None
    (statement,) = ast.parse(f"{loop.header} pass").body
    assert isinstance(statement, ast.For)
    assert isinstance(statement.target, ast.Name)
    assert isinstance(statement.iter, ast.Call)
    return statement.target.id, list(map(ast.unparse, statement.iter.args))
