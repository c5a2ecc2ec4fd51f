"""Functions that change an argument: NumPy changes a copy, and the argument's handle gets its elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.tracing.host import from_here, host_call
from autograph.tracing.sampling import copied
from autograph.tracing.storage import arrays_in, assign, may_overlap
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
    call = from_here(function)
    same = _require_apart(function, args, kwargs, place, targets)

    def changed(*args_: Any, **kwargs_: Any) -> Any:
        space: dict[Any, Any] = {**dict(enumerate(args_)), **kwargs_}
        buffers = space[place] = _copied(space[place])
        for other in same:
            space[other] = buffers
        result = call(*(space[number] for number in range(len(args_))), **{n: space[n] for n in kwargs_})
        arrays = [
            item for item in (buffers if isinstance(buffers, tuple) else (buffers,)) if item is not None
        ]
        return _marked(result, arrays), arrays

    changed.__name__ = name
    result, contents = host_call(changed, args, kwargs, effect=effect)
    for target, content in zip(targets, contents, strict=True):
        sizes = zip(target.type.shape, content.type.shape, strict=True)
        as_known = all(not isinstance(before, int) or isinstance(after, int) for before, after in sizes)
        if target.type.layout == content.type.layout and as_known:
            assign(target, content)
        else:
            target[...] = content  # which lies in memory as it lay
    return _unmarked(result, targets)


def _require_apart(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    place: Any,
    targets: list[Any],
) -> list[int | str]:
    """Return which other arguments are the very array that is written.

    Raises
    ------
    Untraceable
        If one overlaps it otherwise: elements may be read after they were written. NumPy promises that
        for its ufuncs this makes no difference.
    """
    given: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
    others = {key: arrays_in(value) for key, value in given.items() if key != place}
    pairs = [(one, two) for number, one in enumerate(targets) for two in targets[:number]]
    same = []
    for key, arrays in others.items():
        if len(targets) == 1 and given[key] is given[place] is targets[0]:
            same.append(key)
        elif not _is_ufuncs(function):
            pairs += [(target, array) for target in targets for array in arrays]
    if any(may_overlap(one, two) for one, two in pairs):
        raise Untraceable("AG104", "it is written while it is read under another name")
    return same


def _is_ufuncs(function: Any) -> bool:
    return isinstance(getattr(function, "__self__", function), np.ufunc)


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
