"""Recursion that data ends: the function becomes a graph that calls itself."""

from __future__ import annotations

import types
from typing import Any

from autograph.operators.handed import (
    array_slots,
    at_path,
    deliver,
    given_spec,
    handed,
    handed_state,
    in_order,
    own_paths,
    reached,
    same_identities,
)
from autograph.operators.recursions import Again, Recursion, State, arrays_of, inside
from autograph.operators.recursive_bodies import MAX_BODIES, is_array, settle
from autograph.runtime.graph import Value
from autograph.tracing.choice import changed, is_several
from autograph.tracing.containers import contents
from autograph.tracing.decoding import decode
from autograph.tracing.encoding import encode
from autograph.tracing.joins import join
from autograph.tracing.key_joins import join_data
from autograph.tracing.labels import as_label
from autograph.tracing.lent import lend, mark
from autograph.tracing.nested_lists import any_list, arrange
from autograph.tracing.regions import apply
from autograph.tracing.sharing import like, live_references, replaced
from autograph.tracing.spec import Listing, Same, is_empty
from autograph.tracing.storage import assign, link, may_overlap, note_synced
from autograph.tracing.surroundings import containers_in, surroundings
from autograph.tracing.tensor import Tensor, bare, root_of
from autograph.tracing.trace import Restart, Trace, Untraceable, current
from autograph.tracing.traced_list import ListContents

__all__ = ["call_again", "is_again"]

MAX_FORMS = 12
"""Forms of one recursive function: by the static arguments, and the types of the others."""

MAX_BY_TEXT = 3
"""With so many forms there is one for all texts."""


def is_again(trace: Trace, target: types.FunctionType) -> bool:
    """Whether a call is one of a function under way, in a branch or a loop that data decides since then."""
    for function, region in reversed(trace.entered):
        if function.__code__ is target.__code__:
            return region is not trace.region
    return False


def call_again(target: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a recursive call.

    Raises
    ------
    Untraceable
        If the function cannot be a graph of its own.
    """
    trace = current()
    assert trace is not None
    given, *layout = in_order(target, args, kwargs)
    try:
        found = _fitting(trace, target, given) or _begun(trace, target, given, layout)
        return _emit_call(trace, found, given)
    except Untraceable as problem:
        sources = _sources(given) if problem.code in _OF_STATE else None
        if sources:
            raise Restart(sources) from None
        raise


_OF_STATE = ("AG104", "AG105", "AG202")
"""The reasons for which a recursion that changes containers is traced for the values of its arguments."""


def _sources(given: tuple[Any, ...]) -> frozenset[Any] | None:
    """Return what would have to be known for the arguments to be known; None where that is not enough."""
    found: frozenset[Any] = frozenset()
    for item in given:
        if isinstance(item, Tensor):
            if item.sources is None:
                return None
            found |= item.sources
    return found


# -- which function it is ----------------------------------------------------------------------------------


def _fitting(trace: Trace, target: types.FunctionType, given: tuple[Any, ...]) -> Recursion | None:
    for one in trace.recursions:
        if one.target.__code__ is target.__code__ and one.errors == trace.errors:
            fits = _fits(one, target, given) if one.is_known else _fits_under_way(one, target, given)
            if fits:
                return one  # type: ignore[no-any-return]
    return None


def _fits(one: Recursion, target: types.FunctionType, given: tuple[Any, ...]) -> bool:
    """Whether a function whose body is traced is what is called now."""
    assert one.world is not None
    now = surroundings([target, *reached(given, one.by_value)], one.state)
    if not now.has_shape_of(one.world) or not all(key in now.held for key in one.state):
        return False
    if one.world.changed(now.held, one.state):
        return False
    try:
        spec = given_spec(given, one.by_value)
        if not same_identities(one.spec, spec) or handed(join(one.spec, spec)) != one.spec:
            return False
        return all(_holds(state) for state in one.state.values())
    except Untraceable:
        return False


def _holds(state: State) -> bool:
    """Whether a container holds now what it may hold at a call."""
    now = state.spec_of(contents(state.container))
    return same_identities(state.spec, now) and handed_state(join_data(state.spec, now)) == state.spec


def _fits_under_way(one: Recursion, target: types.FunctionType, given: tuple[Any, ...]) -> bool:
    """Whether a function whose body is being traced is what is called now.

    Raises
    ------
    Again
        If it would be, had more been known of it.
    """
    now = surroundings([target, *reached(given, one.by_value)], one.state)
    changed = now.changed(one.before, one.state)
    if changed:
        one.carry(changed)
        raise Again(one)
    spec = given_spec(given, one.by_value)
    others = {
        place
        for place, (known, item) in enumerate(zip(one.spec.items, spec.items, strict=False))
        if not same_identities(known, item)
    }
    new = {place for place in others - one.by_value if _is_new(one, given[place])}
    if new and len(one.spec.items) == len(spec.items):
        _demote(one, new, given)
        raise Again(one)
    if others or one.world is None or not now.has_shape_of(one.world):
        return False
    if not _takes(one, spec, given):
        return False
    news = [one.grow(state) for state in list(one.state.values())]
    if any(news):
        raise Again(one)
    return True


def _is_new(one: Recursion, item: Any) -> bool:
    """Whether an argument has containers that were made since the function was first called."""
    return any(id(container) not in one.before for container in containers_in(item))


def _demote(one: Recursion, places: set[int], given: tuple[Any, ...]) -> None:
    """Hand containers on by what they hold."""
    one.by_value |= places
    one.more = given_spec(given, one.by_value)


def _takes(one: Recursion, spec: Any, given: tuple[Any, ...]) -> bool:
    """Whether a function takes such arguments; containers that hold more are learned.

    Raises
    ------
    Again
        If one holds more.
    """
    try:
        joined = handed(join_data(one.spec, spec))
    except Untraceable:
        return False
    if joined == one.spec:
        return True
    differ = {
        place
        for place, (known, item) in enumerate(zip(one.spec.items, joined.items, strict=True))
        if known != item
    }
    texts = {place for place in differ if as_label(joined.items[place]) is not None}
    few = sum(form.target.__code__ is one.target.__code__ for form in _recursions()) < MAX_BY_TEXT
    if differ <= {path[0] for path in own_paths(given, one.by_value)} | (set() if few else texts):
        one.spec = joined
        raise Again(one)
    return False


def _recursions() -> list[Recursion]:
    trace = current()
    assert trace is not None
    return trace.recursions


def _begun(trace: Trace, target: types.FunctionType, given: tuple[Any, ...], layout: Any) -> Recursion:
    """Trace the body for arguments that no known form takes."""
    forms = [one for one in trace.recursions if one.target.__code__ is target.__code__]
    if len(forms) >= MAX_FORMS:
        trace.bodies += MAX_BODIES  # another guess at what it returns would not help
        raise Untraceable("AG206", f"`{target.__qualname__}` with arguments of ever new types")
    by_value = set[int]().union(*(one.by_value for one in forms))
    found = Recursion(target, given, layout, given_spec(given, by_value), by_value)
    found.errors = trace.errors
    trace.recursions.append(found)
    try:
        settle(trace, found)
    except BaseException:  # a restart or a refusal, too
        if found in trace.recursions:
            trace.recursions.remove(found)
        raise
    return found


# -- the call ----------------------------------------------------------------------------------------------


def _emit_call(trace: Trace, one: Recursion, given: tuple[Any, ...]) -> Any:
    _require_alone(one, given)
    _require_single(trace, one)
    for state in one.state.values():
        held = contents(state.container)
        if isinstance(state.spec, Listing) and isinstance(held, ListContents) and any_list(held):
            arrange(state.container)
    states = [
        operand for one_ in one.state.values() for operand in encode(contents(one_.container), one_.spec)
    ]
    operands = [*encode(given, one.spec), *states, *one.outside]
    if one.result is None or None in one.changed.values():
        trace.region.terminated = True  # what this path returns is not known yet: the others tell first
        return one.guess(given)
    assert one.function is not None
    arrays = [_target(operands, place) for place in one.written]
    for place in one.lent:
        lend(operands[place])
    results = apply("call", operands, {"function": one.function})
    known = set(trace.mutable)
    made = [decode(spec, results, trace.region) for spec in one.left]
    _note_arrays(one, made, known)
    value, *rest = made
    for state, held in zip(one.state.values(), rest, strict=False):
        slots = zip(
            array_slots(state.spec, contents(state.container)), array_slots(state.spec, held), strict=True
        )
        for old, new in slots:
            _may_be(trace, new, old, results.pop(0))
        deliver(state.container, held)
    for path, held in zip(one.changed, rest[len(one.state) :], strict=True):
        deliver(at_path(given, path), held)
    tags = dict(zip(one.unsure, _taken(trace, results, len(one.unsure)), strict=True))
    for handle, result in zip(arrays, results, strict=True):
        new = Tensor(result.type)
        trace.region.adopt(new, result)
        assign(handle, new)
    return _with_own_arrays(trace, one, value, operands, tags)


def _taken(trace: Trace, results: list[Value], count: int) -> list[Tensor]:
    """Take the first results, which are bools."""
    tags = []
    for _ in range(count):
        tags.append(Tensor(results[0].type))
        trace.region.adopt(tags[-1], results.pop(0))
    return tags


def _with_own_arrays(
    trace: Trace, one: Recursion, value: Any, operands: list[Any], tags: dict[tuple[int, int], Tensor]
) -> Any:
    """Return what a call returns with the caller's own arrays where it returns these, or may do so."""
    slots = array_slots(one.result, value)
    if not all(isinstance(operands[place], Tensor) for _, place in one.same):
        raise Untraceable("AG104", "a constant array is returned by a recursive function")
    sure = {number: bare(operands[place]) for (number, place), same in one.same.items() if same}
    for number, new in enumerate(slots):
        found = [(bare(operands[place]), tag) for (of, place), tag in tags.items() if of == number]
        if number in sure:
            new.origins, new.own = ((sure[number], True),), False
        elif found:
            held = trace.region.lookup(new)
            new.origins = (*new.origins, *found)
            note_synced(new, trace.region, held)
    return _exchanged(value, {slots[number].key: handle for number, handle in sure.items()})


def _exchanged(value: Any, arrays: dict[int, Tensor]) -> Any:
    """Return a value with arrays, also those in tuples, replaced by others."""
    if isinstance(value, Tensor):
        return arrays.get(value.key, value)
    if is_several(value):
        return changed(value, lambda item: _exchanged(item, arrays))
    return like(value, [_exchanged(item, arrays) for item in value]) if type(value) is tuple else value


def _require_single(trace: Trace, one: Recursion) -> None:
    """Require that what lies in containers that are handed on with all they hold is nowhere else.

    Raises
    ------
    Untraceable
        If it is: it would be noticed that the function leaves others there.
    """
    inner = [
        item for state in one.state.values() if state.by_content for item in inside(contents(state.container))
    ]
    if not inner:
        return
    counts = live_references()
    shadows = trace.lifter.shadows if trace.lifter is not None else {}
    if any(counts[id(item)] > 1 or id(item) in shadows for item in inner):
        raise Untraceable("AG105", "a list with several names in an object that a recursive function changes")


def _require_alone(one: Recursion, given: tuple[Any, ...]) -> None:
    """Require that containers handed on by value are nothing that the function knows or the caller keeps.

    Raises
    ------
    Untraceable
        If it would be noticed that the function has copies.
    """
    own = own_paths(given, one.by_value)
    if not own:
        return
    known = surroundings([one.target, *reached(given, one.by_value)]).held
    if len({id(item) for item in own.values()}) < len(own) or any(id(item) in known for item in own.values()):
        raise Untraceable("AG105", "a list is handed on twice, or is known to the recursive function")
    counts = live_references() if one.kept else {}
    for path in one.kept:
        for length in range(1, len(path) + 1):
            item = own.get(path[:length])
            if item is not None and counts[id(item)] > (length > 1):
                raise Untraceable("AG105", "a list that is handed on and kept by a recursive function")


def _note_arrays(one: Recursion, made: list[Any], known: set[int]) -> None:
    """Note which arrays of a call's results may be one, and which are in lists."""
    if not one.links and not one.given_away:
        return
    items = arrays_of(replaced(end, lambda item: Same(item) if id(item) in known else item) for end in made)
    for first, second in one.links:
        link(items[first], items[second])
    for place in one.given_away:
        mark(root_of(items[place]))


def _may_be(trace: Trace, new: Tensor, old: Any, same: Value) -> None:
    """Note that an array in a container is the one that was at its place where a bool is true."""
    if is_array(old) and not is_empty(old) and new is not old:
        tag = Tensor(same.type)
        trace.region.adopt(tag, same)
        value = trace.region.lookup(new)
        new.origins = ((bare(old), tag),)
        note_synced(new, trace.region, value)


def _target(operands: list[Any], place: int) -> Tensor:
    """Return the array of a call that the function writes, which must be nobody else's operand."""
    handle = operands[place]
    if not isinstance(handle, Tensor):
        raise Untraceable("AG206", "a constant array is written")
    others = (operand for number, operand in enumerate(operands) if number != place)
    if any(may_overlap(handle, other) for other in others):
        raise Untraceable("AG104", "an argument of a recursive function")
    return handle
