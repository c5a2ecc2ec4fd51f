"""The code of a function in, the variables that it may still read at each place out."""

from __future__ import annotations

import bisect
import dis
import functools
import itertools
from types import CodeType
from typing import Any

__all__ = ["live_after", "live_again", "live_next"]

_READS = ("LOAD_FAST", "DELETE_FAST")
_ENDS = ("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE")
_JUMPS = ("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT", "JUMP_ABSOLUTE")


def live_next(code: CodeType, place: int) -> frozenset[str]:
    """Return the variables that may be read after the instruction at an offset."""
    found = _lives(code)
    return found.after[found.offsets[bisect.bisect(found.offsets, place) - 1]]


def live_again(code: CodeType, place: int) -> frozenset[str]:
    """Return the variables that may be read once the round of the innermost ``for`` has ended."""
    found = _lives(code)
    return found.before[found.loop_of(place)[0]]


def live_after(code: CodeType, place: int) -> frozenset[str]:
    """Return the variables that may be read once the innermost ``for`` has ended."""
    found = _lives(code)
    return found.before[found.loop_of(place)[1]]


class _Lives:
    """The variables that are alive before and after each instruction of a function.

    A backward data-flow analysis, as in A. V. Aho et al., "Compilers", 2nd ed. (2006), section 9.2.5.

    Attributes
    ----------
    before, after : dict of int to frozenset of str
        By the instruction's offset.
    offsets : list of int
        Those of the instructions; a frame may be a little past one.
    loops : list of (int, int)
        The offset of each loop's head, and the one after its end.
    """

    def __init__(self, code: CodeType) -> None:
        instructions = list(dis.get_instructions(code))
        offsets = self.offsets = [step.offset for step in instructions]
        following = dict(itertools.pairwise(offsets))
        entries: Any = getattr(dis.Bytecode(code), "exception_entries", ())
        handlers = [(entry.start, entry.end, entry.target) for entry in entries]
        self.loops = [(step.offset, step.argval) for step in instructions if step.opname == "FOR_ITER"]
        targets: dict[int, list[int]] = {}
        for step in instructions:
            places = [step.argval] if step.opcode in dis.hasjrel or step.opcode in dis.hasjabs else []
            if step.opname not in (*_ENDS, *_JUMPS) and step.offset in following:
                places.append(following[step.offset])
            places += [target for start, end, target in handlers if start <= step.offset < end]
            targets[step.offset] = places
        bits: dict[str, int] = {}  # sets of variables are ints here, a bit for each
        steps = [
            (step.offset, *(_bits(names, bits) for names in _uses(step)), targets[step.offset])
            for step in reversed(instructions)
        ]
        before = dict.fromkeys(offsets, 0)
        after = dict(before)
        changed = True
        while changed:
            changed = False
            for offset, reads, writes, places in steps:
                alive = 0
                for place in places:
                    alive |= before.get(place, 0)
                after[offset] = alive
                alive = reads | (alive & ~writes)
                changed = changed or alive != before[offset]
                before[offset] = alive
        sets = {
            alive: frozenset(name for name, bit in bits.items() if alive & bit)
            for alive in {*before.values(), *after.values()}
        }
        self.before = {offset: sets[alive] for offset, alive in before.items()}
        self.after = {offset: sets[alive] for offset, alive in after.items()}

    def loop_of(self, place: int) -> tuple[int, int]:
        """Return the innermost loop that an instruction is in."""
        return max(loop for loop in self.loops if loop[0] < place < loop[1])


def _bits(names: frozenset[str], bits: dict[str, int]) -> int:
    """Return a set as an int; each new name gets the next bit."""
    return sum(bits.setdefault(name, 1 << len(bits)) for name in names)


def _uses(step: dis.Instruction) -> tuple[frozenset[str], frozenset[str]]:
    """Return the variables that an instruction reads, and those that it writes."""
    names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
    if step.opname in ("STORE_FAST_LOAD_FAST",):
        return frozenset(names[1:]) - frozenset(names[:1]), frozenset(names[:1])
    if step.opname in ("STORE_FAST", "STORE_FAST_STORE_FAST"):
        return frozenset(), frozenset(names)
    if step.opname.startswith(_READS):
        return frozenset(names), frozenset()
    return frozenset(), frozenset()


@functools.lru_cache(maxsize=256)
def _lives(code: CodeType) -> _Lives:
    return _Lives(code)
