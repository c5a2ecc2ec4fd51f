"""Writes loops over the elements of arrays, with the memory they need and NumPy's own loops inside them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np

from autograph.runtime.codegen.dialect import SLOTS
from autograph.runtime.codegen.flat import flat_index, lies_flat, read_flat
from autograph.runtime.codegen.module import Module
from autograph.runtime.codegen.sharing import STRIP, Part, shared
from autograph.runtime.codegen.text import WORD, atom, dtype_name, join
from autograph.runtime.codegen.values import Array, Index, Strip, moved, stored_array
from autograph.runtime.codegen.writer import Writer
from autograph.runtime.graph import Value
from autograph.runtime.types import ArrayType

__all__ = ["STRIP", "Nests"]

_LOOP_NAMES = "ijklmnpq"


class Header(NamedTuple):
    """The beginning of a loop that is open: where it stands among which lines, how deep, and its variable."""

    lines: list[str]
    place: int
    level: int
    variable: str


Elements = Callable[[], AbstractContextManager[tuple[Index, str]]]
"""Writes the loops over a strip's elements; the index of each, and its place in the strip."""


class Nests(Writer):
    """Writes loops over elements.

    Attributes
    ----------
    roots : dict of str to frozenset of str
        For each variable that holds an array, the variables whose memory it may lie in.
    contiguous : set of str
        The variables that hold arrays in C order.
    shapes : dict of str to tuple of str
        Their sizes, for those that are arguments or made here.
    outermost : bool
        Whether the function is the kernel itself, which does not call itself.
    parts : list of Part
        The loops that were made functions.
    groups : dict of str to str
        For variables that count groups of rows, how many of these are in each.
    """

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.roots: dict[str, frozenset[str]] = {}
        self.contiguous: set[str] = set()
        self.shapes: dict[str, tuple[str, ...]] = {}
        self.outermost = False
        self.strips: dict[Strip, tuple[Index, str]] = {}
        self.buffers: dict[Strip, list[str]] = {}
        self.slots: dict[str, tuple[tuple[int, str], int]] = {}
        self.parts: list[Part] = []
        self.wrapped: dict[tuple[Value, str], str] = {}
        self.groups: dict[str, str] = {}
        self.headers: list[Header] = []

    def allocate(self, dims: Sequence[str], dtype: np.dtype[Any], hint: str = "", default: str = "t") -> str:
        """Write the allocation of an array and return its name."""
        name = self.name(hint, default)
        self.line(f"{name} = empty({join([*dims, dtype_name(dtype)])})")
        self.roots[name] = frozenset([name])
        self.contiguous.add(name)
        self.shapes[name] = tuple(dims)
        return name

    @contextlib.contextmanager
    def nest(
        self, dims: Sequence[str], arrays: Sequence[Array] = (), first: str = "0", flat: int = 0
    ) -> Iterator[Index]:
        """Write a loop for each axis and give the index inside.

        Where reading one of `arrays` runs NumPy's inner loops, rows are cut into strips, or short ones put
        together in one, for each of which these loops run first. `first` is added to the last index. One
        loop may run along all of `flat` axes of arrays of which `lies_flat` is true.
        """
        begin = len(self.lines)
        strips = list(dict.fromkeys(strip for array in arrays for strip in array.strips))
        with contextlib.ExitStack() as stack:
            if strips:
                index = stack.enter_context(self._in_strips(dims, strips, first, flat))
            else:
                index = tuple(self._loop(stack, axis, size) for axis, size in enumerate(dims))
                index = (*index[:-1], *(moved(first, last) for last in index[-1:]))
            yield flat_index(index[-1], flat) if flat and not strips else index
        if flat:
            self.lines[begin:] = map(read_flat, self.lines[begin:])

    @contextlib.contextmanager
    def _in_strips(
        self, dims: Sequence[str], strips: Sequence[Strip], first: str, flat: int
    ) -> Iterator[Index]:
        """Write a nest around strips, each of one piece of a row or of several short rows."""
        buffers = self.prepare(strips)
        *above, size = dims
        with contextlib.ExitStack() as stack:
            group = self._group(above, size)
            rows = "" if group is None else above.pop()
            outer = [self._loop(stack, axis, each) for axis, each in enumerate(above)]
            if group is not None:
                start, some = self._group_of_rows(stack, len(outer), rows, group)
            begin = self.name("", "begin")
            stack.enter_context(self.block(f"for {begin} in range(0, {size}, {STRIP}):"))
            count = self.assign(f"minimum({STRIP}, {size} - {begin})", "", "count")
            row = "" if group is None else self.loop_name(stack, len(outer))
            place = self.loop_name(stack, len(dims) - 1)
            total = count if group is None else self.assign(f"{some} * {count}", "", "total")

            @contextlib.contextmanager
            def elements() -> Iterator[tuple[Index, str]]:
                last = moved(first, f"{begin} + {place}")
                with contextlib.ExitStack() as loops:
                    if group is not None:
                        loops.enter_context(self.block(f"for {row} in range({some}):"))
                    loops.enter_context(self.block(f"for {place} in range({count}):"))
                    if group is None:
                        yield flat_index(last, flat) if flat else (*outer, last), place
                    else:
                        yield (*outer, f"{start} + {row}", last), f"{row} * {count} + {place}"

            with self.run_strips(strips, buffers, elements, total) as (index, _):
                yield index
        self.release([name for own in buffers for name in own])

    def _group(self, above: Sequence[str], size: str) -> str | None:
        """Write how many rows go into one strip; None where there are none, or they are known to be long."""
        if not above or above[-1] == "1" or (size.isdigit() and int(size) > STRIP // 2):
            return None
        if size.isdigit():
            return str(STRIP // max(1, int(size)))
        return self.assign(f"maximum(1, unsigned_floor_divide({STRIP}, maximum(1, {size})))", "", "group")

    def _group_of_rows(
        self, stack: contextlib.ExitStack, axis: int, rows: str, group: str
    ) -> tuple[str, str]:
        """Open the loop over groups of rows; return the first of a group, and how many it has."""
        groups = self.assign(f"unsigned_floor_divide({rows} + {group} - 1, {group})", "", "groups")
        self.groups[groups] = group
        number = self._loop(stack, axis, groups)
        start = self.assign(f"{number} * {group}", "", "start")
        return start, self.assign(f"minimum({group}, {rows} - {start})", "", "some")

    def _loop(self, stack: contextlib.ExitStack, axis: int, size: str) -> str:
        """Open the loop over one axis; return its index."""
        if size == "1":
            return "0"
        name = self.loop_name(stack, axis)
        self.headers.append(Header(self.lines, len(self.lines), self.level, name))
        stack.callback(self.headers.pop)
        stack.enter_context(self.block(f"for {name} in range({size}):"))
        return name

    def early(self, text: str) -> str:
        """Return a variable for part of a round, computed before the loops that it does not vary in."""
        words = set(WORD.findall(text))
        varying = [k for k, header in enumerate(self.headers) if header.variable in words]
        inner = self.headers[varying[-1] + 1 :] if varying else []
        if not inner or inner[0].lines is not self.lines:
            return self.assign(text)
        place, level = inner[0].place, inner[0].level
        if words & set(re.findall(r"(\w+) (?:=|in) ", "\n".join(self.lines[place:]))):
            return self.assign(text)
        name = self.name("")
        self.lines.insert(place, f"{'    ' * level}{name} = {text}")
        for number, header in enumerate(self.headers):
            if header.lines is self.lines and header.place >= place:
                self.headers[number] = header._replace(place=header.place + 1)
        return name

    def loop_name(self, stack: contextlib.ExitStack, axis: int) -> str:
        """Return the name of a loop's index; it is free again after the loop."""
        default = _LOOP_NAMES[axis] if axis < len(_LOOP_NAMES) else "i"
        free = self.module.free.setdefault(default, [])
        name = free.pop() if free else self.name("", default)
        self.module.indices.add(name)
        stack.callback(free.append, name)
        return name

    def prepare(self, strips: Sequence[Strip]) -> list[list[str]]:
        """Write the allocation of what strips need, and return its names."""
        for strip in strips:
            if strip not in self.buffers:
                self.buffers[strip] = self._buffers(strip)
        return [self.buffers.pop(strip) for strip in strips]

    def _buffers(self, strip: Strip) -> list[str]:
        """Write the allocation of a strip's operands and result."""
        dtypes = [dtype for given, dtype in strip.operands if not isinstance(given, str)]
        names = [self.name("", "strip") for _ in (*dtypes, strip.dtype)]
        for name, dtype in zip(names, (*dtypes, strip.dtype), strict=True):
            self.scratch(name, STRIP, dtype)
        return names

    def scratch(self, name: str, size: int, dtype: str) -> None:
        """Write that a variable is memory of a fixed size, of which a loop is done before the next begins."""
        if not self.outermost:  # a function that calls itself must not fill the stack
            self.line(f"{name} = empty({size}, {dtype})")
            return
        taken = {slot for other, slot in self.slots.values() if other == (size, dtype)}
        slot = next(slot for slot in range(SLOTS) if slot not in taken)
        self.slots[name] = (size, dtype), slot
        self.line(f"{name} = scratch({size}, {slot}, {dtype})")

    def release(self, names: Sequence[str]) -> None:
        """Let others use the memory of these variables from now on."""
        for name in names:
            self.slots.pop(name, None)

    @contextlib.contextmanager
    def run_strips(
        self, strips: Sequence[Strip], buffers: Sequence[list[str]], elements: Elements, count: str
    ) -> Iterator[tuple[Index, str]]:
        """Write NumPy's loops over strips of so many `elements`, then the loops over these.

        Inside, it is known where the results of the former are.
        """
        known = dict(self.strips)
        for strip, own in zip(strips, buffers, strict=True):
            rest = list(own)
            given = [each if isinstance(each, str) else rest.pop(0) for each, _ in strip.operands]
            with elements() as (index, place):
                for name, (element, _) in zip(given, strip.operands, strict=True):
                    if not isinstance(element, str):
                        self.line(f"{name}[{place}] = {element(index)}")
            self.line(f"{strip.name}({join([*given, rest[0], count])})")
            self.strips[strip] = index, f"{rest[0]}[{place}]"
        with elements() as found:
            yield found
        self.strips = known

    def materialise(self, array: Array, type_: ArrayType, hint: str = "") -> Array:
        """Write the loops that compute an array into new memory."""
        name = self.allocate(array.dims, type_.dtype, hint)
        self.fill(stored_array(name, array.dims), array)
        return stored_array(name, array.dims)

    def fill(self, target: Array, source: Array) -> None:
        """Write the loops that set every element of `target`."""
        dims, name, rank = target.dims, target.name or "", sum(size != "1" for size in target.dims)
        flat = source.strips and self.shapes.get(name) == dims and lies_flat(self, source)
        if flat:
            dims = (self.simple(" * ".join(map(atom, dims)), "", "n"),)
        axes = len(target.dims) if flat else 0
        with shared(self, name, dims, source, rank=rank), self.nest(dims, [source], flat=axes) as index:
            text = source.at(index)
            self.line(f"{target.at(index)} = {text}")

    def shares(self, rank: int, source: Array | None) -> bool:
        """Whether a nest over that many axes, in which an array is computed, may be worth several threads."""
        if not (self.module.parallel and self.outermost) or self.depth > 1:
            return False
        return rank > 1 or (rank == 1 and (self.depth == 0 or (source is not None and bool(source.strips))))
