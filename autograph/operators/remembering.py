"""Functions that `functools.cache` made: each keeps its results in a dict of the program."""

from __future__ import annotations

import dataclasses
import functools
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import memos
from autograph.operators.algorithms import traced
from autograph.operators.left_behind import Begun
from autograph.operators.outside_reads import changeable_read
from autograph.runtime.records import record
from autograph.runtime.types import is_python_scalar
from autograph.tracing.containers import TracedDict
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, Trace, Untraceable, current

__all__ = ["Cached", "cache", "lru_cache", "remembering"]

Cached: Any = type(functools.cache(len))
_remembered = traced(memos.remembered)


@record
class Memo:
    """The results of one function in a trace.

    Attributes
    ----------
    wrapper : object
        What the cache made of the function.
    is_new : bool
        Whether it was made in the trace, so that it had no results before.
    home : Region
        Where it was made.
    earlier : WeakSet
        The snapshots of statements that had begun when it was made.
    tables : dict
        The results by the numbers among the arguments, one dict for all other arguments together.
    takes_ints : bool or None
        Whether its only argument is a Python int, which a cache tells from all other numbers.
    """

    wrapper: Any
    is_new: bool
    home: Region
    earlier: Any = ()
    tables: dict[Any, TracedDict] = dataclasses.field(default_factory=dict)
    takes_ints: bool | None = None


def cache(function: Any) -> Any:
    """Stand for ``functools.cache``."""
    return lru_cache(None)(function)


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
    """Stand for ``functools.lru_cache``."""

    def decorate(function: Any) -> Any:
        made = made_of(function)
        trace = current()
        if trace is not None:
            earlier = weakref.WeakSet(trace.snapshots)
            trace.memos[id(made)] = Memo(made, is_new=True, home=trace.region, earlier=earlier)
        return made

    made_of: Any = functools.lru_cache(maxsize, typed)
    if isinstance(made_of, Cached):  # a function in the place of a size
        made_of, function = functools.lru_cache, maxsize
        return decorate(function)
    return decorate


def table(trace: Trace, memo: Memo, statics: tuple[Any, ...]) -> TracedDict:
    """Return the dict of results for arguments that are no numbers."""
    found = memo.tables.get(statics)
    if found is None:
        found = memo.tables[statics] = TracedDict()
        trace.homes[id(found)] = memo.home
        for taken in trace.snapshots:
            if taken not in memo.earlier:  # nothing was in it when that statement began
                taken.take(found, None)
    return found


def remembering(wrapper: Any, stage: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return what traces a call of a function with a cache.

    Parameters
    ----------
    wrapper : object
        What the cache made of the function.
    stage : callable
        From a function to what traces its calls.
    """
    size = wrapper.cache_parameters()["maxsize"]
    if size == 0:
        return stage(wrapper.__wrapped__)  # type: ignore[no-any-return]

    def call(*args: Any, **named: Any) -> Any:
        trace = current()
        assert trace is not None
        memo = trace.memos.setdefault(id(wrapper), Memo(wrapper, is_new=False, home=trace.root))
        if not memo.is_new:
            _require_steady(trace, wrapper, args)
        if named or wrapper.cache_parameters()["typed"]:
            raise Untraceable("AG201", f"a cache with keywords, `{wrapper.__qualname__}`")
        key, statics = _told_apart(memo, args)
        results = table(trace, memo, statics)
        begun = Begun(trace)
        made = _remembered(wrapper.__wrapped__, results, key, args)
        own = {id(results) for memo in trace.memos.values() for results in memo.tables.values()}
        if (not memo.is_new or size is not None) and begun.has_left(own):
            raise Untraceable("AG201", f"`{wrapper.__qualname__}` has effects, and a cache")
        return made

    return call


def _require_steady(trace: Trace, wrapper: Any, args: tuple[Any, ...]) -> None:
    """Require that a function whose results outlive the call would compute the same ones anew.

    Raises
    ------
    Untraceable
        If what it reads may be another thing by then: Python's cache goes on giving the old results.
    """
    name = changeable_read(wrapper.__wrapped__)
    if name is None and any(id(arg) in trace.lifter.shadows for arg in args):
        name = "an object"
    if name is not None:
        raise Untraceable(
            "AG201", f"`{wrapper.__qualname__}` has a cache, and reads {name}, which may change"
        )


def _told_apart(memo: Memo, args: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return the numbers among arguments, and the others with their places.

    Raises
    ------
    Untraceable
        If it is not known which of them the cache takes for equal.
    """
    if len(args) == 1:
        is_int = _is_int(args[0])
        if memo.takes_ints not in (None, is_int):
            raise Untraceable("AG105", "keys of several types")
        memo.takes_ints = is_int
    numbers = tuple(arg for arg in args if _is_numeric(arg))
    statics = tuple((place, arg) for place, arg in enumerate(args) if not _is_numeric(arg))
    try:
        hash(statics)
    except TypeError:
        raise Untraceable("AG101", "an argument that has no hash") from None
    return numbers, statics


def _is_int(arg: Any) -> bool:
    if isinstance(arg, Tensor):
        if arg.alternatives:
            raise Untraceable("AG105", "keys of several types")
        return arg.type.kind == "python" and arg.type.dtype.kind == "i"
    return type(arg) is int


def _is_numeric(arg: Any) -> bool:
    if isinstance(arg, Tensor) and not arg.type.is_scalar:
        raise Untraceable("AG101", "an array has no hash")
    if isinstance(arg, tuple):
        return bool(arg) and all(map(_is_numeric, arg))
    return isinstance(arg, Tensor | np.generic) or is_python_scalar(arg)
