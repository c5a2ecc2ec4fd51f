"""The builtins `min` and `max`, of what data decides."""

from __future__ import annotations

import builtins
import functools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import streams
from autograph.operators import iteration, streaming
from autograph.operators.algorithms import traced
from autograph.operators.collecting import in_any_order
from autograph.operators.ordering import compared, holds_data
from autograph.operators.own_methods import converted_now, method_of
from autograph.operators.truth import if_exp, truth
from autograph.runtime.types import ArrayType
from autograph.tracing.nothing import NOTHING
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.staged_errors import never
from autograph.tracing.tensor import Tensor, settle, size_of
from autograph.tracing.trace import Untraceable, emit

__all__ = ["max_", "min_"]

_reduced = traced(streams.reduced)


def _extreme(name: str, keep: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    plain = getattr(builtins, name)

    def extreme(*args: Any, key: Any = None, **rest: Any) -> Any:
        if len(args) == 1:
            return _extreme_of_items(name, keep, args[0], key, rest)
        if not any(map(_asks_data, args)) and key is None:
            return plain(*args, **rest)
        return _best(keep, args, key)

    return extreme


def _asks_data(item: Any) -> bool:
    """Whether to compare an item may be to ask data: objects' own methods may do anything."""
    own = any(method_of(item, name) is not None for name in ("__lt__", "__gt__"))
    return own or isinstance(item, Tensor) or holds_data(item)


def _extreme_of_items(
    name: str, keep: Callable[[Any, Any], Any], iterable: Any, key: Any, rest: dict[str, Any]
) -> Any:
    if key is None or streaming.is_stream(iterable):
        iterable = in_any_order(iterable)
    rounds = iteration.as_rounds(iterable)
    if isinstance(rounds, Tensor) and (key is not None or rest):
        rounds = iteration.rounds_of(rounds)
    if isinstance(rounds, iteration.Rounds | SymbolicRange):
        return _extreme_of_rounds(name, keep, rounds, key, rest)
    if isinstance(iterable, Tensor):
        return _extreme_of_array(name, iterable, key, rest)
    items = tuple(iterable)
    if not items:
        return rest["default"] if rest else never(_error_of(name))
    if key is None and not any(map(_asks_data, items)):
        return getattr(builtins, name)(items)
    return _best(keep, items, key)


def _best(keep: Callable[[Any, Any], Any], items: tuple[Any, ...], key: Any) -> Any:
    """Return the first of some items that no other is to be kept before."""
    rank: Callable[[Any], Any] = converted_now(key) if key is not None else (lambda item: item)
    best, best_rank = items[0], rank(items[0])
    for item in items[1:]:
        item_rank = rank(item)
        better = truth(keep(item_rank, best_rank))
        if _same_scalars(item, best) and key is None and isinstance(better, Tensor):
            best = best_rank = emit("select_scalar", better, item, best)
            continue
        best, best_rank = _better(better, (item, item_rank), (best, best_rank))
    return best


def _extreme_of_rounds(
    name: str, keep: Callable[[Any, Any], Any], rounds: Any, key: Any, rest: dict[str, Any]
) -> Any:
    """Return the least or greatest of what a loop over data gives."""
    from autograph.operators.calls import converted  # noqa: PLC0415
    from autograph.operators.control import for_stmt  # noqa: PLC0415

    rank = converted(key) if key is not None else (lambda item: item)
    count, at = iteration.counted(rounds)

    def fold() -> Any:
        best = at(0)
        best_rank = rank(best)
        for i in (loop := for_stmt(SymbolicRange(1, count, 1), ("best", "best_rank"))):
            if loop.staged:
                (best, best_rank) = loop.enter(best, best_rank)
            item = at(i)
            item_rank = rank(item)
            best, best_rank = _better(truth(keep(item_rank, best_rank)), (item, item_rank), (best, best_rank))
            if loop.staged:
                (best, best_rank) = loop.leave(best, best_rank)
        return best

    if "default" in rest:
        return if_exp(count > 0, fold, lambda: rest["default"])
    return fold() if _has_some(name, count) else NOTHING


def _has_some(name: str, count: Any) -> bool:
    """Whether there may be items; where data says that there are none, the builtin's exception is raised."""
    if not isinstance(count, Tensor) and count <= 0:
        never(_error_of(name))
        return False
    if isinstance(count, Tensor):
        emit("raise_if", operator.le(count, 0), exception=lambda: _error_of(name), name="ValueError")
    return True


def _error_of(name: str) -> BaseException:
    """Return what a builtin raises when it is given nothing."""
    try:
        getattr(builtins, name)(())
    except ValueError as error:
        return error
    raise AssertionError(name)


def _better(test: Any, one: Any, two: Any) -> Any:
    return if_exp(test, lambda: one, lambda: two)


def _same_scalars(one: Any, two: Any) -> bool:
    def type_(item: Any) -> ArrayType | None:
        if isinstance(item, Tensor):
            return item.type if item.type.is_scalar and not item.alternatives else None
        return ArrayType(np.dtype(type(item)), (), "python") if type(item) in (int, float, bool) else None

    first = type_(one)
    return first is not None and first == type_(two)


def _extreme_of_array(name: str, array: Tensor, key: Any, rest: dict[str, Any]) -> Any:
    array = settle(array)
    if key is not None or rest or array.type.ndim != 1 or array.type.dtype.kind == "c":
        raise Untraceable("AG101", f"{name}() over an array, with key= or default=")
    count = size_of(array, 0)
    if not _has_some(name, count):
        return NOTHING
    if array.type.dtype.kind == "f":
        others = SymbolicRange(1, count, 1)
        return _reduced(lambda best, i: _pick(name, best, array[i]), others, array[0])
    return emit(name, array, axis=None)


def _pick(name: str, best: Any, item: Any) -> Any:
    better = item < best if name == "min" else item > best
    return emit("select_scalar", truth(better), item, best)


min_ = _extreme("min", functools.partial(compared, "<"))
max_ = _extreme("max", functools.partial(compared, ">"))
