"""How a finished region becomes a node of the region around it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable
from typing import Any

from autograph.runtime import ops
from autograph.runtime.graph import Value
from autograph.runtime.types import is_python_scalar
from autograph.tracing.copies import copies_of, lose, note_copies
from autograph.tracing.decoding import decode
from autograph.tracing.encoding import encode
from autograph.tracing.joins import join
from autograph.tracing.key_joins import join_data
from autograph.tracing.kinds import arrays_along
from autograph.tracing.lent import hand_on
from autograph.tracing.sharing import made_within
from autograph.tracing.spec import NOTHING, Spec, abstract, is_mixed
from autograph.tracing.storage import (
    is_local,
    is_lost,
    link,
    mark_permuted,
    note_synced,
    permuted,
    require_unlent,
    shares,
)
from autograph.tracing.tensor import Tensor, bare, value_of
from autograph.tracing.trace import Region, Untraceable, current, here
from autograph.tracing.traced_list import TracedList

__all__ = ["apply", "branch", "captured_handles", "emit_cond", "merge_poison"]


def apply(name: str, operands: list[Any], params: dict[str, Any]) -> list[Value]:
    """Append a control node to the current region; returns its values."""
    trace = current()
    assert trace is not None
    if trace.flight is not None and name != "cond":
        trace.flight.settle()
    region = trace.region
    values = [value_of(operand, region) for operand in operands]
    return list(region.builder.apply(ops.get(name), values, params, here()))


def captured_handles(*regions: Region) -> list[Tensor]:
    """Return the handles that the regions took from outside, each once."""
    found: dict[int, Tensor] = {}
    for region in regions:
        for key, (handle, _) in region.captured.items():
            found.setdefault(key, handle)
    return list(found.values())


def merge_poison(outer: Region, *regions: Region) -> None:
    """Make what became unusable in a region unusable after it."""
    for region in regions:
        outer.poisoned.update(region.poisoned)


def _same(one: Any, two: Any) -> bool:
    if one is two:
        return True
    if isinstance(one, Tensor) and isinstance(two, Tensor):
        return one.key == two.key and one.alternatives == two.alternatives
    return False


def _joined(test: Tensor, one: Spec, two: Spec) -> Spec:
    """Return the spec of what is one of two things; what arguments decide is told apart by their values."""
    if test.sources is None:
        return join_data(one, two)
    made = join(one, two)
    if is_mixed(made) and not any(source[0] == "loop" for source in test.sources):
        raise Untraceable("AG102", "values of several kinds")
    return made


def _sources(test: Tensor, *values: Any) -> frozenset[Any] | None:
    found = test.sources
    for value in values:
        if found is None:
            return None
        if isinstance(value, Tensor):
            found = None if value.sources is None else found | value.sources
        elif not is_python_scalar(value):
            found = found if value is NOTHING else None
    return found


def emit_cond(
    test: Tensor,
    then: Region,
    orelse: Region,
    pairs: list[tuple[Any, Any]],
    changed: tuple[Collection[int], Collection[int]] = ((), ()),
) -> list[Any]:
    """Emit a ``cond`` of two finished regions; returns each pair's merged object.

    Parameters
    ----------
    test : Tensor
        A Python bool in the program.
    then, orelse : Region
        Left already; children of the current region.
    pairs : list of (object, object)
        What each variable is at the end of the two branches.
    changed : tuple of collections of int
        The identities of lists and dicts that each of them changes.

    Raises
    ------
    Untraceable
        If two objects have no common form.
    """
    trace = current()
    assert trace is not None
    outer = trace.region
    merged: list[Any] = [None] * len(pairs)
    open_places = []
    for place, (one, two) in enumerate(pairs):
        if _same(one, two) and not (isinstance(one, Tensor) and is_local(then, one)):
            merged[place] = one
        elif is_lost(then, one) or is_lost(orelse, two):
            # Nobody reads the variable any more: the branch inside that gave it a value did not keep it.
            merged[place] = one if is_lost(then, one) else two
        else:
            open_places.append(place)
    groups, slots = _grouped(pairs, open_places)
    specs = [_joined(test, abstract(one, then), abstract(two, orelse)) for one, two in groups]
    copies = _copies(groups, specs, changed)
    outputs = []
    for region, side in ((then, 0), (orelse, 1)):
        trace.region = region
        outputs.append(
            [
                value_of(operand, region)
                for group, spec in zip(groups, specs, strict=True)
                for operand in encode(group[side], spec)
            ]
        )
    trace.region = outer
    rest = _close(test, then, orelse, outputs)
    trace.facts.note_merged(rest, [(outputs[0], then), (outputs[1], orelse)])
    made = []
    for (one, two), spec in zip(groups, specs, strict=True):
        elements = rest[0] if rest else None
        item = decode(spec, rest, outer, _sources(test, one, two))
        if isinstance(item, Tensor) and elements is not None:
            note_synced(item, outer, elements)
        made.append(item)
    _link_shared(groups, made, specs, (then, orelse))
    _mark_permuted(groups, made)
    for place in open_places:
        merged[place] = made[slots[place]]
    for side in (0, 1):
        hand_on([group[side] for group in groups], made, specs)
    note_copies(groups, made, test.sources)
    lose(_from_before(copies.values(), then, orelse), test.sources)
    return merged


def _copies(
    groups: list[tuple[Any, Any]], specs: list[Spec], changed: tuple[Collection[int], Collection[int]]
) -> dict[int, Any]:
    """Return the lists of which there are to be copies after a branch, by identity."""
    found: dict[int, Any] = {}
    for side in (0, 1):
        copies = copies_of([group[side] for group in groups], specs)
        if any(key in changed[side] for key in copies):
            raise Untraceable("AG105", "a list in another is changed, or the other gets another one")
        found |= copies
    return found


def _from_before(items: Iterable[Any], then: Region, orelse: Region) -> list[Any]:
    """Return containers without the dicts and objects made in a branch, which nobody knows after it."""

    def is_new(item: Any) -> bool:
        return made_within(item, then) or made_within(item, orelse)

    return [item for item in items if isinstance(item, TracedList) or not is_new(item)]


def _close(test: Any, then: Region, orelse: Region, outputs: list[list[Value]]) -> list[Value]:
    """Emit the ``cond`` of two finished regions; outer arrays hold what these wrote."""
    trace = current()
    assert trace is not None
    outer = trace.region
    written = _written(then, orelse)
    handles = captured_handles(then, orelse)
    graphs = []
    for region, values in ((then, outputs[0]), (orelse, outputs[1])):
        inputs = [region.input_for(handle) for handle in handles]
        graphs.append(region.close(inputs, [*values, *(region.current[handle.key] for handle in written)]))
    results = apply("cond", [test, *map(bare, handles)], {"then": graphs[0], "orelse": graphs[1]})
    count = len(outputs[0])
    for handle, value in zip(written, results[count:], strict=True):
        outer.assign(handle, value)
    merge_poison(outer, then, orelse)
    return results[:count]


def branch(test: Any, then: Callable[[], list[Value]], orelse: Callable[[], list[Value]]) -> list[Value]:
    """Emit a ``cond`` whose branches are what two functions stage; returns their values, merged."""
    trace = current()
    assert trace is not None
    regions, outputs = [], []
    for name, function in (("then", then), ("orelse", orelse)):
        trace.enter(name)
        outputs.append(function())
        regions.append(trace.leave())
    return _close(test, regions[0], regions[1], outputs)


def _grouped(pairs: list[tuple[Any, Any]], places: list[int]) -> tuple[list[tuple[Any, Any]], dict[int, int]]:
    """Return the different pairs at these places, and for each place the number of its pair."""
    unique: dict[tuple[Any, ...], int] = {}
    groups: list[tuple[Any, Any]] = []
    slots = {}
    for place in places:
        key = tuple(_identity(item) for item in pairs[place])
        if key not in unique:
            unique[key] = len(groups)
            groups.append(pairs[place])
        slots[place] = unique[key]
    return groups, slots


def _link_shared(
    groups: list[tuple[Any, Any]], made: list[Any], specs: list[Spec], regions: tuple[Region, Region]
) -> None:
    """Note which merged handles may mean memory that another of them means too."""
    for side, region in enumerate(regions):
        held: list[tuple[Any, Any]] = []
        for group, item, spec in zip(groups, made, specs, strict=True):
            ends, after = arrays_along(group[side], spec), arrays_along(item, spec)
            if len(ends) == len(after):  # else one of the branches had no such object
                held += [(end, new) for end, new in zip(ends, after, strict=True) if isinstance(new, Tensor)]
        for (end, new), (other, newer) in itertools.combinations(held, 2):
            if shares(end, other, region):
                link(new, newer)


def _mark_permuted(groups: list[tuple[Any, Any]], made: list[Any]) -> None:
    """Note which merged handles are the same arrays in another order."""
    places, bases = permuted([one for one, _ in groups], [two for _, two in groups])
    if all(isinstance(made[place], Tensor) and made[place].origins for place in places):
        mark_permuted([made[place] for place in places], bases)


def _identity(item: Any) -> Any:
    return ("handle", item.key, len(item.alternatives)) if isinstance(item, Tensor) else id(item)


def _written(*regions: Region) -> list[Tensor]:
    found: dict[int, Tensor] = {}
    for region in regions:
        for key, handle in region.written.items():
            if key in region.captured:
                found.setdefault(key, handle)
    for handle in found.values():
        require_unlent(handle)
        for region in regions:
            try:
                region.lookup(handle)
            except Untraceable:
                region.poisoned.pop(handle.key, None)
                raise
    return list(found.values())
