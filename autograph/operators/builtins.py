"""Python's builtins and the math module, on data."""

from __future__ import annotations

import builtins
import cmath
import collections
import functools
import io
import itertools
import math
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import buffers, streams
from autograph.converters.origin import is_library
from autograph.operators import iteration, streaming
from autograph.operators.algorithms import traced
from autograph.operators.arithmetic import divmod_, hash_, isclose, pow_
from autograph.operators.bisecting import BISECTIONS
from autograph.operators.collecting import dict_, from_keys, frozenset_, in_any_order, list_, set_, tuple_
from autograph.operators.copying import COPIES
from autograph.operators.extremes import max_, min_
from autograph.operators.fields import getattr_, hasattr_, is_stand_in, stands_for
from autograph.operators.formatting import character, code_point, format_, in_base, repr_, str_
from autograph.operators.generators import Steps, stepping
from autograph.operators.heaps import HEAPS
from autograph.operators.numbers import NUMBERS, complex_, rounded
from autograph.operators.own_methods import converted_now, method_of
from autograph.operators.read_ahead import groupby, zip_longest
from autograph.operators.records import RECORDS
from autograph.operators.resuming import ITERATORS
from autograph.operators.summing import sum_
from autograph.operators.truth import and_, not_, or_, truth
from autograph.runtime import ops
from autograph.runtime.types import ArrayType
from autograph.tracing import dict_methods, list_methods
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.attributes import class_of_type
from autograph.tracing.boxes import unboxed
from autograph.tracing.choice import Choice, settled
from autograph.tracing.comparison_sorts import ComparisonKey
from autograph.tracing.containers import TracedList
from autograph.tracing.default_dicts import counter, default_dict
from autograph.tracing.misfits import as_python, misfit
from autograph.tracing.nothing import NOTHING
from autograph.tracing.ordered_dict import ordered_dict
from autograph.tracing.own_classes import class_of
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.spec import is_empty
from autograph.tracing.tensor import Tensor, settle, size_of
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_deque import TracedDeque
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["BUILTINS", "class_", "round_"]


def _each_type(function: Callable[..., Any], *, numbers: bool = True) -> Callable[..., Any]:
    """Return a function that is staged once for each type that its arguments can have.

    Parameters
    ----------
    function : callable
    numbers : bool
        Also where only the type of a number depends on the path.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        if any(isinstance(item, Choice) for item in args) or (
            numbers and any(isinstance(item, Tensor) and item.alternatives for item in args)
        ):
            return apart(lambda *given: function(*given, **kwargs), *args)
        return function(*args, **kwargs)

    return call


def _scalar(value: Any) -> Any:
    """Return a number of the program as a scalar; a 0-d array gives its element."""
    value = settle(unboxed(value))
    if isinstance(value, Tensor) and value.type.kind == "array":
        if value.type.ndim:
            size_matters = Untraceable("AG101", "an array where a number is wanted")  # for some NumPys
            raise misfit(float, value, otherwise=size_matters)
        return emit("item", value)
    return value


def _to(target: type) -> Callable[..., Any]:
    def convert(*args: Any, **kwargs: Any) -> Any:
        if target is bool and len(args) == 1 and not kwargs:
            return truth(args[0])
        own = method_of(args[0], f"__{target.__name__}__") if len(args) == 1 and not kwargs else None
        if own is not None:
            return converted_now(own)(args[0])
        if args and isinstance(args[0], Text) and not kwargs and len(args) <= (2 if target is int else 1):
            return args[0].number(target, *args[1:])
        if target is complex and (kwargs or len(args) == 2):
            return complex_(*args, **kwargs)
        if len(args) != 1 or kwargs or not isinstance(args[0], Tensor):
            return as_python(target, *args, **kwargs)
        value = _scalar(args[0])
        if value.type.dtype.kind == "c" and target is not complex:
            raise TypeError(f"{target.__name__}() argument must be a real number, not 'complex'")
        if (
            value.type.kind == "python"
            and value.type.dtype.kind == {int: "i", float: "f", complex: "c"}[target]
        ):
            return value
        return emit("to_python", value, type=target)

    return convert


def _len(value: Any) -> Any:
    own = method_of(value, "__len__")
    if own is not None:
        return converted_now(own)(value)
    if isinstance(value, Tensor):
        value = settle(value)
        if not value.type.shape:
            raise misfit(len, value)
        return size_of(value, 0)
    if isinstance(value, SymbolicRange):
        return value.count()
    if isinstance(value, Text):
        return value.length()
    if isinstance(value, TracedList):
        return list_methods.length(value)
    if dict_methods.is_any(value):
        return dict_methods.length(value)
    return len(value)


def round_(value: Any, ndigits: Any = None) -> Any:
    """Return ``round(value, ndigits)``."""
    if not isinstance(value, Tensor):
        if isinstance(ndigits, Tensor) and type(value) in (int, float):
            return rounded(value, ndigits)
        return round(value, ndigits) if ndigits is not None else round(value)
    value = settle(value)
    if value.type.kind == "python" and not isinstance(ndigits, Tensor):
        return emit("round_py", value, ndigits=ndigits)
    if value.type.kind == "array" or (value.type.kind == "scalar" and value.type.dtype.kind == "b"):
        owner = "ndarray" if value.type.kind == "array" else "bool"
        raise TypeError(f"type numpy.{owner} doesn't define __round__ method")
    if isinstance(ndigits, Tensor):
        return rounded(value, ndigits)
    if ndigits is None:
        if value.type.dtype.kind in "iu":
            return emit("to_python", value, type=int)
        return emit("to_python", np.rint(value), type=int)
    return np.round(value, ndigits or 0)


def _reduce(function: Any, iterable: Any, *first: Any) -> Any:
    return _reduced(function, iteration.as_rounds(iterable), *first)


def _quantifier(name: str, fold: Callable[..., Any], start: bool) -> Callable[..., Any]:
    plain = getattr(builtins, name)

    def quantifier(iterable: Any) -> Any:
        if isinstance(iterable, Tensor):
            iterable = settle(iterable)
            if iterable.type.ndim != 1:
                raise Untraceable("AG101", f"{name}() over rows")
            return emit("to_python", emit(name, iterable, axis=None), type=bool)
        if streaming.is_stream(iterable):
            return _quantified(iterable, start)
        iterable = iteration.as_rounds(in_any_order(iterable))
        if isinstance(iterable, iteration.Rounds | SymbolicRange):
            return _quantified(iterable, start)
        items = list(iterable)
        if not any(isinstance(item, Tensor) for item in items):
            return plain(items)
        result: Any = start
        for item in items:
            result = fold(result, lambda item=item: truth(item))
        return result

    return quantifier


def _quantified(rounds: Any, start: bool) -> Any:
    """Return ``any`` (`start` False) or ``all`` (True) of a loop over data, which ends when it is known."""
    from autograph.operators.control import for_stmt  # noqa: PLC0415

    decided: Any = False
    for item in (loop := for_stmt(rounds, ("decided",), stop="decided")):
        if loop.staged:
            (decided,) = loop.enter(decided)
        decided = not_(item) if start else truth(item)
        if loop.staged:
            (decided,) = loop.leave(decided)
        elif decided:
            break
    return not_(decided) if start else decided


def _sorted(iterable: Any, *, key: Any = None, reverse: bool = False) -> Any:
    from autograph.operators.calls import converted  # noqa: PLC0415

    if isinstance(iterable, Tensor) and iterable.type.ndim > 1:
        raise Untraceable("AG105", "the rows of an array are sorted, which are views of it")
    made = list_(in_any_order(iterable) if key is None else iterable)
    made.sort(key=key if key is None or isinstance(key, ComparisonKey) else converted(key), reverse=reverse)
    return made


def _isinstance(value: Any, kinds: Any) -> Any:
    if any(map(_decides, kinds if isinstance(kinds, tuple) else (kinds,))):
        raise Untraceable("AG201", "`__instancecheck__`")
    if not isinstance(value, Tensor):
        kind = stands_for(value)
        return isinstance(value, kinds) if kind is None else issubclass(kind, kinds)
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    whats = [] if value.carrier or is_empty(value) else [value.type]
    whats += [alternative.what for alternative in value.alternatives]
    answers = {_is_of(what, wanted) for what in whats}
    return apart(_isinstance, value, wanted) if len(answers) > 1 else answers.pop()


def _decides(kind: Any) -> bool:
    """Whether a class of the program says in Python what its instances are."""
    method = getattr(type(kind), "__instancecheck__", None)
    return isinstance(method, types.FunctionType) and not is_library(method.__code__.co_filename)


def _is_of(what: Any, wanted: tuple[Any, ...]) -> bool:
    """Whether what a handle may be is of one of some classes."""
    if isinstance(what, Tensor):
        what = what.type
    return issubclass(class_of_type(what) if isinstance(what, ArrayType) else type(what), wanted)


def _type(*args: Any) -> Any:
    if len(args) == 1 and isinstance(args[0], Tensor):
        return apart(_type, *args) if args[0].alternatives else class_of_type(args[0].type)
    if len(args) == 1 and stands_for(args[0]) is not None:
        return stands_for(args[0])
    if len(args) == 1 and isinstance(args[0], Steps | streaming.SequenceIterator):
        raise Untraceable("AG101", "the class of an iterator")
    return class_of(args[0]) if len(args) == 1 else type(*args)


def class_(value: Any) -> Any:
    """Return ``value.__class__``."""
    return BUILTINS[type](value) if is_stand_in(value) else value.__class__


def _abs(value: Any) -> Any:
    return emit("absolute", value) if isinstance(value, Tensor) else abs(value)


def _iter(*args: Any) -> Any:
    if len(args) == 1 and isinstance(args[0], Steps | streaming.SequenceIterator):
        return args[0]
    if len(args) == 1 and isinstance(args[0], Text):
        args = (args[0][:],)  # its code points, found once
    if len(args) == 1:
        iteration.need_items(args[0])
    own = len(args) > 1 or method_of(args[0], "__iter__")
    if own or iteration.is_data(args[0]) or isinstance(args[0], list | tuple | range | str | np.ndarray):
        return streaming.iterator_of(*args)
    return Steps(iter(*args))


def _next(iterator: Any, *default: Any) -> Any:
    if len(default) > 1:
        raise TypeError(f"next expected at most 2 arguments, got {1 + len(default)}")
    if isinstance(iterator, iteration.Rounds):
        raise stepping(iterator.origin, "next() of an iterator over data")
    if isinstance(iterator, Steps) and iterator.origin is not None and iterator.is_drivable:
        raise stepping(iterator.origin, "next() of an iterator over data")
    if method_of(iterator, "__next__"):
        return streaming.advanced(iterator, *default)
    return next(iterator, *default)


def _callable(value: Any) -> bool:
    if not isinstance(value, Tensor):
        return callable(value)
    found = {callable(a.what) for a in value.alternatives if not isinstance(a.what, ArrayType)}
    if found == {True} and is_empty(value):
        return True
    if True in found:
        raise Untraceable("AG101", "whether what data chooses can be called")
    return False


def _math(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    def staged(*args: Any) -> Any:
        if not any(isinstance(item, Tensor) for item in args):
            return function(*args)
        return emit(name, *(_scalar(item) for item in args))

    return _each_type(staged)


def _extremes_of_math() -> dict[Any, Callable[..., Any]]:
    found: dict[Any, Callable[..., Any]] = {}
    known = {op.name for op in ops.all_ops()}
    for module, prefix in ((math, "math_"), (cmath, "cmath_")):
        for name in dir(module):
            function = getattr(module, name)
            if callable(function) and prefix + name in known:
                found[function] = _math(function, prefix + name)
    return found


def _of_container(
    function: Callable[..., Any], *, open_tuples: bool = True, eager: bool = True
) -> Callable[..., Any]:
    """Return a function that takes a container that may be missing for one that is there.

    It gives nothing for the result of an expression that raises, and takes tuples whose length is data for
    the lists of their items if `open_tuples`. One of several lists is told apart if `eager`.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        if any(item is NOTHING for item in args):
            return NOTHING
        if eager and any(map(chosen_lists, args)):
            return apart(lambda *given: call(*given, **kwargs), *args)
        given = map(settled, args)
        return function(*(map(_items_of, given) if open_tuples else given), **kwargs)

    return call


def _items_of(value: Any) -> Any:
    """Return the items of a tuple whose length is data, anything else as it is."""
    return value.held if isinstance(value, TracedTuple) else value


_reduced = traced(streams.reduced)
_new_buffer = traced(buffers.TextBuffer)


def _text_buffer(*given: Any, **named: Any) -> Any:
    if given or named:
        raise Untraceable("AG201", "`StringIO` with a text to begin with")
    return _new_buffer()


_STAGED: dict[Any, Callable[..., Any]] = {
    getattr: getattr_,
    hasattr: hasattr_,
    abs: _abs,
    all: _quantifier("all", and_, start=True),
    any: _quantifier("any", or_, start=False),
    bin: in_base(bin, "#b"),
    bool: _to(bool),
    callable: _callable,
    chr: character,
    collections.deque: TracedDeque,
    collections.Counter: counter,
    collections.defaultdict: default_dict,
    collections.OrderedDict: ordered_dict,
    functools.reduce: _reduce,
    io.StringIO: _text_buffer,
    functools.cmp_to_key: ComparisonKey,
    complex: _each_type(_to(complex)),
    divmod: divmod_,
    format: format_,
    float: _each_type(_to(float)),
    int: _each_type(_to(int)),
    isinstance: _isinstance,
    iter: _iter,
    len: _each_type(_len),
    list: list_,
    max: max_,
    min: min_,
    next: _next,
    hash: hash_,
    hex: in_base(hex, "#x"),
    oct: in_base(oct, "#o"),
    ord: code_point,
    pow: pow_,
    range: iteration.range_,
    repr: repr_,
    round: _each_type(round_),
    sorted: _sorted,
    str: str_,
    sum: sum_,
    tuple: tuple_,
    type: _type,
    dict: dict_,
    dict.fromkeys: from_keys,
    frozenset: frozenset_,
    set: set_,
    **NUMBERS,
    **_extremes_of_math(),
    math.isclose: isclose,
    **HEAPS,
    **streaming.ITERTOOLS,
    **ITERATORS,
    itertools.groupby: groupby,
    itertools.zip_longest: zip_longest,
    **RECORDS,
    **COPIES,
    **BISECTIONS,
}
_ANY = (bool, format, isinstance, type, str, repr)
"""Those that are asked of objects of any kind."""
_AS_IT_IS = (tuple, hash, getattr, hasattr, collections.OrderedDict, *COPIES)
"""Those that tell a tuple from the list of its items."""
_LAZY = (
    tuple,
    iter,
    map,
    filter,
    zip,
    enumerate,
    reversed,
    *streaming.ITERTOOLS,
    *ITERATORS,
    itertools.groupby,
)
"""Those that give what the branches of a choice could not leave, or look into it themselves."""
BUILTINS = {
    builtin: _each_type(staged, numbers=False)
    if builtin in _ANY
    else _of_container(staged, open_tuples=builtin not in _AS_IT_IS, eager=builtin not in _LAZY)
    for builtin, staged in _STAGED.items()
}
"""What stands for a builtin while tracing."""
