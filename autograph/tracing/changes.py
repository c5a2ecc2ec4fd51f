"""What a call changes in the objects that it was given: found while tracing, done after each run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from autograph.tracing import recipes
from autograph.tracing.containers import (
    Grown,
    TracedDict,
    TracedList,
    contents,
    is_elsewhere,
    same_contents,
)
from autograph.tracing.copies import still_held
from autograph.tracing.frames import Frame
from autograph.tracing.keyed import Keyed
from autograph.tracing.lists import alone, has_lists
from autograph.tracing.nested_lists import need_places
from autograph.tracing.outer import changed_variables
from autograph.tracing.spec import Reference
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_list import Home

if TYPE_CHECKING:
    from autograph.tracing.outputs import OutputPlan

__all__ = ["changes_of"]

_OTHERS = "a list of lists from outside grows, shrinks or is sorted"


def changes_of(plan: OutputPlan) -> list[Callable[[Frame], None]]:
    """Return what must be done, after each run, to the objects the function was called with."""
    found: list[Callable[[Frame], None]] = []
    lost: list[Any] = []
    objects = ((number, *known[1:]) for number, known in enumerate(plan.lifter.originals))
    for number, shadow, before in (*plan.lifter.rows, *objects):
        held = still_held(shadow, plan.given)
        lost += [shadow] if held is not contents(shadow) else []
        if isinstance(held, Grown) and isinstance(held.element, Reference):
            found += _change_references(plan, number, before, held, shadow)
            continue
        if same_contents(before, held) or _is_as_arranged(plan, shadow):
            continue
        if is_elsewhere(held):
            held = alone(shadow.grown)
        if isinstance(before, Grown) and has_lists(before.element):
            found.append(_change_rows(plan, (number, shadow), before, held))
        else:
            adds = isinstance(held, Keyed) and held.values is None
            found.append(partial(recipes.added if adds else recipes.restored, number, plan.contents(held)))
    found += [plan.objects_in(pool) for pool in plan.trace.pools.values() if not pool.is_as_at_call]
    found += map(plan.reshaped, plan.lifter.reshaped)
    for value, assign in changed_variables(plan.trace):
        found.append(partial(recipes.assigned, assign, plan.describe(value)))
    for shadow in lost:
        if is_elsewhere(still_held(shadow, plan.given)):  # another of the caller's objects has the copy now
            alone(shadow.grown)
    return found


def _change_references(
    plan: OutputPlan, number: Any, before: Any, held: Grown, shadow: Any
) -> Iterator[Callable[[Frame], None]]:
    """Yield what changes one of the caller's lists of lists that has these in a heap now."""
    heap = held.element.heap
    arranged, known = plan.trace.arranged.get(id(shadow)), plan.trace.arranged.get(id(heap))
    if arranged is None or known is None:
        raise Untraceable("AG105", "a list of lists from outside gets other ones")
    if isinstance(before, Grown) and heap.own is not before:
        yield _change_rows(plan, (number, shadow), before, heap.own)
    if held is not arranged:
        lists, count, places = plan.lists_of(heap), plan.output(held.count), plan.output(held.buffers[0])
        yield partial(recipes.rearranged, number, lists, count, places)


def _change_rows(plan: OutputPlan, of: tuple[Any, Any], before: Grown, held: Any) -> Callable[[Frame], None]:
    """Return what changes the lists in one of the caller's lists, which are the same ones or in a heap."""
    number, shadow = of
    in_heap = ("places", number) in plan.trace.decisions.static
    if (
        not isinstance(held, Grown)
        or held.order is not before.order
        or (held.count is not before.count and not in_heap)
    ):
        raise need_places(shadow, _OTHERS)
    return partial(recipes.rows_restored, number, plan.grown(held))


def _is_as_arranged(plan: OutputPlan, shadow: Any) -> bool:
    """Whether a list of the caller's that was put into arrays by reading it is as it was.

    The lists in it are looked at by themselves.
    """
    if isinstance(shadow, TracedDict):
        return _is_dict_as_arranged(plan, shadow)
    root = shadow
    while isinstance(root, TracedList) and isinstance(root.home, Home):
        root = root.home.owner
    arranged = plan.trace.arranged.get(id(root))
    if arranged is None:
        return False
    if root.own is arranged:
        return id(shadow) not in plan.trace.changed
    has_others = root.own is None or root.own.order is not arranged.order
    if has_others or (root.own.count is not arranged.count and not root.is_heap):
        raise need_places(root.made_of or root, _OTHERS)
    return root is shadow or has_lists(shadow.grown.element)  # then those in it are looked at by themselves


def _is_dict_as_arranged(plan: OutputPlan, shadow: TracedDict) -> bool:
    """Whether a dict of lists of the caller's that was put into arrays has the same ones."""
    arranged = plan.trace.arranged.get(id(shadow))
    if arranged is None or shadow.keyed is arranged:
        return arranged is not None
    raise Untraceable("AG105", "a dict of lists from outside gets other ones")
