"""The class of an object in, what tells the changeable data among its attributes from other data out."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.trace import Untraceable

__all__ = ["class_data", "is_small"]

_CHANGEABLE = (list, dict, set, np.ndarray)
_FEW, _SMALL = 64, 8192
"""Items and bytes of a class's containers and arrays up to which they are compared at each call."""


def class_data(kind: type, held: Any) -> tuple[Any, ...]:
    """Return what tells the changeable data among a class's attributes from other data.

    Raises
    ------
    Untraceable
        If there is much of it.
    """
    found: list[Any] = []
    for owner in kind.__mro__[:-1]:
        for name, item in vars(owner).items():
            if not isinstance(item, _CHANGEABLE) or name.startswith("__") or name in held:
                continue
            if not is_small(item):
                raise Untraceable("AG205", f"the class attribute {name!r} of {kind.__qualname__}")
            found.append((name, _data(item)))
    return tuple(found)


def is_small(item: Any) -> bool:
    """Whether a container or an array is compared at each call."""
    if isinstance(item, np.ndarray):
        return item.nbytes <= _SMALL and not item.dtype.hasobject
    return len(item) <= _FEW


def _data(item: Any) -> Any:
    """Return what tells containers, arrays and numbers from others by their contents."""
    if isinstance(item, np.ndarray):
        return item.dtype.str, item.shape, item.tobytes()
    if isinstance(item, dict):
        return dict, tuple((_data(key), _data(value)) for key, value in item.items())
    if isinstance(item, list | tuple | set | frozenset):
        return type(item), tuple(_data(inner) for inner in item)
    if type(item).__module__ in ("builtins", "numpy"):
        return type(item), repr(item)
    return _Itself(item)  # its own `__repr__` may do anything


class _Itself:
    """Equal to what stands for the same object alone."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def __hash__(self) -> int:
        return id(self.item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.item is other.item
