"""Frames of converted code in, the user's lines that they stand at out; and what is raised at such a line."""

from __future__ import annotations

import inspect
import sys
from types import CodeType, FrameType
from typing import Any

from autograph.reasons import REASONS
from autograph.runtime.errors import Location
from autograph.tracing.threads import threads

__all__ = [
    "Untraceable",
    "here",
    "hide",
    "innermost",
    "is_converted",
    "note_expression",
    "register_code",
    "shared_variables",
    "site",
]

_hidden: set[str] = set()
_glue: set[int] = set()  # the lambdas among them that converters wrote
_expressions: set[int] = set()  # those among them that are generator expressions of the user's
_shared: dict[int, frozenset[str]] = {}  # by identity, of all code in converted code
_codes: dict[int, CodeType] = {}  # by identity: converted code may equal the code it was made from


class Untraceable(BaseException):
    """The function cannot become a graph; carries the reason.

    Not an Exception, so that user code lets it pass.

    Attributes
    ----------
    kinds : frozenset of type
        The classes whose objects would have to lie in arrays, if that is known to be the reason.
    """

    def __init__(self, code: str, detail: str, where: Location | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.kinds: frozenset[type] = frozenset()
        self.where = where if where is not None else here()

    @property
    def summary(self) -> str:
        """The reason's sentence, without the details."""
        return REASONS[self.code].summary


def register_code(
    code: CodeType, lambdas: frozenset[int] = frozenset(), shared: frozenset[str] = frozenset()
) -> None:
    """Note that `code` and the functions in it are converted user code; classes in it are as they were.

    Parameters
    ----------
    code : code
    lambdas : frozenset of int
        The lines on which the user wrote lambdas without parameters; others of these are ours.
    shared : frozenset of str
        The variables from outside that belong to converted code, too.
    """
    _share(code, shared)
    _register(code, lambdas)


def _share(code: CodeType, shared: frozenset[str]) -> None:
    _shared[id(code)] = shared
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _share(constant, (shared | set(code.co_cellvars)).intersection(constant.co_freevars))


def shared_variables(code: CodeType) -> frozenset[str]:
    """Return the outer functions' variables that a function uses and converted code around it owns."""
    return _shared.get(id(code), frozenset())


def _register(code: CodeType, lambdas: frozenset[int]) -> None:
    _codes[id(code)] = code
    takes = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & _ANY_ARGUMENTS)
    if code.co_name == "<lambda>" and not takes and code.co_firstlineno not in lambdas:
        _glue.add(id(code))
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_flags & inspect.CO_NEWLOCALS:
            _register(constant, lambdas)


_ANY_ARGUMENTS = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


def hide(file: str) -> None:
    """Let no place in a file of ours stand for the user's line."""
    _hidden.add(file)


def is_converted(code: CodeType) -> bool:
    """Whether `code` is converted user code."""
    return id(code) in _codes


def innermost(*, whole: bool = True) -> FrameType | None:
    """Return the innermost frame of converted code; if `whole`, of a function, not of a lambda of ours."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if id(code) in _codes and code.co_filename not in _hidden and not (whole and id(code) in _glue):
            break
        frame = frame.f_back
    return frame


def here() -> Location | None:
    """Return the user's line that is being run: the innermost frame of converted code."""
    frame = innermost(whole=False)
    if frame is None:
        return None
    trace = threads.trace
    inner, *callers = _places(frame, None if trace is None else trace.bottom)
    caught = trace is not None and trace.guards > 0
    errors = () if trace is None else trace.errors
    return inner._replace(caught=caught, callers=tuple(reversed(callers)), errors=errors)


def _places(frame: FrameType | None, bottom: CodeType | None) -> list[Location]:
    """Return the places of a frame of converted code and of its callers; our lambdas are their functions."""
    found: list[Location] = []
    line = 0
    while frame is not None and frame.f_code is not bottom:
        code = frame.f_code
        if id(code) in _codes and code.co_filename not in _hidden:
            line = line or frame.f_lineno
            if id(code) not in _glue:
                found.append(Location(code.co_filename, line, _name_of(code)))
                line = 0
        frame = frame.f_back
    return found


def note_expression(code: CodeType) -> None:
    """Note that a function of converted code stands for a generator expression."""
    _expressions.add(id(code))


def _name_of(code: CodeType) -> str:
    """Return the name that Python would show for a function."""
    if id(code) not in _expressions:
        return code.co_qualname
    return code.co_qualname.removesuffix(code.co_name) + "<genexpr>"


def site() -> tuple[Any, ...]:
    """Return a key for the place in the user's program: the lines of all converted frames."""
    frame: FrameType | None = sys._getframe(1)
    lines = []
    while frame is not None:
        if id(frame.f_code) in _codes:
            lines.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    return tuple(lines)
