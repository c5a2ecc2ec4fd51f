"""The lists that are values of dicts of data: kept in a heap, of which the dicts hold the places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.tracing import nested_lists
from autograph.tracing.choice import Choice
from autograph.tracing.containers import contents, same_contents
from autograph.tracing.decoding import in_heap
from autograph.tracing.flags import negated
from autograph.tracing.key_joins import joined_key, joined_value
from autograph.tracing.key_table import table_from
from autograph.tracing.list_methods import append
from autograph.tracing.lists import grown_from, joined_element
from autograph.tracing.spec import Reference
from autograph.tracing.tensor import Alternative, Member, Tensor
from autograph.tracing.trace import Untraceable, current, within
from autograph.tracing.traced_dict import TracedDict
from autograph.tracing.traced_list import TracedList, is_in_heap

__all__ = ["arrange", "either", "has_lists", "kept", "refers"]


def has_lists(items: Any) -> bool:
    """Whether a list is among the values of a dict whose keys are known."""
    return isinstance(items, TracedDict) and any(isinstance(item, TracedList) for item in dict.values(items))


def refers(items: TracedDict) -> bool:
    """Whether the values of a dict of data are lists in a heap."""
    values = items.keyed.values if items.keyed is not None else None
    return values is not None and isinstance(values.element, Reference)


def _heap_of(items: TracedDict) -> TracedList:
    """Return the heap for the lists of a dict: it is where the dict is, and watched as that is."""
    if refers(items):
        known: TracedList = items.keyed.values.element.heap  # type: ignore[union-attr]
        return known
    if items.heap is None:
        trace = current()
        assert trace is not None
        items.heap = nested_lists.new_heap(items)
        for taken in trace.snapshots:
            if id(items) in taken:
                taken[id(items.heap)] = (items.heap, contents(items.heap))
    return items.heap


def kept(items: TracedDict, value: Any) -> Any:
    """Return what is to be a value of a dict of data; a list is put into the dict's heap first."""
    if not isinstance(value, TracedList) or is_in_heap(value):
        return value
    heap = _heap_of(items)
    if not heap.in_arrays:
        heap.own = grown_from((), joined_element((value,)))
    append(heap, value)
    return value


def either(items: TracedDict, test: Any, found: Callable[[], Any], default: Any) -> Any:
    """Return the list in a dict's heap that `found` gives where `test` holds, else what is given for it."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of dicts)

    if isinstance(default, TracedList):
        place = if_exp(test, lambda: found().home.place, lambda: kept(items, default).home.place)
        return in_heap(_heap_of(items), place)
    place = if_exp(test, lambda: found().home.place, lambda: 0)
    if not isinstance(default, str | tuple | type(None)):
        raise Untraceable("AG105", "lists and other values in a dict of data")
    if not isinstance(test, Tensor):
        return in_heap(_heap_of(items), place) if test else default
    other = Member if isinstance(default, tuple) else Alternative
    return Choice(in_heap(_heap_of(items), place), (other(default, negated(test)),))


def arrange(items: TracedDict) -> None:
    """Put a dict of known keys and lists into arrays, where it was made.

    Raises
    ------
    Untraceable
        If that cannot be, or a statement under way has changed it.
    """
    trace = current()
    assert trace is not None
    heap, before = _heap_of(items), contents(items)
    keys, lists = tuple(dict.keys(items)), tuple(dict.values(items))
    under_way = [taken for taken in trace.snapshots if id(items) in taken]
    if heap.in_arrays or not all(isinstance(each, TracedList) for each in lists):
        raise Untraceable("AG105", "lists and other values in a dict of data")
    changed = any(not same_contents(taken[id(items)][1], before) for taken in under_way)
    if changed or not nested_lists.is_as_at_call(items):
        raise Untraceable("AG105", "a dict of lists is changed before data is a key")
    list.extend(heap, lists)
    for taken in under_way:
        taken[id(heap)] = (heap, contents(heap))
    nested_lists.arrange(heap)
    with within(nested_lists.common(trace.homes[id(items)], trace.region)):
        items.keyed = table_from(keys, joined_key(keys), lists, joined_value(lists), shrank=False)
        dict.clear(items)
    trace.arranged[id(items)] = items.keyed
    for taken in under_way:
        taken[id(items)] = (items, items.keyed)
