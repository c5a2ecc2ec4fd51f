"""Dicts with known texts as keys, as objects in a pool: a list may then hold as many as data decides."""

from __future__ import annotations

import copyreg
import functools
import importlib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from autograph.tracing.dict_methods import for_each
from autograph.tracing.flags import either, negated
from autograph.tracing.key_table import refuse_nan
from autograph.tracing.keyed import KnownItems
from autograph.tracing.own_classes import class_of
from autograph.tracing.pooled import attribute, in_pool, key_of
from autograph.tracing.pools import enter, has, lend, read, same, write
from autograph.tracing.trace import Restart, Untraceable, current, emit, is_converted
from autograph.tracing.traced_dict import DictView, PooledDict, TracedDict, is_chosen, on_its_own
from autograph.tracing.watching import is_own_object

__all__ = ["DictRecord", "entered", "lent"]


def names_of(instance: Any) -> tuple[str, ...]:
    """Return the attributes that the dicts of a pool may have."""
    place = in_pool(instance)
    assert place is not None
    names: tuple[str, ...] = place.pool.names
    return names


def first_names(instance: Any) -> tuple[str, ...]:
    """Return the attributes that the dicts of a pool have from the beginning."""
    place = in_pool(instance)
    assert place is not None
    return tuple(map(attribute, place.pool.kind.keys_at_first))


class _Kind(type):
    """The class of the classes of dicts that are displayed with the same keys."""

    keys_at_first: tuple[str, ...]
    made_at: tuple[str, int] | None


class DictRecord(PooledDict, metaclass=_Kind):
    """A dict of the program whose values are attributes of an object in a pool.

    Keys may be added, if always in the same order, but not removed.
    """

    stands_for = dict
    keyed = None

    def need_known(self, use: str) -> None:
        """Do nothing: the keys are known."""

    def _has_name(self, key: Any) -> bool:
        return type(key) is str and attribute(key) in names_of(self)

    def known(self) -> dict[str, Any]:
        """Return the items; the run is staked on the keys' being there that not all of these dicts have."""
        return {key_of(name): read(self, name) for name in names_of(self)}

    def as_dict(self) -> TracedDict:
        """Return a dict of its own with the same items."""
        return TracedDict(self.known())

    # -- single keys ---------------------------------------------------------------------------------

    def __getitem__(self, key: Any) -> Any:
        return read(self, attribute(key)) if self._has_name(key) else self.as_dict()[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        if is_chosen(key):
            for_each(self.__setitem__, key, value)
            return
        if type(key) is not str:
            raise _refused(self, "gets a key that is no text")
        if self._has_name(key):
            self._assume_in_order(attribute(key))
        write(self, attribute(key), value)

    def _assume_in_order(self, name: str) -> None:
        """Stake the run on a key's being there, or on its being the last one."""
        names = names_of(self)
        for later in names[names.index(name) + 1 :]:
            if later not in first_names(self):
                known = either(has(self, name), negated(has(self, later)))
                emit("assume", known, reason="a dict gets its keys in another order")

    def __contains__(self, key: Any) -> Any:
        if type(key) is not str:
            return _operators().in_(key, self.as_dict())
        return self._has_name(key) and has(self, attribute(key))

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or the default."""
        if type(key) is not str:
            return self.as_dict().get(key, default)
        return self[key] if self._needs(key, "is asked for a key") else default

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, which becomes the default if there is none."""
        if not self._needs(key, "may get a key"):
            self[key] = default
        return self[key]

    def _needs(self, key: Any, problem: str) -> bool:
        """Return whether there is a key, where that is known."""
        found = self._has_name(key) and has(self, attribute(key))
        if type(key) is not str or not isinstance(found, bool):
            raise _refused(self, f"{problem} that it may have")
        return found

    def update(self, *others: Any, **named: Any) -> None:
        """Take over the items of another dict, or pairs."""
        taken = TracedDict()
        taken.update(*others, **named)
        for key, value in taken.items():
            self[key] = value

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def __or__(self, other: Any) -> Any:
        return entered(self.as_dict() | on_its_own(other))

    def __ror__(self, other: Any) -> Any:
        return entered(on_its_own(other) | self.as_dict())

    def _refuse(self, *_: Any) -> Any:
        raise _refused(self, "loses a key")

    __delitem__ = pop = popitem = clear = _refuse
    __hash__ = None  # type: ignore[assignment]

    # -- the whole dict ------------------------------------------------------------------------------

    def copy(self) -> Any:
        """Return another dict with the same items."""
        return entered(self.as_dict())

    def __len__(self) -> int:
        return len(self.known())

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, DictRecord | TracedDict) or other.keyed is not None:
            return NotImplemented
        one, two = self.known(), other.known() if isinstance(other, DictRecord) else other.known_items()
        if one.keys() != two.keys():
            return False
        refuse_nan(one.values())  # a dict takes the very same one for equal
        compare, truth = _operators().is_or_equal, _truth()
        values = (functools.partial(compare, one[key], two[key]) for key in one)
        return truth.or_(_is_one(self, other), lambda: truth.and_(True, *values))

    def __ne__(self, other: object) -> Any:
        found = self == other
        return found if found is NotImplemented else _truth().not_(found)

    def __iter__(self) -> Iterator[Any]:
        return KnownItems(self, iter(self.known()))  # type: ignore[arg-type]

    def __reversed__(self) -> Iterator[Any]:
        return KnownItems(self, reversed(self.known()))  # type: ignore[arg-type]

    def keys(self) -> Any:
        """Return a view of the keys."""
        return _View(self, "keys")  # type: ignore[arg-type]

    def values(self) -> Any:
        """Return a view of the values."""
        return _View(self, "values")  # type: ignore[arg-type]

    def items(self) -> Any:
        """Return a view of the items."""
        return _View(self, "items")  # type: ignore[arg-type]


def _is_one(one: Any, two: Any) -> Any:
    return same(one, two) if in_pool(two) is not None else False


def _operators() -> Any:
    from autograph.operators import comparison  # noqa: PLC0415  (it compares dicts)

    return comparison


def _truth() -> Any:
    return importlib.import_module("autograph.operators.truth")  # it knows of pools


class _Live(Mapping[str, Any]):
    """The items of one of these dicts, each read when one comes to it."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __getitem__(self, key: str) -> Any:
        return self.owner[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.owner.known())

    def __len__(self) -> int:
        return len(self.owner)


class _View(DictView):
    """What `keys`, `values` or `items` gives."""

    def known(self) -> Any:
        """Return a view of Python's own."""
        return getattr(_Live(self.owner), self.part)()


def _refused(instance: Any, what: str) -> BaseException:
    """Return what to raise for what cannot be done in a pool: a restart without, or a refusal."""
    place, trace = in_pool(instance), current()
    assert place is not None and trace is not None  # noqa: PT018
    key = _apart(place.pool.kind)
    if key not in trace.decisions.static:
        return Restart(frozenset([key]))
    return Untraceable("AG105", f"one of the dicts of which data decides how many there are {what}")


@functools.cache
def _kind_for(keys: tuple[str, ...], place: tuple[str, int] | None) -> type[DictRecord]:
    """Return the class of dicts that are made with these keys; of empty ones, at that place."""
    members = {"keys_at_first": keys, "made_at": place, "__module__": __name__}
    return type("dict", (DictRecord,), members)


copyreg.pickle(_Kind, lambda kind: (_kind_for, (kind.keys_at_first, kind.made_at)))


def entered(made: Any, number: int | None = None) -> Any:
    """Return a new dict that nobody has yet, in a pool if dicts made like it lie in one.

    Parameters
    ----------
    made : TracedDict
    number : int, optional
        Its number among the objects that the function was called with, if it is one of these.
    """
    trace = current()
    if trace is None or type(made) is not TracedDict or made.keyed is not None:
        return made
    keys = tuple(dict.keys(made))
    if any(type(key) is not str for key in keys):
        return made
    kind = _kind_for(keys, None if keys else _place_of_display())
    (trace.decisions.made if number is None else trace.decisions.lent).add(kind)
    if kind not in trace.decisions.pooled or _apart(kind) in trace.decisions.static:
        return made
    trace.mutable.pop(id(made), None)
    instance = kind()
    for key, value in dict.items(made):
        object.__setattr__(instance, attribute(key), value)
    try:
        return enter(instance, kind) if number is None else lend(instance, kind, number)
    except Untraceable:
        raise Restart(frozenset([_apart(kind)])) from None


def lent(shadow: Any, number: int) -> Any:
    """Return what stands for an object that is handed in, in a pool if those like it lie in one."""
    if type(shadow) is TracedDict:
        return entered(shadow, number)
    return lend(shadow, class_of(shadow), number) if is_own_object(shadow) else shadow


def _apart(kind: type) -> Any:
    """Return what says that dicts made in a way do not lie in a pool, as they are used in other ways, too."""
    return "apart", kind


def _place_of_display() -> tuple[str, int]:
    """Return the place in the program where a dict is made."""
    frame: Any = sys._getframe(2)
    while frame is not None and not is_converted(frame.f_code):
        frame = frame.f_back
    return ("", 0) if frame is None else (frame.f_code.co_qualname, frame.f_lasti)
