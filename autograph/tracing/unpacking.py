"""The statement that takes something apart in, into how many names out."""

from __future__ import annotations

import dis
import functools
import itertools
import sys
import types
from typing import Any

__all__ = ["Rest", "wanted_around", "wanted_items"]

_UNPACK, _AROUND, _EXTENDED = (dis.opmap[name] for name in ("UNPACK_SEQUENCE", "UNPACK_EX", "EXTENDED_ARG"))
_STEPS = 12
"""So many instructions at most, but for the names themselves, store what is taken apart."""


class Rest:
    """What stands, alone, in the list that a starred name gets, for the list itself.

    Attributes
    ----------
    items : list
    """

    def __init__(self, items: Any) -> None:
        self.items = items


def wanted_items() -> int | None:
    """Return into how many names the caller's caller takes apart what it iterates; None if it does not."""
    frame = sys._getframe(2)
    code, place = frame.f_code.co_code, frame.f_lasti
    if place < 0 or code[place] != _UNPACK or (place > 1 and code[place - 2] == _EXTENDED):
        return None
    return code[place + 1]


def wanted_around() -> tuple[int, int] | None:
    """Return how many names there are before and after a starred one whose list the program hands to us."""
    frame = sys._getframe(2)
    code, place = frame.f_code.co_code, frame.f_lasti
    if place < 0 or code[place] != _AROUND:
        return None
    before, after = code[place + 1], code[place - 1] if place > 1 and code[place - 2] == _EXTENDED else 0
    return (before, after) if _is_handed_in(frame.f_code, place, before) else None


@functools.lru_cache(maxsize=1024)
def _is_handed_in(code: types.CodeType, place: int, before: int) -> bool:
    """Whether ``name = ag__.new_list(name)`` follows on what takes something apart, for the starred name."""
    following = itertools.dropwhile(lambda step: step.offset <= place, dis.get_instructions(code))
    steps = list(itertools.islice(following, before + _STEPS))
    stored = [name for step in steps if step.opname.startswith("STORE_") for name in _names(step)]
    calls = [at for at, step in enumerate(steps) if step.argval == "new_list"]
    loads = (step for at in calls[:1] for step in steps[at + 1 :] if step.opname.startswith("LOAD_"))
    loaded = next(loads, None)
    return len(stored) > before and loaded is not None and stored[before] in _names(loaded)


def _names(step: dis.Instruction) -> tuple[Any, ...]:
    """Return the names that an instruction is about: from Python 3.13 on there may be two."""
    both = step.argval if isinstance(step.argval, tuple) else (step.argval,)
    return both[:1] if step.opname == "STORE_FAST_LOAD_FAST" else both
