"""The attributes of a handle that tell how its elements lie: `strides`, `flags` and `base`."""

from __future__ import annotations

from typing import Any

from autograph.tracing.flags import both, either
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.orders import order_of
from autograph.tracing.storage import is_local
from autograph.tracing.tensor import Tensor, need_value, size_of
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["Flags", "base_of", "strides_of"]


def strides_of(a: Tensor, *, exact: bool = True) -> tuple[Any, ...]:
    """Return ``a.strides``: ints, or Python ints of the program.

    Where there is one element or none, the steps to the next may be any; unless `exact`, so are these.
    """
    view = a.through
    if view is None:
        return _owners_strides(a, exact)
    if view.op == "reshape" and is_contiguous(view.base) is True:
        return _in_order(a, "C")
    base = strides_of(view.base, exact=exact)
    if view.op == "transpose":
        return tuple(base[axis] for axis in view.params["axes"])
    if view.op == "squeeze":
        return tuple(step for axis, step in enumerate(base) if axis not in view.params["axes"])
    if view.op in ("real", "imag"):
        return base
    if view.op == "get_item":
        return _picked(base, view.params["index"])
    raise _unknown()


def _unknown() -> Untraceable:
    return Untraceable("AG101", "how an array lies in memory")


def _is_given(a: Tensor) -> bool:
    trace = current()
    assert trace is not None
    return trace.lifter is not None and a.key in trace.lifter.array_keys


def _owners_strides(a: Tensor, exact: bool) -> tuple[Any, ...]:
    order = order_of(a) if a.type.ndim > 1 else "C"
    given = _is_given(a)
    if a.origins or not order or (given and a.type.layout not in ("C", "F")):
        raise _unknown()
    if exact:
        if 0 in a.type.shape or (given and 1 in a.type.shape):
            raise _unknown()
        for axis in range(a.type.ndim):
            emit("assume", size_of(a, axis) != 0, reason="the strides of an empty array")
    return _in_order(a, order)


def _in_order(a: Tensor, order: str) -> tuple[Any, ...]:
    """Return the strides of elements that lie in an order without gaps."""
    found: list[Any] = []
    step: Any = a.type.dtype.itemsize
    axes = range(a.type.ndim)
    for axis in axes if order == "F" else reversed(axes):
        found.append(step)
        step = step * size_of(a, axis)
    return tuple(found if order == "F" else reversed(found))


def _picked(base: tuple[Any, ...], pattern: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    found: list[Any] = []
    rest = iter(base)
    for entry in pattern:
        step = 0 if entry[0] == "new" else next(rest)
        if entry[0] == "slice":
            if entry[3] == "data":
                raise _unknown()
            step = step * (1 if entry[3] is None else entry[3])
        if entry[0] != "int":
            found.append(step)
    return tuple(found)


def _lies_in_order(a: Tensor, axes: Any) -> Any:
    """Return whether the elements lie without gaps, the last of some axes first: a bool of the program."""
    if a.through is None and _is_given(a) and a.type.layout == "A":
        return False
    steps = strides_of(a, exact=False)
    expected: Any = a.type.dtype.itemsize
    empty: Any = False
    result: Any = True
    for axis in axes:
        size = size_of(a, axis)
        result = both(result, either(size == 1, steps[axis] == expected))
        empty = either(empty, size == 0)
        expected = expected * size
    return either(empty, result)


def _owns(a: Tensor) -> bool:
    """Whether the memory is the array's own."""
    if a.through is not None:
        return False
    if a.origins or a.aliases or _is_given(a):
        raise Untraceable("AG101", "whose memory an array lies in")
    return True


def base_of(a: Tensor) -> Any:
    """Return ``a.base``: None, or the array that owns the memory."""
    if _owns(a):
        return None
    root = a
    while root.through is not None:
        root = root.through.base
    _owns(root)
    return root


class Flags:
    """What stands for ``x.flags``."""

    __slots__ = ("handle",)

    def __init__(self, handle: Tensor) -> None:
        object.__setattr__(self, "handle", handle)

    def __getattr__(self, name: str) -> Any:
        a: Tensor = self.handle
        if name == "writeable":
            return not a.read_only
        if name == "owndata":
            return _owns(a)
        axes = range(a.type.ndim)
        if name in ("c_contiguous", "contiguous"):
            return _lies_in_order(a, reversed(axes))
        if name == "f_contiguous":
            return _lies_in_order(a, axes)
        if name in ("forc", "fnc", "aligned", "behaved", "carray", "farray", "num", "writebackifcopy"):
            raise Untraceable("AG101", f"the flag {name!r}")
        raise AttributeError(f"'numpy._core.multiarray.flagsobj' object has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        """Lock a new array."""
        a: Tensor = self.handle
        trace = current()
        assert trace is not None
        if isinstance(value, Tensor):
            raise need_value(value, "as a flag")
        if name == "writeable" and bool(value) is not a.read_only:
            return
        known = a.aliases or a.origins or a.identity or a.group or a.key in trace.bases
        new = a.through is None and (trace.region is trace.root or is_local(trace.region, a))
        if name != "writeable" or value or known or not new or not _owns(a):
            raise Untraceable("AG203", "the flags of an array that others may know")
        a.read_only = True

    def __getitem__(self, name: str) -> Any:
        return getattr(self, _NAMES.get(name, name.lower()))

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, _NAMES.get(name, name.lower()), value)


_NAMES = {"C": "c_contiguous", "F": "f_contiguous", "W": "writeable", "O": "owndata", "A": "aligned"}
