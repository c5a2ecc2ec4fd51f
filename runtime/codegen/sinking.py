"""A loop whose rounds follow each other moves into loops whose rounds do not need each other.

Before::

    for k in range(1, n):
        for i in range(m):
            a0[i, k] = a0[i, k - 1] * 0.5 + a0[i, k]

After::

    for i in range(m):
        for k in range(1, n):
            a0[i, k] = a0[i, k - 1] * 0.5 + a0[i, k]

Each element goes through the same operations in the same order. Where the rounds that follow each other
walk along the last axis, they become the innermost loop. Where they come back to the same elements, the
innermost of the other loops is cut into strips, and they run over one strip, in the nearest memory, after
the other. Loop interchange and strip mining: Allen and Kennedy, Optimizing Compilers for Modern
Architectures, 2001, sections 5.2 and 9.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from autograph.runtime.codegen.blocks import Block, Item, Nest, bounds_of, nest_of, uses_of
from autograph.runtime.codegen.joining import is_note, is_quiet
from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.sharing import STRIP
from autograph.runtime.codegen.text import WORD

__all__ = ["sunk"]


def sunk(
    loop: Block, memory: Memory, counts: Counter[str], name: Callable[[str], str]
) -> tuple[Block, bool] | None:
    """Return a loop inside the loops that it has in it, and whether as the innermost one.

    Parameters
    ----------
    loop : Block
    memory : Memory
    counts : Counter of str
        How often each word occurs in the whole function.
    name : callable
        Returns a new name that begins with a text.

    Returns
    -------
    tuple of Block and bool, or None
        None where it has to stay, or is better as it is.
    """
    if "return" in loop.words:
        return None
    header = bounds_of(loop)
    body = [item for item in loop.body if not is_note(item)]
    nest = nest_of(body[-1]) if body else None
    if header is None or nest is None or not all(map(is_quiet, body[:-1])):
        return None
    uses, before = uses_of(*loop.body), uses_of(*body[:-1])
    steady = {*nest.sizes, *WORD.findall(loop.header)} - {header[0]}
    if not uses.is_closed or uses.assigned & steady or uses.written & before.names:
        return None
    if any(counts[word] != loop.words[word] for word in (uses.assigned - uses.indices) | {header[0]}):
        return None
    if not _is_set_first(body[:-1]) or not memory.apart([uses], nest.indices):
        return None
    match _place(nest, {header[0], *before.assigned}):
        case "innermost":
            return nest._replace(body=(Block(loop.header, [*body[:-1], *nest.body]),)).block(), True
        case "strips":
            return _in_strips(loop, body[:-1], nest, name), False
    return None


def _is_set_first(lines: Sequence[Item]) -> bool:
    """Whether no line reads what a later one, or itself, assigns: the round before has left it."""
    later = frozenset(uses_of(*lines).assigned)
    for line in lines:
        uses = uses_of(line)
        if uses.read & later:
            return False
        later = later - uses.assigned
    return True


def _place(nest: Nest, moving: set[str]) -> str:
    """Return where a loop is best in others, by what it walks along; `moving` are the words it changes."""
    accesses = {(access.name, access.at) for access in uses_of(*nest.body).accesses if access.at}
    words = {access: set(WORD.findall(" ".join(access[1]))) for access in accesses}
    along = {name for name, index in accesses if moving.intersection(WORD.findall(index[-1]))}
    across = {name for name, index in accesses if nest.indices[-1] in WORD.findall(index[-1])}
    if len(along - across) > len(across - along):
        return "innermost"
    steady = sum(nest.indices[-1] in found and not found & moving for found in words.values())
    return "strips" if steady and steady >= sum(bool(found & moving) for found in words.values()) else ""


def _in_strips(loop: Block, before: Sequence[Item], nest: Nest, name: Callable[[str], str]) -> Block:
    begin, size, index = name("begin"), nest.sizes[-1], nest.indices[-1]
    row = Block(f"for {index} in range({begin}, minimum({begin} + {STRIP}, {size})):", nest.body)
    strips = Block(f"for {begin} in range(0, {size}, {STRIP}):", [Block(loop.header, [*before, row])])
    outer = nest._replace(sizes=nest.sizes[:-1], indices=nest.indices[:-1], body=(strips,))
    return outer.block() if outer.sizes else strips
