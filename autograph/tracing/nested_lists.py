"""Lists that are elements of lists in arrays: their contents are read and written where these lie."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from autograph.runtime.graph import Builder, Value
from autograph.tracing.containers import contents, same_contents
from autograph.tracing.encoding import types_of
from autograph.tracing.lists import alone, grown_from, has_lists, joined_element, part_of, stored, written
from autograph.tracing.recasting import widened
from autograph.tracing.spec import Listing, Sequence, Spec
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import Region, Restart, Untraceable, current, emit, within
from autograph.tracing.traced_list import Grown, Home, Lost, TracedList, is_in_heap

__all__ = [
    "adopt", "any_list", "arrange", "become", "common", "fill", "is_as_at_call", "is_callers", "is_inside",
    "is_there", "leave", "length_key", "move",
    "need_places", "new_heap", "number_of", "part", "require_free",
]  # fmt: skip


def part(items: TracedList) -> Grown:
    """Return what a list that is an element of another holds: a part of the other's buffers.

    Raises
    ------
    Untraceable
        If it is not known where in which list it lies.
    """
    trace = current()
    assert trace is not None
    home = items.home
    whole = home.owner.grown if isinstance(home, Home) else None
    if isinstance(home, Lost) and home.sources:
        raise Restart(home.sources)
    if whole is None or (home.order is not whole.order and not home.owner.is_heap):
        problem = "a list in a list, by the name it had before that changed"
        raise need_places(home.owner if isinstance(home, Home) else None, problem)
    known = items.seen
    if known is None or known[0] is not whole or known[1] is not trace.region:
        spec, columns, _ = _columns_of(whole, home.path)
        items.seen = (whole, trace.region, part_of(spec, columns, (*whole.at, home.place), whole.order))
    found: Grown = items.seen[2]
    return found


def _columns_of(whole: Grown, path: tuple[int, ...]) -> tuple[Listing, list[Any], int]:
    """Return what a list in an element is, its columns, and the number of those before them."""
    spec: Spec = whole.element
    start = 0
    for place in path:
        assert isinstance(spec, Sequence)
        start += sum(len(types_of(item)) for item in spec.items[:place])
        spec = spec.items[place]
    assert isinstance(spec, Listing)
    return spec, list(whole.buffers[start : start + len(types_of(spec))]), start


def _replaced(spec: Spec, path: tuple[int, ...], inner: Spec) -> Spec:
    """Return the spec of an element with the list at `path` another one."""
    if not path:
        return inner
    assert isinstance(spec, Sequence)
    items = list(spec.items)
    items[path[0]] = _replaced(items[path[0]], path[1:], inner)
    return Sequence(spec.kind, tuple(items))


def become(items: TracedList, held: Grown) -> None:
    """Let a list that is an element of another hold `held`."""
    before = part(items)
    home = items.home
    if held.at:  # the same buffers, written
        order = held.order
    else:
        spec = joined_element((), before.element, held.element)
        order = object() if has_lists(spec) else before.order
        before, held = widened(before, spec), widened(held, spec)
    whole = home.owner.grown
    listing, columns, start = _columns_of(whole, home.path)
    at = (*whole.at, home.place)
    if not held.at:
        made = written([columns[0], *before.buffers], at, held)
    elif held.count is not before.count:
        made = [emit("set_item", columns[0], held.count, *at, index=(("int",),) * len(at)), *held.buffers]
    else:
        made = [columns[0], *held.buffers]
    whole = dataclasses.replace(
        whole,
        element=_replaced(whole.element, home.path, Listing(listing.kind, held.element)),
        buffers=(*whole.buffers[:start], *made, *whole.buffers[start + len(columns) :]),
        order=whole.order if order is before.order else order,
    )
    _settle(home.owner, whole)
    if whole.order is not home.order and not home.owner.is_heap:  # in a heap nothing moves
        items.home = dataclasses.replace(home, order=whole.order)


def _settle(owner: TracedList, whole: Grown) -> None:
    if owner.home is not None:
        become(owner, whole)
    else:
        owner.own = whole


# -- lists that become elements ----------------------------------------------------------------------------


def _lists_in(value: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[TracedList, tuple[int, ...]]]:
    if is_in_heap(value):
        return
    if isinstance(value, TracedList):
        yield value, path
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _lists_in(item, (*path, place))


def require_free(value: Any) -> None:
    """Require that a new element's lists are in no other list, and that the caller has none of them.

    Raises
    ------
    Untraceable
        If they are, for then it would be noticed that the element is a copy.
    """
    trace = current()
    assert trace is not None
    for items, _ in _lists_in(value):
        if items.home is not None or (trace.lifter is not None and id(items) in trace.lifter.shadows):
            raise Untraceable("AG105", "a list is put into a second list")
        for item in list.__iter__(items):
            require_free(item)


def adopt(owner: TracedList, place: Any, value: Any, key: Any = None, path: tuple[int, ...] = ()) -> None:
    """Let the lists in a new element, or in what is at `path` of one, lie where it does."""
    held = owner.grown
    assert held is not None
    for items, inside in _lists_in(value, path):
        inner = tuple(list.__iter__(items))
        list.clear(items)
        items.own, items.home = None, Home(owner, place, key, inside, held.order)
        for number, item in enumerate(inner):
            adopt(items, number, item)


def any_list(held: Any) -> bool:
    """Whether a list is among the items of one of known length, or in a tuple among them."""
    return any(True for _ in _all_lists(tuple(held)))


def is_there(owner: TracedList, key: Any, value: Any) -> bool:
    """Whether `value` is the element that the program got with the same index."""
    home = value.home if isinstance(value, TracedList) else None
    return isinstance(home, Home) and home.owner is owner and not home.path and _is_same(home.key, key)


def _is_same(one: Any, two: Any) -> bool:
    """Whether two indices are equal because they are computed in the same way."""
    trace = current()
    assert trace is not None
    if isinstance(one, Tensor) and isinstance(two, Tensor):
        region = trace.region
        return bool(one.key == two.key) or _equal(
            region.builder, value_of(one, region), value_of(two, region)
        )
    return type(one) is type(two) is int and one == two


def _equal(builder: Builder, one: Value, two: Value, depth: int = 4) -> bool:
    if one is two:
        return True
    constants = builder.constants
    if one in constants and two in constants:
        known = constants[one], constants[two]
        return one.type == two.type and one.type.is_scalar and repr(known[0]) == repr(known[1])
    nodes = [next((node for node in builder.nodes if value in node.outputs), None) for value in (one, two)]
    first, second = nodes
    return (
        depth > 0
        and first is not None
        and second is not None
        and first.op is second.op
        and first.op.pure
        and first.params == second.params
        and len(first.outputs) == 1
        and all(_equal(builder, a, b, depth - 1) for a, b in zip(first.inputs, second.inputs, strict=True))
    )


def is_inside(home: Region) -> bool:
    """Whether the program is still in the block where something was made."""
    trace = current()
    assert trace is not None
    return any(region is home for region in trace.region.around())


def fill(owner: TracedList, key: Any) -> None:
    """Note that the place under an index gets a list, so that the one it shared is at one place again."""
    if owner.missing is not None and _is_same(owner.missing, key):
        owner.missing = None


def leave(owner: TracedList, key: Any) -> Grown:
    """Let the list under an index, by the names that it has, be one of its own: another one takes its place.

    Returns
    -------
    Grown
        What the owner holds.
    """
    trace = current()
    assert trace is not None
    order = owner.own.order if owner.own is not None else None
    for items in list(trace.mutable.values()):
        home = items.home if isinstance(items, TracedList) else None
        if not isinstance(home, Home) or home.order is not order or not is_inside(trace.homes[id(items)]):
            continue
        if is_there(owner, key, items):
            items.own, items.home = alone(part(items)), None
    found = owner.grown
    assert found is not None
    return found


def move(owner: TracedList, place: Any, key: Any, value: TracedList) -> None:
    """Put an element of a list at another place in it, too, until one takes its own place.

    Raises
    ------
    Untraceable
        If it is an element of another list.
    """
    home = value.home
    if not isinstance(home, Home) or home.owner is not owner or owner.home is not None or home.path:
        raise Untraceable("AG105", "a list is put into a second list")
    if is_callers(owner):
        raise need_places(owner, "a list is put into a second list")
    content = TracedList()
    content.own = alone(part(value))
    held = leave(owner, key)
    owner.own = dataclasses.replace(stored(held, place, content), order=object())
    value.home = Home(owner, place, key, (), owner.own.order)
    owner.missing = home.key


def new_heap(items: Any) -> TracedList:
    """Return a heap for the lists in a container: it belongs where that was made."""
    trace = current()
    assert trace is not None
    heap = TracedList()
    heap.is_heap = True
    trace.homes[id(heap)] = trace.homes[id(items)]
    return heap


def is_callers(items: Any) -> bool:
    """Whether a list is one of those that the function was called with, or that were there before."""
    return number_of(items) is not None


def number_of(items: Any) -> Any:
    """Return the number of one of the caller's lists among what was lifted; None for any other."""
    trace = current()
    assert trace is not None
    return trace.lifter.shadows.get(id(items)) if trace.lifter is not None else None


def need_places(items: Any, problem: str) -> BaseException:
    """Return what to raise where a list of lists has not the same ones at the same places any more.

    If it is the caller's, then in a new trace the lists in it lie in a heap from the start, and it has their
    places: these tell which ones it has.
    """
    trace = current()
    assert trace is not None
    key = ("places", number_of(items))
    if isinstance(key[1], int) and key not in trace.decisions.static:
        return Restart(frozenset([key]))
    return Untraceable("AG105", problem)


def arrange(items: TracedList) -> list[TracedList]:
    """Put a list of lists of known length into arrays, where it was made.

    Returns
    -------
    list of TracedList
        That list and all those in it.

    Raises
    ------
    Untraceable
        If that cannot be, or a statement under way has changed it.
    """
    trace = current()
    assert trace is not None
    held = tuple(list.__iter__(items))
    spec = joined_element(held)
    involved = [items, *_all_lists(held)]
    if len({id(one) for one in involved}) < len(involved) or any(one.home is not None for one in involved):
        raise Untraceable("AG105", "a list is in two lists")
    for one in involved:
        _note_changed(one, is_outer=one is items)
    under_way = [taken for taken in trace.snapshots if is_inside(taken.region)]
    for taken in under_way:
        if any(id(one) in taken and not same_contents(taken[id(one)][1], contents(one)) for one in involved):
            raise need_places(items, "a list of lists is changed before data is an index")
    with within(common(trace.homes[id(items)], trace.region)):
        items.own = grown_from(held, spec)
        list.clear(items)
        for place, item in enumerate(held):
            adopt(items, place, item)
    trace.arranged[id(items)] = items.own
    for taken in under_way:
        for one in involved:
            if id(one) in taken:
                taken[id(one)] = (one, contents(one))
    return involved


def _note_changed(items: TracedList, *, is_outer: bool) -> None:
    """Note that one of the caller's lists was changed before it is put into arrays.

    Raises
    ------
    Restart
        If it has other lists in it than at the call.
    """
    if is_as_at_call(items):
        return
    if not any_list(list.__iter__(items)):
        trace = current()
        assert trace is not None
        trace.changed.add(id(items))
        return
    problem = "a list of lists is changed before data is an index"
    raise need_places(items, problem) if is_outer else Untraceable("AG105", problem)


def is_as_at_call(items: Any) -> bool:
    """Whether one of the caller's containers holds what it held at the call; true for any other one."""
    trace = current()
    assert trace is not None
    lifter, number = trace.lifter, number_of(items)
    if number is None:
        return True
    if isinstance(number, int):
        first = lifter.originals[number][2]
    else:
        first = next(held for _, shadow, held in lifter.rows if shadow is items)
    return same_contents(first, contents(items))


def _all_lists(items: tuple[Any, ...]) -> Iterator[TracedList]:
    for item in items:
        for one, _ in _lists_in(item):
            yield one
            yield from _all_lists(tuple(list.__iter__(one)))


def common(home: Region, region: Region) -> Region:
    """Return the innermost region that encloses where a list was made and where the program is."""
    around = list(region.around())
    return next((place for place in home.around() if any(place is one for one in around)), region)


def length_key(items: TracedList) -> Any:
    """Return what stays equal while a list's elements stay where they are, if not what they were."""
    held = part(items) if items.home is not None else items.own
    if held is None:
        return list.__len__(items)
    count = held.count if held.counts is None else held.counts
    order = held.order if has_lists(held.element) else None
    return count.key if isinstance(count, Tensor) else count, order
