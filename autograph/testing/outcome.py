"""A call in, all it did out: what it returned or raised, printed, warned of and changed."""

from __future__ import annotations

import contextlib
import dis
import inspect
import io
import re
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograph.testing.copying import duplicate

__all__ = ["Outcome", "Situation", "observe"]

_UNBOUND = re.compile(r"cannot access local variable '(\w+)'")
_STATIC = (types.ModuleType, type, types.BuiltinFunctionType, np.ufunc)


@dataclass
class Outcome:
    """What one call did.

    Attributes
    ----------
    result : object
        What was returned; None when an exception left the call.
    exception : BaseException or None
    places : tuple of (line, function)
        The lines of the user's file in the exception's traceback, the outermost first, but those of
        comprehensions, which not every Python has frames for, and of a recursion once.
    strangers : tuple of str
        The frames of autograph itself that the traceback shows.
    printed, complaints : str
        What went to the standard output and to the standard error.
    warned : tuple of (category, message)
    arguments : object
        The arguments after the call.
    state : dict
        Global and closure variables of the function after the call.
    """

    result: Any = None
    exception: BaseException | None = None
    places: tuple[tuple[int, str], ...] = ()
    strangers: tuple[str, ...] = ()
    printed: str = ""
    complaints: str = ""
    warned: tuple[tuple[str, str], ...] = ()
    arguments: Any = None
    state: dict[str, Any] = field(default_factory=dict)


class Situation:
    """The arguments of a call and the variables outside the function that it may read or write.

    Every run begins from the same situation: `enter` lays a fresh copy of all of it out, and
    the variables get back what they held when it is left.

    Parameters
    ----------
    function : callable
    arguments, keywords : tuple, dict
    """

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> None:
        self.function = function
        self.scopes: dict[int, dict[str, Any]] = {}
        self.cells: dict[int, types.CellType] = {}
        self.defaults: list[Any] = []
        self._names: dict[tuple[int, str], None] = {}
        self._visited: set[int] = set()
        self._visit(function)
        for value in (*arguments, *keywords.values()):
            self._visit(value)
        variables = {
            (number, name): self.scopes[number][name]
            for number, name in self._names
            if name in self.scopes[number]
        }
        filled = {number: cell.cell_contents for number, cell in self.cells.items() if _is_filled(cell)}
        self.original = (function, arguments, keywords, variables, filled, self.defaults)
        self.saved = duplicate(self.original)

    def _visit(self, value: object) -> None:
        """Collect the variables of a function, and of the functions it can reach, once."""
        value = getattr(value, "__func__", None) or getattr(value, "func", None) or value
        if not isinstance(value, types.FunctionType):
            value = inspect.getattr_static(type(value), "__call__", None)
        if not isinstance(value, types.FunctionType) or id(value) in self._visited or _is_library(value):
            return
        self._visited.add(id(value))
        number = id(value.__globals__)
        self.scopes[number] = value.__globals__
        self.defaults.extend(
            default for default in value.__defaults__ or () if isinstance(default, list | dict | np.ndarray)
        )
        for code in _codes(value.__code__):
            for name in code.co_names:
                held = value.__globals__.get(name)
                if isinstance(held, types.FunctionType):
                    self._visit(held)
                elif not _is_static(held) and not name.startswith("__"):
                    self._names[number, name] = None
        for cell in value.__closure__ or ():
            held = cell.cell_contents if _is_filled(cell) else None
            if isinstance(held, types.FunctionType):
                self._visit(held)
            elif not _is_static(held):
                self.cells[id(cell)] = cell

    @contextlib.contextmanager
    def enter(self) -> Iterator[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], dict[str, Any]]]:
        """Lay out a copy; yield function, arguments, keywords and a dict that is filled on leaving."""
        function, arguments, keywords, variables, filled, defaults = duplicate(self.saved)
        _refill(self.defaults, defaults)
        self._install(variables, filled)
        state: dict[str, Any] = {}
        try:
            yield function, arguments, keywords, state
        finally:
            for number, name in self._names:
                if name in self.scopes[number]:
                    state[name] = self.scopes[number][name]
            for position, cell in enumerate(self.cells.values()):
                if _is_filled(cell):
                    state[f"cell {position}"] = cell.cell_contents
            for position, default in enumerate(self.defaults):
                state[f"default {position}"] = duplicate(default)
            self._install(self.original[3], self.original[4])
            _refill(self.defaults, self.saved[5])

    def _install(self, variables: dict[tuple[int, str], Any], filled: dict[int, Any]) -> None:
        for number, name in self._names:
            if (number, name) in variables:
                self.scopes[number][name] = variables[number, name]
            else:
                self.scopes[number].pop(name, None)
        for number, cell in self.cells.items():
            if number in filled:
                cell.cell_contents = filled[number]
            elif _is_filled(cell):
                del cell.cell_contents


def observe(
    situation: Situation, prepare: Callable[[Callable[..., Any]], Callable[..., Any]], file: str | None = None
) -> Outcome:
    """Call `prepare(function)` on a fresh copy of the situation and record what it does.

    Parameters
    ----------
    situation : Situation
    prepare : callable
        Decorates the function; the identity for the plain call.
    file : str, optional
        The user's file, for the place of an exception; by default that of the function's code.

    Returns
    -------
    Outcome
    """
    outcome = Outcome()
    printed, complaints = io.StringIO(), io.StringIO()
    with (
        situation.enter() as (function, arguments, keywords, state),
        warnings.catch_warnings(record=True) as log,
    ):
        warnings.simplefilter("always")
        outcome.arguments = (arguments, keywords)
        ready = prepare(function)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complaints):
            try:
                outcome.result = ready(*arguments, **keywords)
            except Exception as error:  # what the program raises is a part of what it does
                outcome.exception = error
    outcome.state = state
    outcome.printed, outcome.complaints = printed.getvalue(), complaints.getvalue()
    outcome.warned = tuple((w.category.__name__, str(w.message)) for w in log)
    if outcome.exception is not None:
        file = file or _file_of(situation.function)
        outcome.places, outcome.strangers = _places(outcome.exception, file)
        _clear_frames(outcome.exception)
    return outcome


def _places(error: BaseException, file: str | None) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...]]:
    """Return the places in the user's file and the frames of ours in a traceback."""
    places: list[tuple[int, str]] = []
    strangers = []
    home = __file__.rsplit("testing", 1)[0]
    kernels = ("/converters/", "/runtime/")
    roots = (home, *(home.removesuffix("autograph/").rstrip("/") + name for name in kernels))
    trace = error.__traceback__
    for frame in traceback.extract_tb(trace):
        assert trace is not None
        if frame.filename == file:
            place = (_line(trace, error) or frame.lineno or 0, frame.name)
            if frame.name not in _COMPREHENSIONS and places[-1:] != [place]:
                places.append(place)
        elif frame.filename.startswith(roots) and "/testing/" not in frame.filename:
            strangers.append(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} in {frame.name}")
        trace = trace.tb_next
    if strangers and strangers[0].endswith(" in __call__"):
        del strangers[0]  # the call itself: Python adds that frame whatever one does
    return tuple(places), tuple(strangers)


_COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


def _line(trace: types.TracebackType, error: BaseException) -> int | None:
    """Return the line that reads an unassigned variable, where Python names the instruction before it.

    CPython 3.11 joins two neighbouring instructions on variables once a function is warm.
    """
    words = _UNBOUND.match(str(error)) if isinstance(error, UnboundLocalError) else None
    if words is None:
        return None
    instructions = list(dis.get_instructions(trace.tb_frame.f_code))
    following = [one for one in instructions if one.offset >= trace.tb_lasti][:2]
    if not following or following[0].offset != trace.tb_lasti:  # a call is under way: what it called says so
        return None
    named = [one for one in following if one.argval == words[1] and "STORE" not in one.opname]
    place = named[0].positions if named else None
    return place.lineno if place is not None else None


def _clear_frames(error: BaseException) -> None:
    """Keep the exception, let go of the frames it holds (and of their arrays)."""
    if error.__traceback__ is not None:
        traceback.clear_frames(error.__traceback__)


def _refill(targets: list[Any], values: list[Any]) -> None:
    """Give mutable default values back what they held."""
    for target, value in zip(targets, values, strict=True):
        if isinstance(target, dict):
            target.clear()
            target.update(value)
        elif isinstance(target, list):
            target[:] = value
        elif target.flags.writeable:
            target[...] = value


def _file_of(function: object) -> str | None:
    """Return the file of a function, method, partial or callable object."""
    while hasattr(function, "func"):
        function = function.func
    function = getattr(function, "__func__", function)
    if not isinstance(function, types.FunctionType):
        function = inspect.getattr_static(type(function), "__call__", None)
    code = getattr(function, "__code__", None)
    return code.co_filename if code is not None else None


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_filled(cell: types.CellType) -> bool:
    try:
        _ = cell.cell_contents
    except ValueError:
        return False
    return True


def _is_static(value: object) -> bool:
    """Tell whether a variable holds what no call changes: modules, classes, decorated functions."""
    return isinstance(value, _STATIC) or type(value).__module__.startswith("autograph.")


def _is_library(function: types.FunctionType) -> bool:
    """Tell whether a function belongs to an installed package: what that holds is not the user's state."""
    file = function.__code__.co_filename
    return "site-packages" in file or file.startswith((sys.base_prefix + "/lib/", "<frozen"))
