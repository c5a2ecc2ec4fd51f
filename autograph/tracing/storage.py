"""Which array a handle is: read as that array is now, written wherever it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograph.runtime.graph import Value
from autograph.tracing.choice import Choice, values_of
from autograph.tracing.flags import both, either, negated
from autograph.tracing.plain import attributes_of
from autograph.tracing.pooled import in_pool
from autograph.tracing.seen import Seen, seen_of
from autograph.tracing.tensor import Tensor, View, box_of, clone, root_of, value_of
from autograph.tracing.text import Text, handles_in
from autograph.tracing.trace import Region, Untraceable, current, emit, next_key, within
from autograph.tracing.watching import is_own_object

__all__ = [
    "arrays_in",
    "assign",
    "bases_of",
    "content",
    "identity_of",
    "is_local",
    "is_lost",
    "link",
    "link_roots",
    "mark_permuted",
    "may_overlap",
    "note_absent",
    "note_synced",
    "owned",
    "permuted",
    "select",
    "shares",
    "stale",
    "targets",
    "write",
]

Change = Callable[[Tensor], Tensor]
"""From an array, or a view of one, to what its elements shall be."""


# -- which arrays a handle may be ----------------------------------------------------------------------------


def owned(handle: Tensor) -> Tensor:
    """Return a handle of the array that `handle` is where it is none from before its branch or loop."""
    if not handle.origins:
        return handle
    own = clone(handle, ())
    own.origins, own.window = (), None
    return own


def targets(handle: Tensor) -> list[tuple[Tensor, Any]]:
    """Return the arrays, or views, that a handle may be, each with the bool that says so.

    Exactly one of them holds. The bool of the last is True where no other holds.
    """
    if not handle.origins:
        return [(handle, True)]
    found = list(handle.origins)
    if handle.own:
        return [*found, (owned(handle), True)]
    return [*found[:-1], (found[-1][0], True)]


def way_of(handle: Tensor) -> Any:
    """Return what tells an array or view from others wherever it was made: for a view, the way to it."""
    seen = seen_of(handle) if handle.through is not None else None
    return handle.key if seen is None else seen.key


def views_of(handle: Tensor, seen: Seen) -> list[tuple[Tensor, Any]]:
    """Return those of the arrays that a handle may be that are such views."""
    return [(target, tag) for target, tag in targets(handle) if way_of(target) == seen.key]


def identity_of(handle: Tensor, array: Tensor | Seen) -> Any:
    """Return whether `handle` is that array or such a view: a bool, or one of the program."""
    result: Any = False
    others: Any = False
    for target, tag in targets(handle):
        here = negated(others) if tag is True else tag
        if array.key == (way_of(target) if isinstance(array, Seen) else target.key):
            result = either(result, here)
        else:
            known = next((sign for origin, sign in target.identity if origin.key == array.key), False)
            result = either(result, both(here, known))
        others = either(others, here)
    return result


def is_local(region: Region, handle: Tensor) -> bool:
    """Whether a handle was made in `region` or further in, so that no outer region knows it."""
    while handle.through is not None:
        if any(isinstance(item, Tensor) and is_local(region, item) for item in handle.through.operands):
            return True
        handle = handle.through.base
    key = handle.key
    return key in region.born or (key in region.current and key not in region.captured)


def is_lost(region: Region, value: Any) -> bool:
    """Whether a handle was made in a region that was left without keeping it: it has no value any more."""
    if isinstance(value, Text):
        return any(is_lost(region, handle) for handle in handles_in(value))
    if isinstance(value, Choice):
        return any(
            is_lost(region, item) for item in (*values_of(value), *(a.tag for a in value.alternatives))
        )
    if isinstance(value, tuple):
        return any(is_lost(region, item) for item in value)
    if (place := in_pool(value)) is not None:
        return is_lost(region, place.number)
    if not isinstance(value, Tensor):
        return False
    if value.through is not None:
        return any(is_lost(region, item) for item in (value.through.base, *value.through.operands))
    return not any(value.key in around.current or value.key in around.born for around in region.around())


def link(one: Tensor, two: Tensor) -> None:
    """Note that two handles may stand for one array: once one is written, the other cannot be used."""
    first, second = root_of(one), root_of(two)
    if first.key != second.key:
        first.aliases[second.key] = second
        second.aliases[first.key] = first


def link_roots(made: Tensor, seen: Tensor) -> None:
    """Note that an array may lie in the memory of `seen`."""
    for target, _ in targets(root_of(seen)):
        for root, _ in targets(root_of(target)):
            link(made, root)


def shares(one: Any, two: Any, region: Region, stop: Value | None = None) -> bool:
    """Whether two objects may lie in the same memory, of an array made in `region`.

    Parameters
    ----------
    one, two : object
    region : Region
    stop : Value, optional
        Where this bool is true, it does not matter.
    """
    if not (isinstance(one, Tensor) and isinstance(two, Tensor)):
        return False
    if not "array" == one.type.kind == two.type.kind:
        return False
    if one.group is not None and two.group is not None and one.group[0] == two.group[0]:
        return one.key == two.key
    trace = current()
    assert trace is not None
    facts = trace.facts
    first, second = (
        [
            item
            for item in _local_roots(handle, region)
            if stop is None or item[2] is None or not facts.holds(item[2], stop, is_=True, region=region)
        ]
        for handle in (one, two)
    )
    return any(
        ((a.key == b.key and not (known and also)) or a.key in b.aliases)
        and not facts.excluded(when, then, region)
        for a, known, when in first
        for b, also, then in second
    )


def may_overlap(one: Any, two: Any) -> bool:
    """Whether two operands may be arrays in the same memory, wherever they were made."""
    first, second = _roots(one), _roots(two)
    return any(root.key in second or not second.keys().isdisjoint(root.aliases) for root in first.values())


def _roots(handle: Any) -> dict[int, Tensor]:
    """Return the arrays in whose memory a handle may lie."""
    if not isinstance(handle, Tensor) or handle.type.kind != "array":
        return {}
    root = root_of(handle)
    found = {root.key: root}
    for origin, _ in (*root.origins, *root.identity):
        found |= _roots(origin)
    return found


def arrays_in(item: Any) -> list[Any]:
    """Return the items of nested tuples, lists and dicts; one that is none of these is its own only item.

    A number that may be an array instead stands for that array.
    """
    box = box_of(item)
    if box is not None:
        return [box.what]
    if isinstance(item, Choice):
        return [inner for value in values_of(item) for inner in arrays_in(value)]
    if is_own_object(item):
        return [inner for value in attributes_of(item).values() for inner in arrays_in(value)]
    if isinstance(item, dict) and getattr(item, "keyed", None) is None:
        return [inner for value in item.values() for inner in arrays_in(value)]
    if isinstance(item, tuple | list) and not getattr(item, "in_arrays", False):
        return [inner for value in item for inner in arrays_in(value)]
    return [item]


def _local_roots(handle: Tensor, region: Region) -> list[tuple[Tensor, bool, Value | None]]:
    """Return the arrays made in `region` in whose memory `handle` may lie.

    Each with whether it is that array itself, and of that is known which it is after the loop; and
    with the bool that says that it is this one.
    """
    return [
        (
            root,
            target.through is None and bool(root.identity),
            region.current.get(tag.key) if isinstance(tag, Tensor) else None,
        )
        for target, tag in (*handle.origins, *([(owned(handle), True)] if handle.own else []))
        for root, _ in targets(root_of(target))
        if is_local(region, root)
    ]


# -- arrays that changed places ------------------------------------------------------------------------------


def bases_of(handles: Sequence[Tensor]) -> dict[int, Tensor] | None:
    """Return the arrays that the handles are, each exactly one of them; None where that is not sure."""
    bases: dict[int, Tensor] = {}
    groups: dict[int, tuple[set[int], tuple[Tensor, ...]]] = {}
    count = 0
    for handle in handles:
        if handle.through is not None or handle.alternatives or (handle.origins and handle.group is None):
            return None
        if handle.group is None:
            bases[handle.key] = handle
            count += 1
        else:
            groups.setdefault(handle.group[0], (set(), handle.group[1]))[0].add(handle.key)
    for members, arrays in groups.values():
        if len(members) != len(arrays):
            return None
        bases.update((array.key, array) for array in arrays)
        count += len(arrays)
    return bases if len(bases) == count == len({handle.key for handle in handles}) == len(handles) else None


def permuted(ones: Sequence[Any], twos: Sequence[Any]) -> tuple[list[int], dict[int, Tensor]]:
    """Return the places at which two rows hold the same arrays in another order, and these arrays."""
    places = [
        place
        for place, pair in enumerate(zip(ones, twos, strict=True))
        if all(isinstance(item, Tensor) and item.type.kind == "array" for item in pair)
    ]
    count = -1
    while len(places) != count:
        count = len(places)
        first, second = ({key for k in places for key in _keys(row[k])} for row in (ones, twos))
        places = [k for k in places if _keys(twos[k]) <= first and _keys(ones[k]) <= second]
    bases = [bases_of([row[k] for k in places]) for row in (ones, twos)]
    if not bases[0] or not bases[1] or bases[0].keys() != bases[1].keys():
        return [], {}
    return places, bases[0]


def _keys(handle: Tensor) -> set[int]:
    return {target.key for target, _ in targets(handle)}


def mark_permuted(handles: Sequence[Tensor], bases: dict[int, Tensor]) -> None:
    """Note that these handles are these arrays, in some order."""
    group = (next_key(), tuple(bases.values()))
    for handle in handles:
        handle.group = group


# -- reading -------------------------------------------------------------------------------------------------


def _state(handle: Tensor, region: Region) -> tuple[Value, ...]:
    """Return what the arrays that a handle may be, or see, hold now."""
    found: tuple[Value, ...] = ()
    for target, _ in targets(handle):
        root = root_of(target)
        found += _state(root, region) if root.origins else (region.lookup(root),)
    return found


def _entry_state(handle: Tensor, region: Region) -> tuple[Value, ...] | None:
    """Return what those arrays held when the region began; None where some did not exist then."""
    found: tuple[Value, ...] = ()
    for target, _ in targets(handle):
        root = root_of(target)
        if root.origins:
            inner = _entry_state(root, region)
            if inner is None:
                return None
            found += inner
        elif root.key in region.captured:
            found += (region.captured[root.key][1],)
        else:
            return None
    return found


def content(handle: Tensor, region: Region) -> Value:
    """Return the elements, now, of a handle that may be one of several arrays."""
    now = _state(handle, region)
    known = region.synced.get(handle.key)
    if known is not None:
        state, value = known
        if state == now or (state is None and not _written(handle, region)):
            if state is None:
                region.inherited[handle.key] = handle
            return value
    found = _inherited(handle, region, now)
    value = found if found is not None else _selected(handle, region)
    region.synced[handle.key] = (now, value)
    return value


def note_synced(handle: Tensor, region: Region, value: Value, *, entry: bool = False) -> None:
    """Note that `value` is what a new handle's array holds now: in every round, if `entry`."""
    if handle.origins:
        region.synced[handle.key] = (None if entry else _state(handle, region), value)


def _written(handle: Tensor, region: Region) -> bool:
    return any(
        _written(root, region) if root.origins else root.key in region.written
        for root in (root_of(target) for target, _ in targets(handle))
    )


def note_absent(*values: Any) -> None:
    """Note that there may be nothing where arrays were decoded: no block around may look them up."""
    trace = current()
    assert trace is not None
    found = [item for value in values for item in arrays_in(value) if isinstance(item, Tensor)]
    trace.absent.update(item.key for item in found if item.origins)


def stale(region: Region, written: Region) -> bool:
    """Whether a loop relied on arrays' keeping their elements that it writes."""
    return any(_written(handle, written) for handle in region.inherited.values())


def _inherited(handle: Tensor, region: Region, now: tuple[Value, ...]) -> Value | None:
    """Return what the region around knows of the elements, if that still holds."""
    parent, trace = region.parent, current()
    if trace is not None and handle.key in trace.absent:
        return None
    if parent is None or is_local(region, handle) or not region.inherit:
        return None
    if now != _entry_state(handle, region):
        return None
    with within(parent):
        value = content(handle, parent)
    kept = Tensor(value.type)
    parent.adopt(kept, value)
    region.inherited[handle.key] = handle
    return region.lookup(kept)


def _selected(handle: Tensor, region: Region) -> Value:
    with within(region):
        return select(targets(handle))


def select(found: list[tuple[Tensor, Any]]) -> Value:
    """Return the elements, in the current region, of the first array whose bool is true, or of the last."""
    from autograph.tracing.regions import branch  # noqa: PLC0415  (regions read what they return)

    trace = current()
    assert trace is not None
    (target, tag), *rest = found
    if not rest:
        return value_of(target, trace.region)

    def other() -> list[Value]:
        return [select(rest)]

    if isinstance(tag, bool):
        return value_of(target, trace.region) if tag else select(rest)
    (value,) = branch(tag, lambda: [value_of(target, trace.region)], other)
    return value


# -- writing -------------------------------------------------------------------------------------------------


def write(handle: Tensor, change: Change) -> None:
    """Give an array, or what a view sees, the elements that `change` makes of it.

    Raises
    ------
    ValueError
        If it is read-only.
    """
    if handle.read_only:
        raise ValueError("assignment destination is read-only")
    root = root_of(handle)
    require_unlent(root)
    if root.window is not None:
        write(_seen_through(handle, root, root.window), change)
    elif root.origins:
        _write_one(handle, root, targets(root), change)
    elif handle.through is None:
        trace = current()
        assert trace is not None
        trace.region.assign(handle, value_of(change(handle), trace.region))
    else:
        _write_through(handle.through, change(handle))


def require_unlent(handle: Tensor) -> None:
    """Require that an array about to be written is in no list, which would not hold what is written.

    Raises
    ------
    Untraceable
        If it may be.
    """
    trace = current()
    assert trace is not None
    if trace.lent:
        roots = [root_of(target) for target, _ in targets(root_of(handle))]
        if any(key in trace.lent for root in roots for key in (root.key, *root.aliases)):
            raise Untraceable("AG105", "an array that is in a list is written")


def assign(handle: Tensor, new: Tensor) -> None:
    """Give an array, or what a view sees, the elements of `new`."""
    write(handle, lambda _: new)


def _write_through(view: View, new: Tensor) -> None:
    if view.op == "get_item":
        write(view.base, lambda base: emit("set_item", base, new, *view.operands, **view.params))
    else:
        write(
            view.base, lambda base: emit("put_view", base, new, *view.operands, view=view.op, **view.params)
        )


def _write_one(handle: Tensor, root: Tensor, found: list[tuple[Tensor, Any]], change: Change) -> None:
    """Write into the one of several arrays that the root of `handle` is."""
    from autograph.tracing.regions import branch  # noqa: PLC0415  (as above)

    (target, tag), *rest = found
    seen = _seen_through(handle, root, target)
    if not rest:
        write(seen, change)
        return

    def then() -> list[Value]:
        write(seen, change)
        return []

    def orelse() -> list[Value]:
        _write_one(handle, root, rest, change)
        return []

    branch(tag, then, orelse)


def _seen_through(handle: Tensor, root: Tensor, target: Tensor) -> Tensor:
    """Return `handle`, a view of `root` or it itself, as a view of `target`."""
    view = handle.through
    if handle.key == root.key or view is None:
        return target
    base = _seen_through(view.base, root, target)
    return Tensor(handle.type, None, View(base, view.op, view.operands, view.params))
