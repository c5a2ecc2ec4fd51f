"""A function's code and the arguments of a call in, a guess of whether its loops will run long out."""

from __future__ import annotations

import dis
import functools
import math
import types
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from autograph.bargain import least_price
from autograph.tracing.plain import dict_of

__all__ = ["Loops", "loops_of"]

_STEP = 5e-8  # seconds of one round of a loop of scalars, on the machine of `bargain`
_ELEMENT = 1e-9  # of one element of an array
_DEEP = 3
"""Loops in each other that run as often as arguments are long; more are rare."""
_HUGE = 2**40
"""A number that is no count of rounds."""
_FEW = 16
"""Values of a container that are looked at to guess how long a call may take."""
_NOTHING: Mapping[str, Any] = {}
_BACKWARD = frozenset(code for name, code in dis.opmap.items() if "BACKWARD" in name)
_FOR = dis.opmap["FOR_ITER"]


def loops_of(function: types.CodeType) -> tuple[int, bool]:
    """Return how deep loops stand in each other, and whether one of them is a ``for``."""
    code = function.co_code
    if _BACKWARD.isdisjoint(code[::2]):
        return 0, False
    ends: dict[int, int] = {}
    for place in range(0, len(code), 2):
        if code[place] in _BACKWARD:
            more = code[place - 1] << 8 if place >= 2 and code[place - 2] == dis.EXTENDED_ARG else 0
            head = place + 2 - 2 * (code[place + 1] + more)
            ends[head] = max(place, ends.get(head, 0))
    depth = max((sum(start <= head <= stop for start, stop in ends.items()) for head in ends), default=0)
    return depth, _FOR in code[::2]


class _Ranges(NamedTuple):
    """What loops run over.

    Attributes
    ----------
    longest : int
        The largest whole number in the code that a loop may count to.
    places, names : frozenset
        The parameters that a loop may count to.
    nests : frozenset of (int, int)
        See `_Reader.nests`.
    """

    longest: int
    places: frozenset[int]
    names: frozenset[str]
    nests: frozenset[tuple[int, int]]


class Loops:
    """Guesses from a function's code and arguments whether its loops may take long.

    Parameters
    ----------
    code : code

    Attributes
    ----------
    depth : int
        How deep loops stand in each other; 0 where there is none.
    """

    def __init__(self, code: types.CodeType) -> None:
        self.depth, self._counted = loops_of(code)
        self._code = code
        self._is_deep, self._again = False, 0
        self._short: list[Any] = []

    @functools.cached_property
    def _ranges(self) -> _Ranges:
        """What the loops run over, read when first asked for: that takes longer than a short call."""
        if not self._counted:
            return _Ranges(1, frozenset(), frozenset(), frozenset([(1, min(self.depth, _DEEP))]))
        code, reader = self._code, _Reader()
        for each in dis.get_instructions(code):
            reader.take(each.opname, each.argval, each.offset)
        names, numbers = reader.counting()
        given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        return _Ranges(
            max([1, *(number for number in numbers if number < _HUGE)]),
            frozenset(place for place, name in enumerate(given) if name in names),
            frozenset(names.intersection(given)),
            reader.nests(),
        )

    def may_be_long(self, args: tuple[Any, ...], kwargs: Mapping[str, Any] = _NOTHING) -> bool:
        """Whether a call may take so long that its loops should be watched from the start.

        A loop that is not watched runs to its end as Python, however long that takes; watching costs what
        moving the loops into functions of their own costs, and pays only where the call takes longer than
        making the smallest graph. How often a loop runs is not known before, but
        a ``for`` seldom runs more often than the largest size among the arguments, or of the whole numbers
        that what it runs over is made of, and loops in loops that often each; those over a part of an array
        that data chooses run that often all together. The guess errs to the long side: it costs tens of
        milliseconds once, and compiles nothing by itself. A ``while`` on plain numbers alone is taken to be
        short: its numbers say nothing of its rounds.
        """
        if not self.depth:
            return False
        if kwargs:
            return self._looked_into(args, kwargs)
        outline = _outline(args, self._ranges.places)
        if self._again and outline == self._short:
            self._again -= self._is_deep
            return False
        is_long = self._looked_into(args, kwargs)
        if not is_long:
            self._short, self._again = outline, _AGAIN
        return is_long

    def _looked_into(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
        longest, places, names, nests = self._ranges
        length = times = longest
        elements = 1
        given = [*enumerate(args), *kwargs.items()] if kwargs else enumerate(args)
        for place, item in given:
            kind = type(item)
            if kind is int:
                if times < item < _HUGE and (place in places or place in names):
                    length, times = max(length, item), item
            elif kind is not float:
                self._is_deep = self._is_deep or (kind is not np.ndarray and kind not in _SINGLE)
                side, count = _extent(item)
                length, elements = max(length, side), max(elements, count)
                if count > side:  # whole rows of a table, not numbers one by one
                    times = max(times, side)
        rounds = max(fixed * length**levels for fixed, levels in nests)
        return bool(_STEP * rounds + _ELEMENT * elements * times > 2 * least_price())


class _Reader:
    """Reads code, instruction by instruction: what its loops run over, and how they stand in each other."""

    def __init__(self) -> None:
        # Of each statement the names that it binds, and what it reads.
        self._made: list[tuple[set[str], set[Any]]] = []
        self._over: set[Any] = set()
        self._bound: set[str] = set()
        self._read: set[Any] = set()
        self._before = ""
        self._picks = False  # whether what was read is an element that data chooses
        # By the place of a loop its rounds where known, else -1; 1 where data says how many.
        self._kinds: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    def take(self, name: str, argument: Any, place: int) -> None:
        """Take one instruction."""
        if name.startswith("STORE_FAST_LOAD"):
            self.take("STORE_FAST", argument[0], place)
            self.take("LOAD_FAST", argument[1], place)
        elif name.startswith(("STORE_FAST", "STORE_DEREF")):
            self._bound |= _texts(argument)
        else:
            self._take_other(name, argument, place)
        self._before = name

    def _take_other(self, name: str, argument: Any, place: int) -> None:
        if name == "FOR_ITER":
            numbers = [one for one in self._read if type(one) is int]
            fixed = max(numbers) if numbers and self._read <= {"range", *numbers} else -1
            self._kinds[place] = 1 if self._picks else fixed
        self._end_statement(name)
        if "BACKWARD" in name:
            self._ends[argument] = max(place, self._ends.get(argument, 0))
        elif name.startswith(("LOAD_FAST", "LOAD_DEREF", "LOAD_GLOBAL")):
            self._read |= _texts(argument)
        elif name.startswith("LOAD_") and type(argument) is int:
            self._read.add(argument)
        elif name == "BINARY_SUBSCR":
            self._picks = self._picks or self._before != "LOAD_CONST"
        elif name == "GET_ITER":
            self._over |= self._read

    def _end_statement(self, name: str) -> None:
        """Forget what was read where an instruction begins another statement."""
        if self._bound:
            self._made.append((self._bound, self._read))
        if self._bound or name in ("POP_TOP", "FOR_ITER") or "JUMP" in name:
            self._bound, self._read, self._picks = set(), set(), False

    def counting(self) -> tuple[set[str], set[int]]:
        """Return the names and the whole numbers that what the loops run over may be made of."""
        over, grown = set(self._over), -1
        while grown != len(over):
            grown = len(over)
            for targets, sources in self._made:
                if not over.isdisjoint(targets):
                    over |= sources
        return {one for one in over if type(one) is str}, {one for one in over if type(one) is int}

    def nests(self) -> frozenset[tuple[int, int]]:
        """Return for each loop and those around it the rounds known, and how many others there are."""
        found = set()
        for head in self._ends:
            around = [self._kinds.get(start, -1) for start, end in self._ends.items() if start <= head <= end]
            fixed = math.prod(kind for kind in around if kind > 0)
            found.add((fixed, min(around.count(-1), _DEEP)))
        return frozenset(found) or frozenset([(1, 1)])


def _texts(argument: str | Iterable[str]) -> set[str]:
    return {argument} if isinstance(argument, str) else set(argument)


_AGAIN = 31
"""How many calls with arguments of the outline of a short one are short, too, if more is in them."""
_COUNTED = (list, tuple, dict, set)
_SINGLE = frozenset([float, bool, complex, str, type(None), *np.sctypeDict.values()])


def _outline(args: tuple[Any, ...], counting: frozenset[int]) -> list[Any]:
    """Return what is seen of arguments without a look at what is in them."""
    return [
        value.shape
        if (kind := type(value)) is np.ndarray
        else None
        if kind in _SINGLE
        else (value if place in counting else None)
        if kind is int
        else len(value)
        if kind in _COUNTED
        else id(value)
        for place, value in enumerate(args)
    ]


_NUMBERS = (int, float, bool, complex, str)


def _extent(value: Any) -> tuple[int, int]:
    """Return the longest side of what a value holds, and the number of its elements."""
    if isinstance(value, np.ndarray):
        return max(value.shape, default=1), value.size
    if isinstance(value, list | tuple):
        inner = [_extent(item) for item in value[:_FEW] if type(item) not in _NUMBERS]
        return (
            max([len(value), *(size for size, _ in inner)]),
            max(len(value), sum(count for _, count in inner)),
        )
    held = dict_of(value)
    if held is not None and not isinstance(value, type | types.FunctionType | types.ModuleType):
        inner = [_extent(item) for item in list(held.values())[:_FEW] if isinstance(item, np.ndarray)]
        return max((size for size, _ in inner), default=1), max((count for _, count in inner), default=1)
    return 1, 1
