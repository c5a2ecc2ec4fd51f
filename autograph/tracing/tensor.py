"""The handle that stands for data while a function is traced; NumPy code runs on it unchanged."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograph.runtime.graph import Value
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, Symbol
from autograph.tracing.arithmetic import Operators
from autograph.tracing.misfits import misfit
from autograph.tracing.nothing import NOTHING
from autograph.tracing.trace import OF_TRUTH, Region, Untraceable, current, emit, need_value, next_key
from autograph.tracing.unpacking import wanted_items

__all__ = ["Alternative", "Member", "Tensor", "View", "box_of", "need_value", "settle", "value_of"]


@record(frozen=True)
class View:
    """How a handle is seen through another: an op that shares memory, and its operands."""

    base: Tensor
    op: str
    operands: tuple[Any, ...]
    params: dict[str, Any]


@record(frozen=True)
class Alternative:
    """What a handle really is where `tag` is true: another scalar type, a static object or a 0-d array.

    Attributes
    ----------
    what : ArrayType or Tensor or object
    tag : Tensor or bool
        A Python bool in the program.
    """

    what: Any
    tag: Any


class Member(Alternative):
    """A value of the program, made on its path, that a variable is where `tag` is true."""


def _stored(name: str) -> property:
    """Return an attribute that can be assigned to: its elements are written."""

    def get(self: Tensor) -> Any:
        return self.__getattr__(name)

    def store(self: Tensor, value: Any) -> None:
        from autograph.tracing.numpy_functions import array  # noqa: PLC0415

        part = self.__getattr__(name)
        if name == "flat":
            part.fill(value)
            return
        part[...] = array(value, part.type.dtype, copy=None)  # any number, as a cast does

    return property(get, store)


class Tensor(Operators):
    """A number or an array of the program being traced.

    Attributes
    ----------
    type : ArrayType
    sources : frozenset or None
        The arguments and loops whose Python values would make this a Python value; None: data.
    through : View or None
        What it is seen through; ndarray's own `view` is a method.
    aliases : dict of int to Tensor
        Handles that may or may not stand for the same array.
    alternatives : tuple of Alternative
    origins : tuple of (Tensor, Tensor or bool)
        Arrays, or views, from before a branch or loop that this very array is, each where its tag
        is true; at most one is.
    own : bool
        Whether it may be none of these.
    merged : bool
        Whether it is a view made again after a branch or loop: the object itself may be older.
    identity : tuple of (Tensor, Tensor or bool)
        Arrays from before a loop that this very array is, which the loop knows under its names alone.
    group : tuple or None
        A number and arrays: the handles of that number are these arrays, in some order.
    window : Tensor or None
        A view of the same elements, whichever of the origins it is.
    carrier : bool
        Whether `type` is that of the value in the graph only, and one of the alternatives holds.
    """

    __slots__ = (
        "__weakref__",
        "aliases",
        "alternatives",
        "carrier",
        "group",
        "identity",
        "key",
        "merged",
        "origins",
        "own",
        "read_only",
        "size_symbol",
        "sources",
        "through",
        "type",
        "window",
    )
    __array_priority__ = 1000.0
    real, imag, flat = _stored("real"), _stored("imag"), _stored("flat")

    def __init__(
        self,
        type_: ArrayType,
        sources: frozenset[Any] | None = None,
        through: View | None = None,
        key: int | None = None,
    ) -> None:
        self.type = type_
        self.sources = sources
        self.through = through
        self.key = next_key() if key is None else key
        self.aliases: dict[int, Tensor] = {}
        self.alternatives: tuple[Alternative, ...] = ()
        self.origins: tuple[tuple[Tensor, Any], ...] = ()
        self.own = True
        self.merged = False
        self.identity: tuple[tuple[Tensor, Any], ...] = ()
        self.group: tuple[int, tuple[Tensor, ...]] | None = None
        self.read_only = False
        self.carrier = False
        self.size_symbol: Symbol | None = None
        self.window: Tensor | None = None

    def __repr__(self) -> str:
        """Return a description for people who debug; a program being traced must not get it."""
        if current() is not None:
            raise need_value(self, "as text")
        return f"<Tensor {self.type}>"

    # -- NumPy's protocols ------------------------------------------------------------------------

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Stage a ufunc."""
        from autograph.tracing.numpy_functions import call_ufunc  # noqa: PLC0415

        return call_ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        """Stage a NumPy function."""
        from autograph.tracing.numpy_functions import call_function  # noqa: PLC0415

        return call_function(function, args, kwargs)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """Refuse: there is no value yet."""
        raise need_value(self, "as an array")

    # -- what Python itself asks for --------------------------------------------------------------

    def __bool__(self) -> bool:
        raise need_value(self, OF_TRUTH)

    def __int__(self) -> int:
        raise need_value(self, "as an int")

    def __index__(self) -> int:
        raise need_value(self, "as an index")

    def __float__(self) -> float:
        raise need_value(self, "as a float")

    def __complex__(self) -> complex:
        raise need_value(self, "as a complex")

    def __str__(self) -> str:
        raise need_value(self, "as text")

    def __format__(self, spec: str) -> str:
        raise need_value(self, "as text")

    def __contains__(self, item: Any) -> bool:
        raise need_value(self, "as a container")

    def __round__(self, ndigits: Any = None) -> Any:
        from autograph.operators.builtins import round_  # noqa: PLC0415

        return round_(self, ndigits)

    def __len__(self) -> int:
        if not self.type.shape:
            raise misfit(len, self)
        size = self.type.shape[0]
        if isinstance(size, int):
            return size
        trace = current()
        count: Any = self.shape[0]
        likely = trace.likely.get(size) if trace is not None else None
        if likely is None or count.sources is not None:
            raise need_value(count, "as a length")
        emit("assume", count == likely, reason="an array of another length")
        return likely

    def __iter__(self) -> Iterator[Any]:
        wanted = wanted_items()
        if not self.type.shape:
            if wanted is not None:
                raise misfit(_unpack, self)
            raise TypeError("iteration over a 0-d array")  # Python's words depend on what it is for
        if wanted is not None and isinstance(self.type.shape[0], Symbol):
            emit("assume", self.shape[0] == wanted, reason="an array of another length is unpacked")
            return (self[i] for i in range(wanted))
        return (self[i] for i in range(len(self)))

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of an array, staged."""
        from autograph.tracing.attributes import attribute  # noqa: PLC0415

        return attribute(self, name)

    @property
    def shape(self) -> tuple[Any, ...]:
        """The sizes: ints where known, else Python ints of the program."""
        if box_of(self) is not None:
            return self.__getattr__("shape")  # type: ignore[no-any-return]
        if self.type.kind == "python":
            raise AttributeError(f"{self.type.dtype.name!r} object has no attribute 'shape'")
        return tuple(size_of(self, axis) for axis in range(self.type.ndim))

    @shape.setter
    def shape(self, sizes: Any) -> None:
        from autograph.tracing.numpy_functions import set_shape  # noqa: PLC0415

        set_shape(self, sizes)

    # -- items --------------------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> Any:
        if self._may_be_list():
            from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

            return apart(lambda owner: owner[key], self)
        from autograph.tracing.indexing import get_item  # noqa: PLC0415

        return get_item(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        if self._may_be_list():
            from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

            apart(lambda owner: operator.setitem(owner, key, value), self)
            return
        from autograph.tracing.indexing import set_item  # noqa: PLC0415

        set_item(self, key, value)

    def __delitem__(self, key: Any) -> None:
        from autograph.tracing.alternatives import apart  # noqa: PLC0415  (these emit)

        if not self._may_be_list():
            raise ValueError("cannot delete array elements")
        apart(lambda owner: operator.delitem(owner, key), self)

    def _may_be_list(self) -> bool:
        """Whether the handle may be one of several lists, dicts or texts, or a number or an array."""
        first = self.alternatives[0] if self.alternatives else None
        if first is None or first.tag is True:
            return False
        return isinstance(first.what, list | dict | set | str | Tensor)


def _unpack(value: Any) -> None:
    (_,) = value


def box_of(item: Any) -> Alternative | None:
    """Return the 0-d array that a number is on some paths, with what tells these; None where it is none."""
    if not isinstance(item, Tensor):
        return None
    return next((a for a in item.alternatives if isinstance(a.what, Tensor)), None)


def size_of(handle: Tensor, axis: int) -> Any:
    """Return a size of an array: an int where it is known, else a Python int of the program."""
    size = handle.type.shape[axis]
    if isinstance(size, int):
        return size
    result = emit("size", handle, axis=axis)
    trace = current()
    assert trace is not None
    result.sources = trace.size_sources.get(size)
    result.size_symbol = size
    return result


def value_of(operand: Any, region: Region) -> Value:
    """Return the value of an operand in a region: a handle's, or a constant."""
    if not isinstance(operand, Tensor):
        return region.constant(0 if operand is NOTHING else operand)
    if operand.through is None:
        if operand.window is not None:
            return value_of(operand.window, region)
        if operand.origins:
            from autograph.tracing.storage import content  # noqa: PLC0415  (which reads values)

            return content(operand, region)
        return region.lookup(operand)
    base = value_of(operand.through.base, region)
    cached = region.views.get(operand.key)
    if cached is not None and cached[0] is base:
        return cached[1]
    seen = emit_raw(
        operand.through.op, operand.through.base, *operand.through.operands, **operand.through.params
    )
    value = region.lookup(seen)
    region.views[operand.key] = (base, value)
    return value


def emit_raw(name: str, /, *operands: Any, **params: Any) -> Any:
    """Emit without looking at alternatives."""
    return emit(name, *operands, **params)


def make_view(base: Tensor, op: str, operands: tuple[Any, ...], params: dict[str, Any]) -> Tensor:
    """Return a handle that sees `base` through an op that shares memory; its checks happen now."""
    trace = current()
    assert trace is not None
    first = emit(op, base, *operands, **params)
    handle = Tensor(first.type, None, View(base, op, operands, params))
    handle.read_only = base.read_only
    trace.bases.add(base.key)
    trace.region.views[handle.key] = (value_of(base, trace.region), trace.region.lookup(first))
    return handle


def root_of(handle: Tensor) -> Tensor:
    """Return the handle that owns the memory of `handle`."""
    while handle.through is not None:
        handle = handle.through.base
    return handle


def clone(handle: Tensor, alternatives: tuple[Alternative, ...]) -> Tensor:
    """Return the same handle with other alternatives."""
    other = Tensor(handle.type, handle.sources, handle.through, handle.key)
    other.aliases = handle.aliases
    other.origins = handle.origins
    other.own = handle.own
    other.identity = handle.identity
    other.group = handle.group
    other.window = handle.window
    other.read_only = handle.read_only
    other.size_symbol = handle.size_symbol
    other.alternatives = alternatives
    other.carrier = handle.carrier and bool(alternatives)
    return other


def bare(item: Any) -> Any:
    """Return a handle without its alternatives, of its main type; anything else as it is."""
    return clone(item, ()) if isinstance(item, Tensor) and item.alternatives else item


def settle(handle: Any, *, keep: tuple[Any, ...] = ()) -> Any:
    """Return `handle` without its alternatives, staking the kernel's run on their not being the case."""
    if not isinstance(handle, Tensor) or not handle.alternatives:
        return handle
    if handle.carrier:
        return _settle_carrier(handle)
    rest = []
    for alternative in handle.alternatives:
        if alternative.what in keep:
            rest.append(alternative)
        elif alternative.tag is True:
            raise Untraceable("AG103", "the variable has no number here")
        else:
            emit("assume", emit("logical_not_py", alternative.tag), reason="a value of another type")
    return clone(handle, tuple(rest))


def _settle_carrier(handle: Tensor) -> Any:
    """Return a handle that cannot be of its main type as the first NumPy number among the others."""
    from autograph.tracing.alternatives import restored  # noqa: PLC0415  (restoring emits)

    types = [a for a in handle.alternatives if isinstance(a.what, ArrayType)]
    likely = next((a for a in types if a.what.kind == "scalar"), types[0])
    emit("assume", likely.tag, reason="a value of another type")
    return restored(handle, likely.what, likely.tag)
