"""Generators as objects that hold their variables, for programs that advance them in loops and branches."""

from __future__ import annotations

import functools
import inspect
import types
from typing import Any

import gast

from autograph.advancing import Resumed
from autograph.converters.conversion import Converted
from autograph.operators.generators import stepping
from autograph.operators.iteration import Rounds
from autograph.operators.resuming import present
from autograph.streams import STOP
from autograph.tracing.containers import register
from autograph.tracing.spec import UNDEFINED

__all__ = ["begun", "item_of", "present", "resumed"]


def resumed(
    function: types.FunctionType, made: Converted, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Resumed:
    """Return what stands for a generator that was called with these arguments."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    kind, names = _class_of(made)
    state: Resumed = register(kind.__new__(kind))
    held = {"place": 0, "sent": None, **dict.fromkeys(names, UNDEFINED)}
    held |= {f"own_{name}": value for name, value in bound.arguments.items()}
    for name, value in held.items():
        object.__setattr__(state, name, value)
    return state


@functools.lru_cache(maxsize=256)
def _class_of(made: Converted) -> tuple[type[Resumed], frozenset[str]]:
    """Return the class of a generator's objects, and the names of their attributes."""
    attributes = [node.attr for node in gast.walk(made.tree) if isinstance(node, gast.Attribute)]
    names = frozenset(name for name in attributes if name.startswith(("own_", "items_")))
    return type("Resumed", (Resumed,), {"__next__": made.function, "__module__": Resumed.__module__}), names


def begun(iterable: Any) -> Any:
    """Return an iterator of what a loop of a generator goes over."""
    from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (builtins are made of iterators)

    if isinstance(iterable, Rounds):
        raise stepping(iterable.origin, "an iterator over data in a generator")
    return BUILTINS[iter](iterable)


def item_of(iterator: Any) -> Any:
    """Return the next item, or `STOP`."""
    from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (builtins are made of iterators)

    return BUILTINS[next](iterator, STOP)
