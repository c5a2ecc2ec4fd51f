"""Puts the loops of a kernel function together anew: for fewer passes through memory, in a better order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from autograph.runtime.codegen.blocks import Block, Item, bounds_of, read_blocks, uses_of, write_blocks
from autograph.runtime.codegen.joining import Joining
from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.sharing import STRIP, Part, part_of
from autograph.runtime.codegen.sinking import sunk
from autograph.runtime.codegen.text import WORD, atom
from autograph.runtime.codegen.uses import Uses

if TYPE_CHECKING:
    from autograph.runtime.codegen.emitter import Emitter

__all__ = ["regrouped"]

_WHILE = 16
"""How many rounds a ``while`` is taken for, where it is asked whether a loop is worth several threads."""


def regrouped(emit: Emitter, lines: Sequence[str], parts: Sequence[Part]) -> tuple[list[str], list[Part]]:
    """Return a function's lines and the loops among them that were made functions."""
    return _Regrouping(emit, lines, parts).result()


class _Regrouping:
    """The loops of one function."""

    def __init__(self, emit: Emitter, lines: Sequence[str], parts: Sequence[Part]) -> None:
        self.emit = emit
        self.memory = Memory(emit.roots)
        self.parts: dict[Block, Part] = {}
        self.made: dict[str, Part] = {}
        self.shares: dict[Block, int] = {}
        self.items = self._opened(read_blocks(lines, 1), {part.call.strip(): part for part in parts})
        self.joining = Joining(self.memory, emit.same, emit.module, self.items)

    def _opened(self, items: Iterable[Item], parts: dict[str, Part]) -> list[Item]:
        """Return blocks with the loops that were made functions in their places."""
        found: list[Item] = []
        for item in items:
            if isinstance(item, Block):
                found.append(Block(item.header, self._opened(item.body, parts)))
            elif item in parts:
                part = parts[item]
                level = (len(part.lines[0]) - len(part.lines[0].lstrip())) // 4
                (block,) = read_blocks(part.lines, level)
                assert isinstance(block, Block)
                self.parts[block] = part
                found.append(block)
            else:
                found.append(item)
        return found

    # ------------------------------------------------------------------ every block

    def _walked(self, items: Sequence[Item], depth: int) -> list[Item]:
        """Return the lines of a block that stands in so many loops with its loops regrouped."""
        found = [
            self._inner(item, depth) if isinstance(item, Block) and item not in self.parts else item
            for item in items
        ]
        found = self.joining.contract(self.joining.join(found))
        again = [self._sunk(item) if isinstance(item, Block) and item.is_for else item for item in found]
        if again != found:
            found = self.joining.contract(self.joining.join(again))
        for item in found:
            if isinstance(item, Block) and (item in self.joining.joined or self._is_parallel(item)):
                self.shares[item] = depth
        return found

    def _inner(self, block: Block, depth: int) -> Block:
        body = self._walked(block.body, depth + block.is_loop)
        return block if tuple(body) == block.body else Block(block.header, body)

    def _is_parallel(self, loop: Block) -> bool:
        """Whether no round of a loop with others inside needs another round."""
        if loop in self.parts or not loop.is_for or "return" in loop.words:
            return False
        bounds = bounds_of(loop)
        if bounds is None or len(bounds[1]) > 2:
            return False
        uses = uses_of(*loop.body)
        own = (uses.assigned - uses.indices) | ({bounds[0]} - self.emit.module.indices)
        return (
            uses.is_closed
            and any(isinstance(item, Block) and item.is_loop for item in loop.body)
            and all(self.joining.counts[word] == loop.words[word] for word in own)
            and self.memory.apart([uses], bounds[:1])
        )

    def _sunk(self, loop: Block) -> Block:
        """Return a loop inside the loops that it has in it, where that may be and is better."""
        if loop in self.parts or "return" in loop.words or not any(isinstance(i, Block) for i in loop.body):
            return loop
        counts = self.joining.counts.copy()
        trial = Block(loop.header, self.joining.contract(self.joining.join(loop.body, anyhow=True)))
        found = sunk(trial, self.memory, self.joining.counts, self.emit.module.name)
        if found is None:
            self.joining.counts = counts
            return loop
        made, innermost = found
        self.joining.replaced([trial], [made])
        if innermost:
            self.joining.deep.add(made)
        return made

    # ------------------------------------------------------------------ several threads

    def result(self) -> tuple[list[str], list[Part]]:
        """Return the lines, and the loops that several threads may run as functions."""
        return self._lines(self._walked(self.items, 0), 1), list(self.made.values())

    def _lines(self, items: Sequence[Item], level: int) -> list[str]:
        lines: list[str] = []
        for item in items:
            if not isinstance(item, Block):
                lines.append("    " * level + item)
                continue
            part = self.parts.get(item) or self._part(item, level)
            if part is not None:
                self.made[part.call] = part
                lines.append(part.call)
                continue
            lines.append("    " * level + item.header)
            lines.extend(self._lines(item.body, level + 1))
        return lines

    def _part(self, loop: Block, level: int) -> Part | None:
        """Return loops as a function, if no round of the outermost one needs another one."""
        depth = self.shares.get(loop)
        if depth is None:
            return None
        uses = loop.uses
        again, rank = loop.words["while"], loop.words["for"] + loop.words["while"]
        if not (self.emit.module.parallel and self.emit.outermost) or depth > 1 or (rank == 1 and depth):
            return None
        rounds = [self._outside(factor, loop, uses) for factor in _rounds(loop)]
        work = [*rounds, str(uses.operations * _WHILE ** min(again, 2))]
        return part_of(self.emit, write_blocks([loop], level), uses.written, frozenset(), work, level)

    @staticmethod
    def _outside(factor: str, loop: Block, uses: Uses) -> str:
        """Return how many rounds a loop inside has: those of the outer one where that decides."""
        if uses.assigned.isdisjoint(WORD.findall(factor)):
            return factor
        _, bounds = _range(loop)
        return bounds[-1] if len(bounds) < 3 else "1"


def _rounds(loop: Block, strips: frozenset[str] = frozenset()) -> list[str]:
    """Return how often the innermost statements of a loop's body run, in factors.

    Parameters
    ----------
    loop : Block
    strips : frozenset of str
        The indices of the strips that it stands in.
    """
    index, bounds = _range(loop)
    strips |= {index} if len(bounds) == 3 else set()
    inside = [item for item in loop.body if isinstance(item, Block) and item.is_for]
    if not inside:
        return []
    _, bounds = _range(inside[-1])
    rounds = _rounds(inside[-1], strips)
    match bounds:
        case [stop]:
            return [stop, *rounds]
        case [start, _] if start in strips:
            return rounds
        case ["0", stop, step] if step == str(STRIP):
            return [stop, *rounds]
        case [start, stop]:
            return [f"({stop} - {atom(start)})", *rounds]
    return [f"slice_count({', '.join(bounds)})", *rounds]


def _range(loop: Block) -> tuple[str, list[str]]:
    found = bounds_of(loop)
    assert found is not None
    return found
