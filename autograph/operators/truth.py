"""Truth, `and`, `or`, `not` and ternaries, on plain values and on data."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Any

from autograph.operators.own_methods import method_of, own_truth
from autograph.runtime.types import ArrayType
from autograph.tracebacks import strip
from autograph.tracing import dict_methods, list_methods
from autograph.tracing.alternatives import apart
from autograph.tracing.boxes import unboxed
from autograph.tracing.choice import Choice
from autograph.tracing.flags import negated
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.tensor import Tensor, bare, clone, settle, size_of
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["and_", "and_test", "choose", "given", "if_exp", "is_data", "not_", "or_", "or_test", "truth"]


_KNOWN = (bool, int, float, Tensor, Choice)
"""What is no object of the program: the common kinds, to save a look."""


def truth(value: Any) -> Any:
    """Return the truth of `value`: a bool, or a Python bool of the program.

    Raises
    ------
    ValueError
        As NumPy, for an array of several elements.
    """
    if isinstance(value, Choice):
        return apart(_truth_of_one, value)
    if not isinstance(value, Tensor):
        value = _truth_of_items(value)
    if not isinstance(value, Tensor):
        own = own_truth(value)
        return bool(value) if own is None else truth(own)
    value = unboxed(value)
    statics = [a for a in value.alternatives if not isinstance(a.what, ArrayType)]
    if statics:
        return _truth_of_choice(value, statics)
    value = bare(value)
    if value.type.kind == "array":
        if value.type.ndim:
            _check_for_one(value)
            value = value[(0,) * value.type.ndim]
        else:
            value = emit("item", value)
    if value.type.kind == "python" and value.type.dtype.kind == "b":
        return value
    return emit("to_python", value, type=bool)


def _is_surely_several(array: Tensor) -> bool:
    return array.type.kind == "array" and any(
        isinstance(size, int) and size != 1 for size in array.type.shape
    )


def _check_for_one(array: Tensor) -> None:
    """Raise what NumPy raises if an array of several elements is a condition."""
    if _is_surely_several(array):
        raise Untraceable("AG101", "an array of several elements is a condition")
    sizes = [size_of(array, axis) for axis, size in enumerate(array.type.shape) if not isinstance(size, int)]
    for size in sizes:
        emit("assume", operator.gt(size, 0), reason="an empty array is a condition")
    for size in sizes:
        emit("raise_if", operator.gt(size, 1), exception=_ambiguous, name="ValueError")


def _ambiguous() -> ValueError:
    return ValueError(
        "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
    )


def _truth_of_one(value: Any) -> Any:
    """Return the truth of one of several values; a run is staked on its being no array of several."""
    if isinstance(value, Tensor) and not value.alternatives and _is_surely_several(value):
        raise _ambiguous()
    return truth(value)


def _truth_of_items(value: Any) -> Any:
    """Return whether there are items, or characters, whose number is data; anything else as it is."""
    value = value.held if isinstance(value, TracedTuple) else value
    if isinstance(value, TracedList) and value.in_arrays:
        return list_methods.length(value) > 0
    if isinstance(value, Text):
        return value.length() > 0
    return dict_methods.truth(value) if dict_methods.is_any(value) else value


def _truth_of_choice(value: Tensor, statics: list[Any]) -> Any:
    """Return the truth of a handle that may be None or another object."""
    if any(a.what is not UNDEFINED and (is_container(a.what) or bool(a.what)) for a in statics):
        return apart(truth, value)
    if any(a.what is UNDEFINED for a in statics):
        return truth(settle(value))
    result: Any = clone(value, tuple(a for a in value.alternatives if isinstance(a.what, ArrayType)))
    for alternative in statics:
        result = and_(not_(alternative.tag), functools.partial(truth, result))
    return result


def is_data(value: Any) -> bool:
    """Whether the truth of `value` is data: a handle's, of a container whose length is data, of an object."""
    if not isinstance(value, _KNOWN) and (method_of(value, "__bool__") or method_of(value, "__len__")):
        return True
    return (
        isinstance(value, Tensor | Choice | Text | TracedTuple)
        or (isinstance(value, TracedList) and value.in_arrays)
        or dict_methods.is_any(value)
    )


def not_(value: Any) -> Any:
    """Return ``not value``."""
    try:
        return _not(value)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _not(value: Any) -> Any:
    if is_data(value):
        value = truth(value)
        if isinstance(value, Tensor):
            return negated(value)
    return not value


def given(value: Any) -> Callable[[], Any]:
    """Return a function of nothing that returns `value`."""
    return lambda: value


def choose(test: Tensor, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
    """Return ``then() if test else orelse()`` where data decides."""
    from autograph.operators.control import if_stmt  # noqa: PLC0415  (a statement is made of expressions)

    result: Any = UNDEFINED
    for branch in if_stmt(test, ("value",)):
        if branch.staged:
            (result,) = branch.enter(result)
        call = then if branch.then else orelse
        result = branch.run(call) if branch.staged else call()
        if branch.staged:
            (result,) = branch.leave(result)
    return result


def _safe(value: Any) -> bool:
    """Whether a value is its own truth: a bool of Python's, whatever the data."""
    if not isinstance(value, Tensor) or value.alternatives:
        return False
    return value.type.kind == "python" and value.type.dtype.kind == "b"


def and_(first: Any, *rest: Callable[[], Any]) -> Any:
    """Return ``first and rest[0]() and ...``, for its value."""
    try:
        return _and(_as_it_is, first, *rest)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def and_test(first: Any, *rest: Callable[[], Any]) -> Any:
    """Return what is as true as ``first and rest[0]() and ...``."""
    try:
        return _and(truth, first, *rest)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _as_it_is(value: Any) -> Any:
    return value


def _rest(
    operator: Callable[..., Any], told: Callable[[Any], Any], operands: tuple[Callable[[], Any], ...]
) -> Callable[[], Any]:
    """Return a function that does the rest of the operands, where they are reached."""
    return lambda: told(operator(told, operands[0](), *operands[1:]))


def _and(told: Callable[[Any], Any], first: Any, *rest: Callable[[], Any]) -> Any:
    """Return ``first and rest[0]() and ...``, where data decides what is `told` of the value."""
    value = first
    for place, following in enumerate(rest):
        if is_data(value):
            test = truth(value)
            if isinstance(test, Tensor):
                here = given(False if told is truth or _safe(value) else value)
                return choose(test, _rest(_and, told, rest[place:]), here)
            value = test
        if not value:
            return False if told is truth else value
        value = following()
    return value


def or_(first: Any, *rest: Callable[[], Any]) -> Any:
    """Return ``first or rest[0]() or ...``, for its value."""
    try:
        return _or(_as_it_is, first, *rest)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def or_test(first: Any, *rest: Callable[[], Any]) -> Any:
    """Return what is as true as ``first or rest[0]() or ...``."""
    try:
        return _or(truth, first, *rest)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _or(told: Callable[[Any], Any], first: Any, *rest: Callable[[], Any]) -> Any:
    """Return ``first or rest[0]() or ...``, where data decides what is `told` of the value."""
    value = first
    for place, following in enumerate(rest):
        if is_data(value):
            test = truth(value)
            if isinstance(test, Tensor):
                here = given(True if told is truth or _safe(value) else value)
                return choose(test, here, _rest(_or, told, rest[place:]))
            value = test
        if value:
            return True if told is truth else value
        value = following()
    return value


def if_exp(test: Any, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
    """Return ``then() if test else orelse()``."""
    try:
        return _if_exp(test, then, orelse)
    except Exception as error:  # whatever the operands' own code raises
        strip(error)
        raise


def _if_exp(test: Any, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
    if is_data(test):
        test = truth(test)
        if isinstance(test, Tensor):
            return choose(test, then, orelse)
    return then() if test else orelse()
