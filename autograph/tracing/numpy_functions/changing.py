"""Functions that change an argument: NumPy changes a copy, and the argument's handle gets its elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.tracing.host import host_call
from autograph.tracing.sampling import copied
from autograph.tracing.storage import assign
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable

__all__ = ["changing_call"]


def changing_call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    place: int | str,
    *,
    effect: bool = False,
) -> Any:
    """Stage a call of a function that changes one argument, or each array of a tuple of them.

    Parameters
    ----------
    function : callable
    args, kwargs
    place : int or str
        Which argument: its position or its name.
    effect : bool
        Whether the function does more than that: the call must happen once, in its place.

    Returns
    -------
    object
        What the function returns; the argument itself where it returns that.
    """
    name = getattr(function, "__name__", "a function")
    given = args[place] if isinstance(place, int) else kwargs[place]
    targets = [item for item in (given if isinstance(given, tuple) else (given,)) if item is not None]
    for target in targets:
        if not isinstance(target, Tensor) or target.type.kind != "array":
            raise Untraceable("AG203", f"an object that is not traced, by {name}")
        if target.read_only:
            raise Untraceable("AG302", f"{name} writes into a read-only array")

    def changed(*args_: Any, **kwargs_: Any) -> Any:
        space: Any = list(args_) if isinstance(place, int) else kwargs_
        buffers = _copied(space[place])
        space[place] = buffers
        result = function(*(space if isinstance(place, int) else args_), **kwargs_)
        arrays = [
            item for item in (buffers if isinstance(buffers, tuple) else (buffers,)) if item is not None
        ]
        return _marked(result, arrays), arrays

    changed.__name__ = name
    result, contents = host_call(changed, args, kwargs, effect=effect)
    for target, content in zip(targets, contents, strict=True):
        assign(target, content)
    return _unmarked(result, targets)


def _copied(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_copied(item) for item in value)
    return copied(value) if isinstance(value, np.ndarray) else value


def _marked(result: Any, arrays: list[Any]) -> Any:
    """Return the result with the changed arrays themselves replaced by slices that number them."""
    if type(result) is tuple:
        return tuple(_marked(item, arrays) for item in result)
    for number, item in enumerate(arrays):
        if result is item:
            return slice(number)
    return result


def _unmarked(result: Any, targets: list[Any]) -> Any:
    if type(result) is tuple:
        return tuple(_unmarked(item, targets) for item in result)
    return targets[result.stop] if isinstance(result, slice) else result
