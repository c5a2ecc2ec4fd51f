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

import ast
import contextlib
import re
import textwrap
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.text import RESERVED, atom, join
from autograph.runtime.records import record

if TYPE_CHECKING:
    from autograph.runtime.codegen.nests import Nests
    from autograph.runtime.codegen.values import Array

__all__ = ["STRIP", "Part", "part_of", "shared", "without_leaks"]

_READS, _COPIES = 3, 4
"""What reading and writing an element takes, and what a strip's copies take, where an operation takes 1."""

STRIP = 512
"""How many elements one of NumPy's inner loops takes at a time inside a fused loop."""

_WORD = re.compile(r"[A-Za-z_]\w*")
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
def shared(
    emit: Nests, target: str, dims: Sequence[str], source: Array | None = None, *, apart: int | None = None
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
    """
    first, known = len(emit.lines), frozenset(emit.module.taken)
    yield
    sizes = [size for size in dims if size != "1"]
    if all(size == "1" for size in dims[:apart]) or not emit.shares(len(sizes), source):
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
    (loop,) = ast.parse(textwrap.dedent("\n".join(body))).body
    assert isinstance(loop, ast.For)
    names = _Names(loop)
    scratches = {found[1]: line.strip() for line in before if (found := _SCRATCH.match(line))}
    scratches |= {
        word: f"{word} = scratch({size}, {slot}, {dtype})"
        for word, ((size, dtype), slot) in emit.slots.items()
        if word in names.read
    }
    arrays = names.handed & emit.roots.keys() - scratches.keys()
    own = names.assigned - names.indices
    if not names.plain or arrays or names.written - scratches.keys() != targets or own & known:
        return None
    name, first, last = (emit.name("", default) for default in ("part", "first", "last"))
    count, bounds, more = _bounds(loop, first, last)
    operands = [word for word in (*names.read, *more) if word not in {*names.assigned, *scratches, *RESERVED}]
    operands = list(dict.fromkeys(operands))
    inside = [line for word, line in scratches.items() if word in names.read]
    header = [f"def {name}({join([first, last, *operands])}):", *(f"    {line}" for line in inside)]
    rounds = [f"    for {loop.target.id} in range({bounds}):"]  # type: ignore[attr-defined]
    rest = textwrap.indent(textwrap.dedent("\n".join(body[1:])), " " * 8)
    strips = [str(STRIP)] if len(loop.iter.args) == 3 else []  # type: ignore[attr-defined]
    each = " * ".join(map(atom, [*strips, *work]))
    call = f"{indent}share({join([name, count, each, *operands])})"
    given = [word for word in operands if word in emit.roots]
    memory = Memory(emit.roots)
    distinct = not any(
        memory.overlap([target], [word for word in given if word != target]) for target in targets
    )
    source = "\n".join([*header, *rounds, rest]) + "\n"
    return Part(source, call, tuple(body), frozenset(own), name, distinct)


def _bounds(loop: ast.For, first: str, last: str) -> tuple[str, str, list[str]]:
    """Return how many rounds a loop has, a strip being one, its bounds in the part, and what these need."""
    assert isinstance(loop.iter, ast.Call)
    texts = [ast.unparse(bound) for bound in loop.iter.args]
    if len(texts) == 1:
        return texts[0], f"{first}, {last}", []
    if len(texts) == 2:
        start = atom(texts[0])
        return f"({texts[1]} - {start})", f"{start} + {first}, {start} + {last}", _WORD.findall(start)
    step, stop = texts[2], texts[1]
    words = [node.id for node in ast.walk(loop.iter.args[1]) if isinstance(node, ast.Name)]
    count = f"unsigned_floor_divide({atom(stop)} + {int(step) - 1}, {step})"
    return count, f"{first} * {step}, minimum({last} * {step}, {stop}), {step}", words


class _Names(ast.NodeVisitor):
    """What the rounds of a loop read, assign and write.

    Attributes
    ----------
    plain : bool
        Whether they do nothing else that counts.
    read : dict of str to None
        In the order they come in.
    indices, assigned, written, handed : set of str
        The indices of loops, all variables that are assigned, arrays of which elements are written, and what
        is handed to calls that may write it.
    """

    def __init__(self, loop: ast.For) -> None:
        self.plain = True
        self.read: dict[str, None] = {}
        self.indices: set[str] = set()
        self.assigned: set[str] = set()
        self.written: set[str] = set()
        self.handed: set[str] = set()
        self._index(loop)
        for statement in loop.body:
            self.visit(statement)

    def _index(self, loop: ast.For) -> None:
        assert isinstance(loop.target, ast.Name)
        self.indices.add(loop.target.id)
        self.assigned.add(loop.target.id)

    def visit_For(self, node: ast.For) -> None:
        """Note the index of a loop inside."""
        self._index(node)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """Note that a round may end the kernel."""
        self.plain = False

    def visit_Expr(self, node: ast.Expr) -> None:
        """Note what a call may write."""
        self.handed.update(name.id for name in ast.walk(node) if isinstance(name, ast.Name))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Note what a function is called with, and whether it needs the kernel's own frame."""
        assert isinstance(node.func, ast.Name)
        self.plain = self.plain and node.func.id not in _UNSHARED
        for argument in node.args:
            self.visit(argument)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Note an array of which an element is written."""
        if isinstance(node.ctx, ast.Store):
            assert isinstance(node.value, ast.Name)
            self.written.add(node.value.id)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """Note a variable."""
        if isinstance(node.ctx, ast.Store):
            self.assigned.add(node.id)
        else:
            self.read.setdefault(node.id)


_UNSHARED = frozenset(["empty", "fetch_scalar", "host", "reshaped", "stop", "strided", "tell"])
"""What may need memory, and so end the kernel, or leaves it."""


def without_leaks(lines: Sequence[str], parts: Sequence[Part]) -> tuple[list[str], list[Part]]:
    """Return a function's lines with its parts; loops whose variables are read after them are none."""
    while True:
        words = set(re.findall(r"[A-Za-z_]\w*", "\n".join(lines)))
        leaking = {part.call: part for part in parts if part.own & words}
        parts = [part for part in parts if part.call not in leaking]
        if not leaking:
            return list(lines), parts
        lines = [own for line in lines for own in (leaking[line].lines if line in leaking else (line,))]
