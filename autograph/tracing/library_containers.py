"""A dict or deque of the caller's, of the kinds of `collections`, in: what stands for it out."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from autograph.tracing.default_dicts import TracedCounter, class_for
from autograph.tracing.ordered_dict import TracedOrderedDict
from autograph.tracing.table_inputs import fill
from autograph.tracing.tables import table_in
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_deque import Queue, TracedDeque
from autograph.tracing.traced_dict import TracedDict
from autograph.tracing.traced_list import TracedList

if TYPE_CHECKING:
    from autograph.tracing.lifting import Flat, Lifter

__all__ = ["KINDS", "empty", "fill_in", "key_of"]

KINDS = (collections.deque, collections.Counter, collections.defaultdict, collections.OrderedDict)


def key_of(flat: Flat, value: Any) -> Any:
    """Return the signature of a container; its data is appended to the leaves.

    Raises
    ------
    Untraceable
        If a graph cannot take it.
    """
    kind = type(value)
    if getattr(value, "__dict__", None):
        raise Untraceable("AG205", f"a {kind.__name__} with attributes of its own")
    if kind is collections.deque:
        table = table_in(list(value))
        if table is None:
            return (kind, value.maxlen, tuple([flat.key(item) for item in value]))
        if table.kind == "lists":
            raise Untraceable("AG205", "a deque of lists")
        flat.leaves += table.arrays
        return (kind, value.maxlen, table.key)
    made = getattr(value, "default_factory", None)
    return (kind, made, flat.items(value))


def empty(value: Any) -> Any:
    """Return what stands for a dict or deque, empty still."""
    kind = type(value)
    if kind is collections.deque:
        return TracedDeque(maxlen=value.maxlen)
    if kind is collections.defaultdict:
        return class_for(value.default_factory)()
    kinds: dict[type, type[TracedDict]] = {
        collections.Counter: TracedCounter,
        collections.OrderedDict: TracedOrderedDict,
    }
    return kinds.get(kind, TracedDict)()


def fill_in(lifter: Lifter, shadow: Any, value: Any, number: int) -> None:
    """Give what stands for a dict or deque its items.

    Parameters
    ----------
    lifter : Lifter
    shadow : TracedDict or TracedDeque
    value : dict or deque
    number : int
        Its number among the objects of the call.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            dict.__setitem__(shadow, key, lifter.lift(item))
        return
    table = table_in(list(value))
    if table is None:
        shadow.extend([lifter.lift(item) for item in value])
        return
    items = TracedList()
    fill(lifter, items, table, number)
    held = items.own
    if held is None:
        shadow.extend(items)
    else:
        shadow.own = Queue(held.element, held.count, held.buffers)
