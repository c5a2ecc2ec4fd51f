"""What converted code reads and assigns variables from outside by, where the function assigns them."""

from __future__ import annotations

import builtins
import sys
import types
from typing import Any

from autograph.tracebacks import strip
from autograph.tracing.containers import contents
from autograph.tracing.outer import Assigned, assigned_global, assigned_nonlocal
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.trace import Trace, Untraceable, current

__all__ = ["global_variables", "nonlocal_variables"]


class _Globals:
    """The globals of a function, a missing one with Python's own words."""

    def __init__(self, space: dict[str, Any]) -> None:
        self.space = space

    def __getitem__(self, name: str) -> Any:
        if name in self.space:
            return self.space[name]
        if hasattr(builtins, name):
            return getattr(builtins, name)
        raise NameError(f"name {name!r} is not defined", name=name)

    def __setitem__(self, name: str, value: Any) -> None:
        self.space[name] = value


class _Cell:
    """A variable of an outer function."""

    def __init__(self, cell: types.CellType) -> None:
        self.cell = cell

    def __getitem__(self, name: str) -> Any:
        held = contents(self.cell)
        if not held:
            words = "where it is not associated with a value in enclosing scope"
            raise NameError(f"cannot access free variable {name!r} {words}", name=name)
        return held[0]

    def __setitem__(self, name: str, value: Any) -> None:
        self.cell.cell_contents = value


class _Staged:
    """Such variables in a trace, which leaves the true ones as they are."""

    def __init__(self, trace: Trace, variables: _Globals | _Cell) -> None:
        self.trace = trace
        self.variables = variables

    def _assigned(self, name: str) -> Assigned:
        if isinstance(self.variables, _Globals):
            return assigned_global(self.trace, self.variables.space, name)
        return assigned_nonlocal(self.trace, self.variables.cell, name)

    def __getitem__(self, name: str) -> Any:
        value = self._assigned(name).get()
        if value is not UNDEFINED:
            return value
        if isinstance(self.variables, _Globals) and name not in self.variables.space:
            return self.variables[name]
        raise Untraceable("AG202", f"`{name}` may be unbound")

    def __setitem__(self, name: str, value: Any) -> None:
        self._assigned(name).set(value)


class _Told:
    """Variables whose exceptions end at the user's line."""

    def __init__(self, variables: Any) -> None:
        self.variables = variables

    def __getitem__(self, name: str) -> Any:
        try:
            return self.variables[name]
        except NameError as error:
            strip(error)
            raise

    def __setitem__(self, name: str, value: Any) -> None:
        self.variables[name] = value


def _variables(variables: _Globals | _Cell) -> Any:
    trace = current()
    return _Told(variables if trace is None else _Staged(trace, variables))


def global_variables() -> Any:
    """Return the globals of the function that calls this."""
    return _variables(_Globals(sys._getframe(1).f_globals))


def nonlocal_variables(reader: types.FunctionType) -> Any:
    """Return the one outer variable that `reader` returns, by its name."""
    return _variables(_Cell(_cell_of(reader)))


def _cell_of(reader: types.FunctionType) -> types.CellType:
    names = [name for name in reader.__code__.co_freevars if name != "ag__"]
    assert reader.__closure__ is not None
    return reader.__closure__[reader.__code__.co_freevars.index(names[0])]
