"""An operation that values of these types do not have in, what Python raises for it out.

Its words are Python's for that operation; what the program does may be another one that comes to it.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.trace import current

__all__ = ["as_python", "is_misfit", "is_programs_own", "is_raised_here", "misfit"]

_NAMED = re.compile(r"['\"]([\w.]+)['\"]|\b([A-Z]\w*)")
_NAMES = {*vars(builtins), "NoneType", "function", "module"}
_DIRECT = (ZeroDivisionError, IndexError, KeyError, NameError, ImportError)
"""What Python raises in a line of the program's own, whatever the types are."""
_PLAIN = (str, bytes, int, float, complex, bool, type(None))
_UNPACKING = ("not enough values to unpack", "too many values to unpack")


def misfit(call: Callable[..., Any], *operands: Any, otherwise: BaseException | None = None) -> BaseException:
    """Return what `call` raises for operands of these types, whatever their values are.

    Parameters
    ----------
    call : callable
        An operation of Python's, of which it is known that it raises.
    *operands : object
        Handles among them stand for any value of their type.
    otherwise : exception, optional
        What to return if it raises no such exception after all.
    """
    try:
        call(*map(_any_value, operands))
    except (TypeError, AttributeError) as error:
        made = error.with_traceback(None)
        made.__context__ = None
    else:
        return otherwise or TypeError("an operation that these types do not have")
    trace = current()
    if trace is not None:
        trace.misfit = made
    return made


def _any_value(operand: Any) -> Any:
    type_ = getattr(operand, "type", None)
    if not isinstance(type_, ArrayType):
        return operand
    if type_.kind == "python":
        return python_type(type_.dtype)(1)
    array = np.ones((1,) * type_.ndim, type_.dtype)
    return array[()] if type_.kind == "scalar" else array


def as_python(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what a builtin gives for what is no data; what it raises is the program's own."""
    try:
        return call(*args, **kwargs)
    except Exception as error:
        trace = current()
        if trace is not None and all(type(item) in _PLAIN for item in (*args, *kwargs.values())):
            trace.own_error = error
        raise


def is_raised_here(error: BaseException) -> bool:
    """Whether an exception that is caught was raised by what the function that catches it calls in C."""
    place = error.__traceback__
    return place is not None and place.tb_next is None


def is_misfit(error: Exception) -> bool:
    """Whether the words of an exception may be others than the program's."""
    trace = current()
    assert trace is not None
    return isinstance(error, TypeError | AttributeError) and error is not trace.own_error


def is_programs_own(error: Exception) -> bool:
    """Whether an exception met while tracing is one that the program raises for certain."""
    trace = current()
    if trace is not None and any(error is each for each in (trace.own_error, trace.misfit)):
        return True
    if not is_raised_here(error):
        return False
    if isinstance(error, TypeError):
        named = {quoted or word for quoted, word in _NAMED.findall(str(error))}
        return named <= _NAMES  # else it may be about what stands for the program's objects
    if type(error) is ValueError:
        return str(error).startswith(_UNPACKING)
    return isinstance(error, _DIRECT)
