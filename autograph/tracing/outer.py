"""The globals and outer functions' variables that a trace assigns: watched like its own."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.tracing.containers import contents, same_contents
from autograph.tracing.lifting import Flat, Outside
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.trace import Restart, Trace, Untraceable
from autograph.tracing.watching import register

__all__ = ["Assigned", "assigned_global", "assigned_nonlocal", "assigned_attribute", "changed_variables"]

_CODE = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)


@record
class Assigned:
    """A variable outside that the function assigns.

    Attributes
    ----------
    cell : cell
        What it holds in the trace.
    before : tuple
        What that held at first.
    assign : callable
        Gives the variable itself another value.
    """

    cell: types.CellType
    before: Any
    assign: Callable[[Any], None]

    def get(self) -> Any:
        """Return what it holds now; `UNDEFINED` if nothing."""
        held = contents(self.cell)
        return held[0] if held else UNDEFINED

    def set(self, value: Any) -> None:
        """Let it hold `value` from now on."""
        if isinstance(value, _CODE):
            raise Untraceable("AG202", "a function or class is assigned to a variable outside")
        self.cell.cell_contents = value


def assigned_global(trace: Trace, space: dict[str, Any], name: str) -> Assigned:
    """Return what stands for a global that the function assigns."""
    return _assigned(
        trace, (id(space), name), name, functools.partial(space.get, name, UNDEFINED),
        functools.partial(space.__setitem__, name),
    )  # fmt: skip


def assigned_nonlocal(trace: Trace, cell: types.CellType, name: str) -> Assigned:
    """Return what stands for an outer function's variable that the function assigns."""

    def get() -> Any:
        held = contents(cell)
        return held[0] if held else UNDEFINED

    return _assigned(trace, (id(cell), name), name, get, functools.partial(setattr, cell, "cell_contents"))


def assigned_attribute(trace: Trace, kind: type, name: str, *, outside: bool) -> Assigned:
    """Return what stands for an attribute of a class that the function assigns.

    Parameters
    ----------
    trace : Trace
    kind : type
    name : str
    outside : bool
        Whether the class was there before the call.
    """
    get, assign = functools.partial(_held_by, kind, name), functools.partial(setattr, kind, name)
    if outside:
        return _assigned(trace, (id(kind), name), name, get, assign)
    return _watched(trace, (id(kind), name), Assigned(types.CellType(), (), assign), get())


def _held_by(kind: type, name: str) -> Any:
    return vars(kind).get(name, UNDEFINED)


def _assigned(
    trace: Trace, key: tuple[int, str], name: str, get: Callable[[], Any], assign: Callable[[Any], None]
) -> Assigned:
    found: Assigned | None = trace.assigned.get(key)
    if found is not None:
        return found
    value = get()
    if isinstance(value, _CODE):
        raise Untraceable("AG202", f"`{name}`, a function or class outside, is assigned")
    known = ("outer", *key)
    if known not in trace.decisions.static and any(
        loaded.rsplit(".", 1)[-1] == name for loaded, _ in trace.loaded
    ):  # as a constant; the next attempt knows better
        raise Restart(frozenset((known,)))
    made = Assigned(types.CellType(), (), assign)
    Flat().key(value)
    trace.outside.append(Outside(name, get, value, static=False))
    return _watched(trace, key, made, value if value is UNDEFINED else trace.lifter.lift(value))


def _watched(trace: Trace, key: tuple[int, str], made: Assigned, value: Any) -> Assigned:
    if value is not UNDEFINED:
        made.cell.cell_contents = value
    made.before = contents(made.cell)
    trace.assigned[key] = made
    register(made.cell)
    for taken in trace.snapshots:  # nothing has assigned it since those began
        taken.take(made.cell, None)
    return made


def changed_variables(trace: Trace) -> list[tuple[Any, Callable[[Any], None]]]:
    """Return what the variables outside hold at the end that hold something else, and what assigns them."""
    return [
        (contents(one.cell)[0], one.assign)
        for one in trace.assigned.values()
        if not same_contents(one.before, contents(one.cell))
    ]
