"""Objects of the program in pools, one for each class: what stands for an object knows its place in that."""

from __future__ import annotations

from typing import Any

from autograph.runtime.records import record
from autograph.tracing.plain import attributes_of
from autograph.tracing.trace import Untraceable, current

__all__ = [
    "Place",
    "attribute",
    "can_lie_in_pool",
    "in_pool",
    "key_of",
    "keys_at_first",
    "known_as",
    "object_at",
    "pool_for",
    "put_at",
]

_MARK = "."
"""What the names begin with of the attributes that hold a dict's values: no other name has it."""

_ITS_CLASS: Any = object.__dict__["__class__"]


@record(frozen=True, eq=False)
class Place:
    """Where in which pool an object lies; what stands for it is kept, so that its identity is nobody else's.

    Attributes
    ----------
    stands : object
    pool : Pool
    number : Tensor or int
    """

    stands: Any
    pool: Any
    number: Any


def attribute(key: str) -> str:
    """Return the name of the attribute that holds the value of a dict's key."""
    return _MARK + key


def key_of(name: str) -> str:
    """Return the key whose value an attribute of what stands for a dict holds."""
    return name[len(_MARK) :]


def keys_at_first(kind: Any) -> tuple[str, ...] | None:
    """Return the keys that the dicts of a class have from the beginning; None for a class of objects."""
    found: tuple[str, ...] | None = getattr(kind, "keys_at_first", None)
    return found


def known_as(kind: type) -> Any:
    """Return what stands for a class in all traces: one that is defined inside is another in each."""
    return (kind.__module__, kind.__qualname__) if "<locals>" in kind.__qualname__ else kind


def in_pool(value: Any) -> Place | None:
    """Return where an object lies; None for anything that is in no pool."""
    trace = current()
    return trace.places.get(id(value)) if trace is not None else None


def can_lie_in_pool(kind: Any) -> bool:
    """Whether objects of a class are no more than attributes that nobody looks up in a way of his own."""
    own = ("__getattribute__", "__getattr__", "__init_subclass__", "__del__")
    if any(name in vars(owner) for owner in kind.__mro__[:-1] for name in own):
        return False
    return _stores_plainly(kind) and kind.__new__ is object.__new__ and not issubclass(kind, BaseException)


def _stores_plainly(kind: Any) -> bool:
    """Whether attributes are assigned as `object` does it, or not at all, as in frozen dataclasses."""
    parameters = getattr(kind, "__dataclass_params__", None)
    if parameters is not None and parameters.frozen:
        return bool(kind.__setattr__.__code__.co_filename == "<string>")
    return kind.__setattr__ is object.__setattr__ and kind.__delattr__ is object.__delattr__


def pool_for(kind: type) -> Any:
    """Return the pool that the objects of a class lie in; it has been there, empty, since the call began."""
    from autograph.tracing.pools import Pool  # noqa: PLC0415  (pools are made of lists, which know of places)

    trace = current()
    assert trace is not None
    found = trace.pools.get(kind)
    if found is None:
        found = trace.pools[kind] = Pool(kind)
        trace.homes[id(found)] = trace.root
        for taken in trace.snapshots:
            taken.take(found, None)
    return found


def put_at(instance: Any, pool: Any, number: Any) -> Any:
    """Let an object lie in a pool from now on; returns it."""
    trace = current()
    assert trace is not None
    for name in attributes_of(instance):
        object.__delattr__(instance, name)
    _ITS_CLASS.__set__(instance, _class_in(pool))
    trace.places[id(instance)] = Place(instance, pool, number)
    trace.mutable.pop(id(instance), None)
    trace.homes.pop(id(instance), None)
    return instance


def object_at(pool: Any, number: Any) -> Any:
    """Return what stands for the object at a place of a pool."""
    trace = current()
    assert trace is not None
    made = object.__new__(_class_in(pool))
    trace.places[id(made)] = Place(made, pool, number)
    return made


def _class_in(pool: Any) -> Any:
    """Return the class of what stands for the objects in a pool."""
    if pool.stands_for is None:
        pool.stands_for = _made_class(pool)
    return pool.stands_for


def _made_class(pool: Any) -> Any:
    from autograph.tracing import pools  # noqa: PLC0415  (pools are made of lists, which know of places)

    trace = current()
    assert trace is not None
    kind = pool.kind
    base: Any = trace.classes.get(kind) or kind

    def look_up(self: Any, name: str) -> Any:
        if name in pool.names or pools.is_never(pool, name):
            return pools.read(self, name)
        if name == "__dict__":
            raise Untraceable("AG105", f"the attributes of a {kind.__qualname__} as a dict")
        return object.__getattribute__(self, name)

    def assign(self: Any, name: str, value: Any) -> None:
        pools.write(self, name, value)

    def delete(self: Any, name: str) -> None:
        raise Untraceable("AG105", f"an attribute of a {kind.__qualname__} is deleted")

    def hashed(self: Any) -> int:
        raise Untraceable("AG105", f"the hash of a {kind.__qualname__}")

    members: dict[str, Any] = {
        "__slots__": (),
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "_autograph_class": kind,
        "__class__": property(lambda _: kind),
        "__getattribute__": look_up,
        "__delattr__": delete,
        "__hash__": hashed if kind.__hash__ is object.__hash__ else base.__hash__,
    }
    if kind.__setattr__ is object.__setattr__:
        members["__setattr__"] = assign
    if kind.__eq__ is object.__eq__:
        members |= {"__eq__": pools.same, "__ne__": pools.other}
    return type(kind)(kind.__name__, (base,), members)
