"""Arguments and outside values: told apart by signature, and rebuilt with handles in the place of data."""

from __future__ import annotations

import enum
import functools
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, Symbol, is_python_scalar, symbol, type_of
from autograph.tracing import library_containers
from autograph.tracing.class_data import class_data
from autograph.tracing.containers import TracedList, TracedSet, contents, register
from autograph.tracing.dict_records import lent
from autograph.tracing.nested_lists import arrange
from autograph.tracing.own_classes import as_traced
from autograph.tracing.plain import bare, has_own_lookup, is_plain_object
from autograph.tracing.randomness import is_generator, lifted_generator
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.readings import Reading
from autograph.tracing.references import refer
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.table_inputs import fill
from autograph.tracing.tables import Table, table_in
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Trace, Untraceable, current, is_converted, next_key, within
from autograph.tracing.traced_set import TracedFrozen
from autograph.tracing.watching import is_known

__all__ = ["BEYOND_MACHINE", "Flat", "Lifter", "Outside", "exact", "lift_outside", "load_outside"]

_STATIC = (
    str,
    bytes,
    type(None),
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    type,
    np.dtype,
    np.ufunc,
    enum.Enum,
    range,
    slice,
    frozenset,
    type(Ellipsis),
    type(NotImplemented),
    type(UNDEFINED),
)
_CONTAINERS = (list, dict, set, *library_containers.KINDS)
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type, np.ufunc)
_PLAIN = frozenset((str, bytes, type(None), types.FunctionType, type))
"""Types whose values are equal only where they are the same."""
MAX_ITEMS = 1000
"""A longer container is not taken apart: each item would be an input of its own."""
BEYOND_MACHINE = "an int beyond 64 bits"
_IN_A_TABLE = -1
"""Stands for the number of a list among the objects of a call, which it has not."""
_DTYPES = frozenset(np.dtype(code) for code in "?bBhHiIlLqQfdFD")


def is_static(value: Any) -> bool:
    """Whether a value is taken as it is, not apart."""
    return isinstance(value, _STATIC) and type(value) is not range


class Flat:
    """Values taken apart: a hashable key, the data, and the objects that may be changed."""

    def __init__(self) -> None:
        self.leaves: list[Any] = []
        self.objects: list[Any] = []
        self.static_numbers = False
        self._seen: dict[int, int] = {}

    def key(self, value: Any) -> Any:
        """Return the signature of `value`; its data is appended to the leaves.

        Raises
        ------
        Untraceable
            If a graph cannot take such a value.
        """
        kind = type(value)
        if kind is np.ndarray:
            return self._array(value)
        if kind in (int, float, bool, complex):
            if self.static_numbers:
                return ("c", kind, repr(value))
            if kind is int and not -(2**63) <= value < 2**63:
                raise Untraceable("AG205", BEYOND_MACHINE, None)
            self.leaves.append(value)
            return kind
        if has_own_lookup(kind):
            raise Untraceable(
                "AG205", f"a {kind.__module__}.{kind.__qualname__}, which has its own `__getattribute__`"
            )
        if isinstance(value, np.generic):
            if value.dtype not in _DTYPES:
                raise Untraceable("AG205", f"a NumPy {value.dtype}")
            self.leaves.append(value)
            return value.dtype.type  # unlike a dtype it does not equal Python's class
        return self._container(value, kind)

    def _array(self, value: np.ndarray[Any, Any]) -> Any:
        seen = self._seen.get(id(value))
        if seen is not None:
            return ("ref", seen)
        flags = value.flags
        if value.dtype not in _DTYPES or not flags.aligned or not value.dtype.isnative:
            raise Untraceable("AG205", f"an array of {value.dtype}")
        self._seen[id(value)] = len(self.leaves)
        self.leaves.append(value)
        layout = "C" if flags.c_contiguous else "F" if flags.f_contiguous else "A"
        return ("a", value.dtype, layout, flags.writeable, tuple(size == 1 for size in value.shape))

    def _container(self, value: Any, kind: type) -> Any:  # noqa: C901  (a row a kind)
        if kind is range and not self.static_numbers:
            return ("range", value.step, self.key(value.start), self.key(value.stop))
        if isinstance(value, tuple):
            _bounded(value)
            return ("t", kind, tuple([self.key(item) for item in value]))
        if isinstance(value, _STATIC):
            return ("c", kind, exact(value))
        seen = self._seen.get(id(value))
        if seen == _IN_A_TABLE:
            raise Untraceable("AG205", "a list that is in another, too")
        if seen is not None:
            return ("ref", "object", seen)
        if kind in (list, dict, set):
            self._seen[id(value)] = len(self.objects)
            self.objects.append(value)
            if kind is list:
                table = self._table(value)
                if table is not None:
                    self.leaves += table.arrays
                    return table.key
                _bounded(value)
                return ("l", tuple([self.key(item) for item in value]))
            return ("d", self.items(value)) if kind is dict else ("set", exact(tuple(_bounded(value))))
        if kind in library_containers.KINDS:
            self._seen[id(value)] = len(self.objects)
            self.objects.append(value)
            return library_containers.key_of(self, value)
        if is_generator(value) or is_plain_object(value):
            self._seen[id(value)] = len(self.objects)
            self.objects.append(value)
            if is_generator(value):
                return ("g", kind)
            held = contents(value)
            items = tuple(self.key(item) for item in held.values())
            return ("o", kind, tuple(held), items, class_data(kind, held))
        if callable(value) and getattr(value, "__hash__", None) is not None:
            return ("c", kind, value)
        raise Untraceable("AG205", f"a {kind.__module__}.{kind.__qualname__}")

    def items(self, value: dict[Any, Any]) -> Any:
        """Return the signature of what a dict holds; its data is appended to the leaves."""
        _bounded(value)
        return exact(tuple(value)), tuple(self.key(item) for item in value.values())

    def _table(self, value: list[Any]) -> Table | None:
        """Return a list as a table.

        Raises
        ------
        Untraceable
            If one of the lists in it is seen elsewhere, too.
        """
        table = table_in(value)
        if table is not None and table.kind == "lists":
            if any(id(item) in self._seen for item in value):
                raise Untraceable("AG205", "a list that is in two others")
            self._seen |= dict.fromkeys(map(id, value), _IN_A_TABLE)
        return table


def exact(value: Any) -> Any:
    """Return what tells a static value from others that equal it: 1 and True, and sets in another order."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in (tuple, frozenset):
        return kind, tuple([exact(item) for item in value])
    if kind is slice:
        return repr(value)
    if kind is range:
        return value.start, value.stop, value.step
    if isinstance(value, np.generic) or is_python_scalar(value):
        return kind, repr(value)
    return value


def _bounded(value: Any) -> Any:
    """Return a container; refuse one of very many items: each would be an input of its own."""
    if len(value) > MAX_ITEMS:
        raise Untraceable("AG205", f"a {type(value).__qualname__} of more than {MAX_ITEMS} items")
    return value


class Lifter:
    """Rebuilds values with handles for their data, one graph input for each leaf."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.leaves: list[Any] = []
        self.handles: dict[int, Tensor] = {}
        self.array_keys: set[int] = set()
        self.reshaped: dict[int, tuple[int, Tensor]] = {}
        self.inputs: list[int] = []
        self.shadows: dict[int, int | tuple[int, int]] = {}
        self.rows: list[tuple[tuple[int, int], TracedList, Any]] = []
        self.originals: list[tuple[Any, Any, Any]] = []
        self._seen: dict[int, Any] = {}
        self.static_numbers = False

    def lift(self, value: Any) -> Any:
        """Return `value` as the traced function sees it."""
        kind = type(value)
        if kind is np.ndarray:
            if id(value) not in self._seen:
                self._seen[id(value)] = self._leaf(value)
            return self._seen[id(value)]
        if is_python_scalar(value) or isinstance(value, np.generic):
            if self.static_numbers and is_python_scalar(value):
                return value
            return self._leaf(value)
        if kind is range and not self.static_numbers:
            start, stop = self._leaf(value.start), self._leaf(value.stop)
            plain = not (isinstance(start, Tensor) or isinstance(stop, Tensor))
            return range(start, stop, value.step) if plain else SymbolicRange(start, stop, value.step)
        if isinstance(value, tuple):
            made = [self.lift(item) for item in value]
            return kind(*made) if hasattr(kind, "_fields") else tuple(made)
        if kind is frozenset:
            return TracedFrozen.of(value)
        known = kind in _CONTAINERS or is_generator(value) or is_plain_object(value)
        if isinstance(value, _STATIC) or not known:
            return self._as_it_is(value)
        if id(value) in self._seen:
            return self._seen[id(value)]
        return self._container(value, kind)

    def _as_it_is(self, value: Any) -> Any:
        if isinstance(value, type):
            self.trace.bindings.instance(value)
        return value

    def _container(self, value: Any, kind: Any) -> Any:
        shadow: Any
        number = len(self.originals)
        self.originals.append((value, None, None))
        if kind is list:
            shadow = self._seen[id(value)] = TracedList()
            table = table_in(value)
            if table is None:
                list.extend(shadow, (self.lift(item) for item in value))
            else:
                fill(self, shadow, table, number)
        elif kind is dict or kind in library_containers.KINDS:
            shadow = self._seen[id(value)] = library_containers.empty(value)
            library_containers.fill_in(self, shadow, value, number)
        elif is_generator(value):
            shadow = self._seen[id(value)] = lifted_generator(value, number, self.trace)
        elif kind is set:
            shadow = self._seen[id(value)] = TracedSet(value)
            shadow.callers = frozenset(value)
        else:
            held = contents(value)
            self.trace.bindings.instance(kind, held)
            shadow = self._seen[id(value)] = register(as_traced(bare(kind)))
            for name, item in held.items():
                object.__setattr__(shadow, name, self.lift(item))
        shadow = self._seen[id(value)] = shadow if self.static_numbers else lent(shadow, number)
        self.originals[number] = (value, shadow, contents(shadow))
        self.shadows[id(shadow)] = number
        if ("places", number) in self.trace.decisions.static:
            with within(self.trace.root):
                if not shadow.in_arrays:
                    arrange(shadow)
                refer(shadow, "another order")
        return shadow

    def row(self, number: tuple[int, int], shadow: TracedList) -> None:
        """Note what stands for a list that is an item of one of the objects of the call."""
        self.rows.append((number, shadow, contents(shadow)))
        self.shadows[id(shadow)] = number

    def _leaf(self, value: Any) -> Any:
        number = len(self.leaves)
        self.leaves.append(value)
        if ("leaf", number) in self.trace.decisions.static:
            if isinstance(value, np.ndarray):
                raise Untraceable("AG101", "the elements of an array")
            return value
        type_ = type_of(value)
        sources: Any = frozenset((("leaf", number),))
        if type_.kind == "array":
            type_, sources = self._sizes(value, type_, number), None
        root = self.trace.root
        made = root.builder.input(type_, f"a{number}")
        handle = Tensor(type_, sources)
        handle.read_only = isinstance(value, np.ndarray) and not value.flags.writeable
        root.adopt(handle, made)
        self.handles[number] = handle
        if type_.kind == "array":
            self.array_keys.add(handle.key)
        self.inputs.append(number)
        return handle

    def reshape(self, handle: Tensor, before: Tensor) -> None:
        """Let `before` stand for one of the caller's arrays as it was, as it gets another shape."""
        number = next(number for number, known in self.handles.items() if known.key == handle.key)
        before.key, handle.key = handle.key, next_key()
        self.handles[number] = before
        self.reshaped[handle.key] = number, handle

    def _sizes(self, value: Any, type_: ArrayType, number: int) -> ArrayType:
        shape: list[int | Symbol] = []
        for axis, size in enumerate(value.shape):
            if size == 1 or ("size", number, axis) in self.trace.decisions.static:
                shape.append(size)
                continue
            made = symbol(may_be_one=False)
            self.trace.size_sources[made] = frozenset((("size", number, axis),))
            shape.append(made)
        return type_.with_(shape=tuple(shape))


class Outside:
    """One global or outer variable that a graph reads at each call.

    Attributes
    ----------
    static : bool
        Whether Python's numbers in it are constants of the graph.
    """

    def __init__(self, name: str, get: Callable[[], Any], original: Any, *, static: bool = True) -> None:
        self.name = name
        self.get = get
        self.original = original
        self.static = static


def load_outside(value: Any, name: str) -> Any:
    """Return what stands for an outside variable while tracing; the graph will read it at each call."""
    trace = current()
    assert trace is not None
    if isinstance(value, (Tensor, *_FUNCTIONS)) or is_known(value):  # a method of a class that it defines
        return value
    assigned = _assigned(name, trace)
    if assigned is not None:
        now = assigned.get()
        return value if now is UNDEFINED else now  # then it is inherited
    found = trace.loaded.get((name, id(value)))
    if found is not None:
        return found[0]
    get = _getter(value, name, trace)
    if get is None or (get.attributes and ("function", get.owner()) in trace.decisions.static):
        return value  # the latter has the attributes of the trace
    shadow = lift_outside(Outside(name, get, value), trace)
    trace.loaded[(name, id(value))] = (shadow, value)
    return shadow


def lift_outside(found: Outside, trace: Trace) -> Any:
    """Lift what was there when the call began; the statements under way watch what is in it."""
    Flat().key(found.original)
    trace.outside.append(found)
    lifter: Lifter = trace.lifter
    known, region = set(trace.mutable), trace.region
    lifter.static_numbers, trace.region = found.static, trace.root
    try:
        shadow = lifter.lift(found.original)
    finally:
        lifter.static_numbers, trace.region = False, region
    for key in trace.mutable.keys() - known:
        for taken in trace.snapshots:
            taken.take(trace.mutable[key], None)
    return shadow


def _assigned(name: str, trace: Trace) -> Any:
    """Return what stands for a variable, or an attribute of a module, that the function assigns."""
    from autograph.tracing.outer import assigned_global, assigned_nonlocal  # noqa: PLC0415  (these lift)

    known = trace.assigned.keys() | {key[1:] for key in trace.decisions.static if key[0] == "outer"}
    last = name.rsplit(".", 1)[-1]
    if all(other != last for _, other in known):
        return None
    holder = _holder(name, trace)
    if holder is None or (id(holder), last) not in known:
        return None
    if isinstance(holder, type):
        return trace.assigned[id(holder), last]
    if isinstance(holder, dict):
        return assigned_global(trace, holder, last)
    return assigned_nonlocal(trace, holder, last)


def _holder(name: str, trace: Trace) -> Any:
    """Return the namespace or the cell that holds a variable, or an attribute of a module."""
    root, *attributes = name.split(".")
    frame = _converted_frame()
    holder: Any = None
    if frame is not None and root in frame.f_globals and root not in frame.f_code.co_freevars:
        holder = frame.f_globals
    for function in reversed(trace.calls) if holder is None else ():
        names = function.__code__.co_freevars
        if root in names:
            holder = function.__closure__[names.index(root)]
            break
    if not attributes or holder is None:
        return holder
    first = holder[root] if isinstance(holder, dict) else holder.cell_contents
    owner = functools.reduce(getattr, attributes[:-1], first)
    if isinstance(owner, type):
        return next((kind for kind in owner.__mro__ if attributes[-1] in vars(kind)), None)
    return vars(owner) if isinstance(owner, types.ModuleType) else None


def _converted_frame() -> Any:
    """Return the innermost frame of converted code."""
    frame: Any = sys._getframe(2)
    while frame is not None and not is_converted(frame.f_code):
        frame = frame.f_back
    return frame


def _getter(value: Any, name: str, trace: Trace) -> Reading | None:
    """Return what reads a variable, or an attribute of one (``module.NAME``), that holds `value` now."""
    root, *attributes = name.split(".")
    frame = _converted_frame()
    if frame is not None and root in frame.f_globals and root not in frame.f_code.co_freevars:
        reading = Reading(frame.f_globals, root, attributes)
        if reading() is value:
            return reading
    for function in reversed(trace.calls):
        names = function.__code__.co_freevars
        if root in names:
            reading = Reading(function.__closure__[names.index(root)], root, attributes)
            if reading() is value:
                return reading
    return None
