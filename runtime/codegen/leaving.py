"""What happens when a kernel calls Python, or stops: operands are read out of its fault buffer."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.program import Program, Site
from autograph.runtime.errors import Deoptimize, Fault, GraphError
from autograph.runtime.graph import Node
from autograph.runtime.ops.effects import COUNTED
from autograph.runtime.types import ArrayType, python_type

__all__ = ["Frame"]

_FAR = 2**46
_Memory = ctypes.c_char * (2**62)
_FAILED = -1
_KEEPS_OPERANDS = frozenset(["host_call", "raise_if"])


class Frame:
    """The fault buffer of one running kernel.

    Attributes
    ----------
    words : ndarray of int64
        Word 0 is the number of the site where the kernel stopped or calls; operands follow.
    address : int
    effects : int
        How many effects have happened in this run.
    """

    def __init__(self, program: Program, size: int) -> None:
        self.program = program
        self.words = np.zeros(size, np.int64)
        self.address: int = self.words.ctypes.data
        self.effects = 0
        self.error: BaseException | None = None
        self.kept: list[Any] = []
        _frames[self.address] = self

    def start(self) -> None:
        """Forget an earlier run."""
        self.effects = 0
        self.error = None

    # -------------------------------------------------------------- calling Python

    def call(self) -> int:
        """Run a node in Python; return 1 if it failed."""
        try:
            site = self.program.sites[int(self.words[0]) - 1]
            self._run(site)
        except BaseException as error:
            self.words[0] = _FAILED
            self.error = error
            return 1
        return 0

    def _run(self, site: Site) -> None:
        node = site.node
        assert node is not None
        counted = node.op in COUNTED and node.params.get("pure") is not True
        self.effects += counted
        operands = _Reader(self.words).operands([value.type for value in node.inputs])
        if node.op.name in _KEEPS_OPERANDS:
            operands = [value.copy() if isinstance(value, np.ndarray) else value for value in operands]
        try:
            result = node.op.numpy(*operands, **_in_place(node))
        except (Fault, GraphError):
            raise
        except Deoptimize as error:
            raise Deoptimize(error.reason, self.effects, site.where) from None
        except BaseException as error:
            raise Fault(error, site.where) from None
        if node.op.name == "set_item":
            return
        results = result if isinstance(result, tuple) else () if not node.outputs else (result,)
        self._leave(results, [value.type for value in node.outputs])

    def _leave(self, results: Sequence[Any], kinds: Sequence[ArrayType]) -> None:
        """Put results where the kernel fetches them."""
        words = self.words
        self.kept.clear()
        slot = 0
        for value, type_ in zip(results, kinds, strict=True):
            if not type_.is_scalar:
                array = np.ascontiguousarray(value, type_.dtype).reshape(np.shape(value))
                if array.ndim != type_.ndim:
                    raise GraphError(f"a result has {array.ndim} axes, {type_.ndim} were inferred")
                self.kept.append(array)
                words[slot] = array.ctypes.data
                words[slot + 1 : slot + 1 + array.ndim] = array.shape
                slot += 1 + array.ndim
                continue
            words[slot : slot + 2] = _bits(value, type_)
            slot += 2

    # -------------------------------------------------------------- stopping

    def failure(self) -> BaseException:
        """Return the Fault or Deoptimize that the kernel stopped for."""
        if self.error is not None:
            error, self.error = self.error, None
            return error
        number = int(self.words[0])
        site = self.program.sites[number - 1]
        if site.reason:
            return Deoptimize(site.reason, self.effects, site.where)
        if site.exception is not None:
            return Fault(site.exception, site.where)
        return self._again(site)

    def _again(self, site: Site) -> BaseException:
        """Run the node on the same scalars and on arrays of the same sizes, for its exception."""
        node = site.node
        assert node is not None
        operands = _Reader(self.words).stand_ins([value.type for value in node.inputs])
        try:
            node.op.numpy(*operands, **_in_place(node))
        except Deoptimize as error:
            return Deoptimize(error.reason, self.effects, site.where)
        except BaseException as error:
            return Fault(error, site.where)
        return Deoptimize(f"{node.op.name} has a result that a kernel cannot hold", self.effects, site.where)


def _in_place(node: Node) -> dict[str, Any]:
    """Return a node's params; a write goes into the kernel's own array, which is a copy if need be."""
    return {**node.params, "inplace": True} if node.op.name == "set_item" else dict(node.params)


def _bits(value: Any, type_: ArrayType) -> tuple[int, int]:
    """Return a scalar as two 64-bit words."""
    kind = type_.dtype.kind
    expected = python_type(type_.dtype) if type_.kind == "python" else np.generic
    if not isinstance(value, expected) or (type_.kind == "scalar" and value.dtype != type_.dtype):
        raise GraphError(f"a result is {type(value).__name__} where {type_} was inferred")
    if kind == "c":
        number = complex(value)
        pair = struct.unpack("<qq", struct.pack("<dd", number.real, number.imag))
        return pair[0], pair[1]
    if kind == "f":
        return struct.unpack("<q", struct.pack("<d", float(value)))[0], 0
    number_ = int(value)
    if type_.kind == "python" and not -(2**63) <= number_ < 2**63:
        raise Deoptimize("an int grows beyond 64 bits", 0)
    return (number_ - 2**64 if number_ >= 2**63 else number_), 0


class _Reader:
    """Reads operands out of a fault buffer."""

    def __init__(self, words: np.ndarray[Any, Any]) -> None:
        self.words = words
        self.place = 1

    def word(self) -> int:
        """Return the next word."""
        self.place += 1
        return int(self.words[self.place - 1])

    def scalar(self, type_: ArrayType) -> Any:
        """Return the next scalar, of exactly its type."""
        kind = type_.dtype.kind
        if kind == "c":
            value: Any = complex(_double(self.word()), _double(self.word()))
        elif kind == "f":
            value = _double(self.word())
        elif kind == "b":
            value = bool(self.word())
        else:
            value = self.word()
            if kind == "u" and value < 0:
                value += 2**64
        return value if type_.kind == "python" else type_.dtype.type(value)

    def operands(self, kinds: Sequence[ArrayType]) -> list[Any]:
        """Return operands; arrays share the kernel's memory."""
        return [self.scalar(type_) if type_.is_scalar else self.array(type_) for type_ in kinds]

    def array(self, type_: ArrayType) -> Any:
        """Return the next array."""
        address = self.word()
        shape = [self.word() for _ in range(type_.ndim)]
        strides = [self.word() for _ in range(type_.ndim)]
        if 0 in shape:
            return np.empty(shape, type_.dtype)
        memory = _Memory.from_address(address - _FAR)
        return np.ndarray(shape, type_.dtype, memory, _FAR, strides)  # type: ignore[arg-type]

    def stand_ins(self, kinds: Sequence[ArrayType]) -> list[Any]:
        """Return operands; arrays have the right sizes and no memory of their own."""
        found = []
        for type_ in kinds:
            if type_.is_scalar:
                found.append(self.scalar(type_))
                continue
            shape = [self.word() for _ in range(type_.ndim)]
            one = np.zeros(1, type_.dtype)
            found.append(np.lib.stride_tricks.as_strided(one, shape, [0] * type_.ndim))
        return found


def _double(word: int) -> float:
    return struct.unpack("<d", struct.pack("<q", word))[0]  # type: ignore[no-any-return]


_frames: dict[int, Frame] = {}


def _trampoline(address: int) -> int:
    return _frames[address].call()


_callback = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(_trampoline)
libraries.register(libraries.TRAMPOLINE, ctypes.cast(_callback, ctypes.c_void_p).value or 0)
