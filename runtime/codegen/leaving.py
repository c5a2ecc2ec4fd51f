"""What happens when a kernel calls Python, or stops: operands are read out of its fault buffer."""

from __future__ import annotations

import ctypes
import functools
import itertools
import struct
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.natives import address_of_elements, own_python_object
from autograph.runtime.codegen.program import Program, Site
from autograph.runtime.errors import Deoptimize, Fault, GraphError, failure
from autograph.runtime.floating import TOLD, Log, as_set, kinds_in
from autograph.runtime.graph import Node
from autograph.runtime.lines import called_at
from autograph.runtime.types import ArrayType, python_type

__all__ = ["Frame", "Pool"]

_FAR = 2**46
_Memory = ctypes.c_char * (2**62)
_FAILED = -1
_KEEPS_OPERANDS = frozenset(["host_call", "raise_if"])
_WORD = 8


class Frame:
    """The fault buffer of one running kernel.

    Attributes
    ----------
    words : ndarray of int64
        Word 0 is the number of the site where the kernel stopped or calls; operands follow.
    address : int
    effects : int
        How many effects have happened in this run.
    told : list of Frame
        The frames of runs at whose end there were floating-point errors.
    kinds : frozenset of str
        The kinds of these.
    log : Log
        What NumPy tells of floating-point errors in what the kernel calls.
    """

    def __init__(
        self,
        program: Program,
        size: int,
        runners: dict[int, Callable[[Frame], None]],
        told: list[Frame] | None = None,
    ) -> None:
        self.program = program
        self.runners = runners
        self.told = [] if told is None else told
        self.kinds: frozenset[str] = frozenset()
        self.log = Log()
        self.words = np.zeros(size, np.int64)
        words: Any = self.words  # a buffer, which NumPy's types say from 2.5 on
        self.view: Any = memoryview(words)
        self.address: int = self.words.ctypes.data
        self.effects = 0
        self.error: BaseException | None = None
        _frames[self.address] = self

    def start(self) -> None:
        """Forget an earlier run."""
        self.effects = 0
        self.error = None

    # -------------------------------------------------------------- calling Python

    def call(self) -> int:
        """Run a node in Python; return 1 if it failed."""
        try:
            number = self.view[0]
            if number < TOLD:
                self.kinds = kinds_in(TOLD - number)
                self.told.append(self)
                return 0
            run = self.runners.get(number)
            if run is None:
                run = self.runners[number] = _called(self.program.sites[number - 1])
            run(self)
        except BaseException as error:  # none may cross the kernel: it is raised after it
            self.words[0] = _FAILED
            self.error = error
            return 1
        return 0

    # -------------------------------------------------------------- stopping

    def failure(self) -> BaseException | None:
        """Return the Fault or Deoptimize that the kernel stopped for; None if another is to run instead."""
        bits = self.program.status and self.program.status & libraries.status()
        failure = self._failure()
        if isinstance(failure, Fault):
            failure.kinds = kinds_in(bits)
        return failure

    def _failure(self) -> BaseException | None:
        if self.error is not None:
            error, self.error = self.error, None
            return error
        site = self.program.sites[int(self.words[0]) - 1]
        if site.general:
            return None
        if site.reason:
            return Deoptimize(site.reason, self.effects, site.where)
        if site.exception is not None:
            return Fault(site.exception, site.where, self.effects)
        return self._again(site)

    def _again(self, site: Site) -> BaseException:
        """Run the node on the same scalars and on arrays of the same sizes, for its exception."""
        node = site.node
        assert node is not None
        operands = _stand_ins([value.type for value in node.inputs], self.words)
        try:
            with np.errstate(all="ignore"):
                node.op.numpy(*operands, **_in_place(node))
        except Deoptimize as error:
            return Deoptimize(error.reason, self.effects, site.where)
        except BaseException as error:  # whatever the op raises is what the program raises
            return Fault(error, site.where, self.effects)
        return Deoptimize(f"{node.op.name} has a result that a kernel cannot hold", self.effects, site.where)


def _called(site: Site) -> Callable[[Frame], None]:
    """Return what runs the node of a site: it reads the operands, calls, and leaves the results."""
    node = site.node
    assert node is not None
    params, where = _in_place(node), site.where
    counted = int(node.op.counted and node.params.get("pure") is not True)
    meaning = called_at(node.op.numpy, where)
    meaning = _as_set(meaning) if counted else meaning
    keeps = node.op.name in _KEEPS_OPERANDS and getattr(node.params.get("function"), "keeps", True)
    read = _reader([value.type for value in node.inputs], copied=keeps)
    slots = _slots([] if node.op.name == "set_item" else [value.type for value in node.outputs])

    def run(frame: Frame) -> None:
        frame.effects += counted
        operands = read(frame.view)
        problem: BaseException | None = None
        try:
            result = meaning(*operands, **params)
        except (Fault, GraphError):
            raise
        except Deoptimize as error:
            problem = Deoptimize(error.reason, frame.effects, where)
        except BaseException as error:  # whatever NumPy or a callback raises, KeyboardInterrupt too
            _forget_operands(error)
            problem = failure(error, where, frame.effects)
        if problem is not None:
            raise problem  # here, where that exception is not the context of others
        if slots:
            results = list(result) if isinstance(result, tuple) else [result]
            del result  # now who holds a result is seen from its count of references
            _leave(frame, results, slots, keeps=keeps)

    return run


def _as_set(meaning: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that runs under the program's settings."""

    def run(*operands: Any, **params: Any) -> Any:
        with as_set():
            return meaning(*operands, **params)

    return run


def _forget_operands(error: BaseException) -> None:
    """Let no frame of a traceback refer to the kernel's memory."""
    found: BaseException | None = error
    while found is not None:
        traceback.clear_frames(found.__traceback__)
        found = found.__context__


_Slot = tuple[int, int, ArrayType]
"""A result's place among the results, and in the fault buffer, and its type."""


def _slots(kinds: Sequence[ArrayType]) -> tuple[list[_Slot], list[_Slot]] | None:
    """Return where scalars and arrays go that a call gives; None where it gives nothing."""
    words = itertools.accumulate((2 if type_.is_scalar else 1 + type_.ndim for type_ in kinds), initial=0)
    slots = list(zip(itertools.count(), words, kinds, strict=False))
    scalars = [slot for slot in slots if slot[2].is_scalar]
    return (scalars, [slot for slot in slots if not slot[2].is_scalar]) if slots else None


def _leave(frame: Frame, results: list[Any], slots: tuple[list[_Slot], list[_Slot]], *, keeps: bool) -> None:
    """Put results where the kernel fetches them; it becomes the owner of arrays."""
    scalars, arrays = slots
    for place, _, type_ in arrays:
        results[place] = _own(results, place, type_, frame, keeps=keeps)
    for place, word, type_ in scalars:
        _leave_scalar(frame.view, word, results[place], type_)
    words = frame.view
    for place, word, _ in arrays:  # last, as nothing may go wrong once the kernel owns one
        value = results[place]
        words[word] = own_python_object(address_of_elements(value), value)
        for axis, size in enumerate(value.shape, word + 1):
            words[axis] = size


_REFERENCES = 3
"""To a result that nobody else has: a list's, a variable's and that of the call that counts them."""


def _own(results: list[Any], place: int, type_: ArrayType, frame: Frame, *, keeps: bool) -> Any:
    """Return a result that nobody else has, in C order: itself or a copy."""
    value = results[place]
    if not isinstance(value, np.ndarray) or (value.dtype, value.ndim) != (type_.dtype, type_.ndim):
        raise Deoptimize(f"a result is not the array of {type_.dtype} that was inferred", frame.effects)
    held = sys.getrefcount(value) > _REFERENCES  # before its flags are looked at, which hold it too
    if keeps or held or type(value) is not np.ndarray or not (_is_plain(value) and _is_all(value)):
        return np.array(value, order="C")
    return value


def _is_plain(value: np.ndarray[Any, Any]) -> bool:
    """Whether an array lies as a kernel's own, and may be written without NumPy's warning of it."""
    flags = value.flags
    if value.base is None:
        return flags.carray
    return flags.c_contiguous and flags.aligned and not value.__array_interface__["data"][1]


def _is_all(value: np.ndarray[Any, Any]) -> bool:
    """Whether nothing but this array refers to the memory that it lies in."""
    owner = value.base
    if owner is None:
        return value.flags.owndata
    return type(owner) is np.ndarray and owner.flags.owndata and sys.getrefcount(owner) <= _REFERENCES


def _in_place(node: Node) -> dict[str, Any]:
    """Return a node's params; a write goes into the kernel's own array, which is a copy if need be."""
    return {**node.params, "inplace": True} if node.op.name == "set_item" else dict(node.params)


def _leave_scalar(words: Any, slot: int, value: Any, type_: ArrayType) -> None:
    """Write a scalar's bits."""
    given: Any = value
    kind = type_.dtype.kind
    expected = python_type(type_.dtype) if type_.kind == "python" else type_.dtype.type
    if type(value) is not expected:
        raise Deoptimize(f"a result is {type(value).__name__} where {type_} was inferred", 0)
    place = slot * _WORD
    if kind == "f":
        struct.pack_into("<d", words, place, given)
    elif kind == "c":
        struct.pack_into("<dd", words, place, given.real, given.imag)
    elif kind == "u":
        struct.pack_into("<Q", words, place, int(given))
    else:
        number = int(given)
        if not -(2**63) <= number < 2**63:
            raise Deoptimize("an int grows beyond 64 bits", 0)
        struct.pack_into("<q", words, place, number)


class Pool(list[Frame]):
    """The fault buffers that a kernel is not using; they end with it."""

    def __del__(self) -> None:
        """Forget the buffers."""
        for frame in self:
            _frames.pop(frame.address, None)


# ------------------------------------------------------------------ reading operands

_FORMATS = {"f": "d", "c": "dd", "u": "Q", "i": "q", "b": "q"}


def _reader(kinds: Sequence[ArrayType], *, copied: bool) -> Callable[[Any], list[Any]]:
    """Return what reads operands of these types; arrays share the kernel's memory unless `copied`."""
    layout = "<" + "".join(
        _FORMATS[type_.dtype.kind] if type_.is_scalar else f"{1 + 2 * type_.ndim}q" for type_ in kinds
    )
    unpack = struct.Struct(layout).unpack_from
    parts: list[tuple[int, int, Callable[..., Any]]] = []
    place = 0
    for type_ in kinds:
        count = (2 if type_.dtype.kind == "c" else 1) if type_.is_scalar else 1 + 2 * type_.ndim
        parts.append((place, place + count, _maker(type_, copied=copied)))
        place += count

    def read(words: Any) -> list[Any]:
        raw = unpack(words, _WORD)
        return [make(*raw[start:stop]) for start, stop, make in parts]

    return read


def _maker(type_: ArrayType, *, copied: bool = False) -> Callable[..., Any]:
    """Return what makes an operand of that type out of its words."""
    if not type_.is_scalar:
        return functools.partial(_array, type_.dtype, type_.ndim, copied)
    if type_.kind == "python":
        return python_type(type_.dtype)
    return type_.dtype.type if type_.dtype.kind != "c" else lambda a, b: type_.dtype.type(complex(a, b))


def _array(dtype: np.dtype[Any], rank: int, copied: bool, address: int, *rest: int) -> Any:
    shape, strides = rest[:rank], rest[rank:]
    if 0 in shape:
        return np.empty(shape, dtype)
    memory: Any = _Memory.from_address(address - _FAR)
    found: Any = np.ndarray(shape, dtype, memory, _FAR, strides)
    return found.copy() if copied else found


def _stand_ins(kinds: Sequence[ArrayType], words: Any) -> list[Any]:
    """Return operands; arrays have the right sizes and no memory of their own."""
    found = []
    place = 1
    for type_ in kinds:
        if type_.is_scalar:
            layout = _FORMATS[type_.dtype.kind]
            found.append(_maker(type_)(*struct.unpack_from("<" + layout, words, place * _WORD)))
            place += len(layout)
            continue
        shape = [int(size) for size in words[place : place + type_.ndim]]
        place += type_.ndim
        one = np.zeros(1, type_.dtype)
        found.append(np.lib.stride_tricks.as_strided(one, shape, [0] * type_.ndim))
    return found


_frames: dict[int, Frame] = {}


def _trampoline(address: int) -> int:
    return _frames[address].call()


_callback = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(_trampoline)
libraries.register(libraries.TRAMPOLINE, ctypes.cast(_callback, ctypes.c_void_p).value or 0)
