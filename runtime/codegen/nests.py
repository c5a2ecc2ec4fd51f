"""Writes loops over the elements of arrays, with the memory they need and NumPy's own loops inside them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograph.runtime.codegen.dialect import SLOTS
from autograph.runtime.codegen.module import Module
from autograph.runtime.codegen.sharing import STRIP, Part, shared
from autograph.runtime.codegen.text import WORD, dtype_name, join
from autograph.runtime.codegen.values import Array, Index, Strip, moved, stored_array
from autograph.runtime.codegen.writer import Writer
from autograph.runtime.types import ArrayType

__all__ = ["STRIP", "Nests"]

_LOOP_NAMES = "ijklmnpq"


class Header(NamedTuple):
    """The beginning of a loop that is open: where it stands among which lines, how deep, and its variable."""

    lines: list[str]
    place: int
    level: int
    variable: str


class Nests(Writer):
    """Writes loops over elements.

    Attributes
    ----------
    roots : dict of str to frozenset of str
        For each variable that holds an array, the variables whose memory it may lie in.
    contiguous : set of str
        The variables that hold arrays in C order.
    outermost : bool
        Whether the function is the kernel itself, which does not call itself.
    parts : list of Part
        The loops that were made functions.
    """

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.roots: dict[str, frozenset[str]] = {}
        self.contiguous: set[str] = set()
        self.outermost = False
        self.strips: dict[Strip, tuple[Index, str]] = {}
        self.buffers: dict[Strip, list[str]] = {}
        self.slots: dict[str, tuple[tuple[int, str], int]] = {}
        self.parts: list[Part] = []
        self.headers: list[Header] = []

    def allocate(self, dims: Sequence[str], dtype: np.dtype[Any], hint: str = "", default: str = "t") -> str:
        """Write the allocation of an array and return its name."""
        name = self.name(hint, default)
        self.line(f"{name} = empty({join([*dims, dtype_name(dtype)])})")
        self.roots[name] = frozenset([name])
        self.contiguous.add(name)
        return name

    @contextlib.contextmanager
    def nest(self, dims: Sequence[str], arrays: Sequence[Array] = (), first: str = "0") -> Iterator[Index]:
        """Write a loop for each axis and give the index inside.

        Where reading one of `arrays` runs NumPy's inner loops, the last axis is cut into strips,
        for each of which these loops run first. `first` is added to the last index.
        """
        strips = list(dict.fromkeys(strip for array in arrays for strip in array.strips))
        buffers = self.prepare(strips)
        with contextlib.ExitStack() as stack:
            outer = [self._loop(stack, axis, size) for axis, size in enumerate(dims[:-1] if strips else dims)]
            if not strips:
                yield (*outer[:-1], moved(first, outer[-1])) if first != "0" else tuple(outer)
                return
            begin = self.name("", "begin")
            stack.enter_context(self.block(f"for {begin} in range(0, {dims[-1]}, {STRIP}):"))
            count = self.assign(f"minimum({STRIP}, {dims[-1]} - {begin})", "", "count")
            place = self._loop_name(stack, len(outer))
            index = (*outer, moved(first, f"{begin} + {place}"))
            before = dict(self.strips)
            for strip, own in zip(strips, buffers, strict=True):
                self._run_strip(strip, own, index, place, count)
            stack.enter_context(self.block(f"for {place} in range({count}):"))
            yield index
            self.strips = before
        self.release([name for own in buffers for name in own])

    def _loop(self, stack: contextlib.ExitStack, axis: int, size: str) -> str:
        """Open the loop over one axis; return its index."""
        if size == "1":
            return "0"
        name = self._loop_name(stack, axis)
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

    def _loop_name(self, stack: contextlib.ExitStack, axis: int) -> str:
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

    def _run_strip(self, strip: Strip, buffers: list[str], index: Index, place: str, count: str) -> None:
        """Write one of NumPy's loops over a strip, and note where its results are."""
        rest = list(buffers)
        arguments = []
        fills = []
        for given, _ in strip.operands:
            arguments.append(given if isinstance(given, str) else rest.pop(0))
            if not isinstance(given, str):
                fills.append((arguments[-1], given))
        with self.block(f"for {place} in range({count}):"):
            for name, element in fills:
                self.line(f"{name}[{place}] = {element(index)}")
        self.line(f"{strip.name}({join([*arguments, rest[0], count])})")
        self.strips[strip] = index, f"{rest[0]}[{place}]"

    def materialise(self, array: Array, type_: ArrayType, hint: str = "") -> Array:
        """Write the loops that compute an array into new memory."""
        name = self.allocate(array.dims, type_.dtype, hint)
        self.fill(stored_array(name, array.dims), array)
        return stored_array(name, array.dims)

    def fill(self, target: Array, source: Array) -> None:
        """Write the loops that set every element of `target`."""
        with shared(self, target.name or "", target.dims, source), self.nest(target.dims, [source]) as index:
            text = source.at(index)
            self.line(f"{target.at(index)} = {text}")

    def shares(self, rank: int, source: Array | None) -> bool:
        """Whether a nest over that many axes, in which an array is computed, may be worth several threads."""
        if not (self.module.parallel and self.outermost) or self.depth > 1:
            return False
        return rank > 1 or (rank == 1 and (self.depth == 0 or (source is not None and bool(source.strips))))
