"""What Python's containers make of an iterable, which may be data."""

from __future__ import annotations

import operator
from typing import Any

from autograph.operators import iteration
from autograph.operators.streaming import is_stream, listed
from autograph.tracing import dict_methods
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.containers import TracedDict, TracedList, TracedSet
from autograph.tracing.dict_records import entered
from autograph.tracing.keyed import is_keyed
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.set_order import in_pythons_order
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_dict import copied, on_its_own
from autograph.tracing.traced_set import TracedFrozen
from autograph.tracing.traced_tuple import TracedTuple, tupled

__all__ = ["dict_", "from_keys", "frozenset_", "in_any_order", "list_", "set_", "tuple_"]

MOST_ITEMS = 2**32
"""Where a list would have more items, Python is asked: it says at once that it has no memory for them."""


def list_(iterable: Any = ()) -> Any:
    """Return ``list(iterable)``."""
    if type(iterable) is TracedList:
        return iterable.copy()
    if is_stream(iterable):
        return listed(iterable)
    iterable = settle(iterable)
    if dict_methods.is_view_or_dict(iterable):
        return dict_methods.as_list(iterable)
    if isinstance(iterable, TracedSet) and iterable.keyed is not None:
        made = TracedList()
        made.own = in_pythons_order(iterable.keyed)
        return made
    made = TracedList()
    if isinstance(iterable, SymbolicRange):  # else its list would grow until there is no memory left
        emit("assume", operator.lt(iterable.count(), MOST_ITEMS), reason="a list of too many items")
    if iteration.is_data(iterable) and (not isinstance(iterable, Tensor) or iterable.type.ndim == 1):
        made.extend(iterable)
        return made
    return TracedList(iterable)


def dict_(*args: Any, **named: Any) -> Any:
    """Return ``dict(*args, **named)``."""
    if len(args) > 1:
        return dict(*args, **named)  # which raises
    args = tuple(map(on_its_own, args))
    if args and isinstance(args[0], TracedDict):
        made = copied(args[0], TracedDict)
    else:
        made = TracedDict()
        made.update(*map(in_any_order, args))
    made.update(**named)
    return entered(made)


def from_keys(keys: Any, value: Any = None) -> Any:
    """Return ``dict.fromkeys(keys, value)``."""
    from autograph.operators.control import each  # noqa: PLC0415  (statements are made of containers)

    made = TracedDict()
    for key in each(listed(keys) if is_stream(keys) else keys):
        made[key] = value
    return made


def set_(*args: Any) -> Any:
    """Return ``set(*args)``."""
    if len(args) > 1:
        return set(*args)  # which raises
    if args and isinstance(args[0], TracedSet):
        return args[0].copy()
    made = TracedSet()
    made.update(*map(in_any_order, args))
    return made


def frozenset_(*args: Any) -> Any:
    """Return ``frozenset(*args)``."""
    if any(map(iteration.is_data, args)):
        raise Untraceable("AG101", "a frozenset of data")
    return TracedFrozen.of(frozenset(*args))


def tuple_(iterable: Any = ()) -> Any:
    """Return ``tuple(iterable)``."""
    if isinstance(iterable, TracedTuple):
        return iterable
    iterable = apart(list_, iterable) if chosen_lists(iterable) else settle(iterable)
    is_data = is_stream(iterable) or iteration.is_data(iterable)
    is_one_by_one = _is_counted(iterable) if isinstance(iterable, Tensor) else not is_data
    return tuple(iterable) if is_one_by_one else tupled(list_(iterable))


def _is_counted(array: Tensor) -> bool:
    """Whether the length of an array is known, or that of an argument, which calls may be told apart by."""
    trace, size = current(), array.type.shape[0] if array.type.ndim == 1 else 0
    if isinstance(size, int):
        return True
    assert trace is not None
    return trace.likely.get(size) is not None and array.shape[0].sources is None


def in_any_order(iterable: Any) -> Any:
    """Return a set in arrays, or what a generator gives, as a list, for what does not depend on the order."""
    if is_stream(iterable):
        return listed(iterable)
    is_set = isinstance(iterable, TracedSet) and is_keyed(iterable)
    return dict_methods.as_list(iterable) if is_set else iterable
