"""Loops whose rounds do not need each other become functions of their own: several threads may run them.

Before::

    for i in range(n):
        for j in range(n_1):
            t[i, j] = a0[i, j] * 2.0

After::

    def part(first, last, n_1, t, a0):
        for i in range(first, last):
            for j in range(n_1):
                t[i, j] = a0[i, j] * 2.0

    share(part, n, n_1 * 2, n_1, t, a0)
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from autograph.runtime.codegen.blocks import Block, bounds_of, read_blocks, uses_of, words_of, write_blocks
from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.text import RESERVED, WORD, atom, join
from autograph.runtime.records import record

if TYPE_CHECKING:
    from autograph.runtime.codegen.nests import Nests
    from autograph.runtime.codegen.values import Array

__all__ = ["STRIP", "Part", "part_of", "shared", "without_leaks"]

_READS, _COPIES = 3, 4
"""What reading and writing an element takes, and what a strip's copies take, where an operation takes 1."""

STRIP = 512
"""How many elements one of NumPy's inner loops takes at a time inside a fused loop."""

_SCRATCH = re.compile(r"\s*(\w+) = scratch\(")


@record(frozen=True)
class Part:
    """A loop that was made a function.

    Attributes
    ----------
    source : str
        The function.
    call : str
        The line that stands for the loop.
    lines : tuple of str
        The loop as it was.
    own : frozenset of str
        The variables that only the loop knows.
    name : str
        What the function is called.
    distinct : bool
        Whether what it writes lies in the memory of no other array that it is given.
    """

    source: str
    call: str
    lines: tuple[str, ...]
    own: frozenset[str]
    name: str
    distinct: bool


@contextlib.contextmanager
def shared(  # noqa: PLR0913  (what there is to know of a loop)
    emit: Nests,
    target: str,
    dims: Sequence[str],
    source: Array | None = None,
    *,
    apart: int | None = None,
    rank: int | None = None,
) -> Iterator[None]:
    """Write a nest over `dims` inside, of which no round reads what another one writes.

    Parameters
    ----------
    emit : Nests
    target : str
        The variable that holds the array that is written.
    dims : sequence of str
    source : Array or None
        What is computed in each round.
    apart : int or None
        How many of the first axes that is true of; all if it is None.
    rank : int or None
        Of the arrays; None if there is a loop for each of their axes.
    """
    first, known = len(emit.lines), frozenset(emit.module.taken)
    yield
    sizes = [size for size in dims if size != "1"]
    if all(size == "1" for size in dims[:apart]) or not emit.shares(rank or len(sizes), source):
        return
    operations = _READS if source is None else _READS + source.cost + _COPIES * len(source.strips)
    part = part_of(emit, emit.lines[first:], {target}, known, [*sizes[1:], str(operations)], emit.level)
    if part is not None:
        emit.lines[-len(part.lines) :] = [part.call]
        emit.parts.append(part)


def part_of(  # noqa: PLR0913, PLR0917  (what there is to know of a loop)
    emit: Nests,
    lines: Sequence[str],
    targets: Set[str],
    known: frozenset[str],
    work: Sequence[str],
    level: int,
) -> Part | None:
    """Return the loop that a block ends with as a function; None where it cannot be one.

    Parameters
    ----------
    emit : Nests
    lines : sequence of str
        The block, indented `level` times.
    targets : set of str
        The arrays that the loop may write.
    known : frozenset of str
        The variables that it may not assign.
    work : sequence of str
        How many operations a round takes, in factors.
    level : int
    """
    indent = "    " * level
    head = next((k for k, line in enumerate(lines) if line.startswith(f"{indent}for ")), len(lines))
    before, body = lines[:head], lines[head:]
    if not body or any(not line.startswith(f"{indent} ") for line in body[1:]):
        return None
    (loop,) = read_blocks(body, level)
    assert isinstance(loop, Block)
    header = bounds_of(loop)
    assert header is not None
    index, bounds = header
    inner = uses_of(*loop.body)
    assigned = inner.assigned | {index}
    read = [word for word in words_of(loop.body) if word in inner.read or word in inner.elements]
    scratches = {found[1]: line.strip() for line in before if (found := _SCRATCH.match(line))}
    scratches |= {
        word: f"{word} = scratch({size}, {slot}, {dtype})"
        for word, ((size, dtype), slot) in emit.slots.items()
        if word in read and word not in targets
    }
    leaves = "return" in loop.words or not inner.calls.isdisjoint(_UNSHARED)
    arrays = inner.handed & emit.roots.keys() - scratches.keys()
    own = inner.assigned - inner.indices - {index}
    if leaves or arrays or inner.written - scratches.keys() != targets or own & known:
        return None
    name, first, last = (emit.name("", default) for default in ("part", "first", "last"))
    count, rounds, more = _bounds(bounds, first, last)
    operands = [word for word in (*read, *more) if word not in {*assigned, *scratches, *RESERVED}]
    operands = list(dict.fromkeys(operands))
    made = Block(
        f"def {name}({join([first, last, *operands])}):",
        [
            *(line for word, line in scratches.items() if word in read),
            Block(f"for {index} in range({rounds}):", loop.body),
        ],
    )
    strips = (
        [str(STRIP)] if len(bounds) == 3 else [emit.groups[word] for word in bounds if word in emit.groups]
    )
    each = " * ".join(map(atom, [*strips, *work]))
    call = f"{indent}share({join([name, count, each, *operands])})"
    given = [word for word in operands if word in emit.roots]
    memory = Memory(emit.roots)
    distinct = not any(
        memory.overlap([target], [word for word in given if word != target]) for target in targets
    )
    source = "\n".join(write_blocks([made])) + "\n"
    return Part(source, call, tuple(body), frozenset(own), name, distinct)


def _bounds(texts: Sequence[str], first: str, last: str) -> tuple[str, str, list[str]]:
    """Return how many rounds a loop has, a strip being one, its bounds in the part, and what these need."""
    if len(texts) == 1:
        return texts[0], f"{first}, {last}", []
    if len(texts) == 2:
        start = atom(texts[0])
        return f"({texts[1]} - {start})", f"{start} + {first}, {start} + {last}", WORD.findall(start)
    step, stop = texts[2], texts[1]
    count = f"unsigned_floor_divide({atom(stop)} + {int(step) - 1}, {step})"
    return count, f"{first} * {step}, minimum({last} * {step}, {stop}), {step}", WORD.findall(stop)


_UNSHARED = frozenset(["empty", "fetch_scalar", "host", "reshaped", "stop", "strided", "tell"])
"""What may need memory, and so end the kernel, or leaves it."""


def without_leaks(lines: Sequence[str], parts: Sequence[Part]) -> tuple[list[str], list[Part]]:
    """Return a function's lines with its parts; loops whose variables are read after them are none."""
    while True:
        words = set(WORD.findall("\n".join(lines)))
        leaking = {part.call: part for part in parts if part.own & words}
        parts = [part for part in parts if part.call not in leaking]
        if not leaking:
            return list(lines), parts
        lines = [own for line in lines for own in (leaking[line].lines if line in leaking else (line,))]
