"""Objects of one class in arrays: a list of their attributes, of which other lists and names have places."""

from __future__ import annotations

import contextlib
import operator
from typing import Any

from autograph.tracing.alternatives import without
from autograph.tracing.choice import Choice
from autograph.tracing.flags import negated
from autograph.tracing.joins import join
from autograph.tracing.list_methods import append
from autograph.tracing.lists import grown_from, has_arrays, has_lists, item_at, joined_element, stored_item
from autograph.tracing.nested_lists import adopt, require_free
from autograph.tracing.nothing import NOTHING
from autograph.tracing.own_classes import class_of
from autograph.tracing.plain import attributes_of
from autograph.tracing.pooled import Place, can_lie_in_pool, in_pool, known_as, pool_for, put_at
from autograph.tracing.spec import (
    UNDEFINED,
    Chosen,
    Number,
    Pointer,
    Sequence,
    Spec,
    Static,
    abstract,
    generalise,
)
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Restart, Trace, Untraceable, current, emit, forgo
from autograph.tracing.traced_list import Grown, Home, ListContents, TracedList
from autograph.tracing.watching import is_own_object

__all__ = ["Pool", "enter", "enter_inside", "has", "lay_out", "lend", "other", "read", "same", "write"]


class Pool(TracedList):
    """All objects of one class: a list of the program's that no name has, one tuple of attributes for each.

    It only grows, so an object's place says which one it is.

    Attributes
    ----------
    kind : type
    names : tuple of str or None
        Of their attributes; None before the first one.
    stands_for : type or None
        The class of what stands for one of the objects.
    lent : list of int
        The numbers of those that lie at its first places among the objects that the function was called with.
    rows : list of tuple
        Their attributes.
    at_call : Grown or None
        What it held at the call.
    """

    held_as = ListContents

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self.names: tuple[str, ...] = ()
        self.stands_for: Any = None
        self.lent: list[int] = []
        self.rows: list[tuple[Any, ...]] = []
        self.at_call: Grown | None = None

    @property
    def is_as_at_call(self) -> bool:
        """Whether it holds none of the caller's objects, or nothing has changed."""
        return not self.lent or self.own is self.at_call

    @property
    def has_no_equals(self) -> bool:
        """Whether an object is equal to itself alone."""
        return bool(self.kind.__eq__ is object.__eq__)


def enter(instance: Any, kind: type) -> Any:
    """Put a new object into the pool of its class, if the objects of this lie in one; returns it.

    Raises
    ------
    Untraceable
        If its attributes cannot lie in arrays.
    """
    trace = current()
    assert trace is not None
    if can_lie_in_pool(kind):
        trace.decisions.made.add(known_as(kind))
    if (
        known_as(kind) not in trace.decisions.pooled
        or trace.region.terminated
        or in_pool(instance) is not None
    ):
        return instance
    if any(id(instance) in taken for taken in trace.snapshots):
        raise Untraceable("AG105", f"a {kind.__qualname__} that another object has before it is made")
    if trace.lifter is not None and id(instance) in trace.lifter.shadows:
        raise Untraceable("AG105", f"a {kind.__qualname__} that the function is not given, but finds outside")
    known: Pool = pool_for(kind)
    pool, row = _entered(instance, kind, 0 if known.own is None else known.own.count)
    if pool.own is None:
        pool.own = grown_from((), joined_element((row,), _as_learned(pool, trace)))
    append(pool, row)
    return instance


def _entered(instance: Any, kind: type, number: Any) -> tuple[Pool, tuple[Any, ...]]:
    """Let an object stand for what lies at a place of its pool; return that, and its attributes."""
    trace = current()
    assert trace is not None
    held = attributes_of(instance)
    pool: Pool = pool_for(kind)
    pool.names = pool.names or _names(kind, tuple(held), trace)
    for name in held:
        if name not in pool.names:
            raise _needs(pool, name)
    put_at(instance, pool, number)  # it may be an attribute of its own
    for name, value in held.items():
        _learn(kind, name, value)
    return pool, tuple(held.get(name, UNDEFINED) for name in pool.names)


def lend(instance: Any, kind: type, number: int) -> Any:
    """Put one of the objects that the function is called with into the pool of its class; returns it."""
    trace = current()
    assert trace is not None
    if can_lie_in_pool(kind):
        trace.decisions.lent.add(known_as(kind))
    if known_as(kind) not in trace.decisions.pooled:
        return instance
    pool, row = _entered(instance, kind, len(pool_for(kind).rows))
    pool.rows.append(row)
    pool.lent.append(number)
    return instance


def lay_out(trace: Trace) -> None:
    """Lay the objects that the function is called with into their pools, once all are known.

    Raises
    ------
    Untraceable
        If an attribute is a list or an array: a copy would not be the caller's own.
    """
    for pool in trace.pools.values():
        element = joined_element(pool.rows, _as_learned(pool, trace))
        if has_arrays(element) or has_lists(element):
            raise Untraceable(
                "AG105", f"a {pool.kind.__qualname__} of the caller's that has a list or an array"
            )
        pool.own = pool.at_call = grown_from(tuple(pool.rows), element)


def enter_inside(value: Any) -> None:
    """Put objects that their classes are still making, and that others are to hold, into their pools."""
    trace = current()
    assert trace is not None
    for item in value if type(value) is tuple else (value,):
        if trace.decisions.pooled and class_of(item) in trace.decisions.pooled and is_own_object(item):
            enter(item, class_of(item))


def _names(kind: type, first: tuple[str, ...], trace: Trace) -> tuple[str, ...]:
    """Return the attributes that objects of a class may have: those of the first one, then any others."""
    known = {key[2:] for key in trace.decisions.static if key[:2] == ("attribute", known_as(kind))}
    return (*first, *(name for _, name in sorted(known) if name not in first))


def _needs(pool: Pool, name: str) -> Restart:
    """Return what to raise where objects of a class have an attribute more than those before."""
    return Restart(frozenset([("attribute", known_as(pool.kind), len(pool.names), name)]))


def _learn(kind: type, name: str, value: Any) -> None:
    """Note for a further trace what an attribute may be: None at first, another object later."""
    trace = current()
    assert trace is not None
    spec = generalise(abstract(value))
    known, key = trace.decisions.fields, (known_as(kind), name)
    is_guess = any(one.result is None for one in trace.recursions)  # it may come from a call that is guessed
    if is_guess or not _is_lasting(spec):
        return
    with contextlib.suppress(Untraceable):  # then it is refused where it is held
        known[key] = join(known.get(key, Static(NOTHING)), spec)


def _is_lasting(spec: Spec) -> bool:
    """Whether a spec holds in another trace, too."""
    if isinstance(spec, Chosen):
        return all(map(_is_lasting, spec.values))
    if isinstance(spec, Number):
        return spec.type is None or (spec.type.is_scalar and spec.array is None)
    return isinstance(spec, Pointer) or (isinstance(spec, Static) and spec.value is None)


def _as_learned(pool: Pool, trace: Trace) -> Spec:
    """Return what earlier traces have seen in the attributes that may be None, or another object."""
    found: list[Spec] = [
        trace.decisions.fields.get((known_as(pool.kind), name), Static(NOTHING)) for name in pool.names
    ]
    found = [_of_now(spec, trace) for spec in found]
    return Sequence(tuple, tuple(spec if _is_optional(spec) else Static(NOTHING) for spec in found))


def _of_now(spec: Spec, trace: Trace) -> Spec:
    """Return what an earlier trace has seen with the classes of this one in the place of its own."""
    if isinstance(spec, Pointer):
        kinds = (kind for kind in trace.pools if known_as(kind) == known_as(spec.kind))
        return next(map(Pointer, kinds), Static(NOTHING))
    if not isinstance(spec, Chosen):
        return spec
    container, *others = (_of_now(value, trace) for value in spec.values)
    are_known = not any(isinstance(value, Static) for value in (container, *others))
    return Chosen(container, spec.alternatives, tuple(others)) if are_known else Static(NOTHING)


def _is_optional(spec: Spec) -> bool:
    if isinstance(spec, Number):
        return None in spec.alternatives
    return isinstance(spec, Chosen | Pointer)


def is_never(pool: Pool, name: str) -> bool:
    """Whether an attribute is looked up of an object of a class that has none yet: nobody comes there."""
    return not pool.in_arrays and not hasattr(pool.kind, name) and not name.startswith("__")


def _where(instance: Any) -> tuple[Place, Grown | None]:
    """Return where an object lies and what the pool holds; None where nobody comes, as it has no objects."""
    place = in_pool(instance)
    assert place is not None
    held = place.pool.grown
    if held is None:
        forgo("an object of a class that has none")
    return place, held


def read(instance: Any, name: str) -> Any:
    """Return an attribute of an object in a pool."""
    place, held = _where(instance)
    if held is None:
        return NOTHING
    return _set(item_at(held, place.number, place.pool.names.index(name), place.pool))


def has(instance: Any, name: str) -> Any:
    """Return whether an object in a pool has an attribute that some have: a bool, known or of the program."""
    place, held = _where(instance)
    if held is None:
        return False
    value = item_at(held, place.number, place.pool.names.index(name), place.pool)
    found = (a.tag for a in _alternatives(value) if a.what is UNDEFINED and a.tag is not True)
    return value is not UNDEFINED and negated(next(found, False))


def _alternatives(value: Any) -> Any:
    return value.alternatives if isinstance(value, Tensor | Choice) else ()


def _set(value: Any) -> Any:
    """Return an attribute's value, staking the run on the object's having it."""
    if value is UNDEFINED:
        forgo("an attribute that an object has not")
        return NOTHING
    for alternative in _alternatives(value):
        if alternative.what is UNDEFINED and alternative.tag is not True:
            emit("assume", negated(alternative.tag), reason="an attribute that an object has not")
            return without(value, alternative.tag)
    return value


def write(instance: Any, name: str, value: Any) -> None:
    """Give an object in a pool an attribute.

    Raises
    ------
    Restart
        If none in the pool has one of this name.
    """
    place, held = _where(instance)
    if held is None:
        return
    pool = place.pool
    owner = next((owner for owner in pool.kind.__mro__ if name in vars(owner)), None)
    if owner is not None and hasattr(vars(owner)[name], "__set__") and name not in pool.names:
        object.__setattr__(instance, name, value)  # a property's own way
        return
    if name not in pool.names:
        raise _needs(pool, name)
    _learn(pool.kind, name, value)
    number = pool.names.index(name)
    if _is_there(value, place, number):
        return  # `p.items += more` has changed that list in place
    require_free(value)
    pool.own = stored_item(held, place.number, number, value)
    adopt(pool, place.number, value, path=(number,))


def _is_there(value: Any, place: Place, number: int) -> bool:
    """Whether a list is the one that this attribute of this object is."""
    home = value.home if isinstance(value, TracedList) else None
    return (
        isinstance(home, Home)
        and home.owner is place.pool
        and home.path == (number,)
        and (home.place is place.number or _is_number(home.place, place.number))
    )


def _is_number(one: Any, two: Any) -> bool:
    return type(one) is type(two) is int and one == two


def same(one: Any, two: Any) -> Any:
    """Return whether two objects are one, as ``==`` of classes that say nothing of equality has it."""
    first, second = in_pool(one), in_pool(two)
    if first is None or second is None:
        return NotImplemented
    return first.pool is second.pool and operator.eq(first.number, second.number)


def other(one: Any, two: Any) -> Any:
    """Return whether two objects are not one."""
    from autograph.operators.truth import not_  # noqa: PLC0415  (truth knows of pools)

    found = same(one, two)
    return found if found is NotImplemented else not_(found)
