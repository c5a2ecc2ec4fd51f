"""An operation that values of these types do not have in, what Python raises for it out.

Its words are Python's for that operation; what the program does may be another one that comes to it.
"""

from __future__ import annotations

import builtins
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.errors import TraceError
from autograph.runtime.ops.base import Op
from autograph.runtime.quiet import quietly
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.trace import Untraceable, current

__all__ = [
    "answered",
    "as_python",
    "certain",
    "is_misfit",
    "is_programs_own",
    "is_raised_here",
    "misfit",
    "numpys_own",
]

_NAMED = re.compile(r"['\"]([\w.]+)['\"]|\b([A-Z]\w*)")
_NAMES = {*vars(builtins), "NoneType", "function", "module"}
_DIRECT = (ArithmeticError, IndexError, KeyError, NameError, ImportError)
"""What Python raises in a line of the program's own, whatever the types are."""
_STAND_IN = ("autograph", "<")
"""What the words of an exception hold that show a stand-in for what the program has."""
_PLAIN = (str, bytes, int, float, complex, bool, type(None))


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
        if trace is not None and _all_plain(args, kwargs):
            trace.own_error = error
        raise


def _all_plain(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    return all(type(item) in _PLAIN for item in (*args, *kwargs.values()))


def answered(call: Callable[..., Any], staged: Callable[..., Any]) -> Callable[..., Any]:
    """Return `staged`, what raises what `call`, which is written in C, raises for what is no data."""

    def either(*args: Any, **kwargs: Any) -> Any:
        try:
            return staged(*args, **kwargs)
        except Untraceable:
            raise
        except Exception:
            if _all_plain(args, kwargs):
                as_python(call, *args, **kwargs)
            raise

    return either


def certain(error: BaseException) -> BaseException:
    """Return an exception that the program raises for certain, with these words."""
    trace = current()
    if trace is not None:
        trace.own_error = error
    return error


def is_raised_here(error: BaseException) -> bool:
    """Whether an exception that is caught was raised by what the function that catches it calls in C."""
    place = error.__traceback__
    return place is not None and place.tb_next is None


def is_misfit(error: Exception) -> bool:
    """Whether the words of an exception may be others than the program's."""
    trace = current()
    assert trace is not None
    if error is trace.own_error:
        return False
    if isinstance(error, AttributeError):
        return error is not trace.misfit and not is_raised_here(error)
    return isinstance(error, TypeError) and (error is trace.misfit or not is_raised_here(error))


def is_programs_own(error: Exception) -> bool:
    """Whether an exception met while tracing is one that the program raises for certain."""
    trace = current()
    if trace is not None and any(error is each for each in (trace.own_error, trace.misfit)):
        return True
    if not is_raised_here(error):
        return False
    if isinstance(error, AttributeError):
        return type(error.obj) in _PLAIN
    if isinstance(error, TypeError):
        named = {quoted or word for quoted, word in _NAMED.findall(str(error))}
        return named <= _NAMES  # else it may be about what stands for the program's objects
    if isinstance(error, ValueError):
        return not any(mark in str(error) for mark in _STAND_IN)
    return isinstance(error, _DIRECT)


def numpys_own(op: Op, types: list[ArrayType], params: dict[str, Any], error: TraceError) -> Exception:
    """Return what NumPy raises for operands of these types; `error` where sizes or elements decide that."""
    trace = current()
    if trace is None or not op.pure:
        return error
    found = [_refusal(op, types, params, first, step) for first, step in ((3, 1), (5, 0), (1, 0))]
    if len({(type(each), str(each)) for each in found}) > 1 or found[0] is None:
        return error
    trace.own_error = found[0]
    return found[0]


def _refusal(
    op: Op, types: list[ArrayType], params: dict[str, Any], first: int, step: int
) -> Exception | None:
    """Return what NumPy raises, with some number for each size and value not known; None if nothing."""
    sizes: dict[Any, int] = {}
    samples = []
    for type_ in types:
        shape = tuple(
            size if isinstance(size, int) else sizes.setdefault(size, first + step * len(sizes))
            for size in type_.shape
        )
        if math.prod(shape) > _MOST:
            return None
        value = python_type(type_.dtype)(first) if type_.kind == "python" else type_.dtype.type(first)
        samples.append(np.broadcast_to(value, shape) if type_.kind == "array" else value)
    try:
        with quietly():
            op.numpy(*samples, **params)
    except (ValueError, IndexError) as raised:
        raised.__context__ = None
        return raised.with_traceback(None)
    except Exception:  # what the type rule says is as good
        return None
    return None


_MOST = 1_000_000
"""Elements of the largest array that NumPy is asked with."""
