"""What a function that a graph calls is given and gives: structures, and their data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, is_python_scalar
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable

__all__ = ["Hole", "Part", "Result", "built", "each", "taken", "template_of"]


@record(frozen=True)
class Part:
    """Stands in a structure for result number `number`."""

    number: int


@record(frozen=True)
class Result:
    """One result: its type, the operand that it is or whose memory it shares, and its known sizes.

    Its sizes are likely those of all trials, where these are small.
    """

    type: ArrayType
    same: int | None = None
    base: int | None = None
    locked: bool = False
    order: str = "C"
    sizes: tuple[tuple[int, int] | None, ...] = ()
    likely: tuple[int | None, ...] = ()


class Hole:
    """Stands in the arguments of a call for the value of a handle."""

    def __init__(self, number: int) -> None:
        self.number = number


def template_of(value: Any, handles: list[Tensor]) -> Any:
    """Return arguments with holes for the handles in them, which are appended to `handles`."""
    if isinstance(value, Tensor):
        handles.append(value)
        return Hole(len(handles) - 1)
    if isinstance(value, np.ndarray):
        return value.copy()
    return each(value, lambda item: template_of(item, handles))


def each(container: Any, change: Callable[[Any], Any]) -> Any:
    """Return a list, tuple, dict or slice of what `change` makes of its items; anything else as it is."""
    if isinstance(container, list):
        return [change(item) for item in container]
    if isinstance(container, tuple):
        made = [change(item) for item in container]
        return type(container)(*made) if hasattr(container, "_fields") else tuple(made)
    if isinstance(container, dict):
        return {key: change(item) for key, item in container.items()}
    if isinstance(container, slice):
        return slice(*(change(item) for item in (container.start, container.stop, container.step)))
    return container


def taken(result: Any, leaves: list[Any]) -> Any:
    """Return the structure of a result; its data is appended to `leaves`."""
    if isinstance(result, np.ndarray):
        for number, item in enumerate(leaves):
            if item is result:
                return Part(number)
    if is_python_scalar(result) or isinstance(result, np.generic | np.ndarray):
        leaves.append(result)
        return Part(len(leaves) - 1)
    if isinstance(result, tuple) and hasattr(result, "_fields"):
        return _Named(type(result), tuple(taken(item, leaves) for item in result))
    if type(result) in (tuple, list):
        return type(result)(taken(item, leaves) for item in result)
    if result is None or isinstance(result, np.dtype | type | slice):
        return result
    raise Untraceable("AG204", f"a function returns a {type(result).__name__}")


@record(frozen=True)
class _Named:
    """The structure of a named tuple."""

    kind: Any
    items: tuple[Any, ...]


def built(structure: Any, made: list[Any]) -> Any:
    """Return what has a structure, with `made` for its data."""
    if isinstance(structure, Part):
        return made[structure.number]
    if isinstance(structure, _Named):
        return structure.kind(*(built(item, made) for item in structure.items))
    if type(structure) is list:
        from autograph.tracing.containers import TracedList  # noqa: PLC0415  (containers hold handles)

        return TracedList(built(item, made) for item in structure)
    if type(structure) is tuple:
        return tuple(built(item, made) for item in structure)
    return structure
